package lint

import (
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
)

var optionalStopping = &Rule{
	Name: "optional-stopping", ID: "STA024", Severity: asks,
	Title: "how many items were to be run was not fixed before the run, or was not kept to",
	Why:   "A run that ends when it looks good passes more often than its confidence says: exact bounds hold for a number of trials that was fixed before.",
	Fix:   "fix the number before the run and write pre_registered: {n, date}; or run the rest of what was planned",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, pre_registered: {n: 1000, date: 2026-05-01}}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, pre_registered: {n: 300, date: 2026-05-01}}\n",
	Needs: "quantity",
	Check: func(p *Pass) {
		seen := map[*casefile.Node]bool{}
		for _, n := range p.numbers() {
			judged := p.Assessment.Numbers(n.claim.ID)
			for _, e := range n.evidence {
				if n.index < len(judged) && !seen[e] {
					seen[e] = true
					p.stopping(e, judged[n.index])
				}
			}
		}
	},
}

// stopping compares what was planned with what was run.
func (p *Pass) stopping(e *casefile.Node, x assess.Number) {
	plan := p.circumstance(e, "pre_registered")
	at := e.At("pre_registered")
	if !plan.Exists() {
		if p.open(e, x) {
			p.ReportAs(mentions, e.At("file"), e.ID, "neither the case nor the file of %s says how many items were to be run", e.ID)
		}
		return
	}
	if n, ok := plan.Get("n").Int(); ok && x.N != nil && x.Where == "" && (n < *x.N || n > *x.N+x.Lost) {
		p.Report(at, e.ID, "%s was to have %s, and the number rests on %d", e.ID, count(n, "item"), *x.N)
	}
	on, dated := plan.Get("date").Date()
	if run, ok := p.runDate(e); ok && dated && on.After(run) {
		p.Report(at, e.ID, "what was fixed for %s before the run is dated %s, after the run of %s", e.ID, on.Format(time.DateOnly), run.Format(time.DateOnly))
	}
}

// open reports whether the run may have ended at a moment of somebody's
// choosing: nothing states its size, and it is no fixed set of items. Of a file
// that was made by hand [fileCaveat] says that nothing is known.
func (p *Pass) open(e *casefile.Node, x assess.Number) bool {
	r := p.Readings[e.ID]
	return r != nil && r.Problem == nil && !r.Has(evidence.WarnHandMade) && x.N != nil && r.PlannedItems == nil && r.Dataset.Items == nil && p.circumstance(e, "method").Text() != "benchmark"
}
