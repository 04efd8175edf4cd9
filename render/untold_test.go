package render

import (
	"strings"
	"testing"
)

// An error that no state tells stands on its node in every picture and report,
// and where a view or a fold leaves the node out, above it. One that a state
// tells is not counted again, and a waived one has its own sign.
func TestErrorsThatNoStateTellsAreSeen(t *testing.T) {
	r := checkText(t, ".", `safecase: 1
title: x
colour: red
nodes:
  C1: {claim: top, supported_by: [C2]}
  C2: {claim: middle, supported_by: [C3], in_context_of: [X1]}
  C3: {claim: low, assumed: true, shape: round, size: 3}
  X1: {context: where, place: here}
  C4: {claim: nothing below}
`)
	marked := map[string]string{"C1": "", "C2": "", "C3": "2 errors", "X1": "1 error", "C4": ""}
	for _, n := range Argument(r, View{}).Nodes {
		if got := badgesOf(n); got != marked[n.ID] {
			t.Errorf("%s is marked with %q, expected %q", n.ID, got, marked[n.ID])
		}
	}
	for _, n := range Argument(r, View{Depth: 1}).Nodes {
		if n.ID == "C1" && badgesOf(n) != "3 errors folded here" {
			t.Errorf("above what is left out stands %q", badgesOf(n))
		}
	}
	shown := ""
	for _, n := range Argument(r, View{Gaps: true}).Nodes {
		shown += n.ID + " "
	}
	if !strings.Contains(shown, "X1") || !strings.Contains(shown, "C3") {
		t.Errorf("the view of gaps shows %s", shown)
	}
	for _, format := range []string{"svg", "dot", "mmd", "html", "md"} {
		out := written(t, r, format)
		for _, want := range []string{"2 errors", "1 error"} {
			if !strings.Contains(out, want) {
				t.Errorf("%s does not say %q", format, want)
			}
		}
	}
	if out := written(t, r, "svg"); !strings.Contains(out, "beside the gaps (") || !strings.Contains(out, "errors that the check found beside the state") {
		t.Error("the picture explains the sign or the line below it not")
	}
	if out := written(t, r, "html"); !strings.Contains(out, "error of the check here or below") {
		t.Error("a folded step of the outline hides the error")
	}
}

func badgesOf(n Node) string {
	var out []string
	for _, b := range n.Badges {
		if b.Kind == Errors {
			out = append(out, b.Text)
		}
	}
	return strings.Join(out, "; ")
}
