package casefile

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

func (e Rename) edit(d *draft) error {
	refer := e.Refer
	if refer == "" || refer == ReferEvidence {
		refer = ReferNode
	}
	if d.away(e.From) && refer == ReferNode {
		return d.renameAway(e)
	}
	section := SectionOf(refer)
	if d.root.at(section, e.From) == nil {
		return d.noItem(refer, e.From)
	}
	if !ValidID(e.To) {
		return fmt.Errorf("%q cannot be an id: use a letter, then letters, digits, _ . and single -", shorten(e.To, 60))
	}
	if d.root.at(section, e.To) != nil {
		return fmt.Errorf("%s %s is there already; choose another id", refer, e.To)
	}
	d.mention(refer, e.From, e.To)
	return d.change([]string{section}, func(t *tree) (*tree, error) {
		kids := slices.Clone(t.twigs())
		kids[t.find(e.From)].key = e.To
		return t.with(kids), nil
	})
}

// RenamedPublic says what to do after a public node got another id in its own
// file: files that use it are not known there.
func RenamedPublic(id string) string {
	return id + " is public: files that use this one still refer to " + id + "; rename it from one of them, as module:" + id + ", or lint them to find what is left"
}

// mention replaces an id wherever it is mentioned.
func (d *draft) mention(refer Refer, from, to string) {
	s := &swap{refer, from, to}
	d.eachEntry(func(t *tree, typ *Type, n *Node) *tree {
		if n != nil && !s.within(n) {
			return t
		}
		return s.in(t, typ)
	})
}

// renameAway follows a node of another file that has another id now.
func (d *draft) renameAway(e Rename) error {
	from, _, _ := CutAway(e.From)
	to, id, away := CutAway(e.To)
	if !away || from != to || !ValidID(id) {
		return fmt.Errorf("%s stays in its file: name the new id as %s:ID", e.From, from)
	}
	d.mention(ReferNode, e.From, e.To)
	return nil
}

func (d *draft) noItem(refer Refer, id string) error {
	if refer == ReferNode {
		return d.unknown(id)
	}
	return fmt.Errorf("there is no %s %q", refer, id)
}

// eachEntry replaces every section but nodes, and every node, by what f makes
// of it. f also gets the node as it was read, when the tree is still that.
func (d *draft) eachEntry(f func(t *tree, typ *Type, n *Node) *tree) {
	kids := slices.Clone(d.root.twigs())
	for i, k := range kids {
		switch field := Schema.Field(k.key); {
		case field == nil:
		case k.key == "nodes":
			kids[i].tree = d.eachNode(k.tree, f)
		default:
			kids[i].tree = f(k.tree, field.Type, nil)
		}
	}
	d.root = d.root.with(kids)
}

func (d *draft) eachNode(nodes *tree, f func(*tree, *Type, *Node) *tree) *tree {
	if nodes.shape != Map {
		return nodes
	}
	read := make(map[*yaml.Node]*Node, len(d.file.Case.Nodes))
	for _, n := range d.file.Case.Nodes {
		read[n.entry.n] = n
	}
	kids, changed := slices.Clone(nodes.twigs()), false
	for i, k := range kids {
		var n *Node
		if !k.changed && k.src.n != nil {
			n = read[k.src.n]
		}
		if strings.HasPrefix(k.key, "x-") || k.shape != Map {
			continue
		}
		if t := f(k.tree, nodeType, n); t != k.tree {
			kids[i].tree, changed = t, true
		}
	}
	if !changed {
		return nodes
	}
	return nodes.with(kids)
}

// swap replaces one id by another wherever the schema says that an id of its
// table stands.
type swap struct {
	refer    Refer
	from, to string
}

// within reports whether a node that was read mentions the id.
func (s *swap) within(n *Node) bool {
	return slices.ContainsFunc(n.mentions, func(m Mention) bool { return m.ID == s.from && sameTable(m.Refer, s.refer) })
}

func (s *swap) in(t *tree, typ *Type) *tree {
	switch {
	case typ == nil:
		return t
	case t.shape == Single:
		if typ.Form == FormRef && sameTable(typ.Refer, s.refer) && t.text == s.from {
			return &tree{shape: Single, text: s.to, tag: "!!str"}
		}
	case t.shape == List && typ.Elem != nil:
		return s.branches(t, func(string) *Type { return typ.Elem })
	case t.shape == Map:
		if typ == nodeType {
			typ = t.nodeType()
		}
		return s.keys(s.branches(t, typ.below), typ)
	}
	return t
}

// below is the type of what a map of type t holds under the key.
func (t *Type) below(key string) *Type {
	if f := t.Field(key); f != nil {
		return f.Type
	}
	if strings.HasPrefix(key, "x-") {
		return nil
	}
	return t.Dict
}

func (s *swap) branches(t *tree, typ func(key string) *Type) *tree {
	kids, changed := slices.Clone(t.twigs()), false
	for i, k := range kids {
		if u := s.in(k.tree, typ(k.key)); u != k.tree {
			kids[i].tree, changed = u, true
		}
	}
	if !changed {
		return t
	}
	return t.with(kids)
}

// keys replaces the id where it is a key.
func (s *swap) keys(t *tree, typ *Type) *tree {
	if typ.DictOf == "" || !sameTable(typ.DictOf, s.refer) || typ.Field(s.from) != nil {
		return t
	}
	i := t.find(s.from)
	if i < 0 {
		return t
	}
	kids := slices.Clone(t.kids)
	kids[i].key = s.to
	return t.with(kids)
}
