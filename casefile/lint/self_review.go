package lint

var selfReview = &Rule{
	Name: "self-review", ID: "PRO004", Severity: strict,
	Title: "somebody reviewed, or signed, what they answer for themselves",
	Why:   "A review is worth something because somebody else did it.",
	Fix:   "have somebody else review it",
	Bad:   "safecase: 1\ntitle: Example\nowner: Ann\nnodes:\n  C1: {claim: Nobody is harmed, owner: Ann, undeveloped: true, review: {by: Ann, on: 2026-06-01, verdict: accepted}}\n",
	Good:  "safecase: 1\ntitle: Example\nowner: Ann\nnodes:\n  C1: {claim: Nobody is harmed, owner: Ann, undeveloped: true, review: {by: Bo, on: 2026-06-01, verdict: accepted}}\n",
	Check: func(p *Pass) {
		owner := key(p.Case.Get("owner").Text())
		for _, n := range p.Case.Nodes {
			reviewer := n.Get("review", "by").Text()
			if reviewer == "" {
				continue
			}
			by := key(reviewer)
			own := key(n.Get("owner").Text())
			if own == "" {
				own = owner
			}
			switch by {
			case own:
				p.Report(n.At("review", "by"), n.ID, "%s reviewed %s and answers for it", reviewer, n.ID)
			case key(p.circumstance(n, "evaluator", "name").Text()):
				p.Report(n.At("review", "by"), n.ID, "%s ran %s and reviewed it", reviewer, n.ID)
			}
		}
		for _, s := range p.Case.Get("signoffs").Items() {
			if by := key(s.Get("by").Text()); by != "" && by == owner {
				p.Report(s.Get("by").Pos(), "", "%s signed the case and answers for it", s.Get("by").Text())
			}
		}
	},
}
