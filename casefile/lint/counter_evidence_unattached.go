package lint

import "safecase/casefile"

var counterEvidenceUnattached = &Rule{
	Name: "counter-evidence-unattached", ID: "DIA011", Severity: strict,
	Title: "evidence speaks against a claim, and no challenge says so",
	Why:   "Counter-evidence that stands beside the argument changes nothing in it (SCCG LF.7).",
	Fix:   "add a defeater that challenges the claim and is supported_by the evidence",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nE1: {evidence: Test run, file: high.eval, counter_evidence_for: [C1]}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\nE1: {evidence: Test run, file: high.eval, counter_evidence_for: [C1]}\nD1: {defeater: A run shows otherwise, challenges: C1, supported_by: [E1], raised_by: Bo}\n",
	Needs: "counter_evidence_for",
	Check: func(p *Pass) {
		for _, e := range p.kinds[casefile.Evidence] {
			for _, v := range e.Get("counter_evidence_for").Items() {
				if p.Case.Node(v.Text()) != nil && !p.challengedWith(v.Text(), e.ID) {
					p.Report(v.Pos(), e.ID, "%s speaks against %s, and no challenge rests on it", e.ID, v.Text())
				}
			}
		}
	},
}

// challengedWith reports whether a defeater that rests on the evidence attacks
// the node.
func (p *Pass) challengedWith(node, evidence string) bool {
	for _, u := range p.users[node] {
		if u.relation == casefile.Challenges && linked(u.by, evidence) {
			return true
		}
	}
	return false
}
