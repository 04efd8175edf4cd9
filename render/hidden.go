package render

// curveSteps is at how many places a piece of a curve is looked at.
const curveSteps = 24

// hidden reports whether a curve runs behind a box that it has nothing to do
// with: Graphviz bends its lines around boxes, and cuts a corner now and then.
func (q *placed) hidden(l *line, w way) bool {
	if !w.curve {
		return false
	}
	for at := 0; at+3 < len(w.pts); at += 3 {
		piece := w.pts[at : at+4]
		low, high := reach(&path{pts: piece})
		for n := range q.figs {
			if n == l.from || n == l.to || !q.touches(n, low, high) {
				continue
			}
			for k := Unit(0); k <= curveSteps; k++ {
				if p := curveAt(piece, k, curveSteps); q.touches(n, p, p) {
					return true
				}
			}
		}
	}
	return false
}

// touches reports whether a rectangle reaches into the box of a node.
func (q *placed) touches(n int, low, high Point) bool {
	const rim = px / 2
	f, c := &q.figs[n], q.corner(n)
	return low.X < c.X+f.w-rim && high.X > c.X+rim && low.Y < c.Y+f.h-rim && high.Y > c.Y+rim
}
