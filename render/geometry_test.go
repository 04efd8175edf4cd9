package render

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"testing"
)

// How far, in pixels, a drawing may miss: coordinates are written with two
// decimals and curves are cut into short lines.
const slack = 1.5

// checkGeometry holds a picture to what a reviewer takes for granted: boxes
// stand apart, text stands in its box, a line begins and ends at what it
// joins, is on the sheet and never hides behind a box.
func checkGeometry(t *testing.T, d *Diagram, p *picture) {
	t.Helper()
	nodes := map[string]*drawing{}
	var boxes []*drawing
	for i := range p.groups {
		if g := &p.groups[i]; g.is("node") {
			nodes[g.id] = g
			boxes = append(boxes, g)
			checkInside(t, g)
		}
	}
	for _, n := range d.Nodes {
		if nodes[NodeID(n.ID)] == nil {
			t.Errorf("node %q is not drawn", n.ID)
		}
	}
	checkApart(t, boxes)
	checkOnSheet(t, p)
	checkLinks(t, d, p, nodes, boxes)
}

// checkInside holds the text of a node inside its outline. The letters A and J
// stand beside their ovals by design.
func checkInside(t *testing.T, g *drawing) {
	t.Helper()
	for i, l := range g.texts {
		if (l.text == "A" || l.text == "J") && (g.is("node assumption") || g.is("node justification")) {
			continue
		}
		for _, c := range []pixel{{l.x0, l.y0}, {l.x1, l.y0}, {l.x1, l.y1}, {l.x0, l.y1}} {
			if !holds(g.body(), c, slack) {
				t.Errorf("%s: the text %.60q runs out of its outline at %.0f,%.0f", g.name(), l.text, c.x, c.y)
				break
			}
		}
		for _, m := range g.texts[:i] {
			if l.x0 < m.x1-slack && m.x0 < l.x1-slack && l.y0 < m.y1-slack && m.y0 < l.y1-slack {
				t.Errorf("%s: the texts %.40q and %.40q lie over each other", g.name(), m.text, l.text)
			}
		}
	}
}

// checkApart sweeps over the boxes from left to right.
func checkApart(t *testing.T, boxes []*drawing) {
	t.Helper()
	type side struct {
		g              *drawing
		x0, y0, x1, y1 float64
	}
	sides := make([]side, len(boxes))
	for i, g := range boxes {
		sides[i].g = g
		sides[i].x0, sides[i].y0, sides[i].x1, sides[i].y1 = rect(whole(g))
	}
	sort.Slice(sides, func(i, j int) bool { return sides[i].x0 < sides[j].x0 })
	for i, a := range sides {
		for _, b := range sides[i+1:] {
			if b.x0 >= a.x1 {
				break
			}
			if a.y0 < b.y1 && b.y0 < a.y1 {
				t.Errorf("%s and %s overlap", a.g.name(), b.g.name())
			}
		}
	}
}

// whole is everything that a node draws.
func whole(g *drawing) []pixel {
	var pts []pixel
	for _, s := range g.shapes {
		for _, run := range s.runs {
			pts = append(pts, run...)
		}
	}
	return pts
}

func checkOnSheet(t *testing.T, p *picture) {
	t.Helper()
	for i := range p.groups {
		g := &p.groups[i]
		pts := whole(g)
		for _, l := range g.texts {
			pts = append(pts, pixel{l.x0, l.y0}, pixel{l.x1, l.y1})
		}
		if x0, y0, x1, y1 := rect(pts); len(pts) > 0 && (x0 < 0 || y0 < 0 || x1 > p.wide || y1 > p.high) {
			t.Errorf("%s %s leaves the sheet of %.0f by %.0f: %.0f,%.0f to %.0f,%.0f", g.class, g.id, p.wide, p.high, x0, y0, x1, y1)
		}
	}
}

