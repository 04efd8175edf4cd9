package render

import (
	"image"
	"strings"
	"testing"
)

// The marks for characters that the fonts lack stay inside the box of their
// node, too.
func TestMissingLettersStayInTheirBox(t *testing.T) {
	for _, text := range []string{strings.Repeat("ااااا ", 20), hard["right"], hard["wide"], hard["emoji"]} {
		b := newBuilder("One")
		b.node(Claim, Undeveloped)
		b.d.Nodes[0].Text, b.d.NoLegend = text, true
		sc, err := draw(&b.d, Options{})
		if err != nil {
			t.Fatal(err)
		}
		img := pixelsOf(t, sc, 96)
		for i := range sc.groups {
			g := &sc.groups[i]
			if g.id == "" {
				continue
			}
			low, high := reach(&g.items[0].path)
			x0, x1 := int((g.at.X+low.X)/px), int((g.at.X+high.X)/px)
			y0, y1 := int((g.at.Y+low.Y)/px), int((g.at.Y+high.Y)/px)
			for _, strip := range []image.Rectangle{image.Rect(x0-20, y0, x0-3, y1), image.Rect(x1+4, y0, x1+20, y1)} {
				if inks(img, strip) > 1 {
					t.Errorf("%.20q runs out of its box", text)
				}
			}
		}
	}
}
