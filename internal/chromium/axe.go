package chromium

import (
	_ "embed"
	"strings"
)

// axe is axe-core, which checks a page against the WCAG and against good
// practice. It runs in the page under test only and is part of no program.
//
//go:embed testdata/axe/axe.min.js
var axe string

// Inaccessible lists what keeps people from using the page: each violation
// that axe-core finds, with the elements that it is about. Nothing is left
// out: the levels A and AA of WCAG 2.2 and the good practices all count.
func (p *Page) Inaccessible() []string {
	p.t.Helper()
	var out []string
	p.Eval(axe+`;axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.help + "\n    " + v.nodes.slice(0, 5).map(n => n.target.join(" ") + ": " + n.failureSummary.replace(/\s+/g, " ")).join("\n    ")))`, &out)
	return out
}

// Blocked reports whether a message says that the policy of the page refused
// something.
func Blocked(message string) bool { return strings.Contains(message, "Content Security Policy") }
