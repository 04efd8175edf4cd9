package render

import "slices"

// Between two layers lines run level, each on a track of its own, so that two
// lines never lie on each other unless they come from the same place.

// bus is the level line below one exit, with all that branches from it.
type bus struct {
	from     Unit // where it comes from
	ends     []Unit
	segs     []int
	low, top Unit // the stretch it covers: leftmost and rightmost
	track    int
}

// busesBelow collects the lines that leave a layer.
func (l *ladder) busesBelow(layer []int) []*bus {
	var out []*bus
	for _, v := range layer {
		byExit := map[Unit]*bus{}
		for _, i := range l.down[v] {
			s := &l.segs[i]
			b := byExit[s.fromX]
			if b == nil {
				x := l.verts[v].x + s.fromX
				b = &bus{from: x, low: x, top: x}
				byExit[s.fromX] = b
				out = append(out, b)
			}
			end := l.endX(s)
			b.ends, b.segs = append(b.ends, end), append(b.segs, i)
			b.low, b.top = min(b.low, end), max(b.top, end)
		}
	}
	return out
}

func (l *ladder) endX(s *seg) Unit { return l.verts[s.to].x + s.toX + s.shift }

// straighten removes the small steps of a line that nearly hits its target,
// and parts the lines that enter the same box.
func (l *ladder) straighten() {
	for v := range l.verts {
		in := l.up[v]
		if len(in) == 1 {
			s := &l.segs[in[0]]
			if d := l.verts[s.from].x + s.fromX - l.endX(s); -8*px <= d && d <= 8*px {
				s.shift = d
			}
			continue
		}
		l.part(v, in)
	}
}

// part spreads the entries of one box, in the order their lines come from.
func (l *ladder) part(v int, in []int) {
	if len(in) == 0 || l.verts[v].box < 0 {
		return
	}
	slices.SortStableFunc(in, func(a, b int) int {
		s, t := &l.segs[a], &l.segs[b]
		return int(l.verts[s.from].x + s.fromX - l.verts[t.from].x - t.fromX)
	})
	room := l.segs[in[0]].room
	step := min(16*px, 2*room/Unit(len(in)))
	first := -step * Unit(len(in)-1) / 2
	if i := l.straight(in); i >= 0 && step*Unit(max(i, len(in)-1-i)) <= room {
		first = -step * Unit(i)
	}
	for i, k := range in {
		l.segs[k].shift = first + step*Unit(i)
	}
}

// straight finds the line that already comes down on its entry, or -1: the
// others make room for it.
func (l *ladder) straight(in []int) int {
	for i, k := range in {
		s := &l.segs[k]
		if d := l.verts[s.from].x + s.fromX - l.endX(s); -px <= d && d <= px {
			return i
		}
	}
	return -1
}

// maxWeighed bounds the lines of one channel that are compared in pairs.
const maxWeighed = 80

// assign gives every bus of a channel a track and returns how many it took.
func assign(buses []*bus) int {
	var bent []*bus
	for _, b := range buses {
		if b.low == b.top {
			b.track = -1 // straight down
		} else {
			bent = append(bent, b)
		}
	}
	sortBuses(bent)
	ends := []Unit{} // per track, how far right it is taken
	if len(bent) > maxWeighed {
		return packTracks(bent, ends)
	}
	tracks := 0
	for i, b := range bent {
		for _, a := range bent[:i] {
			if a.low-gapX/2 < b.top && b.low-gapX/2 < a.top {
				b.track = max(b.track, a.track+1)
			}
		}
		tracks = max(tracks, b.track+1)
	}
	return tracks
}

// packTracks reuses the first free track, left to right.
func packTracks(bent []*bus, ends []Unit) int {
	slices.SortStableFunc(bent, func(a, b *bus) int { return int(a.low - b.low) })
	for _, b := range bent {
		b.track = len(ends)
		for t, end := range ends {
			if end+gapX/2 < b.low {
				b.track = t
				break
			}
		}
		if b.track == len(ends) {
			ends = append(ends, 0)
		}
		ends[b.track] = b.top
	}
	return len(ends)
}

