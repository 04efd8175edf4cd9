package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"safecase/casefile/lint"
)

// writeMarkdown writes the reviewer's report as GitHub-flavoured Markdown, for
// a pull request, a wiki or a mail. The diagram is in it as Mermaid, after what
// a reader has to know first.
func writeMarkdown(w io.Writer, r *lint.Result, o Options) error {
	m := &markdown{Report: NewReport(r, o)}
	for _, section := range []func(){
		m.head, m.signoffs, m.tops, m.outcomes, m.numbers, m.doubts, m.waivers, m.assumed, m.untested, m.since,
		m.scorecard, func() { m.drawing(r, o) }, m.nodes, m.evidence, m.findings,
	} {
		section()
	}
	m.line("---")
	m.line("Support as recorded on %s, %s. Soundness is a human judgement.", m.Day, strings.TrimSpace("safecase "+Plain(o.Version)))
	_, err := io.WriteString(w, m.b.String())
	return err
}

// markdown writes a report line by line. Everything that comes from a case
// goes through mark.
type markdown struct {
	*Report
	b strings.Builder
}

// line writes one paragraph, heading or rule.
func (m *markdown) line(format string, args ...any) {
	fmt.Fprintf(&m.b, format+"\n\n", args...)
}

// item writes one entry of a list.
func (m *markdown) item(format string, args ...any) {
	fmt.Fprintf(&m.b, "- "+format+"\n", args...)
}

func (m *markdown) end() { m.b.WriteByte('\n') }

// row writes one row of a table.
func (m *markdown) row(cells ...string) {
	m.b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

func (m *markdown) columns(names ...string) {
	m.row(names...)
	m.b.WriteString("|" + strings.Repeat(" --- |", len(names)) + "\n")
}

// markEscapes writes every character that means something to Markdown, or to
// a site that shows it, so that it means nothing.
var markEscapes = strings.NewReplacer(
	"\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "|", "\\|", "~", "\\~", "$", "\\$",
	"<", "&lt;", ">", "&gt;", "&", "&amp;", "@", "&#64;", "#", "&#35;", "://", ":&#47;/",
)

// mark makes text of a case fit for a line of Markdown.
func mark(s string) string { return markEscapes.Replace(s) }

func marks(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = mark(s)
	}
	return strings.Join(out, "; ")
}

// code is a digest, an address or a file name.
func code(s string) string {
	if strings.ContainsAny(s, "`|\\<") {
		return mark(s)
	}
	return "`" + s + "`"
}

func (s StateMark) mark() string { return "**" + strings.TrimSpace(s.Sign+" "+s.Word) + "**" }

func (r Ref) mark() string {
	if r.Known && r.Where == "" {
		return mark(r.ID)
	}
	return mark(r.ID) + " (" + mark(orElse(r.Where, "not in this case")) + ")"
}

func markRefs(list []Ref) string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.mark()
	}
	return strings.Join(out, ", ")
}

func markReasons(list []Reason) string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.Ref.mark()
		if r.Text != "" {
			out[i] += " (" + mark(r.Text) + ")"
		}
	}
	return strings.Join(out, ", ")
}

func gapMarks(gaps []GapLine) string {
	out := make([]string, len(gaps))
	for i, g := range gaps {
		out[i] = g.State.mark() + " because of " + markReasons(g.Because)
		if g.More {
			out[i] += " and more"
		}
	}
	return strings.Join(out, "; ")
}

// fact says a fact; what is missing or wrong stands out by a sign and bold
// letters.
func (f Fact) mark() string {
	switch {
	case f.Gap:
		return mark(f.Name) + ": ▲ **" + marks(f.Lines) + "**"
	case f.Code:
		return mark(f.Name) + ": " + code(strings.Join(f.Lines, " "))
	}
	return mark(f.Name) + ": " + marks(f.Lines)
}

func (m *markdown) facts(facts []Fact) {
	for _, f := range facts {
		m.item("%s", f.mark())
	}
	m.end()
}

func (m *markdown) missing(what string) { m.line("▲ **%s**", what) }

func (m *markdown) head() {
	m.line("# %s", mark(m.Title))
	m.line("Safety case, support as recorded on **%s** in %s, which calls itself %s.", m.Day, code(m.File), m.Status)
	if m.Redacted != "" {
		m.line("**%s.** What is left out is shown as withheld-1 and so on, with its state.", mark(m.Redacted))
	}
	m.line("## The decision")
	m.facts(m.Report.Facts)
}

func (m *markdown) signoffs() {
	m.line("### Sign-offs")
	if len(m.Signoffs) == 0 {
		m.missing("no sign-off is recorded")
		return
	}
	for _, s := range m.Signoffs {
		words := mark(joined("", orElse(s.By, "nobody who is named"), ",", s.Role, ",", s.On)) + ": " + mark(orElse(s.Verdict, "no verdict"))
		if s.Valid {
			words += "; signed exactly this case with this evidence"
		} else {
			words += "; ▲ **void: " + mark(s.Why) + "**"
		}
		if len(s.Conditions) > 0 {
			words += "; on condition: " + marks(s.Conditions)
		}
		m.item("%s", words)
	}
	m.end()
}

func (m *markdown) standing(s Standing) {
	words := s.State.mark()
	if len(s.Gaps) > 0 {
		words = gapMarks(s.Gaps)
	}
	category := ""
	if s.Category != "" {
		category = " (" + mark(s.Category) + ")"
	}
	m.item("%s%s %s: %s", s.Ref.mark(), category, mark(s.Text), words)
}

func (m *markdown) tops() {
	m.line("## What is claimed, and what blocks it")
	if len(m.Tops) == 0 {
		m.missing("no claim stands at the top of this case")
	}
	for _, s := range m.Tops {
		m.standing(s)
	}
	m.end()
	for _, x := range m.Aside {
		m.item("Left aside: %s, which %s does without: %s", x.Branch.mark(), x.Step.mark(), x.State.mark())
	}
	if len(m.Aside) > 0 {
		m.end()
	}
	var counts []string
	for _, c := range m.Counts {
		counts = append(counts, strconv.Itoa(c.Count)+" "+c.State.Word)
	}
	m.line("Nodes by their worst gap: %s. Findings: %s, %s, %s, %d waived.", orElse(strings.Join(counts, ", "), "there are none"),
		plural(m.Found.Error, "error"), plural(m.Found.Warning, "warning"), plural(m.Found.Note, "note"), m.Found.Waived)
}

func (m *markdown) outcomes() {
	m.line("## Outcomes that must not happen")
	if len(m.Outcomes) == 0 {
		m.missing("no outcome is recorded: the case does not say what must not happen")
	}
	for _, o := range m.Outcomes {
		m.line("### %s %s", mark(o.ID), mark(orElse(o.Text, "no text is recorded")))
		m.facts(o.Facts)
		for _, s := range o.Claims {
			m.standing(s)
		}
		m.end()
		if len(o.Claims) == 0 {
			m.missing("no claim is about this outcome")
		}
	}
}
