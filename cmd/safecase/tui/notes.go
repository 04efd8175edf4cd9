package tui

import (
	"fmt"
	"strconv"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/stats"
)

// notesOf builds what the inspector says about a node, what decides first.
type notesOf struct {
	c   *casefile.Case
	s   *standing
	st  *styles
	n   *casefile.Node
	out []note
}

func nodeNotes(c *casefile.Case, s *standing, st *styles, n *casefile.Node, layers []string) []note {
	b := &notesOf{c: c, s: s, st: st, n: n}
	b.head()
	b.layers(layers)
	b.gaps()
	b.numbers()
	b.challenges()
	b.findings()
	b.reading()
	b.links()
	b.fields()
	return b.out
}

func (b *notesOf) add(n note) { b.out = append(b.out, n) }

func (b *notesOf) blank() { b.add(note{}) }

func (b *notesOf) head() {
	badge := b.s.badge(b.n)
	kind := string(b.n.Kind)
	if kind == "" {
		kind = "nothing says what it is"
	}
	b.add(note{text: shown(b.n.ID) + "  " + kind + "  " + badge.mark + " " + badge.inFull(), style: b.st.states[badge.state].Bold(true)})
	b.blank()
	b.add(note{text: shownLines(b.n.Text), style: b.st.strong, goal: goal{field: []string{string(b.n.Kind)}}})
	b.blank()
}

// gaps lists every gap with the nodes that cause it, so that the worst one
// hides no other.
func (b *notesOf) gaps() {
	if b.s.result == nil {
		return
	}
	for _, g := range b.s.gaps(b.n.ID) {
		because := strings.Join(g.Because, ", ")
		n := note{label: "gap", text: g.State.Mark() + " " + g.State.Word() + causedBy(because), style: b.st.states[g.State]}
		if len(g.Because) > 0 && g.Because[0] != b.n.ID {
			n.goal.node = g.Because[0]
		}
		b.add(n)
	}
}

func causedBy(ids string) string {
	if ids == "" {
		return ""
	}
	return ": " + shown(ids)
}

func (b *notesOf) numbers() {
	if b.s.result == nil {
		return
	}
	for _, x := range b.s.result.Assessment.Numbers(b.n.ID) {
		n := note{label: "number", text: numberText(x), style: b.st.states[x.Verdict]}
		if x.Claim == b.n.ID {
			n.goal.field = []string{"quantity"}
		}
		b.add(n)
	}
}

// numberText says what was measured, how sure that is, and what it is compared
// with.
func numberText(x assess.Number) string {
	parts := []string{shown(x.Metric) + " in " + shown(sourceOf(x)), measured(x)}
	if bound := boundText(x); bound != "" {
		parts = append(parts, bound)
	}
	if x.Op != "" {
		parts = append(parts, verdictText(x))
	}
	parts = append(parts, x.Counting()...)
	if x.Needed != nil && x.Verdict == assess.NotShown {
		parts = append(parts, fmt.Sprintf("it would take %d trials", *x.Needed))
	}
	if x.Transcribed {
		parts = append(parts, "TYPED by hand from "+shown(orElse(x.From, "a document")))
	}
	return strings.Join(parts, "; ")
}

// verdictText says how a number stands against its threshold. That it holds is
// said of the number, never of the claim.
func verdictText(x assess.Number) string {
	word := x.Verdict.Word()
	if x.Verdict == assess.NoGap {
		word = "holds"
	}
	return fmt.Sprintf("claimed %s %s: %s", comparison(x.Op), decimal(x.Threshold), word)
}

func sourceOf(x assess.Number) string {
	if x.Minus != "" {
		return x.Evidence + " minus " + x.Minus
	}
	return x.Evidence
}

func measured(x assess.Number) string {
	if x.Value == nil {
		return "value not known"
	}
	text := decimal(*x.Value)
	switch {
	case x.K != nil && x.N != nil:
		text = fmt.Sprintf("%d of %d = %s", *x.K, *x.N, text)
	case x.N != nil:
		text += fmt.Sprintf(" over %d", *x.N)
	default:
		text += ", n not known"
	}
	return text
}

func boundText(x assess.Number) string {
	side, bound := "at most", x.High
	if bound == nil {
		side, bound = "at least", x.Low
	}
	if bound == nil {
		return ""
	}
	text := fmt.Sprintf("%s %s at %s confidence", side, decimal(*bound), decimal(x.Confidence))
	if x.Approximate {
		text += " (approximate)"
	}
	return text
}

func comparison(op string) string { return strings.ReplaceAll(op, "_", " ") }

