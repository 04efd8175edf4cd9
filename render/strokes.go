package render

import "strings"

// head is what stands at the To end of a link.
type head uint8

const (
	headSolid head = iota
	headHollow
	headBarb
	headRing
)

// linkLook says how a kind of link is drawn.
type linkLook struct {
	doc   string
	color ink
	width Unit
	dash  []Unit
	head  head
	sign  []path // drawn in a disc on the line
}

// changeSigns tell what became of a link without colour.
var changeSigns = map[Change][]path{
	Added:   {lines(Point{-4 * px, 0}, Point{4 * px, 0}), lines(Point{0, -4 * px}, Point{0, 4 * px})},
	Removed: {lines(Point{-4 * px, 0}, Point{4 * px, 0})},
	Changed: {wave(24).shift(Point{-6 * px, -6 * px})},
}

var linkLooks = map[LinkKind]linkLook{
	SupportedBy: {"supported by", inkSoft, px * 3 / 2, nil, headSolid, nil},
	InContextOf: {"in context of", inkSoft, px * 5 / 4, nil, headHollow, nil},
	Challenges:  {"challenges", inkFight, px * 7 / 4, dashes(7, 4), headBarb, nil},
	AnsweredBy:  {"answered by", inkSoft, px * 3 / 2, dashes(2, 4), headRing, nil},
	MeasuredBy:  {"takes its number from", inkSoft, px * 3 / 2, dashes(9, 3), headSolid, nil},
}

var linkOrder = []LinkKind{SupportedBy, MeasuredBy, InContextOf, Challenges, AnsweredBy}

// lookOf makes the way to a gap heavy and dark.
func (l *Link) lookOf() linkLook {
	k, ok := linkLooks[l.Kind]
	if !ok {
		k = linkLooks[SupportedBy]
	}
	if l.OnGapPath {
		k.width = 3 * px
		if l.Kind != Challenges {
			k.color = inkText
		}
	}
	if c, ok := changeLooks[l.Change]; ok && l.Change != Affected {
		k.color = c.color
		k.sign = changeSigns[l.Change]
		if l.Change == Removed {
			k.dash = c.dash
		}
	}
	return k
}

// turn is the radius of the corners of lines.
const turnRadius = 9 * px

// draw is the items of a link along its way.
func (w way) draw(k linkLook, defeated bool, points []string) []item {
	pts := w.trimmed(k)
	p := rounded(pts)
	if w.curve {
		p = curves(pts)
	}
	items := []item{{path: p, stroke: k.color, width: k.width, dash: k.dash, round: len(k.dash) > 0}}
	n := len(w.pts)
	items = append(items, k.arrow(w.pts[n-1], direction(w.pts[n-2], w.pts[n-1])))
	if defeated {
		items = append(items, w.crossed())
	}
	if len(k.sign) > 0 {
		items = append(items, w.signed(k)...)
	}
	return append(items, w.pointed(points)...)
}

// beforeHead is where a square stands before the tip of a link: close to it, as
// links that fork share the rest of their way.
const beforeHead = 17 * px

// pointed is the black square of the assurance claim points on a link, with
// their names, before its head, or where there is no room nearer to its start
// than what is drawn in the middle.
func (w way) pointed(names []string) []item {
	if len(names) == 0 {
		return nil
	}
	n, arm := len(w.pts), 9*px/2
	at := Point{(3*w.pts[n-2].X + 2*w.pts[n-1].X) / 5, (3*w.pts[n-2].Y + 2*w.pts[n-1].Y) / 5}
	if w.curve {
		at = curveAt(w.pts[n-4:], 2, 5)
	} else if half(w.pts[n-2], w.pts[n-1]) >= beforeHead {
		at = along(w.pts[n-1], direction(w.pts[n-2], w.pts[n-1]), -beforeHead)
	}
	name := words{at: Point{at.X + arm + 4*px, at.Y + 4*px}, text: shorten(clean(strings.Join(names, ", ")), maxPointName), size: 11, bold: true, fill: inkText}
	if w.pts[n-1].Y == w.pts[n-2].Y { // beside a line that lies there is no room
		name.at, name.anchor = Point{(w.pts[n-2].X + w.pts[n-1].X) / 2, at.Y - arm - 3*px}, middle
	}
	return []item{{path: polygon(Point{at.X - arm, at.Y - arm}, Point{at.X + arm, at.Y - arm}, Point{at.X + arm, at.Y + arm}, Point{at.X - arm, at.Y + arm}), fill: inkText}, {words: &name}}
}

