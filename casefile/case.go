package casefile

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"
)

// Case is the argument of one file: its nodes in file order and its other
// sections by name. A Case never changes.
type Case struct {
	Nodes []*Node

	root     []section          // in file order
	rootPos  Pos                // where the first section begins
	byID     map[string]int     // index into Nodes; of a repeated id the first
	repeated []problem          // nodes whose id is taken
	dangling []Finding          // mentions of what is not defined
	lost     map[[2]string]bool // sections and entries that do not parse
	spliced  bool               // Nodes are newer than what the section nodes holds
	rejoin   sync.Once          // guards rejoined
	rejoined Value              // the section nodes made of Nodes, once somebody asks
}

// section is one top-level key and what reading it alone gave.
type section struct {
	Entry
	reading
}

// reading is what reading one entry of the file gave beside its content. All
// places in it are those at the time of reading: what was written above since
// then is the shift of the entry's Value.
type reading struct {
	mentions []Mention
	problems []problem
}

// Node is one node of the argument.
type Node struct {
	ID    string
	Kind  Kind // "" when nothing says what the node is
	Text  string
	Links []Link // in file order of each relation

	Undeveloped bool

	entry Entry
	keys  []string // of the entry, in file order: side by side they are searched fastest
	may   Keys     // the same as a set: most questions are for a key that a node does not have
	reading
}

// Link is one node's reference to another.
type Link struct {
	Relation Relation
	To       string
	From     string // of a challenge to a link: where that link starts; else ""
	Role     string // "decisive", "corroborating" or ""
	Defeated bool
	Value
}

// Mention is an id written somewhere.
type Mention struct {
	Refer Refer
	ID    string
	Value
}

// Item is an entry of a section that is keyed by id, such as an outcome.
type Item struct {
	ID    string
	IDPos Pos
	Value
}

// Waiver is a finding that somebody accepted until a day.
type Waiver struct {
	Rule   string    `json:"rule"`
	Node   string    `json:"node"`
	Reason string    `json:"reason"`
	By     string    `json:"by"`
	Until  time.Time `json:"-"`
	Day    string    `json:"until"` // Until as written
	Open   bool      `json:"-"`     // a merge left it with two values, so that it silences nothing
	Pos    Pos       `json:"-"`
}

// Node returns the node with the id, or nil.
func (c *Case) Node(id string) *Node {
	if i, ok := c.byID[id]; ok {
		return c.Nodes[i]
	}
	return nil
}

// Index returns where in Nodes the node with the id stands, or -1. Of a
// repeated id it is the first.
func (c *Case) Index(id string) int {
	if i, ok := c.byID[id]; ok {
		return i
	}
	return -1
}

// Get returns what stands at path below the top of the file.
func (c *Case) Get(path ...string) Value {
	for _, s := range c.root {
		switch {
		case s.Key != path[0]:
		case s.Key == "nodes" && c.spliced:
			return c.splicedNodes(path[1:])
		default:
			return s.Value.Get(path[1:]...)
		}
	}
	return Value{}
}

// Sections returns the top-level keys of the file in order.
func (c *Case) Sections() []Entry {
	out := make([]Entry, len(c.root))
	for i, s := range c.root {
		out[i] = s.Entry
		if s.Key == "nodes" {
			out[i].Value = c.Get("nodes")
		}
	}
	return out
}

// Outside returns the top-level keys of the file in order, less nodes: what
// Sections gives of those must be put together first in a case that was edited.
func (c *Case) Outside() []Entry {
	out := make([]Entry, 0, len(c.root))
	for _, s := range c.root {
		if s.Key != "nodes" {
			out = append(out, s.Entry)
		}
	}
	return out
}

// Title is the title of the case.
func (c *Case) Title() string { return c.Get("title").Text() }

// Status is draft, review or release; draft when nothing valid is written.
func (c *Case) Status() string {
	if s := c.Get("status").Text(); s == "review" || s == "release" {
		return s
	}
	return "draft"
}

// Items returns the entries of a section that is keyed by id, in file order:
// models, outcomes, threats, subsystems, mitigations, protocols, indicators.
func (c *Case) Items(section string) []Item {
	entries := c.Get(section).Entries()
	items := make([]Item, 0, len(entries))
	for _, e := range entries {
		if !strings.HasPrefix(e.Key, "x-") {
			items = append(items, Item{e.Key, e.KeyPos, e.Value})
		}
	}
	return items
}

