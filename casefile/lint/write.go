package lint

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// WriteOptions says how findings are written.
type WriteOptions struct {
	Color   bool     // mark severities with ANSI colours; only the text format does
	Notices []string // what is said beside the findings: what was left out or held back
}

// Format is one way of writing findings.
type Format struct {
	Name  string
	Doc   string
	write func(io.Writer, []*Result, WriteOptions) error
}

// formats is the table of output formats, in the order in which they are
// offered.
var formats = []Format{
	{"text", "for people: one finding with its source line", writeText},
	{"json", "stable, for programs", writeJSON},
	{"sarif", "SARIF 2.1.0, for code scanning", writeSARIF},
	{"github", "annotations of a GitHub workflow", writeGitHub},
	{"junit", "JUnit XML, for CI servers that show tests", writeJUnit},
	{"gitlab", "a GitLab code quality report", writeGitLab},
}

// Formats lists the ways of writing findings.
func Formats() []Format { return append([]Format(nil), formats...) }

// FormatNames lists the names of the formats for a usage line.
func FormatNames() string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.Name
	}
	return strings.Join(names, ", ")
}

// Write writes the findings of all results in the named format. The error
// names the formats there are, or is that of the writer.
func Write(w io.Writer, format string, results []*Result, opt WriteOptions) error {
	for _, f := range formats {
		if f.Name == format {
			return f.write(w, results, opt)
		}
	}
	return fmt.Errorf("unknown format %q: expected one of %s", format, FormatNames())
}

// errWriter remembers the first error, so that writers need not check each
// line.
type errWriter struct {
	w   io.Writer
	err error
}

func (e *errWriter) printf(format string, args ...any) {
	if e.err == nil {
		_, e.err = fmt.Fprintf(e.w, format, args...)
	}
}

// total counts the findings of all results.
func total(results []*Result) Counts {
	var sum Counts
	for _, r := range results {
		c := r.Counts()
		sum.Error, sum.Warning, sum.Note = sum.Error+c.Error, sum.Warning+c.Warning, sum.Note+c.Note
		sum.Waived, sum.Held = sum.Waived+c.Waived, sum.Held+c.Held
	}
	return sum
}

// waiverText is how a waived finding says so.
func waiverText(w *casefile.Waiver) string {
	return fmt.Sprintf("waived until %s by %s: %s", evidence.Clean(w.Day), evidence.Clean(w.By), evidence.Clean(w.Reason))
}

// visible replaces every character of a source line that a screen could take
// for a command, or that could hide or turn text, one for one, so that columns
// stay true. Tabs stay.
func visible(line string) string {
	plain := func(r rune) rune {
		switch {
		case r == '\t' || r >= ' ' && r < 0x7f:
			return r
		case r == utf8.RuneError || unicode.Is(unicode.Variation_Selector, r) || evidence.Clean(string(r)) == "" || !unicode.IsPrint(r) && !unicode.Is(unicode.M, r):
			return '\ufffd'
		}
		return r
	}
	return strings.Map(plain, line)
}
