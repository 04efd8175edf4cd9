package lint

import (
	"strings"

	"safecase/casefile/assess"
)

var mitigatedMissing = &Rule{
	Name: "mitigated-missing", ID: "ADQ008", Covers: []string{"ADQ009"}, Severity: asks,
	Title: "a deployment rests on mitigations, and no evaluation was done behind them",
	Why:   "Two numbers are needed to see what a mitigation does: with and without it.",
	Fix:   "evaluate the system as it will be deployed, with the mitigations enabled",
	Bad:   "safecase: 1\ntitle: Example\ndecision: {type: external_deploy}\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nmitigations:\n  filter: {text: Output filter, kind: output_filter}\nnodes:\n  C1: {claim: The filter holds, about: [filter], supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, mitigations: {filter: disabled}}\n",
	Good:  "safecase: 1\ntitle: Example\ndecision: {type: external_deploy}\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nmitigations:\n  filter: {text: Output filter, kind: output_filter}\nnodes:\n  C1: {claim: The filter holds, about: [filter], supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, mitigations: {filter: enabled}}\n",
	Check: func(p *Pass) {
		decision := p.Case.Get("decision", "type")
		if !strings.HasSuffix(decision.Text(), "_deploy") && decision.Text() != "capability_unlock" {
			return
		}
		behind := false
		for _, m := range p.mitigations() {
			behind = behind || assess.Around(m)
		}
		if trials := p.trials(); behind && len(trials) > 0 {
			for _, t := range trials {
				if status, _ := p.status(t.Node); status == "mitigated" {
					return
				}
			}
			p.Report(decision.Pos(), "", "no evaluation was done behind the mitigations of the deployment")
		}
	},
}
