package lint

import "safecase/casefile"

var mitigationPlanned = &Rule{
	Name: "mitigation-planned", ID: "AIS003", Severity: demands,
	Title: "the argument relies on a mitigation that is not there yet",
	Why:   "A plan stops nobody.",
	Fix:   "implement the mitigation before the decision, or argue without it",
	Bad:   "safecase: 1\ntitle: Example\nmitigations:\n  filter: {text: Output filter, kind: output_filter, status: planned}\nnodes:\n  C1: {claim: The filter holds, about: [filter], undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nmitigations:\n  filter: {text: Output filter, kind: output_filter, status: implemented}\nnodes:\n  C1: {claim: The filter holds, about: [filter], undeveloped: true}\n",
	Needs: "about",
	Check: func(p *Pass) { p.relied(planned, "%s relies on %s, which is only planned") },
}

func planned(_ *casefile.Node, m casefile.Value, _ []string) bool {
	return m.Get("status").Text() == "planned"
}

// relied reports the claims that vouch for a mitigation that is so.
func (p *Pass) relied(is func(n *casefile.Node, mitigation casefile.Value, threats []string) bool, format string) {
	for _, n := range p.kinds[casefile.Claim] {
		for _, v := range n.Get("about").Items() {
			if m := p.Case.Get("mitigations", v.Text()); m.Exists() && is(n, m, p.threatsOf(n)) {
				p.Report(v.Pos(), n.ID, format, n.ID, v.Text())
			}
		}
	}
}