// sortBuses orders lines from the top so that few cross: each gets a score,
// the crossings it makes above the others less those it makes below them.
func sortBuses(bent []*bus) {
	if len(bent) > maxWeighed {
		return
	}
	score := make(map[*bus]int, len(bent))
	for i, a := range bent {
		for _, b := range bent[i+1:] {
			d := crossed(a, b) - crossed(b, a)
			score[a] += d
			score[b] -= d
		}
	}
	slices.SortStableFunc(bent, func(a, b *bus) int { return score[a] - score[b] })
}

// crossed counts the crossings of two lines when a lies above b.
func crossed(a, b *bus) int {
	n := 0
	if a.low < b.from && b.from < a.top { // the stem of b comes down through a
		n++
	}
	for _, x := range a.ends { // the branches of a go down through b
		if b.low < x && x < b.top {
			n++
		}
	}
	return n
}

// rows sets the height of every layer and channel and returns the routes.
func (l *ladder) rows() Placement {
	p := Placement{At: make([]Point, len(l.graph.Boxes)), Routes: make([]Route, len(l.graph.Edges))}
	l.straighten()
	levels := make([]Unit, len(l.segs)) // where each segment runs level
	tops := make([]Unit, len(l.layers)+1)
	for i, layer := range l.layers {
		bottom := tops[i]
		for _, v := range layer {
			bottom = max(bottom, tops[i]+l.verts[v].h)
			if b := l.verts[v].box; b >= 0 {
				p.At[b] = Point{l.verts[v].x, tops[i]}
			}
		}
		tops[i+1] = l.channel(layer, bottom, levels)
	}
	for i := range l.graph.Edges {
		p.Routes[i] = l.route(i, tops, levels)
	}
	return p
}

// channel sets the levels of the lines below a layer and returns where the
// next layer begins.
func (l *ladder) channel(layer []int, bottom Unit, levels []Unit) Unit {
	buses := l.busesBelow(layer)
	tracks := assign(buses)
	for _, b := range buses {
		for _, s := range b.segs {
			levels[s] = bottom + gapTop + Unit(max(b.track, 0))*gapLine
		}
	}
	if tracks == 0 && !l.anyHead(buses) {
		return ceilPx(bottom + gapPlain)
	}
	return ceilPx(bottom + gapTop + Unit(max(tracks-1, 0))*gapLine + gapEnd)
}

// anyHead reports whether a line ends in an arrowhead in this channel.
func (l *ladder) anyHead(buses []*bus) bool {
	for _, b := range buses {
		for _, i := range b.segs {
			if s := &l.segs[i]; l.verts[s.to].box >= 0 && !s.plain {
				return true
			}
		}
	}
	return false
}

// route follows an edge from its exit through its trunk to its end.
func (l *ladder) route(i int, tops, levels []Unit) Route {
	e := &l.graph.Edges[i]
	from, to := &l.verts[e.From], &l.verts[e.To]
	trunk := l.trunks[exit{e.From, e.Exit}][:to.layer-from.layer-1]
	pts := []Point{{from.x + e.Exit.X, tops[from.layer] + e.Exit.Y}}
	for _, v := range trunk {
		pts = l.bend(pts, l.up[v][0], levels)
	}
	pts = l.bend(pts, l.final[i], levels)
	return Route{Points: append(pts, Point{pts[len(pts)-1].X, tops[to.layer]})}
}

// bend adds the level stretch of a segment, if it has one.
func (l *ladder) bend(pts []Point, s int, levels []Unit) []Point {
	x, end := pts[len(pts)-1].X, l.endX(&l.segs[s])
	if x == end {
		return pts
	}
	return append(pts, Point{x, levels[s]}, Point{end, levels[s]})
}

// treeLayout is the built-in layout: linear for trees, near it for the rest.
func treeLayout(g Graph) (Placement, error) {
	l := newLadder(g)
	l.arrange()
	if l.isForest() {
		l.tidy()
	} else {
		l.settle()
		l.align()
	}
	return l.rows(), nil
}
