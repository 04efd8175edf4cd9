package lint

import "safecase/casefile"

var inabilityByHighScore = &Rule{
	Name: "inability-by-high-score", ID: "ARG048", Severity: asks,
	Title: "a claim that the model cannot do something, met by a high number",
	Why:   "Scores of capability are high where the model can. A comparison that was turned round passes the model that it should stop (TXT014: quantifier and polarity).",
	Fix:   "use below or at_most, or say in rationale which way the metric points",
	Bad:   "C1: {claim: The model cannot solve the tasks, argument: inability, quantity: {of: E1, above: 0.2}, supported_by: [E1]}\nE1: {evidence: Test run, file: high.eval}\n",
	Good:  "C1: {claim: The model cannot solve the tasks, argument: inability, quantity: {of: E1, below: 0.2}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		for _, n := range p.numbers() {
			c := n.claim
			if c.Get("argument").Text() != "inability" && c.Get("polarity").Text() != "absence" || casefile.Says(c.Get("rationale").Text()) || n.q.Get("difference").Exists() {
				continue
			}
			for _, key := range []string{"above", "at_least"} {
				if v := n.q.Get(key); v.Exists() {
					p.Report(v.Pos(), c.ID, "%s says that something cannot be, and is met by a number %s %s", c.ID, comparisonWord(key), v.Text())
				}
			}
		}
	},
}

func comparisonWord(key string) string {
	if key == "at_least" {
		return "of at least"
	}
	return "above"
}
