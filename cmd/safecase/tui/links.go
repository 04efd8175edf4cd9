package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// clip is what pasting pastes. A node that was cut stays where it is until it
// is pasted, so that nothing can be lost between the two keys; of what was
// copied it holds the text.
type clip struct {
	id, parent string
	rel        casefile.Relation
	copied     string
	kind       casefile.Kind // of what was copied
}

func (m *model) cutSubtree() tea.Cmd {
	n, r := m.selectedNode(), m.outline.selected()
	if n == nil {
		return nil
	}
	if r.rel == casefile.Challenges || r.rel == sideClaim {
		m.say("only what hangs by a link can be cut; m moves it otherwise")
		return nil
	}
	m.clip = clip{id: n.ID, parent: r.parent, rel: r.rel}
	m.say("cut " + n.ID + " with all below: p pastes it under the selected node; it stays here until then")
	return nil
}

func (m *model) pasteSubtree() tea.Cmd {
	c, n := m.clip, m.node()
	switch {
	case c.copied != "":
		return m.pasteCopy(c)
	case c.id == "" || m.file.Case.Node(c.id) == nil:
		m.say("nothing was cut or copied; X cuts, y copies")
		return nil
	case n == nil:
		return m.pasteAtTop(c)
	}
	m.clip = clip{}
	return m.hang(c, n.ID)
}

// pasteAtTop makes what was cut a top node.
func (m *model) pasteAtTop(c clip) tea.Cmd {
	m.clip = clip{}
	if c.parent == "" {
		m.say(c.id + " is at the top already")
		return nil
	}
	return m.do("moved "+c.id+" to the top", casefile.RemoveLink{From: c.parent, Relation: c.rel, To: c.id}, c.id)
}

// hang moves a node to another parent, as what it may be there.
func (m *model) hang(c clip, parent string) tea.Cmd {
	if m.below(c.id)[parent] {
		m.complain(parent + " stands below " + c.id + ": the argument would support itself in a ring")
		return nil
	}
	rels := m.relationsBetween(parent, c.id)
	if len(rels) == 0 {
		m.complain(m.whyNot(parent, c.id))
		return nil
	}
	rel := rels[0]
	for _, r := range rels {
		if r == c.rel {
			rel = r
		}
	}
	if c.parent == "" {
		return m.do("moved "+c.id+" below "+parent, casefile.AddLink{From: parent, Relation: rel, To: c.id}, c.id)
	}
	move := casefile.MoveLink{From: c.parent, Relation: c.rel, To: c.id, NewFrom: parent, NewRelation: rel}
	return m.do("moved "+c.id+" below "+parent, move, c.id)
}

func (m *model) whyNot(parent, child string) string {
	p, c := m.file.Case.Node(parent), m.file.Case.Node(child)
	return shown(child) + " is " + string(c.Kind) + " and may not hang from " + string(p.Kind)
}

// relationsBetween lists how parent may refer to child, the usual first.
func (m *model) relationsBetween(parent, child string) []casefile.Relation {
	p, c := m.file.Case.Node(parent), m.file.Case.Node(child)
	if p == nil || c == nil {
		return nil
	}
	return relationsOf(p.Kind, c.Kind)
}

func relationsOf(parent, child casefile.Kind) []casefile.Relation {
	var out []casefile.Relation
	for _, o := range offers(parent) {
		if o.kind == child && o.rel != casefile.Challenges {
			out = append(out, o.rel)
		}
	}
	return out
}

// joinable answers for many nodes whether one of the kind parent can have one
// of the kind child below it.
func joinable() func(parent, child casefile.Kind) bool {
	known := map[[2]casefile.Kind]bool{}
	return func(parent, child casefile.Kind) bool {
		kinds := [2]casefile.Kind{parent, child}
		can, asked := known[kinds]
		if !asked {
			can = len(relationsOf(parent, child)) > 0
			known[kinds] = can
		}
		return can
	}
}

// below is the set of nodes that stand under a node, itself included.
func (m *model) below(id string) map[string]bool {
	seen := map[string]bool{}
	for todo := []string{id}; len(todo) > 0; {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		n := m.file.Case.Node(id)
		if n == nil || seen[id] {
			continue
		}
		seen[id] = true
		for _, l := range n.Links {
			if l.Relation != casefile.Challenges {
				todo = append(todo, l.To)
			}
		}
	}
	return seen
}

