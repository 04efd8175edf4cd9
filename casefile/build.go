package casefile

import (
	"regexp"
	"strings"
)

// ValidID reports whether id may name a node: a letter, then letters, digits,
// underscores, dots and single hyphens.
func ValidID(id string) bool {
	return idPattern.MatchString(id) && !strings.Contains(id, "--") && len(id) <= 200
}

var idPattern = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]*$`)

// build makes the Case of a file from its top map.
func (r *reader) build(root Value) *Case {
	c := &Case{rootPos: root.Pos(), lost: r.lost}
	for e := range root.entries {
		c.root = append(c.root, readSection(r.file, e))
	}
	for i := range c.root {
		if c.root[i].Key == "nodes" {
			c.Nodes = readNodes(r.file, c.root[i].Value)
			break
		}
	}
	c.index()
	c.resolve(r.file, c.mentions())
	return c
}

// readSection reads one top-level entry on its own. Of nodes it reads only
// that there are some.
func readSection(file string, e Entry) section {
	field := Schema.Field(e.Key)
	r := &reader{file: file}
	switch {
	case strings.HasPrefix(e.Key, "x-"):
	case field == nil:
		r.unknownKey(e, Schema, "at the top of a case")
	case e.Key == "nodes":
		if e.Shape() != Map && e.Shape() != Null {
			r.report(Error, "wrong-type", e.Pos(), "", "write one entry a node: its id, then its keys", "nodes is %s; expected a map of nodes by id", e.Shape())
		}
	default:
		r.check(e.Value, field.Type, e.Key)
	}
	if e.Key == "safecase" && e.Text() != "1" {
		r.report(Error, "format-version", e.Pos(), "", "write safecase: 1, or use a newer safecase", "format version %s is not known; this program reads version 1", e.Value)
	}
	return section{e, r.reading}
}

func readNodes(file string, nodes Value) []*Node {
	if nodes.Shape() != Map {
		return nil
	}
	out := make([]*Node, 0, len(nodes.n.Content)/2)
	for e := range nodes.entries {
		if !strings.HasPrefix(e.Key, "x-") {
			out = append(out, readNode(file, e))
		}
	}
	return out
}

// index notes where each id is defined, and which are defined twice.
func (c *Case) index() {
	c.byID, c.repeated = make(map[string]int, len(c.Nodes)), nil
	for i, n := range c.Nodes {
		first, twice := c.byID[n.ID]
		if !twice {
			c.byID[n.ID] = i
			continue
		}
		c.repeated = append(c.repeated, problem{Finding{Rule: "duplicate-id", Severity: Error, Pos: n.Pos(), Node: n.ID,
			Message: "node " + n.ID + " is already defined at line", Hint: "give one of them another id"}, c.Nodes[first].Pos()})
	}
}

// readNode reads one entry of nodes on its own: nothing here looks at any
// other part of the file, so that an edit can read the touched entry alone.
func readNode(file string, e Entry) *Node {
	n := &Node{ID: e.Key, entry: e}
	r := &reader{file: file, node: e.Key}
	if !ValidID(e.Key) {
		r.report(Error, "invalid-id", e.KeyPos, e.Key, "use a letter, then letters, digits, _ . and single -", "%q cannot be the id of a node", shorten(e.Key, 60))
	}
	if e.Shape() != Map {
		r.report(Error, "wrong-type", e.Pos(), e.Key, `write "`+e.Key+`: {claim: ...}", or another kind`, "node %s is %s; expected a map", shorten(e.Key, 60), e.Shape())
	} else {
		for i := 0; i+1 < len(e.n.Content); i += 2 {
			n.keys = append(n.keys, e.n.Content[i].Value)
			n.may |= bit(e.n.Content[i].Value)
		}
		r.readFields(n)
	}
	n.reading = r.reading
	return n
}

func (r *reader) readFields(n *Node) {
	n.Kind = r.kind(n)
	t := NodeType(n.Kind)
	if n.Kind == "" || len(kindKeys(n)) > 1 {
		t = nodeType
	}
	n.Text = n.Get(string(n.Kind)).Text()
	n.Undeveloped, _ = n.Get("undeveloped").Bool()
	r.fields(n.entry.Value, t, article(n.Kind))
	if n.Kind != "" && n.Get(string(n.Kind)).Shape() == Single && strings.TrimSpace(n.Text) == "" {
		r.report(Error, "empty-text", n.At(string(n.Kind)), n.ID, "write what the "+string(n.Kind)+" says", "%s has no text", n.ID)
	}
	for _, relation := range Relations {
		n.Links = append(n.Links, links(n, relation)...)
	}
}

// kind finds the key that says what the node is.
func (r *reader) kind(n *Node) Kind {
	found := kindKeys(n)
	switch {
	case len(found) == 0:
		r.report(Error, "unknown-kind", n.Pos(), n.ID, "add one of these keys with its text: "+strings.Join(kindNames(), ", "), "nothing says what node %s is", n.ID)
		return ""
	case len(found) > 1:
		r.report(Error, "unknown-kind", found[1].KeyPos, n.ID, "split it into two nodes", "node %s is both %s and %s", n.ID, article(Kind(found[0].Key)), article(Kind(found[1].Key)))
	}
	return Kind(found[0].Key)
}

// kindKeys returns the entries of a node that name a kind, in file order.
func kindKeys(n *Node) []Entry {
	var found []Entry
	for _, e := range n.entry.Value.Entries() {
		if isKind(e.Key) && (len(found) == 0 || found[0].Key != e.Key) {
			found = append(found, e)
		}
	}
	return found
}

func isKind(key string) bool {
	switch Kind(key) {
	case Claim, Strategy, Evidence, Context, Assumption, Justification, Defeater:
		return true
	}
	return false
}

func kindNames() []string {
	out := make([]string, len(Kinds))
	for i, info := range Kinds {
		out[i] = string(info.Kind)
	}
	return out
}

func article(k Kind) string {
	switch k {
	case "":
		return "a node"
	case Assumption:
		return "an assumption"
	case Evidence:
		return "evidence"
	}
	return "a " + string(k)
}

// links reads the references of one relation.
func links(n *Node, relation Relation) []Link {
	var out []Link
	for _, v := range n.Get(string(relation)).Items() {
		l := Link{Relation: relation, Value: v}
		if v.Shape() == Map {
			l.To, l.From, l.Role = v.Get("to").Text(), v.Get("from").Text(), v.Get("role").Text()
			l.Defeated, _ = v.Get("defeated").Bool()
		} else {
			l.To = v.Text()
		}
		if l.To != "" {
			out = append(out, l)
		}
	}
	return out
}
