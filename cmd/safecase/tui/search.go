package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// haystack is what is searched: everything that is written in each node, in
// small letters and in the order of the nodes.
type haystack struct {
	file  *casefile.File
	texts []string
}

func newHaystack(f *casefile.File) haystack {
	h := haystack{file: f, texts: make([]string, len(f.Case.Nodes))}
	for i, n := range f.Case.Nodes {
		h.texts[i] = strings.ToLower(n.ID + "\n" + n.Text + "\n" + written(n.Value()))
	}
	return h
}

// startSearch asks for a word, and meanwhile gathers what it is searched in.
func (m *model) startSearch() tea.Cmd {
	p := newPrompt(m.st, "search", "in ids, texts and fields", m.found, func(m *model, value string) tea.Cmd {
		m.found = value
		return m.search(true)
	})
	p.fleeting = true
	file := m.file
	return tea.Batch(m.push(p), func() tea.Msg {
		h := newHaystack(file)
		return doMsg(func(m *model) tea.Cmd {
			if m.file == file {
				m.hay = h
			}
			return nil
		})
	})
}

func (m *model) nextFound() tea.Cmd { return m.search(true) }
func (m *model) prevFound() tea.Cmd { return m.search(false) }

func (m *model) search(forward bool) tea.Cmd {
	if m.found == "" {
		return m.startSearch()
	}
	if m.hay.file != m.file {
		m.hay = newHaystack(m.file)
	}
	word := strings.ToLower(m.found)
	m.remember()
	hit := m.outline.seek(forward, func(r row) bool {
		at := m.file.Case.Index(r.id)
		return at >= 0 && strings.Contains(m.hay.texts[at], word)
	})
	if !hit {
		m.say("nothing found for " + m.found)
		return nil
	}
	m.focusOutline()
	m.say("found: " + m.found + "   n next · N before")
	return nil
}
