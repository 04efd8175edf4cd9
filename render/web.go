package render

import (
	"safecase/casefile"
	"safecase/casefile/assess"
)

// web is the argument as a graph of its nodes: who stands below whom, in
// every sense in which one node refers to another.
type web struct {
	nodes []*casefile.Node // each id once
	index map[string]int
	down  [][]int // what a node rests on or is meant under, what challenges it, what answers it
	up    [][]int
	refs  map[string][]Link // by node: the arrows that start at it
}

// survey finds all references between nodes.
func (b *argument) survey() {
	g := &b.web
	g.index = make(map[string]int, len(b.c.Nodes))
	for _, n := range b.c.Nodes {
		if b.c.Node(n.ID) == n {
			g.index[n.ID] = len(g.nodes)
			g.nodes = append(g.nodes, n)
		}
	}
	b.away = map[string]*assess.Away{}
	for i := range b.a.Away {
		away := &b.a.Away[i]
		b.away[away.ID] = away
		g.index[away.ID] = len(g.nodes)
		g.nodes = append(g.nodes, away.Node)
	}
	g.down, g.up = make([][]int, len(g.nodes)), make([][]int, len(g.nodes))
	g.refs = make(map[string][]Link, len(g.nodes))
	for i, n := range g.nodes {
		links := b.arrows(n)
		g.refs[n.ID] = links
		for _, l := range links {
			if l.Attacks != nil {
				g.under(g.places(l.Attacks[0], l.Attacks[1]), []int{i})
			} else if l.Kind == Challenges {
				g.under(g.places(l.To), []int{i})
			} else {
				g.under([]int{i}, g.places(l.To))
			}
		}
	}
}

func (g *web) under(above, below []int) {
	for _, a := range above {
		for _, c := range below {
			g.down[a] = append(g.down[a], c)
			g.up[c] = append(g.up[c], a)
		}
	}
}

// places are the numbers of the nodes with these ids, as far as there are any.
func (g *web) places(ids ...string) []int {
	var out []int
	for _, id := range ids {
		if i, ok := g.index[id]; ok {
			out = append(out, i)
		}
	}
	return out
}

// reached finds all that can be reached over edges, stopping before barred nodes.
func reached(from []int, edges [][]int, barred []bool) []bool {
	seen := make([]bool, len(edges))
	for queue := append([]int(nil), from...); len(queue) > 0; queue = queue[1:] {
		i := queue[0]
		if seen[i] {
			continue
		}
		seen[i] = true
		for _, to := range edges[i] {
			if barred == nil || !barred[to] {
				queue = append(queue, to)
			}
		}
	}
	return seen
}

// arrows are all arrows that start at a node, whatever the view shows.
func (b *argument) arrows(n *casefile.Node) []Link {
	if b.away[n.ID] != nil {
		return nil // what it names stands in its own file
	}
	var out []Link
	for _, l := range n.Links {
		link := Link{From: n.ID, To: l.To, Kind: LinkKind(l.Relation), Defeated: l.Defeated, Points: b.pointsOn(n, l.To)}
		switch l.Relation {
		case casefile.SupportedBy:
			link.OnGapPath = b.a.Carries(n.ID, l.To)
		case casefile.Challenges:
			status := b.status(n.ID)
			link.OnGapPath = status != assess.Answered && status != assess.Accepted
			if l.From != "" {
				link.Attacks, link.To = &[2]string{l.From, l.To}, ""
			}
		}
		out = append(out, link)
	}
	for _, side := range n.Get("side_claims").Texts() {
		out = append(out, Link{From: n.ID, To: side, Kind: SupportedBy, OnGapPath: b.a.Carries(n.ID, side)})
	}
	return b.sources(n, out)
}

// sources adds arrows to where the numbers of a claim come from, unless the
// claim names it as support anyway: what decides a claim must not look as if
// it had nothing to do with it.
func (b *argument) sources(n *casefile.Node, out []Link) []Link {
	if n.Kind != casefile.Claim {
		return out
	}
	var ids []string
	for _, q := range n.Get("quantity").Items() {
		ids = append(ids, q.Get("of").Texts()...)
		for _, side := range q.Get("difference").Items() {
			ids = append(ids, side.Get("of").Texts()...)
		}
	}
	if of := n.Get("bound", "per_attempt").Text(); of != "" && !b.restsOn(n, of) {
		ids = append(ids, of)
	}
	known := map[string]bool{"": true}
	for _, l := range out {
		known[l.To] = known[l.To] || l.Kind == SupportedBy
	}
	for _, id := range ids {
		if !known[id] {
			known[id] = true
			out = append(out, Link{From: n.ID, To: id, Kind: MeasuredBy, OnGapPath: b.a.Carries(n.ID, id)})
		}
	}
	return out
}

// restsOn reports whether support leads from a node down to another.
func (b *argument) restsOn(n *casefile.Node, id string) bool {
	seen := map[string]bool{}
	for queue := []*casefile.Node{n}; len(queue) > 0; queue = queue[1:] {
		for _, l := range queue[0].To(casefile.SupportedBy) {
			if l.To == id {
				return true
			}
			if to := b.c.Node(l.To); to != nil && !seen[l.To] {
				seen[l.To] = true
				queue = append(queue, to)
			}
		}
	}
	return false
}

// links are the arrows that start at a node and lead to what the view shows;
// one that leads to nothing is always drawn.
func (b *argument) links(n *casefile.Node) []Link {
	var out []Link
	for _, l := range b.refs[n.ID] {
		if l.Attacks != nil {
			l = b.aim(l)
		}
		if l.Attacks != nil || !b.hides(l.To) {
			out = append(out, l)
		}
	}
	return out
}

// aim lets a challenge to a link of which the view shows one end point there.
func (b *argument) aim(l Link) Link {
	from, to := b.hides(l.Attacks[0]), b.hides(l.Attacks[1])
	switch {
	case from:
		l.Attacks, l.To = nil, l.Attacks[1]
	case to:
		l.Attacks, l.To = nil, l.Attacks[0]
	}
	return l
}

// hides reports whether the view leaves out a node that there is.
func (b *argument) hides(id string) bool {
	i, ok := b.index[id]
	return ok && !b.shown[i]
}
