package render

import "slices"

// way is the drawn course of a link, from its From to its To.
type way struct {
	pts   []Point
	curve bool
}

// placed is a plan with a place for everything.
type placed struct {
	*plan
	where   Placement
	streets *streets
	ways    []way
}

// place runs a layout and finds the way of every link.
func (p *plan) place(layout Layout) (*placed, error) {
	g := p.graph()
	where, err := layout(g)
	if err != nil {
		return nil, err
	}
	q := &placed{plan: p, where: where, ways: make([]way, len(p.links))}
	for i := range p.links {
		if l := &p.links[i]; l.role != loose {
			if q.ways[i] = q.wayOf(l); !q.hidden(l, q.ways[i]) {
				continue
			}
			l.role = loose // a curve of Graphviz behind a box: through the streets
		}
		if l := &p.links[i]; l.to == l.from {
			q.ways[i] = way{pts: q.itself(l.to)}
		} else if l.to >= 0 {
			q.pave(g)
			q.ways[i] = way{pts: q.around(l)}
		}
	}
	for i := range p.links {
		if l := &p.links[i]; l.target >= 0 {
			q.pave(g)
			q.ways[i] = way{pts: q.strike(l)}
		}
	}
	return q, nil
}

// pave finds the free ground, once a line needs it.
func (q *placed) pave(g Graph) {
	if q.streets == nil {
		q.streets = newStreets(g.Boxes, q.where.At)
	}
}

// corner is where a node stands on the sheet.
func (q *placed) corner(n int) Point {
	b := q.block[n]
	return q.where.At[b].add(q.inBox[b]).add(q.at[n])
}

func (q *placed) wayOf(l *line) way {
	if l.role == beside {
		if l.target >= 0 {
			return way{} // aimed at a link: known when that has its way
		}
		return way{pts: q.sideways(l)}
	}
	upper, lower := q.ends(l)
	if l.role == branch {
		return q.along(lower)
	}
	r := q.where.Routes[l.edge]
	pts := slices.Clone(r.Points)
	if q.covered(upper) {
		pts = slices.Insert(pts, 0, q.sideAt(upper, !q.leftOfHost(upper), lowSide(&q.figs[upper])))
	}
	last := &pts[len(pts)-1]
	last.Y = q.corner(lower).Y + q.figs[lower].top(last.X-q.corner(lower).X)
	if l.flip {
		slices.Reverse(pts)
	}
	return way{pts, r.Curve}
}

// top is the height of the outline at x.
func (f *figure) top(x Unit) Unit {
	lo, hi := Unit(0), f.h/2
	for lo < hi {
		y := (lo + hi) / 2
		if l, r := f.shape.inset(f.w, f.h, y); l <= x && x <= f.w-r {
			hi = y
		} else {
			lo = y + 1
		}
	}
	return lo
}

// side is the middle of the left or right outline of a node.
func (q *placed) side(n int, onLeft bool) Point { return q.sideAt(n, onLeft, q.figs[n].h/2) }

func (q *placed) sideAt(n int, onLeft bool, y Unit) Point {
	f := &q.figs[n]
	l, r := f.shape.inset(f.w, f.h, y)
	if onLeft {
		return q.corner(n).add(Point{l, y})
	}
	return q.corner(n).add(Point{f.w - r, y})
}

// along follows the line of a column down to a leaf.
func (q *placed) along(n int) way {
	var blocks []int
	for b := q.block[n]; b >= 0; b = q.over[b] {
		blocks = append(blocks, b)
	}
	slices.Reverse(blocks)
	goal := q.side(n, true)
	if q.where.Routes[q.into[q.block[n]]].Curve {
		return q.curvedAlong(blocks, goal)
	}
	var pts []Point
	for _, b := range blocks {
		for _, pt := range q.where.Routes[q.into[b]].Points {
			pts = extend(pts, pt)
		}
	}
	pts = extend(pts, Point{pts[len(pts)-1].X, goal.Y})
	return way{pts: append(pts, goal)}
}

