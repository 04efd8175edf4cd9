package lint

import (
	"slices"
	"strings"

	"safecase/casefile"
)

// severed are the rules of which one must see that a part of the argument does
// not hang from the top any more.
var severed = []string{"unsupported", "unreachable-node", "multiple-roots", "orphan-evidence", "dangling-ref", "decomposition-no-completeness",
	"coverage-claim-missing", "elicitation-missing", "outcome-unaddressed", "strategy-no-parent", "number-unlinked", "proxy-validity-missing", "deployment-assumption-implicit", "scorecard-gate", "trusted-monitor-unargued"}

func (w *workshop) cutLinks() {
	for _, n := range w.Nodes {
		for _, l := range n.To(casefile.SupportedBy) {
			w.add(casefile.RemoveLink{From: n.ID, Relation: casefile.SupportedBy, To: l.To}, "%s no longer rests on %s", n.ID, l.To)
		}
	}
}

func (w *workshop) cutContexts() {
	for _, n := range w.Nodes {
		for _, l := range n.To(casefile.InContextOf) {
			w.add(casefile.RemoveLink{From: n.ID, Relation: casefile.InContextOf, To: l.To}, "%s without its context %s", n.ID, l.To)
		}
	}
}

// branch is a node with all that hangs from it alone, challenges included where
// they are to go as well.
func (w *workshop) branch(n *casefile.Node, challenges bool) []string {
	gone := w.Unreachable(n.ID)
	if !slices.Contains(gone, n.ID) {
		gone = append(gone, n.ID)
	}
	return slices.DeleteFunc(gone, func(id string) bool {
		return id == w.Tops()[0].ID || !challenges && w.Node(id).Kind == casefile.Defeater
	})
}

func (w *workshop) cutBranches(challenges bool) {
	for _, n := range w.Nodes {
		if (n.Kind == casefile.Claim || n.Kind == casefile.Strategy) && n.ID != w.Tops()[0].ID {
			ids := w.branch(n, challenges)
			w.add(casefile.Delete{IDs: ids}, "without %s", strings.Join(ids, ", "))
		}
	}
}

func (w *workshop) dropEvidence() {
	w.each(casefile.Evidence, func(n *casefile.Node) { w.add(casefile.Delete{IDs: []string{n.ID}}, "without %s", n.ID) })
}

func (w *workshop) dropContexts() {
	for _, kind := range []casefile.Kind{casefile.Context, casefile.Assumption, casefile.Justification} {
		w.each(kind, func(n *casefile.Node) { w.add(casefile.Delete{IDs: []string{n.ID}}, "without %s", n.ID) })
	}
}

func (w *workshop) dropDefeaters() {
	w.each(casefile.Defeater, func(n *casefile.Node) { w.add(casefile.Delete{IDs: []string{n.ID}}, "without %s", n.ID) })
}

func (w *workshop) dropAnswers() {
	w.each(casefile.Defeater, func(n *casefile.Node) {
		for _, l := range n.To(casefile.AnsweredBy) {
			w.add(casefile.RemoveLink{From: n.ID, Relation: casefile.AnsweredBy, To: l.To}, "%s without its answer %s", n.ID, l.To)
		}
	})
}

func (w *workshop) newChallenges() {
	for _, n := range w.Nodes {
		if n.Kind != casefile.Defeater {
			w.add(casefile.AddNode{ID: "D99", Kind: casefile.Defeater, Text: "It is not so", Fields: casefile.Pairs{{Key: "raised_by", Value: "Outside lab"}}, Parent: n.ID}, "somebody challenges %s", n.ID)
		}
	}
}

func (w *workshop) sustain() {
	w.each(casefile.Defeater, func(n *casefile.Node) { w.set(n.ID, "sustained", "status") })
}

func (w *workshop) loseResidual() {
	w.each(casefile.Defeater, func(n *casefile.Node) {
		if n.Get("residual").Exists() {
			for _, key := range []string{"consequence", "accepted_by", "accepted_on"} {
				w.drop(n.ID, "residual", key)
			}
			w.drop(n.ID, "residual")
			w.set(n.ID, "2026-11-01", "residual", "until")
			w.set(n.ID, "2025-12-31", "residual", "until")
		}
	})
}

func (w *workshop) ownChallenges() {
	var b casefile.Batch
	w.each(casefile.Defeater, func(n *casefile.Node) {
		b = append(b, casefile.SetField{Node: n.ID, Path: []string{"raised_by"}, Value: w.Get("owner").Text()})
	})
	w.add(b, "the authors raised all challenges")
}

