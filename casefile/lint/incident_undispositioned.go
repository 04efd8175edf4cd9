package lint

import "safecase/casefile"

var incidentUndispositioned = &Rule{
	Name: "incident-undispositioned", ID: "PRO016", Covers: []string{"PRO015"}, Severity: asks,
	Title: "an incident is known, and no challenge takes it up",
	Why:   "What went wrong once is the best hint at what the argument misses (SCCG SU.6).",
	Fix:   "add a defeater that is supported_by the evidence of the incident, and answer it",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Field data, file: clean.eval, incidents: [INC-7]}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Field data, file: clean.eval, incidents: [INC-7]}\nD1: {defeater: INC-7 may happen again, challenges: C1, supported_by: [E1], raised_by: Bo}\n",
	Needs: "incidents",
	Check: func(p *Pass) {
		for _, e := range p.kinds[casefile.Evidence] {
			if !e.Get("incidents").Exists() {
				continue
			}
			taken := false
			for _, u := range p.users[e.ID] {
				taken = taken || u.by.Kind == casefile.Defeater
			}
			if !taken {
				p.Report(e.At("incidents"), e.ID, "no challenge takes up the incidents known of %s: %s", e.ID, list(e.Get("incidents").Texts()))
			}
		}
	},
}
