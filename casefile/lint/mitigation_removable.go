package lint

import (
	"slices"

	"safecase/casefile"
	"safecase/casefile/assess"
)

var mitigationRemovable = &Rule{
	Name: "mitigation-removable", ID: "AIS005", Covers: []string{"ADQ052"}, Severity: asks,
	Title: "the actor can do what removes a mitigation, and nobody tried it",
	Why:   "Refusals fall to prompts and fine-tuning, unlearned knowledge comes back with a few examples; a test without that attack shows little (Greenblatt et al. 2024).",
	Fix:   "attack the mitigation in the evaluation as the actor could, and record it under elicitation: jailbreak, fine_tuning or white_box",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, actor_access: [query], weights_in_scope: false}}\nmitigations:\n  refusal: {text: Refusal training, kind: refusal_training, removable_by: [prompting]}\nnodes:\n  C1: {claim: Refusals hold, argument: control, threats: [T1], about: [refusal], supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, mitigations: {refusal: enabled}}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, actor_access: [query], weights_in_scope: false}}\nmitigations:\n  refusal: {text: Refusal training, kind: refusal_training, removable_by: [prompting]}\nnodes:\n  C1: {claim: Refusals hold, argument: control, threats: [T1], about: [refusal], supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, mitigations: {refusal: enabled}, elicitation: {jailbreak: {kinds: [prompt]}}}\n",
	Needs: "about",
	Check: func(p *Pass) {
		p.relied(func(n *casefile.Node, m casefile.Value, threats []string) bool {
			for _, way := range m.Get("removable_by").Texts() {
				if p.mayRemove(way, threats) && !p.attacked(n, way) {
					return true
				}
			}
			return false
		}, "%s relies on %s, which its actor can remove, and no evaluation tried to")
	},
}

// mayRemove reports whether an actor of the threats can do what removes a
// mitigation.
func (p *Pass) mayRemove(way string, threats []string) bool {
	needs := map[string][]string{
		"prompting":   {"query", "weights"},
		"fine_tuning": {"fine_tune_api", "full_fine_tune", "weights"},
		"white_box":   {"activations", "weights"},
	}[way]
	for _, t := range threats {
		if can := p.can(t); slices.ContainsFunc(needs, func(a string) bool { return slices.Contains(can, a) }) {
			return true
		}
	}
	return false
}

// attacked reports whether an evaluation behind the claim attacked in that way.
func (p *Pass) attacked(n *casefile.Node, way string) bool {
	for _, e := range p.results(n) {
		tuned := p.circumstance(e, "elicitation", "fine_tuning", "method").Text()
		switch {
		case way == "prompting" && assess.Jailbroken(p.recorded(e)),
			way == "fine_tuning" && tuned != "" && tuned != "none",
			way == "white_box" && len(p.circumstance(e, "elicitation", "white_box").Texts()) > 0:
			return true
		}
	}
	return false
}
