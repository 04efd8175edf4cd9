package lint

import (
	"math"

	"safecase/casefile/assess"
)

var marginConsumed = &Rule{
	Name: "margin-consumed", ID: "STA021", Severity: mentions,
	Title: "a bound just inside its threshold, and no margin is declared",
	Why:   "An evaluation shows at least what a model can do; a bound within a tenth of the threshold leaves no room for what it missed (EU code of practice 2025, measure 4.1).",
	Fix:   "run more trials, or state margin: {factor} or margin: {none: true, reason}",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.01}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Needs: "quantity",
	Check: func(p *Pass) {
		for _, n := range p.numbers() {
			judged := p.Assessment.Numbers(n.claim.ID)
			if n.index >= len(judged) || n.q.Get("margin").Exists() {
				continue
			}
			if x := judged[n.index]; closeToThreshold(x) {
				p.Report(n.q.Pos(), n.claim.ID, "the %s %s of %s is within a tenth of its threshold %s, and no margin is declared", boundName(x), boundFigure(x), n.claim.ID, short(x.Threshold))
			}
		}
	},
}

// closeToThreshold reports whether a number holds with less than a tenth of the
// threshold to spare: of its distance from 0 or from 1, whichever is nearer.
func closeToThreshold(x assess.Number) bool {
	bound := x.High
	if x.Low != nil {
		bound = x.Low
	}
	if x.Verdict != assess.NoGap || bound == nil || x.Op == "" {
		return false
	}
	room := math.Abs(x.Threshold)
	if room < 1 {
		room = math.Min(room, 1-room)
	}
	return math.Abs(*bound-x.Threshold) < room/10
}
