package lint

import (
	"slices"

	"safecase/casefile/assess"
)

var accessBelowActor = &Rule{
	Name: "access-below-actor", ID: "ADQ023", Covers: []string{"ADQ024"}, Severity: demands,
	Title: "the evaluator had less access than the actor of the threat",
	Why:   "An evaluation shows what can be done with the access that it had; an actor with more may do more. External evaluators need deeper access than the actor, not less.",
	Fix:   "give the evaluators at least the access of the actor, and record it under access",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, actor_access: [query, code_execution], weights_in_scope: false}}\nnodes:\n  C1: {claim: The model cannot help, argument: inability, threats: [T1], supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, target: capability, access: [query]}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, actor_access: [query, code_execution], weights_in_scope: false}}\nnodes:\n  C1: {claim: The model cannot help, argument: inability, threats: [T1], supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, target: capability, access: [query, code_execution]}\n",
	Check: func(p *Pass) {
		for _, t := range p.trials() {
			if len(t.threats) == 0 || len(t.arguments) == 0 {
				continue
			}
			if missing := p.beyondAccess(t); len(missing) > 0 {
				p.Report(t.At("access"), t.ID, "%s was done without what the actor of %s can use: %s", t.ID, list(t.threats), list(missing))
			}
		}
	},
}

// beyondAccess is what an actor can use and the evaluator could not. A claim of
// control may keep things from the actor; what the setting grants counts there.
func (p *Pass) beyondAccess(t *trial) []string {
	access := p.circumstance(t.Node, "access").Texts()
	var missing []string
	for _, threat := range t.threats {
		for _, affordance := range p.can(threat) {
			if !assess.Covers(access, affordance) && !slices.Contains(missing, affordance) {
				missing = append(missing, affordance)
			}
		}
	}
	return missing
}
