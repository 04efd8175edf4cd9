package lint

import "safecase/casefile"

var illegalContext = &Rule{
	Name: "illegal-context", ID: "STR012", Severity: always,
	Title: "in_context_of names something that is no context, assumption or justification",
	Why:   "A claim under in_context_of looks like support and carries nothing (GSN v3).",
	Fix:   "put what carries the node under supported_by",
	Bad:   "C1: {claim: Nobody is harmed, in_context_of: [C2], undeveloped: true}\nC2: {claim: The filter holds, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [C2]}\nC2: {claim: The filter holds, undeveloped: true}\n",
	Check: func(p *Pass) {
		for _, n := range p.Case.Nodes {
			for _, l := range n.Links {
				to := p.Assessment.Node(l.To)
				if l.Relation != casefile.InContextOf || to == nil || to.ID == n.ID {
					continue
				}
				switch to.Kind {
				case casefile.Context, casefile.Assumption, casefile.Justification, "":
				default:
					p.Report(l.Pos(), n.ID, "%s is %s and cannot be a context", l.To, article(string(to.Kind)))
				}
			}
		}
	},
}
