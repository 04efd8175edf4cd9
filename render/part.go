package render

// part is a piece of a row: a line of text, a tag, a sign.
type part struct {
	w, h   Unit
	label  string
	tag    tag
	center bool // the text stands in the middle of the part
}

// tag says how a part looks.
type tag struct {
	size   int
	bold   bool
	color  ink // of text and glyph
	fill   ink
	stroke ink
	glyph  glyph
	dash   []Unit
	rtl    bool
	strike bool
}

// row is a line of a node: its parts side by side.
type row struct {
	w, h  Unit
	parts []part
}

const partGap = 6 * px

// plain makes a line of text without a frame.
func plain(s string, t tag, height Unit) part {
	return part{w: t.face().width(s, t.size), h: height, label: s, tag: t}
}

// chip makes a text in a rounded frame, with a glyph before it if it has one.
func chip(s string, t tag) part {
	w := 12 * px
	if s != "" {
		w += t.face().width(s, t.size)
	}
	if t.glyph != glyphNone {
		w += glyphSize
		if s != "" {
			w += 3 * px
		}
	}
	return part{w: ceilPx(w), h: 18 * px, label: s, tag: t}
}

func (t tag) face() *face {
	if t.bold {
		return bold
	}
	return regular
}

// framed reports whether a part has a frame, and so room around its text.
func (p *part) framed() bool { return p.tag.fill != none || p.tag.stroke != none }

// draw adds the part with its top left corner at a point.
func (p *part) draw(items []item, at Point) []item {
	t := p.tag
	x := at.X
	if p.framed() {
		items = append(items, item{path: roundRect(at.X, at.Y, p.w, p.h, p.h/2), fill: t.fill, stroke: t.stroke, width: px * 5 / 4, dash: t.dash})
		x += 6 * px
	}
	if t.glyph != glyphNone {
		items = append(items, drawGlyph(t.glyph, Point{x, at.Y + (p.h-glyphSize)/2}, t.color))
		x += glyphSize + 3*px
	}
	if p.label == "" {
		return items
	}
	w := &words{text: p.label, size: t.size, bold: t.bold, fill: t.color, rtl: t.rtl, strike: t.strike}
	w.at.Y = at.Y + p.h/2 + Unit(t.size)*px*35/100
	w.at.X, w.anchor = p.textAt(x, at.X+p.w)
	return append(items, item{words: w})
}

// textAt anchors the text in what is left of the part: widths are those of
// the widest font, so that text set from the left would look off its middle.
func (p *part) textAt(x, end Unit) (Unit, anchor) {
	switch {
	case p.framed():
		return (x + end - 6*px) / 2, middle
	case p.tag.glyph != glyphNone:
		return x, left
	case p.center:
		return (x + end) / 2, middle
	case p.tag.rtl:
		return end, right
	}
	return x, left
}

// flow sets parts side by side in as many rows as a width asks for.
func flow(parts []part, width, above Unit) []row {
	var rows []row
	for _, p := range parts {
		if n := len(rows); n > 0 && rows[n-1].w+partGap+p.w <= width {
			r := &rows[n-1]
			r.w += partGap + p.w
			r.h = max(r.h, p.h+above)
			r.parts = append(r.parts, p)
			continue
		}
		rows = append(rows, row{w: p.w, h: p.h + above, parts: []part{p}})
	}
	return rows
}

// draw adds the row in a band from x of a width, at y, its parts at the
// bottom of it: what is above them is the distance to the row before.
func (r *row) draw(items []item, x, y, width Unit, center bool) []item {
	if center {
		x += (width - r.w) / 2
	}
	for i := range r.parts {
		p := &r.parts[i]
		if p.tag.rtl && !center {
			x += width - r.w
		}
		p.center = center && len(r.parts) == 1
		items = p.draw(items, Point{x, y + r.h - p.h})
		x += p.w + partGap
	}
	return items
}
