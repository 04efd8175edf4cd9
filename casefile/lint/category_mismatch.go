package lint

import "safecase/casefile"

var categoryMismatch = &Rule{
	Name: "category-mismatch", ID: "ARG025", Severity: strict,
	Title: "an evaluation of the one thing carries an argument of another category",
	Why:   "What the model can do with every measure off says nothing about the measures, and what gets past them says nothing about what the model can do (Clymer et al. 2024).",
	Fix:   "state the category that the evidence fits, or link evidence that fits the category",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nmitigations:\n  filter: {text: Output filter, kind: output_filter}\nnodes:\n  C1: {claim: The filter holds, argument: control, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, target: capability, mitigations: {filter: disabled}}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nmitigations:\n  filter: {text: Output filter, kind: output_filter}\nnodes:\n  C1: {claim: The filter holds, argument: control, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, target: safeguard, mitigations: {filter: enabled}}\n",
	Needs: "argument",
	Check: func(p *Pass) {
		for _, t := range p.trials() {
			target := p.circumstance(t.Node, "target").Text()
			for _, claim := range t.claims {
				arguments := p.argumentOf(claim)
				if len(arguments) != 1 {
					continue // it serves several; each may fit one
				}
				switch {
				case arguments[0] == "control" && target == "capability" && p.allOff(t.Node):
					p.Report(claim.At("argument"), claim.ID, "%s argues by control; %s measures the model with every measure off", claim.ID, t.ID)
				case arguments[0] == "inability" && (target == "safeguard" || target == "control"):
					p.Report(claim.At("argument"), claim.ID, "%s argues by inability; %s measures what gets past the measures", claim.ID, t.ID)
				}
			}
		}
	},
}

// allOff reports whether the evidence says of each mitigation of the case that
// it was off.
func (p *Pass) allOff(e *casefile.Node) bool {
	testable := p.testable()
	for _, id := range testable {
		if s := p.circumstance(e, "mitigations", id).Text(); s != "disabled" && s != "removed" {
			return false
		}
	}
	return len(testable) > 0
}
