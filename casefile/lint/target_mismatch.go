package lint

var targetMismatch = &Rule{
	Name: "target-mismatch", ID: "ADQ040", Severity: strict,
	Title: "evidence of what a model tends to do carries a claim of what it can do, or the reverse",
	Why:   "Would it and could it are two questions (Shevlane et al. 2023; Phuong et al. 2025).",
	Fix:   "link evidence of the right kind, or change what is claimed",
	Bad:   "C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: propensity}\n",
	Good:  "C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: capability}\n",
	Needs: "target",
	Check: func(p *Pass) {
		for _, t := range p.trials() {
			target := p.circumstance(t.Node, "target").Text()
			for _, claim := range t.claims {
				argument := claim.Get("argument").Text()
				switch role := claim.Get("role").Text(); {
				case target == "propensity" && argument == "inability":
					p.Report(claim.At("argument"), claim.ID, "%s claims inability; %s measures what the model tends to do", claim.ID, t.ID)
				case target == "capability" && role == "propensity":
					p.Report(claim.At("role"), claim.ID, "%s claims what the model tends to do; %s measures what it can do", claim.ID, t.ID)
				}
			}
		}
	},
}
