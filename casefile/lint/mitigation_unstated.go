package lint

import (
	"safecase/casefile"
	"safecase/casefile/assess"
)

var mitigationUnstated = &Rule{
	Name: "mitigation-unstated", ID: "AIS029", Severity: grows,
	Title: "evidence that does not say whether a mitigation was on or off",
	Why:   "A good result may be the work of a mitigation that an attacker can remove; one that is not named is unknown, not off (Stein-Perlman 2023; the two numbers with and without mitigations mean different things).",
	Fix:   "name each mitigation under mitigations: as enabled, disabled or removed",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nmitigations:\n  filter: {text: Output filter, kind: output_filter}\nnodes:\n  C1: {claim: Nobody is harmed, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nmitigations:\n  filter: {text: Output filter, kind: output_filter}\nnodes:\n  C1: {claim: Nobody is harmed, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, mitigations: {filter: disabled}}\n",
	Check: func(p *Pass) {
		concerned := p.testable()
		for _, n := range p.kinds[casefile.Evidence] {
			if !p.evaluates(n) {
				continue
			}
			var missing []string
			for _, id := range concerned {
				if !p.circumstance(n, "mitigations", id).Exists() {
					missing = append(missing, id)
				}
			}
			if len(missing) > 0 {
				p.Report(n.Pos(), n.ID, "%s does not say whether these were on or off: %s", n.ID, list(missing))
			}
		}
	},
}

// testable lists the mitigations that an evaluation has on or off.
func (p *Pass) testable() []string {
	var ids []string
	for _, m := range p.mitigations() {
		if !assess.OutsideTests(m) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// evaluates reports whether the evidence is a test of a model, as far as the
// case and the file say.
func (p *Pass) evaluates(n *casefile.Node) bool {
	if n.Get("file").Text() == "" {
		return false // nothing was done yet: orphan-solution says so
	}
	switch p.circumstance(n, "target").Text() {
	case "process", "review", "incident":
		return false
	case "":
		r := p.Readings[n.ID]
		return p.circumstance(n, "kind").Text() != "operational" && r != nil && r.Problem == nil
	}
	return true
}
