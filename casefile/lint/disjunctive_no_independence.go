package lint

import "safecase/casefile"

var disjunctiveNoIndependence = &Rule{
	Name: "disjunctive-no-independence", ID: "ARG021", Severity: asks,
	Title: "branches that may stand in for each other, without a word on whether they fail together",
	Why:   "Two legs that share a premise, a data set or a failure are one leg (Rushby and Bloomfield 2025).",
	Fix:   "state independence: {reason}, and under shared: what the branches share",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [S1]}\nS1: {strategy: One of the two is enough, aggregation: disjunctive, supported_by: [C2, C3]}\nC2: {claim: It cannot, undeveloped: true}\nC3: {claim: The filter holds, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [S1]}\nS1: {strategy: One of the two is enough, aggregation: disjunctive, independence: {reason: Different teams and data}, supported_by: [C2, C3]}\nC2: {claim: It cannot, undeveloped: true}\nC3: {claim: The filter holds, undeveloped: true}\n",
	Needs: "aggregation",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Strategy] {
			a := n.Get("aggregation")
			alternatives := a.Text() == "disjunctive" || a.Text() == "convergent" || a.Get("at_least").Exists()
			if alternatives && len(n.To(casefile.SupportedBy)) > 1 && !n.Get("independence", "reason").Exists() && !n.Get("independence", "shared").Exists() {
				p.Report(a.Pos(), n.ID, "nothing says whether the branches of %s fail together", n.ID)
			}
		}
	},
}
