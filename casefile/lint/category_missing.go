package lint

import (
	"slices"

	"safecase/casefile"
)

var categoryMissing = &Rule{
	Name: "category-missing", ID: "ARG023", Severity: asks,
	Title: "a claim about a threat rests on evidence, and nothing says which kind of argument it is",
	Why:   "Whether a model cannot, is prevented, or would not are three arguments that need three kinds of evidence (Clymer et al. 2024).",
	Fix:   "state argument: inability, control, trustworthiness or deference",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, text: A novice builds an exploit}}\nnodes:\n  C1: {claim: The model solves few tasks, threats: [T1], supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes: {O1: {text: Somebody is harmed}}\nthreats: {T1: {outcome: O1, text: A novice builds an exploit}}\nnodes:\n  C1: {claim: The model solves few tasks, argument: inability, threats: [T1], supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		seen := map[*casefile.Node]bool{}
		for _, t := range p.trials() {
			for _, n := range t.claims {
				if !seen[n] && !standsAlone(n.Get("role").Text()) && len(p.argumentOf(n)) == 0 && len(p.threatsOf(n)) > 0 {
					seen[n] = true
					p.Report(n.Pos(), n.ID, "%s does not say which kind of argument it makes about %s", n.ID, list(p.threatsOf(n)))
				}
			}
		}
	},
}

// standsAlone reports whether claims of that role are of no category.
func standsAlone(role string) bool {
	return role == "elicitation" || role == "top" || slices.Contains(ownMatters, role)
}
