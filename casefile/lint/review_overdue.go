package lint

import (
	"time"

	"safecase/casefile"
)

var reviewOverdue = &Rule{
	Name: "review-overdue", ID: "PRO010", Severity: hardens,
	Title: "a day has passed by which somebody was to look again",
	Why:   "The case, or an assumption of it, was accepted until that day.",
	Fix:   "look again and set a new day",
	Bad:   "safecase: 1\ntitle: Example\nvalidity: {review_by: 2026-06-01}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nvalidity: {review_by: 2026-12-01}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Check: func(p *Pass) {
		v := p.Case.Get("validity", "review_by")
		if day, ok := v.Date(); ok && day.Before(p.AsOf) {
			p.Report(v.Pos(), "", "the case was to be looked at again by %s", v.Text())
		} else if until, known := p.Case.Get("window", "until").Date(); ok && known && day.After(until) {
			p.ReportAs(asks, v.Pos(), "", "the case is to be looked at again on %s, after its window has ended on %s", v.Text(), until.Format(time.DateOnly))
		} else if validity := p.Case.Get("validity"); !v.Exists() && validity.Exists() {
			p.ReportAs(asks, validity.Pos(), "", "the case does not say by when it is to be looked at again")
		}
		for _, n := range p.kinds[casefile.Assumption] {
			v := n.Get("review_by")
			if day, ok := v.Date(); ok && day.Before(p.AsOf) {
				p.Report(v.Pos(), n.ID, "the assumption %s was to be looked at again by %s", n.ID, v.Text())
			}
		}
	},
}
