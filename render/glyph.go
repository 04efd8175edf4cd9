package render

// glyph is a small sign of a state, drawn as strokes so that no font is asked
// whether it has it.
type glyph uint8

const (
	glyphNone glyph = iota
	glyphCross
	glyphBar
	glyphSlash
	glyphBang
	glyphRing
	glyphDiamond
	glyphQuery
	glyphLetterA
	glyphTilde
	glyphClock
	glyphDot
	glyphPencil
	glyphHand
	glyphError
	glyphCount // how many there are
)

// grid is a glyph on a field of 12 by 12 pixels; numbers are quarter pixels.
func grid(p ...Unit) []Point {
	out := make([]Point, len(p)/2)
	for i := range out {
		out[i] = Point{p[2*i] * px / 4, p[2*i+1] * px / 4}
	}
	return out
}

// strokes are the outlines of each glyph.
func (g glyph) strokes() []path {
	switch g {
	case glyphCross:
		return []path{lines(grid(12, 12, 36, 36)...), lines(grid(36, 12, 12, 36)...)}
	case glyphBar: // below a line that it should be above: a barred arrow
		return []path{lines(grid(10, 8, 38, 8)...), lines(grid(24, 40, 24, 16)...), lines(grid(15, 25, 24, 15, 33, 25)...)}
	case glyphSlash:
		return []path{disc(24, 24, 16), lines(grid(13, 35, 35, 13)...)}
	case glyphBang:
		return []path{lines(grid(24, 8, 24, 27)...), disc(24, 37, 2)}
	case glyphRing:
		return []path{disc(24, 24, 14)}
	case glyphDiamond:
		return []path{polygon(grid(24, 6, 42, 24, 24, 42, 6, 24)...)}
	}
	return g.otherStrokes()
}

func (g glyph) otherStrokes() []path {
	switch g {
	case glyphQuery:
		var p path
		p.move(Point{15 * px / 4, 16 * px / 4})
		c := grid(15, 4, 34, 4, 34, 16, 34, 24, 24, 22, 24, 30)
		p.curve(c[0], c[1], c[2])
		p.curve(c[3], c[4], c[5])
		return []path{p, disc(24, 39, 2)}
	case glyphLetterA:
		return []path{lines(grid(11, 40, 24, 8, 37, 40)...), lines(grid(16, 29, 32, 29)...)}
	case glyphTilde:
		return []path{wave(17), wave(31)}
	case glyphClock:
		return []path{disc(24, 24, 17), lines(grid(24, 13, 24, 24, 33, 29)...)}
	case glyphDot:
		return []path{disc(24, 24, 5)}
	case glyphPencil:
		return []path{polygon(grid(10, 38, 13, 28, 32, 9, 39, 16, 20, 35)...), lines(grid(27, 14, 34, 21)...)}
	case glyphHand:
		return []path{polygon(grid(8, 10, 40, 10, 40, 30, 24, 30, 16, 39, 16, 30, 8, 30)...)}
	case glyphError: // a signpost that is seen first: a triangle with a bar
		return []path{polygon(grid(24, 6, 43, 40, 5, 40)...), lines(grid(24, 19, 24, 28)...), disc(24, 34, 1)}
	}
	return nil
}

func disc(x, y, r Unit) path {
	return oval((x-r)*px/4, (y-r)*px/4, 2*r*px/4, 2*r*px/4, 5523)
}

func wave(y Unit) path {
	c := grid(8, y+4, 15, y-10, 32, y+10, 40, y-4)
	var p path
	p.move(c[0])
	p.curve(c[1], c[2], c[3])
	return p
}

// glyphSize is the side of the field that a glyph is drawn on.
const glyphSize = 12 * px

// drawGlyph puts a glyph with its top left corner at a point.
func drawGlyph(g glyph, at Point, color ink) item {
	return item{path: glyphPaths[g].shift(at), stroke: color, width: px * 3 / 2, round: true}
}

// glyphPaths holds the strokes of every glyph as one path each, made once.
var glyphPaths = func() [glyphCount]path {
	var t [glyphCount]path
	for g := range t {
		for _, p := range glyph(g).strokes() {
			t[g].steps = append(t[g].steps, p.steps...)
			t[g].pts = append(t[g].pts, p.pts...)
		}
	}
	return t
}()
