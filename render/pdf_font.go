package render

import (
	"encoding/binary"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/go-text/typesetting/font"
)

// A given font is not put into a PDF as it is: the glyphs that are used are
// written into a new, small TrueType font, whatever they came from. So every
// kind of font can be embedded, and the writer of the PDF never reads a
// stranger's tables.

// maxEmbedded is how many glyphs one embedded font has at most; the next ones
// go into another.
const maxEmbedded = 4000

// privateUse are the codes of glyphs that stand for no single character.
const privateUse, privateEnd = 0xE000, 0xF8FF

// embedded is a font to be put into a PDF.
type embedded struct {
	face   *typeface
	name   string
	glyphs []font.GID
	codes  []rune
	taken  map[rune]bool
	next   rune
}

// place is where a glyph of a given font is found in the PDF.
type place struct {
	name string
	code rune
}

// embedder gathers the glyphs of given fonts that a PDF uses.
type embedder struct {
	fonts  []*embedded
	places map[letterKey]place
}

type letterKey struct {
	face  *typeface
	glyph font.GID
}

// add finds or makes the place of a glyph. A glyph that stands for one
// character gets its code, so that readers find that text.
func (e *embedder) add(l letter) place {
	key := letterKey{l.face, l.glyph}
	if p, known := e.places[key]; known {
		return p
	}
	f := e.room(l.face)
	code, size := utf8.DecodeRuneInString(l.text)
	if size != len(l.text) || code < 0xA0 || code > 0xFFFD || code >= privateUse && code <= privateEnd || f.taken[code] {
		code = f.next
		f.next++
	}
	f.taken[code] = true
	f.glyphs, f.codes = append(f.glyphs, l.glyph), append(f.codes, code)
	e.places[key] = place{f.name, code}
	return e.places[key]
}

// room is the last font for a face, a new one where that is full.
func (e *embedder) room(face *typeface) *embedded {
	for _, f := range slices.Backward(e.fonts) {
		if f.face == face && len(f.glyphs) < maxEmbedded {
			return f
		}
	}
	name := "given" + string(rune('a'+len(e.fonts)%26)) + string(rune('a'+len(e.fonts)/26%26))
	f := &embedded{face: face, name: name, taken: map[rune]bool{}, next: privateUse}
	e.fonts = append(e.fonts, f)
	return f
}

// trueType is the font as a file.
func (f *embedded) trueType() []byte {
	order := make([]int, len(f.glyphs)) // by code, as the tables want it
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(f.codes[a]) - int(f.codes[b]) })
	var glyf, hmtx bytesOut
	loca := bytesOut{}
	loca.u32(0)
	loca.u32(0) // the glyph of what is missing is empty
	hmtx.u16(int(f.face.perEm)/2, 0)
	codes := make([]rune, len(order))
	for i, k := range order {
		codes[i] = f.codes[k]
		drawn, left := simpleGlyph(f.face.shape(f.glyphs[k]))
		glyf = append(glyf, drawn...)
		loca.u32(len(glyf))
		hmtx.u16(clampUnits(f.face.advance(f.glyphs[k])*f.face.perEm), left)
	}
	return sfntFile(map[string][]byte{
		"glyf": append(glyf, 0, 0, 0, 0), "loca": loca, "hmtx": hmtx, "cmap": codeTable(codes),
		"head": headTable(int(f.face.perEm)), "hhea": hheaTable(int(f.face.perEm), len(order)+1),
		"maxp": maxpTable(len(order) + 1), "OS/2": os2Table(int(f.face.perEm)), "post": make([]byte, 32), "name": {0, 0, 0, 0, 0, 6},
	})
}

// bytesOut is a table that is being written, most significant byte first.
type bytesOut []byte

func (b *bytesOut) u16(v ...int) {
	for _, x := range v {
		*b = binary.BigEndian.AppendUint16(*b, uint16(x))
	}
}
func (b *bytesOut) u32(v ...int) {
	for _, x := range v {
		*b = binary.BigEndian.AppendUint32(*b, uint32(x))
	}
}

// clampUnits keeps a coordinate of a stranger's font to what a table can hold,
// and the difference of two as well.
func clampUnits(x float64) int {
	if math.IsNaN(x) {
		return 0
	}
	return int(math.Round(min(max(x, -16000), 16000)))
}

func sfntFile(tables map[string][]byte) []byte {
	var names []string
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	out := bytesOut{}
	out.u32(0x00010000)
	out.u16(len(names), 128, 3, len(names)*16-128)
	at := 12 + 16*len(names)
	for _, name := range names {
		out = append(out, name...)
		out.u32(0, at, len(tables[name])) // no reader of a PDF looks at the checksum
		at += (len(tables[name]) + 3) &^ 3
	}
	for _, name := range names {
		out = append(out, tables[name]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

func headTable(perEm int) []byte {
	var b bytesOut
	b.u32(0x00010000, 0x00010000, 0, 0x5F0F3CF5)
	b.u16(0, perEm)
	b.u32(0, 0, 0, 0) // no date
	b.u16(0, -perEm, 2*perEm, 2*perEm)
	b.u16(0, 8, 2, 1, 0) // offsets of 32 bits
	return b
}

func hheaTable(perEm, glyphs int) []byte {
	var b bytesOut
	b.u32(0x00010000)
	b.u16(perEm, -perEm/4, 0, 2*perEm, 0, 0, 2*perEm, 1, 0, 0, 0, 0, 0, 0, 0, glyphs)
	return b
}

func maxpTable(glyphs int) []byte {
	var b bytesOut
	b.u32(0x00010000)
	b.u16(glyphs, 0xFFFF, 0xFFFF, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)
	return b
}

func os2Table(perEm int) []byte {
	var b bytesOut
	b.u16(4, perEm/2, 400, 5, 0)
	b = append(b, make([]byte, 58)...)
	b.u16(perEm, -perEm/4, 0, perEm, perEm/4)
	b = append(b, make([]byte, 8)...)
	b.u16(perEm/2, perEm*7/10, 0, 32, 0)
	return b
}

// codeTable is a cmap of format 4 with a segment for each code; the first code
// has glyph 1.
func codeTable(codes []rune) []byte {
	n := len(codes) + 1
	var ends, starts, deltas, b bytesOut
	for i, c := range codes {
		ends.u16(int(c))
		starts.u16(int(c))
		deltas.u16(i + 1 - int(c))
	}
	ends.u16(0xFFFF, 0)
	starts.u16(0xFFFF)
	deltas.u16(1)
	b.u16(0, 1, 3, 1)
	b.u32(12)
	b.u16(4, 16+8*n, 0, 2*n, 0, 0, 0)
	b = append(append(append(b, ends...), starts...), deltas...)
	return append(b, make([]byte, 2*n)...)
}
