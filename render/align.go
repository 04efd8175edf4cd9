package render

// Trunks are settled layer by layer, each vertex for itself, and then have a
// step in most layers. Where the boxes beside them leave room, they run
// straight down instead.

// align moves the vertices of every trunk so that it has as few steps as the
// boxes on its way allow.
func (l *ladder) align() {
	pos := make([]int, len(l.verts))
	l.positions(pos)
	for _, key := range l.exits {
		trunk := l.trunks[key]
		if len(trunk) == 0 {
			continue
		}
		at := l.verts[key.box].x + key.at.X - trunkWidth/2
		for from := 0; from < len(trunk); {
			lo, hi := l.room(trunk[from], pos)
			to := from + 1
			for ; to < len(trunk); to++ {
				a, b := l.room(trunk[to], pos)
				if max(lo, a) > min(hi, b) {
					break
				}
				lo, hi = max(lo, a), min(hi, b)
			}
			if to == len(trunk) {
				at = l.goal(trunk[to-1], at)
			}
			at = min(max(at, lo), hi)
			for _, v := range trunk[from:to] {
				l.verts[v].x = at
			}
			from = to
		}
	}
}

// room is how far left and right a vertex may move between its neighbours.
func (l *ladder) room(v int, pos []int) (lo, hi Unit) {
	layer, i := l.layers[l.verts[v].layer], pos[v]
	lo, hi = -1<<50, 1<<50
	if i > 0 {
		n := layer[i-1]
		lo = l.verts[n].x + l.verts[n].w + l.between(n, v)
	}
	if i+1 < len(layer) {
		n := layer[i+1]
		hi = l.verts[n].x - l.verts[v].w - l.between(v, n)
	}
	return min(lo, l.verts[v].x), max(hi, l.verts[v].x)
}

// goal is where the only line from the end of a trunk goes on; with several
// the trunk stays where it came from.
func (l *ladder) goal(v int, otherwise Unit) Unit {
	if down := l.down[v]; len(down) == 1 {
		s := &l.segs[down[0]]
		return l.verts[s.to].x + s.toX - s.fromX
	}
	return otherwise
}
