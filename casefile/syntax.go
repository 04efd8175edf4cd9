package casefile

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// syntax reports what the YAML parser said about lines first to last. The
// parser names a line only, often one too small or far behind the slip; the
// place reported is the first line with which the text no longer parses.
func (r *reader) syntax(err error, text string, lines lines, first, last int) {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	said := 0
	if _, scan := fmt.Sscanf(message, "line %d:", &said); scan == nil {
		_, message, _ = strings.Cut(message, ": ")
	}
	if lines.exotic {
		said = yamlLine(lines.slice(text, span{first, last}), said)
	}
	said = min(max(first+said-1, first), last)
	at := r.slip(text, lines, span{first, last})
	if at.Line == 0 {
		at = firstIn(lines.line(text, said), said)
	}
	means, hint := inWords(message, lines.line(text, at.Line))
	if said > at.Line+1 {
		hint = "close the quote or bracket that opens here"
	}
	r.report(Error, "yaml-syntax", at, "", hint, "%s", means)
}

// firstIn is the place of the first character of a row.
func firstIn(row string, line int) Pos {
	return Pos{line, utf8.RuneCountInString(row[:len(row)-len(strings.TrimLeft(row, " \t"))]) + 1}
}

// maxTried is how many bytes are parsed in all to find where slips are; with
// more of them the parser's own word is taken. A bracket costs the parser about
// as much as openCost bytes of text.
const (
	maxTried = 4 << 20
	openCost = 16
)

// mayTry says whether a part may still be parsed, and counts it.
func (r *reader) mayTry(part string) bool {
	r.tried += len(part) + openCost*(strings.Count(part, "[")+strings.Count(part, "{"))
	return r.tried <= maxTried
}

// slip is the place behind the longest part of a broken piece that parses:
// where the slip is, or where what is never closed begins. The zero Pos means
// that it was not looked for.
func (r *reader) slip(text string, lines lines, piece span) Pos {
	line := r.firstBad(text, lines, piece)
	if line == 0 {
		return Pos{}
	}
	row, start := lines.line(text, line), lines.start(text, line)
	head := lines.start(text, piece.first)
	for end := len(row); end > 0; end-- {
		if !utf8.RuneStart((row + " ")[end]) {
			continue
		}
		if !r.mayTry(text[head : start+end]) {
			break
		}
		if _, err := parseYAML(text[head : start+end]); err == nil {
			at := row[:end] + row[end:len(row)-len(strings.TrimLeft(row[end:], " \t"))]
			return Pos{line, utf8.RuneCountInString(at) + 1}
		}
	}
	return firstIn(row, line)
}

// firstBad is the line behind the longest run of lines from the first that
// parses, or 0.
func (r *reader) firstBad(text string, lines lines, piece span) int {
	head := lines.start(text, piece.first)
	for end := piece.last - 1; end >= piece.first; end-- {
		stop := lines.start(text, end+1)
		if !r.mayTry(text[head:stop]) {
			return 0
		}
		if _, err := parseYAML(text[head:stop]); err == nil {
			return nextFilled(text, lines, end+1, piece.last)
		}
	}
	return piece.first
}

// nextFilled is the first line from n that is neither blank nor a comment.
func nextFilled(text string, lines lines, n, last int) int {
	for i := n; i <= last; i++ {
		if row := strings.TrimSpace(lines.line(text, i)); row != "" && row[0] != '#' {
			return i
		}
	}
	return n
}

// slipWords says what the parser means in words for people who do not know it,
// and what to do.
var slipWords = []struct{ says, means, hint string }{
	{"mapping values are not allowed", `": " stands inside a text`, `put text that holds ": " in quotes`},
	{"cannot start any token", "text cannot begin with this character", "put the text in quotes"},
	{"expected <document start>", "this line does not fit below the entries above", "indent it like them"},
	{"did not find expected key", "expected a key here", "check the indentation and the quotes here and on the line before"},
	{"expected ',' or ']'", "a list that begins here is not closed, or a comma is missing", `close it with "]"`},
	{"expected ',' or '}'", "a map that begins here is not closed, or a comma is missing", `close it with "}"`},
	{"did not find expected node content", "expected a value here", "check the brackets and commas"},
	{"expected ':'", "expected a key and a colon here", "check the indentation, or add the colon"},
	{"unexpected end of stream", "a quote is not closed", "close it"},
	{"unknown escape character", "this is not an escape that YAML knows", `write \\ for a backslash`},
	{"unknown anchor", "* refers to an anchor that is not defined above", "put the text in quotes, or define the anchor"},
	{"second document", "a second document begins here; a case file holds one", `remove the line "---" and what follows`},
}

// inWords says in words what the parser found in a row.
func inWords(message, row string) (means, hint string) {
	for _, w := range slipWords {
		if strings.Contains(message, w.says) {
			means, hint = w.means, w.hint
			break
		}
	}
	if means == "" {
		means, hint = message, "check the quotes and the indentation here and on the lines before"
	}
	if strings.HasPrefix(strings.TrimLeft(row, " "), "\t") {
		means, hint = "a tab stands in the indentation", "indent with spaces"
	}
	return means, hint
}
