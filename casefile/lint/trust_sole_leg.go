package lint

import "safecase/casefile"

var trustSoleLeg = &Rule{
	Name: "trust-sole-leg", ID: "ARG026", Severity: asks,
	Title: "an outcome rests on the good will of a model alone",
	Why:   "That a model behaves well, or that advisors trust it, can so far only support an argument that it cannot or is prevented (Balesni et al. 2024).",
	Fix:   "add a branch that argues inability or control",
	Bad:   "safecase: 1\ntitle: Example\noutcomes: {O1: {text: Somebody is harmed}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], supported_by: [C2]}\n  C2: {claim: The model means well, argument: trustworthiness, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\noutcomes: {O1: {text: Somebody is harmed}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], supported_by: [C2, C3]}\n  C2: {claim: The model means well, argument: trustworthiness, undeveloped: true}\n  C3: {claim: The filter holds, argument: control, undeveloped: true}\n",
	Check: func(p *Pass) {
		budget := 20*len(p.Case.Nodes) + 1000
		for _, n := range p.kinds[casefile.Claim] {
			if !n.Get("outcomes").Exists() || budget < 0 {
				continue
			}
			trust, core := 0, 0
			for _, m := range p.below(n, map[string]bool{}) {
				budget--
				switch m.Get("argument").Text() {
				case "trustworthiness", "deference":
					trust++
				case "inability", "control":
					core++
				}
			}
			if trust > 0 && core == 0 {
				p.Report(n.At("outcomes"), n.ID, "%s rests on trustworthiness or deference alone", n.ID)
			}
		}
	},
}
