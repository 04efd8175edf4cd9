package lint

import (
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
)

var limitsLax = &Rule{
	Name: "limits-lax", ID: "PRO028", Severity: asks,
	Title: "the case allows evidence to be far older or of a far smaller model, values to be later, or doubts to be accepted for longer, than is usual",
	Why:   "The limits of staleness are the authors' own. Published ones are four months (Phuong et al. 2025) and two to four times the effective compute (Preparedness Framework, Responsible Scaling Policy 1.0); a reviewer's --policy can set them.",
	Fix:   "lower validity.max_age_days or max_compute_ratio, or have the reviewers agree to it in a waiver",
	Bad:   "safecase: 1\ntitle: Example\nvalidity: {max_age_days: 5000, max_compute_ratio: 50}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nvalidity: {max_age_days: 120, max_compute_ratio: 2}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Check: func(p *Pass) {
		for _, limit := range []struct {
			key         string
			usual, most float64
			what        string
		}{{"max_age_days", assess.DefaultMaxAgeDays, 366, "days old"}, {"max_compute_ratio", assess.DefaultMaxComputeRatio, 4, "times smaller in effective compute"}} {
			v := p.Case.Get("validity", limit.key)
			if limit.key == "max_compute_ratio" && len(p.paced()) > 0 {
				continue // cadence-too-slow holds it to what the framework asks
			}
			if x, ok := v.Number(); ok && !(x <= limit.most) {
				p.Report(v.Pos(), "", "evidence may be %s %s; the usual limit is %g", v.Text(), limit.what, limit.usual)
			}
		}
		p.laxIndicators()
		p.laxAcceptances()
	},
}

// longest is for how many days something may be relied on, or accepted, before
// somebody looks again: a year.
const longest = 366

// laxIndicators reports values that stay fresh for years, and those that are due
// only when a part of the window has passed.
func (p *Pass) laxIndicators() {
	opens, windowed := p.Case.Get("window", "from").Date()
	for _, item := range p.Case.Items("indicators") {
		if v := item.Get("max_age_days"); v.Exists() {
			if x, ok := v.Number(); ok && !(x <= longest) {
				p.Report(v.Pos(), "", "a value of indicator %s is taken as fresh for %s days; the usual limit is %d", item.ID, v.Text(), assess.DefaultMaxAgeDays)
			}
		}
		if from, ok := item.Get("from").Date(); ok && windowed && from.After(opens) {
			p.Report(item.Get("from").Pos(), "", "indicator %s is due only from %s, and the window begins on %s", item.ID, item.Get("from").Text(), opens.Format(time.DateOnly))
		}
	}
}

// laxAcceptances reports doubts and findings that are accepted for longer than
// anybody can foresee.
func (p *Pass) laxAcceptances() {
	for _, d := range p.kinds[casefile.Defeater] {
		until := d.Get("residual", "until")
		since, dated := d.Get("residual", "accepted_on").Date()
		if day, ok := until.Date(); ok && dated && day.Sub(since) > longest*24*time.Hour {
			p.Report(until.Pos(), d.ID, "the doubt %s is accepted until %s, for more than a year", d.ID, until.Text())
		}
	}
	for _, w := range p.Case.Waivers() {
		if w.Until.Sub(p.AsOf) > longest*24*time.Hour {
			p.Report(w.Pos, w.Node, "the waiver of %s holds until %s, for more than a year", w.Rule, w.Until.Format(time.DateOnly))
		}
	}
}
