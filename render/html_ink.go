package render

import (
	"bytes"
	"slices"
	"strings"
)

// diagramStyle is the part of the style sheet that belongs to the drawing. One
// that nobody chose a theme for follows the reader: on a dark screen every
// colour of the light theme gives way to that which stands for it in the dark
// one, so that both are the themes that the program draws with. Paper stays
// light, and a theme that somebody chose stays what it is. The rules name no
// ancestor: a shape that is drawn by reference has none.
func diagramStyle(svg []byte, t *Theme) string {
	out := diagramGround(t.is(white), inkText)
	dark := BuiltinTheme("dark")
	if t != nil || dark == nil {
		return out
	}
	var b strings.Builder
	b.WriteString(out + "@media screen and (prefers-color-scheme: dark) {\n" + diagramGround(dark.is(white), dark.is(inkText)))
	var inks []ink
	for light := range dark.inks {
		inks = append(inks, light)
	}
	slices.Sort(inks)
	for _, light := range inks {
		for _, name := range []string{"fill", "stroke"} {
			is := name + `="` + hex(light) + `"`
			if bytes.Contains(svg, []byte(is)) {
				b.WriteString("[" + is + "] { " + name + ": " + hex(dark.is(light)) + "; }\n")
			}
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// diagramGround are the rules for what bears no colour of its own: the room
// around a drawing, and plain text.
func diagramGround(paper, text ink) string {
	return "#canvas { background: " + hex(paper) + "; }\n#canvas > svg text:not([fill]) { fill: " + hex(text) + "; }\n"
}

// upright reports whether a drawing is larger on an upright page than on one
// that lies: the rooms are those that the style sheet leaves it on A4, in
// millimetres.
func upright(wide, high Unit) bool {
	fits := func(w, h Unit) Unit { return min(w<<32/max(wide, 1), h<<32/max(high, 1)) }
	return fits(190, 250) > fits(277, 165)
}
