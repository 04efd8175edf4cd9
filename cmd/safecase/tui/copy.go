package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// copySubtree takes a copy of a node and of what only it leads to: what others
// rest on as well is referred to, not copied.
func (m *model) copySubtree() tea.Cmd {
	n, r := m.selectedNode(), m.outline.selected()
	if n == nil {
		return nil
	}
	ids := append([]string{n.ID}, m.file.Case.Unreachable(n.ID)...)
	text, err := m.file.Fragment(ids...)
	if err != nil {
		m.complain(err.Error())
		return nil
	}
	m.clip = clip{id: n.ID, rel: r.rel, copied: text, kind: n.Kind}
	m.say("copied " + n.ID + " with " + plural(len(ids)-1, "node") + " that only it leads to: p pastes a copy under the selected node")
	return nil
}

// pasteCopy puts a copy under the selected node, with ids of its own.
func (m *model) pasteCopy(c clip) tea.Cmd {
	insert := casefile.InsertFragment{Text: c.copied}
	if n := m.node(); n != nil {
		rel, ok := relationFor(n.Kind, c)
		if !ok {
			m.complain("a copy of " + c.id + " is " + string(c.kind) + " and may not hang from " + string(n.Kind))
			return nil
		}
		insert.Under, insert.Relation = n.ID, rel
	}
	before := len(m.file.Case.Nodes)
	cmd := m.do("pasted a copy of "+c.id, insert, "")
	if added := len(m.file.Case.Nodes) - before; added > 0 {
		m.say("pasted a copy of " + c.id + ": " + plural(added, "new node"))
	}
	return cmd
}

// relationFor is how a node of a kind refers to the copy: as the parent of the
// original did where that may be. A challenge says by itself what it is about.
func relationFor(parent casefile.Kind, c clip) (casefile.Relation, bool) {
	var rels []casefile.Relation
	for _, o := range offers(parent) {
		if o.kind == c.kind {
			rels = append(rels, o.rel)
		}
	}
	switch {
	case len(rels) == 0:
		return "", false
	case c.kind == casefile.Defeater:
		return "", true
	case slices.Contains(rels, c.rel):
		return c.rel, true
	}
	return rels[0], true
}
