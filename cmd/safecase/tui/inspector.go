package tui

import (
	"slices"

	"charm.land/lipgloss/v2"

	"safecase/casefile"
)

// goal is what enter does on a line of the inspector.
type goal struct {
	node  string   // go to this node
	field []string // edit this field of the inspected node, or of the case
	add   bool     // choose a field that is not set
}

func (g goal) nothing() bool { return g.node == "" && g.field == nil && !g.add }

// note is one statement of the inspector: a label, a text that is wrapped, and
// what enter does on it.
type note struct {
	label string
	text  string
	style lipgloss.Style
	goal  goal
}

// inspector shows everything about one node, or about the case itself.
type inspector struct {
	node   string // "" for the case
	notes  []note
	lines  []line // notes, wrapped
	width  int    // for which lines was made; 0 when it must be made again
	cursor int    // index into notes
	top    int
	moved  bool // the cursor moved: scroll to it
	chosen bool // the user moved it
}

// line is one drawn line of a note.
type line struct {
	note  int
	first bool
	text  string
}

// labelWidth is the room for labels at the left.
const labelWidth = 13

// show takes the notes of a node. The line that the user selected stays on the
// same field when the node is the same; otherwise what decides, at the top,
// stays in sight.
func (in *inspector) show(node string, notes []note) {
	was, chosen := goal{}, in.chosen && in.node == node
	if chosen && in.cursor < len(in.notes) {
		was = in.notes[in.cursor].goal
	}
	if in.node != node {
		in.top = 0
	}
	in.node, in.notes, in.width, in.cursor = node, notes, 0, 0
	if was.nothing() || !in.selectGoal(was) {
		chosen = false
		in.toFirst()
	}
	in.chosen, in.moved = chosen, chosen
}

// toFirst selects the first line on which enter does something.
func (in *inspector) toFirst() {
	for i, n := range in.notes {
		if !n.goal.nothing() {
			in.cursor = i
			return
		}
	}
}

func (in *inspector) selectGoal(g goal) bool {
	for i, n := range in.notes {
		if n.goal.node == g.node && n.goal.add == g.add && slices.Equal(n.goal.field, g.field) {
			in.choose(i)
			return true
		}
	}
	return false
}

// selectField selects the line of a field, or the line that adds one. Fields
// stand below what was found about them.
func (in *inspector) selectField(key string) bool {
	for i, n := range slices.Backward(in.notes) {
		if len(n.goal.field) > 0 && n.goal.field[0] == key {
			in.choose(i)
			return true
		}
	}
	return in.selectGoal(goal{add: true})
}

// move goes to the n-th next line on which enter does something; where there
// is none in that direction it scrolls, so that everything can be read.
func (in *inspector) move(n int) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for ; n > 0; n-- {
		at := in.cursor + step
		for at >= 0 && at < len(in.notes) && in.notes[at].goal.nothing() {
			at += step
		}
		if at < 0 || at >= len(in.notes) {
			in.top += step * n
			return
		}
		in.choose(at)
	}
}

// choose selects a note because the user wants it.
func (in *inspector) choose(at int) { in.cursor, in.moved, in.chosen = at, true, true }

func (in *inspector) selected() goal {
	if in.cursor >= len(in.notes) {
		return goal{}
	}
	return in.notes[in.cursor].goal
}

// view draws the notes. Scrolled away by hand, it stays; otherwise it follows
// the selected line.
func (in *inspector) view(cv canvas) []string {
	if in.width != cv.width {
		in.wrapNotes(cv.width)
	}
	if in.moved {
		in.moved = false
		in.follow(cv.height)
	}
	in.top = max(0, min(in.top, len(in.lines)-cv.height))
	out := make([]string, 0, cv.height)
	for i := in.top; i < min(len(in.lines), in.top+cv.height); i++ {
		out = append(out, in.line(cv, in.lines[i]))
	}
	return block(out, cv.width, cv.height)
}

func (in *inspector) wrapNotes(width int) {
	in.lines, in.width = in.lines[:0], width
	for i, n := range in.notes {
		room := width - 2
		if n.label != "" {
			room -= labelWidth
		}
		for j, text := range wrap(n.text, room) {
			in.lines = append(in.lines, line{i, j == 0, text})
		}
	}
}

// follow scrolls until all of the selected note is on the screen.
func (in *inspector) follow(height int) {
	first, last := -1, -1
	for i, l := range in.lines {
		if l.note == in.cursor {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	if in.onlyHeadBefore() {
		first = 0
	}
	in.top = max(in.top, last+1-height)
	in.top = min(in.top, first)
}

// onlyHeadBefore reports whether nothing that can be selected stands above.
func (in *inspector) onlyHeadBefore() bool {
	for _, n := range in.notes[:min(in.cursor, len(in.notes))] {
		if !n.goal.nothing() {
			return false
		}
	}
	return true
}

func (in *inspector) line(cv canvas, l line) string {
	n := in.notes[l.note]
	pointer, label, text := "  ", "", n.style.Render(l.text)
	if n.label != "" {
		name := ""
		if l.first {
			name = n.label
		}
		label = cv.st.label.Render(fit(name, labelWidth))
	}
	chosen := l.note == in.cursor && !n.goal.nothing()
	if chosen && l.first {
		pointer = "› "
	}
	if chosen && cv.focused {
		return cv.st.selected.Render(fit(pointer+unstyled(label)+l.text, cv.width))
	}
	return fit(pointer+label+text, cv.width)
}

// fieldsOf returns the fields that are set, in file order, that are not shown
// in another way.
func fieldsOf(entries []casefile.Entry, hidden ...string) []casefile.Entry {
	var out []casefile.Entry
	for _, e := range entries {
		if !slices.Contains(hidden, e.Key) {
			out = append(out, e)
		}
	}
	return out
}
