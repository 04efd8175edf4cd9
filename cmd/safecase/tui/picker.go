package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"safecase/internal/abreast"
)

// choice is one line of a picker.
type choice struct {
	value string // what is returned
	name  string // what is shown
	doc   string // what it means
}

// picker lets somebody choose from a list by typing some letters of it.
type picker struct {
	title, doc string
	input      textinput.Model
	all        []choice
	texts      [][]rune // lower-case text of each choice, for the search
	fits       []int
	cursor     int
	top        int
	rows       int
	from       int // the line of the window on which the list begins

	many   bool            // several may be chosen
	marked map[string]bool // of many: those that are
	free   string          // when set, what was typed may be taken; says as what

	accept func(m *model, value string) tea.Cmd      // one was chosen
	all1   func(m *model, values []string) tea.Cmd   // of many
	fill   func(m *model) []choice                   // of a list that follows the case
	detail func(c choice, width int) []string        // more about the chosen line
	extra  map[string]func(m *model, c choice) reply // other keys
	keep   bool                                      // stay open after a choice
	help   string                                    // about other keys
}

func newPicker(st *styles, title, doc string, choices []choice, do func(m *model, value string) tea.Cmd) *picker {
	p := &picker{title: title, doc: doc, input: newInput(st, "", "type to search"), accept: do, marked: map[string]bool{}}
	p.setChoices(choices)
	return p
}

func (p *picker) setChoices(choices []choice) {
	was, had := p.selected()
	p.all, p.texts = choices, make([][]rune, len(choices))
	abreast.Pieces(len(choices), func(from, to int) {
		for i, c := range choices[from:to] {
			p.texts[from+i] = lowerRunes(c.name + " " + c.doc)
		}
	})
	p.search()
	if had {
		p.selectValue(was.value)
	}
}

func (p *picker) search() {
	p.fits = fuzzy(p.input.Value(), p.texts)
	p.cursor = min(p.cursor, max(0, len(p.fits)-1))
}

func (p *picker) selectValue(value string) {
	for i, at := range p.fits {
		if p.all[at].value == value {
			p.cursor = i
			return
		}
	}
}

func (p *picker) selected() (choice, bool) {
	if p.cursor >= len(p.fits) {
		return choice{}, false
	}
	return p.all[p.fits[p.cursor]], true
}

func (p *picker) refresh(m *model) {
	if p.fill != nil {
		p.setChoices(p.fill(m))
	}
}

func (p *picker) paste(msg tea.PasteMsg) { p.typed(msg) }

func (p *picker) typed(msg tea.Msg) {
	was := p.input.Value()
	p.input, _ = p.input.Update(msg)
	if p.input.Value() != was {
		p.cursor = 0
		p.search()
	}
}

func (p *picker) key(k tea.KeyPressMsg) reply {
	name := k.String()
	if do := p.extra[name]; do != nil {
		c, _ := p.selected()
		return reply{do: func(m *model) tea.Cmd { return m.follow(p, do(m, c)) }}
	}
	switch name {
	case "esc":
		return cancel
	case "enter":
		return p.choose()
	case "down", "ctrl+n":
		p.cursor = min(p.cursor+1, max(0, len(p.fits)-1))
	case "up", "ctrl+p":
		p.cursor = max(0, p.cursor-1)
	case "pgdown":
		p.cursor = min(p.cursor+p.rows, max(0, len(p.fits)-1))
	case "pgup":
		p.cursor = max(0, p.cursor-p.rows)
	case "tab":
		p.mark()
	default:
		p.typed(k)
	}
	return reply{}
}

// click selects a line; a click on what is selected is enter, or the mark of
// several.
func (p *picker) click(line int) reply {
	at := line - p.from + p.top
	switch {
	case line < p.from || line >= p.from+p.rows || at >= len(p.fits):
		return reply{}
	case at != p.cursor:
		p.cursor = at
		return reply{}
	case p.many:
		p.mark()
		return reply{}
	}
	return p.choose()
}

func (p *picker) mark() {
	if c, ok := p.selected(); ok && p.many {
		p.marked[c.value] = !p.marked[c.value]
	}
}

func (p *picker) choose() reply {
	c, ok := p.selected()
	switch {
	case p.many:
		return p.chooseMany(c, ok)
	case ok:
		p.again(c.value)
		return reply{close: !p.keep, do: func(m *model) tea.Cmd { return p.accept(m, c.value) }}
	case p.free != "" && strings.TrimSpace(p.input.Value()) != "":
		value := strings.TrimSpace(p.input.Value())
		return reply{close: !p.keep, do: func(m *model) tea.Cmd { return p.accept(m, value) }}
	}
	return reply{}
}

