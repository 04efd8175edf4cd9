package lint

import (
	"strings"

	"safecase/casefile"
)

var kindCoverage = &Rule{
	Name: "kind-coverage", ID: "ADQ037", Severity: asks,
	Title: "an affirmative case that lacks one of the four kinds of evidence",
	Why:   "An affirmative case rests on how the model behaves, what is inside it, how it was made and how the organisation works (Wasil et al. 2024).",
	Fix:   "add evidence of the kind that is missing, or say in a justification why none is needed and waive this",
	Bad:   "C1: {claim: Nobody is harmed, template: affirmative/C1, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, kind: behavioral}\n",
	Good:  "C1: {claim: Nobody is harmed, template: affirmative/C1, supported_by: [E1, E2, E3, E4]}\nE1: {evidence: Test run, file: clean.eval, kind: behavioral}\nE2: {evidence: Probes, file: clean2.eval, kind: cognitive}\nE3: {evidence: Record of the training, file: report.pdf, kind: developmental}\nE4: {evidence: Audit, file: report.pdf, kind: operational}\n",
	Needs: "template", Whole: true,
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Claim] {
			if strings.HasPrefix(n.Get("template").Text(), "affirmative/") {
				if lacking := p.kindsLacking(); len(lacking) > 0 {
					p.Report(n.Pos(), n.ID, "an affirmative case rests on four kinds of evidence; none here is %s", strings.Join(lacking, ", or "))
				}
				return
			}
		}
	},
}

// kindsLacking are the kinds of which no evidence hangs together with a top
// claim.
func (p *Pass) kindsLacking() []string {
	have := map[string]bool{}
	for _, e := range p.kinds[casefile.Evidence] {
		if p.reach[e.ID] {
			have[p.circumstance(e, "kind").Text()] = true
		}
	}
	var out []string
	for _, kind := range []string{"behavioral", "cognitive", "developmental", "operational"} {
		if !have[kind] {
			out = append(out, kind)
		}
	}
	return out
}
