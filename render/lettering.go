package render

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// letter is a glyph at its place in a line of text, in ems from its beginning.
type letter struct {
	face  *typeface // nil for a character that no font has
	glyph font.GID
	x, y  float64
	wide  float64 // how far the line goes on
	text  string  // what it stands for; "" for further glyphs of the same characters
}

// missingWide is the width of the box that stands for a character that no font
// has, in ems: room for its code.
const missingWide = 1.1

// typesetter finds the glyphs of lines of text. It belongs to one drawing.
type typesetter struct {
	faces [2][]*typeface // of plain and bold text, in the order in which they are asked; the Go font first
	lacks map[rune]bool  // characters that no font has
	bidi  bidi.Paragraph
}

// newTypesetter takes the Go fonts for what they have, then the given ones in
// their order; of these, for bold text the bold ones first.
func newTypesetter(given []*Font) (*typesetter, error) {
	always, err := goFonts()
	if err != nil {
		return nil, err
	}
	t := &typesetter{lacks: map[rune]bool{}}
	all := make([]*typeface, len(given))
	for i, g := range given {
		all[i] = newTypeface(g.parsed)
	}
	for heavy := range t.faces {
		t.faces[heavy] = append(t.faces[heavy], newTypeface(always[heavy]))
		for _, fits := range []bool{true, false} {
			for i, g := range given {
				if (g.bold == (heavy == 1)) == fits {
					t.faces[heavy] = append(t.faces[heavy], all[i])
				}
			}
		}
	}
	return t, nil
}

func (t *typesetter) of(heavy bool) []*typeface {
	if heavy {
		return t.faces[1]
	}
	return t.faces[0]
}

// builtin reports whether the Go font has all of a text, so that it needs no
// shaping.
func (t *typesetter) builtin(text string, heavy bool) bool {
	own := t.of(heavy)[0]
	for _, r := range text {
		if r >= ' ' && r <= '~' {
			continue
		}
		if _, has := own.glyph(r); !has || isRTL(r) {
			return false
		}
	}
	return true
}

// set finds the glyphs of a line and their places, from left to right, and the
// width of all.
func (t *typesetter) set(text string, heavy, rtl bool) (line []letter, wide float64) {
	runes := []rune(text)
	if t.builtin(text, heavy) {
		line = t.plain(nil, t.of(heavy)[0], runes)
	} else {
		for _, run := range t.runs(runes, rtl) {
			line = t.run(line, runes[run.Start:run.End], heavy, !run.IsLeftToRight())
		}
	}
	for i := range line {
		line[i].x += wide
		wide += line[i].wide
	}
	return line, wide
}

// runs are the stretches of one direction as they stand from left to right
// (Unicode Annex 9, rule L2).
func (t *typesetter) runs(runes []rune, rtl bool) []bidi.Run {
	base := bidi.LeftToRight
	if rtl {
		base = bidi.RightToLeft
	}
	found := t.bidi.Segment(runes, base)
	var out []bidi.Run
	highest := bidi.Level(0)
	for i := range found.NumRuns() {
		out = append(out, found.Run(i))
		highest = max(highest, out[i].Level)
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(out); i++ {
			k := i
			for k < len(out) && out[k].Level >= level {
				k++
			}
			slices.Reverse(out[i:k])
			i = max(i, k)
		}
	}
	return out
}

// run adds a stretch of one direction, piece by piece of what one font has.
func (t *typesetter) run(line []letter, runes []rune, heavy, rtl bool) []letter {
	type piece struct {
		face *typeface
		text []rune
	}
	var pieces []piece
	for _, r := range runes {
		if isSilent(r) {
			if n := len(pieces); n > 0 && pieces[n-1].face != nil {
				pieces[n-1].text = append(pieces[n-1].text, r) // joiners and the like say how others are shaped
			}
			continue
		}
		var before *typeface
		if n := len(pieces); n > 0 {
			before = pieces[n-1].face
		}
		f := t.find(r, heavy, before)
		if n := len(pieces); n == 0 || f != before {
			pieces = append(pieces, piece{face: f})
		}
		last := &pieces[len(pieces)-1]
		last.text = append(last.text, r)
	}
	if rtl {
		slices.Reverse(pieces)
	}
	for _, p := range pieces {
		switch {
		case p.face == nil:
			line = t.missing(line, p.text, rtl)
		default:
			line = append(line, t.shape(p.face, p.text, rtl)...)
		}
	}
	return line
}

// isSilent reports characters that no font needs to show: they only say how
// their neighbours are shaped.
func isSilent(r rune) bool {
	return isJoined(r) && !unicode.In(r, unicode.Mn, unicode.Me) && !(r >= 0x1F3FB && r <= 0x1F3FF) || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

// find is the first font that has a character. A mark stays with what it
// stands on, where that font has it.
func (t *typesetter) find(r rune, heavy bool, before *typeface) *typeface {
	if before != nil && (isJoined(r) || unicode.In(r, unicode.Common, unicode.Inherited) && r != ' ') {
		if _, has := before.glyph(r); has {
			return before
		}
	}
	for _, f := range t.of(heavy) {
		if _, has := f.glyph(r); has {
			return f
		}
	}
	t.lacks[r] = true
	return nil
}

func (t *typesetter) missing(line []letter, runes []rune, rtl bool) []letter {
	if rtl {
		runes = slices.Clone(runes)
		slices.Reverse(runes)
	}
	for _, r := range runes {
		line = append(line, letter{wide: missingWide, text: string(r)})
	}
	return line
}

// plain is one glyph for each character.
func (t *typesetter) plain(line []letter, f *typeface, runes []rune) []letter {
	for _, r := range runes {
		if g, has := f.glyph(r); has && !isSilent(r) {
			line = append(line, letter{face: f, glyph: g, wide: f.advance(g), text: string(r)})
		}
	}
	return line
}

// shape lets letters join and marks find their place, as the font says.
func (t *typesetter) shape(f *typeface, runes []rune, rtl bool) []letter {
	b := harfbuzz.NewBuffer()
	b.AddRunes(runes, 0, -1)
	b.Props.Direction = harfbuzz.LeftToRight
	if rtl {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	b.Props.Language = language.NewLanguage("und") // not that of the machine
	b.GuessSegmentProperties()
	b.Shape(f.shaper(), nil)
	line := make([]letter, 0, len(b.Info))
	for i, info := range b.Info {
		p := b.Pos[i]
		ems := func(units harfbuzz.Position) float64 { // a stranger's font may say anything
			return min(max(float64(units)/f.perEm, -maxReach), maxReach)
		}
		line = append(line, letter{face: f, glyph: info.Glyph, wide: max(ems(p.XAdvance), 0), x: ems(p.XOffset), y: ems(p.YOffset)})
	}
	nameClusters(line, b.Info, runes)
	return line
}

// nameClusters says of the first glyph of each cluster what it stands for.
func nameClusters(line []letter, info []harfbuzz.GlyphInfo, runes []rune) {
	from := func(i int) int { return min(max(info[i].Cluster, 0), len(runes)) }
	for i := range info {
		if i > 0 && info[i].Cluster == info[i-1].Cluster {
			continue
		}
		end := len(runes)
		for k := range info {
			if c := from(k); c > from(i) && c < end {
				end = c
			}
		}
		line[i].text = string(runes[from(i):end])
	}
}
