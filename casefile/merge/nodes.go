package merge

import (
	"slices"

	"safecase/casefile"
)

// nodes takes over what they added, changed and removed, node by node.
func (m *merger) nodes() {
	var added, revived []string
	for _, theirs := range m.theirs.Case.Nodes {
		base, ours := m.base.Case.Node(theirs.ID), m.out.Case.Node(theirs.ID)
		switch {
		case base == nil && ours == nil:
			added = append(added, theirs.ID)
		case ours == nil && !same(base.Value(), theirs.Value()):
			m.conflicts = append(m.conflicts, Conflict{theirs.ID, "", "they changed it, we removed it; theirs stays"})
			added, revived = append(added, theirs.ID), append(revived, theirs.ID)
		case ours != nil:
			m.node(base, ours, theirs)
		}
	}
	m.insert(added)
	for _, id := range revived {
		m.set(place{id, []string{casefile.Theirs + "node"}}, kept)
	}
	m.removals()
}

// removals deletes what they deleted. What refers to a node may be deleted as
// well, so it is tried again as long as something goes.
func (m *merger) removals() {
	var left []*casefile.Node
	for _, n := range m.base.Case.Nodes {
		if m.theirs.Case.Node(n.ID) == nil && m.out.Case.Node(n.ID) != nil {
			left = append(left, n)
		}
	}
	for before := -1; before != len(left) && m.err == nil; {
		before = len(left)
		left = slices.DeleteFunc(left, m.removed)
	}
	for _, n := range left {
		what := "we changed it, they removed it; ours stays"
		if same(n.Value(), m.out.Case.Node(n.ID).Value()) {
			what = "they removed it, we have come to refer to it; it stays"
		}
		m.conflicts = append(m.conflicts, Conflict{n.ID, "", what})
		m.set(place{n.ID, []string{casefile.Theirs + "node"}}, removed)
	}
}

// node merges a node that both sides have, field by field.
func (m *merger) node(base, ours, theirs *casefile.Node) {
	var was casefile.Value
	if base != nil {
		was = base.Value()
	}
	for _, key := range union(keys(was), keys(theirs.Value())) {
		m.value(place{theirs.ID, []string{key}}, was.Get(key), ours.Get(key), theirs.Get(key))
	}
}

// insert adds their new nodes with their text, comments included, each after
// the node that it follows on their side.
func (m *merger) insert(ids []string) {
	for _, id := range ids {
		text, err := m.theirs.Fragment(id)
		if err != nil && m.err == nil {
			m.err = err
		}
		m.apply(casefile.InsertFragment{Text: text, After: m.before(id)})
	}
}

// before is the nearest node above theirs that the result has, too.
func (m *merger) before(id string) string {
	last := ""
	for _, n := range m.theirs.Case.Nodes {
		if n.ID == id {
			return last
		}
		if m.out.Case.Node(n.ID) != nil {
			last = n.ID
		}
	}
	return last
}

// removed deletes a node that they removed and reports whether it could: not
// when we changed it or have come to refer to it.
func (m *merger) removed(base *casefile.Node) bool {
	// They may have left references dangling; what counts is ours.
	ours := m.out.Case.Node(base.ID)
	left := m.out.Case.Mentions(casefile.ReferNode, base.ID)
	if !same(base.Value(), ours.Value()) || len(left) > len(m.theirs.Case.Mentions(casefile.ReferNode, base.ID)) {
		return false
	}
	m.apply(casefile.Delete{IDs: []string{base.ID}})
	return true
}

func isMap(v casefile.Value) bool { return v.Shape() == casefile.Map }

// plainList reports whether a value is a list of single values, or nothing.
func plainList(v casefile.Value) bool {
	if v.Shape() != casefile.List && v.Exists() {
		return false
	}
	for _, i := range v.Items() {
		if i.Shape() != casefile.Single {
			return false
		}
	}
	return true
}

func keys(v casefile.Value) []string {
	var out []string
	for _, e := range v.Entries() {
		out = append(out, e.Key)
	}
	return out
}

func union(a, b []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, list := range [][]string{a, b} {
		for _, s := range list {
			if !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// same reports whether two values say the same; the order of keys does not
// count.
func same(a, b casefile.Value) bool {
	if a.Shape() != b.Shape() {
		return !a.Exists() && !b.Exists()
	}
	switch a.Shape() {
	case casefile.Single:
		return a.Text() == b.Text()
	case casefile.List:
		x, y := a.Items(), b.Items()
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			if !same(x[i], y[i]) {
				return false
			}
		}
	case casefile.Map:
		if len(a.Entries()) != len(b.Entries()) {
			return false
		}
		for _, e := range a.Entries() {
			if !same(e.Value, b.Get(e.Key)) {
				return false
			}
		}
	}
	return true
}
