package lint

import (
	"fmt"
	"strings"

	"safecase/casefile"
)

var elicitationThin = &Rule{
	Name: "elicitation-thin", ID: "ADQ012", Covers: []string{"ADQ013", "ADQ014", "ADQ017", "ADQ018", "ADQ019", "ADQ021", "ADQ022"}, Severity: asks,
	Title: "a claim of inability rests on an evaluation that may not have brought out what is there",
	Why:   "A failure that comes from a weak scaffold, weak demonstrations, a bug or holding back is no inability (METR elicitation guidelines 2024; Greenblatt et al. 2024; Balesni et al. 2024).",
	Fix:   "strengthen the elicitation, or record under elicitation: what was done",
	Bad:   "C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: capability, method: agentic_tasks, elicitation: {scaffold: basic}}\n",
	Good:  "C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: capability, method: agentic_tasks, elicitation: {scaffold: agent, failures_reviewed: {n: 20, spurious: 1, fixed: true}, sandbagging_checks: [sft_on_eval]}}\n",
	Check: func(p *Pass) {
		for _, t := range p.trials() {
			if !p.inability(t) {
				continue
			}
			if weak := p.weaknesses(t.Node); len(weak) > 0 {
				p.Report(t.At("elicitation"), t.ID, "the elicitation of %s is thin: %s", t.ID, strings.Join(weak, "; "))
			}
		}
	},
}

// weaknesses lists what was not done to bring out a capability.
func (p *Pass) weaknesses(e *casefile.Node) []string {
	get := func(path ...string) casefile.Value {
		return p.circumstance(e, append([]string{"elicitation"}, path...)...)
	}
	spurious, _ := get("failures_reviewed", "spurious").Int()
	fixed, _ := get("failures_reviewed", "fixed").Bool()
	scaffold := get("scaffold").Text()
	method, quality := get("fine_tuning", "method").Text(), get("fine_tuning", "demo_quality").Text()
	var out []string
	for _, c := range []struct {
		weak bool
		what string
	}{
		{p.circumstance(e, "method").Text() == "agentic_tasks" && (scaffold == "" || scaffold == "none" || scaffold == "basic"), "agentic tasks with a scaffold that is " + orUnknown(scaffold)},
		{method == "sft" && quality != "expert", "fine-tuned on demonstrations of quality " + orUnknown(quality)},
		{method == "rl", "reinforcement learning alone, which explores poorly"},
		{!get("failures_reviewed").Exists(), "no failures were looked at"},
		{spurious > 0 && !fixed, count(spurious, "spurious failure") + " not fixed"},
		{len(get("sandbagging_checks").Texts()) == 0, "no check for sandbagging"},
	} {
		if c.weak {
			out = append(out, c.what)
		}
	}
	if r := p.Readings[e.ID]; r != nil && p.circumstance(e, "method").Text() == "agentic_tasks" {
		out = append(out, cramped(r.Elicitation.Limits)...)
	}
	return out
}

// leastRoom is below what no task of several steps can be done: one call of a
// tool takes three messages, and a page of text some hundred tokens.
var leastRoom = []struct {
	limit, what string
	least       float64
}{{"message", "messages", 5}, {"turn", "turns", 2}, {"token", "tokens", 1000}, {"time", "seconds", 10}, {"working", "seconds of work", 10}}

// cramped lists limits of a run that leave no room for a task.
func cramped(limits map[string]float64) (out []string) {
	for _, room := range leastRoom {
		if x, set := limits[room.limit]; set && x < room.least {
			out = append(out, fmt.Sprintf("the run stopped every attempt after %g %s", x, room.what))
		}
	}
	return out
}
