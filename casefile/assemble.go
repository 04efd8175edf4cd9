package casefile

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// assemble makes the case of the new text from what is left of the old one and
// the entries that were read again. It returns nil when the result would not
// be regular.
func (r *rereading) assemble(sections, nodes []chunk, nodesAt int) *Case {
	old := r.old.Case
	c := &Case{spliced: old.spliced || len(nodes) > 0, rootPos: old.rootPos}
	grown := 0
	for _, k := range nodes {
		grown += k.grown
	}
	if c.root = r.sections(sections, nodesAt, grown); c.root == nil {
		return nil
	}
	c.rootPos = c.root[0].KeyPos
	above := 0
	for _, k := range sections {
		if k.to <= nodesAt {
			above += k.grown
		}
	}
	if c.Nodes = r.nodes(nodes, above); c.Nodes == nil {
		return nil
	}
	if c.sameIDs(old) {
		c.byID = old.byID
	} else {
		c.index()
	}
	c.resolve(r.new.Path, r.doubtful(c, sections, nodes))
	return c
}

// doubtful yields the mentions that may dangle in the new text: those that
// were read again when nothing that others mention has gone, else all.
func (r *rereading) doubtful(c *Case, sections, nodes []chunk) iter.Seq[place] {
	if len(r.old.Case.dangling) > 0 || r.definersChanged(sections) || r.nodesGone(c, nodes) {
		return c.mentions()
	}
	read := &Case{}
	for _, s := range c.root {
		if slices.ContainsFunc(sections, func(k chunk) bool { return k.holds(s.Entry) }) {
			read.root = append(read.root, s)
		}
	}
	for _, k := range nodes {
		for _, e := range k.entries {
			at, _ := slices.BinarySearchFunc(c.Nodes, e.KeyPos.Line, func(n *Node, line int) int { return n.Pos().Line - line })
			read.Nodes = append(read.Nodes, c.Nodes[at])
		}
	}
	return read.mentions()
}

func (k chunk) holds(e Entry) bool {
	return slices.ContainsFunc(k.entries, func(f Entry) bool { return f.key == e.key })
}

// definersChanged reports whether a section was touched that defines ids.
func (r *rereading) definersChanged(chunks []chunk) bool {
	for _, k := range chunks {
		for _, s := range r.old.Case.root[k.from:k.to] {
			if s.Key == "uses" || slices.Contains(slices.Collect(maps.Values(definedIn)), s.Key) {
				return true
			}
		}
	}
	return false
}

// nodesGone reports whether a node that was touched is gone or of another kind.
func (r *rereading) nodesGone(c *Case, chunks []chunk) bool {
	for _, k := range chunks {
		for _, n := range r.old.Case.Nodes[k.from:k.to] {
			if now := c.Node(n.ID); now == nil || now.Kind != n.Kind {
				return true
			}
		}
	}
	return false
}

// sections gives the sections of the new text; nil when they hold another
// nodes.
func (r *rereading) sections(chunks []chunk, nodesAt, nodesGrown int) []section {
	old := r.old.Case.root
	out := make([]section, 0, len(old)+1)
	moved := 0
	keep := func(from, to int) {
		for i := from; i < to; i++ {
			s := old[i]
			s.Entry = s.down(moved)
			out = append(out, s)
			if i == nodesAt {
				moved += nodesGrown
			}
		}
	}
	next := 0
	for _, k := range chunks {
		keep(next, k.from)
		for _, e := range k.entries {
			if e.Key == "nodes" {
				return nil
			}
			out = append(out, readSection(r.new.Path, e))
		}
		moved += k.grown
		next = k.to
	}
	keep(next, len(old))
	return out
}

// nodes gives the nodes of the new text; nil when there are none, or some that
// are not nodes.
func (r *rereading) nodes(chunks []chunk, moved int) []*Node {
	old := r.old.Case.Nodes
	out := make([]*Node, 0, len(old)+1)
	next := 0
	for _, k := range chunks {
		out = appendMoved(out, old[next:k.from], moved)
		for _, e := range k.entries {
			if strings.HasPrefix(e.Key, "x-") {
				return nil
			}
			out = append(out, readNode(r.new.Path, e))
		}
		moved += k.grown
		next = k.to
	}
	if out = appendMoved(out, old[next:], moved); len(out) == 0 {
		return nil
	}
	return out
}

// movedTogether is how many nodes are copied in one piece. One piece for all
// would be faster, but a single node that a later file still uses keeps its
// whole piece in memory.
const movedTogether = 32

// appendMoved appends the nodes as they stand after lines were added above.
func appendMoved(out, nodes []*Node, lines int) []*Node {
	if lines == 0 {
		return append(out, nodes...)
	}
	for piece := range slices.Chunk(nodes, movedTogether) {
		copies, links := make([]Node, len(piece)), linksOf(piece)
		for i, n := range piece {
			copies[i] = *n
			copies[i].entry = n.entry.down(lines)
			copies[i].Links, links = moveLinks(n.Links, links, lines)
			out = append(out, &copies[i])
		}
	}
	return out
}

func linksOf(nodes []*Node) []Link {
	count := 0
	for _, n := range nodes {
		count += len(n.Links)
	}
	return make([]Link, count)
}

// moveLinks copies links to the front of room and returns the rest of room.
func moveLinks(links, room []Link, lines int) (moved, rest []Link) {
	if len(links) == 0 {
		return links, room
	}
	moved, rest = room[:len(links):len(links)], room[len(links):]
	copy(moved, links)
	for i := range moved {
		moved[i].shift += lines
	}
	return moved, rest
}

// sameIDs reports whether the nodes of c have the ids of the nodes of old, and
// no id twice.
func (c *Case) sameIDs(old *Case) bool {
	if len(c.Nodes) != len(old.Nodes) || len(old.repeated) > 0 {
		return false
	}
	for i, n := range c.Nodes {
		if n.ID != old.Nodes[i].ID {
			return false
		}
	}
	return true
}

// splicedNodes is what stands at path below nodes in a case whose nodes were
// read again one by one.
func (c *Case) splicedNodes(path []string) Value {
	if len(path) > 0 {
		if n := c.Node(path[0]); n != nil {
			return n.Get(path[1:]...)
		}
		return Value{}
	}
	c.rejoin.Do(func() {
		all := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: c.Nodes[0].Pos().Line, Column: c.Nodes[0].Pos().Column}
		for _, n := range c.Nodes {
			all.Content = append(all.Content, moved(n.entry.key, n.entry.shift), moved(n.entry.n, n.entry.shift))
		}
		c.rejoined = Value{n: all}
	})
	return c.rejoined
}

func moved(n *yaml.Node, lines int) *yaml.Node {
	m := *n
	m.Line += lines
	m.Content = make([]*yaml.Node, len(n.Content))
	for i, child := range n.Content {
		m.Content[i] = moved(child, lines)
	}
	return &m
}
