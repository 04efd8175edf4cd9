package render

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"safecase/casefile/lint"
)

// Sites that draw Mermaid refuse large diagrams: GitHub draws at most 50,000
// characters and 500 arrows. A larger argument is split into parts, each a
// diagram of its own: the first has the top, every other one a node that an
// earlier part only names, and what is below it.

// Limits of one part, below those of the sites; more nodes could not be read
// in the width of a page anyway.
const (
	partNodes = 40
	partChars = 20_000
	partLinks = 200
)

// Limits of the sites themselves, and of Mermaid as it comes.
const (
	siteChars = 50_000
	siteLinks = 500
)

// drawnLink begins a line of Mermaid that draws a link.
var drawnLink = regexp.MustCompile(`(?m)^ *n\d+ [-=.~<xo]`)

// MermaidRefused says why sites will not draw a Mermaid diagram and what to
// write instead; "" for one that they draw.
func MermaidRefused(mmd []byte) string {
	chars, links := utf8.RuneCount(mmd), len(drawnLink.FindAllIndex(mmd, -1))
	if chars <= siteChars && links <= siteLinks {
		return ""
	}
	return fmt.Sprintf("sites draw Mermaid of at most %d characters and %d links, and this has %d and %d: write a part (--focus ID, --depth N, --view gaps), SVG, or Markdown, which is split into parts",
		siteChars, siteLinks, chars, links)
}

// mostLabel is the most of a text that a part shows, in characters; the list of
// nodes has all of it.
const mostLabel = 400

// parts splits a diagram. Every node is drawn in full in one part, every link
// in one part: that of the node that it starts at, if there is room.
func parts(d *Diagram) []Diagram {
	s := newSplitter(d)
	var out []Diagram
	for _, root := range s.roots() {
		s.waiting = append(s.waiting, root)
	}
	for len(s.waiting) > 0 {
		s.grow(len(out))
		out = append(out, Diagram{})
	}
	s.share(len(out))
	for i := range out {
		out[i] = s.part(i)
	}
	return out
}

// partition is a diagram on its way into parts.
type partition struct {
	d       *Diagram
	index   map[string]int
	below   [][]int // by node: what is drawn below it
	links   []int   // by node: how many links start at it
	home    []int   // by node: its part, or -1
	owner   []int   // by link: its part, or -1
	waiting []int   // nodes that begin a part, or go into one with others
}

func newSplitter(d *Diagram) *partition {
	s := &partition{d: d, index: map[string]int{}, below: make([][]int, len(d.Nodes)), links: make([]int, len(d.Nodes)), home: make([]int, len(d.Nodes))}
	for i, n := range d.Nodes {
		s.index[n.ID] = i
		s.home[i] = -1
	}
	for _, l := range d.Links {
		from, ok := s.index[l.From]
		if !ok {
			continue
		}
		s.links[from]++
		for _, id := range l.goals() {
			if to, ok := s.index[id]; ok && l.Kind == Challenges {
				s.below[to] = append(s.below[to], from)
			} else if ok {
				s.below[from] = append(s.below[from], to)
			}
		}
	}
	return s
}

// goals are the nodes that a link leads to.
func (l *Link) goals() []string {
	if l.Attacks != nil {
		return l.Attacks[:]
	}
	return []string{l.To}
}

// roots are the nodes that stand below no other, then all the others, for
// those that only a ring leads to.
func (s *partition) roots() []int {
	held := make([]bool, len(s.below))
	for from, kids := range s.below {
		for _, k := range kids {
			held[k] = held[k] || k != from
		}
	}
	var tops, rest []int
	for i := range s.below {
		if held[i] {
			rest = append(rest, i)
		} else {
			tops = append(tops, i)
		}
	}
	return append(tops, rest...)
}

// grow fills a part from what waits, level by level, as far as it may grow.
// What is left below it begins other parts.
func (s *partition) grow(part int) {
	nodes, chars, links := 0, 0, 0
	var queue, later []int
	for len(s.waiting) > 0 || len(queue) > 0 {
		if len(queue) == 0 {
			if nodes > 0 && !s.small(s.waiting[0]) {
				break // a branch of its own begins a part of its own
			}
			queue, s.waiting = append(queue, s.waiting[0]), s.waiting[1:]
		}
		i := queue[0]
		queue = queue[1:]
		if s.home[i] >= 0 {
			continue
		}
		n, c, l := nodes+1, chars+len(entities(partLabel(&s.d.Nodes[i])))+40, links+s.links[i]
		if nodes > 0 && (n > partNodes || c > partChars || l > partLinks) {
			later = append(later, i)
			continue
		}
		nodes, chars, links = n, c, l
		s.home[i] = part
		queue = append(queue, s.below[i]...)
	}
	s.waiting = append(later, s.waiting...)
	s.waiting = slices.DeleteFunc(s.waiting, func(i int) bool { return s.home[i] >= 0 })
}

