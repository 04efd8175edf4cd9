package assess

import (
	"slices"

	"safecase/casefile"
)

// argue lets what has an assurance claim point rest on the argument for it. A
// point on a link counts where the link counts, at the node above; one on a
// context or an assumption, which passes up challenges only, at whatever is
// meant under it. A point that nobody argues is a branch that is not argued yet.
func (j *judge) argue() {
	for _, n := range j.all {
		for _, p := range n.Points() {
			gap, argument := j.argumentOf(p)
			for _, above := range j.standsAt(n, p) {
				switch {
				case gap != nil:
					c := *gap
					c.Others = []string{p.Name, n.ID}
					above.blame(c)
				default:
					above.rest(edge{to: argument, link: casefile.Link{Relation: casefile.SupportedBy, To: argument.ID, Value: p.ArguedBy}, part: above.relies(), point: p.Name})
				}
			}
		}
	}
}

// argumentOf is the claim that argues a point; gap says why there is none.
func (j *judge) argumentOf(p casefile.Point) (gap *Cause, argument *node) {
	to := j.a.nodes[p.ArguedBy.Text()]
	switch {
	case p.ArguedBy.Text() == "":
		return &Cause{Code: "acp-without-confidence-argument", State: Undeveloped, Pos: p.Pos}, nil
	case to == nil:
		return &Cause{Code: "dangling-ref", State: Unsupported, Pos: p.ArguedBy.Pos(), Because: p.ArguedBy.Text(), Silent: true}, nil
	case to.Kind != casefile.Claim && (to.Kind != "" || to.home == nil): // what is wrong with an away node is a gap of its own
		return &Cause{Code: "acp-without-confidence-argument", State: Unsupported, Pos: p.ArguedBy.Pos(), Detail: to.ID + " is no claim"}, nil
	}
	return nil, to
}

// standsAt are the nodes at which a point counts, each once.
func (j *judge) standsAt(n *node, p casefile.Point) []*node {
	var out []*node
	if p.OnNode(n.Node) {
		out = append(out, j.reliant(n)...)
	}
	for _, id := range p.OnLinks(n.Node) {
		to := j.a.nodes[id]
		switch {
		case to == nil || linksTo(n, id):
			out = append(out, n)
		case linksTo(to, n.ID):
			out = append(out, to)
		default:
			out = append(out, j.reliant(n)...) // a rule says that it names what is not next to it
		}
	}
	slices.SortFunc(out, func(a, b *node) int { return a.order - b.order })
	return slices.Compact(out)
}

// reliant are a node and, where it passes up challenges only, what is meant
// under it.
func (j *judge) reliant(n *node) []*node {
	if n.carries && !n.context {
		return []*node{n}
	}
	return j.under(n)
}

func linksTo(n *node, id string) bool {
	return n.home == nil && slices.ContainsFunc(n.Links, func(l casefile.Link) bool { return l.To == id || l.From == id })
}

// relies is how a node rests on the argument for a point: a defeater as on an
// answer, as nothing else that it rests on decides whether it is answered.
func (n *node) relies() part {
	if n.doubts() {
		return answer
	}
	return always
}
