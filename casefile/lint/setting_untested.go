package lint

import (
	"slices"

	"safecase/casefile/assess"
)

var settingUntested = &Rule{
	Name: "setting-untested", ID: "AIS006", Severity: demands,
	Title: "users, or the model, may do something that no evaluation allowed",
	Why:   "Tools, memory and network raise what a model can do; an evaluation without them is about another system (Shevlane et al. 2023; Barrett et al. 2026).",
	Fix:   "evaluate with the affordances of the setting, and record them under access",
	Bad:   "safecase: 1\ntitle: Example\nsetting: {access: api, affordances: [query, internet]}\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nnodes:\n  C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, access: [query]}\n",
	Good:  "safecase: 1\ntitle: Example\nsetting: {access: api, affordances: [query, internet]}\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nnodes:\n  C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, access: [query, internet]}\n",
	Check: func(p *Pass) {
		var tested, actors []string
		for _, t := range p.trials() {
			tested = union(tested, p.circumstance(t.Node, "access").Texts())
		}
		for _, t := range p.Case.Items("threats") {
			actors = union(actors, p.can(t.ID))
		}
		if len(tested) == 0 {
			return // evidence-undescribed says that access is not stated
		}
		affordances := p.Case.Get("setting", "affordances")
		var missing []string
		for _, a := range affordances.Texts() {
			// What an actor can use, and fine-tuning, have rules of their own.
			if !assess.Covers(tested, a) && !slices.Contains(actors, a) && a != "fine_tune_api" {
				missing = append(missing, a)
			}
		}
		if len(missing) > 0 {
			p.Report(affordances.Pos(), "", "the setting allows what no evaluation had: %s", list(missing))
		}
	},
}
