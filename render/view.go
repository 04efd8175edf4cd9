package render

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// View says which part of the argument to draw. The zero View draws all. What
// a view leaves out is counted on the node above it and under the title.
type View struct {
	Focus    string // only this node and what it rests on
	Gaps     bool   // only nodes with a gap and the path to them
	Depth    int    // leaves out what is deeper below the top; 0 is no limit
	Category string // only claims argued in this way, what they rest on and the path to them
	About    string // the same for the claims about an outcome or a threat

	Layers []string // fields to show on the nodes that have them: x-NAME, or a key of the format

	Architecture bool // the case files as boxes with what they offer, instead of the argument
}

// words say which part a view shows; "" when that is all.
func (v View) words() string {
	var parts []string
	if v.Focus != "" {
		parts = append(parts, "only "+Plain(v.Focus)+" and what it rests on")
	}
	if v.Category != "" {
		parts = append(parts, "only what is argued by "+Plain(v.Category)+", with the path to it")
	}
	if v.About != "" {
		parts = append(parts, "only what is about "+Plain(v.About)+", with the path to it")
	}
	if v.Gaps {
		parts = append(parts, "only what has a gap, with the path to it")
	}
	if v.Depth > 0 {
		parts = append(parts, "nothing deeper than "+plural(v.Depth, "level"))
	}
	if len(parts) == 0 {
		return ""
	}
	return "the diagram does not show the whole argument: " + strings.Join(parts, ", ")
}

// choose decides which nodes the view shows: those that pass all its filters.
func (b *argument) choose() {
	b.shown = make([]bool, len(b.web.nodes))
	if b.view.Focus == "" && b.view.Depth == 0 {
		for i := range b.shown {
			b.shown[i] = true
		}
	} else {
		b.walk()
	}
	if b.view.Category != "" {
		b.keep(b.topical(func(n *casefile.Node) []string { return n.Get("argument").Texts() }, b.view.Category))
	}
	if b.view.About != "" {
		b.keep(b.topical(b.subjects, b.view.About))
	}
	if b.view.Gaps {
		b.keep(b.gapPaths())
	}
}

func (b *argument) keep(wanted []bool) {
	for i := range b.shown {
		b.shown[i] = b.shown[i] && wanted[i]
	}
}

// walk shows what can be reached from the focus, or from the tops, within the
// depth of the view, and the challenges to it.
func (b *argument) walk() {
	var level []int
	if b.view.Focus != "" {
		level = b.places(b.view.Focus)
	} else {
		level = b.places(b.a.Tops...)
	}
	for depth := 1; len(level) > 0 && (b.view.Depth == 0 || depth <= b.view.Depth); depth++ {
		var next []int
		for _, i := range level {
			if !b.shown[i] {
				b.shown[i] = true
				next = append(next, b.down[i]...)
			}
		}
		level = next
	}
}

// subjects are the outcomes and threats that a claim names, and the outcomes
// that its threats lead to.
func (b *argument) subjects(n *casefile.Node) []string {
	out := slices.Concat(n.Get("outcomes").Texts(), n.Get("threats").Texts())
	for _, t := range n.Get("threats").Texts() {
		if o := b.c.Get("threats", t, "outcome").Text(); o != "" {
			out = append(out, o)
		}
	}
	return out
}

// topical finds the claims on a subject, what they rest on, and the way to
// them. Below them it leaves out claims on other subjects only.
func (b *argument) topical(of func(*casefile.Node) []string, subject string) []bool {
	var seeds []int
	other := make([]bool, len(b.web.nodes))
	for i, n := range b.web.nodes {
		switch named := of(n); {
		case slices.Contains(named, subject):
			seeds = append(seeds, i)
		case len(named) > 0:
			other[i] = true
		}
	}
	wanted := reached(seeds, b.down, other)
	for i, on := range reached(append(seeds, b.places(b.a.Tops...)...), b.up, nil) {
		wanted[i] = wanted[i] || on
	}
	return wanted
}

