package render

import "slices"

// Children of one parent that would stand in a row wider than a screen stand
// in several rows instead, one below the other: the line to the lower rows
// runs down through the middle of the upper ones. Without this a case with a
// dozen claims side by side is a picture four times as wide as high.

// terrace is what the rows below a box need.
type terrace struct {
	w     Unit
	depth int // layers
}

// comfortable is the width that a large case is broken to: that of a screen,
// and more for more nodes, so that a case of any size has a form to look at.
func (p *plan) comfortable() Unit {
	const screen = 1750 * px
	area := int64(0)
	for _, b := range p.boxes {
		area += int64((b.w+gapX)/px) * int64((b.h+gapTop+gapEnd)/px)
	}
	return max(screen, Unit(isqrt(3*area))*px)
}

// maxCrossing is how many lines may join the branches of a family that is
// broken into rows: more would run past the rows between as a tangle.
const maxCrossing = 2

// terraces breaks wide families into rows.
func (p *plan) terraces() {
	kids, shared := p.tied()
	crossing := p.crossing(kids, shared)
	sizes := make([]terrace, len(p.boxes))
	limit := p.comfortable()
	var order []int // edges anew
	for _, b := range p.upwards(kids) {
		rows := [][]int{kids[b]}
		if crossing[b] <= maxCrossing && p.mayBreak(kids[b]) {
			rows = p.rowsOf(kids[b], sizes, limit)
		}
		sizes[b] = p.lower(b, rows, sizes)
		order = append(order, p.braid(rows, sizes)...)
	}
	p.reorder(order)
}

// tied lists by box the edges to what hangs from it first; what is shared
// hangs from one of those that share it, by the others it is only joined.
func (p *plan) tied() (kids [][]int, joined []int) {
	kids = make([][]int, len(p.boxes))
	taken := make([]bool, len(p.boxes))
	for i := range p.edges {
		if e := &p.edges[i]; !taken[e.To] {
			taken[e.To] = true
			kids[e.From] = append(kids[e.From], i)
		} else {
			joined = append(joined, i)
		}
	}
	return kids, joined
}

// crossing counts by box the lines that join different branches below it.
func (p *plan) crossing(kids [][]int, joined []int) []int {
	parent, depth := make([]int, len(p.boxes)), make([]int, len(p.boxes))
	for b := range parent {
		parent[b] = -1
	}
	order := p.upwards(kids)
	slices.Reverse(order)
	for _, b := range order {
		for _, i := range kids[b] {
			parent[p.edges[i].To], depth[p.edges[i].To] = b, depth[b]+1
		}
	}
	out := make([]int, len(p.boxes))
	for _, i := range joined {
		a, b := p.edges[i].From, p.edges[i].To
		for a != b && a >= 0 && b >= 0 {
			if depth[a] >= depth[b] {
				a = parent[a]
			} else {
				b = parent[b]
			}
		}
		if a == b && a != p.edges[i].From {
			out[a]++
		}
	}
	return out
}

// upwards lists the boxes so that each comes after all that hangs from it.
func (p *plan) upwards(kids [][]int) []int {
	held := make([]bool, len(p.boxes))
	for _, edges := range kids {
		for _, i := range edges {
			held[p.edges[i].To] = true
		}
	}
	var out []int
	for b := range p.boxes {
		if !held[b] {
			out = append(out, b)
		}
	}
	for at := 0; at < len(out); at++ {
		for _, i := range kids[out[at]] {
			out = append(out, p.edges[i].To)
		}
	}
	slices.Reverse(out)
	return out
}

// mayBreak reports whether children can stand in rows: they leave their
// parent at one point and do not hang in columns already.
func (p *plan) mayBreak(edges []int) bool {
	for _, i := range edges {
		if e := &p.edges[i]; e.Plain || e.Exit != p.edges[edges[0]].Exit {
			return false
		}
	}
	return len(edges) > 2
}

// rowsOf breaks children into as few rows as the width allows, of even width.
func (p *plan) rowsOf(edges []int, sizes []terrace, limit Unit) [][]int {
	total, widest := Unit(0), Unit(0)
	for _, i := range edges {
		w := sizes[p.edges[i].To].w
		total, widest = total+w+gapX, max(widest, w)
	}
	if total <= limit {
		return [][]int{edges}
	}
	rows := p.fillRows(edges, sizes, max(limit, widest))
	low, high := max(total/Unit(len(rows)), widest), max(limit, widest)
	for low < high { // the narrowest that needs no row more
		mid := (low + high) / 2
		if tried := p.fillRows(edges, sizes, mid); len(tried) <= len(rows) {
			rows, high = tried, mid
		} else {
			low = mid + 1
		}
	}
	return rows
}

func (p *plan) fillRows(edges []int, sizes []terrace, limit Unit) [][]int {
	var rows [][]int
	at := Unit(0)
	for _, i := range edges {
		w := sizes[p.edges[i].To].w + gapX
		if len(rows) == 0 || at+w > limit {
			rows = append(rows, nil)
			at = 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], i)
		at += w
	}
	return rows
}

// lower puts each row of children below the one before it and returns what
// the whole needs.
func (p *plan) lower(b int, rows [][]int, sizes []terrace) terrace {
	t := terrace{w: p.boxes[b].w, depth: 1}
	for k, row := range rows {
		w, depth := Unit(0), 0
		for _, i := range row {
			p.edges[i].Below = t.depth - 1
			s := sizes[p.edges[i].To]
			w, depth = w+s.w+gapX, max(depth, s.depth)
		}
		if k < len(rows)-1 {
			w += gapX // for the line to the rows below
		}
		t.w = max(t.w, w-gapX)
		t.depth += depth
	}
	return t
}

// braid orders the edges to rows so that the line to the lower ones leaves in
// the middle of each.
func (p *plan) braid(rows [][]int, sizes []terrace) []int {
	if len(rows) == 1 {
		return rows[0]
	}
	row, half, at := rows[0], Unit(0), Unit(0)
	for _, i := range row {
		half += sizes[p.edges[i].To].w
	}
	split := 0
	for at < half/2 && split < len(row) {
		w := sizes[p.edges[row[split]].To].w
		if at+w/2 > half/2 {
			break
		}
		at += w
		split++
	}
	return slices.Concat(row[:split], p.braid(rows[1:], sizes), row[split:])
}

// reorder sorts the edges anew, those not named last, and follows them with
// all that knows them by number.
func (p *plan) reorder(order []int) {
	now := make([]int, len(p.edges))
	for i := range now {
		now[i] = -1
	}
	edges := make([]Edge, 0, len(p.edges))
	add := func(i int) {
		if now[i] < 0 {
			now[i] = len(edges)
			edges = append(edges, p.edges[i])
		}
	}
	for _, i := range order {
		add(i)
	}
	for i := range p.edges {
		add(i)
	}
	p.edges = edges
	for i := range p.links {
		if l := &p.links[i]; l.role == hierarchy || l.role == branch {
			l.edge = now[l.edge]
		}
	}
	for b := range p.into {
		if p.inRow[b] {
			p.into[b] = now[p.into[b]]
		}
	}
}
