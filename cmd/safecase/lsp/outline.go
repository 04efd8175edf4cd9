package lsp

import (
	"strings"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// The kinds of symbols, as the protocol numbers them, that look most like what
// they stand for.
var symbolKinds = map[casefile.Kind]int{
	casefile.Claim: 5, casefile.Strategy: 12, casefile.Evidence: 17, casefile.Context: 3,
	casefile.Assumption: 14, casefile.Justification: 15, casefile.Defeater: 24, "": 13,
}

const (
	symbolSection = 19
	symbolItem    = 20
)

// documentSymbol is the outline of the case: its sections, and the argument
// from the top claims down.
func (s *server) documentSymbol(c call) (any, error) {
	p, err := read[documentParams](c)
	if err != nil {
		return nil, err
	}
	d, err := s.document(p.TextDocument.URI)
	if err != nil || d == nil {
		return []documentSymbol{}, err
	}
	now, err := c.about(d, (*document).snapshot)
	if err != nil {
		return nil, err
	}
	r, err := s.check(now, firstWait)
	if err != nil {
		return nil, err
	}
	o := &outline{now: now, result: r, seen: map[string]bool{}}
	tree := o.sections()
	if s.client.nestedTree {
		return tree, nil
	}
	return flat(d.uri, tree, "", []flatSymbol{}), nil
}

type outline struct {
	now    *snapshot
	result *lint.Result
	seen   map[string]bool // nodes that have their place already
}

func (o *outline) sections() []documentSymbol {
	out := []documentSymbol{}
	for _, e := range o.now.file.Case.Sections() {
		s := o.symbol(e.Key, e.KeyPos, symbolSection)
		switch {
		case e.Key == "nodes":
			s.Children = o.argument()
		case e.Shape() == casefile.Single:
			s.Detail = show(e.Text())
		case definedIn(e.Key) != "":
			for _, item := range o.now.file.Case.Items(e.Key) {
				child := o.symbol(item.ID, item.IDPos, symbolItem)
				child.Detail = show(strings.TrimPrefix(itemText(item), ": "))
				s.Children = append(s.Children, child)
			}
		}
		out = append(out, s)
	}
	return out
}

func (o *outline) symbol(name string, at casefile.Pos, kind int) documentSymbol {
	where := o.now.index.span(o.now.index.word(o.now.index.byteOf(at)))
	if name = show(name); name == "" {
		name = "(no name)" // the protocol forbids empty names
	}
	return documentSymbol{Name: name, Kind: kind, Range: where, SelectionRange: where}
}

// argument begins with the top claims; what hangs from nothing follows.
func (o *outline) argument() []documentSymbol {
	var out []documentSymbol
	for _, n := range o.now.file.Case.Tops() {
		out = append(out, o.node(n)...)
	}
	for _, n := range o.now.file.Case.Nodes {
		out = append(out, o.node(n)...)
	}
	return out
}

// node is a node with what it refers to, unless it has its place already. A
// node under two others stands under the first. The walk keeps its own stack:
// a case may be a long chain.
func (o *outline) node(n *casefile.Node) []documentSymbol {
	return o.branch(n, 0)
}

const deepest = 500 // what lies deeper hangs from nothing

func (o *outline) branch(n *casefile.Node, depth int) []documentSymbol {
	if n == nil || o.seen[n.ID] || depth > deepest {
		return nil
	}
	o.seen[n.ID] = true
	s := o.symbol(n.ID+" "+n.Text, n.Pos(), symbolKinds[n.Kind])
	s.Detail = stateText(o.result, n)
	for _, l := range n.Links {
		if l.Relation != casefile.Challenges {
			s.Children = append(s.Children, o.branch(o.now.file.Case.Node(l.To), depth+1)...)
		}
	}
	return []documentSymbol{s}
}

// flat is the outline for editors that take no tree.
func flat(uri string, tree []documentSymbol, container string, out []flatSymbol) []flatSymbol {
	for _, s := range tree {
		out = append(out, flatSymbol{s.Name, s.Kind, location{uri, s.SelectionRange}, container})
		out = flat(uri, s.Children, s.Name, out)
	}
	return out
}
