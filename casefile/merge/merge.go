// Package merge joins two changed versions of a case by node and field, so
// that people who edit different nodes never conflict. It reads no files and
// judges nothing.
package merge

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
)

// Conflict is a place that both sides changed in different ways. The result
// keeps our value there and theirs beside it.
type Conflict struct {
	Node  string // "" outside the nodes
	Field string // dotted; "" for the whole node
	What  string // what happened on both sides
}

// String says the conflict on one line.
func (c Conflict) String() string {
	place := strings.Trim(c.Node+"."+c.Field, ".")
	return place + ": " + c.What
}

// Merge applies to ours what theirs changed since base. The text of ours stays
// as it is wherever theirs changed nothing. The result reads back; an error
// says why one of the versions cannot be merged at all.
func Merge(base, ours, theirs *casefile.File) (*casefile.File, []Conflict, error) {
	for name, f := range map[string]*casefile.File{"the common version": base, "our version": ours, "their version": theirs} {
		if !f.Readable {
			return nil, nil, fmt.Errorf("%s cannot be read as a case", name)
		}
	}
	m := &merger{base: base, theirs: theirs, out: ours}
	m.sections()
	m.nodes()
	if m.err != nil {
		return nil, nil, m.err
	}
	return m.out, m.conflicts, nil
}

type merger struct {
	base, theirs *casefile.File
	out          *casefile.File // ours, with what was taken over so far
	conflicts    []Conflict
	err          error
}

// apply makes one edit; after the first failure nothing more is done.
func (m *merger) apply(e casefile.Edit) {
	if m.err != nil {
		return
	}
	next, err := m.out.Apply(e)
	if err != nil {
		m.err = err
		return
	}
	m.out = next
}

// place is where a value stands: in a node or in a section.
type place struct {
	node string
	path []string
}

func (p place) below(key string) place {
	return place{p.node, append(slices.Clone(p.path), key)}
}

func (p place) beside(key string) place {
	path := slices.Clone(p.path)
	path[len(path)-1] = key
	return place{p.node, path}
}

func (p place) last() string { return p.path[len(p.path)-1] }

func (m *merger) set(p place, v any) {
	if p.node != "" {
		m.apply(casefile.SetField{Node: p.node, Path: p.path, Value: v})
		return
	}
	m.apply(casefile.SetSection{Path: p.path, Value: v})
}

func (m *merger) remove(p place) {
	if p.node != "" {
		m.apply(casefile.RemoveField{Node: p.node, Path: p.path})
		return
	}
	m.apply(casefile.RemoveSection{Path: p.path})
}

func (m *merger) sections() {
	for _, key := range union(sectionKeys(m.base.Case), sectionKeys(m.theirs.Case)) {
		if key != "nodes" {
			m.value(place{path: []string{key}}, m.base.Case.Get(key), m.out.Case.Get(key), m.theirs.Case.Get(key))
		}
	}
}

func sectionKeys(c *casefile.Case) []string {
	var out []string
	for _, e := range c.Sections() {
		out = append(out, e.Key)
	}
	return out
}

// value merges one value.
func (m *merger) value(p place, base, ours, theirs casefile.Value) {
	switch {
	case same(base, theirs), same(ours, theirs):
	case same(base, ours):
		m.take(p, theirs)
	case isMap(base) && isMap(ours) && isMap(theirs):
		for _, key := range union(keys(base), keys(theirs)) {
			m.value(p.below(key), base.Get(key), ours.Get(key), theirs.Get(key))
		}
	case isRelation(p) || plainList(base) && plainList(ours) && plainList(theirs):
		m.list(p, base, ours, theirs)
	default:
		m.conflict(p, ours, theirs)
	}
}

// take brings over their value where ours is as it was.
func (m *merger) take(p place, theirs casefile.Value) {
	if !theirs.Exists() {
		m.remove(p)
		return
	}
	m.set(p, theirs)
}

// conflict keeps our value and puts theirs beside it.
func (m *merger) conflict(p place, ours, theirs casefile.Value) {
	what := "both sides changed it"
	switch {
	case !theirs.Exists():
		what = "we changed it, they removed it; ours stays"
	case !ours.Exists():
		what = "they changed it, we removed it"
	}
	m.conflicts = append(m.conflicts, Conflict{p.node, strings.Join(p.path, "."), what})
	m.set(p.beside(casefile.Theirs+p.last()), orNothing(theirs))
}

// orNothing is a value to be written; nothing, where somebody removed it, is
// written as null, so that the conflict stands in the file.
func orNothing(v casefile.Value) any {
	if !v.Exists() {
		return nil
	}
	return v
}

func isRelation(p place) bool {
	return p.node != "" && len(p.path) == 1 && slices.Contains(casefile.Relations, casefile.Relation(p.last())) && p.last() != string(casefile.Challenges)
}

// list merges two changed lists by their items: what one side removed goes,
// what either side added stays, ours first.
func (m *merger) list(p place, base, ours, theirs casefile.Value) {
	var items []any
	have := map[string]bool{}
	was, now := index(base), index(theirs)
	for _, v := range ours.Items() {
		key := item(v)
		before, inBase := was[key]
		after, inTheirs := now[key]
		switch {
		case inBase && !inTheirs && same(before, v):
			continue // they removed it, we left it alone
		case inBase && inTheirs && same(before, v):
			items = append(items, after.Any())
		case inBase && inTheirs && !same(before, after) && !same(v, after):
			items = append(items, m.entry(p, before, v, after))
		case inBase && !inTheirs:
			m.disagree(p, "we changed the entry "+key+", they removed it; ours stays")
			items = append(items, marked(v, removed))
		default:
			items = append(items, v.Any())
		}
		have[key] = true
	}
	mine := index(ours)
	for _, v := range theirs.Items() {
		key := item(v)
		before, inBase := was[key]
		if have[key] || inBase && same(before, v) {
			continue // there already, or we removed it and they left it alone
		}
		if _, ok := mine[key]; inBase && !ok {
			m.disagree(p, "they changed the entry "+key+", we removed it; theirs stays")
			items = append(items, marked(v, kept))
		} else {
			items = append(items, v.Any())
		}
		have[key] = true
	}
	if len(items) == 0 {
		if ours.Exists() {
			m.remove(p)
		}
		return
	}
	if p.node != "" {
		m.apply(casefile.SetField{Node: p.node, Path: p.path, Value: items})
		return
	}
	m.apply(casefile.SetSection{Path: p.path, Value: items})
}

// item names an entry of a list: where a link leads, else what it says.
func item(v casefile.Value) string {
	if to := v.Get("to").Text(); to != "" {
		return to
	}
	return v.Flow()
}

func index(v casefile.Value) map[string]casefile.Value {
	out := map[string]casefile.Value{}
	for _, i := range v.Items() {
		out[item(i)] = i
	}
	return out
}
