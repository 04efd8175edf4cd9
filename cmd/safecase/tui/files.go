package tui

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile/evidence"
)

// filePicker finds a file below the case and shows what it says. Values stay
// hidden unless the user asks for them, which is then recorded: who has seen
// the result must not set the threshold unnoticed.
type filePicker struct {
	*picker
	looked  map[string]*evidence.Reading
	stop    context.CancelFunc
	open    bool // values are shown
	seen    *revealed
	waiting string
	then    func(m *model, f *filePicker, ref string, r *evidence.Reading) tea.Cmd
}

// mostFiles bounds how many files are listed.
const mostFiles = 20_000

var errEnough = errors.New("enough files")

func (m *model) newFilePicker(title string, open bool, then func(m *model, f *filePicker, ref string, r *evidence.Reading) tea.Cmd) *filePicker {
	f := &filePicker{looked: map[string]*evidence.Reading{}, open: open, seen: m.revealed, then: then, stop: func() {}}
	f.picker = newPicker(m.st, title, "looking for files…", nil, func(m *model, ref string) tea.Cmd { return f.take(m, ref) })
	f.keep = true
	f.detail = func(c choice, width int) []string { return f.preview(m.st, c.value, width) }
	f.help = "ctrl+o show values"
	if open {
		f.help = ""
	}
	return f
}

// list walks the folder of the case.
func (f *filePicker) list(m *model) tea.Cmd {
	ctx, walk, own := m.ctx, m.cfg.Walk, path.Base(strings.ReplaceAll(m.file.Path, "\\", "/"))
	return func() tea.Msg {
		var entries []evidence.Entry
		err := walk(ctx, func(e evidence.Entry) error {
			if len(entries) >= mostFiles {
				return errEnough
			}
			if e.Ref != own {
				entries = append(entries, e)
			}
			return nil
		})
		return doMsg(func(m *model) tea.Cmd { return f.listed(m, entries, err) })
	}
}

func (f *filePicker) listed(m *model, entries []evidence.Entry, err error) tea.Cmd {
	slices.SortStableFunc(entries, func(a, b evidence.Entry) int { return likely(a) - likely(b) })
	choices := make([]choice, len(entries))
	for i, e := range entries {
		size := bytesWord(e.Size)
		if e.Directory {
			size = "folder"
		}
		choices[i] = choice{e.Ref, shown(e.Ref), size}
	}
	f.doc = "files below the folder of the case"
	if slices.ContainsFunc(entries, func(e evidence.Entry) bool { return evidence.IsObject(e.Ref) }) {
		f.doc += ", and objects in the store"
	}
	switch {
	case errors.Is(err, errEnough):
		f.doc = "the first 20,000 files below the folder of the case"
	case err != nil:
		f.doc = "the folder could not be listed: " + shown(err.Error())
	case len(entries) == 0:
		f.doc = "there are no files below the folder of the case"
	}
	f.setChoices(choices)
	return f.look(m)
}

// likely puts what evidence usually is before everything else.
func likely(e evidence.Entry) int {
	switch path.Ext(e.Ref) {
	case ".eval":
		return 0
	case ".json", ".jsonl", ".csv", ".xml", ".sarif", ".zip":
		return 1
	case ".pdf", ".md", ".html", ".docx":
		return 2
	}
	if e.Directory {
		return 0
	}
	return 3
}

func (f *filePicker) key(k tea.KeyPressMsg) reply {
	if k.String() == "ctrl+o" {
		f.open = true
		f.note()
		return reply{}
	}
	r := f.picker.key(k)
	if r.close || r.do != nil {
		return r
	}
	return reply{do: f.look}
}

func (f *filePicker) click(line int) reply {
	r := f.picker.click(line)
	if r.close || r.do != nil {
		return r
	}
	return reply{do: f.look}
}

func (f *filePicker) paste(msg tea.PasteMsg) { f.picker.paste(msg) }

// look reads the header of the selected file, after a moment of rest.
func (f *filePicker) look(m *model) tea.Cmd {
	c, ok := f.selected()
	f.stop()
	if !ok || f.looked[c.value] != nil {
		f.note()
		return nil
	}
	ctx, stop := context.WithCancel(m.ctx)
	f.stop = stop
	ref, source := c.value, m.cfg.Source
	return tea.Tick(50*time.Millisecond, func(time.Time) tea.Msg {
		if ctx.Err() != nil {
			return nil
		}
		r := evidence.Look(ctx, source, ref, evidence.Options{})
		if ctx.Err() != nil {
			return nil
		}
		return doMsg(func(m *model) tea.Cmd { return f.lookedAt(m, ref, r) })
	})
}

func (f *filePicker) lookedAt(m *model, ref string, r *evidence.Reading) tea.Cmd {
	f.looked[ref] = r
	f.note()
	if f.waiting == ref {
		return f.take(m, ref)
	}
	return nil
}

// note remembers that values were on the screen.
func (f *filePicker) note() {
	c, ok := f.selected()
	if ok && f.open {
		f.seen.addOne(f.looked[c.value])
	}
}

// take ends the choice; a file that was not looked at yet is looked at first.
func (f *filePicker) take(m *model, ref string) tea.Cmd {
	r := f.looked[ref]
	if r == nil {
		f.waiting = ref
		return f.look(m)
	}
	f.waiting = ""
	m.remove(f)
	return f.then(m, f, ref, r)
}

func (f *filePicker) preview(st *styles, ref string, width int) []string {
	r := f.looked[ref]
	if r == nil {
		return []string{st.dim.Render("reading " + shown(ref) + "…")}
	}
	return noteLines(st, readingNotes(st, r, !f.open), width)
}

// noteLines draws notes outside the inspector.
func noteLines(st *styles, notes []note, width int) []string {
	var out []string
	for _, n := range notes {
		for i, text := range wrap(n.text, width-labelWidth) {
			label := ""
			if i == 0 {
				label = n.label
			}
			out = append(out, st.label.Render(fit(label, labelWidth))+n.style.Render(text))
		}
	}
	return out
}
