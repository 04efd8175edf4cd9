package lint

import (
	"fmt"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/templates"
)

var scorecardGate = &Rule{
	Name: "scorecard-gate", ID: "AIS009", Covers: []string{"AIS010", "AIS011"}, Severity: demands,
	Title: "the framework of the scorecard forbids the decision at the levels that are stated",
	Why:   "Frameworks tie levels of risk to what may be done: deploy, develop further, or only with hardened security. A level that is not stated counts as the highest.",
	Fix:   "lower the level by mitigations that are argued, argue what the gate asks for, or do not take the decision",
	Bad:   "safecase: 1\ntitle: Example\ndecision: {type: external_deploy}\nscorecard: {framework: preparedness-v1, cybersecurity: {pre: {at_most: medium, claim: C1}, post: {at_most: high, claim: C1}}}\nnodes:\n  C1: {claim: The level is high at most, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\ndecision: {type: external_deploy}\nscorecard: {framework: preparedness-v1, cybersecurity: {pre: {at_most: medium, claim: C1}, post: {at_most: medium, claim: C1}}}\nnodes:\n  C1: {claim: The level is medium at most, undeveloped: true}\n",
	Check: func(p *Pass) {
		card := p.Case.Get("scorecard")
		framework, err := templates.FindFramework(card.Get("framework").Text())
		decision := p.Case.Get("decision", "type").Text()
		if err != nil || decision == "" {
			return
		}
		for _, category := range card.Entries() {
			if category.Key == "framework" || category.Get("not_assessed").Exists() || framework.Category(category.Key) == nil {
				continue
			}
			for _, phase := range []string{"pre", "post"} {
				for _, gate := range framework.Closed(decision, phase, category.Get(phase, "at_most").Text()) {
					p.closed(category, phase, gate)
				}
			}
		}
	},
}

// closed reports a gate unless what it asks to be argued is argued without a
// gap.
func (p *Pass) closed(category casefile.Entry, phase string, gate templates.Gate) {
	if len(gate.Requires) > 0 && p.argued(gate.Requires) {
		return
	}
	at, level := category.KeyPos, "not stated"
	if v := category.Get(phase, "at_most"); v.Exists() {
		at, level = v.Pos(), v.Text()
	}
	hint := ""
	if len(gate.Requires) > 0 {
		hint = "argue it: a claim with role: " + strings.Join(gate.Requires, ", ")
	} else if gate.UntilAtMost != "" {
		hint = fmt.Sprintf("the gate opens at %s or lower", gate.UntilAtMost)
	}
	p.ReportHint(at, "", hint, "%s is %s %s mitigations: %s", category.Key, level, phaseWord(phase), gate.Text)
}

func (p *Pass) argued(roles []string) bool {
	for _, role := range roles {
		shown := false
		for _, n := range p.roles()[role] {
			shown = shown || p.reach[n.ID] && p.Assessment.State(n.ID) == assess.NoGap
		}
		if !shown {
			return false
		}
	}
	return true
}
