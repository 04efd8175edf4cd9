package assess

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLossNeverHelps: whatever is lost, nothing stands better, and what the
// short logic says of it agrees with the judgement.
func TestLossNeverHelps(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, a := w.assess()
		for _, id := range w.nodes.keys {
			changes, err := a.WhatIf([]string{id})
			if err != nil {
				t.Fatal(err)
			}
			own := a.nodes[id].carries
			for _, c := range changes {
				if c.After > c.Before {
					t.Errorf("losing %s makes %s better: %s, then %s", id, c.ID, c.Before, c.After)
				}
				if own && len(c.Gains) > 0 && !c.Weaker {
					t.Errorf("losing %s gives %s %v, which the logic does not see", id, c.ID, c.Gains)
				}
				if c.Weaker && c.Before == NoGap && c.After == NoGap {
					t.Errorf("losing %s weakens %s, which has no gap then", id, c.ID)
				}
				own = own && c.ID != id
			}
			if own {
				t.Errorf("losing %s does not weaken it", id)
			}
		}
	})
}

// TestCutSets compares the search with trying every node and every pair.
func TestCutSets(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, a := w.assess()
		g := a.logic()
		for _, c := range a.CutSets() {
			top := a.nodes[c.Top].order
			breaks := func(ids ...string) bool {
				lost := map[string]bool{}
				for _, id := range ids {
					lost[id] = true
				}
				return g.fails(lost)[top]
			}
			var single []string
			var events []string
			for i, name := range g.names {
				if g.event[i] {
					events = append(events, name)
					if breaks(name) {
						single = append(single, name)
					}
				}
			}
			if diff := cmp.Diff(sorted(single), sorted(c.Single)); diff != "" {
				t.Errorf("single nodes that break %s (-tried +found):\n%s", c.Top, diff)
			}
			var pairs []string
			for i, x := range events {
				for _, y := range events[:i] {
					if breaks(x, y) && !breaks(x) && !breaks(y) {
						pairs = append(pairs, pair(x, y))
					}
				}
			}
			var found []string
			for _, set := range c.Sets {
				if len(set) == 2 {
					found = append(found, pair(set[0], set[1]))
				}
				if !breaks(set...) {
					t.Errorf("%v does not break %s", set, c.Top)
				}
				for i := range set {
					if breaks(slices.Delete(slices.Clone(set), i, i+1)...) {
						t.Errorf("%v is not a smallest set", set)
					}
				}
			}
			if diff := cmp.Diff(sorted(pairs), sorted(found)); diff != "" && c.Note == "" {
				t.Errorf("pairs that break %s (-tried +found):\n%s", c.Top, diff)
			}
			for _, id := range c.Inner {
				if !breaks(id) {
					t.Errorf("%s does not break %s", id, c.Top)
				}
			}
		}
	})
}

func pair(x, y string) string { return min(x, y) + " " + max(x, y) }

func sorted(ids []string) string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return strings.Join(ids, ", ")
}

// TestCutSearchIsBounded: two long legs break together by every pair of their
// leaves. The search ends at its bound and says so, and what breaks the claim
// alone is found all the same.
func TestCutSearchIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("safecase: 1\ntitle: Wide\nnodes:\n  C1: {claim: Top, supported_by: [S0, A0]}\n  A0: {assumption: Alone}\n" +
		"  S0: {strategy: One is enough, aggregation: disjunctive, supported_by: [L, R]}\n")
	for _, leg := range []string{"L", "R"} {
		fmt.Fprintf(&b, "  %s: {claim: Leg, supported_by: [A1", leg)
		for i := range 700 {
			fmt.Fprintf(&b, ", %s%d", leg, i)
		}
		b.WriteString("]}\n")
		for i := range 700 {
			fmt.Fprintf(&b, "  %s%d: {assumption: One}\n", leg, i)
		}
	}
	_, a := assessText(b.String()+"  A1: {assumption: Shared}\n", nil)
	c := a.CutSets()[0]
	if c.Note == "" || cmp.Diff(c.Single, []string{"A0", "A1"}) != "" || cmp.Diff(c.Shared, []Shared{{"S0", []string{"A1"}}}) != "" {
		t.Errorf("%+v", c)
	}
}
