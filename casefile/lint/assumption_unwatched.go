package lint

import "safecase/casefile"

var assumptionUnwatched = &Rule{
	Name: "assumption-unwatched", ID: "ARG034", Severity: asks,
	Title: "an assumption that nobody watches",
	Why:   "What is taken as true today may stop being so, and nobody would notice (SCCG SU.2, SU.10).",
	Fix:   "name the indicator that watches it, or a review_by, or argue it as a claim",
	Bad:   "C1: {claim: Nobody is harmed, in_context_of: [A1], undeveloped: true}\nA1: {assumption: The weights are secret}\n",
	Good:  "C1: {claim: Nobody is harmed, in_context_of: [A1], undeveloped: true}\nA1: {assumption: The weights are secret, by: Ann, review_by: 2026-12-01}\n",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Assumption] {
			if !p.reach[n.ID] || n.Get("status").Text() == "violated" {
				continue
			}
			if !n.Get("indicator").Exists() && !n.Get("review_by").Exists() {
				p.Report(n.Pos(), n.ID, "nobody watches the assumption %s", n.ID)
			}
		}
	},
}
