package casefile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// draft is a case while an edit changes it.
type draft struct {
	file *File
	root *tree
}

// change makes a change to what stands at path below the top. f gets nil where
// nothing stands, and gives nil for nothing to stand there.
func (d *draft) change(path []string, f func(*tree) (*tree, error)) error {
	root, err := d.root.change(Schema, path, f)
	if err == nil && root == nil {
		err = fmt.Errorf("nothing would be left of the case")
	}
	if err != nil {
		return err
	}
	d.root = root
	return nil
}

// change is t with what stands at path changed by f.
func (t *tree) change(typ *Type, path []string, f func(*tree) (*tree, error)) (*tree, error) {
	if len(path) == 0 {
		return f(t)
	}
	if t == nil || t.shape == Null {
		t = &tree{shape: Map, loaded: true}
	}
	switch {
	case t.shape == List:
		return t.changeItem(typ, path, f)
	case typ != nil && typ.Elem != nil && path[0] == "0" && (t.shape == Single || t.find("0") < 0):
		return t.change(typ.Elem, path[1:], f)
	case t.shape != Map:
		return nil, fmt.Errorf("%s stands below %s, which is a single value", path[0], t.text)
	}
	return t.changeEntry(typ, path, f)
}

func (t *tree) changeEntry(typ *Type, path []string, f func(*tree) (*tree, error)) (*tree, error) {
	if typ == nodeType {
		typ = t.nodeType()
	}
	i := t.find(path[0])
	var old *tree
	if i >= 0 {
		old = t.kids[i].tree
	}
	kid, err := old.change(typ.At(path[0]), path[1:], f)
	switch {
	case err != nil:
		return nil, err
	case kid == old:
		return t, nil
	case kid == nil:
		return t.without(i), nil
	case i < 0:
		return t.grown(typ.placeOf(path[0], t.twigs()), twig{key: path[0], tree: kid}), nil
	}
	kids := slices.Clone(t.kids)
	kids[i].tree = kid
	return t.with(kids), nil
}

// nodeType is the type of the keys of a node: that of its kind.
func (t *tree) nodeType() *Type {
	kind, count := Kind(""), 0
	for _, k := range t.twigs() {
		if isKind(k.key) && string(kind) != k.key {
			if count++; count == 1 {
				kind = Kind(k.key)
			}
		}
	}
	if count != 1 {
		return nodeType
	}
	return NodeType(kind)
}

// kind is the kind of a node: what the first of its kind keys says.
func (t *tree) kind() Kind {
	for _, k := range t.twigs() {
		if isKind(k.key) {
			return Kind(k.key)
		}
	}
	return ""
}

func (t *tree) changeItem(typ *Type, path []string, f func(*tree) (*tree, error)) (*tree, error) {
	i, err := strconv.Atoi(path[0])
	if err != nil || i < 0 || i >= len(t.twigs()) {
		return nil, fmt.Errorf("%q is not an item of a list of %d; items count from 0", path[0], len(t.twigs()))
	}
	if typ != nil && typ.Elem != nil {
		typ = typ.Elem
	}
	kid, err := t.kids[i].change(typ, path[1:], f)
	switch {
	case err != nil:
		return nil, err
	case kid == nil:
		return t.without(i), nil
	}
	kids := slices.Clone(t.kids)
	kids[i].tree = kid
	return t.with(kids), nil
}

// without is t without branch i; nil when nothing is left.
func (t *tree) without(i int) *tree {
	if i < 0 {
		return t
	}
	if len(t.twigs()) == 1 {
		return nil
	}
	return t.with(slices.Delete(slices.Clone(t.kids), i, i+1))
}

// grown is t with more branches before branch i.
func (t *tree) grown(i int, added ...twig) *tree {
	olds := t.twigs()
	kids := make([]twig, 0, len(olds)+len(added))
	return t.with(append(append(append(kids, olds[:i]...), added...), olds[i:]...))
}

// placeOf is where a new key belongs among the entries of a map: behind the
// key that the schema has closest before it, else at the top; behind all when
// the schema does not name it.
func (t *Type) placeOf(key string, kids []twig) int {
	rank := func(key string) int { return -1 }
	if t != nil {
		rank = func(key string) int {
			return slices.IndexFunc(t.Fields, func(f *Field) bool { return f.Key == key })
		}
	}
	mine, place, closest := rank(key), 0, -1
	if mine < 0 {
		return len(kids)
	}
	for i, k := range kids {
		if r := rank(k.key); r < mine && r > closest {
			place, closest = i+1, r
		}
	}
	return place
}