// checkLinks looks for every link by its name and follows it.
func checkLinks(t *testing.T, d *Diagram, p *picture, nodes map[string]*drawing, boxes []*drawing) {
	t.Helper()
	byID := map[string]*drawing{}
	for i := range p.groups {
		byID[p.groups[i].id] = &p.groups[i]
	}
	names := newIDs(len(d.Links))
	grid := newGround(boxes)
	for _, l := range d.Links {
		id := LinkID(l.From, l.To)
		if l.Attacks != nil {
			id = LinkID(l.From, l.Attacks[0]+"--"+l.Attacks[1])
		}
		g := byID[names.take(id)]
		if g == nil {
			t.Errorf("the link %s is not drawn", id)
			continue
		}
		from, to := nodes[NodeID(l.From)], nodes[NodeID(l.To)]
		way := g.shapes[0].runs[0]
		checkEnd(t, id+" begins", from, way[:1])
		if l.Attacks == nil {
			checkEnd(t, id+" ends", to, g.shapes[1].runs[0])
		} else if target := byID[LinkID(l.Attacks[0], l.Attacks[1])]; target != nil {
			checkHit(t, id, target.shapes[0].runs[0], g.shapes[1].runs[0])
		}
		for _, n := range grid.under(way) {
			t.Errorf("the link %s runs behind %s", id, n)
		}
	}
}

// checkEnd holds one of some points onto the outline of a node or its diamond.
func checkEnd(t *testing.T, what string, n *drawing, pts []pixel) {
	t.Helper()
	least := math.Inf(1)
	for _, p := range pts {
		for _, s := range n.shapes {
			for _, run := range s.runs {
				least = math.Min(least, distance(run, p))
			}
		}
	}
	if least > 2 {
		t.Errorf("%s %.0f pixels off %s", what, least, n.name())
	}
}

// checkHit holds the tip of a challenge onto the line that it is aimed at.
func checkHit(t *testing.T, id string, line, tip []pixel) {
	t.Helper()
	least := math.Inf(1)
	for _, p := range tip {
		least = math.Min(least, distance(line, p))
	}
	if least > 9 { // the line ends within its own arrowhead
		t.Errorf("the challenge %s ends %.0f pixels off the link that it attacks", id, least)
	}
}

// ground finds boxes by place.
type ground map[[2]int][]boxed

// boxed is a node with the rectangle around its outline.
type boxed struct {
	*drawing
	x0, y0, x1, y1 float64
}

const field = 256.0

func newGround(boxes []*drawing) ground {
	g := ground{}
	for _, b := range boxes {
		x0, y0, x1, y1 := rect(b.body())
		for x := math.Floor(x0 / field); x <= x1/field; x++ {
			for y := math.Floor(y0 / field); y <= y1/field; y++ {
				k := [2]int{int(x), int(y)}
				g[k] = append(g[k], boxed{b, x0, y0, x1, y1})
			}
		}
	}
	return g
}

// under lists the boxes that a line runs behind, by walking along it.
func (g ground) under(way []pixel) []string {
	var out []string
	for i := 1; i < len(way); i++ {
		a, b := way[i-1], way[i]
		steps := math.Ceil(math.Hypot(b.x-a.x, b.y-a.y)/4) + 1
		for s := 0.0; s <= steps; s++ {
			p := pixel{a.x + (b.x-a.x)*s/steps, a.y + (b.y-a.y)*s/steps}
			for _, n := range g[[2]int{int(math.Floor(p.x / field)), int(math.Floor(p.y / field))}] {
				// A line that begins on a slanted side passes close by it.
				if p.x <= n.x0 || p.x >= n.x1 || p.y <= n.y0 || p.y >= n.y1 {
					continue
				}
				if holds(n.body(), p, 0) && distance(n.body(), p) > 3 && !slices.Contains(out, n.name()) {
					out = append(out, n.name())
				}
			}
		}
	}
	return out
}

// ring is claims that support each other in a circle, with one that supports
// itself, and evidence below.
func ring(n int) *Diagram {
	b := newBuilder(fmt.Sprintf("A ring of %d claims", n))
	var ids []string
	for range n {
		ids = append(ids, b.node(Claim, Unsupported))
	}
	for i, id := range ids {
		b.link(id, ids[(i+1)%n], SupportedBy)
	}
	e := b.node(Evidence, NoGap)
	b.link(ids[n/2], e, SupportedBy)
	b.link(ids[0], ids[0], SupportedBy)
	b.link(e, e, SupportedBy)
	return &b.d
}

