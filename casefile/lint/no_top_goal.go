package lint

import (
	"slices"

	"safecase/casefile"
)

var noTopGoal = &Rule{
	Name: "no-top-goal", ID: "STR008", Severity: always,
	Title: "a case without a claim that the argument leads to",
	Why:   "Without a top claim nothing is argued (GSN v3).",
	Fix:   "add the claim that the decision rests on",
	Bad:   "X1: {context: The service}\n",
	Good:  "C1: {claim: Nobody is harmed, in_context_of: [X1], undeveloped: true}\nX1: {context: The service}\n",
	Check: func(p *Pass) {
		if len(p.Assessment.Tops) > 0 || slices.ContainsFunc(p.Case.Nodes, p.offered) {
			return
		}
		for _, causes := range p.causes {
			for _, c := range causes {
				if c.Code == "support-cycle" {
					return // every claim is in a ring or below one: that is the finding
				}
			}
		}
		at := p.Case.Get("nodes").Pos()
		for _, s := range p.Case.Sections() {
			if s.Key == "nodes" {
				at = s.KeyPos
			}
		}
		if at == (casefile.Pos{}) {
			at = casefile.Pos{Line: 1, Column: 1}
		}
		p.Report(at, "", "no claim stands at the top of the argument")
	},
}

// offered reports whether a node is there for another file that uses this one.
func (p *Pass) offered(n *casefile.Node) bool { return p.Part && n.Public() }
