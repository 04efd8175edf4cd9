package assess

import (
	"cmp"
	"slices"
)

// Why is a gap of a node with the first few nodes that cause it.
type Why struct {
	State   State
	Because []string
	More    bool // more nodes cause it than are listed
}

// whyLimit is how many causes a node remembers for each gap, so that passing
// them up stays linear however deep the argument is.
const whyLimit = 8

// remember keeps the first few causes of every gap of a settled node.
func (n *node) remember() {
	for _, s := range n.mask.states() {
		w := Why{State: s}
		if n.home != nil {
			w = n.home.why(s)
		}
		w.note(n.own)
		for _, e := range n.edges {
			if !e.counts || e.carried&maskOf(s) == 0 {
				continue
			}
			w.note(e.own)
			if e.passes()&maskOf(s) == 0 {
				continue
			}
			for _, below := range e.to.why {
				if below.State == s {
					w.join(below)
				}
			}
		}
		n.why = append(n.why, w)
	}
}

func (w *Why) note(causes []Cause) {
	for _, c := range causes {
		if c.State == w.State {
			w.add(c.Because)
		}
	}
}

// join adds what causes the gap below. A list that would be equal is shared.
func (w *Why) join(below Why) {
	w.More = w.More || below.More
	if len(w.Because) == 0 {
		w.Because = slices.Clip(below.Because)
		return
	}
	for _, id := range below.Because {
		w.add(id)
	}
}

func (w *Why) add(id string) {
	switch {
	case slices.Contains(w.Because, id):
	case len(w.Because) >= whyLimit:
		w.More = true
	default:
		w.Because = append(w.Because, id)
	}
}

// Why returns every gap of the node, worst first, each with the first few
// nodes that cause it; Gaps has them all.
func (a *Assessment) Why(id string) []Why {
	if n := a.nodes[id]; n != nil {
		return n.why
	}
	return nil
}

// Arises reports whether the worst gap of the node arises at the node itself
// or at one of its links, and not below it.
func (a *Assessment) Arises(id string) bool {
	n := a.nodes[id]
	if n == nil || n.mask == 0 {
		return false
	}
	worst := maskOf(n.mask.worst())
	if maskOfAll(n.own)&worst != 0 {
		return true
	}
	if n.home != nil && n.home.n != nil {
		return n.home.a.Arises(n.home.n.ID)
	}
	return slices.ContainsFunc(n.edges, func(e edge) bool { return e.counts && maskOfAll(e.own)&worst != 0 })
}

// Gaps returns every gap of the node, worst first, with all the nodes that
// cause it in file order.
func (a *Assessment) Gaps(id string) []Gap {
	n := a.nodes[id]
	if n == nil {
		return nil
	}
	var out []Gap
	for _, s := range n.mask.states() {
		out = append(out, Gap{s, a.because(n, s)})
	}
	return out
}

// because follows the gap down from n to the nodes at which it arises.
func (a *Assessment) because(n *node, s State) []string {
	if len(n.ring) == 0 {
		return a.follow(n, s)
	}
	key := ringGap{n.ring[0], s}
	known, ok := a.rings.Load(key)
	if !ok {
		known = a.follow(n, s)
		a.rings.Store(key, known)
	}
	return slices.Clone(known.([]string))
}

// ringGap is a gap of a ring, by its first member: what causes it is the same
// for every member, since each leads to all others.
type ringGap struct {
	first *node
	state State
}

func (a *Assessment) follow(n *node, s State) []string {
	f := follow{state: s, found: map[string]int{}, seen: map[*node]bool{}, rings: map[*node]bool{}}
	f.push(n)
	for len(f.queue) > 0 {
		n, f.queue = f.queue[0], f.queue[1:]
		f.visit(n)
	}
	return a.inFileOrder(f.found)
}

// follow is one walk down along a gap.
type follow struct {
	state State
	found map[string]int // what causes it, with the place of the node that says so
	seen  map[*node]bool
	rings map[*node]bool // by the first member
	queue []*node
}

func (f *follow) push(n *node) {
	if !f.seen[n] {
		f.seen[n] = true
		f.queue = append(f.queue, n)
	}
}

func (f *follow) note(n *node, causes []Cause) {
	for _, c := range causes {
		if c.State == f.state {
			f.found[c.Because] = n.order
		}
	}
}

func (f *follow) visit(n *node) {
	f.note(n, n.own)
	if n.home != nil {
		for _, id := range n.home.because(f.state) {
			f.found[id] = n.order
		}
	}
	if len(n.ring) > 0 && !f.rings[n.ring[0]] {
		f.rings[n.ring[0]] = true // once a ring, not once a member: that is quadratic
		for _, other := range n.ring {
			f.push(other)
		}
	}
	for i := range n.edges {
		e := &n.edges[i]
		if !e.counts || e.carried&maskOf(f.state) == 0 {
			continue
		}
		f.note(n, e.own)
		if e.passes()&maskOf(f.state) != 0 {
			f.push(e.to)
		}
	}
}

func (a *Assessment) inFileOrder(found map[string]int) []string {
	type placed struct {
		at int
		id string
	}
	all := make([]placed, 0, len(found))
	for id, otherwise := range found {
		all = append(all, placed{a.place(id, otherwise), id})
	}
	slices.SortFunc(all, func(x, y placed) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.id, y.id)) })
	ids := make([]string, len(all))
	for i, p := range all {
		ids[i] = p.id
	}
	return ids
}

func (a *Assessment) place(id string, otherwise int) int {
	if n := a.nodes[id]; n != nil {
		return n.order
	}
	return otherwise
}

// Carries reports whether a gap of the node below passes up through the link:
// such links are the path from the top to the gaps.
func (a *Assessment) Carries(from, to string) bool {
	n, below := a.nodes[from], a.nodes[to]
	if n == nil || below == nil {
		return false
	}
	for _, p := range []part{branch, backdrop} {
		if e := n.edgeTo(below, p); e != nil && e.counts && e.carried != 0 {
			return true
		}
	}
	return false
}
