package render

import (
	"bytes"
	"strings"
	"testing"

	"safecase/casefile/lint"
)

// However large an argument is, every part is one that GitHub draws, and
// nothing is lost between them.
func TestMermaidParts(t *testing.T) {
	all := map[string]*Diagram{"board": board(), "tree": tree(1000, 4), "star": star(900), "chain": chain(400), "lattice": lattice(20, 20, 3), "ring": ring(60), "mixed": mixedCase(600, 1), "besieged": besieged(6), "long": worded(hard["long"]), "nothing": {}}
	for name, d := range all {
		home, links := map[string]int{}, 0
		for i, part := range parts(d) {
			links += len(part.Links)
			if len(part.Links) > 500 {
				t.Errorf("%s: part %d has %d arrows", name, i+1, len(part.Links))
			}
			for _, n := range part.Nodes {
				if !strings.HasPrefix(n.Text, "see part ") {
					home[n.ID]++
				}
			}
		}
		for _, n := range d.Nodes {
			if home[n.ID] != 1 {
				t.Errorf("%s: %s is drawn in full %d times", name, n.ID, home[n.ID])
			}
		}
		if links != len(d.Links) {
			t.Errorf("%s: %d of %d links are drawn", name, links, len(d.Links))
		}
		text := mermaidBlocks(parts(d))
		for _, block := range strings.Split(text, "```mermaid\n")[1:] {
			if block, _, _ = strings.Cut(block, "```"); len(block) > 50_000 {
				t.Errorf("%s: a part has %d characters", name, len(block))
			}
		}
	}
}

// TestMermaidRefused: what sites refuse is told, by its length and by its links.
func TestMermaidRefused(t *testing.T) {
	line := "  n0 ==> n1\n"
	for text, refused := range map[string]bool{
		"flowchart TB\n" + strings.Repeat(line, 500):                      false,
		"flowchart TB\n" + strings.Repeat(line, 501):                      true,
		"flowchart TB\n" + strings.Repeat("  n1[\"\U0001f642\"]\n", 3000): false,
		"flowchart TB\n  n1[\"" + strings.Repeat("a", 50_000) + "\"]\n":   true,
	} {
		if got := MermaidRefused([]byte(text)); (got != "") != refused {
			t.Errorf("%.40q of %d bytes: %q", text, len(text), got)
		}
	}
	for name, r := range map[string]*lint.Result{"200": large(t, 200), "1000": large(t, 1000)} {
		var b bytes.Buffer
		if err := Write(t.Context(), &b, r, Options{Format: "mmd"}); err != nil {
			t.Fatal(err)
		}
		if got := MermaidRefused(b.Bytes()); (got != "") != (name == "1000") {
			t.Errorf("%s nodes, %d characters: %q", name, b.Len(), got)
		}
	}
}
