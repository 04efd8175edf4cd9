package lint

import (
	"unicode/utf8"

	"safecase/casefile"
)

var suppressionInvalid = &Rule{
	Name: "suppression-invalid", ID: "PRO021", Severity: strict, Late: true,
	Title: "a waiver that cannot hold: an unknown rule, one that cannot be waived, or no real reason",
	Why:   "A waiver is a decision of a named person for a reason that others can weigh; this one silences nothing.",
	Fix:   "name a rule of safecase explain, and give a reason of at least ten characters",
	Bad:   "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\nwaivers:\n  - {rule: undeveloped, node: C1, reason: later, by: Ann, until: 2026-07-31}\n",
	Good:  "safecase: 1\ntitle: Example\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\nwaivers:\n  - {rule: undeveloped, node: C1, reason: The argument is being written, by: Ann, until: 2026-07-31}\n",
	Check: func(p *Pass) {
		for _, w := range p.Case.Waivers() {
			rule := p.known(w.Rule)
			switch {
			case w.Rule == "": // the reader says that it is missing
			case rule == nil:
				p.Report(w.Pos, w.Node, "no rule is called %q", w.Rule)
			case !waivable(rule):
				p.Report(w.Pos, w.Node, "a finding of %s cannot be waived", rule.Name)
			case w.Reason != "" && utf8.RuneCountInString(w.Reason) < minReason:
				p.Report(w.Pos, w.Node, "the waiver of %s has no real reason: %q", w.Rule, w.Reason)
			case w.By != "" && !casefile.Says(w.By):
				p.Report(w.Pos, w.Node, "the waiver of %s names nobody who accepts it: %q", w.Rule, w.By)
			}
		}
	},
}
