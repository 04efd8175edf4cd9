package render

import (
	"fmt"
	"strings"
)

// margin is the empty border of a picture.
const margin = 36 * px

// sheet puts the parts of a picture together.
type sheet struct {
	scene scene
	loose group // titles, key and footer as they are being added
}

// text adds one line to the furniture.
func (s *sheet) text(w words) { s.loose.items = append(s.loose.items, item{words: &w}) }

// items adds drawn items to the furniture, moved to a point.
func (s *sheet) items(at Point, items []item) {
	for _, it := range items {
		if it.words != nil {
			w := *it.words
			w.at = w.at.add(at)
			it.words = &w
		}
		it.path = it.path.shift(at)
		s.loose.items = append(s.loose.items, it)
	}
}

// flush ends the furniture so far as a group of its own.
func (s *sheet) flush(class string) {
	if len(s.loose.items) > 0 {
		s.loose.class = class
		s.scene.groups = append(s.scene.groups, s.loose)
	}
	s.loose = group{}
}

// paint lays a placed diagram out on a sheet with title, key and footer.
func paint(d *Diagram, p *placed) *scene {
	low, high := p.bounds()
	s := &sheet{}
	s.scene.width = max(high.X-low.X, 560*px) + 2*margin
	y := s.heading(d)
	p.moveBy(Point{margin - low.X, y - low.Y})
	s.scene.groups = append(s.scene.groups, p.groups()...)
	y += high.Y - low.Y + 34*px
	inner := s.scene.width - 2*margin
	if !d.NoLegend && len(p.nodes) > 0 {
		s.rule(y)
		y += 16 * px
		y += s.legend(p, Point{margin, y}, inner) + 6*px
		s.flush("legend")
	}
	y = s.footer(d, y)
	s.scene.height = y + margin - 8*px
	s.scene.title, s.scene.desc = titleOf(d), p.summary()
	if len(d.Footer) > 0 {
		s.scene.foot = clean(d.Footer[0])
	}
	return &s.scene
}

func (s *sheet) rule(y Unit) {
	s.loose.items = append(s.loose.items, item{path: lines(Point{margin, y}, Point{s.scene.width - margin, y}), stroke: inkRule, width: px})
}

// heading sets the title and returns where the picture begins.
func (s *sheet) heading(d *Diagram) Unit {
	y := margin
	width := min(s.scene.width-2*margin, 1100*px)
	for _, line := range bold.wrap(shorten(clean(d.Title), maxShown), 22, width) {
		y += 24 * px
		s.text(words{at: Point{margin, y - 4*px}, text: line, size: 22, bold: true, fill: inkText})
	}
	for _, sub := range d.Subtitle {
		for _, line := range regular.wrap(shorten(clean(sub), maxShown), 13, width) {
			y += 19 * px
			s.text(words{at: Point{margin, y - 2*px}, text: line, size: 13, fill: inkSoft})
		}
	}
	s.flush("heading")
	if y > margin {
		y += 26 * px
	}
	return y
}

func (s *sheet) footer(d *Diagram, y Unit) Unit {
	if len(d.Footer) == 0 {
		return y
	}
	s.rule(y)
	y += 8 * px
	for _, foot := range d.Footer {
		for _, line := range regular.wrap(shorten(clean(foot), maxShown), 12, min(s.scene.width-2*margin, 1100*px)) {
			y += 17 * px
			s.text(words{at: Point{margin, y - 2*px}, text: line, size: 12, fill: inkSoft})
		}
	}
	s.flush("footer")
	return y + 8*px
}

func titleOf(d *Diagram) string {
	if t := clean(d.Title); t != "" {
		return t
	}
	return "Safety case"
}

// bounds is the rectangle that all nodes and ways need.
func (q *placed) bounds() (low, high Point) {
	first := true
	grow := func(a Point) {
		if first {
			low, high, first = a, a, false
		}
		low = Point{min(low.X, a.X), min(low.Y, a.Y)}
		high = Point{max(high.X, a.X), max(high.Y, a.Y)}
	}
	for i := range q.figs {
		f, c := &q.figs[i], q.corner(i)
		grow(c)
		grow(c.add(Point{f.w, f.h + f.foot}))
	}
	for _, w := range q.ways {
		for _, p := range w.pts {
			grow(p.add(Point{-6 * px, 0}))
			grow(p.add(Point{6 * px, 0}))
		}
	}
	return Point{low.X / px * px, low.Y / px * px}, high
}

