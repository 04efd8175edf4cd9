package tui

import (
	"image/color"
	"math"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// luminance and contrast are those of WCAG 2.2, definitions "relative
// luminance" and "contrast ratio".
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// xterm are the sixteen colours of xterm as it comes.
var xterm = []string{"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
	"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"}

// Every text can be read on every usual ground, from the table of styles. With
// sixteen colours the ground is that of the same terminal.
func TestContrast(t *testing.T) {
	for _, g := range []struct {
		ground string
		look   look
		least  float64
	}{
		{"#000000", look{dark: true, rich: true}, 4.5}, {"#1e1e1e", look{dark: true, rich: true}, 4.5},
		{"#002b36", look{dark: true, rich: true}, 4.5}, {"#282c34", look{dark: true, rich: true}, 4.5},
		{"#ffffff", look{rich: true}, 4.5}, {"#fdf6e3", look{rich: true}, 4.5}, {"#eeeeee", look{rich: true}, 4.5},
		{"#000000", look{dark: true}, 4.4}, // the bright blue of xterm has 4.43
		{"#ffffff", look{}, 4.5},
	} {
		st := newStyles(g.look)
		all := map[string]lipgloss.Style{"title": st.title, "dim": st.dim, "label": st.label, "key": st.key, "notice": st.notice, "border": st.border, "focus": st.focusBorder}
		for i, s := range st.states {
			all["state "+string(rune('0'+i))] = s
		}
		for i, s := range st.severities {
			all["severity "+string(rune('0'+i))] = s
		}
		for name, s := range all {
			c := s.GetForeground()
			if _, none := c.(lipgloss.NoColor); none || c == nil {
				continue // the terminal's own text
			}
			if basic, ok := c.(ansi.BasicColor); ok {
				c = lipgloss.Color(xterm[basic])
			}
			if got := contrast(c, lipgloss.Color(g.ground)); got < g.least {
				t.Errorf("%s on %s (%+v) has a contrast of %.2f; want %.1f", name, g.ground, g.look, got, g.least)
			}
		}
		if s := st.dim; s.GetFaint() && !g.look.dark {
			t.Errorf("faint text on a light ground: some terminals draw it half as dark")
		}
	}
}

// What the terminal answers changes the open dialog, too, and not what is
// typed.
func TestGroundIsFollowed(t *testing.T) {
	s := openText(t, oneClaim)
	s.press(`j e ctrl+u "half a se"`)
	s.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	s.send(tea.BackgroundColorMsg{Color: lipgloss.Color("#ffffff")})
	if !strings.Contains(s.m.View().Content, "38;2;0;95;107") {
		t.Errorf("the dialog keeps its colours:\n%q", s.m.View().Content)
	}
	s.press(`"ntence" enter`)
	if text := s.m.file.Case.Node("C1").Text; text != "half a sentence" {
		t.Errorf("what was typed became %q", text)
	}
	s.press("B")
	if !s.m.look.dark || strings.Contains(s.m.View().Content, "38;2;0;95;107") {
		t.Error("B does not turn the colours")
	}
}

func TestFirstLook(t *testing.T) {
	for said, dark := range map[string]bool{"": true, "15;0": true, "0;15": false, "0;default;7": false, "15;default": true, "x": true, "12;8": true} {
		if got := firstLook(said); got.dark != dark {
			t.Errorf("COLORFGBG=%q counts as %+v", said, got)
		}
	}
}
