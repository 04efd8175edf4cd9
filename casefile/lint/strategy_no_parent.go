package lint

import "safecase/casefile"

var strategyNoParent = &Rule{
	Name: "strategy-no-parent", ID: "STR013", Severity: always,
	Title: "a strategy that supports nothing",
	Why:   "A strategy says how a claim follows from others; without that claim it argues for nothing (GSN v3).",
	Fix:   "name it under supported_by of the claim that it argues for",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nS1: {strategy: Argue over all threats, supported_by: [C2]}\nC2: {claim: The filter holds, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [S1]}\nS1: {strategy: Argue over all threats, supported_by: [C2]}\nC2: {claim: The filter holds, undeveloped: true}\n",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Strategy] {
			if !p.supports(n.ID) && !p.offered(n) {
				p.Report(n.Pos(), n.ID, "%s supports nothing", n.ID)
			}
		}
	},
}

// supports reports whether any node rests on the node.
func (f *facts) supports(id string) bool {
	for _, u := range f.users[id] {
		if u.side || u.relation == casefile.SupportedBy || u.relation == casefile.AnsweredBy {
			return true
		}
	}
	return false
}
