package render

// figure is a node measured and drawn at the origin, before it has a place.
type figure struct {
	node  *Node
	shape *shape
	w, h  Unit // the outline
	foot  Unit // what hangs below it: the diamond of an undeveloped node
	items []item
}

// newFigure measures the text of a node, sizes its outline and draws both.
func newFigure(n *Node, t *Theme) figure {
	f := figure{node: n, shape: t.shapeOf(n.Kind)}
	rows := nodeRows(n, f.shape)
	w, h, top := f.shape.fit(rows)
	f.w, f.h = evenPx(w), ceilPx(h)
	f.items = make([]item, 0, 2*len(rows)+4)
	f.outline()
	f.letter()
	f.content(rows, top)
	f.diamond()
	return f
}

// evenPx rounds up to an even number of pixels, so that the middle is one.
func evenPx(u Unit) Unit { return (u + 2*px - 1) / (2 * px) * 2 * px }

// outline draws the shape in the colours of its state, under the text.
func (f *figure) outline() {
	n := f.node
	l := n.appearance()
	body := item{path: f.shape.body(f.w, f.h), fill: white, stroke: l.color, width: px * 5 / 4, dash: l.dash, round: true}
	switch {
	case n.loud():
		body.fill, body.width = l.tint, 3*px
	case n.gap():
		body.width = 2 * px
	case n.quiet():
		body.fill, body.stroke = inkPaper, inkLine
	}
	f.items = append(f.items, body)
	f.halo()
	if n.State == Defeated && !n.Inherited {
		f.crossOut(l)
	}
}

// haloOut is how far the mark of a comparison stands off the outline.
const haloOut = 5 * px

// halo draws what changed in a comparison around the outline, so that it is
// seen where the words are too small to read.
func (f *figure) halo() {
	l, ok := changeLooks[f.node.Change]
	if !ok || f.node.Change == Affected {
		return
	}
	around := f.shape.body(f.w+2*haloOut, f.h+2*haloOut).shift(Point{-haloOut, -haloOut})
	f.items = append(f.items, item{path: around, stroke: l.color, width: 2 * px, dash: l.dash})
}

// quiet nodes carry no support and so no state of their own.
func (n *Node) quiet() bool {
	return n.Kind == Context || n.Kind == Assumption || n.Kind == Justification || n.Unconsidered
}

// crossOut lays a large pale cross under the text of a defeated node.
func (f *figure) crossOut(l look) {
	x, y := 12*px, 12*px
	if f.shape.center { // an oval: its corners are empty
		x, y = f.w/7, f.h/7
	}
	a := lines(Point{x, y}, Point{f.w - x, f.h - y})
	b := lines(Point{f.w - x, y}, Point{x, f.h - y})
	for _, p := range []path{a, b} {
		f.items = append(f.items, item{path: p, stroke: inkCross, width: 5 * px, round: true})
	}
}

// letter is the A or J that tells two ovals apart in GSN.
func (f *figure) letter() {
	s := map[Kind]string{Assumption: "A", Justification: "J"}[f.node.Kind]
	if s != "" {
		// Just off the outline, where it turns from the side to the foot.
		at := Point{f.w*857/1000 + 7*px, f.h*857/1000 + 12*px}
		f.items = append(f.items, item{words: &words{at: at, text: s, size: 13, bold: true, anchor: middle, fill: inkSoft}})
	}
}

func (f *figure) content(rows []row, top Unit) {
	inner := Unit(0)
	for _, r := range rows {
		inner = max(inner, r.w)
	}
	x, y := (f.w-inner)/2, top
	for i := range rows {
		f.items = rows[i].draw(f.items, x, y, inner, f.shape.center)
		y += rows[i].h
	}
}

// diamond marks a node that is not argued yet.
func (f *figure) diamond() {
	if !f.node.Undeveloped {
		return
	}
	f.foot = 18 * px
	c := f.w / 2
	d := polygon(Point{c, f.h}, Point{c + 11*px, f.h + 9*px}, Point{c, f.h + 18*px}, Point{c - 11*px, f.h + 9*px})
	f.items = append(f.items, item{path: d, fill: white, stroke: f.node.appearance().color, width: 2 * px})
}