// maxPointName is how many characters of the names of points stand on a link;
// the nodes at its ends have them in full.
const maxPointName = 24

// trimmed ends the line within its arrowhead, so that it does not show at the tip.
func (w way) trimmed(k linkLook) []Point {
	pts := append([]Point(nil), w.pts...)
	n := len(pts)
	d := direction(pts[n-2], pts[n-1])
	back := 7 * px
	if k.head == headRing {
		back = 9 * px
	}
	if k.head != headBarb {
		pts[n-1] = along(pts[n-1], d, -back)
	}
	return pts
}

// unit vectors have a length of 1024.
func direction(a, b Point) Point {
	d := Point{b.X - a.X, b.Y - a.Y}
	n := Unit(isqrt(int64(d.X*d.X + d.Y*d.Y)))
	if n == 0 {
		return Point{0, 1024}
	}
	return Point{d.X * 1024 / n, d.Y * 1024 / n}
}

func along(p, d Point, by Unit) Point { return Point{p.X + d.X*by/1024, p.Y + d.Y*by/1024} }

// arrow is the head of a link with its tip at a point.
func (k linkLook) arrow(tip, d Point) item {
	length, half := 10*px, 9*px/2
	if k.width > 2*px {
		length, half = 12*px, 11*px/2
	}
	across := Point{-d.Y, d.X}
	base := along(tip, d, -length)
	a, b := along(base, across, half), along(base, across, -half)
	switch k.head {
	case headHollow:
		return item{path: polygon(along(tip, d, -px), a, b), fill: white, stroke: k.color, width: px * 5 / 4}
	case headBarb:
		return item{path: lines(a, tip, b), stroke: k.color, width: 2 * px, round: true}
	case headRing:
		c := along(tip, d, -5*px)
		return item{path: oval(c.X-4*px, c.Y-4*px, 8*px, 8*px, roundArm), fill: white, stroke: k.color, width: px * 3 / 2}
	}
	return item{path: polygon(tip, a, b), fill: k.color}
}

// signed is a disc on the last stretch of a link, with a sign in it.
func (w way) signed(k linkLook) []item {
	c, r := w.middle(), 7*px
	items := []item{{path: oval(c.X-r, c.Y-r, 2*r, 2*r, roundArm), fill: white, stroke: k.color, width: px * 3 / 2}}
	for _, p := range k.sign {
		items = append(items, item{path: p.shift(c), stroke: k.color, width: 2 * px, round: true})
	}
	return items
}

// middle is the middle of the last stretch of a link.
func (w way) middle() Point {
	n := len(w.pts)
	if w.curve {
		return curveAt(w.pts[n-4:], 1, 2)
	}
	return Point{(w.pts[n-2].X + w.pts[n-1].X) / 2, (w.pts[n-2].Y + w.pts[n-1].Y) / 2}
}

// crossed is the cross on a link that carries no support any more.
func (w way) crossed() item {
	c, r := w.middle(), 6*px
	p := lines(Point{c.X - r, c.Y - r}, Point{c.X + r, c.Y + r})
	p.move(Point{c.X + r, c.Y - r})
	p.line(Point{c.X - r, c.Y + r})
	return item{path: p, stroke: looks[Defeated].color, width: 5 * px / 2, round: true}
}

// rounded is a line through points with round corners.
func rounded(pts []Point) path {
	var p path
	p.move(pts[0])
	for i := 1; i < len(pts)-1; i++ {
		a, c, b := pts[i-1], pts[i], pts[i+1]
		r := min(turnRadius, half(a, c), half(c, b))
		if r < px {
			p.line(c)
			continue
		}
		from, to := along(c, direction(a, c), -r), along(c, direction(c, b), r)
		p.line(from)
		p.curve(toward(from, c), toward(to, c), to)
	}
	p.line(pts[len(pts)-1])
	return p
}

func half(a, b Point) Unit {
	dx, dy := b.X-a.X, b.Y-a.Y
	return Unit(isqrt(int64(dx*dx+dy*dy))) / 2
}

// toward is the control point that makes a corner round.
func toward(a, c Point) Point {
	return Point{span(a.X, c.X, 5523, 10000), span(a.Y, c.Y, 5523, 10000)}
}

func curves(pts []Point) path {
	var p path
	p.move(pts[0])
	for i := 1; i+2 < len(pts); i += 3 {
		p.curve(pts[i], pts[i+1], pts[i+2])
	}
	return p
}
