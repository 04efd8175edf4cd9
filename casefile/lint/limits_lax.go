package lint

import (
	"safecase/casefile/assess"
)

var limitsLax = &Rule{
	Name: "limits-lax", ID: "PRO028", Severity: asks,
	Title: "the case allows its evidence to be far older, or of a far smaller model, than is usual",
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
	},
}
