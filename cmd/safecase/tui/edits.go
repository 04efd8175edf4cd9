package tui

import (
	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// setFile shows another version of the case.
func (m *model) setFile(f *casefile.File) {
	if f == m.file {
		return
	}
	m.file = f
	m.outline.load(f.Case)
}

// apply makes an edit, as one step of undo. What cannot be made is said, and
// the file stays as it was.
func (m *model) apply(name string, e casefile.Edit) (tea.Cmd, bool) {
	f, err := m.file.Apply(e)
	if err != nil {
		m.refused = true
		m.complain(err.Error())
		return nil, false
	}
	if f.Text == m.file.Text {
		return nil, true
	}
	before := m.current()
	m.setFile(f)
	m.history.push(step{change: f.Change(), name: name, before: before})
	m.say(name)
	return tea.Batch(m.record(f.Change()), m.wantCheck()), true
}

// do makes an edit and selects a node after it.
func (m *model) do(name string, e casefile.Edit, thenSelect string) tea.Cmd {
	cmd, ok := m.apply(name, e)
	if ok && thenSelect != "" {
		m.outline.selectID(thenSelect)
	}
	if ok && len(m.history.undo) > 0 {
		m.history.undo[len(m.history.undo)-1].after = m.current()
	}
	return cmd
}

func (m *model) undo() tea.Cmd {
	if len(m.history.undo) == 0 {
		m.say("nothing to undo")
		return nil
	}
	s := m.history.undo[len(m.history.undo)-1]
	cmd, ok := m.replay(s.change.Inverse(), s.before)
	if !ok {
		return nil
	}
	m.history.undo = m.history.undo[:len(m.history.undo)-1]
	m.history.redo = append(m.history.redo, s)
	m.say("undone: " + s.name)
	if s.theirs {
		m.complain("undone: " + s.name + "; saving now would overwrite that change, ctrl+g shows what")
	}
	return cmd
}

func (m *model) redo() tea.Cmd {
	if len(m.history.redo) == 0 {
		m.say("nothing to redo")
		return nil
	}
	s := m.history.redo[len(m.history.redo)-1]
	cmd, ok := m.replay(s.change, s.after)
	if !ok {
		return nil
	}
	m.history.redo = m.history.redo[:len(m.history.redo)-1]
	m.history.undo = append(m.history.undo, s)
	m.say("done again: " + s.name)
	return cmd
}

// stepBack undoes the last step and forgets it.
func (m *model) stepBack() tea.Cmd {
	cmd := m.undo()
	m.history.redo = nil
	return cmd
}

func (m *model) replay(c casefile.Change, thenSelect string) (tea.Cmd, bool) {
	f, err := m.file.ApplyChange(c)
	if err != nil {
		m.complain(err.Error())
		return nil, false
	}
	m.setFile(f)
	if thenSelect != "" {
		m.outline.selectID(thenSelect)
	}
	return tea.Batch(m.record(c), m.wantCheck()), true
}
