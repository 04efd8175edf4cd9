package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// pane is a part of the screen that can have the keys.
type pane int

const (
	outlinePane pane = iota
	inspectorPane
	problemsPane
	paneCount
)

// model is the state of the screen. It is the only Bubble Tea model; its parts
// are plain structs. What the screen shows of the case is always what reading
// file.Text gives.
type model struct {
	ctx  context.Context
	cfg  Config
	st   *styles
	look look
	keys *keymap
	send func(tea.Msg) // into the running program; nil in tests

	width, height int
	focus         pane
	outline       *outline
	inspector     *inspector
	problems      *problems
	dialogs       []dialog

	file    *casefile.File
	history history
	about   *standing
	checks  checks
	reads   reads
	disk    disk
	journal *journal

	said      string   // what the status line says
	urgent    bool     // and whether it is a failure
	refused   bool     // the last edit was refused
	found     string   // what is searched for
	hay       haystack // what it is searched in
	trail     []string
	clip      clip
	discard   bool             // the user chose to drop unsaved edits
	passed    map[string]bool  // questions of the guided start that were passed over
	revealed  *revealed        // evidence whose values were on the screen
	moved     map[string]moved // thresholds of this session whose value was not known yet
	sound     *casefile.Case   // the last that could be read, before a text that cannot
	forgetful bool             // what was shown cannot be kept, and the user knows
	layers    []string         // fields that rows show beside the text
	live      live             // to the live diagram; nil when it was not opened
	shownOf   shownOf
}

// shownOf remembers what the inspector was made from, so that moving the
// cursor within one node costs nothing.
type shownOf struct {
	file   *casefile.File
	about  *standing
	id     string
	st     *styles
	layers string // joined
}

func newModel(ctx context.Context, cfg Config) *model {
	m := &model{
		ctx: ctx, cfg: cfg, st: newStyles(firstLook(cfg.ColorFGBG)), look: firstLook(cfg.ColorFGBG), keys: newKeymap(),
		outline: newOutline(cfg.File.Case), inspector: &inspector{}, problems: &problems{},
		file: cfg.File, about: newStanding(nil), width: 80, height: 24, passed: map[string]bool{}, moved: map[string]moved{}, layers: cfg.Layers,
	}
	m.disk = disk{text: cfg.File.Text, exists: !cfg.New}
	m.reads.readings = assess.Readings{}
	m.journal = newJournal(cfg.JournalDir, cfg.File.Path)
	m.revealed = remembered(m.seenName())
	m.refresh()
	return m
}

// Init starts what runs beside the screen.
func (m *model) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, m.startCheck(), m.startWatch(), m.lookForJournal(), m.welcome())
}

// say puts a message on the status line until the next key.
func (m *model) say(text string) { m.said, m.urgent = text, false }

// complain says that something failed.
func (m *model) complain(text string) { m.said, m.urgent = text, true }

// modified reports whether there are edits that are not on the disk.
func (m *model) modified() bool { return m.file.Text != m.disk.text }

// refresh brings the parts up to date with the file and the last check.
func (m *model) refresh() {
	id := m.outline.selected().id
	now := shownOf{m.file, m.about, id, m.st, strings.Join(m.layers, "\x00")}
	if now == m.shownOf {
		return
	}
	m.shownOf = now
	if n := m.file.Case.Node(id); n != nil {
		m.inspector.show(id, nodeNotes(m.file.Case, m.about, m.st, n, m.layers))
		return
	}
	if away := m.about.elsewhere(id); away != nil {
		m.inspector.show(id, awayNotes(m.file.Case, m.about, m.st, away))
		return
	}
	m.inspector.show("", caseNotes(m.file.Case, m.about, m.st))
}

// current is the selected node; "" when the case itself or no node is.
func (m *model) current() string {
	id := m.outline.selected().id
	if m.file.Case.Node(id) == nil {
		return ""
	}
	return id
}

// node is the selected node, or nil.
func (m *model) node() *casefile.Node { return m.file.Case.Node(m.current()) }

// push puts a dialog on the stack.
func (m *model) push(d dialog) tea.Cmd {
	if r, ok := d.(refresher); ok {
		r.refresh(m)
	}
	m.takeUp(d)
	m.dialogs = append(m.dialogs, d)
	return nil
}

// follow does what a dialog answered. When the edit is refused the dialog
// stays, with what was typed in it.
func (m *model) follow(d dialog, r reply) tea.Cmd {
	before, typed := m.file, draft{}
	if t, ok := d.(typing); ok && r.close {
		typed = t.draft()
	}
	if r.close {
		m.remove(d)
	}
	if r.do == nil {
		return nil
	}
	m.refused = false
	cmd := r.do(m)
	if w, ok := d.(worded); ok && r.close && m.refused {
		w.explain(m.said)
		m.dialogs = append(m.dialogs, d)
	}
	m.noteAnswer(typed, m.file != before)
	m.refreshDialogs()
	return cmd
}

func (m *model) remove(d dialog) {
	for i, each := range m.dialogs {
		if each == d {
			m.dialogs = append(m.dialogs[:i], m.dialogs[i+1:]...)
			return
		}
	}
}

func (m *model) refreshDialogs() {
	for _, d := range m.dialogs {
		if r, ok := d.(refresher); ok {
			r.refresh(m)
		}
	}
}
