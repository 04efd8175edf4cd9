package tui

import (
	"fmt"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// View draws the screen from the model and nothing else.
func (m *model) View() tea.View {
	lines, cursor := m.draw()
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "safecase " + shown(filepath.Base(m.file.Path))
	v.Cursor = cursor
	return v
}

// draw gives the lines of the screen, exactly as wide and high as it is.
func (m *model) draw() ([]string, *tea.Cursor) {
	if m.width < leastWidth || m.height < leastHeight {
		return block([]string{"make the terminal larger"}, m.width, max(1, m.height)), nil
	}
	l := m.layout()
	lines := []string{m.titleLine()}
	if l.wide {
		lines = append(lines, m.drawWide(l)...)
	} else {
		lines = append(lines, m.drawNarrow(l)...)
	}
	status := m.statusLines()
	lines = append(lines[:len(lines)+m.statusRoom()-len(status)], status...)
	return m.overlay(append(lines, m.hintLine()))
}

func (m *model) canvas(r rect, p pane) canvas {
	return canvas{r.width, r.height, m.focus == p && len(m.dialogs) == 0, m.st, m.layers}
}

func (m *model) drawPane(l layout, p pane) []string {
	cv := m.canvas(l.panes[p], p)
	switch p {
	case inspectorPane:
		return m.inspector.view(cv)
	case problemsPane:
		return m.problems.view(cv, m.about.result != nil)
	}
	return m.outline.view(cv, m.file.Case, m.about)
}

func (m *model) drawWide(l layout) []string {
	left, right := l.panes[outlinePane], l.panes[inspectorPane]
	side := m.st.border.Render("│")
	heads := m.paneHead(outlinePane, left.width) + side + m.paneHead(inspectorPane, right.width)
	out := []string{heads}
	out = append(out, beside(side, m.drawPane(l, outlinePane), m.drawPane(l, inspectorPane))...)
	out = append(out, m.paneHead(problemsPane, m.width))
	return append(out, m.drawPane(l, problemsPane)...)
}

func (m *model) drawNarrow(l layout) []string {
	var tabs []string
	for p := outlinePane; p < paneCount; p++ {
		tabs = append(tabs, m.paneName(p))
	}
	out := []string{fit(strings.Join(tabs, m.st.border.Render(" │ ")), m.width)}
	out = append(out, m.drawPane(l, m.focus)...)
	if l.brief.height > 0 {
		out = append(out, m.st.border.Render(strings.Repeat("─", m.width)))
		out = append(out, m.brief(l.brief)...)
	}
	return out
}

// paneName marks the pane that has the keys with an arrow, not by colour
// alone.
func (m *model) paneName(p pane) string {
	name := fmt.Sprintf("%d %s", p+1, [...]string{"outline", "inspector", "problems"}[p])
	if p == problemsPane {
		name += " " + m.about.counts
	}
	if p == m.focus {
		return m.st.focusBorder.Render("▶ " + name)
	}
	return m.st.dim.Render("  " + name)
}

func (m *model) paneHead(p pane, width int) string {
	name := cut(m.paneName(p)+" ", width)
	return name + m.st.border.Render(strings.Repeat("─", max(0, width-lineWidth(name))))
}

// brief is the selected node in a few lines, where the inspector has no room.
func (m *model) brief(r rect) []string {
	n := m.node()
	if n == nil {
		return block(m.briefOfCase(r), r.width, r.height)
	}
	text := wrap(shownLines(n.Text), r.width-1)
	gaps := wrap(m.about.gapLine(n.ID), r.width-1)
	if !m.about.isGap(n.ID) {
		gaps = nil
	}
	room := r.height - min(len(gaps), r.height/2)
	if len(text) > room {
		text = append(text[:room-1:room-1], cut(text[room-1], r.width-3)+" …")
	}
	return block(append(text, paint(m.st.severities[casefile.Warning], gaps)...), r.width, r.height)
}

// briefOfCase names the gates that are not open, as many as fit.
func (m *model) briefOfCase(r rect) []string {
	hint := m.st.dim.Render("enter shows what the case is about; tab goes to the problems")
	if len(m.file.Case.Nodes) == 0 {
		hint = m.st.strong.Render("nothing is argued yet: 6 asks in six steps, I takes a template, a adds a claim")
	}
	var lines, full []string
	for _, g := range m.about.gates {
		if g.Standing != lint.GateAside && g.Standing != lint.GateOpen {
			text, style := "gate "+shown(g.Name+": "+g.Words()), gateStyle(m.st, g.Standing)
			lines, full = append(lines, style.Render(cut(text, r.width))), append(full, paint(style, wrap(text, r.width))...)
		}
	}
	if len(full) <= r.height {
		return append(full, hint)
	}
	if more := len(lines) - r.height; more > 0 {
		lines = append(lines[:r.height-1:r.height-1], m.st.strong.Render(fmt.Sprintf("%d more gates are not open; F lists all", more+1)))
	}
	return append(lines, hint)
}

func (m *model) titleLine() string {
	c := m.file.Case
	left := " " + m.st.title.Render(shown(orElse(c.Title(), "a case without a title"))) + "  " + m.st.dim.Render(c.Status())
	right := shown(filepath.Base(m.file.Path)) + " "
	switch {
	case m.modified() && m.journal.failed:
		right = m.st.severities[casefile.Error].Render("● not saved, no journal ") + right
	case m.modified():
		right = m.st.notice.Render("● not saved ") + right
	}
	if m.disk.later != nil {
		right = m.st.severities[casefile.Error].Render("● changed on the disk ") + right
	}
	return fit(left, m.width-lineWidth(right)-1) + " " + right
}

// mostStatus is how many lines a message may take. It lies over the last lines
// of the screen rather than be cut: the end of a failure says what to do.
const mostStatus = 4

// statusLines say what just happened, else how the case stands.
func (m *model) statusLines() []string {
	text, style := m.said, m.st.notice
	switch {
	case text != "" && m.urgent:
		style = m.st.severities[casefile.Error]
	case text == "":
		text, style = m.standingText(), m.st.bar
	}
	lines := wrap(shown(text), m.width-2)
	for len(lines) < m.statusRoom() {
		lines = append([]string{""}, lines...)
	}
	if most := min(mostStatus, m.height-4); len(lines) > most {
		lines = append(lines[:most-1:most-1], strings.Join(lines[most-1:], " "))
	}
	for i, line := range lines {
		lines[i] = style.Render(fit(" "+strings.ReplaceAll(line, unbroken, " "), m.width))
	}
	return lines
}

// summary is how the case stands, in short words where the long ones do not
// fit.
func (m *model) summary() string {
	if lineWidth(m.about.summary) <= m.width-2 {
		return m.about.summary
	}
	return m.about.brief
}

// statusRoom is how many lines how the case stands takes: they are kept free,
// so that nothing moves when a message comes.
func (m *model) statusRoom() int {
	if m.height < roomyHeight || lineWidth(m.summary()) <= m.width-2 {
		return 1
	}
	return 2
}

// standingText puts what is still going on before the counts.
func (m *model) standingText() string {
	text := m.summary()
	if going := m.reads.going(); going != "" {
		return going + "   " + text
	}
	if m.checks.behind() && m.about.result != nil {
		return "checking…  " + text
	}
	return text
}

func (m *model) hintLine() string {
	var parts []string
	for _, c := range m.keys.commands {
		if c.hint != "" {
			h := c.binding.Help()
			parts = append(parts, m.st.key.Render(strings.Fields(h.Key)[0])+" "+c.hint)
		}
	}
	return fit(" "+strings.Join(parts, "  "), m.width)
}

// placed is a dialog where it is drawn.
type placed struct {
	window
	box         []string // with its border
	x, y, width int
}

func (m *model) place(d dialog) placed {
	room := canvas{width: min(m.width-2, max(76, m.width*2/3)), height: m.height - 4, focused: true, st: m.st}
	p := placed{window: d.view(room), width: room.width}
	p.box = frame(p.window, room)
	p.x, p.y = (m.width-room.width)/2, max(0, (m.height-len(p.box))/3)
	return p
}

// overlay draws the topmost dialog over the screen.
func (m *model) overlay(lines []string) ([]string, *tea.Cursor) {
	d := m.topDialog()
	if d == nil {
		return lines, nil
	}
	p := m.place(d)
	for i, line := range p.box {
		if p.y+i < len(lines) {
			lines[p.y+i] = under(lines[p.y+i], p.x, line, p.width, m.width)
		}
	}
	if p.cursor != nil {
		p.cursor.X += p.x + 2
		p.cursor.Y += p.y + 1
	}
	return lines, p.cursor
}

// under lays a line of a dialog over a line of the screen.
func under(back string, x int, box string, boxWidth, width int) string {
	dim := lipgloss.NewStyle().Faint(true)
	text := ansi.Strip(back)
	return dim.Render(fit(ansi.Cut(text, 0, x), x)) + box + dim.Render(ansi.Cut(text, x+boxWidth, width))
}
