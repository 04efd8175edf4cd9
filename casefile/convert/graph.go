package convert

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"safecase/casefile"
)

// place is a place in a source, which may have several files.
type place struct {
	file string
	pos  casefile.Pos
}

// graph is an argument while it is imported.
type graph struct {
	file     string
	title    string
	sections casefile.Pairs
	nodes    []*node
	byID     map[string]*node      // by our id
	ids      map[string]string     // our id by the id in the source
	taken    map[string]int        // how often an id was asked for again
	counted  map[casefile.Kind]int // the last number given by free
	against  map[string][]*node    // defeaters by what they challenge, once all are known
	entries  casefile.Pairs        // what is written of each node, once that is known
	losses   []Loss
	findings []casefile.Finding
	wordless []casefile.Relation // those for which the other tool has no word
}

type node struct {
	id     string
	kind   casefile.Kind
	text   string
	fields casefile.Pairs
	links  []link
	at     place
	whole  map[casefile.Relation]any // links as they were before the export that the source came from
}

type link struct {
	relation casefile.Relation
	to       string
	from     string // of a challenge to a link
	defeated bool
	at       place
}

func newGraph(file string) *graph {
	return &graph{file: file, byID: map[string]*node{}, ids: map[string]string{}, taken: map[string]int{}, counted: map[casefile.Kind]int{}}
}

func (g *graph) lose(where, format string, args ...any) {
	g.losses = append(g.losses, Loss{where, fmt.Sprintf(format, args...)})
}

func (g *graph) fault(rule string, at place, node, format string, args ...any) {
	g.find(casefile.Error, rule, at, node, format, args...)
}

func (g *graph) find(s casefile.Severity, rule string, at place, node, format string, args ...any) {
	g.findings = append(g.findings, casefile.Finding{Rule: rule, Severity: s, File: at.file, Pos: at.pos, Node: node, Message: fmt.Sprintf(format, args...)})
}

// claimID gives an element of the source its id in our case: its own where it
// is valid and free, else one made from it.
func (g *graph) claimID(source string) string {
	base := madeID(source)
	id := base
	for g.byID[id] != nil {
		g.taken[base]++
		id = fmt.Sprintf("%s.%d", base, g.taken[base]+1)
	}
	if _, known := g.ids[source]; !known {
		g.ids[source] = id
	}
	return id
}

// ref is our id for what a source calls id, defined or not.
func (g *graph) ref(source string) string {
	if id, ok := g.ids[source]; ok {
		return id
	}
	return madeID(source)
}

