package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// draft is what is being written in a dialog and is in no edit yet.
type draft struct {
	Title string `json:"title"`
	Text  string `json:"text"`
	Line  bool   `json:"line,omitempty"` // written on one line: an id, a number, a name
}

// typing is a dialog whose text would be lost with it.
type typing interface {
	// draft is what was typed; the zero draft when nothing was.
	draft() draft
}

// drafts are what the journal holds of the open dialogs.
type drafts struct {
	written  draft  // what the journal holds
	answered string // accepted in dialogs that lead to an edit which is not made yet, one a line
	waiting  draft  // recovered, until the question is asked again
	typed    int    // counts keys, to tell when they rest
}

// recordDraft puts what is being written into the journal; an empty draft says
// that it was accepted or dropped.
func (m *model) recordDraft(d draft) tea.Cmd {
	if m.journal.of == "" || d == m.journal.drafts.written {
		return nil
	}
	m.journal.drafts.written = d
	if !m.journal.begun || m.journal.failed {
		return m.journalSaved()
	}
	m.journal.add(journalEntry{Draft: &d})
	return m.writeJournal()
}

// draftDueMsg says that nothing was typed for a while.
type draftDueMsg struct{ typed int }

// watchDraft is called after every key in a dialog, and only then: it has what
// is being written recorded once the keys rest.
func (m *model) watchDraft() tea.Cmd {
	d := m.openDraft()
	if d == m.journal.drafts.written || m.journal.of == "" {
		return nil
	}
	if d == (draft{}) {
		return m.recordDraft(d)
	}
	m.journal.drafts.typed++
	due := draftDueMsg{m.journal.drafts.typed}
	return tea.Tick(quiet, func(time.Time) tea.Msg { return due })
}

func (m *model) onDraftDue(msg draftDueMsg) tea.Cmd {
	if msg.typed != m.journal.drafts.typed {
		return nil
	}
	return m.recordDraft(m.openDraft())
}

// openDraft is what was typed into the open dialogs, behind what was answered
// on the way to them.
func (m *model) openDraft() draft {
	had := &m.journal.drafts
	if len(m.dialogs) == 0 {
		had.answered = ""
		return had.waiting
	}
	var d draft
	for i := len(m.dialogs) - 1; i >= 0 && d == (draft{}); i-- {
		if t, ok := m.dialogs[i].(typing); ok {
			d = t.draft()
		}
	}
	switch {
	case had.answered != "":
		return draft{Title: orElse(d.Title, "answers"), Text: had.answered + ifAny("\n", d.Text)}
	case d == (draft{}):
		return had.waiting
	}
	return d
}

// noteAnswer keeps what was typed into a dialog that was accepted, while other
// dialogs ask for the rest of the edit.
func (m *model) noteAnswer(d draft, edited bool) {
	had := &m.journal.drafts
	switch {
	case edited || len(m.dialogs) == 0:
		had.answered = ""
	case d.Text != "" && !m.refused:
		had.answered = after(had.answered, "\n") + d.Text
	}
}

// resumed begins the title of a text that was recovered.
const resumed = "you were writing this: "

// resumeDraft brings back what was being written. One line waits until its
// question is asked again; a text is shown, to be made a node of or to be
// copied from.
func (m *model) resumeDraft(d draft) tea.Cmd {
	if d == (draft{}) {
		return nil
	}
	if d.Line {
		m.journal.drafts.waiting = d
		m.say("recovered; what you were typing stands there when you come to it again (" + d.Title + "): " + d.Text)
		return nil
	}
	e := newTextEditor(m.st, resumed+shown(strings.TrimPrefix(d.Title, resumed)), "enter makes a node of it below the selected one; esc twice drops it", "", func(m *model, text string) tea.Cmd {
		return m.addPasted(text)
	})
	e.area.SetValue(d.Text)
	return m.push(e)
}

// takeUp puts a line that was recovered into the dialog that asks for it.
func (m *model) takeUp(d dialog) {
	had := &m.journal.drafts
	if p, ok := d.(*prompt); ok && had.waiting.Title != "" && p.title == had.waiting.Title {
		p.input.SetValue(had.waiting.Text)
		p.input.CursorEnd()
		had.waiting = draft{}
	}
}
