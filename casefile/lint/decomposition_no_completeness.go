package lint

import "safecase/casefile"

var decompositionNoCompleteness = &Rule{
	Name: "decomposition-no-completeness", ID: "ARG018", Severity: advises,
	Title: "a claim is split into parts, and nothing says that the parts are all",
	Why:   "A decomposition holds only with the side claim that nothing was left out (Assurance 2.0).",
	Fix:   "name under side_claims the claim that the parts are complete",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [S1]}\nS1: {strategy: Argue over the two threats, step: decomposition, supported_by: [C2, C3]}\nC2: {claim: The first is closed, undeveloped: true}\nC3: {claim: The second is closed, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [S1]}\nS1: {strategy: Argue over the two threats, step: decomposition, side_claims: [C4], supported_by: [C2, C3]}\nC2: {claim: The first is closed, undeveloped: true}\nC3: {claim: The second is closed, undeveloped: true}\nC4: {claim: There is no third, role: side_claim, undeveloped: true}\n",
	Needs: "step",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Strategy] {
			if n.Get("step").Text() == "decomposition" && len(n.To(casefile.SupportedBy)) > 1 && !n.Get("side_claims").Exists() {
				p.Report(n.Pos(), n.ID, "nothing says that the parts of %s are complete", n.ID)
			}
		}
	},
}
