package lint

import "safecase/casefile"

var unreachableNode = &Rule{
	Name: "unreachable-node", ID: "STR010", Covers: []string{"ARG037"}, Severity: warns,
	Title: "a node that hangs together with no top claim",
	Why:   "It looks like part of the argument and carries nothing (GSN v3).",
	Fix:   "link it where it belongs, or delete it",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nX1: {context: The service}\n",
	Good:  "C1: {claim: Nobody is harmed, in_context_of: [X1], undeveloped: true}\nX1: {context: The service}\n",
	Check: func(p *Pass) {
		for _, n := range p.Case.Nodes {
			// One finding a loose branch, at its root. Evidence, strategies and
			// defeaters have rules of their own, and rings are found by assess.
			loose := n.Kind == casefile.Context || n.Kind == casefile.Assumption || n.Kind == casefile.Justification
			if loose && len(p.users[n.ID]) == 0 && !n.Public() {
				p.Report(n.Pos(), n.ID, "nothing refers to %s", n.ID)
			}
		}
	},
}
