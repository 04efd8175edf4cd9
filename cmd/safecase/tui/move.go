package tui

import (
	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

func (m *model) down() tea.Cmd { m.step(1); return nil }
func (m *model) up() tea.Cmd   { m.step(-1); return nil }

func (m *model) pageDown() tea.Cmd { m.step(m.page()); return nil }
func (m *model) pageUp() tea.Cmd   { m.step(-m.page()); return nil }

func (m *model) first() tea.Cmd { m.step(-1 << 30); return nil }
func (m *model) last() tea.Cmd  { m.step(1 << 30); return nil }

func (m *model) page() int { return max(1, m.layout().panes[m.focus].height-1) }

// step moves in the pane that has the keys.
func (m *model) step(n int) {
	switch m.focus {
	case outlinePane:
		m.outline.move(n)
	case inspectorPane:
		m.inspector.move(n)
	case problemsPane:
		m.problems.move(n)
	}
}

func (m *model) foldOrUp() tea.Cmd {
	if m.focus != outlinePane {
		m.focus = outlinePane
		return nil
	}
	m.outline.left()
	return nil
}

func (m *model) unfoldOrDown() tea.Cmd {
	if m.focus == outlinePane {
		m.outline.right()
	}
	return nil
}

func (m *model) toggleFold() tea.Cmd {
	if r := m.outline.selected(); r.id != "" {
		m.outline.fold(!m.outline.folded[r.id])
	}
	return nil
}

func (m *model) foldAll() tea.Cmd {
	m.outline.foldAll(1)
	return nil
}

func (m *model) unfoldAll() tea.Cmd {
	m.outline.foldAll(-1)
	return nil
}

func (m *model) nextPane() tea.Cmd { m.focus = (m.focus + 1) % paneCount; return nil }
func (m *model) prevPane() tea.Cmd { m.focus = (m.focus + paneCount - 1) % paneCount; return nil }

func (m *model) toOutline() tea.Cmd   { m.focus = outlinePane; return nil }
func (m *model) toInspector() tea.Cmd { m.focus = inspectorPane; return nil }
func (m *model) toProblems() tea.Cmd  { m.focus = problemsPane; return nil }

func (m *model) nextGap() tea.Cmd { return m.seekGap(true) }
func (m *model) prevGap() tea.Cmd { return m.seekGap(false) }

// seekGap goes to the next node at which a gap arises, in the order of the
// outline, and says what it is. Nodes that only pass a gap up are left out.
func (m *model) seekGap(forward bool) tea.Cmd {
	if m.about.result == nil {
		m.say("the case is still being checked")
		return nil
	}
	m.remember()
	if !m.outline.seek(forward, func(r row) bool { return m.about.isGap(r.id) }) {
		m.say("no gap is recorded")
		return nil
	}
	m.focusOutline()
	m.say(m.about.gapLine(m.current()))
	return nil
}

// focusOutline gives the outline the keys unless it stands beside the pane
// that has them anyway.
func (m *model) focusOutline() { m.focus = outlinePane }

// jump goes to a node and remembers where it came from.
func (m *model) jump(id string) tea.Cmd {
	was := m.current()
	if !m.outline.selectID(id) {
		m.say(shown(id) + " is not in this file")
		return nil
	}
	if was != "" {
		m.trail = append(m.trail, was)
	}
	m.focusOutline()
	return nil
}

func (m *model) remember() {
	if id := m.current(); id != "" {
		m.trail = append(m.trail, id)
	}
}

func (m *model) goBack() tea.Cmd {
	for len(m.trail) > 0 {
		id := m.trail[len(m.trail)-1]
		m.trail = m.trail[:len(m.trail)-1]
		if id != m.current() && m.outline.selectID(id) {
			m.focusOutline()
			return nil
		}
	}
	m.say("nowhere to go back to")
	return nil
}

// open does what enter means on the selected line: on a node its fields, on a
// field its editor, on a problem the place it is about.
func (m *model) open() tea.Cmd {
	switch m.focus {
	case inspectorPane:
		return m.openGoal(m.inspector.selected())
	case problemsPane:
		return m.openProblem()
	}
	if r := m.outline.selected(); r.again {
		return m.jump(r.id)
	}
	m.focus = inspectorPane
	return nil
}

func (m *model) openGoal(g goal) tea.Cmd {
	switch {
	case g.node != "":
		return m.jump(g.node)
	case g.add:
		return m.setField()
	case g.field != nil:
		return m.editField(m.owner(), g.field)
	}
	return nil
}

// openProblem goes to the node and to the field that a finding is about.
func (m *model) openProblem() tea.Cmd {
	f := m.problems.selected()
	if f == nil {
		return nil
	}
	m.remember()
	if f.Node == "" {
		m.outline.cursor = 0
	} else if !m.outline.selectID(f.Node) {
		m.say("line " + f.Pos.String() + ": " + f.Message)
		return nil
	}
	m.focus = inspectorPane
	m.refresh()
	m.inspector.selectField(m.fieldOf(f.Node, *f))
	m.say(f.Message + ifAny(". To do: ", f.Hint))
	return nil
}

func (m *model) fieldOf(id string, f casefile.Finding) string {
	if n := m.file.Case.Node(id); n != nil {
		return fieldAt(n.Value().Entries(), f.Pos)
	}
	return fieldAt(m.file.Case.Sections(), f.Pos)
}
