package render

import "math"

// words draws a line of text, its letters as far together as its room asks.
func (c *canvas) words(w *words, origin Point) {
	line, ems := c.set.set(w.text, w.bold, w.rtl)
	size := float64(w.size) * c.scale
	width := ems * size
	narrow := w.narrow(ems * float64(w.size))
	width *= narrow
	at := c.pixel(w.at, origin)
	switch {
	case w.anchor == middle:
		at.x -= width / 2
	case w.anchor == right || w.rtl:
		at.x -= width
	}
	for _, l := range line {
		from := pixel{at.x + float64(l.x*size*narrow), at.y - float64(l.y*size)}
		if l.face == nil {
			c.missing(l, from, size*narrow, size, w)
		} else {
			c.glyph(l, from, size*narrow, size, w.fill)
		}
	}
	if w.strike {
		y := at.y - float64(size*0.3)
		c.paint(thick([]pixel{{at.x, y}, {at.x + width, y}}, 0.6*c.scale, false), w.fill)
	}
}

// glyph fills the shape of a letter; wide and high are the em in pixels.
func (c *canvas) glyph(l letter, from pixel, wide, high float64, ink ink) {
	shape := l.face.shape(l.glyph)
	parts := min(3+int(high/12), flatness)
	var out []polyline
	at := 0
	next := func() pixel {
		p := shape.pts[at]
		at++
		return pixel{from.x + float64(p.x*wide/l.face.perEm), from.y - float64(p.y*high/l.face.perEm)}
	}
	for _, s := range shape.steps {
		switch s {
		case moveTo:
			out = append(out, polyline{pts: []pixel{next()}})
		case lineTo:
			o := &out[len(out)-1]
			o.pts = append(o.pts, next())
		case curveTo:
			out[len(out)-1].curve(next(), next(), next(), parts)
		}
	}
	c.fill(out, ink)
}

// missing draws a box with the code of a character that no font has, so that
// it is seen to be missing and which it is.
func (c *canvas) missing(l letter, from pixel, wide, high float64, w *words) {
	b := missingBox(l.text)
	place := func(x, y float64) pixel { return pixel{from.x + float64(x*wide), from.y - float64(y*high)} }
	corners := []pixel{place(b.left, b.low), place(b.right, b.low), place(b.right, b.top), place(b.left, b.top)}
	half := math.Max(0.02*high, 0.3)
	c.paint(thick(append(corners, corners[0]), half, true), w.fill)
	for _, row := range b.rows {
		digits := c.set.plain(nil, c.set.faces[0][0], []rune(row.text))
		x := row.x
		for _, d := range digits {
			c.glyph(d, place(x, row.y), wide*row.size, high*row.size, w.fill)
			x += d.wide * row.size
		}
	}
}
