package casefile

import (
	"slices"
	"strconv"
	"strings"
)

// NextID returns an id for a new node of kind k that no node has: the prefix
// of the kind and the number after the largest one in use.
func (c *Case) NextID(k Kind) string {
	prefix, largest := k.Info().Prefix, 0
	for _, n := range c.Nodes {
		if rest, ok := strings.CutPrefix(n.ID, prefix); ok {
			if i, err := strconv.Atoi(rest); err == nil && int64(i) < 1<<40 {
				largest = max(largest, i)
			}
		}
	}
	return prefix + strconv.Itoa(largest+1)
}

// Unreachable returns the nodes that nothing would lead to any more when the
// nodes with the ids were deleted, in file order and without those nodes. Nodes
// that nothing leads to now do not count.
func (c *Case) Unreachable(ids ...string) []string {
	below, held := c.LeadsTo()
	var tops []string
	for _, n := range c.Nodes {
		if !held[n.ID] {
			tops = append(tops, n.ID)
		}
	}
	gone := map[string]bool{}
	for _, id := range ids {
		gone[id] = true
	}
	before, after := Reach(below, tops, nil), Reach(below, tops, gone)
	var out []string
	for _, n := range c.Nodes {
		if before[n.ID] && !after[n.ID] && !gone[n.ID] {
			out = append(out, n.ID)
			gone[n.ID] = true // each once
		}
	}
	return out
}

// Above returns the nodes that rest on the node with the id, directly or
// through others, in file order.
func (c *Case) Above(id string) []string {
	below, _ := c.LeadsTo()
	above := map[string][]string{}
	for from, all := range below {
		for _, to := range all {
			above[to] = append(above[to], from)
		}
	}
	found := Reach(above, above[id], map[string]bool{id: true})
	var out []string
	for _, n := range c.Nodes {
		if found[n.ID] {
			out = append(out, n.ID)
			delete(found, n.ID) // each once
		}
	}
	return out
}

// LeadsTo gives what each node leads to: what supports it, its context, its
// side claims, the arguments for its assurance claim points, the challenges to
// it and to its links, and the evidence that its numbers name. held are the
// nodes that some node leads to.
func (c *Case) LeadsTo() (below map[string][]string, held map[string]bool) {
	below, held = map[string][]string{}, map[string]bool{}
	add := func(from, to string) {
		if from != "" && to != "" {
			below[from] = append(below[from], to)
			held[to] = true
		}
	}
	for _, n := range c.Nodes {
		for _, l := range n.Links {
			if l.Relation == Challenges {
				add(l.To, n.ID)
				add(l.From, n.ID)
			} else {
				add(n.ID, l.To)
			}
		}
		for _, side := range n.Get("side_claims").Texts() {
			add(n.ID, side)
		}
		for _, q := range n.Get("quantity").Items() {
			for _, of := range append(q.Get("difference").Items(), q) {
				add(n.ID, of.Get("of").Text())
			}
		}
		for _, p := range n.Points() {
			if id := p.ArguedBy.Text(); id != "" {
				add(n.ID, id)
			}
		}
	}
	return below, held
}

// Reach is all that can be reached in a graph from some nodes, themselves
// included, without entering those that are shut.
func Reach(below map[string][]string, from []string, shut map[string]bool) map[string]bool {
	seen := map[string]bool{}
	for todo := slices.Clone(from); len(todo) > 0; {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !seen[id] && !shut[id] {
			seen[id] = true
			todo = append(todo, below[id]...)
		}
	}
	return seen
}
