package casefile

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// resolve puts the values that aliases and merge keys stand for in their
// place and refuses texts that grow without bound by it.
func (r *reader) resolve(root *yaml.Node) {
	if root == nil {
		return
	}
	if deep := r.findKnots(root, 0); deep != nil {
		r.report(Error, "too-deep", Pos{deep.Line, deep.Column}, "", "write it flatter", "lists and maps nest more than %d deep here", maxDepth)
	}
	if len(r.knots) == 0 {
		return
	}
	x := &expander{reader: r, budget: maxAliased, open: map[*yaml.Node]bool{}}
	if at := x.expand(root, 0, false); at != nil {
		r.report(Error, "too-many-aliases", Pos{at.Line, at.Column}, "", "write the values out", "aliases here stand for more than %d values, or nest too deeply", maxAliased)
	}
}

// findKnots notes where something stands for, or is stood for by, something
// elsewhere, and where a tag or a key that is a map or a list stands. What
// nests too deeply is cut off; the first such node is returned.
func (r *reader) findKnots(n *yaml.Node, depth int) *yaml.Node {
	if n.Anchor != "" || n.Kind == yaml.AliasNode || n.Tag == "!!merge" || n.Style&yaml.TaggedStyle != 0 {
		r.knots = append(r.knots, Pos{n.Line, n.Column})
	}
	if depth > maxDepth && len(n.Content) > 0 {
		n.Content = nil
		return n
	}
	var deep *yaml.Node
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && child.Kind != yaml.ScalarNode {
			r.knots = append(r.knots, Pos{child.Line, child.Column})
		}
		if at := r.findKnots(child, depth+1); at != nil && deep == nil {
			deep = at
		}
	}
	return deep
}

// expander replaces aliases by what they stand for.
type expander struct {
	*reader
	budget int                 // values that may still be put in the place of aliases
	open   map[*yaml.Node]bool // what is being expanded now: an alias to it stands inside itself
}

// expand returns the first node at which the budget ran out, else nil.
func (x *expander) expand(n *yaml.Node, depth int, aliased bool) *yaml.Node {
	if aliased {
		x.budget--
	}
	if x.budget < 0 || depth > 2*maxDepth {
		n.Content = nil
		return n
	}
	x.open[n] = true
	defer delete(x.open, n)
	var bad *yaml.Node
	for i, child := range n.Content {
		inside := aliased
		if child.Kind == yaml.AliasNode && x.open[child.Alias] {
			x.report(Error, "too-many-aliases", Pos{child.Line, child.Column}, "", "write the value out", "*%s stands inside the value that it stands for", child.Value)
			n.Content[i] = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: child.Line, Column: child.Column}
			continue
		}
		if child.Kind == yaml.AliasNode {
			copied := *child.Alias
			copied.Anchor, copied.Line, copied.Column = "", child.Line, child.Column
			copied.Content = slices.Clone(copied.Content)
			child, n.Content[i], inside = &copied, &copied, true
		}
		if at := x.expand(child, depth+1, inside); at != nil && bad == nil {
			bad = at
		}
	}
	if n.Kind == yaml.MappingNode {
		x.mergeKeys(n)
	}
	return bad
}

// mergeKeys gives a map with "<<" the keys of the maps named there.
func (x *expander) mergeKeys(n *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Tag != "!!merge" {
			continue
		}
		from := []*yaml.Node{n.Content[i+1]}
		if from[0].Kind == yaml.SequenceNode {
			from = from[0].Content
		}
		n.Content = append(n.Content[:i:i], n.Content[i+2:]...)
		for _, m := range from {
			if m.Kind != yaml.MappingNode {
				x.report(Error, "wrong-type", Pos{m.Line, m.Column}, "", "name a map with an anchor, or remove the key <<", "<< takes over the keys of a map; here is %s", Value{n: m})
				continue
			}
			addMissing(n, m)
		}
		return
	}
}

func addMissing(n, from *yaml.Node) {
	have := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		have[n.Content[i].Value] = true
	}
	for i := 0; i+1 < len(from.Content); i += 2 {
		if !have[from.Content[i].Value] {
			n.Content = append(n.Content, from.Content[i], from.Content[i+1])
		}
	}
}
