package assess

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
)

// lostCode marks the gaps of a case in which something is taken to be lost. No
// rule words them: they are of no case that anybody wrote.
const lostCode = "taken-as-lost"

// Change is what becomes of one node when others are lost.
type Change struct {
	ID     string `json:"id"`
	Before State  `json:"before"`
	After  State  `json:"after"`
	Gains  []Gap  `json:"gains"`  // the gaps that it has then and has not now
	Weaker bool   `json:"weaker"` // it loses what it rests on, also where its gaps stay the same
}

// WhatIf judges the case anew as if the nodes with the ids did not hold:
// evidence is gone, a claim or a step is unsupported, an assumption or a context
// is broken, a challenge stands, an indicator (as indicators.ID) is beyond its
// limit, a trigger (as validity.triggers.ID) has fired. It returns what changes,
// in file order. Errors: an id that names nothing.
func (a *Assessment) WhatIf(ids []string) ([]Change, error) {
	in := a.judge.Input
	in.Lost = map[string]bool{}
	for _, id := range ids {
		if !a.canLose(id) {
			return nil, fmt.Errorf("there is no node %s in this case", id)
		}
		in.Lost[id] = true
	}
	after := Assess(in)
	weaker := a.logic().fails(in.Lost)
	var out []Change
	for _, id := range a.order {
		n, m := a.nodes[id], after.nodes[id]
		if !n.carries || n.mask == m.mask && !weaker[n.order] {
			continue
		}
		c := Change{ID: id, Before: n.mask.worst(), After: m.mask.worst(), Gains: []Gap{}, Weaker: weaker[n.order]}
		for _, s := range (m.mask &^ n.mask).states() {
			c.Gains = append(c.Gains, Gap{s, after.because(m, s)})
		}
		out = append(out, c)
	}
	return out, nil
}

func (a *Assessment) canLose(id string) bool {
	return a.nodes[id] != nil || strings.Contains(id, ".") && slices.ContainsFunc(a.judge.all, func(n *node) bool { return n.ID == id })
}

// lose lets what is taken to be lost leave its gaps.
func (j *judge) lose() {
	if len(j.Lost) == 0 {
		return
	}
	for _, n := range j.all {
		if !j.Lost[n.ID] || n.ID == "" {
			continue
		}
		gap := Cause{Code: lostCode, State: Unsupported, Silent: true}
		switch n.Kind {
		case casefile.Evidence:
			gap.State = Unusable
			n.blame(gap)
		case casefile.Defeater:
			n.status = Sustained
		case casefile.Assumption, casefile.Context, casefile.Justification:
			gap.Because = n.ID
			for _, under := range j.under(n) {
				under.blame(gap)
			}
		default:
			n.blame(gap)
		}
	}
	for _, n := range j.all {
		if of := n.Get("bound", "per_attempt").Text(); j.Lost[of] {
			n.blame(Cause{Code: lostCode, State: Unsupported, Because: of, Silent: true})
		}
	}
}
