package lint

import (
	"slices"
	"strings"

	"safecase/casefile"
)

var numberUnlinked = &Rule{
	Name: "number-unlinked", ID: "STR040", Severity: strict,
	Title: "a claim takes a number from a node that does not support it",
	Why:   "Whoever follows the links, on the screen or in the picture, does not see where the number comes from, and no challenge to that node reaches the claim.",
	Fix:   "link the node under supported_by",
	Bad:   "C0: {claim: Nobody is harmed, supported_by: [C1, C2]}\nC1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [C3]}\nC2: {claim: It was tested, supported_by: [E1]}\nC3: {claim: The tasks are easy, undeveloped: true}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C0: {claim: Nobody is harmed, supported_by: [C1, C2]}\nC1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [C3, E1]}\nC2: {claim: It was tested, supported_by: [E1]}\nC3: {claim: The tasks are easy, undeveloped: true}\nE1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		budget := 20*len(p.Case.Nodes) + 1000
		for _, n := range p.kinds[casefile.Claim] {
			for _, v := range p.sources(n) {
				if id := v.Text(); p.Case.Node(id) != nil && !p.restsOn(n, id, &budget) {
					p.Report(v.Pos(), n.ID, "%s takes a number from %s, which does not support it", n.ID, id)
				}
			}
		}
	},
}

// sources are the nodes from which a claim takes numbers.
func (p *Pass) sources(n *casefile.Node) []casefile.Value {
	var out []casefile.Value
	for _, q := range n.Get("quantity").Items() {
		out = append(out, q.Get("of"))
		for _, side := range q.Get("difference").Items() {
			out = append(out, side.Get("of"))
		}
	}
	return append(out, n.Get("bound", "per_attempt"))
}

// restsOn reports whether n rests on the node, through any number of others.
// The budget keeps the whole rule linear; where it is spent the answer is yes.
func (p *Pass) restsOn(n *casefile.Node, id string, budget *int) bool {
	seen := map[string]bool{n.ID: true}
	for queue := []*casefile.Node{n}; len(queue) > 0; queue = queue[1:] {
		for _, l := range queue[0].Links {
			if l.To == id && l.Relation == casefile.SupportedBy {
				return true
			}
			if l.Relation == casefile.SupportedBy && !seen[l.To] && !strings.Contains(l.To, ":") {
				seen[l.To] = true
				if to := p.Case.Node(l.To); to != nil {
					queue = append(queue, to)
				}
			}
			if *budget--; *budget < 0 {
				return true
			}
		}
		queue = slices.Clip(queue)
	}
	return false
}