// gapPaths finds the nodes with a gap, the tops, and, with the way to them, the
// challenges that are not answered and the errors that no state tells: neither
// is a gap, and both must still be seen.
func (b *argument) gapPaths() []bool {
	wanted := make([]bool, len(b.web.nodes))
	var doubts []int
	for i, n := range b.web.nodes {
		if b.errors(n.ID) > 0 {
			doubts = append(doubts, i)
		}
		if n.Kind != casefile.Defeater {
			wanted[i] = b.a.State(n.ID) != assess.NoGap || slices.Contains(b.a.Tops, n.ID)
		} else if b.status(n.ID) != assess.Answered {
			doubts = append(doubts, i)
		}
	}
	for i, on := range reached(doubts, b.up, nil) {
		wanted[i] = wanted[i] || on
	}
	return wanted
}

// leftOut says how much a view hides: whatever stands nowhere below a shown
// node is counted here at least.
func (b *argument) leftOut() string {
	var hidden fold
	for i := range b.shown {
		if !b.shown[i] {
			b.count(i, &hidden)
		}
	}
	if hidden == (fold{}) {
		return ""
	}
	said := fmt.Sprintf("; left out: %d of %s, %d of them with a gap", hidden.nodes, plural(len(b.shown), "node"), hidden.gaps)
	if hidden.doubts > 0 {
		said += ", " + plural(hidden.doubts, "challenge") + " without an answer"
	}
	if hidden.errors > 0 {
		said += ", " + plural(hidden.errors, "error")
	}
	return said
}

// fold is what a view leaves out at a place.
type fold struct {
	nodes, gaps, doubts, errors, waived, transcribed int
}

// fold counts what stands below a node and is not shown: no view may hide an
// open or accepted challenge, a waiver or a number that somebody typed.
func (b *argument) fold(n int) fold {
	var f fold
	if b.hiddenNone() {
		return f
	}
	f.doubts = b.hiddenDoubts()[b.web.nodes[n].ID]
	if b.visited == nil {
		b.visited = make([]int, len(b.shown))
	}
	for queue := slices.Clone(b.down[n]); len(queue) > 0; queue = queue[1:] {
		i := queue[0]
		if b.shown[i] || b.visited[i] == n+1 {
			continue
		}
		b.visited[i] = n + 1
		if b.web.nodes[i].Kind != casefile.Defeater {
			f.doubts += b.hiddenDoubts()[b.web.nodes[i].ID]
		}
		doubts := f.doubts
		b.count(i, &f)
		f.doubts = doubts
		queue = append(queue, b.down[i]...)
	}
	return f
}

// count adds one hidden node.
func (b *argument) count(i int, f *fold) {
	n := b.web.nodes[i]
	f.nodes++
	if n.Kind == casefile.Defeater {
		if b.status(n.ID) != assess.Answered {
			f.doubts++
		}
	} else if b.a.State(n.ID) != assess.NoGap {
		f.gaps++
	}
	f.errors += b.errors(n.ID)
	f.waived += b.waived(n.ID)
	for _, num := range b.a.Numbers(n.ID) {
		if num.Transcribed && num.Claim == n.ID {
			f.transcribed++
		}
	}
}

func (b *argument) hiddenNone() bool { return !slices.Contains(b.shown, false) }

// hiddenDoubts counts the challenges without an answer, accepted ones
// included, that the view leaves out, by what they challenge.
func (b *argument) hiddenDoubts() map[string]int {
	if b.doubts == nil {
		b.doubts = map[string]int{}
		for _, ch := range b.a.Challenges {
			if i, ok := b.index[ch.Defeater]; ch.Status != assess.Answered && ok && !b.shown[i] {
				b.doubts[ch.Target]++
			}
		}
	}
	return b.doubts
}

func (f fold) badges() []Badge {
	var out []Badge
	if f.doubts > 0 {
		out = append(out, Badge{Open, plural(f.doubts, "challenge") + " folded here"})
	}
	if f.errors > 0 {
		out = append(out, Badge{Errors, plural(f.errors, "error") + " folded here"})
	}
	if f.waived > 0 {
		out = append(out, Badge{Waived, plural(f.waived, "waived finding") + " folded here"})
	}
	if f.transcribed > 0 {
		out = append(out, Badge{Transcribed, plural(f.transcribed, "transcribed number") + " folded here"})
	}
	return out
}
