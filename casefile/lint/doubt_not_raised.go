package lint

import "safecase/casefile"

var doubtNotRaised = &Rule{
	Name: "doubt-not-raised", ID: "DIA013", Severity: asks,
	Title: "a doubt that every argument of its category has to face, and that nobody raised",
	Why:   "The literature knows how arguments of each category fail; one that was never asked about it has not been tested, and a challenge that was deleted leaves no other trace (Bloomfield and Rushby: acceptance is when no doubt is left; the lists follow the published templates).",
	Fix:   "raise each as a defeater with doubt: NAME, and answer it or have it accepted",
	Bad:   "C1: {claim: The model cannot help, argument: inability, undeveloped: true}\nD1: {defeater: The model may hold back, challenges: C1, type: undercutting, doubt: sandbagging, raised_by: Bo}\n",
	Good:  "C1: {claim: The model cannot help, argument: inability, undeveloped: true}\nD1: {defeater: The evaluation says little, challenges: C1, type: undercutting, doubt: [under_elicitation, sandbagging, proxy_validity, contamination, arbitrary_threshold, missing_threat, later_enhancement, weights_theft], raised_by: Bo}\n",
	Needs: "argument",
	Check: func(p *Pass) {
		raised := map[string]bool{}
		for _, d := range p.kinds[casefile.Defeater] {
			if p.reach[d.ID] {
				for _, doubt := range d.Get("doubt").Texts() {
					raised[doubt] = true
				}
			}
		}
		if len(p.kinds[casefile.Defeater]) == 0 {
			return // no-defeaters says so
		}
		for _, category := range []string{"inability", "control", "trustworthiness", "deference"} {
			p.unfaced(category, raised)
		}
	},
}

// unfaced reports the doubts of one category at the first claim that argues
// by it.
func (p *Pass) unfaced(category string, raised map[string]bool) {
	var first *casefile.Node
	var threats []string
	for _, n := range p.kinds[casefile.Claim] {
		if p.reach[n.ID] && n.Get("argument").Text() == category {
			if first == nil {
				first = n
			}
			threats = union(threats, p.threatsOf(n))
		}
	}
	if first == nil {
		return
	}
	var missing []string
	for _, doubt := range p.doubtsOf(category, threats) {
		if !raised[doubt] {
			missing = append(missing, doubt)
		}
	}
	if len(missing) > 0 {
		p.Report(first.At("argument"), first.ID, "nobody raised these doubts, which an argument by %s has to face: %s", category, list(missing))
	}
}

// doubtsOf is what arguments of a category have to face. It depends on what is
// to be prevented: nobody tries to get past a check of honest mistakes.
func (p *Pass) doubtsOf(category string, threats []string) []string {
	out := doubts[category]
	if len(threats) == 0 {
		return union(out, doubts[category+" against an attack"])
	}
	for _, id := range threats {
		t := p.Case.Get("threats", id)
		kind := t.Get("kind").Text()
		if kind != "accident" {
			out = union(out, doubts[category+" against an attack"])
		}
		if kind == "misalignment" || t.Get("actor").Text() == "ai_system" {
			out = union(out, doubts[category+" against the model"])
		} else if kind == "misuse" {
			out = union(out, doubts[category+" against people"])
		}
	}
	return out
}

// doubts is the catalogue, by category; the words are those of a defeater's
// doubt. It follows the defeaters of the published argument templates.
var doubts = map[string][]string{
	"inability":                         {"under_elicitation", "proxy_validity", "contamination", "arbitrary_threshold", "missing_threat"},
	"inability against an attack":       {"sandbagging", "later_enhancement", "weights_theft"},
	"control":                           {"configuration_drift", "coverage_gap"},
	"control against an attack":         {"weak_red_team"},
	"control against the model":         {"latency", "correlated_failure", "collusion", "no_shutdown", "rare_failure"},
	"control against people":            {"universal_jailbreak", "ban_evasion", "weights_theft"},
	"trustworthiness":                   {"distribution_shift"},
	"trustworthiness against an attack": {"rare_failure", "evaluation_awareness", "unfaithful_reasoning"},
	"deference":                         {"shared_failure", "sandbagging", "trust_recursion"},
}
