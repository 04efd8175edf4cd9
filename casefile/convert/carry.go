package convert

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
)

// What another tool has no place for goes with each element under this key, and
// comes back from there. The keys in it are ours; beside them "kind", and in
// the part of the case "case".
const carryKey = "x-safecase"

// carryWords are the keys beside ours that exports carry.
var carryWords = []string{"kind", "case", "id", "read", "text", "same_as", "aside", "detached", "uuid", "shows"}

// carrier collects what an export cannot say in the other tool's words.
type carrier struct {
	tool   string
	file   *casefile.File
	losses []Loss
	native map[string]bool   // keys of nodes that the tool has words for
	steps  bool              // it has words for a challenge to a link
	byKind bool              // it tells relations by the kinds of nodes
	unsaid func(string) bool // whether it has no word for an id; may be nil
}

func newCarrier(tool string, f *casefile.File, native ...string) *carrier {
	c := &carrier{tool: tool, file: f, native: map[string]bool{}}
	for _, key := range native {
		c.native[key] = true
	}
	return c
}

func (c *carrier) lose(where, what string) { c.losses = append(c.losses, Loss{where, what}) }

// ofNode returns what of a node has to be carried, and reports it. extra comes
// first.
func (c *carrier) ofNode(n *casefile.Node, extra ...casefile.Pair) casefile.Pairs {
	out := slices.Clone(casefile.Pairs(extra))
	for _, e := range n.Value().Entries() {
		relation := slices.Contains(casefile.Relations, casefile.Relation(e.Key))
		switch {
		case e.Key == string(n.Kind), e.Key == "x-"+c.tool, hasKey(out, e.Key):
			continue
		case c.native[e.Key] && (!relation || c.plainLinks(e.Value, casefile.Relation(e.Key))):
			continue
		case c.native[e.Key]:
			c.lose(n.ID, "what its links under "+e.Key+" say beside their targets: "+kept("it", c.tool))
		default:
			c.lose(n.ID, kept(e.Key, c.tool))
		}
		out = append(out, casefile.Pair{Key: e.Key, Value: e.Any()})
	}
	return out
}

// ofCase returns the sections to be carried.
func (c *carrier) ofCase(native ...string) casefile.Pairs {
	var out casefile.Pairs
	for _, e := range c.file.Case.Sections() {
		if e.Key == "safecase" || e.Key == "title" || e.Key == "nodes" || slices.Contains(native, e.Key) || hasKey(out, e.Key) {
			continue
		}
		c.lose("", kept(e.Key, c.tool))
		out = append(out, casefile.Pair{Key: e.Key, Value: e.Any()})
	}
	return out
}

// plainLinks reports whether links say nothing beside their targets, all of
// them in this file.
func (c *carrier) plainLinks(v casefile.Value, r casefile.Relation) bool {
	if r != casefile.Challenges && v.Shape() != casefile.List {
		return false // [] and a single id read the same, but are not the same text
	}
	for _, item := range v.Items() {
		if item.Shape() == casefile.Map && (r != casefile.Challenges || !c.steps) || c.byKind && c.misfit(item.Text(), r) || strings.Contains(item.Text()+item.Get("from").Text()+item.Get("to").Text(), ":") {
			return false
		}
		if c.unsaid != nil && (c.unsaid(item.Text()) || c.unsaid(item.Get("from").Text()) || c.unsaid(item.Get("to").Text())) {
			return false
		}
	}
	return len(v.Items()) > 0
}

// misfit reports whether a node under a relation is of a kind that a tool
// which tells relations by kind would take for another relation.
func (c *carrier) misfit(to string, r casefile.Relation) bool {
	n := c.file.Case.Node(to)
	switch {
	case n == nil:
		return r == casefile.InContextOf && !strings.Contains(to, ":")
	case r == casefile.SupportedBy:
		return asideKind(n.Kind) || n.Kind == casefile.Defeater
	}
	return r == casefile.InContextOf && !asideKind(n.Kind)
}

