package lint

import (
	"strings"

	"safecase/casefile"
)

var mergeConflict = &Rule{
	Name: "merge-conflict", ID: "FMT016", Severity: always,
	Title: "two sides changed one place and nobody decided",
	Why:   "A merge keeps our value and puts theirs beside it. Until somebody decides, the case says one thing and somebody meant another.",
	Fix:   "keep one of the two values and delete the x-theirs- key",
	Bad:   "C1: {claim: Nobody is harmed, x-theirs-claim: Hardly anybody is harmed, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Check: func(p *Pass) {
		if !strings.Contains(p.File.Text, casefile.Theirs) {
			return
		}
		for _, e := range p.Case.Sections() {
			if e.Key != "nodes" {
				p.undecided("", e)
			}
		}
		for _, n := range p.Case.Nodes {
			for _, e := range n.Value().Entries() {
				p.undecided(n.ID, e)
			}
		}
	},
}

// undecided reports the entry, or those below it, that a merge left.
func (p *Pass) undecided(node string, e casefile.Entry) {
	if field, is := strings.CutPrefix(e.Key, casefile.Theirs); is {
		p.Report(e.KeyPos, node, "both sides of a merge changed %s, and nobody has decided", field)
		return
	}
	for _, v := range e.Items() {
		for _, below := range v.Entries() {
			p.undecided(node, below)
		}
	}
}
