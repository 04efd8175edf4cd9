package render

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// pdfText is how a line of text is written; the size is in points.
type pdfText struct {
	size, narrow float64
	bold, rtl    bool
	ink          ink
}

// embed puts the glyphs of given fonts that the pages use into the document.
func (p *pdfWriter) embed(sc *scene) {
	p.given.places = map[letterKey]place{}
	gather := func(text string, heavy, rtl bool) {
		if p.set.builtin(text, heavy) {
			return
		}
		line, _ := p.set.set(text, heavy, rtl)
		for _, l := range line {
			if !p.own(l) {
				p.given.add(l)
			}
		}
	}
	for i := range sc.groups {
		for _, it := range sc.groups[i].items {
			if it.words != nil {
				gather(it.words.text, it.words.bold, it.words.rtl)
			}
		}
	}
	for _, line := range []string{sc.foot, sc.title} { // on the sheets of a poster
		gather(line, false, rightToLeft(line))
	}
	for _, f := range p.given.fonts {
		p.doc.AddUTF8FontFromBytes(f.name, "", f.trueType())
	}
}

// own reports whether a letter is written in a Go font, or in none.
func (p *pdfWriter) own(l letter) bool {
	return l.face == nil || l.face == p.set.faces[0][0] || l.face == p.set.faces[1][0]
}

func (p *pdfWriter) words(w *words, origin Point) {
	size := float64(float64(w.size) * 64 * p.scale)
	_, ems := p.set.set(w.text, w.bold, w.rtl)
	narrow := w.narrow(ems * float64(w.size))
	x, y := p.at(w.at, origin)
	width := ems * size * narrow
	switch {
	case w.anchor == middle:
		x -= width / 2
	case w.anchor == right || w.rtl:
		x -= width
	}
	p.line(w.text, pixel{x, y}, pdfText{size, narrow, w.bold, w.rtl, w.fill})
	if w.strike {
		p.pen(&item{stroke: w.fill, width: px})
		up := float64(size * 0.3)
		p.doc.Line(x, y-up, x+width, y-up)
	}
}

// line writes a line of text that begins at a point on its baseline.
func (p *pdfWriter) line(text string, at pixel, t pdfText) {
	p.doc.SetTextColor(t.ink.rgb())
	if t.narrow < 1 { // the horizontal scale of PDF, in percent
		p.doc.RawWriteStr(fmt.Sprintf("%.2f Tz", t.narrow*100))
	}
	if p.set.builtin(text, t.bold) {
		p.goText(text, at, t.size, t.bold)
	} else {
		p.shaped(text, at, t)
	}
	if t.narrow < 1 {
		p.doc.RawWriteStr("100 Tz")
	}
}

func (p *pdfWriter) goText(text string, at pixel, size float64, heavy bool) {
	p.doc.SetFont("go", map[bool]string{true: "B", false: ""}[heavy], size)
	p.doc.Text(at.x, at.y, strings.Map(func(r rune) rune {
		if isSilent(r) {
			return -1
		}
		return r
	}, text))
}

// shaped writes letters one by one at their places. A glyph whose code is not
// the text that it stands for says so, for those who search and copy.
func (p *pdfWriter) shaped(text string, at pixel, t pdfText) {
	line, _ := p.set.set(text, t.bold, t.rtl)
	for _, l := range line {
		from := pixel{at.x + float64(l.x*t.size*t.narrow), at.y - float64(l.y*t.size)}
		if p.own(l) && l.face != nil {
			p.goText(l.shown(), from, t.size, t.bold)
			continue
		}
		to := p.given.places[letterKey{l.face, l.glyph}]
		plain := l.face != nil && l.text == string(to.code)
		if !plain {
			p.doc.RawWriteStr("/Span <</ActualText <FEFF" + hexUTF16(l.text) + ">>> BDC")
		}
		if l.face == nil {
			p.missing(l, from, t)
		} else if to.name != "" {
			p.doc.SetFont(to.name, "", t.size)
			p.doc.Text(from.x, from.y, string(to.code))
		}
		if !plain {
			p.doc.RawWriteStr("EMC")
		}
	}
}

func hexUTF16(text string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// missing draws the box of a character that no font has, with its code.
func (p *pdfWriter) missing(l letter, from pixel, t pdfText) {
	b := missingBox(l.text)
	d := p.doc
	d.SetDrawColor(t.ink.rgb())
	d.SetDashPattern(nil, 0)
	d.SetLineWidth(0.04 * t.size)
	d.Rect(from.x+float64(b.left*t.size*t.narrow), from.y-float64(b.top*t.size), (b.right-b.left)*t.size*t.narrow, (b.top-b.low)*t.size, "D")
	for _, row := range b.rows {
		p.goText(row.text, pixel{from.x + float64(row.x*t.size*t.narrow), from.y - float64(row.y*t.size)}, row.size*t.size, false)
	}
}

// mirrored are the characters that turn round in text from right to left.
var mirrored = strings.NewReplacer("(", ")", ")", "(", "[", "]", "]", "[", "{", "}", "}", "{", "<", ">", ">", "<", "«", "»", "»", "«")

// shown is the text whose glyph the letter is: a bracket may have turned round.
func (l letter) shown() string {
	other := mirrored.Replace(l.text)
	if other == l.text {
		return other
	}
	r, _ := utf8.DecodeRuneInString(other)
	if g, has := l.face.glyph(r); has && g == l.glyph {
		return other
	}
	return l.text
}
