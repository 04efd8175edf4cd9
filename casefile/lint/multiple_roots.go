package lint

var multipleRoots = &Rule{
	Name: "multiple-roots", ID: "STR009", Severity: warns,
	Title: "several claims that nothing rests on",
	Why:   "A claim that is linked to nothing is easily lost, and a reader cannot tell which one the decision rests on (GSN v3).",
	Fix:   "link the claim below the one that it supports, or keep it in a case of its own",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nC2: {claim: The filter holds, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [C2]}\nC2: {claim: The filter holds, undeveloped: true}\n",
	Check: func(p *Pass) {
		var tops []string // what is public is there for other files
		for _, id := range p.Assessment.Tops {
			if !p.Case.Node(id).Public() && !p.Case.Contract() {
				tops = append(tops, id)
			}
		}
		if len(tops) > 1 {
			second := p.Case.Node(tops[1])
			p.Report(second.Pos(), second.ID, "the case has %d top claims: %s", len(tops), list(tops))
		}
	},
}
