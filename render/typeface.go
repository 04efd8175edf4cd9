package render

import (
	"bytes"
	"fmt"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// typeface is a font as PNG and PDF draw with it. It belongs to one drawing:
// it keeps what it looked up.
type typeface struct {
	face   *font.Face
	perEm  float64
	shapes map[font.GID]glyphPath
	shaped *harfbuzz.Font // made when it is first needed
}

// glyphPath is the shape of a glyph in the units of its font, upward: steps and
// points as in a path.
type glyphPath struct {
	steps []step
	pts   []pixel
}

func newTypeface(f *font.Font) *typeface {
	return &typeface{face: font.NewFace(f), perEm: float64(f.Upem()), shapes: map[font.GID]glyphPath{}}
}

// goFonts are the fonts that are always there, plain and bold; they are parsed
// when the first text is drawn.
var goFonts = sync.OnceValues(func() ([2]*font.Font, error) {
	var out [2]*font.Font
	for i, data := range [][]byte{goregular.TTF, gobold.TTF} {
		f, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			return out, fmt.Errorf("the built-in font: %w", err)
		}
		out[i] = f.Font
	}
	return out, nil
})

// glyph finds the glyph of a character. One that is there and shows nothing,
// as in a font of coloured pictures, is none: a letter must not vanish.
func (t *typeface) glyph(r rune) (font.GID, bool) {
	g, ok := t.face.NominalGlyph(r)
	if !ok || g == 0 {
		return 0, false
	}
	return g, len(t.shape(g).steps) > 0 || unicode.IsSpace(r) || isSilent(r)
}

// advance is the width of a glyph in ems.
func (t *typeface) advance(g font.GID) float64 {
	return float64(t.face.HorizontalAdvance(g)) / t.perEm
}

// shape is the outline of a glyph, empty where it has none.
func (t *typeface) shape(g font.GID) glyphPath {
	if o, known := t.shapes[g]; known {
		return o
	}
	o := outlineOf(t.face, g)
	t.shapes[g] = o
	return o
}

// shaper is the font as the library for shaping wants it.
func (t *typeface) shaper() *harfbuzz.Font {
	if t.shaped == nil {
		t.shaped = harfbuzz.NewFont(t.face)
	}
	return t.shaped
}
