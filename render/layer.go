package render

import (
	"slices"
	"strings"

	"safecase/casefile"
)

// A layer is a field that is shown on request only (GSN calls such additions
// layers, too): x-NAME, a key of the author's own, or NAME, one of the format.

// layer is what a node says under the name of a layer; it does not exist when
// the node says nothing there.
func layer(n *casefile.Node, name string) casefile.Value {
	if own := n.Get("x-" + name); own.Exists() {
		return own
	}
	if casefile.NodeType(n.Kind).Field(name) != nil && name != string(n.Kind) {
		return n.Get(name)
	}
	return casefile.Value{}
}

// Layers lists the layers of a case that are its authors' own, sorted: the
// names of x- keys of its nodes, without the x-.
func Layers(c *casefile.Case) []string {
	var out []string
	for _, n := range c.Nodes {
		for _, e := range n.Value().Entries() {
			if name, own := strings.CutPrefix(e.Key, "x-"); own && name != "" && !marksPattern(e.Key) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// HasLayer reports whether any node of a case says something under the name.
func HasLayer(c *casefile.Case, name string) bool {
	return slices.ContainsFunc(c.Nodes, func(n *casefile.Node) bool { return layer(n, name).Exists() })
}

// layerText is a value on one line.
func layerText(v casefile.Value) string {
	switch v.Shape() {
	case casefile.Map:
		var parts []string
		for _, e := range v.Entries() {
			parts = append(parts, Plain(e.Key)+": "+layerText(e.Value))
		}
		return strings.Join(parts, ", ")
	case casefile.List:
		var parts []string
		for _, item := range v.Items() {
			parts = append(parts, layerText(item))
		}
		return strings.Join(parts, "; ")
	}
	return Plain(strings.Join(strings.Fields(v.Text()), " "))
}

// layerFacts are the layers that a node has, of those asked for.
func layerFacts(n *casefile.Node, names []string) []Fact {
	var out []Fact
	for _, name := range names {
		if v := layer(n, name); v.Exists() {
			out = append(out, Fact{Name: Plain(name), Lines: []string{orElse(layerText(v), "nothing")}})
		}
	}
	return out
}

// claimPoints are the assurance claim points of a node: on itself, or on its links.
func claimPoints(n *casefile.Node) []string {
	var out []string
	for _, point := range n.Get("acp").Entries() {
		for _, id := range point.Texts() {
			at := "link to " + id
			if id == n.ID {
				at = "this node"
			}
			out = append(out, Plain(point.Key+" at "+at))
		}
	}
	return out
}

// patternWords say what a template leaves open at a node, by the mark of it.
var patternWords = []struct{ mark, words string }{
	{"x-repeat", "one for each "}, {"x-choice", "choose: "}, {"x-optional", "optional: "},
}

func marksPattern(key string) bool {
	for _, p := range patternWords {
		if p.mark == key {
			return true
		}
	}
	return false
}

// pattern is what a template leaves open at a node: how often it stands there,
// which branches are taken, and whether it is there at all.
func pattern(n *casefile.Node) []string {
	var out []string
	for _, p := range patternWords {
		if v := n.Get(p.mark); v.Exists() {
			out = append(out, p.words+Plain(strings.Join(v.Texts(), ", ")))
		}
	}
	return out
}

// extraBadges are the notes on a node that no judgement depends on: what a
// template leaves open, its assurance claim points, and the layers asked for.
func (b *argument) extraBadges(n *casefile.Node) []Badge {
	var out []Badge
	for _, text := range pattern(n) {
		out = append(out, Badge{Note, text})
	}
	for _, text := range claimPoints(n) {
		out = append(out, Badge{Note, "ACP " + text})
	}
	for _, f := range layerFacts(n, b.view.Layers) {
		out = append(out, Badge{Note, f.Name + ": " + f.Lines[0]})
	}
	return out
}
