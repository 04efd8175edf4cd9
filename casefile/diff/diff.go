package diff

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// Sort says what a change is about. The sorts stand in the order in which
// they are shown.
type Sort string

// The sorts of change.
const (
	Loosening Sort = "loosening" // makes it easier for the case to look good
	Evidence  Sort = "evidence"  // what an evidence file says is another thing now
	Added     Sort = "added"
	Removed   Sort = "removed"
	Changed   Sort = "changed"
)

var sorts = []Sort{Loosening, Evidence, Added, Removed, Changed}

// Change is one difference between two versions.
type Change struct {
	Sort Sort         `json:"sort"`
	Node string       `json:"node"` // "" outside the nodes
	Path string       `json:"path"` // the field below the node or the file, dotted; "" for the whole
	Old  string       `json:"old"`  // as written; "" when it was not there
	New  string       `json:"new"`  // as written; "" when it is gone
	Why  string       `json:"why"`  // of a loosening: what became easier
	Pos  casefile.Pos `json:"-"`    // in the new version; in the old one when it is gone
}

// StateChange is a node whose state differs.
type StateChange struct {
	Node string       `json:"node"`
	Old  assess.State `json:"old"`
	New  assess.State `json:"new"`
}

// Diff is what changed from one version of a case to another.
type Diff struct {
	Changes  []Change      // loosenings first
	States   []StateChange // nodes of both versions, in the order of the new one
	Affected []string      // claims of the new version above a change, in file order
	AsOf     time.Time     // the day on which the new version was judged
}

// Empty reports whether the two versions say and show the same.
func (d *Diff) Empty() bool { return len(d.Changes) == 0 && len(d.States) == 0 }

// Compare finds what changed from one checked case to another. Comments,
// layout and the order of keys are not differences.
func Compare(before, after *lint.Result) *Diff {
	c := &comparison{before: before, after: after}
	c.sections()
	c.nodes()
	c.evidence()
	slices.SortStableFunc(c.changes, func(a, b Change) int {
		return cmp.Compare(slices.Index(sorts, a.Sort), slices.Index(sorts, b.Sort))
	})
	return &Diff{Changes: c.changes, States: c.states(), Affected: c.affected(), AsOf: after.AsOf}
}

type comparison struct {
	before, after *lint.Result
	changes       []Change
}

func (c *comparison) add(ch Change) {
	if why := loosens(ch); why != "" {
		ch.Sort, ch.Why = Loosening, why
	}
	c.changes = append(c.changes, ch)
}

// sections compares everything but the nodes.
func (c *comparison) sections() {
	was, is := c.before.File.Case, c.after.File.Case
	for _, key := range union(sectionKeys(was), sectionKeys(is)) {
		if key != "nodes" && key != "signoffs" {
			c.fields("", key, was.Get(key), is.Get(key))
		}
	}
}

func sectionKeys(c *casefile.Case) []string {
	var keys []string
	for _, e := range c.Sections() {
		keys = append(keys, e.Key)
	}
	return keys
}

// nodes compares node by node, by id.
func (c *comparison) nodes() {
	was, is := c.before.File.Case, c.after.File.Case
	for _, n := range was.Nodes {
		if is.Node(n.ID) == nil {
			c.add(Change{Sort: Removed, Node: n.ID, Old: string(n.Kind) + ": " + n.Text, Pos: n.Pos()})
		}
	}
	for _, n := range is.Nodes {
		old := was.Node(n.ID)
		if old == nil {
			c.add(Change{Sort: Added, Node: n.ID, New: string(n.Kind) + ": " + n.Text, Pos: n.Pos()})
			continue
		}
		for _, key := range union(keysOf(old.Value()), keysOf(n.Value())) {
			c.fields(n.ID, key, old.Get(key), n.Get(key))
		}
	}
}

// evidence compares what the files say, where the case itself did not change.
func (c *comparison) evidence() {
	for _, n := range c.after.File.Case.Nodes {
		was, is := c.before.Readings[n.ID], c.after.Readings[n.ID]
		if was == nil || is == nil {
			continue
		}
		if was.SHA256 != is.SHA256 {
			c.changes = append(c.changes, Change{Sort: Evidence, Node: n.ID, Path: "file", Old: was.SHA256, New: is.SHA256, Pos: n.At("file")})
		}
	}
	for _, n := range c.after.File.Case.Nodes {
		c.numbers(n)
	}
}

