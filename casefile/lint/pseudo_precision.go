package lint

import (
	"math"
	"strings"

	"safecase/casefile"
)

var pseudoPrecision = &Rule{
	Name: "pseudo-precision", ID: "STA016", Severity: mentions,
	Title: "a typed number has more digits than its data can bear",
	Why:   "Digits far below the uncertainty look like knowledge (pseudo-precision; SCCG LF.6).",
	Fix:   "write k and n, or round the value to two digits of its uncertainty",
	Bad:   "C1: {claim: The model solves few tasks, supported_by: [E1]}\nE1: {evidence: External report, file: report.pdf, kind: operational, transcribed: [{metric: solved, value: 0.016667, n: 60}]}\n",
	Good:  "C1: {claim: The model solves few tasks, supported_by: [E1]}\nE1: {evidence: External report, file: report.pdf, kind: operational, transcribed: [{metric: solved, value: 0.017, n: 60}]}\n",
	Needs: "transcribed",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Evidence] {
			for _, t := range n.Get("transcribed").Items() {
				h, v := halfWidth(t), t.Get("value")
				_, decimals, _ := strings.Cut(v.Text(), ".")
				if h <= 0 || strings.ContainsAny(decimals, "eE") {
					continue
				}
				if useful := 1 - int(math.Floor(math.Log10(h))); len(decimals) > max(useful, 0) {
					p.Report(v.Pos(), n.ID, "%s has %d decimals; its data is sure to within %s only", v.Text(), len(decimals), short(h))
				}
			}
		}
	},
}

// halfWidth is how far the value may be off at 95 %, 0 when that is not known.
func halfWidth(t casefile.Value) float64 {
	x, ok := t.Get("value").Number()
	if !ok {
		return 0
	}
	if se, ok := t.Get("stderr").Number(); ok {
		return 1.96 * se
	}
	if n, ok := t.Get("n").Number(); ok && n > 0 && x > 0 && x < 1 {
		return 1.96 * math.Sqrt(x*(1-x)/n)
	}
	return 0
}
