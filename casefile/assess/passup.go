package assess

import (
	"slices"

	"safecase/casefile"
)

// passUp gives every node the gaps of what it rests on, children first. Nodes
// that support each other in a ring are treated as one.
func (j *judge) passUp() {
	for _, ring := range rings(j.all) {
		if len(ring) > 1 || restsOnItself(ring[0]) {
			j.closeRing(ring)
			continue
		}
		j.settle(ring[0])
		ring[0].remember()
	}
}

func restsOnItself(n *node) bool {
	return slices.ContainsFunc(n.edges, func(e edge) bool { return e.to == n })
}

// settle gives n its gaps; everything below is settled already.
func (j *judge) settle(n *node) {
	j.settleChallenges(n)
	if n.home != nil {
		n.mask |= maskOfAll(n.own) // beside the gaps that it has at home
		return
	}
	j.settleExtension(n)
	below := n.combine()
	j.judgeRequirements(n)
	n.mask = maskOfAll(n.own) | below
}

func maskOfAll(causes []Cause) mask {
	var m mask
	for _, c := range causes {
		m |= maskOf(c.State)
	}
	return m
}

// combine joins the gaps of the branches as the node's aggregation says. A
// disjunctive node takes its best branch, a node that needs k branches its k
// best; anything else needs all of them. Convergent branches count as
// alternatives only where a reason for their independence is recorded. What a
// step always needs, such as its side claims, is no alternative to anything.
func (n *node) combine() mask {
	var m mask
	var branches []*edge
	for i := range n.edges {
		switch e := &n.edges[i]; e.part {
		case branch:
			branches = append(branches, e)
		case always, backdrop:
			e.counts = true
			m |= e.carried
		}
	}
	needed := n.needed(len(branches))
	if needed < len(branches) {
		slices.SortStableFunc(branches, func(a, b *edge) int { return int(a.carried) - int(b.carried) })
	}
	for _, e := range branches[:needed] {
		e.counts = true
		m |= e.carried
	}
	return m
}

// needed is how many of the branches must hold: all of them wherever the case
// does not plainly say otherwise.
func (n *node) needed(branches int) int {
	v := n.Get("aggregation")
	if n.Kind != casefile.Strategy || branches == 0 {
		return branches
	}
	if k, ok := v.Get("at_least").Int(); ok && k >= 1 {
		return min(k, branches)
	}
	switch v.Text() {
	case "disjunctive":
		return 1
	case "convergent":
		if said(n.Get("independence", "reason")) {
			return 1
		}
	}
	return branches
}

// closeRing settles nodes that rest on each other: nothing carries any of
// them, and no answer within the ring answers. The ring is one cause, at its
// first node.
func (j *judge) closeRing(ring []*node) {
	slices.SortFunc(ring, func(a, b *node) int { return a.order - b.order })
	var ids []string
	for _, n := range ring {
		if n.ID != "" {
			ids = append(ids, n.ID)
		}
	}
	silent := false
	for _, n := range ring {
		n.mask, n.ring = maskOf(Unsupported), ring
		if n.ID != "" {
			n.blame(Cause{Code: "support-cycle", State: Unsupported, Because: ids[0], Others: ids, Silent: silent})
			silent = true
		}
	}
	for _, n := range ring {
		if n.doubts() {
			j.settleStatus(n)
		}
	}
	for _, n := range ring {
		j.settleChallenges(n)
	}
	joinRing(ring)
}

// joinRing gives all nodes of a ring the gaps of all of them and of everything
// that any of them rests on: in a ring there are no alternatives.
func joinRing(ring []*node) {
	members := make(map[*node]bool, len(ring))
	for _, n := range ring {
		members[n] = true
	}
	shared := &node{}
	for _, n := range ring {
		shared.own = append(shared.own, n.own...)
		shared.rate = shared.rate || n.rate
		for i := range n.edges {
			e := &n.edges[i]
			if e.counts = e.part == branch || e.part == always || e.part == backdrop; !e.counts {
				continue
			}
			if members[e.to] {
				shared.own = append(shared.own, e.own...)
				continue
			}
			shared.rate, shared.covers = shared.rate || e.to.rate, shared.covers|e.to.covers
			shared.mask |= e.carried
			shared.edges = append(shared.edges, *e)
		}
	}
	shared.mask |= maskOfAll(shared.own)
	shared.remember()
	for _, n := range ring {
		n.mask, n.why, n.rate, n.covers = shared.mask, shared.why, shared.rate, shared.covers
		for i := range n.edges {
			if e := &n.edges[i]; e.counts && members[e.to] {
				e.carried = shared.mask
			}
		}
	}
}
