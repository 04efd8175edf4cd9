package lint

import (
	"slices"

	"safecase/casefile"
)

var noFineTuning = &Rule{
	Name: "no-fine-tuning", ID: "ADQ010", Covers: []string{"ADQ011", "AIS007"}, Severity: demands,
	Title: "a claim of inability rests on an evaluation without fine-tuning",
	Why:   "A few good demonstrations bring out capabilities that prompting does not (Greenblatt et al. 2024). It weighs more where the setting offers fine-tuning or the actor may hold the weights.",
	Fix:   "fine-tune the model on the task or near tasks before the evaluation, and record it under elicitation.fine_tuning",
	Bad:   "C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: capability, elicitation: {fine_tuning: {method: none}}}\n",
	Good:  "C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: capability, elicitation: {fine_tuning: {method: sft}}}\n",
	Check: func(p *Pass) {
		for _, t := range p.trials() {
			method := p.circumstance(t.Node, "elicitation", "fine_tuning", "method").Text()
			if !p.inability(t) || method != "" && method != "none" || p.madeForElicitation(t.Node) {
				continue
			}
			at := t.At("elicitation", "fine_tuning", "method")
			if why := p.offersFineTuning(t); why != "" {
				p.Report(at, t.ID, "no fine-tuning was done for %s, and %s", t.ID, why)
			} else {
				p.ReportAs(asks, at, t.ID, "no fine-tuning was done for %s", t.ID)
			}
		}
	},
}

// madeForElicitation reports whether the evaluated checkpoint was itself
// fine-tuned to bring out what the model can do.
func (p *Pass) madeForElicitation(e *casefile.Node) bool {
	m := p.Case.Get("models", e.Get("model").Text())
	by := m.Get("by").Text()
	return m.Get("for").Text() == "elicitation" && (by == "sft" || by == "rl" || by == "rlhf")
}

// offersFineTuning says who could fine-tune; "" when nobody is known to.
func (p *Pass) offersFineTuning(t *trial) string {
	switch p.Case.Get("setting", "fine_tuning").Text() {
	case "filtered", "unrestricted":
		return "the setting offers it"
	}
	for _, threat := range t.threats {
		can := p.can(threat)
		for _, way := range []string{"fine_tune_api", "full_fine_tune", "weights"} {
			if slices.Contains(can, way) {
				return "the actor of " + threat + " can do it"
			}
		}
	}
	return ""
}
