package tui

import (
	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	"charm.land/lipgloss/v2"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// styles is how the screen looks. Nothing is said by colour alone: states have
// a mark and a word, the selection has an arrow.
type styles struct {
	dark                            bool
	title, dim, strong, label, key  lipgloss.Style
	selected, inactive, bar, notice lipgloss.Style
	border, focusBorder             lipgloss.Style
	states                          [assess.NoGap + 1]lipgloss.Style
	severities                      [casefile.Error + 1]lipgloss.Style
}

func newStyles(look look) *styles {
	plain := lipgloss.NewStyle()
	in := func(n hue) lipgloss.Style {
		if c := look.ink(n); c != nil {
			return plain.Foreground(c)
		}
		return plain
	}
	dim := in(grey)
	if look.dark && !look.rich {
		dim = plain.Faint(true)
	}
	s := &styles{
		dark:  look.dark,
		title: plain.Bold(true), dim: dim, strong: plain.Bold(true),
		label: in(blue), key: in(cyan).Bold(true),
		selected: plain.Reverse(true), inactive: plain.Bold(true),
		bar: plain.Bold(true), notice: in(magenta).Bold(true),
		border: dim, focusBorder: in(cyan).Bold(true),
	}
	for state := range s.states {
		s.states[state] = in(stateInk(assess.State(state)))
	}
	s.states[assess.NoGap] = plain
	s.severities = [...]lipgloss.Style{casefile.Note: in(blue), casefile.Warning: in(yellow), casefile.Error: in(red).Bold(true)}
	return s
}

// stateInk never gives green: no state says that all is well.
func stateInk(s assess.State) hue {
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
