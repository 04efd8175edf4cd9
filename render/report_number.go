package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// NumberLine is a number that a claim states, with all that a reader needs to
// weigh it.
type NumberLine struct {
	Claim     Ref
	ClaimText string
	Evidence  []Standing // one, two for a difference, none where nothing decides it
	Metric    string
	Unit      string
	Count     string // "3 of 78"
	Point     string // "" when not known
	Bound     string // "≤ 0.0953"; "" when there is none
	How       string // confidence, method, whether exact
	Required  string // "< 0.05"
	State     StateMark
	Verdict   string // in words
	Why       string // the finding about it; "" when there is none
	Facts     []Fact // mitigations, checkpoint, who ran it, source, date, who set the threshold
	Typed     bool   // TRANSCRIBED by a person
	Carried   string // of a number that was not observed: what it was calculated from
	Plot      *Plot
	Withheld  bool // nothing but the verdict is told
}

// Plot is what the small picture of a number shows. Pointers are nil where
// nothing is known.
type Plot struct {
	Point, Low, High *float64
	Op               string // below, at_most, above or at_least
	Threshold        float64
}

func (b *reporter) numbers() []NumberLine {
	var out []NumberLine
	for _, n := range b.once(casefile.Claim) {
		for _, num := range b.a.Numbers(n.ID) {
			line := b.number(num)
			line.ClaimText = Plain(n.Text)
			line.Facts = b.provenance(n, num)
			out = append(out, line)
		}
	}
	return out
}

// number says what is known of a number, without where it came from.
func (b *reporter) number(num assess.Number) NumberLine {
	line := NumberLine{
		Claim: b.ref(num.Claim), Evidence: b.sources(num), Metric: Plain(num.Metric), Unit: Plain(num.Unit),
		Count: Count(num), Typed: num.Transcribed, State: markOf(num.Verdict), Verdict: verdictWords(num), Why: b.why(num),
	}
	if num.Metric == assess.RiskPerWindow {
		line.Count, line.Carried = "", b.carried(num)
	}
	if num.Groups > 0 {
		line.Count += ", in " + plural(num.Groups, "independent group")
	}
	if num.Lost > 0 {
		line.Count += ", with " + plural(num.Lost, "item") + " without a result counted against the claim"
	}
	if num.Value != nil {
		line.Point = Digits(*num.Value)
	}
	if num.Op != "" {
		line.Required = OpSign(num.Op) + " " + Digits(num.Threshold)
		line.Plot = plotOf(num)
	}
	line.Bound, line.How = boundWords(num)
	return line
}

// carried says what a risk per window was calculated from.
func (b *reporter) carried(num assess.Number) string {
	n := b.c.Node(num.Claim)
	if n == nil {
		return "calculated, not observed"
	}
	return fmt.Sprintf("calculated, not observed: from the bound of %s for one attempt, and %s attempts",
		orElse(b.say(n.Get("bound", "per_attempt")), "no claim"), b.attempts(n.Get("bound", "attempts")))
}

// attempts is a number of attempts, with where in the case it stands.
func (b *reporter) attempts(v casefile.Value) string {
	if _, ok := v.Number(); ok {
		return b.say(v)
	}
	return orElse(b.say(b.c.Get(strings.Split(v.Text(), ".")...)), "an unknown number of")
}

// sources are the evidence of a number with the gaps that it has itself: a
// bound on the right side says little about a run that failed.
func (b *reporter) sources(num assess.Number) []Standing {
	var out []Standing
	for _, id := range sourcesOf(num) {
		s := Standing{Ref: b.ref(id), State: markOf(b.a.State(id))}
		if n := b.c.Node(id); n != nil {
			s = b.standing(n, false)
		}
		out = append(out, s)
	}
	return out
}

