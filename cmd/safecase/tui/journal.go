package tui

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// journal keeps unsaved edits in a file outside the case's folder, so that a
// crash, a kill or a power loss costs nothing. It holds the text that was last
// on the disk and every change since.
type journal struct {
	journalFile
	of     string // absolute path of the case; "" when no journal is kept
	begun  bool   // a head was queued
	failed bool   // the last writing failed: the next begins anew
	warned bool   // and the user knows
	drafts drafts
}

// journalHead is the first line of a journal.
type journalHead struct {
	Journal int    `json:"safecase_journal"`
	Path    string `json:"path"`
	Text    string `json:"text"` // what was on the disk
	Exists  bool   `json:"exists"`
}

// journalEntry is any other line: a change, or the text of an open dialog.
type journalEntry struct {
	casefile.Change
	Draft *draft `json:"draft,omitempty"`
}

// journalMsg says that what was queued was written, or why not.
type journalMsg struct{ err error }

func newJournal(dir, casePath string) *journal {
	j := &journal{}
	if dir == "" || casePath == "" || casePath == "-" {
		return j
	}
	of, err := filepath.Abs(casePath)
	if err != nil {
		return j
	}
	if real, err := filepath.EvalSymlinks(of); err == nil {
		of = real
	}
	sum := sha256.Sum256([]byte(of))
	j.of, j.dir, j.stem = of, dir, hex.EncodeToString(sum[:8])
	return j
}

// assurance ends a message about a failure.
func (j *journal) assurance() string {
	if j.of == "" || j.failed {
		return ""
	}
	return " and in the journal"
}

// record puts a change into the journal.
func (m *model) record(c casefile.Change) tea.Cmd {
	if m.journal.of == "" {
		return nil
	}
	if !m.journal.begun || m.journal.failed {
		return m.journalSaved()
	}
	m.journal.add(journalEntry{Change: c})
	return m.writeJournal()
}

// journalSaved starts the journal anew with the text on the disk and all that
// was changed since.
func (m *model) journalSaved() tea.Cmd {
	j := m.journal
	if j.of == "" {
		return nil
	}
	j.begun, j.failed = true, false
	entry := journalEntry{Change: casefile.ChangeBetween(m.disk.text, m.file.Text)}
	if d := j.drafts.written; d != (draft{}) {
		entry.Draft = &d
	}
	j.add(journalHead{1, j.of, m.disk.text, m.disk.exists}, entry)
	return m.writeJournal()
}

// writeJournal writes what is queued, beside the screen.
func (m *model) writeJournal() tea.Cmd {
	j := m.journal
	return func() tea.Msg { return journalMsg{j.flush()} }
}

func (m *model) onJournal(msg journalMsg) tea.Cmd {
	if msg.err != nil {
		if !m.journal.warned {
			m.complain("unsaved edits are not kept against a crash: " + plainError(msg.err).Error() + "; save often")
		}
		m.journal.failed, m.journal.warned = true, true
		return nil
	}
	m.journal.warned = m.journal.failed
	return nil
}

// left is what a journal that nobody closed holds.
type left struct {
	path   string
	base   string // what was on the disk when it began
	text   string // what was on the screen
	draft  draft  // what was being written
	broken bool   // its end is torn: what is before it is there
}

// readJournal reads a journal up to the first entry that is not whole.
func readJournal(path, of string) (l left, ok bool) {
	data, err := os.ReadFile(path)
	if err != nil {
		return left{}, false
	}
	d := json.NewDecoder(strings.NewReader(string(data)))
	var head journalHead
	if d.Decode(&head) != nil || head.Journal != 1 || head.Path != of {
		return left{}, false
	}
	l = left{path: path, base: head.Text, text: head.Text}
	for {
		var e journalEntry
		if err := d.Decode(&e); err != nil {
			l.broken = !errors.Is(err, io.EOF)
			return l, true
		}
		if e.Draft != nil {
			l.draft = *e.Draft
		}
		next, err := e.Change.Apply(l.text)
		if err != nil {
			l.broken = true
			return l, true
		}
		l.text = next
	}
}

// lookForJournal offers what an earlier session left unsaved.
func (m *model) lookForJournal() tea.Cmd {
	j := m.journal
	if j.of == "" {
		return nil
	}
	dir, stem, of := j.dir, j.stem, j.of
	return func() tea.Msg {
		for _, l := range leftJournals(dir, stem, of) {
			return doMsg(func(m *model) tea.Cmd { return m.offerRecovery(l) })
		}
		return nil
	}
}

// leftJournals lists the journals of a case that no running process holds.
// Those with nothing unsaved in them are removed.
func leftJournals(dir, stem, of string) []left {
	names, _ := filepath.Glob(filepath.Join(dir, stem+"-*.journal"))
	torn, _ := filepath.Glob(filepath.Join(dir, stem+"-*.new"))
	for _, name := range torn {
		removeFree(name)
	}
	var out []left
	for _, name := range names {
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			continue
		}
		free := lockFile(f)
		f.Close()
		if !free {
			continue
		}
		l, ok := readJournal(name, of)
		switch {
		case ok && (l.text != l.base || l.draft != draft{}):
			out = append(out, l)
		case ok && !l.broken:
			os.Remove(name)
		}
	}
	return out
}

// removeFree removes a file that no running process holds.
func removeFree(name string) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer f.Close()
	if lockFile(f) {
		os.Remove(name)
	}
}

// offerRecovery shows what was left unsaved and asks what becomes of it.
func (m *model) offerRecovery(l left) tea.Cmd {
	if l.text == m.file.Text && l.draft == (draft{}) {
		os.Remove(l.path)
		return m.lookForJournal()
	}
	text := []string{"An earlier session ended without saving these edits (- on the disk now, + unsaved):"}
	if l.broken {
		text = append(text, "The end of its journal is torn; everything before that is here.")
	}
	if l.base != m.disk.text {
		text = append(text, "The file on the disk was changed since: look at the difference before you save.")
	}
	if l.draft != (draft{}) {
		text = append(text, "This was being written ("+shown(l.draft.Title)+"):", shownLines(l.draft.Text))
	}
	text = append(text, "")
	drop := func(m *model) tea.Cmd { os.Remove(l.path); return m.lookForJournal() }
	return m.push(&question{title: "unsaved edits were found", text: append(text, difference(m.file.Text, l.text)...), options: []option{
		{"r", "recover them", func(m *model) tea.Cmd {
			return m.recover(l)
		}},
		{"d", "drop them", drop},
	}})
}

// recover brings back what was left unsaved. The old journal goes only once
// the new one holds it.
func (m *model) recover(l left) tea.Cmd {
	j := m.journal
	cmd := m.replaceText("recovered the unsaved edits", l.text)
	resumed := m.resumeDraft(l.draft)
	j.drafts.written = l.draft
	m.journalSaved()
	return tea.Batch(cmd, resumed, func() tea.Msg {
		err := j.flush()
		if err == nil && j.whole() {
			os.Remove(l.path)
		}
		return doMsg(func(m *model) tea.Cmd {
			return tea.Batch(m.onJournal(journalMsg{err}), m.lookForJournal())
		})
	})
}
