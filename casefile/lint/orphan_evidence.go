package lint

import "safecase/casefile"

var orphanEvidence = &Rule{
	Name: "orphan-evidence", ID: "EVI007", Severity: warns,
	Title: "evidence that nothing refers to",
	Why:   "A result that carries no claim may be one that nobody wanted to explain.",
	Fix:   "link it to the claim that it bears on, with role: corroborating if it does not decide it",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Evidence] {
			if len(p.users[n.ID]) == 0 && !p.offered(n) {
				p.Report(n.Pos(), n.ID, "nothing refers to the evidence %s", n.ID)
			}
		}
	},
}
