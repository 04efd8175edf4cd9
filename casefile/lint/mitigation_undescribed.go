package lint

var mitigationUndescribed = &Rule{
	Name: "mitigation-undescribed", ID: "AIS030", Severity: asks,
	Title: "a mitigation that the argument relies on, without what would undo it",
	Why:   "What goes with the weights and what an actor can remove decides against whom a mitigation counts; what is not stated cannot be held against it (Clymer et al. 2025; the discussion of mitigated and unmitigated hazards).",
	Fix:   "state kind, status, survives_weight_theft and removable_by of the mitigation; none_known is an answer",
	Bad:   "safecase: 1\ntitle: Example\nmitigations:\n  filter: {text: Output filter, kind: output_filter}\nnodes:\n  C1: {claim: The filter holds, about: [filter], undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nmitigations:\n  filter: {text: Output filter, kind: output_filter, status: implemented, survives_weight_theft: false, removable_by: [none_known]}\nnodes:\n  C1: {claim: The filter holds, about: [filter], undeveloped: true}\n",
	Check: func(p *Pass) {
		relied := p.named("about")
		for _, t := range p.trials() {
			for _, e := range p.circumstance(t.Node, "mitigations").Entries() {
				relied[e.Key] = relied[e.Key] || e.Text() == "enabled"
			}
		}
		for _, m := range p.mitigations() {
			var missing []string
			for _, key := range []string{"kind", "status", "survives_weight_theft", "removable_by"} {
				if relied[m.ID] && !m.Get(key).Exists() {
					missing = append(missing, key)
				}
			}
			if len(missing) > 0 {
				p.Report(m.IDPos, "", "the case relies on %s, which does not state %s", m.ID, list(missing))
			}
		}
	},
}
