package lint

import (
	"strings"

	"safecase/casefile"
)

var caseIncomplete = &Rule{
	Name: "case-incomplete", ID: "ARG001", Covers: []string{"ARG003", "PRO001"}, Severity: demands,
	Whole: true,
	Title: "the case does not say what is decided, about which system, for which time, or who answers for it",
	Why:   "An argument is about one decision on one system in one setting for one time; without them nobody can say what it does not cover (Clymer et al. 2024, step 1; Barrett et al. 2026).",
	Fix:   "state what the message names",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nowner: Ann\ndecision: {type: external_deploy, statement: Serve m1 through the API, by: Board}\nwindow: {from: 2026-07-01, until: 2026-12-31}\nsystem: {description: m1 behind its API, includes: [m1]}\nsetting: {access: api}\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes: {O1: {text: Somebody is harmed}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Check: func(p *Pass) {
		var missing []string
		for _, path := range basics {
			if v := p.Case.Get(path...); !v.Exists() || v.Shape() == casefile.Null {
				missing = append(missing, strings.Join(path, "."))
			}
		}
		if len(missing) > 0 {
			p.Report(p.Case.Get("title").Pos(), "", "the case does not state %s", strings.Join(missing, ", "))
		}
	},
}

// basics is what every case states, by path.
var basics = [][]string{
	{"owner"},
	{"decision", "type"}, {"decision", "statement"}, {"decision", "by"},
	{"window", "from"}, {"window", "until"},
	{"system", "description"}, {"system", "includes"},
	{"setting", "access"},
	{"models"},
	{"outcomes"},
}
