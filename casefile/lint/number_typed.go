package lint

import (
	"strings"

	"safecase/casefile"
)

var numberTyped = &Rule{
	Name: "number-typed", ID: "EVI038", Covers: []string{"EVI020"}, Severity: asks,
	Title: "a number that decides a claim, or the count behind it, was typed by a person",
	Why:   "What a program reads can be checked by reading it again; what a person typed must be checked by another person. It is marked wherever it is shown.",
	Fix:   "let the file state it, or have somebody else compare it with the source and record a review of these bytes",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: results.json, select: {value: $.rate, k: 0, n: 300}}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: results.json, select: {value: $.rate, k: $.solved, n: $.tasks}}\n",
	Needs: "quantity",
	Check: func(p *Pass) {
		seen := map[*casefile.Node]bool{}
		for _, number := range p.numbers() {
			for _, e := range number.evidence {
				if !seen[e] {
					seen[e] = true
					p.typedCounts(e)
					p.typedFrom(e)
				}
			}
		}
	},
}

// typedCounts reports counts that the case states for a file that does not.
func (p *Pass) typedCounts(e *casefile.Node) {
	var typed []string
	for _, key := range []string{"k", "n"} {
		if _, literal := e.Get("select", key).Number(); literal {
			typed = append(typed, key+" = "+e.Get("select", key).Text())
		}
	}
	if len(typed) > 0 {
		p.Report(e.At("select"), e.ID, "typed under select of %s, and not read from its file: %s", e.ID, strings.Join(typed, ", "))
	}
	if n := e.Get("n"); n.Exists() && !p.statesN(e) {
		p.Report(e.At("n"), e.ID, "n = %s of %s is typed: its file does not say how many items stand behind its numbers", n.Text(), e.ID)
	}
}

// statesN reports whether every number in the file of e comes with its n.
func (p *Pass) statesN(e *casefile.Node) bool {
	r := p.Readings[e.ID]
	if r == nil || len(r.Records) == 0 {
		return true // nothing rests on it
	}
	for i := range r.Records {
		if r.Records[i].N == nil {
			return false
		}
	}
	return true
}

// typedFrom reports numbers from a document of which nobody says who typed them
// from where. The others are marked and need no finding.
func (p *Pass) typedFrom(e *casefile.Node) {
	for _, t := range e.Get("transcribed").Items() {
		var missing []string
		for _, key := range []string{"by", "locator"} {
			if strings.TrimSpace(t.Get(key).Text()) == "" {
				missing = append(missing, key)
			}
		}
		if len(missing) > 0 {
			p.Report(t.Pos(), e.ID, "%s was typed from the document of %s without %s", t.Get("metric").Text(), e.ID, strings.Join(missing, " and "))
		}
	}
}
