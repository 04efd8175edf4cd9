package tui

import (
	"slices"
	"strings"

	"safecase/casefile"
)

// sideClaim and noRelation are the two ways to stand in the outline that are
// no relation of the file.
const (
	sideClaim  casefile.Relation = "side_claims"
	noRelation casefile.Relation = ""
)

// row is one line of the outline when everything is unfolded.
type row struct {
	id      string            // the node; "" for the case itself and for headings
	parent  string            // the node it stands under; "" at the top
	rel     casefile.Relation // how the parent refers to it
	index   int               // which of the parent's links of that relation it is
	depth   int
	again   bool   // stands in full further up; here only as a reference
	missing bool   // no such node in this file
	heading string // a line that is no node
	broken  bool   // the link carries nothing: a sustained challenge broke it
}

// laid is a row in numbers. Every edit that changes the shape of the argument
// lays all lines anew; without pointers that is fast, and the collector need
// not look into them.
type laid struct {
	node, parent number
	index, depth int32
	end          int32 // index of the first line that is not below this one
	rel          wayBelow
	again        bool
	broken       bool
}

// number stands for an id: the index of the node in the case or, beyond all
// nodes, of an id that is none in this file.
type number int32

// The numbers that stand for no id.
const (
	nobody     number = -1
	theCase    number = -2
	looseNodes number = -3
)

const (
	caseHeading  = "case"
	looseHeading = "not below any top claim"
)

// wayBelow is an index into ways.
type wayBelow uint8

// ways are the relations by which a line stands below another. Those from
// firstLink on are the links of the parent, in the order in which they stand.
var ways = [...]casefile.Relation{noRelation, casefile.Challenges, sideClaim, casefile.InContextOf, casefile.AnsweredBy, casefile.SupportedBy}

const (
	byChallenge wayBelow = 1
	bySideClaim wayBelow = 2
	firstLink   wayBelow = 3
)

// tree lays the argument out, a DAG, as lines: a shared node stands in full
// under its first parent and as one line under the others.
type tree struct {
	c          *casefile.Case
	lines      []laid
	seen       []bool            // by number
	others     []string          // ids that are no node of the case, by number behind the nodes
	numbers    map[string]number // of the others
	challenges map[number][]number
}

// lay lays a case out, in the room of the lines that were there.
func (t *tree) lay(c *casefile.Case) {
	*t = tree{c: c, lines: slices.Grow(t.lines[:0], len(c.Nodes)*9/8+8), seen: cleared(t.seen, len(c.Nodes)), others: t.others[:0]}
	t.noteChallenges()
	t.lines = append(t.lines, laid{node: theCase, parent: nobody})
	for _, top := range c.Tops() {
		t.add(laid{node: t.number(top.ID), parent: nobody})
	}
	t.addLoose()
	t.challenges = nil
}

// cleared is room for n flags, none of them set.
func cleared(flags []bool, n int) []bool {
	if cap(flags) < n {
		return make([]bool, n, n+n/8)
	}
	flags = flags[:n]
	clear(flags)
	return flags
}

// number is the number of an id, which gets one if it has none.
func (t *tree) number(id string) number {
	if n := t.find(id); n != nobody {
		return n
	}
	if t.numbers == nil {
		t.numbers = map[string]number{}
	}
	n := number(len(t.seen))
	t.others, t.seen, t.numbers[id] = append(t.others, id), append(t.seen, false), n
	return n
}

// find is the number of an id that stands in the outline, or nobody.
func (t *tree) find(id string) number {
	if i := t.c.Index(id); i >= 0 {
		return number(i)
	}
	if n, ok := t.numbers[id]; ok {
		return n
	}
	return nobody
}

// name is the id that a number stands for; "" for none.
func (t *tree) name(n number) string {
	switch {
	case n < 0:
		return ""
	case t.known(n):
		return t.c.Nodes[n].ID
	}
	return t.others[int(n)-len(t.c.Nodes)]
}

// known reports a node of this file.
func (t *tree) known(n number) bool { return n >= 0 && int(n) < len(t.c.Nodes) }

// row is line i in words.
func (t *tree) row(i int) row {
	l := &t.lines[i]
	r := row{
		id: t.name(l.node), parent: t.name(l.parent), rel: ways[l.rel], index: int(l.index), depth: int(l.depth),
		again: l.again, missing: l.node >= 0 && !t.known(l.node), broken: l.broken,
	}
	switch l.node {
	case theCase:
		r.heading = caseHeading
	case looseNodes:
		r.heading = looseHeading
	}
	return r
}