// curvedAlong is the same way over routes that are curves.
func (q *placed) curvedAlong(blocks []int, goal Point) way {
	var pts []Point
	for _, b := range blocks {
		r := q.where.Routes[q.into[b]].Points
		if len(pts) > 0 {
			pts = straightTo(pts, r[0])
			r = r[1:]
		}
		pts = append(pts, r...)
	}
	pts = straightTo(pts, Point{pts[len(pts)-1].X, goal.Y})
	return way{straightTo(pts, goal), true}
}

// straightTo adds a straight piece to a curve.
func straightTo(pts []Point, to Point) []Point {
	a := pts[len(pts)-1]
	return append(pts, Point{span(a.X, to.X, 1, 3), span(a.Y, to.Y, 1, 3)}, Point{span(a.X, to.X, 2, 3), span(a.Y, to.Y, 2, 3)}, to)
}

// extend adds a point to a line, or moves its end if the line runs on downwards.
func extend(pts []Point, to Point) []Point {
	if n := len(pts); n > 1 && pts[n-1].X == to.X && pts[n-2].X == to.X {
		pts[n-1] = to
		return pts
	}
	return append(pts, to)
}

// sideways joins a node and one that stands beside it.
func (q *placed) sideways(l *line) []Point {
	host, guest := l.from, l.to
	if q.host[host] == guest {
		host, guest = guest, host
	}
	onLeft := q.leftOfHost(guest)
	end := q.side(guest, !onLeft)
	y := end.Y - q.corner(host).Y
	var pts []Point
	if h := q.figs[host].h; y >= 0 && y <= h-6*px {
		pts = []Point{q.sideAt(host, onLeft, y), end}
	} else {
		start := q.sideAt(host, onLeft, h-h/4)
		x := end.X - q.gutterOf(guest)/2
		if onLeft {
			x = end.X + q.gutterOf(guest)/2
		}
		pts = []Point{start, {x, start.Y}, {x, end.Y}, end}
	}
	if host == l.to {
		slices.Reverse(pts)
	}
	return pts
}

// loopOut is how far the line of a node that refers to itself stands off it.
const loopOut = 9 * px

// itself leads from a node back to it, around its upper right corner.
func (q *placed) itself(n int) []Point {
	f, c := &q.figs[n], q.corner(n)
	start := q.sideAt(n, false, f.h/3)
	x := evenPx(f.w * 3 / 4)
	right, up := c.X+f.w+loopOut, c.Y-loopOut
	return []Point{start, {right, start.Y}, {right, up}, {c.X + x, up}, {c.X + x, c.Y + f.top(x)}}
}

// around leads a loose link through the streets.
func (q *placed) around(l *line) []Point {
	a, b := q.escape(l.from), q.escape(l.to)
	if a.row <= b.row {
		return q.streets.join(a, b)
	}
	pts := q.streets.join(q.aside(l.to, b), q.aside(l.from, a))
	slices.Reverse(pts)
	return pts
}

// aside leaves a node by its right side where that is free: a line that closes
// a ring would else lie on those that come down.
func (q *placed) aside(n int, otherwise end) end {
	b := q.block[n]
	right := q.inBox[b].X + q.at[n].X + q.figs[n].w
	if q.host[n] >= 0 || q.inRow[b] || right < q.boxes[b].w {
		return otherwise
	}
	from := q.side(n, false)
	way := []Point{from, {q.where.At[b].X + evenPx(q.boxes[b].w) + gapX/2, from.Y}}
	return end{otherwise.row, way, way}
}

// escape is the way from a node to the streets: straight up and down from the
// root of a block, sideways from what stands beside one.
func (q *placed) escape(n int) end {
	b := q.block[n]
	e := end{row: q.streets.rowOf[b]}
	f, c := &q.figs[n], q.corner(n)
	if q.host[n] < 0 && !q.inRow[b] {
		x := c.X + f.w/2
		e.pts, e.fore = []Point{{x, c.Y + f.h + f.foot}}, []Point{{x, c.Y}}
		return e
	}
	if len(q.beside[n]) > 0 {
		return q.squeeze(n, e.row)
	}
	onLeft := q.host[n] >= 0 && q.leftOfHost(n)
	from := q.side(n, onLeft)
	x := q.where.At[b].X + evenPx(q.boxes[b].w) + gapX/4
	if onLeft {
		x = q.where.At[b].X - gapX/4
	}
	e.pts = []Point{from, {x, from.Y}}
	e.fore = e.pts
	return e
}