// nodeRows lays out what a node says: who it is, its text, the numbers, the state.
func nodeRows(n *Node, s *shape) []row {
	rows := flow(headParts(n), s.wrap, 0)
	rows = append(rows, textRows(n, s)...)
	rows = append(rows, flow(badgeParts(n), s.wrap, 5*px)...)
	return append(rows, flow(stateParts(n), s.wrap, 6*px)...)
}

func headParts(n *Node) []part {
	parts := []part{plain(shorten(clean(n.ID), 40), tag{size: 12, bold: true, color: inkText}, 17*px)}
	if n.Category != "" {
		parts = append(parts, chip(shorten(clean(n.Category), 40), tag{size: 11, color: inkSoft, fill: inkLabel}))
	}
	if l, ok := changeLooks[n.Change]; ok {
		parts = append(parts, chip(l.word, tag{size: 11, bold: true, color: l.color, fill: l.tint, stroke: l.color}))
	}
	return parts
}

// textRows wraps the text; a long one gets a wider box rather than a tower.
func textRows(n *Node, s *shape) []row {
	text := shorten(clean(n.Text), maxShown)
	width := s.wrap
	switch chars := len(text); {
	case chars > 600:
		width = s.wrap * 9 / 4
	case chars > 220:
		width = s.wrap * 3 / 2
	}
	t := tag{size: s.size, color: inkText, rtl: rightToLeft(text), strike: n.Change == Removed}
	if n.Unconsidered {
		t.color = inkSoft
	}
	var rows []row
	for i, line := range regular.wrap(text, s.size, width) {
		p := plain(line, t, s.leading)
		r := row{w: p.w, h: s.leading, parts: []part{p}}
		if i == 0 {
			r.h += 2 * px
		}
		rows = append(rows, r)
	}
	return rows
}

// badgeLooks draws each kind of badge; what is wrong is louder than what is.
var badgeLooks = map[BadgeKind]tag{
	Number:      {size: 12, bold: true, color: inkText, fill: white, stroke: inkSoft},
	Transcribed: {size: 11, color: inkText, fill: white, stroke: inkLine, glyph: glyphPencil, dash: dashes(3, 2)},
	Open:        {size: 11, bold: true, color: looks[Challenged].color, fill: white, stroke: looks[Challenged].color, glyph: glyphBang},
	Clock:       {size: 11, color: looks[Stale].color, fill: white, stroke: looks[Stale].color, glyph: glyphClock},
	Errors:      {size: 11, bold: true, color: inkText, fill: white, stroke: inkText, glyph: glyphError},
	Waived:      {size: 11, color: inkText, fill: white, stroke: inkText, glyph: glyphHand},
	Note:        {size: 11, color: inkSoft, fill: white, stroke: inkRule},
}

func badgeParts(n *Node) []part {
	var parts []part
	for _, b := range n.Badges {
		t, ok := badgeLooks[b.Kind]
		if !ok {
			t = badgeLooks[Note]
		}
		parts = append(parts, chip(shorten(clean(b.Text), 60), t))
	}
	if n.Away != "" {
		parts = append(parts, chip("in module "+shorten(clean(n.Away), 40), badgeLooks[Note]))
	}
	if n.Folded > 0 {
		t := badgeLooks[Note]
		t.dash = dashes(3, 2)
		if n.FoldedGaps > 0 {
			t.bold, t.color, t.stroke = true, inkText, inkText
		}
		parts = append(parts, chip(n.folded(), t))
	}
	return parts
}

// stateParts says the state: filled where the gap starts, framed where it
// comes from below, plain where there is none.
func stateParts(n *Node) []part {
	l := n.appearance()
	if l.word == "" {
		return nil
	}
	t := tag{size: 11, bold: true, color: l.color, glyph: l.glyph, stroke: l.color, fill: white}
	switch {
	case n.loud():
		t.color, t.fill, t.stroke = white, l.color, none
	case !n.gap():
		t.bold, t.stroke, t.fill = false, none, none
	}
	parts := []part{chip(shorten(clean(l.word), 60), t)}
	for _, s := range n.Also {
		if a, ok := looks[s]; ok && s != n.State {
			parts = append(parts, chip("", tag{color: a.color, fill: a.tint, stroke: a.color, glyph: a.glyph}))
		}
	}
	return parts
}
