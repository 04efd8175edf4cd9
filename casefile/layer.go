package casefile

import (
	"slices"
	"strings"
)

// A layer is a field that is shown on request only (GSN calls such additions
// layers, too): x-NAME, a key of the author's own, or NAME, one of the format.

// PatternKeys are the keys under which a template says what it leaves open at a
// node. They look like layers and are none.
var PatternKeys = []string{"x-repeat", "x-choice", "x-optional"}

// Layer is what a node says under the name of a layer; it does not exist when
// the node says nothing there.
func (n *Node) Layer(name string) Value {
	if own := n.Get("x-" + name); own.Exists() {
		return own
	}
	if NodeType(n.Kind).Field(name) != nil && name != string(n.Kind) {
		return n.Get(name)
	}
	return Value{}
}

// Layers lists the layers of a case that are its authors' own, sorted: the
// names of x- keys of its nodes, without the x-.
func (c *Case) Layers() []string {
	var out []string
	for _, n := range c.Nodes {
		out = append(out, n.Layers()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Layers lists the layers of a node that are its authors' own, in file order.
func (n *Node) Layers() []string {
	var out []string
	for _, e := range n.Value().Entries() {
		if name, own := strings.CutPrefix(e.Key, "x-"); own && name != "" && !slices.Contains(PatternKeys, e.Key) {
			out = append(out, name)
		}
	}
	return out
}

// HasLayer reports whether any node of a case says something under the name.
func (c *Case) HasLayer(name string) bool {
	return slices.ContainsFunc(c.Nodes, func(n *Node) bool { return n.Layer(name).Exists() })
}

// OneLine is a value on one line, as it stands in the file: what strangers
// wrote must be cleaned before it is shown.
func (v Value) OneLine() string {
	var parts []string
	switch v.Shape() {
	case Map:
		for _, e := range v.Entries() {
			parts = append(parts, e.Key+": "+e.Value.OneLine())
		}
		return strings.Join(parts, ", ")
	case List:
		for _, item := range v.Items() {
			parts = append(parts, item.OneLine())
		}
		return strings.Join(parts, "; ")
	}
	return strings.Join(strings.Fields(v.Text()), " ")
}