// numbers compares the numbers that a claim states, one by one.
func (c *comparison) numbers(n *casefile.Node) {
	was, is := c.before.Assessment.Numbers(n.ID), c.after.Assessment.Numbers(n.ID)
	if n.Kind != casefile.Claim {
		return
	}
	for i := range min(len(was), len(is)) {
		if old, now := say(was[i]), say(is[i]); old != now {
			c.changes = append(c.changes, Change{Sort: Evidence, Node: n.ID, Path: "quantity", Old: old, New: now, Pos: is[i].Pos})
		}
	}
}

func (c *comparison) states() []StateChange {
	var out []StateChange
	for _, n := range c.after.File.Case.Nodes {
		if c.before.File.Case.Node(n.ID) == nil {
			continue
		}
		if was, is := c.before.Assessment.State(n.ID), c.after.Assessment.State(n.ID); was != is {
			out = append(out, StateChange{n.ID, was, is})
		}
	}
	return out
}

// affected lists the claims above a changed node, in either version.
func (c *comparison) affected() []string {
	touched := map[string]bool{}
	var queue []string
	for _, ch := range c.changes {
		queue = append(queue, ch.Node)
	}
	queue = append(queue, c.users()...)
	above := parents(c.before.File.Case, parents(c.after.File.Case, map[string][]string{}))
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		if id == "" || touched[id] {
			continue
		}
		touched[id] = true
		queue = append(queue, above[id]...)
	}
	var out []string
	for _, n := range c.after.File.Case.Nodes {
		if touched[n.ID] && n.Kind == casefile.Claim {
			out = append(out, n.ID)
		}
	}
	return out
}

// referred tells how nodes refer to the entries of a section.
var referred = map[string]casefile.Refer{
	"outcomes": casefile.ReferOutcome, "threats": casefile.ReferThreat, "mitigations": casefile.ReferMitigation, "models": casefile.ReferModel,
	"protocols": casefile.ReferProtocol, "subsystems": casefile.ReferSubsystem, "indicators": casefile.ReferIndicator,
}

// users lists the nodes that speak of something outside the nodes that was
// changed: a threshold of an outcome, a protocol, a checkpoint.
func (c *comparison) users() []string {
	var out []string
	seen := map[string]bool{}
	for _, ch := range c.changes {
		section, rest, _ := strings.Cut(ch.Path, ".")
		refer, known := referred[section]
		id, _, _ := strings.Cut(rest, ".")
		if ch.Node != "" || !known || seen[section+"."+id] {
			continue
		}
		seen[section+"."+id] = true
		for _, r := range []*lint.Result{c.before, c.after} {
			for _, id := range entries(r.File.Case, section, id) {
				out = append(out, r.File.Case.MentionedBy(refer, id)...)
			}
			if section != "outcomes" {
				continue
			}
			for _, t := range r.File.Case.Items("threats") {
				if id == "" || t.Get("outcome").Text() == id {
					out = append(out, r.File.Case.MentionedBy(casefile.ReferThreat, t.ID)...)
				}
			}
		}
	}
	return out
}

// entries are the ids in a section that a change is about: one, or all where
// the section came or went as a whole.
func entries(c *casefile.Case, section, id string) []string {
	if id != "" {
		return []string{id}
	}
	var out []string
	for _, item := range c.Items(section) {
		out = append(out, item.ID)
	}
	return out
}

// parents notes for every node what rests on it: what it supports, what is
// meant in its context, and what a challenge or an answer of it touches.
func parents(c *casefile.Case, into map[string][]string) map[string][]string {
	for _, n := range c.Nodes {
		for _, l := range n.Links {
			if l.Relation == casefile.Challenges {
				into[n.ID] = append(into[n.ID], cmp.Or(l.From, l.To))
				continue
			}
			into[l.To] = append(into[l.To], n.ID)
		}
		for _, q := range n.Get("quantity").Items() {
			into[q.Get("of").Text()] = append(into[q.Get("of").Text()], n.ID)
		}
	}
	return into
}

func keysOf(v casefile.Value) []string {
	var keys []string
	for _, e := range v.Entries() {
		keys = append(keys, e.Key)
	}
	return keys
}

// union is the words of b in order, then those of a that b does not have.
func union(a, b []string) []string {
	out := slices.Clone(b)
	for _, s := range a {
		if !slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}

func join(path, key string) string {
	return strings.TrimPrefix(path+"."+key, ".")
}
