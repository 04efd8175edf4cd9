package render

// ladder is a graph with its boxes on layers. An edge over several layers
// passes each of them through a trunk, a vertex without a box; all edges that
// leave a box at the same point share their trunk.
type ladder struct {
	graph  Graph
	verts  []vertex
	segs   []seg
	layers [][]int // vertices from left to right
	trunks map[exit][]int
	exits  []exit // of the trunks, in the order of the edges
	final  []int  // by edge: its last segment
	up     [][]int
	down   [][]int // by vertex: segments, up towards the top
}

type vertex struct {
	box   int // -1 for a trunk
	layer int
	w, h  Unit
	x     Unit // left side, once placed
}

// seg joins vertices of neighbouring layers.
type seg struct {
	from, to   int
	fromX, toX Unit // from the left sides of the vertices
	room       Unit
	startY     Unit // where it leaves, below the top of the layer
	shift      Unit // how far it enters beside toX
	plain      bool // without an arrowhead
}

type exit struct {
	box int
	at  Point
}

// trunkWidth is the room that a passing line takes in a row of boxes.
const trunkWidth = 4 * px

func newLadder(g Graph) *ladder {
	l := &ladder{graph: g, trunks: map[exit][]int{}, final: make([]int, len(g.Edges))}
	ranks := rank(g)
	for i, b := range g.Boxes {
		l.verts = append(l.verts, vertex{box: i, layer: ranks[i], w: b.W, h: b.H})
	}
	for i := range g.Edges {
		l.addEdge(i, ranks)
	}
	l.index()
	return l
}

// addEdge runs an edge down the trunk of its exit to the layer above its end.
func (l *ladder) addEdge(i int, ranks []int) {
	e := &l.graph.Edges[i]
	key := exit{e.From, e.Exit}
	trunk, known := l.trunks[key]
	if !known {
		l.exits = append(l.exits, key)
	}
	for layer := ranks[e.From] + 1 + len(trunk); layer < ranks[e.To]; layer++ {
		v := len(l.verts)
		l.verts = append(l.verts, vertex{box: -1, layer: layer, w: trunkWidth})
		l.addSeg(e, trunk, v, trunkWidth/2, 0)
		trunk = append(trunk, v)
	}
	l.trunks[key] = trunk
	l.final[i] = len(l.segs)
	l.addSeg(e, trunk[:ranks[e.To]-ranks[e.From]-1], e.To, e.EntryX, e.Room)
	l.segs[l.final[i]].plain = e.Plain
}

func (l *ladder) addSeg(e *Edge, trunk []int, to int, toX, room Unit) {
	s := seg{from: e.From, to: to, fromX: e.Exit.X, startY: e.Exit.Y, toX: toX, room: room}
	if n := len(trunk); n > 0 {
		s.from, s.fromX, s.startY = trunk[n-1], trunkWidth/2, 0
	}
	l.segs = append(l.segs, s)
}

// index lists the segments of every vertex. Capacity is counted first, so
// that a large case costs two allocations and not one for every node.
func (l *ladder) index() {
	l.up = bySide(len(l.verts), l.segs, func(s *seg) int { return s.to })
	l.down = bySide(len(l.verts), l.segs, func(s *seg) int { return s.from })
}

// bySide lists the indices of segments by a vertex of theirs.
func bySide(n int, segs []seg, key func(*seg) int) [][]int {
	count := make([]int, n+1)
	for i := range segs {
		count[key(&segs[i])+1]++
	}
	for i := range n {
		count[i+1] += count[i]
	}
	all, out := make([]int, len(segs)), make([][]int, n)
	for i := range n {
		out[i] = all[count[i]:count[i]:count[i+1]]
	}
	for i := range segs {
		k := key(&segs[i])
		out[k] = append(out[k], i)
	}
	return out
}

// rank puts every box below all that it hangs from: the longest way from a
// top. A second top is lowered to just above what it holds up.
func rank(g Graph) []int {
	ranks, parents := make([]int, len(g.Boxes)), make([]int, len(g.Boxes))
	out := make([][]*Edge, len(g.Boxes))
	for i := range g.Edges {
		e := &g.Edges[i]
		parents[e.To]++
		out[e.From] = append(out[e.From], e)
	}
	waiting := append([]int(nil), parents...)
	var queue []int
	for i, n := range waiting {
		if n == 0 {
			queue = append(queue, i)
		}
	}
	for at := 0; at < len(queue); at++ {
		b := queue[at]
		for _, e := range out[b] {
			c := e.To
			ranks[c] = max(ranks[c], ranks[b]+1+e.Below)
			if waiting[c]--; waiting[c] == 0 {
				queue = append(queue, c)
			}
		}
	}
	lowerTops(ranks, parents, out)
	return ranks
}

// maxLowered bounds how far a second top is lowered.
const maxLowered = 64

func lowerTops(ranks, parents []int, out [][]*Edge) {
	for b, children := range out {
		if parents[b] > 0 || len(children) == 0 {
			continue
		}
		low := maxLowered + 1
		for _, e := range children {
			low = min(low, ranks[e.To]-e.Below)
		}
		ranks[b] = min(low-1, maxLowered)
	}
}
