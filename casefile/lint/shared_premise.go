package lint

import "safecase/casefile"

var sharedPremise = &Rule{
	Name: "shared-premise", ID: "ARG022", Severity: advises,
	Title: "branches that may stand in for each other rest on the same node",
	Why:   "If that node falls, all of them fall: they are one support, not two.",
	Fix:   "rest one branch on something else, or name what they share under independence.shared",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [S1]}\nS1: {strategy: One of the two is enough, aggregation: disjunctive, independence: {reason: Different teams}, supported_by: [C2, C3]}\nC2: {claim: It cannot, supported_by: [C4]}\nC3: {claim: The filter holds, supported_by: [C4]}\nC4: {claim: The red team was strong, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [S1]}\nS1: {strategy: One of the two is enough, aggregation: disjunctive, independence: {reason: Different teams, shared: [C4]}, supported_by: [C2, C3]}\nC2: {claim: It cannot, supported_by: [C4]}\nC3: {claim: The filter holds, supported_by: [C4]}\nC4: {claim: The red team was strong, undeveloped: true}\n",
	Needs: "aggregation",
	Check: func(p *Pass) {
		budget := 20*len(p.Case.Nodes) + 1000
		for _, n := range p.kinds[casefile.Strategy] {
			a := n.Get("aggregation")
			if a.Text() == "disjunctive" || a.Text() == "convergent" || a.Get("at_least").Exists() {
				p.sharedBelow(n, &budget)
			}
		}
	},
}

// sharedBelow reports the first node that two branches of n reach. What lies
// below a shared node is shared with it.
func (p *Pass) sharedBelow(n *casefile.Node, budget *int) {
	branch := map[string]string{}
	for _, l := range n.To(casefile.SupportedBy) {
		for queue := []string{l.To}; len(queue) > 0 && *budget > 0; queue = queue[1:] {
			id := queue[0]
			*budget--
			other, seen := branch[id]
			if seen && other != l.To && !n.Get("independence", "shared").Has(id) {
				p.Report(l.Pos(), n.ID, "the branches %s and %s of %s both rest on %s", other, l.To, n.ID, id)
				return
			}
			if seen {
				continue
			}
			branch[id] = l.To
			if to := p.Case.Node(id); to != nil {
				for _, below := range to.To(casefile.SupportedBy) {
					queue = append(queue, below.To)
				}
			}
		}
	}
}
