package assess

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
)

// Lack is one field of a requirement that evidence does not meet.
type Lack struct {
	Pos casefile.Pos // of the field in the requirement
	Why string       // what the evidence has instead, in words that follow its id
}

func (j *judge) lacks(e *casefile.Node, item casefile.Value) []Lack {
	var out []Lack
	miss := func(v casefile.Value, format string, args ...any) {
		out = append(out, Lack{v.Pos(), fmt.Sprintf(format, args...)})
	}
	for _, field := range item.Entries() {
		switch {
		case field.Key == "note" || strings.HasPrefix(field.Key, "x-"):
		case field.Key == "max_age_days":
			j.lacksAge(e, field.Value, miss)
		case field.Key == "locked":
			if want, _ := field.Bool(); want && !j.locked(e) {
				miss(field.Value, "its file is not locked")
			}
		case field.Key == "mitigation_status":
			if status, why := j.mitigationStatus(e); !slices.Contains(field.Texts(), status) {
				miss(field.Value, "its derived mitigation_status is %s (%s), wanted %s", cmp.Or(status, "not known"), why, alternatives(field.Texts()))
			}
		default:
			j.lacksField(e, []string{field.Key}, field.Value, miss)
		}
	}
	if j.onlyRedTeamed(e, item) {
		miss(item.Get("evaluator", "type"), "it is red-teaming, which is not an external evaluation")
	}
	return out
}

type missing func(v casefile.Value, format string, args ...any)

func (j *judge) lacksAge(e *casefile.Node, v casefile.Value, miss missing) {
	limit, ok := v.Number()
	run, dated := runDate(e, j.Readings[e.ID])
	switch {
	case !ok:
		miss(v, "the age that is allowed is not a number: %s", v)
	case !dated:
		miss(v, "the day of its run is not known")
	case j.AsOf.Sub(run).Hours()/24 > limit:
		miss(v, "its run is %.0f days old, wanted at most %s", j.AsOf.Sub(run).Hours()/24, v.Text())
	}
}

func (j *judge) locked(e *casefile.Node) bool {
	r := j.Readings[e.ID]
	want := plainDigest(e.Get("sha256").Text())
	return r != nil && want != "" && r.SHA256 == want
}

// mitigationStatus is MitigationStatus of one evaluation of the case.
func (j *judge) mitigationStatus(e *casefile.Node) (status, why string) {
	return MitigationStatus(j.mitigations, func(path ...string) casefile.Value { return j.circumstance(e, path...) })
}

// inFile is what the file itself says of a field that the case may state, too:
// the file wins.
func (j *judge) inFile(e *casefile.Node, name string) *int {
	r := j.Readings[e.ID]
	switch {
	case r == nil:
	case name == "elicitation.attempts.k":
		return r.Elicitation.Epochs
	case name == "elicitation.shots":
		return r.Elicitation.Shots
	}
	return nil
}

// lacksField compares one field, or the fields of a map below it.
func (j *judge) lacksField(e *casefile.Node, path []string, want casefile.Value, miss missing) {
	name := strings.Join(path, ".")
	have := j.circumstance(e, path...)
	if want.Shape() == casefile.Map && !isRange(want) {
		for _, field := range want.Entries() {
			j.lacksField(e, append(slices.Clone(path), field.Key), field.Value, miss)
		}
		return
	}
	switch stated := j.inFile(e, name); {
	case stated != nil:
		if !inRange(float64(*stated), want) {
			miss(want, "its %s is %d by its file, wanted %s", name, *stated, wanted(want))
		}
	case !have.Exists():
		miss(want, "its %s is not stated, wanted %s", name, wanted(want))
	case isRange(want) || want.Shape() == casefile.Single && isNumber(want):
		if x, ok := have.Number(); !ok || !inRange(x, want) {
			miss(want, "its %s is %s, wanted %s", name, have.Text(), wanted(want))
		}
	case isList(path):
		if lacking := without(want.Texts(), have.Texts()); len(lacking) > 0 {
			miss(want, "its %s does not hold %s", name, several(lacking))
		}
	case len(have.Texts()) == 0 || !slices.Contains(want.Texts(), have.Texts()[0]):
		miss(want, "its %s is %s, wanted %s", name, several(have.Texts()), wanted(want))
	}
}

func isNumber(v casefile.Value) bool { _, ok := v.Number(); return ok }

// isRange reports whether the requirement is a map of min and max.
func isRange(v casefile.Value) bool { return v.Get("min").Exists() || v.Get("max").Exists() }

func inRange(x float64, want casefile.Value) bool {
	if exact, ok := want.Number(); ok {
		return x == exact
	}
	low, hasLow := want.Get("min").Number()
	high, hasHigh := want.Get("max").Number()
	return (hasLow || hasHigh) && (!hasLow || x >= low) && (!hasHigh || x <= high)
}

func wanted(want casefile.Value) string {
	var parts []string
	if low := want.Get("min"); low.Exists() {
		parts = append(parts, "at least "+low.Text())
	}
	if high := want.Get("max"); high.Exists() {
		parts = append(parts, "at most "+high.Text())
	}
	if len(parts) > 0 {
		return strings.Join(parts, " and ")
	}
	return alternatives(want.Texts())
}

func alternatives(words []string) string {
	if len(words) == 0 {
		return "something"
	}
	return strings.Join(words, " or ")
}

// isList reports whether the evidence's own key holds a list, such as access:
// then everything that is required must be in it. Of other keys one of the
// listed values will do.
func isList(path []string) bool {
	t := casefile.NodeType(casefile.Evidence).At(path...)
	return t != nil && t.Elem != nil
}

// without returns what of want is not in have.
func without(want, have []string) []string {
	var out []string
	for _, w := range want {
		if !slices.Contains(have, w) && !Covers(have, w) {
			out = append(out, w)
		}
	}
	return out
}

// External are the kinds of evaluators outside the developer.
var External = []string{"external_contracted", "external_independent", "government"}

// onlyRedTeamed reports whether a requirement for an external evaluation is met
// by red-teaming alone, without having asked for that.
func (j *judge) onlyRedTeamed(e *casefile.Node, item casefile.Value) bool {
	asked := item.Get("evaluator", "type").Texts()
	return len(asked) > 0 && len(without(asked, External)) == 0 && !item.Get("method").Exists() &&
		j.circumstance(e, "method").Text() == "red_teaming"
}