// squeeze is the way out for a node with others further out: through the gutter
// towards its host, where the sides of a column are in line.
func (q *placed) squeeze(n, row int) end {
	b, onLeft := q.block[n], q.leftOfHost(n)
	aside := q.gutterOf(n) - 13*px - 3*px*Unit(q.above(n))
	lane := func(y Unit) []Point {
		from := q.sideAt(n, !onLeft, y)
		x := q.corner(n).X - aside
		if onLeft {
			x = q.corner(n).X + q.figs[n].w + aside
		}
		return []Point{from, {x, from.Y}}
	}
	down, up := lane(lowSide(&q.figs[n])), lane(q.figs[n].h/4)
	return end{row: row,
		pts:  append(down, Point{down[1].X, q.where.At[b].Y + q.boxes[b].h}),
		fore: append(up, Point{up[1].X, q.where.At[b].Y})}
}

// strike leads a challenge to the link that it attacks. One that stands
// elsewhere comes through the streets; one beside the link goes up, level over
// what stands there, and onto it, never behind another box.
func (q *placed) strike(l *line) []Point {
	goal := q.weakPoint(l.target)
	if host, _ := q.pair(l); q.host[l.from] < 0 || q.block[host] != q.block[l.from] {
		return q.strikeFar(l.from, q.block[host], goal)
	}
	b := q.block[l.from]
	y := q.where.At[b].add(q.inBox[b]).Y - 14*px
	c, f := q.corner(l.from), &q.figs[l.from]
	if goal.Y < y {
		y = goal.Y
	}
	pts := []Point{{c.X + f.w/2, c.Y}}
	if n := q.above(l.from); n > 0 {
		onLeft := q.leftOfHost(l.from)
		pts[0] = q.side(l.from, !onLeft)
		aside := Unit(2+5*min(n, 3)) * px // lanes of the gutter, beside the one in its middle
		if !onLeft {
			aside = -aside
		}
		pts = append(pts, pts[0].add(Point{aside, 0}))
	}
	pts = append(pts, Point{pts[len(pts)-1].X, y}, Point{goal.X, y})
	if goal.Y != y {
		pts = append(pts, goal)
	}
	return pts
}

// strikeFar comes down onto a link from the street above a block.
func (q *placed) strikeFar(from, block int, goal Point) []Point {
	a := q.escape(from)
	b := end{row: q.streets.rowOf[block], pts: []Point{goal}, fore: []Point{goal}}
	if a.row <= b.row {
		return q.streets.join(a, b)
	}
	b.row-- // leaves from above its row, not from below it
	pts := q.streets.join(b, a)
	slices.Reverse(pts)
	return pts
}

// weakPoint is where a link is attacked: on its last stretch.
func (q *placed) weakPoint(i int) Point {
	pts := q.ways[i].pts
	if len(pts) < 2 {
		return q.corner(q.links[i].from)
	}
	a, b := pts[len(pts)-2], pts[len(pts)-1]
	if a.X == b.X && b.Y-a.Y > 20*px {
		return Point{b.X, b.Y - 17*px}
	}
	if q.ways[i].curve {
		return curveAt(pts[len(pts)-4:], 3, 4)
	}
	return Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2}
}

// curveAt is the point of a Bézier piece at k of n.
func curveAt(p []Point, k, n Unit) Point {
	j := n - k
	at := func(a, b, c, d Unit) Unit {
		return (a*j*j*j + 3*b*j*j*k + 3*c*j*k*k + d*k*k*k) / (n * n * n)
	}
	return Point{at(p[0].X, p[1].X, p[2].X, p[3].X), at(p[0].Y, p[1].Y, p[2].Y, p[3].Y)}
}
