package tui

import (
	"fmt"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// canvas is what a part needs to draw itself.
type canvas struct {
	width, height int
	focused       bool
	st            *styles
	layers        []string // fields that rows show beside the text
}

// The columns at the right of the outline, in cells.
const (
	categoryWidth = 10
	stateWidth    = 11
	leanWidth     = 48 // narrower outlines show no category column
	roomyWidth    = 90 // wider ones say states in full
	fullWidth     = 20 // of a state said in full
)

// view draws the rows that fit.
func (o *outline) view(cv canvas, c *casefile.Case, s *standing) []string {
	o.scroll(cv.height)
	lines := make([]string, 0, cv.height)
	for v := o.top; v < min(o.top+cv.height, len(o.visible)); v++ {
		lines = append(lines, o.line(cv, c, s, v))
	}
	return block(lines, cv.width, cv.height)
}

func (o *outline) line(cv canvas, c *casefile.Case, s *standing, v int) string {
	i := o.visible[v]
	r := o.all.row(i)
	pointer := "  "
	if v == o.cursor {
		pointer = "› "
	}
	if r.heading != "" {
		return o.selectLine(cv, v, pointer+headingText(r, c), "")
	}
	left := pointer + indent(r.depth, cv.width) + o.foldMark(i) + " "
	n := c.Node(r.id)
	if n == nil {
		n = s.awayNode(r.id)
	}
	if n == nil {
		return o.selectLine(cv, v, left+missingText(r), "")
	}
	b := s.badge(n)
	left += b.mark + " " + nodeText(r, n, s, layersText(cv.layers, n))
	return o.selectLine(cv, v, left, rightColumns(cv, n, b))
}

// selectLine joins the two halves and shows whether the line is selected.
func (o *outline) selectLine(cv canvas, v int, left, right string) string {
	room := cv.width - lineWidth(right)
	if v != o.cursor {
		return fit(left, room) + right
	}
	style := cv.st.inactive
	if cv.focused {
		style = cv.st.selected
	}
	return style.Render(fit(left, room) + unstyled(right))
}

func headingText(r row, c *casefile.Case) string {
	if r.heading != caseHeading {
		return "── " + r.heading
	}
	title := c.Title()
	if title == "" {
		title = "(no title)"
	}
	return "■ " + shown(title)
}

func missingText(r row) string {
	if away(r.id) {
		return "  " + shown(r.id) + "  (in another file)"
	}
	return "! " + shown(r.id) + "  is not defined in this file"
}

func nodeText(r row, n *casefile.Node, s *standing, layers string) string {
	text := shown(n.ID)
	if open := s.open(n.ID); open > 0 {
		text += fmt.Sprintf(" (%d)", open)
	}
	switch {
	case r.again:
		text += " see above"
	case r.broken:
		text += " (link broken by a challenge)"
	}
	if r.rel == sideClaim {
		text += " side claim:"
	}
	if away := s.elsewhere(n.ID); away != nil {
		return text + "  " + shown(awayWords(away))
	}
	return text + layers + "  " + shown(firstLine(n.Text))
}

func firstLine(s string) string {
	for i, r := range s {
		if r == '\n' && i < len(s)-1 {
			return s[:i] + " …"
		}
	}
	return s
}

func rightColumns(cv canvas, n *casefile.Node, b badge) string {
	style := cv.st.dim
	if b.known {
		style = cv.st.states[b.state]
	}
	state := " " + style.Render(fit(b.word, stateWidth))
	if cv.width >= roomyWidth {
		state = " " + style.Render(fit(b.inFull(), fullWidth))
	}
	if cv.width < leanWidth {
		return state
	}
	return " " + cv.st.dim.Render(fit(category(n), categoryWidth)) + state
}

// category is the argument of a claim, and the kind of everything else.
func category(n *casefile.Node) string {
	if n.Kind != casefile.Claim {
		return shortWord(string(n.Kind))
	}
	if argument := n.Get("argument").Text(); argument != "" {
		return shortWord(shown(argument))
	}
	return "claim"
}

func shortWord(word string) string {
	switch word {
	case "trustworthiness":
		return "trust"
	case "justification":
		return "justifies"
	case "":
		return "no kind"
	}
	return word
}

// stateOf colours a mark and a word.
func (st *styles) stateOf(s assess.State) string {
	return st.states[s].Render(s.Mark() + " " + s.Word())
}