// misfits reports the links that come back as challenges because a defeater
// stands where a defeater cannot.
func (c *carrier) misfits(n *casefile.Node) {
	for _, l := range n.Links {
		child := c.file.Case.Node(l.To)
		if l.Relation == casefile.Challenges || !c.misfit(l.To, l.Relation) {
			continue
		}
		if child == nil {
			c.lose(n.ID, fmt.Sprintf("%s names %s, which is not in this file: %s cannot tell supported_by from in_context_of there", l.Relation, l.To, c.tool))
			continue
		}
		c.lose(n.ID, fmt.Sprintf("%s names %s, a %s: %s has no such supported_by or in_context_of", l.Relation, l.To, child.Kind, c.tool))
		if child.Kind == casefile.Defeater {
			c.lose(l.To, "it hangs from "+n.ID+", which in "+c.tool+" means that it challenges it (challenges, status)")
		}
	}
}

// restore gives a node back what an export had carried with it.
func (g *graph) restore(n *node, carried casefile.Pairs) {
	for _, p := range carried {
		relation := casefile.Relation(p.Key)
		switch {
		case slices.Contains(carryWords, p.Key):
		case slices.Contains(casefile.Relations, relation):
			if n.whole == nil {
				n.whole = map[casefile.Relation]any{}
			}
			n.whole[relation] = p.Value
		case p.Key == string(n.kind):
			if text, ok := p.Value.(string); ok && oneLine(text) == oneLine(n.text) {
				n.text = text
			}
		case casefile.NodeType(n.kind).Field(p.Key) != nil || strings.HasPrefix(p.Key, "x-"):
			n.supply(p)
		default:
			g.lose(n.id, "%s does not belong to a %s; kept as x-%s", p.Key, n.kind, p.Key)
			n.set("x-"+p.Key, p.Value)
		}
	}
}

// supply sets a key that the source does not say; of a map that it says a part
// of, the rest.
func (n *node) supply(p casefile.Pair) {
	if !n.has(p.Key) {
		n.set(p.Key, p.Value)
		return
	}
	said, both := valueOf(n.fields, p.Key).(casefile.Pairs)
	more, ok := p.Value.(casefile.Pairs)
	if !both || !ok || !strings.HasPrefix(p.Key, "x-") {
		return
	}
	for _, q := range more {
		if !hasKey(said, q.Key) {
			said = append(said, q)
		}
	}
	n.set(p.Key, said)
}

// restoreCase gives the case back its sections.
func (g *graph) restoreCase(carried casefile.Pairs) {
	g.sections = append(g.sections, sectionsIn(carried)...)
}

// sectionsIn are the sections of a case among what an export carried.
func sectionsIn(carried casefile.Pairs) casefile.Pairs {
	var out casefile.Pairs
	for _, p := range carried {
		if strings.HasPrefix(p.Key, "x-") || p.Key != "title" && casefile.Schema.Field(p.Key) != nil {
			out = append(out, p)
		}
	}
	return out
}

// sameTargets reports whether carried links lead to the nodes that the source
// says, those in other files aside. A relation for which the other tool has no
// word is taken as it was.
func (g *graph) sameTargets(value any, links []link, r casefile.Relation) bool {
	var now, then []string
	for _, l := range links {
		if l.relation == r {
			now = append(now, l.to)
		}
	}
	items, isList := value.([]any)
	if !isList {
		items = []any{value}
	}
	for _, item := range items {
		if to := targetOf(item); g.byID[to] != nil {
			then = append(then, to)
		}
	}
	return slices.Contains(g.wordless, r) || slices.Equal(now, then)
}

func targetOf(item any) string {
	switch x := item.(type) {
	case string:
		return x
	case casefile.Plain:
		return string(x)
	case casefile.Pairs:
		to, _ := valueOf(x, "to").(string)
		return to
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func hasKey(pairs casefile.Pairs, key string) bool {
	return slices.ContainsFunc(pairs, func(p casefile.Pair) bool { return p.Key == key })
}

// valueOf is the value of a key, or nil.
func valueOf(pairs casefile.Pairs, key string) any {
	for _, p := range pairs {
		if p.Key == key {
			return p.Value
		}
	}
	return nil
}

// kindOf is the kind that a carried node had, or "".
func kindOf(carried casefile.Pairs) casefile.Kind {
	word, _ := valueOf(carried, "kind").(string)
	return casefile.Kind(word).Info().Kind
}
