package render

import (
	"maps"
	"strings"
)

// Theme is how a picture looks: its colours, the font that an SVG asks for,
// and the form of its boxes. It changes nothing that a picture says.
type Theme struct {
	Name      string
	inks      map[ink]ink // in place of those of the light theme
	fonts     []string
	corner    Unit // of claims; negative for the usual one
	textWidth Unit // of the text of a claim; 0 for the usual one
}

// builtins are the themes that need no file.
var builtins = []*Theme{
	{Name: "light", corner: -1},
	{Name: "dark", corner: -1, inks: darkInks()},
	{Name: "mono", corner: -1, inks: monoInks()},
}

// ThemeNames lists the themes that need no file.
func ThemeNames() string {
	var names []string
	for _, t := range builtins {
		names = append(names, t.Name)
	}
	return strings.Join(names, ", ")
}

// BuiltinTheme returns the theme of a name, or nil.
func BuiltinTheme(name string) *Theme {
	for _, t := range builtins {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// darkInks is the palette for a projector in a dark room.
func darkInks() map[ink]ink {
	out := instead(white, 0xFF14191F, inkText, 0xFFE8EDF2, inkSoft, 0xFFA9B4BF, inkLine, 0xFF6B7885, inkRule, 0xFF36404A,
		inkPaper, 0xFF1E252D, inkLabel, 0xFF2A333D, inkCross, 0xFF4A2428, inkFight, 0xFFFF7D92)
	states := map[State][2]ink{
		Defeated: {0xFFFF9292, 0xFF3A1D20}, NotMet: {0xFFFF9D66, 0xFF3A2517}, Unusable: {0xFFD9B27C, 0xFF2F2618},
		Challenged: {0xFFF58FCE, 0xFF381D30}, Unsupported: {0xFFF0B64A, 0xFF332812}, Undeveloped: {0xFFD9C64A, 0xFF2D2A12},
		CannotTell: {0xFFB7A8FF, 0xFF272245}, Assumed: {0xFF5FD0D8, 0xFF10302F}, NotShown: {0xFF7CC0FF, 0xFF14293D},
		Stale: {0xFFA5C3DA, 0xFF1F2A33},
	}
	for s, c := range states {
		maps.Copy(out, instead(looks[s].color, c[0], looks[s].tint, c[1]))
	}
	changes := map[Change][2]ink{Added: {0xFF62D6C0, 0xFF12322D}, Removed: {0xFFE69A9A, 0xFF3A1D1D}, Changed: {0xFFC8A6F0, 0xFF2C2140}, Affected: {0xFFA9B4BF, 0xFF252D35}}
	for ch, c := range changes {
		maps.Copy(out, instead(changeLooks[ch].color, c[0], changeLooks[ch].tint, c[1]))
	}
	return out
}

// monoInks is the palette for a printer without colours: states are told by
// their words, signs and borders alone.
func monoInks() map[ink]ink {
	out := instead(inkText, 0xFF000000, inkSoft, 0xFF404040, inkLine, 0xFF808080, inkRule, 0xFFC0C0C0,
		inkPaper, 0xFFF6F6F6, inkLabel, 0xFFEAEAEA, inkCross, 0xFFDADADA, inkFight, 0xFF000000)
	for _, s := range order {
		if s != NoGap {
			maps.Copy(out, instead(looks[s].color, 0xFF101010, looks[s].tint, 0xFFEFEFEF))
		}
	}
	for _, c := range changeOrder {
		maps.Copy(out, instead(changeLooks[c].tint, 0xFFF2F2F2))
		if changeLooks[c].color != inkSoft {
			out[changeLooks[c].color] = 0xFF202020
		}
	}
	return out
}

// is is the colour that stands for one of the light theme.
func (t *Theme) is(i ink) ink {
	if t == nil {
		return i
	}
	if c, ok := t.inks[i]; ok {
		return c
	}
	return i
}

// paint puts the colours of the theme on a picture that is drawn.
func (t *Theme) paint(sc *scene) {
	sc.family = t.family()
	if sc.paper = t.is(white); t == nil || len(t.inks) == 0 {
		return
	}
	for g := range sc.groups {
		items := sc.groups[g].items
		for i := range items {
			items[i].fill, items[i].stroke = t.is(items[i].fill), t.is(items[i].stroke)
			if w := items[i].words; w != nil {
				w.fill = t.is(w.fill)
			}
		}
	}
}
