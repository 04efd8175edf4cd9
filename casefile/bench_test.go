package casefile

import (
	"fmt"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// BenchmarkRead compares reading a case with what the YAML parser alone needs
// to turn the same text into nodes.
func BenchmarkRead(b *testing.B) {
	for _, n := range []int{100, 10_000, 50_000} {
		text := bigCase(n)
		b.Run(fmt.Sprintf("yaml/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				var doc yaml.Node
				if err := yaml.NewDecoder(strings.NewReader(text)).Decode(&doc); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("case/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if f := Read("case.yaml", text); len(f.Findings) > 0 || len(f.Case.Nodes) != n {
					b.Fatal(f.Findings)
				}
			}
		})
	}
}

// BenchmarkApply measures one edit of a case of 10,000 nodes, as a key press
// on the screen makes it, and taking it back.
func BenchmarkApply(b *testing.B) {
	f := Read("case.yaml", bigCase(10_000))
	edits := map[string]Edit{
		"text":       SetText{"N5000", "Another text"},
		"text-first": SetText{"N1", "Another text\nof two lines"},
		"field":      SetField{"N2", []string{"quantity", "below"}, 0.04},
		"add":        AddNode{ID: "A1", Kind: Assumption, Text: "New", Parent: "N1"},
		"link":       AddLink{From: "N1", Relation: SupportedBy, To: "N9999"},
		"delete":     Delete{[]string{"N3000"}},
		"rename":     Rename{From: "N10000", To: "last"},
		"move":       MoveNode{"N3", "N9000"},
		"waive":      AddItem{[]string{"waivers"}, Pairs{{"rule", "x"}, {"node", "N2"}, {"reason", "r"}, {"by", "b"}, {"until", Plain("2027-01-01")}}},
	}
	for name, e := range edits {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := f.Apply(e); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	g, _ := f.Apply(edits["text-first"])
	undo := g.Change().Inverse()
	b.Run("undo", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := g.ApplyChange(undo); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkReadUnclosed is a text of brackets that are never closed, which
// costs the parser most of all to find the slip in.
func BenchmarkReadUnclosed(b *testing.B) {
	text := "safecase: 1\ntitle: Example\nx-a: " + strings.Repeat("[", 5000) + "\n"
	for b.Loop() {
		Read("case.yaml", text)
	}
}
