package lint

import (
	"slices"

	"safecase/casefile"
)

var oneSortOnly = &Rule{
	Name: "one-sort-only", ID: "EVI021", Covers: []string{"ADQ050"}, Severity: asks,
	Title: "a risk that one weak sort of evidence carries alone",
	Why:   "What experts think, what has not happened yet and what a simulation gave each miss what the others see (SCCG SU.3, SU.7).",
	Fix:   "add a test of the system itself, or say why this is enough and let a reviewer accept it",
	Bad:   "C1: {claim: The model cannot help, supported_by: [E1]}\nE1: {evidence: Opinion of two virologists, file: report.pdf, method: expert_judgement}\n",
	Good:  "C1: {claim: The model cannot help, supported_by: [E1, E2]}\nE1: {evidence: Opinion of two virologists, file: report.pdf, method: expert_judgement}\nE2: {evidence: Test run, file: clean.eval, method: agentic_tasks}\n",
	Needs: "method",
	Check: func(p *Pass) {
		for _, sort := range weakAlone {
			p.reportClaims(p.claimsByMethod(sort.methods), sort.what)
		}
	},
}

// weakAlone are methods that should not carry a claim without any other.
var weakAlone = []struct {
	methods []string
	what    string
}{
	{[]string{"expert_judgement"}, "these rest on the judgement of experts alone"},
	{[]string{"simulation", "field_data"}, "these rest on simulation or on what was seen so far alone"},
}

// claimsByMethod lists the claims about the whole case or an outcome below which
// all evidence is of these methods. A step of the argument may well rest on one
// of them.
func (p *Pass) claimsByMethod(methods []string) []*casefile.Node {
	var out []*casefile.Node
	for _, claim := range p.kinds[casefile.Claim] {
		if !p.tops[claim.ID] && !claim.Get("outcomes").Exists() || slices.Contains(ownMatters, claim.Get("role").Text()) {
			continue
		}
		some, other := false, false
		for _, n := range p.below(claim, map[string]bool{}) {
			if undeveloped, _ := n.Get("undeveloped").Bool(); undeveloped {
				other = true // what is still to come may be of another sort
			}
			if n.Kind == casefile.Evidence {
				some = true
				other = other || !slices.Contains(methods, p.circumstance(n, "method").Text())
			}
		}
		if some && !other {
			out = append(out, claim)
		}
	}
	return out
}
