package render

import (
	"strings"
	"testing"
	"time"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// A challenge below what a view leaves out is counted on the node where it was
// left out.
func TestFoldedChallengesAreCounted(t *testing.T) {
	f := casefile.Read("case.yaml", `safecase: 1
title: x
nodes:
  C1: {claim: top, supported_by: [C2]}
  C2: {claim: middle, supported_by: [C3]}
  C3: {claim: low, undeveloped: true}
  D1: {defeater: doubt, challenges: C3, raised_by: AISI}
`)
	r := lint.Check(lint.Input{File: f, AsOf: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)})
	for _, n := range Argument(r, View{Depth: 1}).Nodes {
		var said []string
		for _, badge := range n.Badges {
			said = append(said, badge.Text)
		}
		if n.ID == "C1" && !strings.Contains(strings.Join(said, "; "), "1 challenge folded here") {
			t.Errorf("the open challenge is hidden: %v", said)
		}
	}
}

// A shape far outside of the picture ends, and does not hang.
func TestFarShapesEnd(t *testing.T) {
	far := Unit(1) << 50
	sc := &scene{width: 100 * px, height: 100 * px, groups: []group{{items: []item{
		{path: lines(Point{-far, 0}, Point{far, far}), stroke: inkText, width: px, dash: dashes(2, 2)},
		{path: polygon(Point{-far, -far}, Point{far, -far}, Point{0, far}), fill: inkText, stroke: inkText, width: 2 * px},
	}}}}
	if err := writePNG(&strings.Builder{}, sc, typesetterOf(t), 96); err != nil {
		t.Fatal(err)
	}
}
