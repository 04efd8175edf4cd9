package lint

import "safecase/casefile"

var multiplicity = &Rule{
	Name: "multiplicity", ID: "STA013", Severity: warns,
	Title: "several bounds must hold together, each at the confidence of one",
	Why:   "Of m bounds at 95 %, the chance that all hold is only sure to be at least 1 minus m times 5 % (Bonferroni).",
	Fix:   "write family: with the number of bounds at each of them",
	Bad:   "C1: {claim: The model solves few tasks, quantity: [{of: E1, below: 0.05}, {of: E2, below: 0.05}], supported_by: [E1, E2]}\nE1: {evidence: Test run, file: clean.eval}\nE2: {evidence: Second run, file: clean2.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: [{of: E1, below: 0.05, family: 2}, {of: E2, below: 0.05, family: 2}], supported_by: [E1, E2]}\nE1: {evidence: Test run, file: clean.eval}\nE2: {evidence: Second run, file: clean2.eval}\n",
	Needs: "quantity",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Claim] {
			q := n.Get("quantity")
			if q.Shape() != casefile.List {
				continue
			}
			items := q.Items()
			for _, item := range items {
				if family, _ := item.Get("family").Int(); len(items) > 1 && family < len(items) {
					p.Report(item.Pos(), n.ID, "%s states %d numbers that must all hold; this one is judged as if it were one of %d", n.ID, len(items), max(1, family))
					break
				}
			}
		}
	},
}
