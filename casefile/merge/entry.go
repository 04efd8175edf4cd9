package merge

import (
	"slices"
	"strings"

	"safecase/casefile"
)

// What the other side did with a node or a link that one side changed and one
// removed; it stands under the key x-theirs-node or x-theirs-link.
const (
	removed = "removed"
	kept    = "kept"
)

// disagree notes a conflict in a list.
func (m *merger) disagree(p place, what string) {
	m.conflicts = append(m.conflicts, Conflict{p.node, strings.Join(p.path, "."), what})
}

// entry merges a link that both sides changed, key by key.
func (m *merger) entry(p place, base, ours, theirs casefile.Value) casefile.Pairs {
	was, mine, other := link(base), link(ours), link(theirs)
	var out casefile.Pairs
	for _, key := range union(keysOf(mine), keysOf(other)) {
		a, b, c := at(was, key), at(mine, key), at(other, key)
		v, open := b, false
		switch {
		case same(a, c), same(b, c):
		case same(a, b):
			v = c
		default:
			m.disagree(place{p.node, append(slices.Clone(p.path), at(mine, "to").Text())}, "both sides changed "+key)
			open = true
		}
		if v.Exists() {
			out = append(out, casefile.Pair{Key: key, Value: v})
		}
		if open {
			out = append(out, casefile.Pair{Key: casefile.Theirs + key, Value: orNothing(c)})
		}
	}
	return out
}

// marked is a link with what the other side did with it.
func marked(v casefile.Value, did string) casefile.Pairs {
	return append(link(v), casefile.Pair{Key: casefile.Theirs + "link", Value: did})
}

// link is an entry of a relation in its long form.
func link(v casefile.Value) casefile.Pairs {
	if !isMap(v) {
		return casefile.Pairs{{Key: "to", Value: v}}
	}
	var out casefile.Pairs
	for _, e := range v.Entries() {
		out = append(out, casefile.Pair{Key: e.Key, Value: e.Value})
	}
	return out
}

func keysOf(p casefile.Pairs) []string {
	var out []string
	for _, pair := range p {
		out = append(out, pair.Key)
	}
	return out
}

// at is the value under a key; it does not exist where the key is not there.
func at(p casefile.Pairs, key string) casefile.Value {
	for _, pair := range p {
		if v, ok := pair.Value.(casefile.Value); ok && pair.Key == key {
			return v
		}
	}
	return casefile.Value{}
}
