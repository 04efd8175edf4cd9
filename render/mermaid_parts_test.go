package render

import (
	"strings"
	"testing"
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
