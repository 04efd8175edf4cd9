package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// inserting is a fragment on its way into the case.
type inserting struct {
	fragment Fragment
	under    string // the node that it is to hang from; "" for none
	whole    bool   // the case is empty: the fragment becomes the case
	values   map[string][]string
}

// insertFragment puts a ready piece of argument under the selected node.
func (m *model) insertFragment() tea.Cmd {
	if len(m.cfg.Fragments) == 0 {
		m.say("no templates are available here")
		return nil
	}
	var choices []choice
	for _, f := range m.cfg.Fragments {
		choices = append(choices, choice{f.Name, f.Name, f.Doc})
	}
	under := m.current()
	return m.push(newPicker(m.st, "insert"+ifAny(" below ", shown(under)), "", choices, func(m *model, name string) tea.Cmd {
		return m.insert(name, under, false)
	}))
}

// insert asks what a fragment wants to know, and then inserts it.
func (m *model) insert(name, under string, whole bool) tea.Cmd {
	for _, f := range m.cfg.Fragments {
		if f.Name == name {
			return m.askNext(&inserting{f, under, whole, map[string][]string{}}, 0)
		}
	}
	return nil
}

// askNext asks for value i. Every question can be left open, and so can all
// that are left.
func (m *model) askNext(in *inserting, i int) tea.Cmd {
	if i >= len(in.fragment.Asks) {
		return m.insertNow(in)
	}
	ask := in.fragment.Asks[i]
	doc := ask.Meaning + ifAny(". When left out: ", ask.Usual) + ". Nothing leaves it open."
	if ask.Many {
		doc += " Several values: one a line."
	}
	title := fmt.Sprintf("%s, %d of %d: %s", in.fragment.Name, i+1, len(in.fragment.Asks), ask.Name)
	e := newTextEditor(m.st, title, doc, strings.Join(in.values[ask.Name], "\n"), func(m *model, text string) tea.Cmd {
		in.take(ask, text)
		return m.askNext(in, i+1)
	})
	e.extra = map[string]func(m *model, text string) reply{"ctrl+d": func(m *model, text string) reply {
		return accept(func(m *model) tea.Cmd { in.take(ask, text); return m.insertNow(in) })
	}}
	e.help = "ctrl+d skip the rest"
	return m.push(e)
}

func (in *inserting) take(ask Ask, text string) {
	var values []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			values = append(values, line)
		}
	}
	if !ask.Many && len(values) > 1 {
		values = []string{strings.TrimSpace(text)}
	}
	delete(in.values, ask.Name)
	if len(values) > 0 {
		in.values[ask.Name] = values
	}
}

// insertNow writes the fragment. When a value does not fit, the questions
// begin again with what was answered in them.
func (m *model) insertNow(in *inserting) tea.Cmd {
	text, err := in.fragment.Text(in.values)
	if err != nil {
		m.complain(err.Error())
		return m.askNext(in, 0)
	}
	name, before := "inserted "+in.fragment.Name, m.file.Case
	var cmd tea.Cmd
	if in.whole {
		cmd = m.replaceText(name, text)
	} else {
		edits := casefile.Batch{casefile.InsertFragment{Text: text, Under: in.under}}
		if n := m.file.Case.Node(in.under); n != nil && n.Get("undeveloped").Exists() {
			edits = append(edits, casefile.RemoveField{Node: n.ID, Path: []string{"undeveloped"}}) // it is developed now
		}
		cmd = m.do(name, edits, "")
	}
	m.moved = keyed(m.moved, m.movedBetween(before, m.file.Case))
	if n := strings.Count(text, "${"); n > 0 && !m.refused {
		m.found = "${"
		m.say(name + "; " + plural(n, "value") + " ${…} still open: n goes to the next one")
	}
	return cmd
}