// node is the tree of a node; the error says when there is none.
func (d *draft) node(id string) (*tree, error) {
	if t := d.root.at("nodes", id); t != nil {
		return t, nil
	}
	return nil, d.unknown(id)
}

func (d *draft) unknown(id string) error {
	var known []string
	if nodes := d.root.at("nodes"); nodes != nil {
		for _, k := range nodes.twigs() {
			known = append(known, k.key)
		}
	}
	if near := Nearest(id, known); near != "" {
		return fmt.Errorf("there is no node %q: did you mean %q?", id, near)
	}
	return fmt.Errorf("there is no node %q", id)
}

func (d *draft) has(id string) bool { return d.root.at("nodes", id) != nil }

// nodeIDs are the ids of all nodes.
func (d *draft) nodeIDs() map[string]bool {
	ids := map[string]bool{}
	if nodes := d.root.at("nodes"); nodes != nil && nodes.shape == Map {
		for _, k := range nodes.twigs() {
			ids[k.key] = true
		}
	}
	return ids
}

// free reports why id cannot be the id of a new node.
func (d *draft) free(id string) error {
	switch {
	case !ValidID(id):
		return fmt.Errorf("%q cannot be the id of a node: use a letter, then letters, digits, _ . and single -", shorten(id, 60))
	case d.has(id):
		return fmt.Errorf("node %s is there already; choose another id", id)
	}
	return nil
}

// changeNode makes a change in a node.
func (d *draft) changeNode(id string, path []string, f func(*tree) (*tree, error)) error {
	t, err := d.node(id)
	if err != nil {
		return err
	}
	if t.shape != Map {
		return fmt.Errorf("node %s is %s; expected a map", id, t.shape)
	}
	return d.change(append([]string{"nodes", id}, path...), f)
}

// plant puts new nodes into the map of nodes, behind the node after; "" is
// the end.
func (d *draft) plant(after string, added ...twig) error {
	return d.change([]string{"nodes"}, func(nodes *tree) (*tree, error) {
		if nodes == nil || nodes.shape == Null {
			nodes = &tree{shape: Map, loaded: true}
		}
		if nodes.shape != Map {
			return nil, fmt.Errorf("nodes is %s; expected a map of nodes by id", nodes.shape)
		}
		at := len(nodes.twigs())
		if after != "" {
			if at = nodes.find(after) + 1; at == 0 {
				return nil, d.unknown(after)
			}
		}
		return nodes.grown(at, added...), nil
	})
}

// follows is the node in the file that a new child of parent comes to stand
// behind: the last node of the branch of the sibling before it, else parent.
func (d *draft) follows(parent string, relation Relation, at int) string {
	if parent == "" {
		return ""
	}
	items := d.root.at("nodes", parent, string(relation)).items()
	before := len(items)
	if at > 0 && at <= before {
		before = at - 1
	}
	for i := before - 1; i >= 0; i-- {
		if to := linkTarget(items[i].tree); d.has(to) {
			return to
		}
	}
	return parent
}

// linkTarget is the id that an entry of a relation leads to.
func linkTarget(t *tree) string {
	if t.shape == Map {
		if to := t.at("to"); to != nil {
			return to.text
		}
		return ""
	}
	return t.text
}

// typeAt is the type of what stands at path below the top, whose numbers count
// items of lists.
func typeAt(path []string) *Type {
	t := Schema
	for _, key := range path {
		if _, err := strconv.Atoi(key); err == nil && t != nil && t.Elem != nil {
			t = t.Elem
			continue
		}
		t = t.At(key)
	}
	return t
}

// set writes a value at path below the top.
func (d *draft) set(path []string, value any) error {
	t, err := newTree(value, typeAt(path))
	if err != nil {
		return fmt.Errorf("%s: %w", strings.Join(path, "."), err)
	}
	return d.change(path, func(old *tree) (*tree, error) { return graft(old, t), nil })
}

// clear removes what stands at path below the top.
func (d *draft) clear(path []string) error {
	return d.change(path, func(old *tree) (*tree, error) {
		if old == nil {
			return nil, fmt.Errorf("there is no %s to remove", strings.Join(path, "."))
		}
		return nil, nil
	})
}
