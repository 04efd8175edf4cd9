package render

import (
	"slices"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// Branch is a node in the outline of the argument, with what it leads to. A
// node that several others lead to is unfolded where it stands first.
type Branch struct {
	Ref
	Kind   string
	Text   string
	State  StateMark   // Name is "" for kinds that have none
	Also   []StateMark // the other gaps here and below
	Errors string      // how many errors of it no state tells, in words
	Below  []string    // what else a fold must not hide
	Again  bool        // unfolded elsewhere
	Open   bool        // not folded at first
	Under  []*Branch
}

// outlineDepth is how deep branches stand within each other; what is deeper
// begins at the margin again, as people and browsers cannot follow.
const outlineDepth = 24

// A small argument, and the upper steps of a large one, are not folded.
const openNodes, openDepth = 60, 3

// outliner lays out the argument as a tree.
type outliner struct {
	b     *reporter
	below map[string][]string // what a node leads to: contexts, challenges, then its support
	seen  map[string]bool
	hides map[string][]string
	next  []string // where to go on at the margin
}

// outline is the argument from the top claims down, then whatever nothing
// leads to: no node is left out.
func (b *reporter) outline() []*Branch {
	o := &outliner{b: b, below: b.below(), seen: map[string]bool{}}
	o.hides = b.unfoldable(o.below)
	var out []*Branch
	begin := func(id string) {
		for o.next = []string{id}; len(o.next) > 0; {
			id := o.next[0]
			o.next = o.next[1:]
			if !o.seen[id] {
				out = append(out, o.branch(id, 1))
			}
		}
	}
	for _, id := range b.a.Tops {
		begin(id)
	}
	held := map[string]bool{}
	for _, list := range o.below {
		for _, id := range list {
			held[id] = true
		}
	}
	for _, n := range b.once() {
		if !held[n.ID] {
			begin(n.ID)
		}
	}
	for _, n := range b.once() { // rings that nothing leads to
		begin(n.ID)
	}
	return out
}

// below is what stands under every node of the outline.
func (b *reporter) below() map[string][]string {
	below, doubts := map[string][]string{}, map[string][]string{}
	for _, n := range b.once(casefile.Defeater) {
		for _, l := range n.To(casefile.Challenges) {
			at := l.To
			if l.From != "" {
				at = l.From
			}
			doubts[at] = append(doubts[at], n.ID)
		}
	}
	for _, n := range b.once() {
		list := targets(n.To(casefile.InContextOf))
		list = append(list, doubts[n.ID]...)
		list = append(list, targets(n.To(casefile.AnsweredBy))...)
		list = append(list, targets(n.To(casefile.SupportedBy))...)
		below[n.ID] = append(list, n.Get("side_claims").Texts()...)
	}
	for _, away := range b.a.Away {
		below[away.ID] = doubts[away.ID]
	}
	return below
}

func targets(links []casefile.Link) []string {
	var out []string
	for _, l := range links {
		out = append(out, l.To)
	}
	return out
}

func (o *outliner) branch(id string, depth int) *Branch {
	out := &Branch{Ref: o.b.ref(id), Errors: o.b.errors(id), Below: o.hides[id]}
	if n := o.b.c.Node(id); n != nil {
		out.Kind, out.Text = orElse(string(n.Kind), "node of unknown kind"), Plain(n.Text)
		o.b.branchState(n, out)
	} else if away := o.b.away[id]; away != nil {
		out.Kind, out.Text = awayKind(away.Node), awayText(away)
		o.b.branchState(away.Node, out)
	} else {
		return out
	}
	if o.seen[id] {
		out.Again = len(o.below[id]) > 0
		return out
	}
	if depth > outlineDepth && len(o.below[id]) > 0 {
		out.Again = true
		o.next = append(o.next, id)
		return out
	}
	o.seen[id], out.Open = true, depth <= openDepth || len(o.b.c.Nodes) <= openNodes
	for _, to := range o.below[id] {
		out.Under = append(out.Under, o.branch(to, depth+1))
	}
	return out
}

func (b *reporter) branchState(n *casefile.Node, out *Branch) {
	state := b.a.State(n.ID)
	switch {
	case n.Kind == casefile.Defeater:
		out.State = doubtMark(b.doubtStatus(n.ID))
	case n.Kind != casefile.Context && n.Kind != casefile.Justification || state != assess.NoGap:
		out.State = markOf(state)
		for _, w := range b.a.Why(n.ID) {
			if w.State != state {
				out.Also = append(out.Also, markOf(w.State))
			}
		}
		out.Below = untold(out.Below, b.a.Why(n.ID))
	}
}

// untold leaves out what the states of a node say already.
func untold(below []string, gaps []assess.Why) []string {
	said := map[string]bool{}
	for _, w := range gaps {
		said["open challenge"] = said["open challenge"] || w.State == assess.Challenged
		said["sustained challenge"] = said["sustained challenge"] || w.State == assess.Defeated
	}
	return slices.DeleteFunc(slices.Clone(below), func(s string) bool { return said[s] })
}

// unfoldable says of every node what stands at it or below it that a fold must
// not hide and that no state tells.
func (b *reporter) unfoldable(below map[string][]string) map[string][]string {
	above := map[string][]string{}
	for _, n := range b.once() {
		for _, to := range below[n.ID] {
			above[to] = append(above[to], n.ID)
		}
	}
	for _, away := range b.a.Away {
		for _, to := range below[away.ID] {
			above[to] = append(above[to], away.ID)
		}
	}
	out := map[string][]string{}
	mark := func(what string, ids []string) {
		seen := map[string]bool{}
		for ; len(ids) > 0; ids = ids[1:] {
			if id := ids[0]; !seen[id] {
				seen[id] = true
				out[id] = append(out[id], what)
				ids = append(ids, above[id]...)
			}
		}
	}
	for _, e := range []struct {
		status assess.ChallengeStatus
		what   string
	}{{assess.Sustained, "sustained challenge"}, {assess.Open, "open challenge"}, {assess.Accepted, "accepted challenge"}, {assess.NotConsidered, "challenge not yet considered"}} {
		var ids []string
		for _, n := range b.once(casefile.Defeater) {
			if b.doubtStatus(n.ID) == e.status {
				ids = append(ids, n.ID)
			}
		}
		mark(e.what, ids)
	}
	var waived, typed, failed []string
	for _, f := range b.r.Findings {
		if f.Waived != nil {
			waived = append(waived, f.Node)
		}
	}
	for _, n := range b.once() {
		if b.errors(n.ID) != "" {
			failed = append(failed, n.ID)
		}
		if len(n.Get("transcribed").Items()) > 0 {
			typed = append(typed, n.ID)
		}
	}
	mark("error of the check", failed)
	mark("waived finding", waived)
	mark("TRANSCRIBED number", typed)
	return out
}