// besieged is a claim that everything stands beside: contexts, challenges to
// it, to its links, to the challenges, with answers.
func besieged(n int) *Diagram {
	b := newBuilder("A claim under siege")
	c, s, e := b.node(Claim, Challenged), b.node(Strategy, Challenged), b.node(Evidence, NotShown)
	b.link(c, s, SupportedBy)
	b.link(s, e, SupportedBy)
	for range n {
		x, d, dd, dl := b.node(Context, ""), b.node(Defeater, Challenged), b.node(Defeater, NoGap), b.node(Defeater, Challenged)
		a := b.node(Claim, NoGap)
		b.link(c, x, InContextOf)
		b.link(d, c, Challenges)
		b.link(dd, d, Challenges)
		b.link(d, a, AnsweredBy)
		b.d.Links = append(b.d.Links, Link{From: dl, Kind: Challenges, OnGapPath: true, Attacks: &[2]string{s, e}})
	}
	b.d.Links = append(b.d.Links, Link{From: b.node(Defeater, Challenged), Kind: Challenges, Attacks: &[2]string{c, b.d.Nodes[3].ID}})
	return &b.d
}

// hard are the texts that people and enemies write.
var hard = map[string]string{
	"empty":      "",
	"right":      "النموذج لا يحل أكثر من مهمة واحدة من كل عشرين مهمة يحلها خبير في ساعة",
	"wide":       "モデルは、専門家が一時間で解く課題の二十分の一も解けない。安全策を外した状態で確認した。",
	"emoji":      "👩‍👩‍👧‍👦 the team 🧪🧪🧪🧪🧪🧪🧪🧪🧪🧪🧪🧪🧪🧪🧪 found nothing 🏳️‍🌈",
	"one word":   strings.Repeat("Donaudampfschifffahrts", 40),
	"no spaces":  "https://example.org/" + strings.Repeat("a/b_c-", 60),
	"long":       strings.Repeat("The model solves fewer than one in twenty of the tasks. ", 200),
	"marks":      "e\u0301a\u0300 " + strings.Repeat("Z\u0351\u036b\u0343\u036a\u0302", 40),
	"spaces":     "   \n\t  a   b \u00a0\u2003 c  ",
	"mixed ways": "The model النموذج solves 3 من 20 tasks",
}

// worded is a node of every kind with a hard text, and with hard facts on it.
func worded(text string) *Diagram {
	b := newBuilder(text)
	top := b.node(Claim, Challenged)
	for _, k := range kindOrder {
		for _, s := range []State{"", NotShown} {
			id := b.node(k, s)
			b.link(top, id, map[bool]LinkKind{true: InContextOf, false: SupportedBy}[k == Context || k == Assumption || k == Justification])
			n := &b.d.Nodes[len(b.d.Nodes)-1]
			n.Text, n.Category, n.StateWord, n.Away, n.Undeveloped = text, text, text, text, k == Claim
			n.Badges = []Badge{{Number, text}, {Open, text}}
		}
	}
	b.d.Subtitle, b.d.Footer = []string{text}, []string{text}
	return &b.d
}

// forms are the diagrams that every geometric property is tried on.
func forms() map[string]*Diagram {
	all := map[string]*Diagram{
		"board": board(), "binary tree": tree(200, 2), "tree": tree(1000, 4), "narrow tree": tree(300, 3), "chain": chain(300), "star": star(400), "pair": tree(2, 1), "one": tree(1, 1),
		"fan": fan(14, 0), "fan over shared": fan(14, 2), "four by three": lattice(4, 3, 2), "forty by ten": lattice(40, 10, 3), "two rows": lattice(2, 30, 3), "complete": lattice(3, 8, 8),
		"ring": ring(6), "small ring": ring(2), "long ring": ring(60),
		"besieged by one": besieged(1), "besieged by two": besieged(2), "besieged by many": besieged(6),
	}
	for name, text := range hard {
		all["text "+name] = worded(text)
	}
	for _, n := range []int{5, 12, 30, 80, 200, 600} {
		for seed := range int64(4) {
			all[fmt.Sprintf("mixed %d/%d", n, seed)] = mixedCase(n, seed)
		}
	}
	return all
}

func TestGeometry(t *testing.T) {
	for name, d := range forms() {
		t.Run(name, func(t *testing.T) { checkGeometry(t, d, pictureOf(t, d)) })
	}
}
