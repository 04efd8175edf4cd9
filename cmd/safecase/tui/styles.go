package tui

import (
	"image/color"

	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// styles is how the screen looks. Only the sixteen colours that every terminal
// lets its user choose are used, and nothing is said by colour alone: states
// have a mark and a word, the selection has an arrow.
type styles struct {
	dark                            bool
	title, dim, strong, label, key  lipgloss.Style
	selected, inactive, bar, notice lipgloss.Style
	border, focusBorder             lipgloss.Style
	states                          [assess.NoGap + 1]lipgloss.Style
	severities                      [casefile.Error + 1]lipgloss.Style
}

// The numbers of the terminal's own colours.
const (
	red = 1 + iota
	green
	yellow
	blue
	magenta
	cyan
	bright = 8
)

func newStyles(dark bool) *styles {
	ink := func(n uint8) color.Color {
		if dark {
			n += bright
		}
		return ansi.BasicColor(n)
	}
	plain := lipgloss.NewStyle()
	in := func(n uint8) lipgloss.Style { return plain.Foreground(ink(n)) }
	s := &styles{
		dark:  dark,
		title: plain.Bold(true), dim: plain.Faint(true), strong: plain.Bold(true),
		label: in(blue), key: in(cyan).Bold(true),
		selected: plain.Reverse(true), inactive: plain.Bold(true),
		bar: plain.Bold(true), notice: in(magenta).Bold(true),
		border: plain.Faint(true), focusBorder: in(cyan).Bold(true),
	}
	for state := range s.states {
		s.states[state] = in(stateInk(assess.State(state)))
	}
	s.states[assess.NoGap] = plain
	s.severities = [...]lipgloss.Style{casefile.Note: in(blue), casefile.Warning: in(yellow), casefile.Error: in(red).Bold(true)}
	return s
}

// stateInk never gives green: no state says that all is well.
func stateInk(s assess.State) uint8 {
	switch {
	case s <= assess.Unusable:
		return red
	case s == assess.Challenged:
		return magenta
	}
	return yellow
}

// input gives the one-line and the many-line field their looks.
func (s *styles) input() textinput.Styles {
	st := textinput.DefaultStyles(s.dark)
	st.Focused.Prompt, st.Focused.Text, st.Focused.Placeholder = s.key, lipgloss.NewStyle(), s.dim
	return st
}

func (s *styles) area() textarea.Styles {
	st := textarea.DefaultStyles(s.dark)
	st.Focused.Base, st.Focused.Text, st.Focused.CursorLine = lipgloss.NewStyle(), lipgloss.NewStyle(), lipgloss.NewStyle()
	st.Focused.Placeholder, st.Focused.EndOfBuffer = s.dim, s.dim
	return st
}
