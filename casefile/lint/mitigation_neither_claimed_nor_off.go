package lint

import (
	"slices"

	"safecase/casefile"
	"safecase/casefile/assess"
)

var mitigationNeitherClaimedNorOff = &Rule{
	Name: "mitigation-neither-claimed-nor-off", ID: "AIS001", Covers: []string{"AIS002", "ADQ002"}, Severity: demands,
	Title: "a mitigation was on in an evaluation, and no claim says that it holds",
	Why:   "Each mitigation is either switched off in the evaluation or is itself a claim with evidence; else a result that the mitigation made passes for one of the model.",
	Fix:   "run the evaluation with it disabled, or add a claim with about: [...] that it holds against the actor",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nmitigations:\n  filter: {text: Output filter, kind: output_filter}\nnodes:\n  C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, mitigations: {filter: enabled}}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nmitigations:\n  filter: {text: Output filter, kind: output_filter}\nnodes:\n  C1: {claim: The model cannot help, argument: inability, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, mitigations: {filter: disabled}}\n",
	Check: func(p *Pass) {
		vouched := p.named("about")
		for _, t := range p.trials() {
			if !t.serves("inability") && !slices.ContainsFunc(t.claims, absence) {
				continue
			}
			var on, covert []string
			for _, m := range p.mitigations() {
				switch {
				case p.circumstance(t.Node, "mitigations", m.ID).Text() != "enabled":
				case !vouched[m.ID]:
					on = append(on, m.ID)
				case t.serves("inability") && assess.Around(m) && !aboutIt(t, m.ID):
					covert = append(covert, m.ID)
				}
			}
			if len(on) > 0 {
				p.Report(t.At("mitigations"), t.ID, "%s was on in %s, and no claim says that it holds", list(on), t.ID)
			}
			if len(covert) > 0 {
				p.ReportHint(t.At("mitigations"), t.ID, "switch it off in the evaluation, or argue by control", "%s was on in %s, which is to show what the model cannot do without any", list(covert), t.ID)
			}
		}
	},
}

// aboutIt reports whether one of the claims that the trial decides vouches for
// the mitigation.
func aboutIt(t *trial, mitigation string) bool {
	return slices.ContainsFunc(t.claims, func(n *casefile.Node) bool { return n.Get("about").Has(mitigation) })
}
