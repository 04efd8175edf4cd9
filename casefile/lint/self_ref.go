package lint

import "safecase/casefile"

var selfRef = &Rule{
	Name: "self-ref", ID: "STR004", Severity: always,
	Title: "a node that refers to itself",
	Why:   "A node cannot be its own context, challenge or answer, and a link from a node to itself carries nothing (GSN v3).",
	Fix:   "remove the reference, or name the node that was meant",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nD1: {defeater: The model may hold back, challenges: D1, raised_by: Bo}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\nD1: {defeater: The model may hold back, challenges: C1, raised_by: Bo}\n",
	Check: func(p *Pass) {
		for _, n := range p.Case.Nodes {
			for _, l := range n.Links {
				switch {
				case l.Relation == casefile.SupportedBy: // a ring of one, which assess finds
				case l.From != "" && l.From == l.To:
					p.Report(l.Pos(), n.ID, "%s challenges a link from %s to itself", n.ID, l.To)
				case l.To == n.ID:
					p.Report(l.Pos(), n.ID, "%s refers to itself under %s", n.ID, l.Relation)
				}
			}
			if pair := n.Get("pair_of"); pair.Text() == n.ID && n.Kind == casefile.Evidence {
				p.Report(pair.Pos(), n.ID, "%s is named as its own pair", n.ID)
			}
		}
	},
}