func (w *workshop) assume() {
	for _, n := range w.Nodes {
		switch {
		case n.Kind == casefile.Claim:
			w.set(n.ID, true, "assumed")
		case n.Kind == casefile.Evidence && !slices.ContainsFunc(w.Nodes, func(c *casefile.Node) bool { return c.Get("quantity", "of").Text() == n.ID }):
			w.add(casefile.Batch{casefile.Delete{IDs: []string{n.ID}}, replaced{n.ID, w}.assumption()}, "an assumption in place of %s", n.ID)
		}
	}
}

// replaced puts an assumption where evidence was.
type replaced struct {
	id string
	w  *workshop
}

func (r replaced) assumption() casefile.Batch {
	b := casefile.Batch{casefile.AddNode{ID: "A99", Kind: casefile.Assumption, Text: "It is as it was", Fields: casefile.Pairs{{Key: "by", Value: "Ann"}, {Key: "review_by", Value: "2027-01-01"}}}}
	for _, n := range r.w.Nodes {
		for _, l := range n.To(casefile.SupportedBy) {
			if l.To == r.id {
				b = append(b, casefile.AddLink{From: n.ID, Relation: casefile.SupportedBy, To: "A99"})
			}
		}
	}
	return b
}

func (w *workshop) undevelop() {
	w.each(casefile.Claim, func(n *casefile.Node) { w.set(n.ID, true, "undeveloped") })
	w.each(casefile.Strategy, func(n *casefile.Node) { w.set(n.ID, true, "undeveloped") })
}

func (w *workshop) loosenSteps() {
	w.each(casefile.Strategy, func(n *casefile.Node) {
		if len(n.To(casefile.SupportedBy)) > 1 {
			w.set(n.ID, "disjunctive", "aggregation")
			w.set(n.ID, "convergent", "aggregation")
			w.set(n.ID, casefile.Pairs{{Key: "at_least", Value: 1}}, "aggregation")
		}
	})
}

func (w *workshop) changeCategory() {
	w.each(casefile.Claim, func(n *casefile.Node) {
		own := n.Get("argument").Text()
		for _, other := range casefile.NodeType(casefile.Claim).At("argument").ChoiceNames() {
			if own != "" && own != other {
				w.set(n.ID, other, "argument")
			}
		}
		w.drop(n.ID, "argument")
	})
}

func (w *workshop) dropRole(role string) {
	w.each(casefile.Claim, func(n *casefile.Node) {
		if n.Get("role").Text() == role {
			w.drop(n.ID, "role")
			w.set(n.ID, "process", "role")
		}
	})
}

func (w *workshop) loseSubject() {
	w.each(casefile.Claim, func(n *casefile.Node) {
		w.drop(n.ID, "outcomes")
		if n.Get("outcomes").Exists() {
			w.add(casefile.SetField{Node: n.ID, Path: []string{"outcomes"}, Value: []string{"O9"}}, "%s is about O9", n.ID)
		}
	})
	for _, t := range w.Items("threats") {
		var b casefile.Batch
		w.each(casefile.Claim, func(n *casefile.Node) {
			if n.Get("threats").Has(t.ID) {
				b = append(b, casefile.RemoveField{Node: n.ID, Path: []string{"threats"}})
			}
		})
		w.add(b, "no claim is about %s", t.ID)
	}
}

func (w *workshop) typos() {
	for i, n := range w.Nodes {
		w.set(n.ID, "x", []string{"suported_by", "quantitiy", "in_contxt_of", "statuss"}[i%4])
	}
	for _, s := range w.Sections() {
		if s.Shape() == casefile.Map && s.Key != "nodes" && len(casefile.Schema.At(s.Key).Fields) > 0 {
			w.set("", "x", s.Key, "treshold")
		}
	}
}

func (w *workshop) rings() {
	for _, n := range w.Nodes {
		if n.Kind != casefile.Claim && n.Kind != casefile.Strategy {
			continue
		}
		for _, l := range n.To(casefile.SupportedBy) {
			if to := w.Node(l.To); to.Kind == casefile.Claim {
				w.add(casefile.AddLink{From: l.To, Relation: casefile.SupportedBy, To: n.ID}, "%s rests on %s in a ring", l.To, n.ID)
			}
		}
	}
}

func (w *workshop) placeholders() {
	for _, n := range w.Nodes {
		w.add(casefile.SetText{ID: n.ID, Text: "${model}: " + n.Text}, "%s", n.ID)
	}
}
