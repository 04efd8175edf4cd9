package lint

import (
	"slices"

	"safecase/casefile"
)

var mitigationVsTheft = &Rule{
	Name: "mitigation-vs-theft", ID: "AIS004", Severity: demands,
	Title: "a claim about an actor who may hold the weights relies on a mitigation that goes with the weights",
	Why:   "Filters, monitors and account bans stand between the model and the user; whoever holds the weights has no such thing around them (Clymer et al. 2025).",
	Fix:   "argue without it, or argue that the weights stay secure and take them out of the threat",
	Bad:   "safecase: 1\ntitle: Example\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, actor_access: [weights], weights_in_scope: true}}\nmitigations:\n  filter: {text: Output filter, kind: output_filter, survives_weight_theft: false}\nnodes:\n  C1: {claim: The filter holds, argument: control, threats: [T1], about: [filter], undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, actor_access: [query], weights_in_scope: false}}\nmitigations:\n  filter: {text: Output filter, kind: output_filter, survives_weight_theft: false}\nnodes:\n  C1: {claim: The filter holds, argument: control, threats: [T1], about: [filter], undeveloped: true}\n",
	Needs: "about",
	Check: func(p *Pass) {
		p.relied(func(_ *casefile.Node, m casefile.Value, threats []string) bool {
			if m.Get("kind").Text() == "weight_security" {
				return false // what keeps the weights from being stolen does not go with them
			}
			survives, stated := m.Get("survives_weight_theft").Bool()
			return !(survives && stated) && slices.ContainsFunc(threats, p.weightsInScope) && (stated || m.Get("layer").Text() != "pretraining" && m.Get("layer").Text() != "model")
		}, "%s relies on %s, and the actor may hold the weights")
	},
}

func (p *Pass) weightsInScope(threat string) bool { return slices.Contains(p.can(threat), "weights") }