// Waivers returns the waivers as written; fields that are missing or wrong are
// zero.
func (c *Case) Waivers() []Waiver {
	var out []Waiver
	open := c.Get(Theirs + "waivers").Exists()
	for _, v := range c.Get("waivers").Items() {
		until, _ := v.Get("until").Date()
		_, undecided := Undecided(v)
		out = append(out, Waiver{v.Get("rule").Text(), v.Get("node").Text(), v.Get("reason").Text(), v.Get("by").Text(), until, v.Get("until").Text(), open || undecided, v.Pos()})
	}
	return out
}

// Circumstance returns what is written about an evaluation at path: in the
// evidence node itself, else in the protocol that it names.
func (c *Case) Circumstance(n *Node, path ...string) Value {
	if v := n.Get(path...); v.Exists() {
		return v
	}
	protocol := n.Get("protocol").Text()
	if protocol == "" {
		return Value{}
	}
	return c.Get(append([]string{"protocols", protocol}, path...)...)
}

// Tops returns the claims that nothing refers to as support: what the case is
// about. Answers to challenges, and arguments for assurance claim points, are
// not tops.
func (c *Case) Tops() []*Node {
	used := make([]bool, len(c.Nodes))
	use := func(id string) {
		if i, ok := c.byID[id]; ok {
			used[i] = true
		}
	}
	for _, n := range c.Nodes {
		for i := range n.Links {
			if l := &n.Links[i]; l.Relation == SupportedBy || l.Relation == AnsweredBy {
				use(l.To)
			}
		}
		for _, side := range n.Get("side_claims").Texts() {
			use(side)
		}
		for _, p := range n.Points() {
			use(p.ArguedBy.Text())
		}
	}
	var tops []*Node
	for i, n := range c.Nodes {
		if n.Kind != Claim || used[i] || len(c.repeated) > 0 && used[c.byID[n.ID]] {
			continue
		}
		tops = append(tops, n)
	}
	return tops
}

// Get returns what stands at path in the node.
func (n *Node) Get(path ...string) Value {
	if len(path) == 0 {
		return n.entry.Value
	}
	if !n.may.Hold(path[0]) {
		return Value{}
	}
	i := slices.Index(n.keys, path[0])
	if i < 0 {
		return Value{}
	}
	return Value{n.entry.n.Content[2*i+1], n.entry.shift}.Get(path[1:]...)
}

// Value returns the whole entry of the node.
func (n *Node) Value() Value { return n.entry.Value }

// Keys is the set of the keys of the node.
func (n *Node) Keys() Keys { return n.may }

// Pos is where the node's id stands.
func (n *Node) Pos() Pos { return n.entry.KeyPos }

// At returns the place of what stands at path in the node, or the nearest
// place above it that is written.
func (n *Node) At(path ...string) Pos {
	for i := len(path); i > 0; i-- {
		if v := n.Get(path[:i]...); v.Exists() {
			return v.Pos()
		}
	}
	return n.Pos()
}

// To returns the node's links of one relation, in file order.
func (n *Node) To(r Relation) []Link {
	var out []Link
	for _, l := range n.Links {
		if l.Relation == r {
			out = append(out, l)
		}
	}
	return out
}

// Mentions returns every place where the id of something is written, links
// included and definitions not, in file order of the nodes.
func (c *Case) Mentions(refer Refer, id string) []Mention {
	var out []Mention
	for m := range c.mentions() {
		if m.ID == id && sameTable(m.Refer, refer) {
			out = append(out, m.Mention)
		}
	}
	slices.SortStableFunc(out, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Pos().Line, b.Pos().Line), cmp.Compare(a.Pos().Column, b.Pos().Column))
	})
	return out
}

// MentionedBy returns the nodes in which the id of something is written, links
// included, in file order and each once.
func (c *Case) MentionedBy(refer Refer, id string) []string {
	var out []string
	for m := range c.mentions() {
		if m.ID == id && m.in != "" && sameTable(m.Refer, refer) && !slices.Contains(out, m.in) {
			out = append(out, m.in)
		}
	}
	return out
}

// place is a mention with the node in which it stands.
type place struct {
	Mention
	in string // "" outside nodes
}

// mentions yields every mention, those outside nodes first.
func (c *Case) mentions() iter.Seq[place] {
	return func(yield func(place) bool) {
		for i := range c.root {
			if !c.root[i].eachMention("", c.root[i].shift, yield) {
				return
			}
		}
		for _, n := range c.Nodes {
			if !n.eachMention(n.ID, n.entry.shift, yield) {
				return
			}
		}
	}
}

func (r *reading) eachMention(in string, shift int, yield func(place) bool) bool {
	for _, m := range r.mentions {
		m.shift = shift
		if !yield(place{m, in}) {
			return false
		}
	}
	return true
}

func sameTable(a, b Refer) bool {
	node := func(r Refer) bool { return r == ReferNode || r == ReferEvidence }
	return a == b || node(a) && node(b)
}
