package merge

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"safecase/casefile"
)

const base = `safecase: 1
title: A case   # the title
nodes:
  C1:
    claim: It holds
    supported_by: [C2, E1]
  # the second claim
  C2: {claim: Rarely, quantity: {of: E1, below: 0.05}, supported_by: [E1]}
  E1: {evidence: A run, file: a.json}
  D1: {defeater: It held back, challenges: C2}
`

func merged(t *testing.T, ours, theirs string) (string, []Conflict) {
	t.Helper()
	out, conflicts, err := Merge(casefile.Read("base", base), casefile.Read("ours", ours), casefile.Read("theirs", theirs))
	if err != nil {
		t.Fatal(err)
	}
	if read := casefile.Read("out", out.Text); !read.Readable || len(read.Findings) > 0 {
		t.Errorf("the result does not read back: %v\n%s", read.Findings, out.Text)
	}
	return out.Text, conflicts
}

// Two people who edit different nodes, or different fields of one, never
// conflict, and the comments of both stay.
func TestDifferentPlacesMerge(t *testing.T) {
	ours := strings.Replace(base, "claim: It holds", "claim: It holds in the window", 1)
	ours = strings.Replace(ours, "below: 0.05", "below: 0.02", 1)
	theirs := strings.Replace(base, "title: A case", "title: The case", 1)
	theirs = strings.Replace(theirs, "supported_by: [C2, E1]", "supported_by: [C2, E1, C3]", 1)
	theirs = strings.Replace(theirs, "  E1: {", "  # a new claim\n  C3: {claim: It was brought out, undeveloped: true}\n  E1: {", 1)
	got, conflicts := merged(t, ours, theirs)
	if len(conflicts) > 0 {
		t.Errorf("conflicts: %v", conflicts)
	}
	for _, want := range []string{"It holds in the window", "below: 0.02", "title: The case", "# the title", "# the second claim", "# a new claim", "C3: {claim: It was brought out", "[C2, E1, C3]"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is lost:\n%s", want, got)
		}
	}
}

// A real conflict keeps both values at the field and is said.
func TestConflictIsShownOnTheField(t *testing.T) {
	ours := strings.Replace(base, "below: 0.05", "below: 0.02", 1)
	theirs := strings.Replace(base, "below: 0.05", "below: 0.1", 1)
	got, conflicts := merged(t, ours, theirs)
	want := []Conflict{{"C2", "quantity.below", "both sides changed it"}}
	if diff := cmp.Diff(want, conflicts); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(got, "below: 0.02") || !strings.Contains(got, "x-theirs-below: 0.1") {
		t.Errorf("both values must be there:\n%s", got)
	}
}

// Every conflict stands in the file that the merge writes: git says that there
// is one, and nobody finds it by looking for its markers.
func TestConflictsStandInTheFile(t *testing.T) {
	const base = `safecase: 1
title: A case
nodes:
  C1: {claim: It holds, quantity: {of: E1, below: 0.05}, supported_by: [{to: E1, note: One}, {to: E2, note: Two}, {to: E3, note: Three}]}
  C2: {claim: Rarely, supported_by: [E1]}
  E1: {evidence: A run, file: a.json}
  E2: {evidence: A run, file: b.json}
  E3: {evidence: A run, file: c.json}
`
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(base) }
	cases := []struct{ name, ours, theirs, want string }{
		{"a link", change("{to: E1, note: One}", "{to: E1, note: One, role: corroborating}"), change("{to: E1, note: One}", "{to: E1, note: First, role: decisive}"), "{to: E1, note: First, role: corroborating, x-theirs-role: decisive}"},
		{"a link to nothing", change("{to: E1, note: One}", "{to: E1, note: 1}"), change("{to: E1, note: One}", "E1"), "{to: E1, note: 1, x-theirs-note: null}"},
		{"a link that they removed", change("note: Two", "note: 2"), change(", {to: E2, note: Two}", ""), "{to: E2, note: 2, x-theirs-link: removed}"},
		{"a link that we removed", change(", {to: E3, note: Three}", ""), change("note: Three", "note: 3"), "{to: E3, note: 3, x-theirs-link: kept}"},
		{"a field that they removed", change("below: 0.05", "below: 0.5"), change(", below: 0.05", ""), "below: 0.5, x-theirs-below: null"},
		{"a field that we removed", change(", below: 0.05", ""), change("below: 0.05", "below: 0.5"), "x-theirs-below: 0.5"},
		{"a node that they removed", change("Rarely", "Seldom"), change("  C2: {claim: Rarely, supported_by: [E1]}\n", ""), "C2: {claim: Seldom, supported_by: [E1], x-theirs-node: removed}"},
		{"a node that we removed", change("  C2: {claim: Rarely, supported_by: [E1]}\n", ""), change("Rarely", "Seldom"), "C2: {claim: Seldom, supported_by: [E1], x-theirs-node: kept}"},
	}
	for _, c := range cases {
		out, conflicts, err := Merge(casefile.Read("base", base), casefile.Read("ours", c.ours), casefile.Read("theirs", c.theirs))
		if err != nil || len(conflicts) == 0 {
			t.Errorf("%s: %v, conflicts %v", c.name, err, conflicts)
			continue
		}
		if read := casefile.Read("out", out.Text); len(read.Findings) > 0 || !strings.Contains(out.Text, c.want) {
			t.Errorf("%s: want %q in\n%s%v", c.name, c.want, out.Text, read.Findings)
		}
	}
}

