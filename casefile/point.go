package casefile

import "strings"

// Point is an assurance claim point of a node: a place of the argument of which
// somebody argues separately why it may be relied on (GSN v3, confidence
// arguments).
type Point struct {
	Name     string
	At       []Value // the ids of where it stands: nodes linked with this one, or this one; none for the node itself
	ArguedBy Value   // the claim at the top of the argument; does not exist where nobody argues it
	Pos      Pos
}

// Points returns the assurance claim points of the node, in file order. Written
// short, as an id or a list of ids, a point says only where it stands.
func (n *Node) Points() []Point {
	var out []Point
	for _, e := range n.Get("acp").Entries() {
		if strings.HasPrefix(e.Key, "x-") {
			continue
		}
		p := Point{Name: e.Key, At: e.Items(), Pos: e.KeyPos}
		if e.Shape() == Map {
			p.At, p.ArguedBy = e.Get("at").Items(), e.Get("argued_by")
		}
		out = append(out, p)
	}
	return out
}

// OnLinks are the ids of the nodes at whose links with n the point stands.
func (p Point) OnLinks(n *Node) []string {
	var out []string
	for _, at := range p.At {
		if id := at.Text(); id != "" && id != n.ID {
			out = append(out, id)
		}
	}
	return out
}

// OnNode reports whether the point stands at n itself.
func (p Point) OnNode(n *Node) bool {
	for _, at := range p.At {
		if at.Text() == n.ID {
			return true
		}
	}
	return len(p.At) == 0
}
