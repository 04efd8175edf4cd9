package render

import (
	"strconv"
	"strings"
)

func (m *markdown) numbers() {
	m.line("## The numbers")
	if len(m.Numbers) == 0 {
		m.missing("no claim states a number")
		return
	}
	m.columns("Claim", "Observed", "Bound", "Required", "Verdict", "Under which circumstances")
	for _, n := range m.Numbers {
		m.row(n.Claim.mark(), n.observed(), n.bounded(), mark(orElse(n.Required, "no threshold")), n.verdict(), n.circumstances())
	}
	m.end()
}

func (n NumberLine) observed() string {
	if n.Carried != "" {
		return mark(n.Carried)
	}
	words := mark(orElse(n.Point, "no value")) + " (" + mark(n.Count) + ")"
	if n.Typed {
		words += " **TRANSCRIBED**"
	}
	return words
}

func (n NumberLine) bounded() string {
	if n.Bound == "" {
		return "no bound"
	}
	return mark(n.Bound) + " (" + mark(n.How) + ")"
}

func (n NumberLine) verdict() string {
	words := n.State.mark() + ": " + mark(n.Verdict)
	if n.Why != "" {
		words += "; " + mark(n.Why)
	}
	return words
}

func (n NumberLine) circumstances() string {
	var parts []string
	for _, e := range n.Evidence {
		words := e.Ref.mark()
		for _, g := range e.Gaps {
			words += " " + g.State.mark()
		}
		parts = append(parts, words)
	}
	parts = []string{strings.Join(parts, " minus ")}
	if parts[0] == "" {
		parts[0] = "from no evidence"
	}
	if n.Metric != "" {
		parts = append(parts, code(n.Metric))
	}
	for _, f := range n.Facts {
		parts = append(parts, f.mark())
	}
	return strings.Join(parts, "; ")
}

func (m *markdown) doubts() {
	m.line("## Challenges")
	if len(m.Doubts) == 0 {
		m.missing("no challenge is recorded: nobody is on record as having doubted this case")
	}
	for _, g := range m.Doubts {
		m.line("### %s (%d)", g.Title, len(g.Doubts))
		for _, d := range g.Doubts {
			m.item("%s", d.mark())
		}
		m.end()
	}
}

func (d Doubt) mark() string {
	words := d.Ref.mark() + " " + d.Mark.mark() + " " + mark(d.Text)
	switch {
	case len(d.AtLink) > 0:
		words += "; against the link " + marks(d.AtLink)
	case len(d.Targets) > 0:
		words += "; against " + markRefs(d.Targets)
	default:
		words += "; against nothing that is named"
	}
	words += "; " + mark(orElse(joined("raised", d.Raised), "who raised it is not recorded"))
	if d.Why != "" {
		words += "; **" + mark(d.Why) + "**"
	}
	for _, a := range d.Answers {
		words += "; answered by " + a.Ref.mark() + " " + a.State.mark()
	}
	for _, f := range d.Residual {
		words += "; " + f.mark()
	}
	return words
}

func (m *markdown) waivers() {
	m.line("## Waivers")
	if m.Bare {
		m.line("The case is shown bare: no waiver was applied.")
	}
	if len(m.Waivers) == 0 {
		m.line("No finding is waived.")
		return
	}
	m.columns("Rule", "At", "Reason", "By", "Until", "Silences")
	for _, w := range m.Waivers {
		at := "the case"
		if w.Node.ID != "" {
			at = w.Node.mark()
		}
		silences := strconv.Itoa(w.Silences)
		if len(w.Problems) > 0 {
			silences += "; ▲ **" + marks(w.Problems) + "**"
		}
		m.row(code(w.Rule), at, mark(orElse(w.Reason, "not recorded")), mark(orElse(w.By, "not recorded")), mark(orElse(w.Until, "not recorded")), silences)
	}
	m.end()
}

func (m *markdown) assumed() {
	m.line("## Assumptions")
	if len(m.Assumed) == 0 {
		m.line("No assumption is recorded.")
		return
	}
	m.columns("Assumption", "Owner", "Status", "Look again by", "Depends on it")
	for _, a := range m.Assumed {
		until := mark(orElse(a.Until, "no day is recorded"))
		if a.Passed {
			until += " ▲ **this day has passed**"
		}
		m.row(a.Ref.mark()+" "+mark(a.Text), mark(orElse(a.Owner, "nobody is named")), mark(assumptionStatus(a)), until, orElse(markRefs(a.Bears), "nothing depends on it"))
	}
	m.end()
}

func assumptionStatus(a AssumedLine) string {
	s := orElse(a.Status, "not recorded")
	if a.Since != "" {
		s += ", since " + a.Since
	}
	if a.Watched != "" {
		s += ", watched by " + a.Watched
	}
	return s
}

func (m *markdown) untested() {
	m.line("## What was not tested")
	for _, g := range m.Untested {
		m.line("### %s", g.Title)
		for _, u := range g.Items {
			if u.ID == "" {
				m.item("%s", mark(u.Text))
			} else {
				m.item("%s: %s", u.Ref.mark(), mark(u.Text))
			}
		}
		switch {
		case len(g.Items) > 0:
			m.end()
		case g.Gap:
			m.missing(g.None)
		default:
			m.line("%s", g.None)
		}
	}
}

