package render

// legendWidth bounds how wide the key runs, however wide the picture is.
const legendWidth = 1700 * px

// entry is one line of the key: a sample and what it means.
type entry struct {
	sample []item
	width  Unit
	word   string
}

const (
	sampleW = 34 * px
	sampleH = 20 * px
)

// legend draws the key to what occurs in a diagram and returns its height.
func (s *sheet) legend(p *placed, at Point, width Unit) Unit {
	width = min(max(width, 560*px), legendWidth)
	y := at.Y
	sections := []struct {
		head    string
		entries []entry
	}{{"Support as recorded", stateEntries(p)}, {"Elements", kindEntries(p)}, {"Links", linkEntries(p)}, {"Marks", markEntries(p)}, {"Compared", changeEntries(p)}}
	for _, sec := range sections {
		if len(sec.entries) > 0 {
			y += s.section(sec.head, sec.entries, Point{at.X, y}, width)
		}
	}
	return y - at.Y
}

// section sets entries in rows after a heading and returns its height.
func (s *sheet) section(head string, entries []entry, at Point, width Unit) Unit {
	const indent, line = 150 * px, 27 * px
	s.text(words{at: Point{at.X, at.Y + 14*px}, text: head, size: 12, bold: true, fill: inkSoft})
	x, y := at.X+indent, at.Y
	for _, e := range entries {
		w := e.width + 7*px + regular.width(e.word, 12) + 20*px
		if x > at.X+indent && x+w > at.X+width {
			x, y = at.X+indent, y+line
		}
		s.items(Point{x, y}, e.sample)
		s.text(words{at: Point{x + e.width + 7*px, y + 14*px}, text: e.word, size: 12, fill: inkText})
		x += w
	}
	return y + line + 3*px - at.Y
}

// stateEntries lists the states that occur, worst first.
func stateEntries(p *placed) []entry {
	seen, own, below := map[State]bool{}, false, false
	for i := range p.nodes {
		n := &p.nodes[i]
		if n.Unconsidered {
			continue
		}
		seen[n.State] = true
		for _, a := range n.Also {
			seen[a] = true
		}
		own, below = own || n.loud(), below || n.gap() && n.Inherited
	}
	var out []entry
	for _, s := range order {
		if seen[s] {
			out = append(out, stateEntry(looks[s], s != NoGap))
		}
	}
	if own && below {
		out = append(out, sourceEntry(true, "filled: the gap is here"), sourceEntry(false, "framed: it comes from below"))
	}
	return out
}

func stateEntry(l look, gap bool) entry {
	b := item{path: roundRect(px, px, sampleW-2*px, sampleH-2*px, 2*px), fill: l.tint, stroke: l.color, width: 2 * px, dash: l.dash, round: true}
	if !gap {
		b.width = px * 5 / 4
	}
	return entry{[]item{b, drawGlyph(l.glyph, Point{(sampleW - glyphSize) / 2, (sampleH - glyphSize) / 2}, l.color)}, sampleW, l.word}
}

func sourceEntry(filled bool, word string) entry {
	b := item{path: roundRect(px, 3*px, sampleW-2*px, sampleH-6*px, 7*px), fill: white, stroke: inkText, width: px * 5 / 4}
	if filled {
		b.fill = inkText
	}
	return entry{[]item{b}, sampleW, word}
}

func kindEntries(p *placed) []entry {
	seen, undeveloped := map[Kind]bool{}, false
	for i := range p.nodes {
		seen[p.nodes[i].Kind] = true
		undeveloped = undeveloped || p.nodes[i].Undeveloped
	}
	var out []entry
	for _, k := range kindOrder {
		if seen[k] {
			out = append(out, kindEntry(k))
		}
	}
	if undeveloped {
		d := polygon(Point{17 * px, 2 * px}, Point{27 * px, 10 * px}, Point{17 * px, 18 * px}, Point{7 * px, 10 * px})
		out = append(out, entry{[]item{{path: d, fill: white, stroke: inkText, width: px * 3 / 2}}, sampleW, "not yet argued"})
	}
	return out
}

// kindEntry draws a shape in small; the slants of the large one would not fit.
func kindEntry(k Kind) entry {
	w, h := sampleW-2*px, sampleH-2*px
	var p path
	switch k {
	case Strategy:
		p = polygon(Point{7 * px, 0}, Point{w, 0}, Point{w - 7*px, h}, Point{0, h})
	case Defeater:
		c := 5 * px
		p = polygon(Point{c, 0}, Point{w - c, 0}, Point{w, c}, Point{w, h - c}, Point{w - c, h}, Point{c, h}, Point{0, h - c}, Point{0, c})
	case Context:
		p = roundRect(0, 0, w, h, h/2)
	default:
		p = shapeOf(k).body(w, h)
	}
	b := item{path: p.shift(Point{px, px}), fill: white, stroke: inkText, width: px * 5 / 4}
	e := entry{[]item{b}, sampleW, shapeOf(k).doc}
	if l := map[Kind]string{Assumption: "A", Justification: "J"}[k]; l != "" {
		e.sample = append(e.sample, item{words: &words{at: Point{sampleW / 2, 14 * px}, text: l, size: 11, bold: true, anchor: middle, fill: inkSoft}})
	}
	return e
}

func linkEntries(p *placed) []entry {
	seen, heavy, cut, point := map[LinkKind]bool{}, false, false, false
	for i := range p.links {
		l := p.links[i].link
		seen[l.Kind] = true
		heavy, cut, point = heavy || l.OnGapPath, cut || l.Defeated, point || len(l.Points) > 0
	}
	var out []entry
	for _, k := range linkOrder {
		if seen[k] {
			out = append(out, lineEntry(&Link{Kind: k}, linkLooks[k].doc))
		}
	}
	if heavy {
		out = append(out, lineEntry(&Link{Kind: SupportedBy, OnGapPath: true}, "leads to a gap"))
	}
	if cut {
		out = append(out, lineEntry(&Link{Kind: SupportedBy, Defeated: true}, "defeated, carries nothing"))
	}
	if point {
		out = append(out, lineEntry(&Link{Kind: SupportedBy, Points: []string{""}}, "assurance claim point, argued separately"))
	}
	return out
}

// changeEntries lists the marks of a comparison that occur.
func changeEntries(p *placed) []entry {
	nodes, links := map[Change]bool{}, map[Change]bool{}
	for i := range p.nodes {
		nodes[p.nodes[i].Change] = true
	}
	for i := range p.links {
		links[p.links[i].link.Change] = true
	}
	var out []entry
	for _, c := range changeOrder {
		l := changeLooks[c]
		if nodes[c] {
			mark := item{path: roundRect(px, px, sampleW-2*px, sampleH-2*px, 2*px), fill: l.tint, stroke: l.color, width: 2 * px, dash: l.dash}
			out = append(out, entry{[]item{mark}, sampleW, l.word})
		}
		if links[c] {
			out = append(out, lineEntry(&Link{Kind: SupportedBy, Change: c}, "link "+l.word))
		}
	}
	return out
}

func lineEntry(l *Link, word string) entry {
	y := sampleH / 2
	w := way{pts: []Point{{0, y}, {sampleW + 8*px, y}}}
	return entry{w.draw(l.lookOf(), l.Defeated, l.Points), sampleW + 8*px, word}
}
