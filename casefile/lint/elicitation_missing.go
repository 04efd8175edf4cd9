package lint

import "safecase/casefile"

var elicitationMissing = &Rule{
	Name: "elicitation-missing", ID: "ARG032", Severity: demands,
	Title: "a claim of inability, and none that the evaluation brought out what the model can do",
	Why:   "Evaluations give lower bounds on what a model can do; the step to cannot rests on the elicitation (METR 2024; Clymer et al. 2024; Barnett and Thiergart 2024).",
	Fix:   "add a claim with role: elicitation below the claim of inability, and argue it",
	Bad:   "C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: capability}\n",
	Good:  "C1: {claim: The model cannot help, argument: inability, supported_by: [C2, C3]}\nC2: {claim: It fails the tasks, role: result, supported_by: [E1]}\nC3: {claim: The evaluation brought out what it can do, role: elicitation, undeveloped: true}\nE1: {evidence: Test run, file: clean.eval, target: capability}\n",
	Check: func(p *Pass) {
		reported := map[*casefile.Node]bool{}
		for _, t := range p.trials() {
			for _, n := range t.claims {
				isElicitation := n.Get("role").Text() == "elicitation"
				if !p.inability(t) || reported[n] || isElicitation || p.role("elicitation", p.threatsOf(n)) {
					continue
				}
				reported[n] = true
				p.Report(n.Pos(), n.ID, "no claim says that the evaluation behind %s brought out what the model can do", n.ID)
			}
		}
	},
}