func decimal(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// challenges shows what is said against the node, or of a defeater what became
// of it.
func (b *notesOf) challenges() {
	if c, ok := b.s.challenges[b.n.ID]; ok {
		b.add(note{label: "challenge", text: string(c.Status), style: b.st.states[challengeState(c.Status)]})
	}
	if b.s.result == nil {
		return
	}
	for _, c := range b.s.result.Assessment.Challenges {
		if c.Target != b.n.ID {
			continue
		}
		text := string(c.Status) + ": " + c.Defeater + "  " + b.textOf(c.Defeater)
		if c.LinkTo != "" {
			text += "  (about the link to " + c.LinkTo + ")"
		}
		b.add(note{label: "challenge", text: shown(text), style: b.st.states[challengeState(c.Status)], goal: goal{node: c.Defeater}})
	}
}

func (b *notesOf) textOf(id string) string {
	if n := b.c.Node(id); n != nil {
		return firstLine(n.Text)
	}
	return ""
}

func (b *notesOf) findings() {
	for _, f := range b.s.findings[b.n.ID] {
		text := f.Message
		if f.Hint != "" {
			text += ". To do: " + f.Hint
		}
		n := note{label: f.Severity.String(), text: shown(text) + "  [" + f.Rule + "]", style: b.st.severities[f.Severity]}
		if f.Waived != nil {
			n.label, n.style = "waived", b.st.dim
			n.text += "  waived until " + shown(f.Waived.Day) + ": " + shown(f.Waived.Reason)
		}
		if key := fieldAt(b.n.Value().Entries(), f.Pos); key != "" {
			n.goal.field = []string{key}
		}
		b.add(n)
	}
}

// reading shows what the evidence file itself says.
func (b *notesOf) reading() {
	if b.s.result == nil {
		return
	}
	r := b.s.result.Readings[b.n.ID]
	if r == nil {
		return
	}
	b.blank()
	for _, n := range readingNotes(b.st, r, false) {
		b.add(n)
	}
}

// readingNotes says what an evidence file holds. With masked, values and
// everything that follows from them are left out: the threshold comes first.
// Warnings stand before the metrics, which may be many.
func readingNotes(st *styles, r *evidence.Reading, masked bool) []note {
	if r.Problem != nil {
		text := "cannot be read: " + r.Problem.Message
		if r.Problem.Hint != "" {
			text += ". To do: " + r.Problem.Hint
		}
		return []note{{label: "file", text: shown(text), style: st.states[assess.Unusable]}}
	}
	out := []note{{label: "file", text: shown(r.Format + ", " + bytesWord(r.Size))}}
	add := func(label, text string) {
		if strings.TrimSpace(text) != "" {
			out = append(out, note{label: label, text: shown(text)})
		}
	}
	add("tool", r.Tool+" "+r.ToolVersion)
	add("task", r.Task+" "+r.TaskVersion)
	add("model", r.Model+ifAny(", answered by ", strings.Join(r.Served, ", ")))
	add("run", string(r.Status)+ifAny(" on ", dateOf(r))+ifAny(": ", r.StatusDetail))
	for _, w := range r.Warnings {
		if w.Code != evidence.WarnNoDigest {
			out = append(out, note{label: "warning", text: shown(w.Message), style: st.severities[casefile.Warning]})
		}
	}
	for _, rec := range r.Records {
		add("metric", recordText(rec, masked))
	}
	return out
}

func ifAny(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

func dateOf(r *evidence.Reading) string {
	if r.Date.IsZero() {
		return "a day that the file does not record"
	}
	return r.Date.Format("2006-01-02")
}

// recordText is one metric. Masked, it says how many items there are, not how
// they came out.
func recordText(rec evidence.Record, masked bool) string {
	text := rec.Address
	if masked {
		return text + ifAny(", ", itemsOf(rec)) + ", value hidden"
	}
	switch {
	case rec.NotANumber:
		text += " is not a number"
	default:
		text += " = " + decimal(rec.Value)
	}
	if rec.K != nil && rec.N != nil {
		return text + fmt.Sprintf(", %d of %d", *rec.K, *rec.N) + ifAny(", ", rateBounds(*rec.K, *rec.N))
	}
	return text + ", " + itemsOf(rec)
}

// rateBounds says between what the true rate lies, each side on its own at the
// usual confidence.
func rateBounds(k, n int) string {
	low, lowErr := stats.Lower(k, n, usualConfidence)
	high, highErr := stats.Upper(k, n, usualConfidence)
	if lowErr != nil || highErr != nil {
		return ""
	}
	return fmt.Sprintf("at least %s and at most %s, each at %g confidence", decimal(low), decimal(high), usualConfidence)
}

func itemsOf(rec evidence.Record) string {
	if rec.N == nil {
		return "n not known"
	}
	return fmt.Sprintf("n %d", *rec.N)
}

func bytesWord(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f KiB", float64(n)/(1<<10))
	}
	return plural(int(n), "byte")
}
