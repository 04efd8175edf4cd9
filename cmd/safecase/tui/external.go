package tui

import (
	"errors"
	"os"
	"os/exec"
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// editedMsg brings a text back from the user's own editor.
type editedMsg struct {
	text string
	err  error
	then func(m *model, text string) tea.Cmd
}

// externalText edits what a node says in the user's editor. A text that the
// case does not take stays, in a field of the screen.
func (m *model) externalText() tea.Cmd {
	n := m.selectedNode()
	if n == nil {
		return nil
	}
	id := n.ID
	return m.external(n.Text, "*.txt", func(m *model, text string) tea.Cmd { return m.takeNodeText(id, text) })
}

func (m *model) takeNodeText(id, text string) tea.Cmd {
	set := func(m *model, text string) tea.Cmd {
		return m.do("changed the text of "+id, casefile.SetText{ID: id, Text: strings.TrimSpace(text)}, id)
	}
	m.refused = false
	cmd := set(m, text)
	if m.refused {
		e := newTextEditor(m.st, "what "+shown(id)+" says", "from your editor", text, set)
		e.was = ""
		e.explain(m.said)
		return m.push(e)
	}
	return cmd
}

// externalFile edits the whole case as text. It comes back as one step of
// undo.
func (m *model) externalFile() tea.Cmd {
	return m.external(m.file.Text, "*.yaml", m.fileFromEditor())
}

// fileFromEditor takes what the editor makes of the text as it is now.
func (m *model) fileFromEditor() func(m *model, text string) tea.Cmd {
	base, onDisk := m.file, m.disk.text
	return func(m *model, text string) tea.Cmd {
		if m.file.Text != base.Text && text != base.Text {
			return m.takeMeanwhile(base, onDisk, text)
		}
		return m.takeText("took over the text from the editor", text)
	}
}

// takeMeanwhile takes over the text of the editor when a change on the disk
// came in while it was open. Where the two cannot be joined, the screen shows
// the editor's text and saving asks what becomes of the other.
func (m *model) takeMeanwhile(base *casefile.File, onDisk, text string) tea.Cmd {
	err := errNoMerge
	if m.cfg.Merge != nil {
		var joined *casefile.File
		if joined, err = m.cfg.Merge(base, casefile.Read(base.Path, text), m.file); err == nil {
			return m.takeText("took over the text from the editor, joined with the change on the disk", joined.Text)
		}
	}
	m.disk.text = onDisk
	cmd := m.takeText("took over the text from the editor", text)
	m.complain("the file was changed on the disk meanwhile, and the two cannot be joined: " + err.Error() + ". This is your editor's text; saving asks about the other")
	return cmd
}

var errNoMerge = errors.New("nothing here joins two versions")

// external runs the editor on a copy: the file on the disk changes only by
// saving.
func (m *model) external(text, pattern string, then func(m *model, text string) tea.Cmd) tea.Cmd {
	words := strings.Fields(m.cfg.Editor)
	if len(words) == 0 {
		m.say("no editor is known; set EDITOR")
		return nil
	}
	f, err := os.CreateTemp("", "safecase-"+pattern)
	if err == nil {
		_, err = f.WriteString(text)
		f.Close()
	}
	if err != nil {
		m.complain(plainError(err).Error())
		return nil
	}
	name := f.Name()
	return tea.ExecProcess(exec.Command(words[0], append(words[1:], name)...), func(err error) tea.Msg {
		defer os.Remove(name)
		if err != nil {
			return editedMsg{err: err}
		}
		text, err := os.ReadFile(name)
		return editedMsg{string(text), err, then}
	})
}

func (m *model) onEdited(msg editedMsg) tea.Cmd {
	if msg.err != nil {
		m.complain("the editor failed: " + msg.err.Error() + "; nothing was changed")
		return nil
	}
	return msg.then(m, msg.text)
}
