package lint

import (
	"cmp"
	"slices"

	"safecase/casefile"
	"safecase/casefile/assess"
)

var confidenceMismatch = &Rule{
	Name: "confidence-mismatch", ID: "STA011", Severity: warns,
	Title: "a number is shown at less confidence than the outcome above it asks for, or than is usual where none asks",
	Why:   "The claim above would be shown at the lower confidence only.",
	Fix:   "raise the confidence of the quantity, or state at the outcome what is really asked",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes:\n  O1: {text: Somebody is harmed, threshold: {probability: 0.5, per: window, confidence: 0.99}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], supported_by: [C2], bound: {per_attempt: C2, attempts: 20, per: window}}\n  C2: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes:\n  O1: {text: Somebody is harmed, threshold: {probability: 0.5, per: window, confidence: 0.99}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], supported_by: [C2], bound: {per_attempt: C2, attempts: 20, per: window}}\n  C2: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05, confidence: 0.99}, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		seen := map[string]bool{}
		for _, d := range p.demands() {
			for _, n := range p.below(d.claim, seen) {
				for _, q := range n.Get("quantity").Items() {
					p.compareConfidence(n, q, d)
				}
			}
		}
		for _, number := range p.numbers() {
			if c, ok := number.q.Get("confidence").Number(); ok && c < assess.DefaultConfidence && !seen[number.claim.ID] {
				p.Report(number.q.Get("confidence").Pos(), number.claim.ID, "%s is judged at %s confidence, and no outcome says that less than %s is enough", number.claim.ID, percent(c), percent(assess.DefaultConfidence))
			}
		}
	},
}

// demand is the confidence that a claim needs for the sake of its outcome.
type demand struct {
	claim      *casefile.Node
	outcome    string
	confidence float64
}

// demands lists them, the highest first, so that a node below two of them is
// held to the higher.
func (p *Pass) demands() []demand {
	var out []demand
	for _, n := range p.kinds[casefile.Claim] {
		for _, id := range n.Get("outcomes").Texts() {
			if c, ok := p.Case.Get("outcomes", id, "threshold", "confidence").Number(); ok {
				out = append(out, demand{n, id, c})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b demand) int { return cmp.Compare(b.confidence, a.confidence) })
	return out
}

// below returns n and what it rests on, without what was seen before.
func (p *Pass) below(n *casefile.Node, seen map[string]bool) []*casefile.Node {
	if n == nil || seen[n.ID] {
		return nil
	}
	seen[n.ID] = true
	out := []*casefile.Node{n}
	for i := 0; i < len(out); i++ {
		for _, l := range out[i].Links {
			to := p.Case.Node(l.To)
			if l.Relation == casefile.SupportedBy && to != nil && !seen[to.ID] {
				seen[to.ID] = true
				out = append(out, to)
			}
		}
	}
	return out
}

func (p *Pass) compareConfidence(n *casefile.Node, q casefile.Value, d demand) {
	c, at := assess.DefaultConfidence, q.Pos()
	if x, ok := q.Get("confidence").Number(); ok {
		c, at = x, q.Get("confidence").Pos()
	}
	if c < d.confidence {
		p.Report(at, n.ID, "%s is judged at %s confidence; outcome %s asks for %s", n.ID, percent(c), d.outcome, percent(d.confidence))
	}
}
