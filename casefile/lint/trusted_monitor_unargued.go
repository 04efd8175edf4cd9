package lint

import "safecase/casefile"

var trustedMonitorUnargued = &Rule{
	Name: "trusted-monitor-unargued", ID: "ARG029", Severity: demands,
	Title: "a model counts as trusted, and nothing argues why",
	Why:   "A watchdog needs an argument of its own: that it is too weak to scheme, or well enough understood (Clymer et al. 2024, figure 8).",
	Fix:   "add a claim with argument: trustworthiness, or one of inability to subvert oversight, about the trusted model",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  agent: {checkpoint: a1, trust: untrusted}\n  monitor: {checkpoint: m1, trust: trusted}\nnodes:\n  C1: {claim: The monitor catches attacks, argument: control, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  agent: {checkpoint: a1, trust: untrusted}\n  monitor: {checkpoint: m1, trust: trusted}\nnodes:\n  C1: {claim: The monitor catches attacks, argument: control, supported_by: [C2]}\n  C2: {claim: The monitor does not work with the agent, argument: trustworthiness, undeveloped: true}\n",
	Check: func(p *Pass) {
		for _, m := range p.Case.Items("models") {
			if m.Get("trust").Text() != "trusted" {
				continue
			}
			argued := false
			for _, n := range p.kinds[casefile.Claim] {
				argued = argued || p.reach[n.ID] && n.Get("argument").Text() == "trustworthiness"
			}
			if !argued {
				p.Report(m.IDPos, "", "model %s counts as trusted, and no claim argues its trustworthiness", m.ID)
			}
			return
		}
	},
}