// madeID is the valid id that is most like a word.
func madeID(word string) string {
	var b strings.Builder
	for _, c := range word {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		switch {
		case letter || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-' && !strings.HasSuffix(b.String(), "-"):
			b.WriteRune(c)
		case !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
		if b.Len() >= 150 {
			break
		}
	}
	id := strings.TrimRight(b.String(), "_-")
	if !casefile.ValidID(id) {
		id = "N" + id
	}
	return id
}

// add puts a node with a new id into the graph.
func (g *graph) add(source string, kind casefile.Kind, text string, at place) *node {
	n := &node{id: g.claimID(source), kind: kind, text: text, at: at}
	g.nodes = append(g.nodes, n)
	g.byID[n.id] = n
	return n
}

// side adds a node that the source has as an attribute of another one.
func (g *graph) side(kind casefile.Kind, text string, of *node, mark casefile.Pairs) *node {
	n := g.add(g.free(kind), kind, text, of.at)
	n.fields = mark
	of.link(casefile.InContextOf, n.id, of.at)
	return n
}

// free is an id for a node that has none in the source.
func (g *graph) free(kind casefile.Kind) string {
	prefix := kind.Info().Prefix
	for {
		g.counted[kind]++
		if id := fmt.Sprintf("%s%d", prefix, g.counted[kind]); g.byID[id] == nil && g.ids[id] == "" {
			return id
		}
	}
}

func (n *node) link(r casefile.Relation, to string, at place) {
	n.links = append(n.links, link{relation: r, to: to, at: at})
}

func (n *node) set(key string, value any) {
	for i, p := range n.fields {
		if p.Key == key {
			n.fields[i].Value = value
			return
		}
	}
	n.fields = append(n.fields, casefile.Pair{Key: key, Value: value})
}

func (n *node) has(key string) bool {
	return slices.ContainsFunc(n.fields, func(p casefile.Pair) bool { return p.Key == key })
}

// keep sets a key in the x- field of the node that holds what only the other
// tool knows.
func (n *node) keep(tool, key string, value any) {
	for i, p := range n.fields {
		if p.Key == "x-"+tool {
			n.fields[i].Value = append(p.Value.(casefile.Pairs), casefile.Pair{Key: key, Value: value})
			return
		}
	}
	n.fields = append(n.fields, casefile.Pair{Key: "x-" + tool, Value: casefile.Pairs{{Key: key, Value: value}}})
}

// refused is the result when nothing can be made of the source.
func (g *graph) refused() *Imported {
	casefile.SortFindings(g.findings)
	return &Imported{Losses: g.losses, Findings: g.findings}
}

// imported writes the graph as a case.
func (g *graph) imported() *Imported {
	places := map[string]place{}
	g.entries = make(casefile.Pairs, 0, len(g.nodes))
	for _, n := range g.nodes {
		g.entries = append(g.entries, casefile.Pair{Key: n.id, Value: g.entry(n, places)})
	}
	file := g.compose(g.file, g.title, g.sections, g.entries)
	if file == nil {
		return g.refused()
	}
	casefile.SortFindings(g.findings)
	return &Imported{Case: file, Losses: g.losses, Findings: g.findings, places: places}
}

// compose writes a case file from the source named; nil when it cannot be
// written, which is a finding then.
func (g *graph) compose(source, title string, sections, nodes casefile.Pairs) *casefile.File {
	if title == "" {
		name := path.Base(strings.ReplaceAll(source, `\`, "/"))
		title, _, _ = strings.Cut(name, ".")
	}
	if strings.TrimSpace(title) == "" || title == "-" {
		title = "Imported case"
	}
	all := append(casefile.Pairs{{Key: "title", Value: title}}, sections...)
	file, err := casefile.Compose("", append(all, casefile.Pair{Key: "nodes", Value: nodes}))
	if err != nil {
		g.fault("not-writable", place{source, casefile.Pos{Line: 1, Column: 1}}, "", "%s", err)
		return nil
	}
	return file
}

// entry is what is written below the id of a node.
func (g *graph) entry(n *node, places map[string]place) casefile.Pairs {
	places[n.id] = n.at
	if strings.TrimSpace(n.text) == "" {
		g.lose(n.id, "has no text in the source; its id stands in")
		n.text = n.id
	}
	out := casefile.Pairs{{Key: string(n.kind), Value: n.text}}
	out = append(out, n.fields...)
	for _, r := range casefile.Relations {
		if value := g.linksOf(n, r, places); value != nil {
			out = append(out, casefile.Pair{Key: g.relationKey(n, r), Value: value})
		}
	}
	return inOrder(n.kind, out)
}

// inOrder sorts the keys of a node as they are declared.
func inOrder(kind casefile.Kind, out casefile.Pairs) casefile.Pairs {
	order := casefile.NodeType(kind).Keys()
	rank := func(key string) int {
		if i := slices.Index(order, key); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(out, func(a, b casefile.Pair) int { return cmp.Compare(rank(a.Key), rank(b.Key)) })
	return out
}

// relationKey is the key of a relation, or an x- key where a node of that kind
// may not have it.
func (g *graph) relationKey(n *node, r casefile.Relation) string {
	if casefile.NodeType(n.kind).Field(string(r)) != nil {
		return string(r)
	}
	g.find(casefile.Warning, "illegal-link", n.firstLink(r), n.id, "a %s cannot have %s; kept as x-%s, where it carries nothing", n.kind, r, r)
	g.lose(n.id, "a %s cannot have %s here; kept as x-%s", n.kind, r, r)
	return "x-" + string(r)
}

func (n *node) firstLink(r casefile.Relation) place {
	for _, l := range n.links {
		if l.relation == r {
			return l.at
		}
	}
	return n.at
}

// linksOf is the value of one relation, or nil.
func (g *graph) linksOf(n *node, r casefile.Relation, places map[string]place) any {
	var items []any
	var plain []string
	for _, l := range n.links {
		if l.relation != r {
			continue
		}
		places[linkKey(n.id, r, l.from, l.to)] = l.at
		items, plain = append(items, l.value()), append(plain, l.to)
	}
	if value, kept := n.whole[r]; kept {
		if g.sameTargets(value, n.links, r) {
			return value
		}
		g.lose(n.id, "%s was changed in the other tool; what its links said of themselves is gone", r)
	}
	switch {
	case len(items) == 0:
		return nil
	case r == casefile.Challenges:
		if len(items) > 1 {
			g.lose(n.id, "challenges %s; a defeater challenges one thing, the first is kept", strings.Join(plain, ", "))
		}
		return items[0]
	}
	return items
}

func (l link) value() any {
	switch {
	case l.from != "":
		return casefile.Pairs{{Key: "from", Value: l.from}, {Key: "to", Value: l.to}}
	case l.defeated:
		return casefile.Pairs{{Key: "to", Value: l.to}, {Key: "defeated", Value: true}}
	}
	return l.to
}

func linkKey(id string, r casefile.Relation, from, to string) string {
	return strings.Join([]string{id, string(r), from, to}, "\x00")
}

// InSource gives a finding on the imported case its place in the source: that
// of the link or the node it is about. A finding on the case itself is put on
// the first line.
func (i *Imported) InSource(path string, f casefile.Finding) casefile.Finding {
	at, ok := i.placeOf(f)
	if !ok {
		at = place{path, casefile.Pos{Line: 1, Column: 1}}
	}
	f.File, f.Pos = at.file, at.pos
	return f
}

func (i *Imported) placeOf(f casefile.Finding) (place, bool) {
	for _, n := range i.Case.Case.Nodes {
		if n.ID != f.Node && n.Pos() != f.Pos {
			continue
		}
		for _, l := range n.Links {
			if l.Pos() == f.Pos {
				if at, ok := i.places[linkKey(n.ID, l.Relation, l.From, l.To)]; ok {
					return at, true
				}
			}
		}
		at, ok := i.places[n.ID]
		return at, ok
	}
	return place{}, false
}