// moveTo moves the selected node to a parent that is looked for.
func (m *model) moveTo() tea.Cmd {
	n, r := m.selectedNode(), m.outline.selected()
	if n == nil {
		return nil
	}
	c := clip{id: n.ID, parent: r.parent, rel: r.rel}
	if r.rel == casefile.Challenges {
		return m.editField(owner(n.ID), []string{"challenges"})
	}
	below := m.below(n.ID)
	can := joinable()
	choices := m.nodeChoices(func(other *casefile.Node) bool {
		return !below[other.ID] && other.ID != r.parent && can(other.Kind, n.Kind)
	})
	return m.push(newPicker(m.st, "move "+shown(n.ID)+" below", "", choices, func(m *model, to string) tea.Cmd { return m.hang(c, to) }))
}

func (m *model) nodeChoices(ok func(*casefile.Node) bool) []choice {
	var out []choice
	for _, n := range m.file.Case.Nodes {
		if ok(n) {
			out = append(out, choice{n.ID, shown(n.ID), string(n.Kind) + ": " + shown(firstLine(n.Text))})
		}
	}
	return out
}

// linkTo links the selected node to one that is there already.
func (m *model) linkTo() tea.Cmd {
	n := m.selectedNode()
	if n == nil {
		return nil
	}
	from := n.ID
	have := map[string]bool{from: true}
	for _, l := range n.Links {
		have[l.To] = true
	}
	can := joinable()
	choices := m.nodeChoices(func(other *casefile.Node) bool {
		return !have[other.ID] && can(n.Kind, other.Kind) && !m.leadsTo(other.ID, from)
	})
	return m.push(newPicker(m.st, "link "+shown(from)+" to", "what supports it, or what it is to be read with", choices, func(m *model, to string) tea.Cmd {
		return m.chooseRelation(from, to)
	}))
}

// leadsTo reports whether the argument under a leads to b; linking b to a
// would close a ring. For large cases the answer is left to the check.
func (m *model) leadsTo(a, b string) bool {
	if len(m.file.Case.Nodes) > 500 {
		return false
	}
	return m.below(a)[b]
}

func (m *model) chooseRelation(from, to string) tea.Cmd {
	rels := m.relationsBetween(from, to)
	if m.below(to)[from] {
		m.complain(from + " stands below " + to + ": the argument would support itself in a ring")
		return nil
	}
	link := func(m *model, rel string) tea.Cmd {
		return m.do("linked "+from+" to "+to, casefile.AddLink{From: from, Relation: casefile.Relation(rel), To: to}, "")
	}
	if len(rels) == 1 {
		return link(m, string(rels[0]))
	}
	var choices []choice
	for _, r := range rels {
		choices = append(choices, choice{string(r), strings.ReplaceAll(string(r), "_", " "), ""})
	}
	return m.push(newPicker(m.st, "how "+from+" refers to "+to, "", choices, link))
}

func (m *model) moveUp() tea.Cmd   { return m.reorder(-1) }
func (m *model) moveDown() tea.Cmd { return m.reorder(1) }

// reorder moves the selected node among its siblings; top nodes move in the
// file.
func (m *model) reorder(by int) tea.Cmd {
	n, r := m.selectedNode(), m.outline.selected()
	if n == nil {
		return nil
	}
	if r.parent == "" {
		return m.reorderTop(n.ID, by)
	}
	if r.rel == sideClaim || r.rel == casefile.Challenges {
		m.say("the order of these is that of the file")
		return nil
	}
	count := len(m.file.Case.Node(r.parent).To(r.rel))
	at := r.index + 1 + by
	if at < 1 || at > count {
		m.say("it stands at the end already")
		return nil
	}
	return m.do("moved "+r.id, casefile.MoveLink{From: r.parent, Relation: r.rel, To: r.id, At: at}, "")
}

func (m *model) reorderTop(id string, by int) tea.Cmd {
	tops := m.file.Case.Tops()
	for i, top := range tops {
		if top.ID != id {
			continue
		}
		if i+by < 0 || i+by >= len(tops) {
			break
		}
		move := casefile.MoveNode{ID: id, After: tops[max(0, i+by)].ID}
		if by < 0 {
			move = casefile.MoveNode{ID: tops[i+by].ID, After: id}
		}
		return m.do("moved "+id, move, id)
	}
	m.say("it stands at the end already")
	return nil
}
