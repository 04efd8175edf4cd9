package render

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile/diff"
	"safecase/casefile/lint"
)

// portray is the argument of a case with the marks of a comparison on it, if
// there is one, and without what a redacted edition leaves out.
func portray(r *lint.Result, o Options) Diagram {
	d := marked(r, o)
	if o.Redact != nil {
		o.Redact.diagram(&d)
	}
	return d
}

func marked(r *lint.Result, o Options) Diagram {
	d := Argument(r, o.View)
	if o.Since == nil {
		return d
	}
	c := comparison{d: &d, since: o.Since, whole: o.View.words() == "" && !o.View.Architecture}
	c.mark()
	c.moved()
	if o.Before != nil {
		old := Argument(o.Before, View{})
		now := Argument(r, View{})
		c.removed(&old, &now)
		c.links(&old)
	}
	c.climb()
	d.Subtitle = append(d.Subtitle, c.words(o.From))
	return d
}

// comparison marks a picture with what changed since an earlier version.
type comparison struct {
	d     *Diagram
	since *diff.Diff
	whole bool // the picture shows all of the argument
}

// mark marks nodes that are new or changed, or that stand above such a one.
func (c *comparison) mark() {
	marks := map[string]Change{}
	for _, ch := range c.since.Changes {
		if ch.Sort == diff.Added && ch.Path == "" {
			marks[ch.Node] = Added
		} else if marks[ch.Node] != Added {
			marks[ch.Node] = Changed
		}
	}
	for i := range c.d.Nodes {
		n := &c.d.Nodes[i]
		if mark, changed := marks[n.ID]; changed {
			n.Change = mark
		} else if slices.Contains(c.since.Affected, n.ID) {
			n.Change = Affected
		}
	}
}

// moved notes the state that a node had before.
func (c *comparison) moved() {
	was := map[string]string{}
	for _, s := range c.since.States {
		was[s.Node] = s.Old.Word()
	}
	for i := range c.d.Nodes {
		n := &c.d.Nodes[i]
		if w := was[n.ID]; w != "" && n.Kind != Defeater {
			n.Badges = append(n.Badges, Badge{Note, "was: " + w})
		}
	}
}

// removed draws what the new version has no more, where it stood. A view shows
// of it what stood beside something that the view shows.
func (c *comparison) removed(old, now *Diagram) {
	gone := map[string]bool{}
	for _, n := range old.Nodes {
		gone[n.ID] = true
	}
	for _, n := range now.Nodes {
		delete(gone, n.ID)
	}
	drawn := map[string]bool{}
	for _, n := range c.d.Nodes {
		drawn[n.ID] = true
	}
	for more := !c.whole; more; {
		more = false
		for _, l := range old.Links {
			for _, end := range [][2]string{{l.From, l.To}, {l.To, l.From}} {
				if drawn[end[0]] && gone[end[1]] && !drawn[end[1]] {
					drawn[end[1]], more = true, true
				}
			}
		}
	}
	for _, n := range old.Nodes {
		if gone[n.ID] && (c.whole || drawn[n.ID]) {
			c.d.Nodes = append(c.d.Nodes, ghost(n))
		}
	}
}

// ghost is a node as it stood in the earlier version: it counts for nothing
// any more, so it has no state.
func ghost(n Node) Node {
	g := Node{ID: n.ID, Kind: n.Kind, Text: n.Text, Category: n.Category, Change: Removed}
	if word := n.appearance().word; word != "" {
		g.Badges = []Badge{{Note, "was: " + word}}
	}
	return g
}

// links marks the arrows that are new, and draws those that are gone between
// nodes that are drawn.
func (c *comparison) links(old *Diagram) {
	drawn := map[string]bool{}
	for _, n := range c.d.Nodes {
		drawn[n.ID] = true
	}
	was := map[string]Link{}
	for _, l := range old.Links {
		was[l.key()] = l
	}
	for i := range c.d.Links {
		l := &c.d.Links[i]
		before, known := was[l.key()]
		switch {
		case !known:
			l.Change = Added
		case before.Defeated != l.Defeated:
			l.Change = Changed
		}
		delete(was, l.key())
	}
	for _, l := range old.Links {
		ends := []string{l.From, l.To}
		if l.Attacks != nil {
			ends = []string{l.From, l.Attacks[0], l.Attacks[1]}
		}
		if _, gone := was[l.key()]; gone && !slices.ContainsFunc(ends, func(id string) bool { return !drawn[id] }) {
			l.Change, l.OnGapPath = Removed, false
			c.d.Links = append(c.d.Links, l)
		}
	}
}

// key tells two links apart.
func (l *Link) key() string {
	k := []string{l.From, l.To, string(l.Kind)}
	if l.Attacks != nil {
		k = append(k, l.Attacks[:]...)
	}
	return strings.Join(k, "\x00")
}

// climb marks the steps between what changed and the claims that it affects.
func (c *comparison) climb() {
	at := map[string]*Node{}
	for i := range c.d.Nodes {
		at[c.d.Nodes[i].ID] = &c.d.Nodes[i]
	}
	for again := true; again; {
		again = false
		for _, l := range c.d.Links {
			from, to := at[l.From], at[l.To]
			if l.Kind != SupportedBy || from == nil || to == nil || from.Change != "" || from.Kind != Strategy {
				continue
			}
			if to.Change != "" || l.Change != "" {
				from.Change, again = Affected, true
			}
		}
	}
}

// words say what the marks add up to, the changes that make the case look
// better first.
func (c *comparison) words(from string) string {
	loosened, outside := 0, 0
	for _, ch := range c.since.Changes {
		if ch.Sort == diff.Loosening {
			loosened++
		}
		if ch.Node == "" {
			outside++
		}
	}
	counts := map[Change]int{}
	for _, n := range c.d.Nodes {
		counts[n.Change]++
	}
	var parts []string
	if loosened > 0 {
		parts = append(parts, plural(loosened, "change")+" that make"+third(loosened)+" it easier for the case to look good")
	}
	for _, ch := range changeOrder {
		if counts[ch] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[ch], changeLooks[ch].word))
		}
	}
	if outside > 0 {
		parts = append(parts, plural(outside, "change")+" outside the diagram")
	}
	if len(parts) == 0 {
		parts = []string{"nothing changed here"}
	}
	return "compared with " + orElse(Plain(from), "an earlier version") + ": " + strings.Join(parts, ", ")
}

func third(n int) string {
	if n == 1 {
		return "s"
	}
	return ""
}
