package assess

import (
	"slices"

	"safecase/casefile"
)

// logic is what a settled case rests on, without the reasons: a node fails when
// one of its needs fails, or when so many of its alternatives fail that fewer
// than it needs are left. Alternatives are branches that could take the place
// of those that count now without adding a gap: one that is broken today backs
// up nothing.
type logic struct {
	steps []step // nodes by order, then one for each link that is in doubt
	order []int  // what is rested on before what rests on it
	ring  []int  // by step: the number of its ring; 0 for none
	names []string
	event []bool // evidence, assumptions and other nodes that rest on no other
	// carries marks what others may rest on: no contexts, challenges, indicators.
	carries []bool
}

type step struct {
	needs []int
	alts  []int
	need  int // how many of alts must hold
}

// logic builds what the case rests on.
func (a *Assessment) logic() *logic {
	j := a.judge
	g := &logic{steps: make([]step, len(j.all)), ring: make([]int, len(j.all)), names: make([]string, len(j.all)), event: make([]bool, len(j.all)), carries: make([]bool, len(j.all))}
	for number, ring := range rings(j.all) {
		for _, n := range ring {
			if len(ring) > 1 || restsOnItself(n) {
				g.ring[n.order] = number + 1
			}
			g.add(a, n)
		}
	}
	return g
}

// add enters a node; what it rests on is entered, but for members of its ring.
func (g *logic) add(a *Assessment, n *node) {
	s := &step{}
	var branches []int
	var beyond mask // the gaps that its branches leave now
	for i := range n.edges {
		if e := &n.edges[i]; e.part == branch && e.counts {
			beyond |= e.carried
		}
	}
	all := 0
	for i := range n.edges {
		switch e := &n.edges[i]; e.part {
		case branch:
			all++
			if e.carried&^beyond == 0 {
				branches = append(branches, g.link(e, n))
			}
		case always, backdrop, answer:
			s.needs = append(s.needs, g.link(e, n))
		}
	}
	if k := n.needed(all); n.Kind == casefile.Strategy && k < len(branches) && g.ring[n.order] == 0 {
		s.alts, s.need = branches, k
	} else {
		s.needs = append(s.needs, branches...)
	}
	for _, at := range n.attackers {
		if at.by.status == Answered {
			s.needs = append(s.needs, at.by.order)
		}
	}
	if per := a.nodes[n.Get("bound", "per_attempt").Text()]; per != nil {
		s.needs = append(s.needs, per.order)
	}
	g.names[n.order] = n.ID
	g.carries[n.order] = n.carries && n.ID != "" && n.Kind != ""
	rests := func(to int) bool { return g.carries[to] }
	g.event[n.order] = g.carries[n.order] && !slices.ContainsFunc(s.needs, rests) && len(s.alts) == 0
	g.steps[n.order] = *s
	g.order = append(g.order, n.order)
}

// link is the step of an edge: that of the node below, or one of its own where
// answered challenges to the link must stay answered.
func (g *logic) link(e *edge, above *node) int {
	needs := []int{e.to.order}
	for _, at := range e.attackers {
		if at.by.status == Answered {
			needs = append(needs, at.by.order)
		}
	}
	if len(needs) == 1 {
		return e.to.order
	}
	g.steps = append(g.steps, step{needs: needs})
	g.ring, g.names = append(g.ring, g.ring[above.order]), append(g.names, "")
	g.event, g.carries = append(g.event, false), append(g.carries, slices.ContainsFunc(needs, func(to int) bool { return g.carries[to] }))
	g.order = append(g.order, len(g.steps)-1)
	return len(g.steps) - 1
}

// parts yields the steps in the order of their support, those of one ring
// together.
func (g *logic) parts(visit func(part []int)) {
	for from := 0; from < len(g.order); {
		to := from + 1
		for ring := g.ring[g.order[from]]; ring != 0 && to < len(g.order) && g.ring[g.order[to]] == ring; {
			to++
		}
		visit(g.order[from:to])
		from = to
	}
}

// fails says which steps fail when the nodes with the ids are lost. Nodes that
// rest on each other fail together.
func (g *logic) fails(lost map[string]bool) []bool {
	out := make([]bool, len(g.steps))
	g.parts(func(part []int) {
		any := false
		for _, i := range part {
			any = any || g.names[i] != "" && lost[g.names[i]] || g.failsBy(i, out)
		}
		for _, i := range part {
			out[i] = any
		}
	})
	return out
}

func (g *logic) failsBy(i int, failed []bool) bool {
	s := g.steps[i]
	if slices.ContainsFunc(s.needs, func(to int) bool { return failed[to] }) {
		return true
	}
	left := len(s.alts)
	for _, to := range s.alts {
		if failed[to] {
			left--
		}
	}
	return left < s.need
}
