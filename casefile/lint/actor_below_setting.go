package lint

import (
	"slices"

	"safecase/casefile/assess"
)

var actorBelowSetting = &Rule{
	Name: "actor-below-setting", ID: "AIS031", Severity: hardens,
	Title: "an actor who can do less than the setting lets every user do",
	Why:   "Whoever wants to do harm is at least a user. A threat model with less access than the setting gives makes an evaluation with less access look enough.",
	Fix:   "add it to actor_access of the threat, or take it out of the setting",
	Bad:   "safecase: 1\ntitle: Example\nsetting: {access: api, affordances: [query, code_execution]}\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, kind: misuse, actor_access: [query], weights_in_scope: false}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], threats: [T1], undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nsetting: {access: api, affordances: [query, code_execution]}\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, kind: misuse, actor_access: [query, code_execution], weights_in_scope: false}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], threats: [T1], undeveloped: true}\n",
	Check: func(p *Pass) {
		offered := p.Case.Get("setting", "affordances").Texts()
		switch p.Case.Get("setting", "fine_tuning").Text() {
		case "filtered":
			offered = union(offered, []string{"fine_tune_api"})
		case "unrestricted":
			offered = union(offered, []string{"full_fine_tune"})
		}
		for _, t := range p.Case.Items("threats") {
			kind := t.Get("kind").Text()
			if !t.Get("actor_access").Exists() || kind == "security" || kind == "structural" {
				continue // threat-incomplete says that it is missing; a thief need not be a user
			}
			can := p.can(t.ID)
			missing := slices.DeleteFunc(slices.Clone(offered), func(a string) bool { return assess.Covers(can, a) })
			if len(missing) > 0 {
				p.Report(t.Get("actor_access").Pos(), "", "the setting lets every user do what the actor of %s cannot: %s", t.ID, list(missing))
			}
		}
	},
}
