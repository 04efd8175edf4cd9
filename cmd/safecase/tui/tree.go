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
	end     int    // index of the first row that is not below this one
	again   bool   // stands in full further up; here only as a reference
	missing bool   // no such node in this file
	heading string // a line that is no node
	broken  bool   // the link carries nothing: a sustained challenge broke it
}

// tree lays the argument out, a DAG, as lines: a shared node stands in full
// under its first parent and as one line under the others.
type tree struct {
	c          *casefile.Case
	challenges map[string][]string // defeaters by the node they challenge
	seen       map[string]bool
	rows       []row
}

func layTree(c *casefile.Case) []row {
	t := &tree{c: c, challenges: challengesOf(c), seen: make(map[string]bool, len(c.Nodes)), rows: make([]row, 0, len(c.Nodes)*5/4+8)}
	t.rows = append(t.rows, row{heading: "case"})
	for _, top := range c.Tops() {
		t.add(row{id: top.ID})
	}
	t.addLoose()
	return t.rows
}

// challengesOf lists the defeaters of each node, in file order. A challenge to
// a link stands under the node that the link starts at.
func challengesOf(c *casefile.Case) map[string][]string {
	out := map[string][]string{}
	for _, n := range c.Nodes {
		for i := range n.Links {
			if l := &n.Links[i]; l.Relation == casefile.Challenges {
				out[orElse(l.From, l.To)] = append(out[orElse(l.From, l.To)], n.ID)
			}
		}
	}
	return out
}

// addLoose adds what no top claim leads to: nothing in the file may be
// invisible.
func (t *tree) addLoose() {
	headed := false
	for _, n := range t.c.Nodes {
		if t.seen[n.ID] {
			continue
		}
		if !headed {
			headed = true
			t.rows = append(t.rows, row{heading: "not below any top claim"})
			t.rows[len(t.rows)-1].end = len(t.rows)
		}
		t.add(row{id: n.ID})
	}
}

func (t *tree) add(r row) {
	n := t.c.Node(r.id)
	r.missing = n == nil
	r.again = t.seen[r.id]
	at := len(t.rows)
	t.rows = append(t.rows, r)
	if n != nil && !r.again {
		t.seen[r.id] = true
		t.below(n, r.depth+1)
	} else if away(r.id) && !r.again {
		t.seen[r.id] = true
		t.challengers(r.id, r.depth+1)
	}
	t.rows[at].end = len(t.rows)
}

// challengers adds what is said against a node, of this file or of another.
func (t *tree) challengers(target string, depth int) {
	for i, id := range t.challenges[target] {
		t.add(row{id: id, parent: target, rel: casefile.Challenges, index: i, depth: depth})
	}
}

// below adds what stands under a node: first what is said against it, then
// what it is to be read with, then what carries it.
func (t *tree) below(n *casefile.Node, depth int) {
	t.challengers(n.ID, depth)
	if n.Kind == casefile.Strategy {
		for i, id := range n.Get(string(sideClaim)).Texts() {
			t.add(row{id: id, parent: n.ID, rel: sideClaim, index: i, depth: depth})
		}
	}
	for _, rel := range belowOrder {
		index := 0
		for i := range n.Links {
			if l := &n.Links[i]; l.Relation == rel {
				t.add(row{id: l.To, parent: n.ID, rel: rel, index: index, depth: depth, broken: l.Defeated})
				index++
			}
		}
	}
}

// belowOrder is the order in which the relations of a node stand below it.
var belowOrder = [...]casefile.Relation{casefile.InContextOf, casefile.AnsweredBy, casefile.SupportedBy}

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
