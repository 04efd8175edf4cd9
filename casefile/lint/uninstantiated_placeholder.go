package lint

import (
	"regexp"
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/templates"
)

var uninstantiatedPlaceholder = &Rule{
	Name: "uninstantiated-placeholder", ID: "STR024", Covers: []string{"STR025"}, Severity: strict,
	Title: "a placeholder of a template that nobody has filled in",
	Why:   "A claim about ${model} is about nothing (GSN v3, patterns).",
	Fix:   "write what the placeholder stands for",
	Bad:   "C1: {claim: \"${model} harms nobody\", undeveloped: true}\n",
	Good:  "C1: {claim: Atlas-2 harms nobody, undeveloped: true}\n",
	Check: func(p *Pass) {
		if slices.ContainsFunc(casefile.PatternKeys, func(key string) bool { return strings.Contains(p.File.Text, key) }) {
			for _, m := range templates.Undecided(p.Case) {
				p.Report(m.Pos, m.Node, "the %s %s of the template is not decided", m.Kind, m.Name)
			}
		}
		if !strings.Contains(p.File.Text, "${") {
			return
		}
		for _, s := range p.Case.Outside() {
			if !strings.HasPrefix(s.Key, "x-") {
				p.placeholders("", s.Value, 0)
			}
		}
		for _, n := range p.Case.Nodes {
			p.placeholders(n.ID, n.Value(), 0)
		}
	},
}

var placeholder = regexp.MustCompile(`\$\{[A-Za-z][A-Za-z0-9_.-]*\}`)

func (p *Pass) placeholders(node string, v casefile.Value, depth int) {
	if depth > 100 {
		return
	}
	if found := placeholder.FindString(v.Text()); found != "" {
		p.Report(v.Pos(), node, "%s is not filled in", found)
	}
	for _, e := range v.Entries() {
		p.placeholders(node, e.Value, depth+1)
	}
	if v.Shape() == casefile.List {
		for _, item := range v.Items() {
			p.placeholders(node, item, depth+1)
		}
	}
}
