package tui

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"safecase/casefile"
)

// wordy lays a case out in the plainest way, by ids and maps, as the outline
// must have it.
type wordy struct {
	c          *casefile.Case
	challenges map[string][]string
	seen       map[string]bool
	rows       []wordyRow
}

type wordyRow struct {
	row
	end int
}

func layWordy(c *casefile.Case) []wordyRow {
	w := &wordy{c: c, challenges: map[string][]string{}, seen: map[string]bool{}, rows: []wordyRow{{row{heading: caseHeading}, 0}}}
	used := map[string]bool{}
	for _, n := range c.Nodes {
		for _, l := range n.Links {
			switch l.Relation {
			case casefile.Challenges:
				w.challenges[orElse(l.From, l.To)] = append(w.challenges[orElse(l.From, l.To)], n.ID)
			case casefile.SupportedBy, casefile.AnsweredBy:
				used[l.To] = true
			}
		}
		for _, side := range n.Get("side_claims").Texts() {
			used[side] = true
		}
	}
	for _, n := range c.Nodes {
		if n.Kind == casefile.Claim && !used[n.ID] {
			w.add(row{id: n.ID})
		}
	}
	for headed, at := false, 0; at < len(c.Nodes); at++ {
		if w.seen[c.Nodes[at].ID] {
			continue
		}
		if !headed {
			w.rows = append(w.rows, wordyRow{row{heading: looseHeading}, len(w.rows) + 1})
			headed = true
		}
		w.add(row{id: c.Nodes[at].ID})
	}
	return w.rows
}

func (w *wordy) add(r row) {
	n := w.c.Node(r.id)
	r.missing, r.again = n == nil, w.seen[r.id]
	at := len(w.rows)
	w.rows = append(w.rows, wordyRow{r, 0})
	if !r.again && (n != nil || strings.Contains(r.id, ":")) {
		w.seen[r.id] = true
		w.below(r, n)
	}
	w.rows[at].end = len(w.rows)
}

func (w *wordy) below(r row, n *casefile.Node) {
	for i, id := range w.challenges[r.id] {
		w.add(row{id: id, parent: r.id, rel: casefile.Challenges, index: i, depth: r.depth + 1})
	}
	if n == nil {
		return
	}
	if n.Kind == casefile.Strategy {
		for i, id := range n.Get("side_claims").Texts() {
			w.add(row{id: id, parent: r.id, rel: sideClaim, index: i, depth: r.depth + 1})
		}
	}
	for _, rel := range []casefile.Relation{casefile.InContextOf, casefile.AnsweredBy, casefile.SupportedBy} {
		for i, l := range n.To(rel) {
			w.add(row{id: l.To, parent: r.id, rel: rel, index: i, depth: r.depth + 1, broken: l.Defeated})
		}
	}
}

// agreesWithPlain compares an outline that has seen edits and folds with one
// that is laid from nothing.
func (o *outline) agreesWithPlain(t *testing.T) {
	t.Helper()
	want := layWordy(o.c)
	got := make([]wordyRow, len(o.all.lines))
	for i := range got {
		got[i] = wordyRow{o.all.row(i), int(o.all.lines[i].end)}
	}
	same := cmp.AllowUnexported(wordyRow{}, row{})
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Fatalf("the lines differ (-laid from nothing +shown):\n%s", diff)
	}
	var visible []int
	for i := 0; i < len(want); i++ {
		visible = append(visible, i)
		if r := want[i]; r.id != "" && !r.again && o.folded[r.id] && r.end > i {
			i = r.end - 1
		}
	}
	if !slices.Equal(visible, o.visible) {
		t.Fatalf("shown are the lines %v; want %v of\n%v", o.visible, visible, want)
	}
	if o.cursor < 0 || o.cursor >= len(visible) {
		t.Fatalf("the cursor is at %d of %d", o.cursor, len(visible))
	}
}

// randomCase is an argument of any shape: rings, shared and loose nodes, ids
// that are defined twice, elsewhere or nowhere.
func randomCase(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString("safecase: 1\ntitle: t\nuses: {cyber: cyber.yaml}\nnodes:\n")
	count := 1 + r.IntN(9)
	id := func() string {
		switch r.IntN(12) {
		case 0:
			return "cyber:C9"
		case 1:
			return "X" + fmt.Sprint(r.IntN(3))
		}
		return "N" + fmt.Sprint(r.IntN(count))
	}
	kinds := []string{"claim", "claim", "claim", "strategy", "evidence", "defeater", "context", "nothing"}
	for i := range count {
		if r.IntN(20) == 0 {
			i = r.IntN(count)
		}
		fmt.Fprintf(&b, "  N%d:\n    %s: text\n", i, kinds[r.IntN(len(kinds))])
		for _, rel := range []string{"supported_by", "in_context_of", "answered_by", "challenges", "side_claims"} {
			var links []string
			for range max(0, r.IntN(7)-4) {
				links = append(links, []string{id(), id(), "{to: " + id() + ", from: " + id() + "}", "{to: " + id() + ", defeated: true}"}[r.IntN(4)])
			}
			if len(links) > 0 {
				fmt.Fprintf(&b, "    %s: [%s]\n", rel, strings.Join(links, ", "))
			}
		}
	}
	return b.String()
}

// An outline is the same whatever it showed before, and whatever is folded.
func TestOutlineIsLaidTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	o := newOutline(casefile.Read("case.yaml", randomCase(r)).Case)
	for range 1500 {
		was := o.selected()
		o.load(casefile.Read("case.yaml", randomCase(r)).Case)
		o.agreesWithPlain(t)
		if now := o.selected(); o.hasSame(was) && (now.id != was.id || now.heading != was.heading) {
			t.Fatalf("from %+v the cursor came to %+v", was, now)
		}
		for range 6 {
			foldAtRandom(o, r)
			o.agreesWithPlain(t)
		}
	}
}

// hasSame reports whether the row's node is shown.
func (o *outline) hasSame(r row) bool {
	return slices.ContainsFunc(o.visible, func(i int) bool {
		now := o.all.row(i)
		return now.id == r.id && now.heading == r.heading
	})
}

func foldAtRandom(o *outline, r *rand.Rand) {
	o.cursor = r.IntN(len(o.visible))
	switch r.IntN(7) {
	case 0:
		o.left()
	case 1:
		o.right()
	case 2:
		o.foldAll(r.IntN(3))
	case 3:
		o.foldAll(-1)
	case 4:
		o.fold(r.IntN(2) == 0)
	case 5:
		o.selectID("N" + fmt.Sprint(r.IntN(9)))
	case 6:
		o.seek(r.IntN(2) == 0, func(row) bool { return r.IntN(3) == 0 })
	}
}