// moveBy shifts everything placed.
func (q *placed) moveBy(by Point) {
	for i := range q.where.At {
		q.where.At[i] = q.where.At[i].add(by)
	}
	for _, w := range q.ways {
		for i := range w.pts {
			w.pts[i] = w.pts[i].add(by)
		}
	}
}

// groups draws the links, the quiet ones first, and the nodes over them.
func (q *placed) groups() []group {
	out := make([]group, 0, len(q.links)+len(q.nodes))
	ids := newIDs(len(q.links) + len(q.nodes))
	names := make([]string, len(q.links))
	for i := range q.links {
		names[i] = ids.take(q.linkID(i))
	}
	for _, heavy := range []bool{false, true} {
		for i := range q.links {
			l := q.links[i].link
			if (l.OnGapPath || l.Kind == Challenges) != heavy || len(q.ways[i].pts) < 2 {
				continue
			}
			out = append(out, group{id: names[i], class: "link " + className(string(l.Kind)), title: q.linkTitle(i), items: q.ways[i].draw(l.lookOf(), l.Defeated, l.Points)})
		}
	}
	for i := range q.nodes {
		n := &q.nodes[i]
		out = append(out, group{id: ids.take(NodeID(n.ID)), class: nodeClass(n), at: q.corner(i), title: nodeTitle(n), desc: clean(n.Desc), href: safeURL(n.URL), items: q.figs[i].items})
	}
	return out
}

func (q *placed) linkID(i int) string {
	l := q.links[i].link
	if l.Attacks != nil {
		return LinkID(l.From, l.Attacks[0]+"--"+l.Attacks[1])
	}
	return LinkID(l.From, l.To)
}

// linkTitle says a link in words.
func (q *placed) linkTitle(i int) string {
	l := q.links[i].link
	verb := map[LinkKind]string{SupportedBy: "is supported by", InContextOf: "is in context of", Challenges: "challenges", AnsweredBy: "is answered by", MeasuredBy: "takes its number from"}[l.Kind]
	goal := clean(l.To)
	if l.Attacks != nil {
		goal = "the link from " + clean(l.Attacks[0]) + " to " + clean(l.Attacks[1])
	}
	s := clean(l.From) + " " + verb + " " + goal
	if l.Defeated {
		s += " (defeated)"
	}
	if len(l.Points) > 0 {
		s += " (assurance claim point " + clean(strings.Join(l.Points, ", ")) + ")"
	}
	if c, ok := changeLooks[l.Change]; ok {
		s += " (" + c.word + ")"
	}
	return s
}

func nodeClass(n *Node) string {
	c := "node " + className(string(n.Kind))
	if n.State != "" {
		c += " " + className(string(n.State))
	}
	return c
}

// nodeTitle says a node in words: all that its shape and colour say, and the
// whole of its text.
func nodeTitle(n *Node) string {
	var b strings.Builder
	b.WriteString(clean(n.ID) + ", " + shapeOf(n.Kind).doc)
	if n.Category != "" {
		b.WriteString(" (" + clean(n.Category) + ")")
	}
	if c, ok := changeLooks[n.Change]; ok {
		b.WriteString(", " + c.word)
	}
	b.WriteString(": " + clean(n.Text))
	if l := n.appearance(); l.word != "" {
		b.WriteString(" – " + clean(l.word))
		if n.gap() && n.Inherited {
			b.WriteString(", from below")
		}
	}
	for _, s := range n.Also {
		b.WriteString(", " + s.Word())
	}
	for _, badge := range n.Badges {
		b.WriteString(" – " + clean(badge.Text))
	}
	return b.String()
}

// maxNamed bounds the gaps that the summary names one by one.
const maxNamed = 40

// summary is the text alternative of the whole picture: where the gaps start.
func (q *placed) summary() string {
	var gaps []string
	for i := range q.nodes {
		if n := &q.nodes[i]; n.loud() {
			gaps = append(gaps, clean(n.ID)+" ("+clean(n.appearance().word)+")")
		}
	}
	more := ""
	if len(gaps) > maxNamed {
		more = fmt.Sprintf(" and %d more", len(gaps)-maxNamed)
		gaps = gaps[:maxNamed]
	}
	s := fmt.Sprintf("An argument of %d nodes and %d links.", len(q.nodes), len(q.links))
	if len(gaps) == 0 {
		return s + " No gap is recorded in it."
	}
	return s + " Gaps start at " + strings.Join(gaps, ", ") + more + "."
}