func (m *markdown) since() {
	s := m.Since
	if s == nil {
		return
	}
	m.line("## What changed since %s", mark(orElse(s.From, "the earlier version")))
	if s.Loosened > 0 {
		m.missing(strconv.Itoa(s.Loosened) + " of the changes make it easier for the case to look good; they stand first")
	}
	m.columns("Change", "At", "Before", "Now")
	for _, c := range s.Changes {
		sort, at := c.Sort, mark(c.Path)
		if c.Loosens {
			sort = "▲ **" + c.Sort + "**: " + mark(c.Why)
		}
		if c.Node.ID != "" {
			at = strings.TrimSpace(c.Node.mark() + " " + at)
		}
		m.row(sort, at, mark(c.Old), mark(c.New))
	}
	m.end()
	for _, moved := range s.States {
		m.item("%s: was %s, is %s", moved.Ref.mark(), moved.Old.mark(), moved.New.mark())
	}
	m.end()
	if len(s.Affected) > 0 {
		m.line("Claims above a change: %s.", markRefs(s.Affected))
	}
}

func (m *markdown) scorecard() {
	if len(m.Scores) == 0 {
		return
	}
	m.line("## Scorecard")
	m.columns("Category", "Before mitigations", "After mitigations")
	for _, s := range m.Scores {
		if s.NotAssessed != "" {
			m.row(mark(s.Category), "▲ **not assessed: "+mark(s.NotAssessed)+"**", "")
			continue
		}
		if !s.Rated {
			m.row(mark(s.Category), "▲ **the scorecard does not rate it**", "")
			continue
		}
		m.row(mark(s.Category), s.Pre.mark(), s.Post.mark())
	}
	m.end()
	m.gates()
}

func (m *markdown) gates() {
	if len(m.Gates) == 0 {
		return
	}
	m.columns("Gate", "Rule", "As recorded")
	for _, g := range m.Gates {
		standing := mark(g.Standing)
		if g.Gap {
			standing = "▲ **" + standing + "**"
		}
		for _, why := range g.Because {
			standing += "; " + mark(why)
		}
		m.row(mark(g.Name), mark(g.Text), standing)
	}
	m.end()
}

func (s Score) mark() string {
	words := "▲ **no level is recorded**"
	switch {
	case s.Level != "" && s.Shown:
		words = "at most " + mark(s.Level)
	case s.Level != "":
		words = "▲ **not shown: at most " + mark(s.Level) + "**"
	}
	if !s.Named {
		return words + "; ▲ **no claim shows it**"
	}
	return words + "; " + s.Claim.Ref.mark() + " " + s.Claim.State.mark()
}

func (m *markdown) nodes() {
	m.line("## Every node")
	for _, n := range m.Nodes {
		words := n.Ref.mark() + " (" + mark(joined("", n.Kind, ",", n.Category)) + ") " + mark(n.Text)
		if n.State.Name != "" && (len(n.Gaps) == 0 || n.Gaps[0].State != n.State) {
			words += ": " + n.State.mark()
		}
		if len(n.Gaps) > 0 {
			words += ": " + gapMarks(n.Gaps)
		}
		if n.Errors != "" {
			words += "; **■ " + n.Errors + "**"
		}
		m.item("%s", words)
	}
	m.end()
}

func (m *markdown) evidence() {
	m.line("## Evidence")
	if len(m.Evidence) == 0 {
		m.missing("no evidence is recorded")
		return
	}
	m.columns("Evidence", "File", "Model", "Run", "Items", "Digest", "What the reader says")
	for _, e := range m.Evidence {
		if e.Withheld {
			m.row(e.Ref.mark(), mark(withheld), "", "", "", "", mark(e.instead())+e.typed())
			continue
		}
		file, says := "no file", marks(e.Warnings)
		if e.File != "" {
			file = code(e.File) + " " + mark(orElse(e.Format, "no reader knows it"))
		}
		if e.Problem != "" {
			says = "▲ **" + mark(e.Problem) + "**"
		}
		says += e.typed()
		m.row(e.Ref.mark()+" "+mark(e.Text), file, mark(orElse(e.Model, "the file names none")), mark(joined("", orElse(e.Status, "no status"), ",", e.Date)), mark(orElse(e.Items, "not known")), e.digest(), says)
	}
	m.end()
}

// instead says what of withheld evidence may be shown.
func (e EvidenceLine) instead() string {
	if e.Instead == "" {
		return "nothing is named that may be shown instead"
	}
	return "may be shown instead: " + e.Instead
}

func (e EvidenceLine) typed() string {
	if e.Typed == 0 {
		return ""
	}
	return " **" + strconv.Itoa(e.Typed) + " TRANSCRIBED**"
}

func (e EvidenceLine) digest() string {
	words := "not known"
	if e.SHA256 != "" {
		words = code(e.SHA256)
	}
	if e.LockOK {
		return words + ": " + mark(e.Lock)
	}
	return words + ": ▲ **" + mark(e.Lock) + "**"
}

func (m *markdown) findings() {
	m.line("## Findings")
	if len(m.Findings) == 0 {
		m.line("The check found nothing to report under this profile.")
		return
	}
	m.columns("Severity", "Rule", "At", "Found")
	for _, f := range m.Findings {
		at, words := f.Place, mark(f.Message)
		if f.Node.ID != "" {
			at = f.Node.mark() + ", " + at
		}
		if f.Hint != "" {
			words += "; to mend it: " + mark(f.Hint)
		}
		severity := f.Severity
		if f.Waived != "" {
			severity, words = severity+", waived", words+"; "+mark(f.Waived)
		}
		m.row(severity, code(f.Rule), at, words)
	}
	m.end()
}
