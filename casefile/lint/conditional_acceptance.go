package lint

import (
	"strings"

	"safecase/casefile"
)

var conditionalAcceptance = &Rule{
	Name: "conditional-acceptance", ID: "PRO023", Severity: mentions,
	Title: "something is accepted under conditions",
	Why:   "A condition that nobody repeats is forgotten: whoever relies on the case must know which ones hold it up, and see that they are met.",
	Fix:   "see that the conditions are met, and have the review renewed without them once they are",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, review: {by: Ann, on: 2026-06-11, digest: c1ea00, verdict: accepted_with_conditions, conditions: Only while the filter is on}}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, review: {by: Ann, on: 2026-06-11, digest: c1ea00, verdict: accepted}}\n",
	Check: func(p *Pass) {
		for _, c := range p.Conditions() {
			if c.Text == "" {
				p.ReportAs(strict, c.Pos, c.Node, "%s is accepted by %s under conditions that nobody wrote down: it counts as not accepted", c.What(), c.By)
				continue
			}
			p.Report(c.Pos, c.Node, "%s is accepted by %s only under conditions: %s", c.What(), c.By, c.Text)
		}
	},
}

// Condition is something on which an acceptance was made to depend.
type Condition struct {
	Pos  casefile.Pos
	Node string // the node that was accepted; "" for the case itself
	By   string // who accepted it
	Text string // the conditions; "" where none are written down
}

// What names what was accepted.
func (c Condition) What() string {
	if c.Node == "" {
		return "the case"
	}
	return c.Node
}

// Conditions lists every acceptance under conditions: of nodes by their
// reviewers, of the case by sign-offs and by the decision itself.
func (r *Result) Conditions() []Condition {
	var out []Condition
	add := func(v casefile.Value, node string) {
		by := strings.TrimSpace(v.Get("by").Text())
		if by == "" {
			by = "somebody who is not named"
		}
		out = append(out, Condition{v.Pos(), node, by, strings.TrimSpace(strings.Join(v.Get("conditions").Texts(), "; "))})
	}
	c := r.File.Case
	if d := c.Get("decision"); d.Get("outcome").Text() == "proceed_with_conditions" {
		add(d, "")
	}
	for _, s := range c.Get("signoffs").Items() {
		if s.Get("verdict").Text() == "accepted_with_conditions" {
			add(s, "")
		}
	}
	for _, n := range c.Nodes {
		if v := n.Get("review"); v.Get("verdict").Text() == "accepted_with_conditions" {
			add(v, n.ID)
		}
	}
	return out
}
