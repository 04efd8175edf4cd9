package render

import "math"

// contourPoint is a point of a TrueType outline; one that is not on the curve
// is the middle point of a curve of the second degree.
type contourPoint struct {
	x, y int
	on   bool
}

// simpleGlyph writes an outline as TrueType has it, and says where it begins
// on the left.
func simpleGlyph(shape glyphPath) (b bytesOut, left int) {
	contours := contoursOf(shape)
	if len(contours) == 0 {
		return nil, 0
	}
	var all []contourPoint
	var ends bytesOut
	for _, c := range contours {
		all = append(all, c...)
		ends.u16(len(all) - 1)
	}
	x0, y0, x1, y1 := all[0].x, all[0].y, all[0].x, all[0].y
	for _, p := range all {
		x0, y0, x1, y1 = min(x0, p.x), min(y0, p.y), max(x1, p.x), max(y1, p.y)
	}
	b.u16(len(contours), x0, y0, x1, y1)
	b = append(b, ends...)
	b.u16(0) // no instructions
	var xs, ys bytesOut
	var last contourPoint
	for _, p := range all {
		flag := byte(0)
		if p.on {
			flag = 1
		}
		b = append(b, flag)
		xs.u16(p.x - last.x)
		ys.u16(p.y - last.y)
		last = p
	}
	b = append(append(b, xs...), ys...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b, x0
}

// contoursOf turns curves of the third degree into ones of the second.
func contoursOf(shape glyphPath) [][]contourPoint {
	var out [][]contourPoint
	var now []contourPoint
	var from pixel
	at := 0
	put := func(p pixel, on bool) { now = append(now, contourPoint{clampUnits(p.x), clampUnits(p.y), on}) }
	for _, s := range shape.steps {
		switch s {
		case moveTo, lineTo:
			from = shape.pts[at]
			put(from, true)
			at++
		case curveTo:
			b, c, d := shape.pts[at], shape.pts[at+1], shape.pts[at+2]
			quadratics(from, b, c, d, 0, put)
			from = d
			at += 3
		case closePath:
			if len(now) > 1 {
				out = append(out, now)
			}
			now = nil
		}
	}
	return out
}

// quadratics cuts a curve into halves until a curve of the second degree is
// nowhere further than half a unit from it.
func quadratics(a, b, c, d pixel, depth int, put func(pixel, bool)) {
	p := pixel{(3*b.x - a.x) / 2, (3*b.y - a.y) / 2}
	q := pixel{(3*c.x - d.x) / 2, (3*c.y - d.y) / 2}
	if depth == 3 || math.Abs(p.x-q.x)+math.Abs(p.y-q.y) < 9 {
		put(between(p, q, 0.5), false)
		put(d, true)
		return
	}
	ab, bc, cd := between(a, b, 0.5), between(b, c, 0.5), between(c, d, 0.5)
	abc, bcd := between(ab, bc, 0.5), between(bc, cd, 0.5)
	half := between(abc, bcd, 0.5)
	quadratics(a, ab, abc, half, depth+1, put)
	quadratics(half, bcd, cd, d, depth+1, put)
}
