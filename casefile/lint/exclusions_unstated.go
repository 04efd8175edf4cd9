package lint

var exclusionsUnstated = &Rule{
	Name: "exclusions-unstated", ID: "ARG002", Covers: []string{"ARG015"}, Severity: asks,
	Whole: true,
	Title: "the case does not say what it leaves out, or why",
	Why:   "Readers take what is not mentioned for covered: theft of the weights, tools, other scaffolds, misuse and misalignment together (Barrett et al. 2026).",
	Fix:   "list under system.excludes what is left out and where it is argued, and give each coverage.excluded a reason",
	Bad:   "safecase: 1\ntitle: Example\nsystem: {description: m1 behind its API}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nsystem: {description: m1 behind its API, excludes: [\"theft of the weights, argued in weights.case.yaml\"]}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Check: func(p *Pass) {
		if system := p.Case.Get("system"); system.Exists() && len(system.Get("excludes").Texts()) == 0 {
			p.Report(system.Pos(), "", "the case does not say what the system leaves out")
		}
		for _, x := range p.Case.Get("coverage", "excluded").Items() {
			if x.Get("reason").Text() == "" {
				p.Report(x.Pos(), "", "the threat %s is left out without a reason", x.Get("threat"))
			}
		}
	},
}
