package lint

var coverageClaimMissing = &Rule{
	Name: "coverage-claim-missing", ID: "ARG014", Severity: demands,
	Whole: true,
	Title: "no claim says that the list of threats is long enough",
	Why:   "A case that closes every threat on its list is worth what the list is worth (Goemans et al. 2024).",
	Fix:   "add a claim with role: coverage and argue it, or describe under coverage: how the list was made and why that is enough",
	Bad:   "safecase: 1\ntitle: Example\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, text: A novice builds an exploit}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], threats: [T1], undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, text: A novice builds an exploit}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], threats: [T1], supported_by: [C2]}\n  C2: {claim: The list of threats is long enough, role: coverage, undeveloped: true}\n",
	Check: func(p *Pass) {
		threats := p.Case.Items("threats")
		if len(threats) > 0 && !p.role("coverage", nil) && p.Case.Get("coverage", "rationale").Text() == "" {
			p.Report(threats[0].IDPos, "", "no claim says that the list of threats is long enough; it has %d", len(threats))
		}
	},
}
