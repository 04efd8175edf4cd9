package tui

import (
	"slices"
	"strings"

	"safecase/casefile"
)

// outline is the argument as a list of lines with one selected. It is drawn
// from the rows on the screen only, so that its cost does not grow with the
// case.
type outline struct {
	c       *casefile.Case
	all     tree
	visible []int           // indexes into the lines of all, rising
	folded  map[string]bool // nodes whose lines below are hidden
	cursor  int             // index into visible
	top     int             // first visible line on the screen
}

func newOutline(c *casefile.Case) *outline {
	o := &outline{folded: map[string]bool{}}
	o.load(c)
	return o
}

// load takes a changed case and stays where it was as well as it can. Most
// edits leave the shape of the argument alone, and then the lines too.
func (o *outline) load(c *casefile.Case) {
	before := o.c
	if o.c = c; before != nil && sameShape(before, c) {
		o.all.c = c
		return
	}
	was, at := o.selected(), o.cursor
	o.all.lay(c)
	o.flatten()
	o.restore(was, at)
}

func (o *outline) flatten() {
	o.visible = slices.Grow(o.visible[:0], len(o.all.lines))
	for i := 0; i < len(o.all.lines); i++ {
		o.visible = append(o.visible, i)
		if len(o.folded) > 0 && o.hides(i) {
			i = int(o.all.lines[i].end) - 1
		}
	}
}

// hides reports whether the lines below line i are not shown.
func (o *outline) hides(i int) bool {
	l := &o.all.lines[i]
	return o.hasBelow(i) && !l.again && l.node >= 0 && o.folded[o.all.name(l.node)]
}

// restore selects the same node under the same parent, else the same node,
// else what now stands at the same height.
func (o *outline) restore(was row, at int) {
	want := o.all.like(was)
	best, bestScore := -1, 0
	for v, i := range o.visible {
		l := &o.all.lines[i]
		if l.node != want.node {
			continue
		}
		score := 1
		if l.parent == want.parent && l.rel == want.rel {
			score = 2
		}
		if score == 2 && l.index == want.index {
			score = 3
		}
		if score > bestScore {
			best, bestScore = v, score
		}
	}
	if best < 0 {
		best = min(at, len(o.visible)-1)
	}
	o.cursor = max(0, best)
}

// selected is the row under the cursor.
func (o *outline) selected() row {
	if o.cursor < 0 || o.cursor >= len(o.visible) {
		return row{}
	}
	return o.all.row(o.visible[o.cursor])
}

// move moves the cursor by n lines.
func (o *outline) move(n int) { o.cursor = max(0, min(len(o.visible)-1, o.cursor+n)) }

// hasBelow reports whether lines stand below line i.
func (o *outline) hasBelow(i int) bool { return int(o.all.lines[i].end) > i+1 }

// fold hides or shows what stands below the selected row.
func (o *outline) fold(hide bool) {
	r := o.selected()
	if r.id == "" || o.folded[r.id] == hide || hide && !o.hasBelow(o.visible[o.cursor]) {
		return
	}
	o.setFold(r.id, hide)
}

func (o *outline) setFold(id string, hide bool) {
	was := o.selected()
	if hide {
		o.folded[id] = true
	} else {
		delete(o.folded, id)
	}
	o.flatten()
	o.restore(was, o.cursor)
}

// foldAll folds every row deeper than depth, or unfolds all when depth < 0.
func (o *outline) foldAll(depth int) {
	was := o.selected()
	clear(o.folded)
	for i := range o.all.lines {
		l := &o.all.lines[i]
		if depth >= 0 && int(l.depth) >= depth && !l.again && o.hasBelow(i) && l.node >= 0 {
			o.folded[o.all.name(l.node)] = true
		}
	}
	o.flatten()
	if !o.reveal(was) {
		o.restore(was, o.cursor)
	}
}

// reveal unfolds what hides the row and selects it.
func (o *outline) reveal(r row) bool {
	want := o.all.like(r)
	for i := range o.all.lines {
		if l := &o.all.lines[i]; l.node == want.node && l.parent == want.parent && l.rel == want.rel && l.index == want.index {
			o.show(i)
			return true
		}
	}
	return false
}

// show unfolds what stands above line i and selects it.
func (o *outline) show(i int) {
	hidden := false
	for j := 0; j < i; j++ {
		if int(o.all.lines[j].end) > i && o.hides(j) {
			delete(o.folded, o.all.name(o.all.lines[j].node))
			hidden = true
		}
	}
	if hidden {
		o.flatten()
	}
	o.cursor, _ = slices.BinarySearch(o.visible, i)
}

// selectID selects the row where the node stands in full.
func (o *outline) selectID(id string) bool {
	want := o.all.find(id)
	for i := range o.all.lines {
		if l := &o.all.lines[i]; l.node == want && !l.again {
			o.show(i)
			return true
		}
	}
	return false
}

// left folds the row, or goes to the parent where nothing is left to fold.
func (o *outline) left() {
	r := o.selected()
	if r.id != "" && !r.again && !o.folded[r.id] && o.hasBelow(o.visible[o.cursor]) {
		o.fold(true)
		return
	}
	for v := o.cursor - 1; v >= 0; v-- {
		if int(o.all.lines[o.visible[v]].depth) < r.depth {
			o.cursor = v
			return
		}
	}
}

// right unfolds the row, or goes to the first row below it.
func (o *outline) right() {
	r := o.selected()
	switch {
	case r.again:
		o.selectID(r.id)
	case o.folded[r.id]:
		o.fold(false)
	case r.id != "" && o.hasBelow(o.visible[o.cursor]):
		o.move(1)
	}
}

// seek selects the nearest row after the cursor, or before it, in the whole
// outline that ok accepts; it goes round once.
func (o *outline) seek(forward bool, ok func(row) bool) bool {
	if len(o.visible) == 0 {
		return false
	}
	at, n := o.visible[o.cursor], len(o.all.lines)
	for step := 1; step <= n; step++ {
		i := (at + step) % n
		if !forward {
			i = (at - step + n) % n
		}
		if r := o.all.row(i); r.id != "" && !r.again && ok(r) {
			o.show(i)
			return true
		}
	}
	return false
}

// scroll keeps the cursor on a screen of height lines, with some context.
func (o *outline) scroll(height int) {
	margin := min(3, (height-1)/2)
	o.top = min(o.top, o.cursor-margin)
	o.top = max(o.top, o.cursor+margin+1-height)
	o.top = max(0, min(o.top, len(o.visible)-height))
}

// foldMark says whether something stands below and whether it is hidden.
func (o *outline) foldMark(i int) string {
	r := o.all.row(i)
	switch {
	case r.again:
		return "="
	case !o.hasBelow(i) || r.id == "":
		return " "
	case o.folded[r.id]:
		return "▸"
	}
	return "▾"
}

// indent grows with depth, but leaves room for the text however deep.
func indent(depth, width int) string {
	return strings.Repeat(" ", min(2*depth, max(2, width/4)))
}
