package lint

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// writeText writes findings for people: where and what, the source line with a
// mark under the place, what to do next; a summary comes last.
func writeText(w io.Writer, results []*Result, opt WriteOptions) error {
	out := &errWriter{w: w}
	paint := painter(opt.Color)
	for _, r := range results {
		for _, f := range r.Findings {
			if !f.Held {
				textFinding(out, r, f, paint)
			}
		}
	}
	for _, notice := range opt.Notices {
		out.printf("%s\n", evidence.Clean(notice))
	}
	out.printf("%s\n", summary(total(results))+judged(results))
	return out.err
}

// judged says on which day and under which profile findings were made: without
// them a list of findings, or none, says little.
func judged(results []*Result) string {
	if len(results) == 0 || results[0].AsOf.IsZero() {
		return ""
	}
	profile := results[0].Profile
	for _, r := range results {
		if r.Profile != profile {
			profile = "of each case"
		}
	}
	return fmt.Sprintf(" (as recorded on %s, profile %s)", results[0].AsOf.Format(time.DateOnly), profile)
}

func textFinding(out *errWriter, r *Result, f casefile.Finding, paint func(style, string) string) {
	severity := paint(styleOf(f), f.Severity.String())
	out.printf("%s:%s: %s: %s %s\n", evidence.Clean(f.File), f.Pos, severity, f.Message, paint(faint, "["+f.Rule+"]"))
	if line := r.File.Line(f.Pos.Line); strings.TrimSpace(line) != "" {
		text, caret := excerpt(visible(line), f.Pos.Column)
		number := fmt.Sprintf("%5d", f.Pos.Line)
		out.printf("%s | %s\n%s | %s%s\n", number, text, strings.Repeat(" ", len(number)), caret, paint(styleOf(f), "^"))
	}
	if f.Hint != "" {
		out.printf("      = %s\n", f.Hint)
	}
	if f.Waived != nil {
		out.printf("      = %s\n", waiverText(f.Waived))
	}
}

// summary says how many findings there are of each severity.
func summary(c Counts) string {
	if c == (Counts{}) {
		return "no findings"
	}
	text := count(c.Error, "error") + ", " + count(c.Warning, "warning") + ", " + count(c.Note, "note")
	if c.Waived > 0 {
		text += fmt.Sprintf("; %d waived", c.Waived)
	}
	if c.Held > 0 {
		text += fmt.Sprintf("; %d held back by the baseline", c.Held)
	}
	return text
}

// maxShown is how many characters of a source line are shown.
const maxShown = 120

// excerpt cuts a line around a column and returns what stands before the mark
// under it: a blank as wide as each character, a tab for a tab.
func excerpt(line string, column int) (text, before string) {
	runes := []rune(line)
	at := min(max(column-1, 0), len(runes))
	from, to := 0, len(runes)
	if len(runes) > maxShown {
		from = min(max(0, at-maxShown/2), len(runes)-maxShown)
		to = from + maxShown
	}
	var b strings.Builder
	if from > 0 {
		b.WriteByte(' ')
	}
	for _, c := range runes[from:at] {
		if c == '\t' {
			b.WriteByte('\t')
			continue
		}
		b.WriteString(strings.Repeat(" ", narrow.RuneWidth(c)))
	}
	text = string(runes[from:to])
	if from > 0 {
		text = "…" + text
	}
	if to < len(runes) {
		text += "…"
	}
	return text, b.String()
}

// narrow measures characters the same in every locale.
var narrow = &runewidth.Condition{StrictEmojiNeutral: true}

// style is an ANSI colour; "" is none.
type style string

const (
	red    style = "31;1"
	yellow style = "33;1"
	blue   style = "34;1"
	faint  style = "2"
)

func styleOf(f casefile.Finding) style {
	if f.Waived != nil {
		return faint
	}
	return [...]style{casefile.Note: blue, casefile.Warning: yellow, casefile.Error: red}[f.Severity]
}

func painter(color bool) func(style, string) string {
	if !color {
		return func(_ style, s string) string { return s }
	}
	return func(c style, s string) string { return "\x1b[" + string(c) + "m" + s + "\x1b[0m" }
}
