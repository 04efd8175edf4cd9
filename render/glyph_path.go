package render

import (
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Limits of one glyph of a font that a stranger made: the most intricate
// characters have some hundred steps, and ornaments reach two ems far. What is
// beyond them is not drawn, and its character counts as missing.
const (
	maxSteps = 4000
	maxReach = 6 // ems
)

// outlineOf reads the shape of a glyph. Curves of the second degree become
// ones of the third, which is what a path has.
func outlineOf(face *font.Face, g font.GID) glyphPath {
	drawn, ok := face.GlyphData(g).(font.GlyphOutline)
	if !ok || len(drawn.Segments) > maxSteps {
		return glyphPath{}
	}
	o := stepsOf(drawn)
	far := maxReach * float64(face.Upem())
	for _, p := range o.pts {
		if !(math.Abs(p.x) <= far && math.Abs(p.y) <= far) {
			return glyphPath{}
		}
	}
	return o
}

func stepsOf(drawn font.GlyphOutline) (o glyphPath) {
	at := pixel{}
	point := func(p opentype.SegmentPoint) pixel { return pixel{float64(p.X), float64(p.Y)} }
	for i, s := range drawn.Segments {
		to := s.Args
		if i == 0 && s.Op != opentype.SegmentOpMoveTo {
			return glyphPath{}
		}
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if i > 0 {
				o.add(closePath)
			}
			at = point(to[0])
			o.add(moveTo, at)
		case opentype.SegmentOpLineTo:
			at = point(to[0])
			o.add(lineTo, at)
		case opentype.SegmentOpQuadTo:
			c, end := point(to[0]), point(to[1])
			o.add(curveTo, between(at, c, 2./3), between(end, c, 2./3), end)
			at = end
		case opentype.SegmentOpCubeTo:
			at = point(to[2])
			o.add(curveTo, point(to[0]), point(to[1]), at)
		}
	}
	if len(o.steps) > 0 {
		o.add(closePath)
	}
	return o
}

func (o *glyphPath) add(s step, pts ...pixel) {
	o.steps = append(o.steps, s)
	o.pts = append(o.pts, pts...)
}

// between is the point at a share t of the way from a to b. The conversions
// round each product on its own: without them some processors would round it
// together with the sum, and the picture would differ from that of others.
func between(a, b pixel, t float64) pixel {
	return pixel{a.x + float64((b.x-a.x)*t), a.y + float64((b.y-a.y)*t)}
}
