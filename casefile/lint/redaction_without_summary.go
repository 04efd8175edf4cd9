package lint

import (
	"strings"

	"safecase/casefile"
)

var redactionWithoutSummary = &Rule{
	Name: "redaction-without-summary", ID: "EVI019", Severity: asks,
	Title: "evidence that not everybody may see, and nothing in its place",
	Why:   "Who reads a redacted edition sees a gap where the evidence was: a summary or an edition without the secret lets them judge what they can.",
	Fix:   "name under redacted_copy: an edition or a summary that may be shown",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, visibility: restricted}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, visibility: restricted, redacted_copy: summary.md}\n",
	Needs: "visibility",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Evidence] {
			if p.withheld(n) && strings.TrimSpace(n.Get("redacted_copy").Text()) == "" {
				p.Report(n.At("visibility"), n.ID, "%s is %s, and nothing that may be shown stands in its place", n.ID, n.Get("visibility").Text())
			}
		}
	},
}
