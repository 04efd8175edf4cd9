package lint

import "safecase/casefile"

var reusedContext = &Rule{
	Name: "reused-context", ID: "ADQ051", Severity: asks,
	Title: "evidence from another setting, and no claim that the two are comparable",
	Why:   "A result holds for the system, the users and the use for which it was made (SCCG SU.5).",
	Fix:   "name under comparable_by: the claim that argues why the result holds here too",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, reused_from: {setting: The chat product of last year}}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [E1, C2]}\nC2: {claim: The API is used as the chat product was, undeveloped: true}\nE1: {evidence: Test run, file: clean.eval, reused_from: {setting: The chat product of last year, comparable_by: C2}}\n",
	Check: func(p *Pass) {
		for _, e := range p.kinds[casefile.Evidence] {
			from := e.Get("reused_from")
			by := p.Case.Node(from.Get("comparable_by").Text())
			if from.Exists() && (by == nil || by.Kind != casefile.Claim) {
				p.Report(from.Pos(), e.ID, "%s was made for another setting, and no claim says why it holds here", e.ID)
			}
		}
	},
}
