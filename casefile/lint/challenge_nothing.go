package lint

import "safecase/casefile"

var challengeNothing = &Rule{
	Name: "challenge-nothing", ID: "STR018", Severity: always,
	Title: "a challenge to nothing, or to a link that does not exist",
	Why:   "A doubt that is tied to the wrong place does not show where it counts (GSN v3, dialectic extension).",
	Fix:   "name under challenges the node, or both ends of the link, that the doubt is about",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [C2]}\nC2: {claim: The filter holds, undeveloped: true}\nD1: {defeater: The step does not follow, challenges: {from: C2, to: C1}, raised_by: Bo}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [C2]}\nC2: {claim: The filter holds, undeveloped: true}\nD1: {defeater: The step does not follow, challenges: {from: C1, to: C2}, raised_by: Bo}\n",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Defeater] {
			if !n.Get("challenges").Exists() {
				p.Report(n.Pos(), n.ID, "%s challenges nothing", n.ID)
			}
			for _, l := range n.To(casefile.Challenges) {
				from, to := p.Case.Node(l.From), p.Case.Node(l.To)
				if from != nil && to != nil && from != to && !linked(from, l.To) {
					p.ReportHint(l.Pos(), n.ID, otherWay(to, l), "%s challenges a link from %s to %s, and there is none", n.ID, l.From, l.To)
				}
			}
		}
	},
}

func linked(from *casefile.Node, to string) bool {
	for _, l := range from.Links {
		if l.To == to {
			return true
		}
	}
	return from.Get("side_claims").Has(to)
}

// otherWay suggests the link in the other direction where there is one.
func otherWay(to *casefile.Node, l casefile.Link) string {
	if linked(to, l.From) {
		return "did you mean {from: " + l.To + ", to: " + l.From + "}?"
	}
	return ""
}
