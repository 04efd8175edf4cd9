package tui

import (
	tea "charm.land/bubbletea/v2"
)

// Update routes a message to its own method and does nothing else.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := tea.Batch(m.route(msg), m.afterDialogs(), m.markLate(), m.keepSeen())
	m.refresh()
	return m, cmd
}

func (m *model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.onKey(msg)
	case tea.PasteMsg:
		return m.onPaste(msg)
	case tea.MouseClickMsg:
		return m.onClick(msg)
	case tea.MouseWheelMsg:
		return m.onWheel(msg)
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		m.onGround(msg)
	case tea.ColorProfileMsg:
		m.onProfile(msg)
	case checkDueMsg:
		return m.onCheckDue(msg)
	case checkedMsg:
		return m.onChecked(msg)
	case readMsg:
		return m.onRead(msg)
	case progressMsg:
		m.reads.note(msg)
	case savedMsg:
		return m.onSaved(msg)
	case watchingMsg:
		return m.onWatching(msg)
	case diskMsg:
		return m.onDisk(msg)
	case journalMsg:
		return m.onJournal(msg)
	case draftDueMsg:
		return m.onDraftDue(msg)
	case editedMsg:
		return m.onEdited(msg)
	case doMsg:
		return msg(m)
	}
	return nil
}

// doMsg carries the answer of something that ran beside the screen back into
// it.
type doMsg func(m *model) tea.Cmd

// onKey gives a key to the topmost dialog, else to the command that it is
// bound to. A key that does nothing says so: silence looks like a lost key.
func (m *model) onKey(k tea.KeyPressMsg) tea.Cmd {
	if d := m.topDialog(); d != nil {
		switch k.String() {
		case "ctrl+z":
			return m.suspend()
		case "ctrl+c":
			k = tea.KeyPressMsg{Code: tea.KeyEscape}
		}
		return tea.Batch(m.follow(d, d.key(k)), m.watchDraft())
	}
	m.say("")
	c, ok := m.keys.find(k.String())
	if !ok {
		m.say(k.String() + " does nothing here; ? shows the keys")
		return nil
	}
	return c.run(m)
}

func (m *model) topDialog() dialog {
	if len(m.dialogs) == 0 {
		return nil
	}
	return m.dialogs[len(m.dialogs)-1]
}

// onPaste gives pasted text to the dialog that is open. Outside one, it
// becomes the text of a new node, since nothing pasted may vanish.
func (m *model) onPaste(msg tea.PasteMsg) tea.Cmd {
	if d := m.topDialog(); d != nil {
		d.paste(msg)
		return m.watchDraft()
	}
	return m.addPasted(msg.Content)
}

func (m *model) onClick(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft {
		return nil
	}
	if d := m.topDialog(); d != nil {
		return m.clickDialog(d, msg)
	}
	m.say("")
	p, line, ok := m.layout().at(msg.X, msg.Y)
	if !ok {
		return nil
	}
	again := m.focus == p && m.clickPart(p, line)
	m.focus = p
	if again {
		return m.open()
	}
	return nil
}

// clicked is a dialog that something can be clicked in; line counts from its
// first line.
type clicked interface{ click(line int) reply }

func (m *model) clickDialog(d dialog, msg tea.MouseClickMsg) tea.Cmd {
	c, ok := d.(clicked)
	if p := m.place(d); ok && msg.X > p.x && msg.X < p.x+p.width-1 && msg.Y > p.y && msg.Y < p.y+len(p.box)-1 {
		return tea.Batch(m.follow(d, c.click(msg.Y-p.y-1)), m.watchDraft())
	}
	return nil
}

// clickPart selects the clicked line and reports whether it was selected
// before.
func (m *model) clickPart(p pane, line int) bool {
	switch p {
	case outlinePane:
		was := m.outline.cursor
		m.outline.cursor = min(max(0, m.outline.top+line), len(m.outline.visible)-1)
		return was == m.outline.cursor
	case inspectorPane:
		if at := m.inspector.top + line; at < len(m.inspector.lines) {
			was := m.inspector.cursor
			m.inspector.cursor, m.inspector.chosen = m.inspector.lines[at].note, true
			return was == m.inspector.cursor
		}
	case problemsPane:
		was := m.problems.cursor
		m.problems.cursor = min(max(0, m.problems.top+line), max(0, len(m.problems.list)-1))
		return was == m.problems.cursor
	}
	return false
}

func (m *model) onWheel(msg tea.MouseWheelMsg) tea.Cmd {
	step := 3
	if msg.Button == tea.MouseWheelUp {
		step = -3
	}
	if d := m.topDialog(); d != nil {
		return m.wheelDialog(d, step)
	}
	p, _, ok := m.layout().at(msg.X, msg.Y)
	if !ok {
		return nil
	}
	switch p {
	case outlinePane:
		m.outline.move(step)
	case inspectorPane:
		m.inspector.top += step
	case problemsPane:
		m.problems.move(step)
	}
	return nil
}

// wheelDialog turns the wheel into the arrow keys that every dialog knows.
func (m *model) wheelDialog(d dialog, step int) tea.Cmd {
	k := tea.KeyPressMsg{Code: tea.KeyDown}
	if step < 0 {
		k.Code = tea.KeyUp
	}
	for range 3 {
		m.follow(d, d.key(k))
	}
	return nil
}