// like is the line that says of this case what a row said of another: where
// what it names is gone, nobody.
func (t *tree) like(r row) laid {
	l := laid{node: nobody, parent: nobody, index: int32(r.index), rel: wayBelow(max(0, slices.Index(ways[:], r.rel)))}
	switch {
	case r.heading == caseHeading:
		l.node = theCase
	case r.heading == looseHeading:
		l.node = looseNodes
	case r.id != "":
		l.node = t.find(r.id)
	}
	if r.parent != "" {
		l.parent = t.find(r.parent)
	}
	return l
}

// challengedBy is the node under which a challenge stands: one to a link stands
// under the node that the link starts at.
func challengedBy(l *casefile.Link) string { return orElse(l.From, l.To) }

// noteChallenges lists the defeaters of each node, in file order.
func (t *tree) noteChallenges() {
	t.challenges = map[number][]number{}
	for at, n := range t.c.Nodes {
		for i := range n.Links {
			if l := &n.Links[i]; l.Relation == casefile.Challenges {
				target := t.number(challengedBy(l))
				t.challenges[target] = append(t.challenges[target], t.first(at))
			}
		}
	}
}

// first is the number of the node at an index: a repeated id always means the
// first node that has it.
func (t *tree) first(at int) number { return t.number(t.c.Nodes[at].ID) }

// addLoose adds what no top claim leads to: nothing in the file may be
// invisible.
func (t *tree) addLoose() {
	headed := false
	for at := range t.c.Nodes {
		if t.seen[at] {
			continue
		}
		n := t.first(at)
		if t.seen[n] {
			continue
		}
		if !headed {
			headed = true
			t.lines = append(t.lines, laid{node: looseNodes, parent: nobody, end: int32(len(t.lines) + 1)})
		}
		t.add(laid{node: n, parent: nobody})
	}
}

func (t *tree) add(l laid) {
	l.again = t.seen[l.node]
	at := len(t.lines)
	t.lines = append(t.lines, l)
	switch {
	case l.again:
	case t.known(l.node):
		t.seen[l.node] = true
		t.below(l.node, l.depth+1)
	case away(t.name(l.node)):
		t.seen[l.node] = true
		t.challengers(l.node, l.depth+1)
	}
	t.lines[at].end = int32(len(t.lines))
}

// challengers adds what is said against a node, of this file or of another.
func (t *tree) challengers(target number, depth int32) {
	if len(t.challenges) == 0 {
		return
	}
	for i, n := range t.challenges[target] {
		t.add(laid{node: n, parent: target, rel: byChallenge, index: int32(i), depth: depth})
	}
}

// below adds what stands under a node: first what is said against it, then
// what it is to be read with, then what carries it.
func (t *tree) below(parent number, depth int32) {
	t.challengers(parent, depth)
	n := t.c.Nodes[parent]
	if n.Kind == casefile.Strategy {
		for i, id := range n.Get(string(sideClaim)).Texts() {
			t.add(laid{node: t.number(id), parent: parent, rel: bySideClaim, index: int32(i), depth: depth})
		}
	}
	for way := firstLink; len(n.Links) > 0 && int(way) < len(ways); way++ {
		index := int32(0)
		for i := range n.Links {
			if l := &n.Links[i]; l.Relation == ways[way] {
				t.add(laid{node: t.number(l.To), parent: parent, rel: way, index: index, depth: depth, broken: l.Defeated})
				index++
			}
		}
	}
}

// sameShape reports whether two cases give the same lines.
func sameShape(a, b *casefile.Case) bool {
	if len(a.Nodes) != len(b.Nodes) {
		return false
	}
	for i, n := range a.Nodes {
		o := b.Nodes[i]
		if n != o && (n.ID != o.ID || n.Kind != o.Kind || !sameLinks(n, o)) {
			return false
		}
	}
	return true
}

func sameLinks(a, b *casefile.Node) bool {
	if len(a.Links) != len(b.Links) {
		return false
	}
	for i := range a.Links {
		l, k := &a.Links[i], &b.Links[i]
		if l.Relation != k.Relation || l.To != k.To || l.From != k.From || l.Defeated != k.Defeated {
			return false
		}
	}
	return a.Kind != casefile.Strategy || slices.Equal(a.Get(string(sideClaim)).Texts(), b.Get(string(sideClaim)).Texts())
}

// away reports an id that another file defines.
func away(id string) bool { return strings.ContainsRune(id, ':') }
