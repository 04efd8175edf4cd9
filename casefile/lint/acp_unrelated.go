package lint

var acpUnrelated = &Rule{
	Name: "acp-unrelated", ID: "STR019", Severity: warns,
	Title: "an assurance claim point that names a node which is not next to it",
	Why:   "A confidence argument belongs to the node or to one of its links; elsewhere nobody will look for it (GSN v3).",
	Fix:   "name the node itself, or one that it is linked with",
	Bad:   "C1: {claim: Nobody is harmed, acp: {P1: {at: C3, argued_by: C4}}, supported_by: [C2]}\nC2: {claim: The filter holds, supported_by: [C3]}\nC3: {claim: The filter was tested, undeveloped: true}\nC4: {claim: The test stands for use, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, acp: {P1: {at: C2, argued_by: C4}}, supported_by: [C2]}\nC2: {claim: The filter holds, supported_by: [C3]}\nC3: {claim: The filter was tested, undeveloped: true}\nC4: {claim: The test stands for use, undeveloped: true}\n",
	Needs: "acp",
	Check: func(p *Pass) {
		for _, n := range p.Case.Nodes {
			for _, point := range n.Points() {
				for _, v := range point.At {
					to := p.Case.Node(v.Text())
					if to != nil && to != n && !linked(n, to.ID) && !linked(to, n.ID) {
						p.Report(v.Pos(), n.ID, "the point %s of %s names %s, which is not linked with it", point.Name, n.ID, to.ID)
					}
				}
			}
		}
	},
}
