package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile/assess"
)

// help lists every key, from the table of commands, and what the marks mean.
func (m *model) help() tea.Cmd {
	var text []string
	section := ""
	for _, c := range m.keys.commands {
		if c.section != section {
			section = c.section
			text = append(text, "", m.st.title.Render(section))
		}
		h := c.binding.Help()
		text = append(text, fmt.Sprintf("  %s  %s", m.st.key.Render(fit(h.Key, 14)), h.Desc))
	}
	text = append(text, "", m.st.title.Render("States, worst first"))
	for _, info := range assess.States {
		text = append(text, "  "+m.st.states[info.State].Render(fit(info.Mark+" "+info.Word, 22))+info.Doc)
	}
	text = append(text, "", m.st.title.Render("Lines of the outline"),
		"  ▾ ▸     unfolded, folded; = stands in full further up",
		"  (2)     two errors or warnings are open about it",
		"  …       not checked or not read yet")
	return m.push(&question{title: "help", text: text[1:], options: []option{{"?", "close", nil}, {"q", "close", nil}}})
}

// palette finds every command by its words.
func (m *model) palette() tea.Cmd {
	var choices []choice
	for _, c := range m.keys.commands {
		h := c.binding.Help()
		choices = append(choices, choice{c.title(), c.title(), h.Key + "   " + c.section})
	}
	return m.push(newPicker(m.st, "all commands", "", choices, func(m *model, title string) tea.Cmd {
		for _, c := range m.keys.commands {
			if c.title() == title {
				return c.run(m)
			}
		}
		return nil
	}))
}
