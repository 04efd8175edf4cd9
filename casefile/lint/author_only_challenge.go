package lint

import (
	"strings"

	"safecase/casefile"
)

var authorOnlyChallenge = &Rule{
	Name: "author-only-challenge", ID: "DIA009", Severity: asks,
	Title: "every challenge was raised by those who argue the case",
	Why:   "Authors see the doubts that they can answer; a red team sees the others (Clymer et al. 2024; Barrett et al. 2026).",
	Fix:   "let somebody else challenge the case, and record who under raised_by",
	Bad:   "safecase: 1\ntitle: Example\nowner: Ann\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n  D1: {defeater: The model may hold back, challenges: C1, raised_by: Ann}\n",
	Good:  "safecase: 1\ntitle: Example\nowner: Ann\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n  D1: {defeater: The model may hold back, challenges: C1, raised_by: Bo}\n",
	Check: func(p *Pass) {
		authors := map[string]bool{"": true, key(p.Case.Get("owner").Text()): true}
		for _, n := range p.Case.Nodes {
			if n.Kind != casefile.Defeater {
				authors[key(n.Get("owner").Text())] = true
			}
		}
		defeaters := p.kinds[casefile.Defeater]
		for _, d := range defeaters {
			if !authors[key(d.Get("raised_by").Text())] {
				return
			}
		}
		if len(defeaters) > 0 {
			p.Report(defeaters[0].At("raised_by"), defeaters[0].ID, "every challenge comes from the authors of the case")
		}
	},
}

// key makes names comparable.
func key(name string) string { return strings.ToLower(strings.TrimSpace(name)) }
