package render

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// dotLine is all that a DOT file of this package may consist of: names and
// values are quoted, and in a quoted string every quote and backslash is
// escaped.
var dotLine = regexp.MustCompile(`^(digraph case \{|\}|  (graph|node|edge) \[.*\]|  ` + dotString + `( -> ` + dotString + `)? \[((shape|penwidth|style|color|arrowhead|label)=([a-z0-9.]+|` + dotString + `) ?)*\])$`)

const dotString = `"(?:[^"\\]|\\[n"\\])*"`

func TestHostileTextIsInertInDOT(t *testing.T) {
	for name, text := range attacks {
		if len(text) > 1000 {
			continue // the same again, for long
		}
		out := textOf(t, writeDOT, taken(text))
		for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			if !dotLine.MatchString(line) {
				t.Errorf("%s: the line %.200q is not one of ours", name, line)
			}
		}
	}
}

// mermaidLine is all that a Mermaid file of this package may consist of. In a
// label only letters, digits, plain marks, entities and line breaks stand.
var mermaidLine = regexp.MustCompile(`^(flowchart TB|%% [^%{}]*|  [nm]\d+(\[/?|\(\[?|\{\{)"(?:[^"<>&;#\[\]{}()|\x60\\]|#\d+;|<br/>)*"(/?\]|\]?\)|\}\})|  [nm]\d+ (-->|==>|---|-\. [a-z ]+ \.->) [nm]\d+)$`)

func TestHostileTextIsInertInMermaid(t *testing.T) {
	for name, text := range attacks {
		if len(text) > 1000 {
			continue
		}
		out := textOf(t, writeMermaid, taken(text))
		for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			if !mermaidLine.MatchString(line) {
				t.Errorf("%s: the line %.200q is not one of ours", name, line)
			}
		}
	}
}

// textOf writes a diagram in a text format, and holds it to UTF-8 without
// controls.
func textOf(t *testing.T, write func(io.Writer, *Diagram, Options) error, d *Diagram) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, d, Options{}); err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(b.Bytes()) {
		t.Error("the text is not UTF-8")
	}
	for _, r := range b.String() {
		if r != '\n' && unicode.IsControl(r) || isReordering(r) {
			t.Errorf("there is a control %U in the text", r)
			break
		}
	}
	return b.String()
}
