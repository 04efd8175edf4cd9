package lint

import "strconv"

var attemptsUnstated = &Rule{
	Name: "attempts-unstated", ID: "STA030", Severity: asks,
	Title: "a risk in the window that counts attempts which the setting does not state",
	Why:   "The risk grows with the number of attempts. A number that stands in the argument alone is held against nothing, and 1 makes any rate look small (KOR25b; LIN25).",
	Fix:   "state setting.scale.attempts or setting.scale.sensitive_actions, and refer to it: attempts: setting.scale.attempts",
	Bad:   "safecase: 1\ntitle: Example\noutcomes: {O1: {text: Somebody is harmed, threshold: {probability: 0.05, per: window}}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], bound: {per_attempt: C2, attempts: 1, per: window}, supported_by: [C2]}\n  C2: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Good:  "safecase: 1\ntitle: Example\nsetting: {scale: {attempts: 200}}\noutcomes: {O1: {text: Somebody is harmed, threshold: {probability: 0.05, per: window}}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], bound: {per_attempt: C2, attempts: setting.scale.attempts, per: window}, supported_by: [C2]}\n  C2: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Needs: "bound",
	Check: func(p *Pass) {
		for _, key := range []string{"attempts", "sensitive_actions"} {
			if p.Case.Get("setting", "scale", key).Exists() {
				return // assess holds the number against it
			}
		}
		for _, n := range p.Case.Nodes {
			attempts := n.Get("bound", "attempts")
			if _, err := strconv.ParseFloat(attempts.Text(), 64); err == nil {
				p.Report(attempts.Pos(), n.ID, "the risk of %s counts %s attempts, and the setting states none", n.ID, attempts.Text())
			}
		}
	},
}
