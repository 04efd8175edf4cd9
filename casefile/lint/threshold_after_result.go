package lint

import (
	"time"

	"safecase/casefile"
)

var thresholdAfterResult = &Rule{
	Name: "threshold-after-result", ID: "STA029", Severity: strict,
	Title: "a threshold that was set after the result was there",
	Why:   "Whoever knows the result can set the threshold that it passes; the examinee must not set the exam.",
	Fix:   "judge by the threshold that stood before the run, or repeat the run under the new one",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05, set: {by: board, on: 2026-06-20}}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05, set: {by: board, on: 2026-05-01}}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Needs: "quantity",
	Check: func(p *Pass) {
		budget := 20*len(p.Case.Nodes) + 1000
		for _, number := range p.numbers() {
			p.setAfter(number)
		}
		for _, n := range p.kinds[casefile.Claim] {
			for _, v := range n.Get("outcomes").Items() {
				p.outcomeSetAfter(n, v.Text(), &budget)
			}
		}
	},
}

// outcomeSetAfter reports the threshold of an outcome that was set when a
// number below the claim about it was known.
func (p *Pass) outcomeSetAfter(n *casefile.Node, outcome string, budget *int) {
	at := p.Case.Get("outcomes", outcome, "threshold", "set", "on")
	set, ok := at.Date()
	if !ok || *budget < 0 {
		return
	}
	p.numbers()
	for _, claim := range p.below(n, map[string]bool{}) {
		*budget--
		for _, number := range p.facts.numbersOf[claim] {
			for _, e := range number.evidence {
				if run, ok := p.runDate(e); ok && set.After(run) {
					p.Report(at.Pos(), n.ID, "the threshold of %s was set on %s, after the run of %s on %s", outcome, set.Format(time.DateOnly), e.ID, run.Format(time.DateOnly))
					return
				}
			}
		}
	}
}

func (p *Pass) setAfter(number number) {
	n, q := number.claim, number.q
	if seen, _ := q.Get("seen").Bool(); seen {
		p.Report(q.Get("seen").Pos(), n.ID, "the value was known before the threshold of %s was set", n.ID)
		return
	}
	set, ok := q.Get("set", "on").Date()
	if !ok {
		return
	}
	for _, e := range number.evidence {
		if run, ok := p.runDate(e); ok && set.After(run) {
			p.Report(q.Get("set", "on").Pos(), n.ID, "the threshold of %s was set on %s, after the run of %s on %s", n.ID, set.Format(time.DateOnly), e.ID, run.Format(time.DateOnly))
			return
		}
	}
}

// decisive is the evidence that a number names, or the only one below the
// claim.
func (p *Pass) decisive(n *casefile.Node, q casefile.Value) []*casefile.Node {
	ids := q.Get("of").Texts()
	for _, side := range q.Get("difference").Items() {
		ids = append(ids, side.Get("of").Texts()...)
	}
	if len(ids) == 0 {
		for _, l := range n.To(casefile.SupportedBy) {
			ids = append(ids, l.To)
		}
	}
	var out []*casefile.Node
	for _, id := range ids {
		if e := p.Case.Node(id); e != nil && e.Kind == casefile.Evidence {
			out = append(out, e)
		}
	}
	return out
}

// runDate is the day of the run, from the file or else from the case.
func (p *Pass) runDate(e *casefile.Node) (time.Time, bool) {
	if r := p.Readings[e.ID]; r != nil && !r.Date.IsZero() {
		return r.Date.UTC().Truncate(24 * time.Hour), true
	}
	return e.Get("date_run").Date()
}
