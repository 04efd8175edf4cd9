package lint

import "strings"

var noTriggers = &Rule{
	Name: "no-triggers", ID: "PRO007", Covers: []string{"PRO008", "PRO011"}, Severity: advises,
	Whole: true,
	Title: "the case does not say which observations would end it, or who watches for them",
	Why:   "A case holds until something shows otherwise; what that would be, and what happens then, must be settled before (Cârlan et al. 2024; Barrett et al. 2026).",
	Fix:   "list validity.triggers, each with text, indicator, action and owner",
	Bad:   "safecase: 1\ntitle: Example\nvalidity: {review_by: 2026-12-01}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nvalidity: {triggers: {V1: {text: A jailbreak is published, indicator: I1, action: Close the API, owner: Ann}}}\nindicators: {I1: {text: Published jailbreaks, at_most: 0}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Check: func(p *Pass) {
		triggers := p.Case.Get("validity", "triggers").Entries()
		if len(triggers) == 0 {
			p.Report(p.Case.Get("validity").Pos(), "", "the case does not say which observations would end it")
		}
		for _, t := range triggers {
			var missing []string
			for _, field := range []string{"text", "indicator", "action", "owner"} {
				if !t.Get(field).Exists() {
					missing = append(missing, field)
				}
			}
			if len(missing) > 0 && !strings.HasPrefix(t.Key, "x-") {
				p.Report(t.KeyPos, "", "trigger %s does not state %s", t.Key, strings.Join(missing, ", "))
			}
		}
	},
}