// small reports whether nothing hangs from a node that has no part yet, so
// that it may join any.
func (s *partition) small(i int) bool {
	return !slices.ContainsFunc(s.below[i], func(k int) bool { return s.home[k] < 0 })
}

// share gives every link to a part.
func (s *partition) share(parts int) {
	s.owner = make([]int, len(s.d.Links))
	taken := make([]int, parts)
	for k := range s.d.Links {
		l := &s.d.Links[k]
		s.owner[k] = -1
		for _, id := range append([]string{l.From}, l.goals()...) {
			i, ok := s.index[id]
			if !ok {
				continue
			}
			if s.owner[k] = s.home[i]; taken[s.home[i]] < partLinks {
				break
			}
		}
		if s.owner[k] >= 0 {
			taken[s.owner[k]]++
		}
	}
}

// part is one part as a diagram, with a short stand-in for every node of
// another part that a link of it leads to.
func (s *partition) part(i int) Diagram {
	out := Diagram{Title: s.d.Title}
	named := map[string]bool{}
	elsewhere := map[string]int{}
	for k, l := range s.d.Links {
		if from, ok := s.index[l.From]; ok && s.home[from] == i && s.owner[k] != i {
			elsewhere[l.From]++
		}
	}
	for k, n := range s.d.Nodes {
		if s.home[k] == i {
			named[n.ID] = true
			if more := elsewhere[n.ID]; more > 0 {
				n.Badges = append(slices.Clone(n.Badges), Badge{Note, plural(more, "more arrow") + " in other parts"})
			}
			out.Nodes = append(out.Nodes, n)
		}
	}
	for k, l := range s.d.Links {
		if s.owner[k] != i {
			continue
		}
		out.Links = append(out.Links, l)
		for _, id := range append([]string{l.From}, l.goals()...) {
			if to, ok := s.index[id]; ok && !named[id] {
				named[id] = true
				n := s.d.Nodes[to]
				out.Nodes = append(out.Nodes, Node{ID: id, Kind: n.Kind, Text: fmt.Sprintf("see part %d", s.home[to]+1), State: n.State, StateWord: n.StateWord})
			}
		}
	}
	return out
}

// partLabel is a label without the length of a whole page.
func partLabel(n *Node) string {
	short := *n
	short.Text = shorten(clean(n.Text), mostLabel)
	return label(short)
}

// maxParts is how many parts a page of Markdown takes.
const maxParts = 24

// drawing is the argument as Mermaid, in parts that GitHub draws.
func (m *markdown) drawing(r *lint.Result, o Options) {
	d := portray(r, o)
	all := parts(&d)
	m.line("## The argument")
	if words := m.Shown; words != "" {
		m.line("%s.", mark(words))
	}
	if len(all) > maxParts {
		m.line("The argument has %d nodes, too many to draw here: `safecase render -o case.svg` draws them.", len(d.Nodes))
		return
	}
	m.b.WriteString(mermaidBlocks(all))
}

// mermaidBlocks writes the parts of a diagram as fenced blocks of Markdown.
func mermaidBlocks(all []Diagram) string {
	var b strings.Builder
	for i := range all {
		part := &all[i]
		for k := range part.Nodes {
			part.Nodes[k].Text = shorten(clean(part.Nodes[k].Text), mostLabel)
		}
		if len(all) > 1 {
			fmt.Fprintf(&b, "Part %d of %d, from %s:\n\n", i+1, len(all), mark(part.first()))
		}
		b.WriteString("```mermaid\n")
		b.WriteString(mermaid(part))
		b.WriteString("```\n\n")
	}
	return b.String()
}

// first is the node that a part begins with.
func (d *Diagram) first() string {
	if len(d.Nodes) == 0 {
		return "nothing"
	}
	return Plain(d.Nodes[0].ID)
}
