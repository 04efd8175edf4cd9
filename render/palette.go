package render

import (
	"math"
	"strings"
)

// plainInks are the colours that a theme may set, by their name in its file.
var plainInks = []namedInk{
	{"paper", white, "the sheet, boxes without a gap, and text on filled signs"},
	{"text", inkText, "text, and lines that lead to a gap"},
	{"soft", inkSoft, "secondary text, other lines, and what has no recorded gap"},
	{"line", inkLine, "outlines of contexts"},
	{"rule", inkRule, "rules and quiet borders"},
	{"panel", inkPaper, "contexts"},
	{"label", inkLabel, "behind the category of a claim"},
	{"cross", inkCross, "the cross behind the text of a defeated node"},
	{"challenge", inkFight, "lines of challenges"},
}

// namedInk is a colour that a theme may set.
type namedInk struct {
	name string
	ink  ink
	doc  string
}

// pairing is two colours that meet on a picture, and the contrast that they
// need: 4.5 for text and 3 for what must be seen, as WCAG 2.2 asks at AA.
type pairing struct {
	what         string // for people: the two names
	above, below ink
	least        float64
}

const (
	legible = 4.5
	visible = 3
)

// pairings are all that must be told from what it stands on. Each gap has its
// own, so that no theme can make one invisible.
func pairings() []pairing {
	out := []pairing{
		{"text on paper", inkText, white, legible}, {"text on panel", inkText, inkPaper, legible},
		{"soft on paper", inkSoft, white, legible}, {"soft on panel", inkSoft, inkPaper, legible},
		{"soft on label", inkSoft, inkLabel, legible}, {"challenge on paper", inkFight, white, visible},
		{"text on cross", inkText, inkCross, legible},
	}
	add := func(name string, l look) {
		out = append(out,
			pairing{name + " on paper", l.color, white, legible}, // the same for paper on it, where a sign is filled
			pairing{name + " line on its fill", l.color, l.tint, visible},
			pairing{"text on the fill of " + name, inkText, l.tint, legible},
			pairing{"soft on the fill of " + name, inkSoft, l.tint, legible})
	}
	for _, s := range order {
		if s != NoGap { // paper and soft
			add(string(s), looks[s])
		}
	}
	for _, c := range changeOrder {
		add(string(c), changeLooks[c])
		out = append(out, pairing{string(c) + " line on its fill", changeLooks[c].color, changeLooks[c].tint, legible})
	}
	return out
}

// contrastOf is the contrast ratio of WCAG 2.2, from 1 to 21.
func contrastOf(a, b ink) float64 {
	x, y := luminanceOf(a), luminanceOf(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminanceOf is the relative luminance of WCAG 2.2.
func luminanceOf(i ink) float64 {
	channel := func(shift uint, weight float64) float64 {
		c := float64(i>>shift&0xff) / 255
		if c <= 0.04045 {
			return weight * c / 12.92
		}
		return weight * math.Pow((c+0.055)/1.055, 2.4)
	}
	return channel(16, 0.2126) + channel(8, 0.7152) + channel(0, 0.0722)
}

// fontsAllowed are the fonts that a theme may ask for: boxes are sized by
// their metrics, so that text set in them stays inside.
var fontsAllowed = []string{"Arial", "Arimo", "DejaVu Sans", "Go", "Helvetica", "Liberation Sans", "Nimbus Sans"}

// fontFamily names fonts with the metrics of Helvetica.
const fontFamily = "Liberation Sans, Arial, Helvetica, sans-serif"

// family is what an SVG asks for.
func (t *Theme) family() string {
	if t == nil || len(t.fonts) == 0 {
		return fontFamily
	}
	return strings.Join(t.fonts, ", ") + ", " + fontFamily
}

// instead writes a list of colours that stand for others.
func instead(pairs ...ink) map[ink]ink {
	out := map[ink]ink{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}
