package lint

import (
	"math"

	"safecase/casefile/assess"
	"safecase/casefile/stats"
)

var thresholdExcludesLittle = &Rule{
	Name: "threshold-excludes-little", ID: "STA031", Severity: asks,
	Title: "a threshold that nearly every result would meet",
	Why:   "A claim that would stand whatever was measured says nothing, and looks like one that was shown (SCCG CL.4: claims must be falsifiable).",
	Fix:   "state the threshold that the decision needs, and let whoever is to be protected by it set it",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.9999}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		for _, n := range p.numbers() {
			judged := p.Assessment.Numbers(n.claim.ID)
			if n.index >= len(judged) {
				continue
			}
			if k, ok := stillMet(judged[n.index]); ok {
				p.Report(n.q.Pos(), n.claim.ID, "%d of %d would meet the threshold %s of %s, too", k, *judged[n.index].N, n.q.Get(judged[n.index].Op).Text(), n.claim.ID)
			}
		}
		for _, o := range p.Case.Items("outcomes") {
			v := o.Get("threshold", "probability")
			if x, ok := v.Number(); ok && x >= 0.5 {
				p.Report(v.Pos(), "", "outcome %s, which must not happen, is tolerated with a probability of %s", o.ID, v.Text())
			}
		}
	},
}

// nearlyAll is the share of items on the wrong side with which a threshold that
// means anything is not met any more.
const nearlyAll = 0.95

// stillMet reports whether a rate would meet its threshold with nearly all items
// on the wrong side, and says how many would then be counted.
func stillMet(x assess.Number) (k int, ok bool) {
	if x.N == nil || *x.N < 2 || x.K == nil || x.Statistic != "" || x.Minus != "" || x.Confidence <= 0 {
		return 0, false
	}
	wrong := min(*x.N-1, int(math.Ceil(nearlyAll*float64(*x.N))))
	if k = *x.N - wrong; x.Op == "below" || x.Op == "at_most" {
		k = wrong
	}
	b, err := stats.Interval(stats.ClopperPearson, k, *x.N, x.Confidence, stats.OneSided)
	if err != nil {
		return 0, false
	}
	verdict, err := b.Judge(stats.Relation(x.Op), x.Threshold)
	return k, err == nil && verdict == stats.Met
}
