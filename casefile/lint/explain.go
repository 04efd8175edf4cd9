package lint

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Explain says for people what the rule detects, why that matters, how to mend
// it, with an example of each kind.
func Explain(r *Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\n  %s\n\n%s\n\nTo mend it: %s.\n\n%s\n", r.Name, r.ID, r.Title, r.Why, r.Fix, levels(r))
	if len(r.Covers) > 0 {
		fmt.Fprintf(&b, "Also covers: %s.\n", strings.Join(r.Covers, ", "))
	}
	if r.Bad != "" {
		fmt.Fprintf(&b, "\nReported:\n\n%s", indented(r.Bad))
	}
	fmt.Fprintf(&b, "\nMended:\n\n%s", indented(r.Good))
	for _, f := range r.Beside {
		fmt.Fprintf(&b, "\nBeside it, as %s:\n\n%s", f.Path, indented(f.Text))
	}
	return b.String()
}

func levels(r *Rule) string {
	if r.Severity[0] == r.Severity[1] && r.Severity[1] == r.Severity[2] {
		return fmt.Sprintf("Severity: %s.", r.Severity[0])
	}
	return fmt.Sprintf("Severity: %s in a draft, %s in review, %s for release.", r.Severity[0], r.Severity[1], r.Severity[2])
}

func indented(example string) string {
	return "    " + strings.ReplaceAll(strings.TrimSuffix(printable(example), "\n"), "\n", "\n    ") + "\n"
}

// printable shows bytes that a terminal or a page must not get as escapes.
func printable(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if r == '\n' || r != utf8.RuneError && strconv.IsPrint(r) {
			b.WriteString(s[:size])
		} else {
			fmt.Fprintf(&b, `\x%02x`, s[:size])
		}
		s = s[size:]
	}
	return b.String()
}

// Groups are the groups of rules, by the letters of their ids.
var Groups = []struct{ Name, Title string }{
	{"FMT", "The text of the file"},
	{"STR", "Structure"},
	{"ARG", "Completeness and rigour of the argument"},
	{"EVI", "Evidence: files and runs"},
	{"ADQ", "Evidence: is it adequate"},
	{"STA", "Numbers"},
	{"DIA", "Challenges"},
	{"AIS", "Logic of AI systems"},
	{"PRO", "Process"},
	{"TXT", "Wording"},
}

// Reference is the page that lists every rule, in Markdown.
func Reference() string {
	var b strings.Builder
	b.WriteString("# Rules\n\nThis page is generated from the rules themselves; `safecase explain RULE` prints one of them.\n" +
		"A rule may be named by its name or its id wherever a rule is named. A finding's severity depends on the profile:\n" +
		"`draft`, `review` or `release`. A waiver silences a finding and changes no state; what is wrong with the text of\n" +
		"the file, and findings about waivers, cannot be waived.\n")
	for _, g := range Groups {
		fmt.Fprintf(&b, "\n## %s: %s\n", g.Name, g.Title)
		for _, r := range rules {
			if r.Group() == g.Name {
				fmt.Fprintf(&b, "\n### %s `%s`\n\n%s", r.ID, r.Name, markdown(r))
			}
		}
	}
	return b.String()
}

func markdown(r *Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.\n\n%s\n\n**To mend it:** %s. %s", sentence(r.Title), r.Why, r.Fix, levels(r))
	if len(r.Covers) > 0 {
		fmt.Fprintf(&b, " Covers %s.", strings.Join(r.Covers, ", "))
	}
	b.WriteString("\n")
	if r.Bad != "" {
		fmt.Fprintf(&b, "\nReported:\n\n```yaml\n%s```\n", printable(r.Bad))
	}
	fmt.Fprintf(&b, "\nMended:\n\n```yaml\n%s```\n", printable(r.Good))
	for _, f := range r.Beside {
		fmt.Fprintf(&b, "\nBeside it, as `%s`:\n\n```yaml\n%s```\n", f.Path, printable(f.Text))
	}
	return b.String()
}

// sentence begins a title with a capital letter.
func sentence(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(r)) + s[size:]
}
