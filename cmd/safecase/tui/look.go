package tui

import (
	"image/color"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// look is what is known of the terminal's colours.
type look struct {
	dark bool
	rich bool // it shows more than its sixteen own colours
}

// hue is a colour of the screen. What it looks like depends on the ground.
type hue uint8

// The hues, the first six under the numbers of the terminal's own colours.
const (
	red hue = 1 + iota
	green
	yellow
	blue
	magenta
	cyan
	grey
)

// bright is how far the bright colours of a terminal lie behind the others.
const bright = 8

// inks are the hues where the terminal shows any colour, on a dark and on a
// light ground: each has the contrast that WCAG 2.2 asks of text (4.5 to 1) on
// black and on white, and on grounds as far from them as those of Solarized.
var inks = map[hue][2]string{
	red: {"#ff8a8a", "#b00020"}, yellow: {"#ffd75f", "#755000"}, blue: {"#8ab4ff", "#0b4fb3"},
	magenta: {"#ff8cff", "#8a008a"}, cyan: {"#5fd7ff", "#005f6b"}, grey: {"#a8a8a8", "#565656"},
}

// plainOnLight are those of the sixteen colours that most terminals draw too
// pale for a light ground, with what stands in for them; 0 is plain text.
var plainOnLight = map[hue]hue{yellow: 0, cyan: blue, green: 0, grey: 0}

// ink is the colour of a hue; nil stands for that of plain text.
func (l look) ink(n hue) color.Color {
	switch {
	case l.rich && l.dark:
		return lipgloss.Color(inks[n][0])
	case l.rich:
		return lipgloss.Color(inks[n][1])
	case l.dark && n == grey:
		return nil
	case l.dark:
		return ansi.BasicColor(uint8(n) + bright)
	}
	if other, pale := plainOnLight[n]; pale {
		n = other
	}
	if n == 0 {
		return nil
	}
	return ansi.BasicColor(uint8(n))
}

// firstLook is what is taken before the terminal answers, and when it never
// does: what COLORFGBG says, which some terminals set, else a dark ground.
func firstLook(colorFGBG string) look {
	at := strings.LastIndexByte(colorFGBG, ';')
	ground, err := strconv.Atoi(colorFGBG[at+1:])
	return look{dark: at < 0 || err != nil || ground < 7 || ground == 8}
}

// restyle draws everything anew in other colours, open dialogs as well.
func (m *model) restyle(l look) {
	m.look, m.shownOf = l, shownOf{}
	*m.st = *newStyles(l)
}

func (m *model) onGround(msg tea.BackgroundColorMsg) {
	m.restyle(look{msg.IsDark(), m.look.rich})
}

func (m *model) onProfile(msg tea.ColorProfileMsg) {
	m.restyle(look{m.look.dark, msg.Profile >= colorprofile.ANSI256})
}

// turnLook is for terminals that do not tell their ground, or tell a wrong one.
func (m *model) turnLook() tea.Cmd {
	m.restyle(look{!m.look.dark, m.look.rich})
	m.say("colours for a " + map[bool]string{true: "dark", false: "light"}[m.look.dark] + " background")
	return nil
}
