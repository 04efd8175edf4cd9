package casefile

import (
	"cmp"
	"slices"
	"strings"
)

// CutAway takes the id of a node of another file, module:ID, apart; ok is false
// for the id of a node of this file.
func CutAway(id string) (module, home string, ok bool) { return strings.Cut(id, ":") }

// Away returns every mention of a node of another file, by place. Those of
// modules that the case does not name under uses are among them.
func (c *Case) Away() []Mention {
	var out []Mention
	for m := range c.mentions() {
		if (m.Refer == ReferNode || m.Refer == ReferEvidence) && strings.Contains(m.ID, ":") {
			out = append(out, m.Mention)
		}
	}
	slices.SortStableFunc(out, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Pos().Line, b.Pos().Line), cmp.Compare(a.Pos().Column, b.Pos().Column))
	})
	return out
}

// Contract reports whether the file is a contract between modules: its nodes
// say how public nodes of the files it uses carry claims of those that use it.
func (c *Case) Contract() bool { return c.Get("contract").Exists() }

// Public reports whether other case files may refer to the node.
func (n *Node) Public() bool {
	b, _ := n.Get("public").Bool()
	return b
}

// As is the node under another id and without its links, for a view of another
// file in which the links would lead nowhere.
func (n *Node) As(id string) *Node {
	out := *n
	out.ID, out.Links = id, nil
	return &out
}