func sourcesOf(num assess.Number) []string {
	var ids []string
	for _, id := range []string{num.Evidence, num.Minus} {
		if id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

func boundWords(num assess.Number) (bound, how string) {
	switch {
	case num.High != nil:
		bound = "at most " + Digits(*num.High)
	case num.Low != nil:
		bound = "at least " + Digits(*num.Low)
	default:
		return "", ""
	}
	parts := append([]string{Percent(num.Confidence) + " one-sided", Plain(num.Method), exactness(num)}, num.Counting()...)
	switch {
	case num.RawBound == nil:
	case num.Metric == assess.RiskPerWindow:
		parts = append(parts, "from at most "+Digits(*num.RawBound)+" for one attempt")
	case moved(num):
		parts = append(parts, "before margin and other adjustments "+Digits(*num.RawBound))
	}
	return bound, strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// exactness says whether the stated confidence is guaranteed.
func exactness(num assess.Number) string {
	switch {
	case num.Approximate:
		return "approximate"
	case num.Method == "clopper-pearson":
		return "exact"
	case num.Metric == assess.RiskPerWindow:
		return ""
	}
	return "holds with at least this confidence"
}

// moved reports whether margin, sensitivity or family moved the bound.
func moved(num assess.Number) bool {
	if num.RawBound == nil {
		return false
	}
	shown := num.High
	if shown == nil {
		shown = num.Low
	}
	return shown != nil && Digits(*shown) != Digits(*num.RawBound)
}

// Percent writes a confidence as people read it: 0.95 is "95 %".
func Percent(x float64) string {
	return strconv.FormatFloat(100*x, 'g', 6, 64) + " %"
}

func verdictWords(num assess.Number) string {
	switch num.Verdict {
	case assess.NoGap:
		return "the bound is on the right side"
	case assess.NotMet:
		return "the observed value is on the wrong side"
	case assess.NotShown:
		if num.Value == nil {
			return "the bound is not on the right side"
		}
		if num.Needed != nil {
			return fmt.Sprintf("right side, but the bound crosses the threshold; a run of %d trials would show it only if nothing more counted against the claim than was seen", *num.Needed)
		}
		return "right side, but the bound crosses the threshold"
	case assess.Stale:
		return "right side, but the evidence is stale"
	case assess.CannotTell:
		return "what is recorded does not decide it"
	}
	return "the evidence cannot be used"
}

// why is the finding that words the gap of a number.
func (b *reporter) why(num assess.Number) string {
	for _, c := range b.causes[num.Claim] {
		if c.State != num.Verdict || c.Number == nil || c.Number.Pos != num.Pos {
			continue
		}
		for _, f := range b.found[num.Claim] {
			if f.Rule == c.Code && f.Pos == c.Pos {
				return Plain(f.Message)
			}
		}
	}
	return ""
}

func plotOf(num assess.Number) *Plot {
	if num.Value == nil && num.High == nil && num.Low == nil {
		return nil
	}
	return &Plot{num.Value, num.Low, num.High, num.Op, num.Threshold}
}

// provenance says under which circumstances a number came about. Of a
// difference both sides are told.
func (b *reporter) provenance(claim *casefile.Node, num assess.Number) []Fact {
	var mitigations, model, ran, source, date Fact
	for _, e := range []struct {
		to   *Fact
		name string
		tell func(*casefile.Node, assess.Number) (string, bool)
	}{
		{&mitigations, "Mitigations", b.mitigations}, {&model, "Checkpoint", b.checkpointMatch}, {&ran, "Ran by", b.ranBy},
		{&source, "Source", b.source}, {&date, "Run on", b.ranOn},
	} {
		*e.to = b.perEvidence(e.name, num, e.tell)
	}
	return append([]Fact{mitigations, model, ran, source, date}, b.setOf(claim, num)...)
}

func (b *reporter) perEvidence(name string, num assess.Number, tell func(*casefile.Node, assess.Number) (string, bool)) Fact {
	f := Fact{Name: name}
	ids := sourcesOf(num)
	for _, id := range ids {
		n := b.c.Node(id)
		if n == nil {
			continue
		}
		text, gap := tell(n, num)
		if len(ids) > 1 {
			text = Plain(id) + ": " + text
		}
		f.Lines, f.Gap = append(f.Lines, text), f.Gap || gap
	}
	if len(f.Lines) == 0 {
		return Fact{Name: name, Lines: []string{"no evidence decides this number"}, Gap: true}
	}
	return f
}

// setOf says who set the threshold of a number: that of the outcome where a
// rate is carried to the window, else that of the claim.
func (b *reporter) setOf(claim *casefile.Node, num assess.Number) []Fact {
	if num.Metric == assess.RiskPerWindow {
		return nil
	}
	for _, q := range claim.Get("quantity").Items() {
		if q.Pos() == num.Pos || num.Op != "" && q.Get(num.Op).Pos() == num.Pos {
			f := b.setBy(q.Get("set"), "the threshold")
			f.Name = "Threshold set by"
			return []Fact{f}
		}
	}
	return nil
}