// again makes a picker that stays open ready for the next search.
func (p *picker) again(value string) {
	if p.keep {
		p.input.Reset()
		p.search()
		p.selectValue(value)
	}
}

// chooseMany returns the marked ones in the order of the list; when none was
// marked, the one under the cursor.
func (p *picker) chooseMany(c choice, ok bool) reply {
	var values []string
	for _, each := range p.all {
		if p.marked[each.value] {
			values = append(values, each.value)
		}
	}
	if len(values) == 0 && ok && len(p.marked) == 0 {
		values = []string{c.value}
	}
	return accept(func(m *model) tea.Cmd { return p.all1(m, values) })
}

func (p *picker) view(room canvas) window {
	inner := room.width - 4
	p.input.SetWidth(inner - 3)
	var body []string
	if p.doc != "" {
		body = paint(room.st.dim, wrap(p.doc, inner))
	}
	cursor := p.input.Cursor()
	if cursor != nil {
		cursor.Y += len(body)
	}
	body = append(body, bare(p.input.View()))
	details := p.details(room, inner)
	p.rows, p.from = max(3, room.height-2-len(body)-len(details)), len(body)
	body = append(body, p.list(room, inner)...)
	return window{title: p.title, body: append(body, details...), footer: p.footer(), cursor: cursor}
}

func (p *picker) footer() string {
	keys := []string{"enter choose"}
	if p.many {
		keys = []string{"tab mark", "enter take the marked"}
	}
	if p.help != "" {
		keys = append(keys, p.help)
	}
	return strings.Join(append(keys, "esc back"), " · ")
}

func (p *picker) details(room canvas, inner int) []string {
	c, ok := p.selected()
	var lines []string
	switch {
	case !ok:
		return nil
	case p.detail != nil:
		lines = p.detail(c, inner)
	case p.tooLong(inner):
		lines = block(paint(room.st.dim, wrap(c.name+ifAny(": ", c.doc), inner)), inner, 2)
	default:
		return nil
	}
	if most := room.height / 2; len(lines) > most {
		more := plural(len(lines)-most+1, "more line")
		lines = append(lines[:most-1:most-1], room.st.dim.Render("… "+more))
	}
	return append([]string{room.st.border.Render(strings.Repeat("─", inner))}, lines...)
}

// tooLong reports whether some line is cut, so that the chosen one must be
// said in full below the list.
func (p *picker) tooLong(inner int) bool {
	name := p.nameWidth(inner)
	for _, c := range p.all[:min(len(p.all), 2000)] {
		if lineWidth(c.name) > name || name+4+lineWidth(c.doc) > inner {
			return true
		}
	}
	return false
}

func (p *picker) list(room canvas, inner int) []string {
	if len(p.fits) == 0 {
		text := "nothing matches what is typed"
		if len(p.all) > 0 {
			text += fmt.Sprintf("; delete some of it to see the %d choices", len(p.all))
		}
		if p.free != "" {
			text = "enter takes what you typed as " + p.free
		}
		return block([]string{room.st.dim.Render(text)}, inner, min(p.rows, 3))
	}
	p.top = max(p.cursor+1-p.rows, min(p.top, p.cursor))
	p.top = max(0, min(p.top, len(p.fits)-p.rows))
	nameWidth := p.nameWidth(inner)
	var out []string
	for i := p.top; i < min(len(p.fits), p.top+p.rows); i++ {
		out = append(out, p.line(room, i, nameWidth, inner))
	}
	return out
}

// nameWidth leaves the larger part of the line to the meanings where they need
// it.
func (p *picker) nameWidth(inner int) int {
	widest, docs := 0, 0
	for _, c := range p.all[:min(len(p.all), 2000)] {
		widest, docs = max(widest, lineWidth(c.name)), max(docs, lineWidth(c.doc))
	}
	if docs == 0 {
		return inner
	}
	return min(widest, max(inner*2/5, inner-4-docs))
}

func (p *picker) line(room canvas, i, nameWidth, inner int) string {
	c := p.all[p.fits[i]]
	text := "  "
	if i == p.cursor {
		text = "› "
	}
	if p.many {
		box := "[ ] "
		if p.marked[c.value] {
			box = "[x] "
		}
		text += box
	}
	name := fit(c.name, min(nameWidth, inner-lineWidth(text)))
	if i == p.cursor {
		return room.st.selected.Render(fit(text+name+"  "+c.doc, inner))
	}
	return fit(text+name+"  "+room.st.dim.Render(c.doc), inner)
}
