package lint

import "safecase/casefile"

var visibilityLeak = &Rule{
	Name: "visibility-leak", ID: "EVI018", Severity: always,
	Title: "what is marked as restricted or secret is open by another way",
	Why:   "A redacted edition leaves out what is marked, and nothing else (EU code of practice 2025, measure 10.2).",
	Fix:   "mark the other place too, or lift the mark",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, visibility: secret, redacted_copy: clean.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, visibility: secret, redacted_copy: summary.md}\n",
	Needs: "visibility",
	Check: func(p *Pass) {
		hidden := map[string]string{}
		for _, n := range p.Case.Nodes {
			if !p.withheld(n) {
				continue
			}
			if public, _ := n.Get("public").Bool(); public {
				p.Report(n.At("public"), n.ID, "%s is %s, and other case files may show it: it is public", n.ID, n.Get("visibility").Text())
			}
			if file := n.Get("file").Text(); file != "" {
				hidden[p.bytesOf(n)] = n.ID
				if n.Get("redacted_copy").Text() == file {
					p.Report(n.At("redacted_copy"), n.ID, "the redacted copy of %s is the file itself", n.ID)
				}
			}
		}
		for _, n := range p.kinds[casefile.Evidence] {
			if id := hidden[p.bytesOf(n)]; id != "" && !p.withheld(n) && n.Get("file").Exists() {
				p.Report(n.At("file"), n.ID, "%s shows the file of %s, which is %s", n.ID, id, p.Case.Node(id).Get("visibility").Text())
			}
		}
	},
}

// withheld reports whether a redacted edition leaves the node out for what it
// says itself.
func (p *Pass) withheld(n *casefile.Node) bool {
	v := n.Get("visibility").Text()
	return v == "restricted" || v == "secret"
}

// bytesOf tells files apart: by digest where it is known, else by name.
func (p *Pass) bytesOf(n *casefile.Node) string {
	if r := p.Readings[n.ID]; r != nil && r.SHA256 != "" {
		return r.SHA256
	}
	return "file " + n.Get("file").Text()
}
