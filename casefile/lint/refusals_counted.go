package lint

import "safecase/casefile/assess"

var refusalsCounted = &Rule{
	Name: "refusals-counted", ID: "ADQ020", Severity: strict,
	Title: "refusals are counted as failures of a claim of inability",
	Why:   "A refusal shows that the model would not, not that it could not; whoever removes refusals gets the answer.",
	Fix:   "evaluate a version without refusal training (access: helpful_only), or leave refused items out and say so",
	Bad:   "C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: capability, access: [query], refusal_rate: 0.4}\n",
	Good:  "C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: capability, access: [query, helpful_only], refusal_rate: 0}\n",
	Needs: "refusal_rate",
	Check: func(p *Pass) {
		for _, t := range p.trials() {
			rate, _ := p.circumstance(t.Node, "refusal_rate").Number()
			if p.inability(t) && rate > 0 && !assess.RefusalsRemoved(p.mitigations(), p.recorded(t.Node)) {
				p.Report(t.At("refusal_rate"), t.ID, "%s of the items of %s were refused and count as failures", percent(rate), t.ID)
			}
		}
	},
}