func TestRemovedAndChanged(t *testing.T) {
	without := strings.Replace(base, "  D1: {defeater: It held back, challenges: C2}\n", "", 1)
	changed := strings.Replace(base, "It held back", "It may have held back", 1)
	for name, sides := range map[string][2]string{"they removed": {changed, without}, "we removed": {without, changed}} {
		got, conflicts := merged(t, sides[0], sides[1])
		if len(conflicts) != 1 || !strings.Contains(got, "It may have held back") {
			t.Errorf("%s: a changed challenge must stay and be said: %v\n%s", name, conflicts, got)
		}
	}
	if got, conflicts := merged(t, base, without); len(conflicts) > 0 || strings.Contains(got, "D1") {
		t.Errorf("what one side removed and the other left alone goes: %v\n%s", conflicts, got)
	}
}

// TestRandomMerges edits two copies at random and checks that the result reads
// back, that merging with an unchanged side gives the other one, and that every
// field that one side alone changed has its value in the result.
func TestRandomMerges(t *testing.T) {
	rounds := 1500
	if testing.Short() {
		rounds = 200
	}
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 1))
		b := casefile.Read("base", base)
		ours, mine := scramble(r, b, "o")
		theirs, yours := scramble(r, b, "t")
		out, conflicts, err := Merge(b, ours, theirs)
		if err != nil {
			t.Fatalf("seed %d: %v\nours:\n%s\ntheirs:\n%s", seed, err, ours.Text, theirs.Text)
		}
		if read := casefile.Read("out", out.Text); !read.Readable {
			t.Fatalf("seed %d: the result does not read back:\n%s", seed, out.Text)
		}
		for _, words := range append(mine, yours...) {
			if !strings.Contains(out.Text, words) {
				t.Fatalf("seed %d: the edit %q is lost:\nours:\n%s\ntheirs:\n%s\nout:\n%s\n%v", seed, words, ours.Text, theirs.Text, out.Text, conflicts)
			}
		}
		alone, conflicts, err := Merge(b, b, theirs)
		if err != nil || len(conflicts) > 0 || alone.Case.Digest(nil) != theirs.Case.Digest(nil) && sameNodes(alone.Case, theirs.Case) != "" {
			t.Fatalf("seed %d: merging into an unchanged side is not their side: %v %v %s\n%s\n%s", seed, err, conflicts, sameNodes(alone.Case, theirs.Case), alone.Text, theirs.Text)
		}
	}
}

func sameNodes(a, b *casefile.Case) string {
	for _, n := range b.Nodes {
		if m := a.Node(n.ID); m == nil || !same(m.Value(), n.Value()) {
			return n.ID
		}
	}
	if len(a.Nodes) != len(b.Nodes) {
		return "number of nodes"
	}
	return ""
}

// scramble makes a few edits; words are texts that the result must keep.
func scramble(r *rand.Rand, f *casefile.File, side string) (*casefile.File, []string) {
	var words []string
	for i := range 1 + r.IntN(4) {
		word := fmt.Sprintf("edit %s%d", side, i)
		n := f.Case.Nodes[r.IntN(len(f.Case.Nodes))]
		edits := []casefile.Edit{
			casefile.SetField{Node: n.ID, Path: []string{"owner"}, Value: word},
			casefile.SetField{Node: n.ID, Path: []string{"limitations"}, Value: []string{word}},
			casefile.AddNode{ID: "N" + side + fmt.Sprint(i), Kind: casefile.Claim, Text: word, Parent: "C1"},
			casefile.SetField{Node: n.ID, Path: []string{"review", "note"}, Value: word},
			casefile.Delete{IDs: []string{n.ID}},
		}
		k := r.IntN(len(edits))
		next, err := f.Apply(edits[k])
		if err != nil {
			continue
		}
		if f = next; k == 4 {
			words = nil // it may have taken earlier words along
		} else if k != 0 {
			words = append(words, word)
		}
	}
	var kept []string
	for _, w := range words {
		if strings.Contains(f.Text, w) {
			kept = append(kept, w)
		}
	}
	return f, kept
}
