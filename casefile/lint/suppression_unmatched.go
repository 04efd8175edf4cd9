package lint

var suppressionUnmatched = &Rule{
	Name: "suppression-unmatched", ID: "PRO020", Severity: warns, Late: true,
	Title: "a waiver that silences nothing",
	Why:   "What was waived is mended, or never was there; the waiver would silence the next finding unseen.",
	Fix:   "remove the waiver, or correct its rule and node",
	Bad:   "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\nwaivers:\n  - {rule: support-cycle, node: C1, reason: The argument is being written, by: Ann, until: 2026-07-31}\n",
	Good:  "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\nwaivers:\n  - {rule: undeveloped, node: C1, reason: The argument is being written, by: Ann, until: 2026-07-31}\n",
	Check: func(p *Pass) {
		waivers := p.Case.Waivers()
		if len(waivers) == 0 {
			return
		}
		type place struct{ rule, node string }
		found := map[place]bool{}
		for _, f := range p.Findings {
			found[place{f.Rule, f.Node}] = true
		}
		for _, w := range waivers {
			rule := p.known(w.Rule)
			if rule != nil && waivable(rule) && inForce(w, p.Result) && !found[place{rule.Name, w.Node}] {
				p.Report(w.Pos, w.Node, "nothing is found for the waiver of %s%s", w.Rule, atNode(w.Node))
			}
		}
	},
}

func atNode(id string) string {
	if id == "" {
		return " of the case"
	}
	return " at " + id
}
