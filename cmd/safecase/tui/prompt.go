package tui

import (
	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// prompt asks for one line.
type prompt struct {
	title, doc string
	input      textinput.Model
	was        string                                    // what stood there at first
	fleeting   bool                                      // what is typed is worth nothing after a crash
	check      func(value string) error                  // nil: anything will do
	beside     func(value string) []string               // said below the line while typing
	accept     func(m *model, value string) tea.Cmd      // gets a value that check passed
	extra      map[string]func(m *model, v string) reply // other keys
	extraHelp  string
	problem    string
}

func newPrompt(st *styles, title, doc, value string, do func(m *model, value string) tea.Cmd) *prompt {
	p := &prompt{title: title, doc: doc, input: newInput(st, value, ""), accept: do}
	p.was = p.input.Value()
	return p
}

func (p *prompt) draft() draft {
	if p.fleeting || p.input.Value() == p.was {
		return draft{}
	}
	return draft{Title: p.title, Text: p.input.Value(), Line: true}
}

func (p *prompt) explain(problem string) { p.problem = problem }

func (p *prompt) paste(msg tea.PasteMsg) { p.input, _ = p.input.Update(msg) }

func (p *prompt) key(k tea.KeyPressMsg) reply {
	value := p.input.Value()
	if do := p.extra[k.String()]; do != nil {
		return reply{do: func(m *model) tea.Cmd { return m.follow(p, do(m, value)) }}
	}
	switch k.String() {
	case "esc":
		return cancel
	case "enter":
		if p.check != nil {
			if err := p.check(value); err != nil {
				p.problem = err.Error()
				return reply{}
			}
		}
		return accept(func(m *model) tea.Cmd { return p.accept(m, value) })
	}
	p.problem = ""
	p.input, _ = p.input.Update(k)
	return reply{}
}

func (p *prompt) view(room canvas) window {
	inner := room.width - 4
	p.input.SetWidth(inner - 3)
	body := wrap(p.doc, inner)
	if p.doc == "" {
		body = nil
	}
	cursor := p.input.Cursor()
	if cursor != nil {
		cursor.Y += len(body)
	}
	body = append(body, bare(p.input.View()))
	if p.problem != "" {
		body = append(body, paint(room.st.severities[casefile.Error], wrap(shown(p.problem), inner))...)
	}
	if p.beside != nil {
		for _, line := range p.beside(p.input.Value()) {
			body = append(body, paint(room.st.dim, wrap(line, inner))...)
		}
	}
	return window{title: p.title, body: body, footer: "enter accept · esc back" + ifAny(" · ", p.extraHelp), cursor: cursor}
}

// textEditor edits a text of several lines.
type textEditor struct {
	title, doc string
	area       textarea.Model
	original   string // the text as it is in the file
	was        string // and as the field holds it: it takes no tabs or escapes
	accept     func(m *model, value string) tea.Cmd
	asked      bool // whether leaving without accepting was already warned about
	problem    string
	extra      map[string]func(m *model, text string) reply // other keys
	help       string
}

func newTextEditor(st *styles, title, doc, value string, do func(m *model, value string) tea.Cmd) *textEditor {
	a := textarea.New()
	a.ShowLineNumbers, a.Prompt = false, ""
	a.CharLimit, a.MaxHeight, a.MaxWidth = 0, 0, 0
	a.SetStyles(st.area())
	a.SetVirtualCursor(false)
	a.KeyMap.InsertNewline.SetKeys("alt+enter", "shift+enter", "ctrl+j")
	a.SetValue(value)
	a.Focus()
	return &textEditor{title: title, doc: doc, area: a, original: value, was: a.Value(), accept: do}
}

func (e *textEditor) draft() draft {
	if e.area.Value() == e.was {
		return draft{}
	}
	return draft{Title: e.title, Text: e.area.Value()}
}

func (e *textEditor) explain(problem string) { e.problem = problem }

func (e *textEditor) paste(msg tea.PasteMsg) { e.area, _ = e.area.Update(msg) }

func (e *textEditor) key(k tea.KeyPressMsg) reply {
	if do := e.extra[k.String()]; do != nil {
		text := e.value()
		return reply{do: func(m *model) tea.Cmd { return m.follow(e, do(m, text)) }}
	}
	switch k.String() {
	case "esc":
		if e.area.Value() != e.was && !e.asked {
			e.asked, e.problem = true, "the text was changed: enter keeps it, esc once more drops it"
			return reply{}
		}
		return cancel
	case "enter", "ctrl+s":
		value := e.value()
		return accept(func(m *model) tea.Cmd { return e.accept(m, value) })
	}
	e.asked, e.problem = false, ""
	e.area, _ = e.area.Update(k)
	return reply{}
}

func (e *textEditor) view(room canvas) window {
	inner := room.width - 4
	body := []string{}
	if e.doc != "" {
		body = paint(room.st.dim, wrap(e.doc, inner))
	}
	e.area.SetWidth(inner)
	e.area.SetHeight(max(1, min(e.rows(inner), room.height-len(body)-3)))
	cursor := e.area.Cursor()
	if cursor != nil {
		cursor.Y += len(body)
	}
	body = append(body, wrapped(bare(e.area.View()))...)
	if e.problem != "" {
		body = append(body, paint(room.st.severities[casefile.Warning], wrap(shown(e.problem), inner))...)
	}
	return window{title: e.title, body: body, footer: "enter accept · alt+enter new line · " + after(e.help, " · ") + "esc back", cursor: cursor}
}

// value is what was typed; what was not touched stays exactly as it was.
func (e *textEditor) value() string {
	if e.area.Value() == e.was {
		return e.original
	}
	return e.area.Value()
}

// rows is how many lines the text takes, with one to spare.
func (e *textEditor) rows(width int) int {
	n := 1
	for _, line := range wrapped(e.area.Value()) {
		n += 1 + lineWidth(line)/max(1, width)
	}
	return max(3, n)
}
