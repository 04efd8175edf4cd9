package lint

import (
	"slices"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

var modelDeclared = &Rule{
	Name: "model-declared", ID: "EVI039", Severity: asks,
	Title: "a result that decides a claim, in a file that names no model",
	Why:   "That the run was of the checkpoint of the decision is then the word of the case alone: any other run would be believed as well (Audit Cards 2025).",
	Fix:   "link a log that names the model, or have somebody who saw the run record a review of these bytes",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: unnamed.eval, model: m1}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, model: m1}\n",
	Needs: "quantity",
	Check: func(p *Pass) {
		seen := map[*casefile.Node]bool{}
		for _, number := range p.numbers() {
			for _, e := range number.evidence {
				r := p.Readings[e.ID]
				if seen[e] || r == nil || r.Problem != nil || !e.Get("model").Exists() || p.Assessment.Reviewed(e.ID) {
					continue
				}
				seen[e] = true
				if r.Model == "" && r.Checkpoint == "" && len(r.Served) == 0 && !slices.ContainsFunc(r.Records, func(rec evidence.Record) bool { return rec.Model != "" }) {
					p.Report(e.At("model"), e.ID, "the file of %s names no model: that it is about %s is the word of the case", e.ID, e.Get("model").Text())
				}
			}
		}
	},
}
