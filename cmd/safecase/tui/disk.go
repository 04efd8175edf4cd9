package tui

import (
	"errors"
	"io/fs"
	"os"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// disk is the case as it is on the disk, as far as the screen knows.
type disk struct {
	text    string
	exists  bool
	saving  bool
	saves   int      // counts what was saved: what was read before that is old news
	missed  bool     // a change was told while saving
	later   *diskMsg // a change that waits until the open dialog is closed
	changes <-chan struct{}
}

// savedMsg says how saving went.
type savedMsg struct {
	text string
	err  error
	then func(m *model) tea.Cmd
}

// watchingMsg says that changes of the file are told on a channel from now on.
type watchingMsg struct{ changes <-chan struct{} }

// diskMsg is what stood on the disk after so many saves; told says that it was
// read at a time of its own and may be older.
type diskMsg struct {
	text  string
	err   error
	saves int
	told  bool
}

func (m *model) save() tea.Cmd { return m.saveThen(nil) }

// saveThen saves once the file was read as a whole and checked, and then does
// something.
func (m *model) saveThen(then func(m *model) tea.Cmd) tea.Cmd {
	if !m.modified() && m.disk.exists {
		m.say("nothing to save: the file on the disk says the same")
		if then != nil {
			return then(m)
		}
		return nil
	}
	m.say("saving…")
	return m.afterCheck(func(m *model) tea.Cmd { return m.startSave(then) })
}

func (m *model) startSave(then func(m *model) tea.Cmd) tea.Cmd {
	if m.disk.saving {
		return nil
	}
	m.disk.saving = true
	path, text, base := m.file.Path, m.file.Text, m.disk
	return func() tea.Msg {
		return savedMsg{text, saveFile(path, text, base.text, base.exists), then}
	}
}

func (m *model) onSaved(msg savedMsg) tea.Cmd {
	m.disk.saving = false
	var differs *differsError
	switch {
	case errors.As(msg.err, &differs):
		return m.conflict(differs.text)
	case msg.err != nil:
		m.complain("not saved: " + msg.err.Error() + ". Your edits are kept here" + m.journal.assurance())
		return nil
	}
	m.disk.text, m.disk.exists = msg.text, true
	m.disk.saves++
	m.say("saved")
	cmd := m.journalSaved()
	if m.disk.missed {
		cmd = tea.Batch(cmd, m.readDisk())
	}
	if msg.then != nil {
		return tea.Batch(cmd, msg.then(m))
	}
	return cmd
}

// startWatch begins to look after the file on the disk.
func (m *model) startWatch() tea.Cmd {
	if m.cfg.Watch == nil {
		return nil
	}
	ctx, watch := m.ctx, m.cfg.Watch
	return func() tea.Msg {
		changes, err := watch(ctx)
		if err != nil {
			return doMsg(func(m *model) tea.Cmd {
				m.complain("changes on the disk are noticed only when saving: " + err.Error())
				return nil
			})
		}
		return watchingMsg{changes}
	}
}

func (m *model) onWatching(msg watchingMsg) tea.Cmd {
	m.disk.changes = msg.changes
	return m.awaitChange()
}

// awaitChange waits for the next change and reads the file.
func (m *model) awaitChange() tea.Cmd {
	changes, path := m.disk.changes, m.file.Path
	if changes == nil {
		return nil
	}
	return func() tea.Msg {
		if _, open := <-changes; !open {
			return nil
		}
		text, err := os.ReadFile(path)
		return diskMsg{text: string(text), err: err, told: true}
	}
}

// readDisk reads the file as it is now.
func (m *model) readDisk() tea.Cmd {
	path, saves := m.file.Path, m.disk.saves
	m.disk.missed = false
	return func() tea.Msg {
		text, err := os.ReadFile(path)
		return diskMsg{text: string(text), err: err, saves: saves}
	}
}

// onDisk compares what is on the disk now with what the screen knows of it.
// What is told may have been read before the last save: where it is news it is
// read again.
func (m *model) onDisk(msg diskMsg) tea.Cmd {
	switch {
	case m.disk.saving:
		m.disk.missed = true
	case msg.told && msg.err == nil && msg.text == m.disk.text && m.disk.exists:
		m.disk.later = nil
		return tea.Batch(m.awaitChange(), m.wantCheck()) // a file that the case uses may have changed
	case msg.told || msg.saves != m.disk.saves:
		if msg.told {
			return tea.Batch(m.awaitChange(), m.readDisk())
		}
		return m.readDisk()
	default:
		return m.changedOnDisk(msg)
	}
	if msg.told {
		return m.awaitChange()
	}
	return nil
}

// changedOnDisk shows a change, or asks about it. Nothing moves under an open
// dialog, and no key that is typed there answers a question that has just come
// up: it waits until the dialog is closed.
func (m *model) changedOnDisk(msg diskMsg) tea.Cmd {
	_, asking := m.topDialog().(*conflictQuestion)
	m.disk.later = nil
	switch {
	case msg.err == nil && msg.text == m.disk.text:
		m.disk.exists = true
	case len(m.dialogs) > 0 && !asking:
		m.disk.later = &msg
	case errors.Is(msg.err, fs.ErrNotExist):
		if m.disk.exists {
			m.disk.exists = false
			m.complain("the file was removed from the disk; s writes it again")
		}
	case msg.err != nil:
		m.complain("the file on the disk can no longer be read: " + plainError(msg.err).Error())
	case msg.text == m.file.Text:
		m.disk.text, m.disk.exists = msg.text, true
		return m.journalSaved()
	case !m.modified():
		return m.reload(msg.text)
	default:
		return m.conflict(msg.text)
	}
	return nil
}

// afterDialogs does what waited for the open dialog.
func (m *model) afterDialogs() tea.Cmd {
	if m.disk.later == nil || len(m.dialogs) > 0 || m.disk.saving {
		return nil
	}
	m.disk.later = nil
	return m.readDisk()
}

// reload shows what is on the disk now. The text before is one undo away.
func (m *model) reload(text string) tea.Cmd {
	cmd := m.takeOver("took over the change on the disk", text)
	m.disk.text, m.disk.exists = text, true
	return tea.Batch(cmd, m.journalSaved())
}

// takeOver brings a change on the disk into the text.
func (m *model) takeOver(name, text string) tea.Cmd {
	steps := len(m.history.undo)
	cmd := m.replaceText(name, text)
	if len(m.history.undo) > steps {
		m.history.undo[steps].theirs = true
	}
	return cmd
}

// replaceText makes the whole text another one, as one step of undo.
func (m *model) replaceText(name, text string) tea.Cmd {
	change := casefile.ChangeBetween(m.file.Text, text)
	if len(change.Splices) == 0 {
		return nil
	}
	before := m.current()
	cmd, ok := m.replay(change, "")
	if ok {
		m.history.push(step{change: change, name: name, before: before, after: m.current()})
		m.say(name)
	}
	return cmd
}

// conflict asks what to do when the file was changed on the disk while there
// are edits here. Its keys are none that move: who scrolls chooses nothing.
func (m *model) conflict(theirs string) tea.Cmd {
	_, asking := m.topDialog().(*conflictQuestion)
	switch {
	case asking:
		m.dialogs = m.dialogs[:len(m.dialogs)-1]
	case len(m.dialogs) > 0:
		m.disk.later = &diskMsg{text: theirs}
		return nil
	}
	options := []option{
		{"r", "reload theirs", func(m *model) tea.Cmd { return m.reload(theirs) }},
		{"K", "keep mine", func(m *model) tea.Cmd { return m.keepMine(theirs) }},
	}
	if m.cfg.Merge != nil {
		options = append(options, option{"m", "merge both", func(m *model) tea.Cmd { return m.merge(theirs) }})
	}
	text := []string{
		"The file was changed on the disk while there are unsaved edits here. Nothing is overwritten until you choose.",
		"- stands only here (mine), + stands only on the disk (theirs)", "",
	}
	q := &question{title: "changed on the disk", text: append(text, difference(m.file.Text, theirs)...), options: options}
	return m.push(&conflictQuestion{q})
}

// conflictQuestion is the question of conflict: there is never more than one.
type conflictQuestion struct{ *question }

func (m *model) keepMine(theirs string) tea.Cmd {
	m.disk.text, m.disk.exists = theirs, true
	m.say("yours is kept; s overwrites what is on the disk")
	return nil
}

// merge joins both versions over what they have in common.
func (m *model) merge(theirs string) tea.Cmd {
	path := m.file.Path
	merged, err := m.cfg.Merge(casefile.Read(path, m.disk.text), m.file, casefile.Read(path, theirs))
	if err != nil {
		m.complain("cannot be merged: " + err.Error())
		return m.conflict(theirs)
	}
	m.disk.text, m.disk.exists = theirs, true
	return m.takeOver("merged with the change on the disk", merged.Text)
}

// showChanges shows what differs between the screen and the disk.
func (m *model) showChanges() tea.Cmd {
	if !m.modified() {
		m.say("nothing is unsaved")
		return nil
	}
	text := append([]string{"- on the disk, + here", ""}, difference(m.disk.text, m.file.Text)...)
	return m.push(&question{title: "unsaved changes", text: text, options: []option{{"s", "save", (*model).save}}})
}

// quit ends, but not over unsaved edits.
func (m *model) quit() tea.Cmd {
	if !m.modified() {
		return tea.Quit
	}
	end := func(*model) tea.Cmd { return tea.Quit }
	return m.push(&question{
		title: "there are unsaved edits",
		text:  []string{fileName(m.file.Path) + " differs from what is on the disk."},
		options: []option{
			{"s", "save and quit", func(m *model) tea.Cmd { return m.saveThen(end) }},
			{"d", "drop the edits and quit", func(m *model) tea.Cmd { m.discard = true; return tea.Quit }},
		},
	})
}

// suspend gives the terminal back to the shell until the program is called to
// the foreground again.
func (m *model) suspend() tea.Cmd { return tea.Suspend }
