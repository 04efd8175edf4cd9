package render

import (
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// claimPoints are the assurance claim points of a node, on itself or on its
// links, each with the claim that argues it and how that one stands. Of a node
// of another file nothing is said beyond what is written there.
func claimPoints(a *assess.Assessment, n *casefile.Node) []string {
	var out []string
	for _, p := range n.Points() {
		by := "argued by nobody"
		if id := p.ArguedBy.Text(); id != "" {
			if by = "argued by " + id; !strings.Contains(n.ID, ":") {
				by += ": " + a.State(id).Word()
			}
		}
		if p.OnNode(n) {
			out = append(out, Plain(p.Name+" at this node, "+by))
		}
		for _, id := range p.OnLinks(n) {
			out = append(out, Plain(p.Name+" at link to "+id+", "+by))
		}
	}
	return out
}

// pointsOn are the names of the points on a link, at whichever of its ends they
// are written.
func (b *argument) pointsOn(n *casefile.Node, to string) []string {
	var out []string
	add := func(at *casefile.Node, other string) {
		if at == nil || b.away[at.ID] != nil {
			return
		}
		for _, p := range at.Points() {
			for _, id := range p.OnLinks(at) {
				if id == other {
					out = append(out, p.Name)
				}
			}
		}
	}
	add(n, to)
	add(b.c.Node(to), n.ID)
	return out
}
