package lint

import "safecase/casefile"

var noDefeaters = &Rule{
	Name: "no-defeaters", ID: "DIA006", Covers: []string{"DIA008"}, Severity: asks,
	Title: "an argument that nobody has challenged",
	Why:   "Doubts that are looked for and answered are what makes an argument strong; none at all means that nobody looked (Assurance 2.0; SCCG SU.11).",
	Fix:   "raise the doubts that a sceptic would have, and answer them",
	Bad:   "C1: {claim: The model cannot help, argument: inability, undeveloped: true}\n",
	Good:  "C1: {claim: The model cannot help, argument: inability, undeveloped: true}\nD1: {defeater: The model may hold back, challenges: C1, raised_by: Bo}\n",
	Check: func(p *Pass) {
		var quiet []*casefile.Node
		challenged := map[*casefile.Node]bool{}
		for _, n := range p.kinds[casefile.Claim] {
			if n.Get("argument").Exists() && !p.anyChallenge(n, challenged, 0) {
				quiet = append(quiet, n)
			}
		}
		p.reportClaims(quiet, "nobody has challenged these, or anything below them")
	},
}

// anyChallenge reports whether a defeater attacks the node or anything that it
// rests on. Each node is visited once.
func (p *Pass) anyChallenge(n *casefile.Node, known map[*casefile.Node]bool, depth int) bool {
	if yes, done := known[n]; done || depth > 10000 {
		return yes
	}
	known[n] = false
	for _, u := range p.users[n.ID] {
		known[n] = known[n] || u.relation == casefile.Challenges
	}
	for _, l := range n.Links {
		if to := p.Case.Node(l.To); to != nil && l.Relation == casefile.SupportedBy && p.anyChallenge(to, known, depth+1) {
			known[n] = true
		}
	}
	return known[n]
}
