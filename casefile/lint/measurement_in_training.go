package lint

import "safecase/casefile"

var measurementInTraining = &Rule{
	Name: "measurement-in-training", ID: "ADQ045", Severity: strict,
	Title: "a monitor or probe that the case relies on was part of the training objective",
	Why:   "A model that is trained against a monitor learns to pass the monitor; what it then shows says little (Korbak et al. 2025 on chains of thought).",
	Fix:   "rely on a measurement that had no part in training, or argue by other means",
	Bad:   "safecase: 1\ntitle: Example\nmitigations: {monitor: {text: Monitor of the chain of thought, kind: monitor, used_in_training: direct}}\nnodes:\n  C1: {claim: The monitor catches attacks, about: [monitor], undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nmitigations: {monitor: {text: Monitor of the chain of thought, kind: monitor, used_in_training: none}}\nnodes:\n  C1: {claim: The monitor catches attacks, about: [monitor], undeveloped: true}\n",
	Check: func(p *Pass) {
		for _, m := range p.Case.Items("mitigations") {
			used := m.Get("used_in_training")
			by := p.reliesOn(m.ID)
			switch {
			case by == "":
			case used.Text() == "direct":
				p.Report(used.Pos(), by, "%s relies on %s, which the model was trained against", by, m.ID)
			case used.Text() == "indirect":
				p.ReportAs(asks, used.Pos(), by, "%s relies on %s, whose findings shaped the model", by, m.ID)
			}
		}
	},
}

// reliesOn is the first node that relies on a mitigation: a claim that vouches
// for it, or evidence in which it was on.
func (p *Pass) reliesOn(mitigation string) string {
	for _, n := range p.kinds[casefile.Claim] {
		for _, id := range n.Get("about").Texts() {
			if id == mitigation {
				return n.ID
			}
		}
	}
	for _, e := range p.kinds[casefile.Evidence] {
		if p.circumstance(e, "mitigations", mitigation).Text() == "enabled" {
			return e.ID
		}
	}
	return ""
}
