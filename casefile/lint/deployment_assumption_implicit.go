package lint

import (
	"regexp"
	"strings"

	"safecase/casefile"
)

var deploymentAssumptionImplicit = &Rule{
	Name: "deployment-assumption-implicit", ID: "ARG036", Severity: asks,
	Title: "the argument needs the weights to stay secure, or customers to keep to terms, and does not say so",
	Why:   "Everything around the model is gone with stolen weights, and fine-tuning customers undo refusals; such premises must be stated and argued (Clymer et al. 2024, step 3).",
	Fix:   "add an assumption or a claim about it, or say under system.excludes where it is argued",
	Bad:   "safecase: 1\ntitle: Example\nsetting: {access: api}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nsetting: {access: api}\nnodes:\n  C1: {claim: Nobody is harmed, in_context_of: [A1], undeveloped: true}\n  A1: {assumption: The weights are not stolen within the window, review_by: 2026-12-01}\n",
	Check: func(p *Pass) {
		setting := p.Case.Get("setting")
		if access := setting.Get("access"); access.Exists() && access.Text() != "open_weights" && !p.mentions(aboutWeights) && !p.role("security", nil) {
			p.Report(access.Pos(), "", "nothing is said about the security of the weights")
		}
		if tuning := setting.Get("fine_tuning"); setting.Get("access").Text() != "open_weights" && (tuning.Text() == "filtered" || tuning.Text() == "unrestricted") && !p.mentions(aboutTerms) {
			p.Report(tuning.Pos(), "", "users may fine-tune, and nothing is said about the terms that they keep to")
		}
	},
}

var (
	aboutWeights = regexp.MustCompile(`(?i)\bweights?\b|\bexfiltrat|\btheft\b|\bstolen\b`)
	aboutTerms   = regexp.MustCompile(`(?i)\bterms\b|\busage polic|\bacceptable use\b|\b(users|customers)\b.*\bfine-?tun|\bfine-?tun.*\b(users|customers)\b`)
)

// mentions reports whether a claim, an assumption or the list of exclusions
// speaks of something.
func (p *Pass) mentions(what *regexp.Regexp) bool {
	if what.MatchString(strings.Join(p.Case.Get("system", "excludes").Texts(), "\n")) {
		return true
	}
	for _, kind := range []casefile.Kind{casefile.Assumption, casefile.Claim} {
		for _, n := range p.kinds[kind] {
			if what.MatchString(n.Text) {
				return true
			}
		}
	}
	return false
}
