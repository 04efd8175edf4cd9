package assess

import (
	"math"
	"slices"

	"safecase/casefile"
	"safecase/casefile/stats"
)

// outcome is an outcome of the case with what may be compared with its risk.
type outcome struct {
	id         string
	bit        outcomeSet // its place in sets; 0 when the case has too many
	limits     []limit
	problem    string // why its threshold cannot be used; "" when it can, or there is none
	confidence float64
	per        string
}

// sameLimits reports whether two outcomes ask for the same.
func (o *outcome) sameLimits(p *outcome) bool {
	return o.problem == "" && p.problem == "" && o.confidence == p.confidence && o.per == p.per && slices.Equal(o.limits, p.limits)
}

// limit is one number that an outcome must stay below, inside its margin.
type limit struct {
	frequency bool // a number of events, not a probability
	below     float64
}

// outcomeSet is a set of the first outcomes of a case. Those beyond its size
// must be argued at the claim that names them.
type outcomeSet uint64

const outcomeBits = 64

type outcomes struct {
	byID   map[string]*outcome
	all    []*outcome
	threat map[string]string // the outcome of each threat
}

// readOutcomes reads the outcomes of the case.
func (j *judge) readOutcomes() outcomes {
	out := outcomes{byID: map[string]*outcome{}, threat: map[string]string{}}
	for _, t := range j.Case.Items("threats") {
		out.threat[t.ID] = t.Get("outcome").Text()
	}
	for i, item := range j.Case.Items("outcomes") {
		if out.byID[item.ID] != nil {
			continue
		}
		o := readOutcome(item)
		if i < outcomeBits {
			o.bit = 1 << i
		}
		out.byID[item.ID] = o
		out.all = append(out.all, o)
	}
	return out
}

func readOutcome(item casefile.Item) *outcome {
	t := item.Get("threshold")
	o := &outcome{id: item.ID, per: t.Get("per").Text()}
	all, err := margins(t.Get("margin"))
	if err != nil {
		o.problem = err.Error()
	}
	if v := t.Get("confidence"); v.Exists() {
		var why string
		if o.confidence, why = number(v, "its confidence"); why != "" {
			o.problem = why
		}
	}
	for _, key := range []string{"probability", "frequency"} {
		v := t.Get(key)
		if !v.Exists() {
			continue
		}
		x, why := number(v, key)
		if why == "" {
			x, why = inside(x, key == "frequency", all)
		}
		if why != "" {
			o.problem = why
			continue
		}
		o.limits = append(o.limits, limit{key == "frequency", x})
	}
	return o
}

// inside is the threshold less its margins.
func inside(x float64, frequency bool, all []stats.Margin) (below float64, why string) {
	if x < 0 || !frequency && x >= 1 {
		return 0, "its threshold is not a probability below 1"
	}
	for _, m := range all {
		switch {
		case !frequency:
			reduced, err := m.Reduce(x)
			if err != nil {
				return 0, err.Error()
			}
			x = reduced
		case m.Kind == stats.MarginFactor && m.Amount >= 1:
			x /= m.Amount
		case m.Kind == stats.MarginAbsolute && m.Amount >= 0:
			x = math.Max(0, x-m.Amount)
		default:
			return 0, "its margin has no meaning for a frequency"
		}
	}
	return x, ""
}

// outcomesOf are the outcomes that a claim is about: those that it names, else
// those of the threats that it names.
func (j *judge) outcomesOf(n *node) []*outcome {
	ids := n.Get("outcomes").Texts()
	if len(ids) == 0 {
		for _, threat := range n.Get("threats").Texts() {
			if id := j.outcomes.threat[threat]; id != "" {
				ids = append(ids, id)
			}
		}
	}
	var out []*outcome
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		if o := j.outcomes.byID[id]; o != nil {
			out = append(out, o)
		} else {
			out = append(out, &outcome{id: id, problem: "it is not defined"})
		}
	}
	return out
}

// settleExtension notes whether a rate stands at or below n and to which
// outcomes something carries it, and blames a claim about an outcome to whose
// threshold nothing does.
func (j *judge) settleExtension(n *node) {
	for _, e := range n.edges {
		if e.part == answer || e.part == backdrop || e.point != "" {
			continue // why a step may be relied on carries no rate to an outcome
		}
		n.rate = n.rate || e.to.rate
		n.covers |= e.to.covers
	}
	if n.Kind != casefile.Claim {
		return
	}
	here := j.coveredAt(n)
	for _, o := range here {
		n.covers |= o.bit
	}
	if !n.rate {
		return
	}
	var missing []string
	for _, o := range j.mustCover(n) {
		if n.covers&o.bit == 0 && here[o.id] == nil {
			missing = append(missing, o.id)
		}
	}
	if len(missing) > 0 {
		n.blame(Cause{Code: "extrapolation-missing", State: NotShown, Pos: n.At("outcomes"), Others: missing})
	}
}

// mustCover are the outcomes to which a claim has to carry its rates: those that
// it names. A claim that the case is about and that names none answers for all
// outcomes: leaving the word out must not take the duty away.
func (j *judge) mustCover(n *node) []*outcome {
	switch {
	case n.Get("outcomes").Exists():
		return j.outcomesOf(n)
	case n.about:
		return j.outcomes.all
	}
	return nil
}

// coveredAt are the outcomes to which n itself carries rates: by a bound, or
// because a named person accepted, with a reason and on a day, that no number
// does.
func (j *judge) coveredAt(n *node) map[string]*outcome {
	out := map[string]*outcome{}
	all := j.outcomesOf(n)
	if len(all) == 0 {
		all = j.mustCover(n)
	}
	accepted := j.acceptedWithoutNumber(n)
	for _, o := range all {
		if accepted || n.unbound || n.Get("bound").Exists() && len(o.limits) > 0 {
			out[o.id] = o
		}
	}
	return out
}

func (j *judge) acceptedWithoutNumber(n *node) bool {
	q := n.Get("qualitative")
	on, dated := q.Get("on").Date()
	return said(q.Get("reason")) && said(q.Get("accepted_by")) && dated && !on.After(j.AsOf)
}
