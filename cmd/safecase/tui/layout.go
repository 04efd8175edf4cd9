package tui

// wideAt is the width from which all panes stand beside each other.
const wideAt = 110

// The smallest terminal in which there is room for anything.
const (
	leastWidth  = 30
	leastHeight = 8
	roomyHeight = 16 // from here on the state of the case may take two lines
)

// rect is a place on the screen, in cells.
type rect struct{ x, y, width, height int }

func (r rect) holds(x, y int) bool {
	return x >= r.x && x < r.x+r.width && y >= r.y && y < r.y+r.height
}

// layout says where the parts stand. A part that is not shown has no height.
type layout struct {
	wide  bool
	panes [paneCount]rect
	brief rect // narrow: the selected node in short, below the outline
}

// at finds the pane at a place and the line in it.
func (l layout) at(x, y int) (p pane, line int, ok bool) {
	for p, r := range l.panes {
		if r.holds(x, y) {
			return pane(p), y - r.y, true
		}
	}
	return 0, 0, false
}

// layout divides the screen: a title line above, a status line and the keys
// below, every pane under a line with its name.
func (m *model) layout() layout {
	body := rect{0, 1, m.width, m.height - 2 - m.statusRoom()}
	if m.width >= wideAt {
		return wideLayout(body)
	}
	l := layout{}
	body.y, body.height = body.y+1, body.height-1
	l.panes[m.focus] = body
	if m.focus == outlinePane && body.height >= 16 {
		brief := min(6, body.height/4)
		l.panes[outlinePane].height -= brief + 1
		l.brief = rect{0, body.y + body.height - brief, body.width, brief}
	}
	return l
}

func wideLayout(body rect) layout {
	below := max(3, body.height/5)
	above := body.height - below - 2
	left := body.width * 11 / 20
	return layout{wide: true, panes: [paneCount]rect{
		outlinePane:   {0, body.y + 1, left, above},
		inspectorPane: {left + 1, body.y + 1, body.width - left - 1, above},
		problemsPane:  {0, body.y + above + 2, body.width, below},
	}}
}
