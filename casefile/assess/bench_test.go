package assess

import (
	"fmt"
	"strings"
	"testing"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// shapes are arguments whose time must grow with nodes and links and with
// nothing else.
var shapes = []struct {
	name string
	text func() string
}{
	{"tree-10000", func() string { return treeText(10_000) }},
	{"tree-50000", func() string { return treeText(50_000) }},
	{"chain-10000", func() string { return chainText(10_000) }},
	{"layers-40x10-3-shared", func() string { return layersText(40, 10, 3) }},
	{"layers-1000x10-3-shared", func() string { return layersText(1000, 10, 3) }},
	{"ring-10000", func() string { return ringText(10_000) }},
	{"wide-10000", func() string { return wideText(10_000) }},
	{"doubts-10000", func() string { return doubtsText(10_000) }},
}

const shapeHead = "safecase: 1\ntitle: Large\nmodels: {m1: {served_as: [lab/m1]}}\noutcomes: {O1: {text: Harm, threshold: {probability: 0.5}}}\nnodes:\n"

func leafText(b *strings.Builder, id int) {
	fmt.Fprintf(b, "  C%d: {claim: Few, quantity: {of: E%d, metric: solved, below: 0.05}, supported_by: [E%d]}\n", id, id, id)
	fmt.Fprintf(b, "  E%d: {evidence: Run, file: f%d.eval}\n", id, id%7)
}

// treeText is a binary tree of claims and strategies over evidence.
func treeText(nodes int) string {
	var b strings.Builder
	b.WriteString(shapeHead)
	inner := nodes / 4
	for i := 1; i <= inner; i++ {
		kids := fmt.Sprintf("[C%d, C%d]", 2*i, 2*i+1)
		if i%2 == 0 {
			fmt.Fprintf(&b, "  C%d: {strategy: By parts, supported_by: %s}\n", i, kids)
		} else {
			fmt.Fprintf(&b, "  C%d: {claim: All, supported_by: %s}\n", i, kids)
		}
	}
	for i := inner + 1; i <= 2*inner+1; i++ {
		leafText(&b, i)
	}
	return b.String()
}

func chainText(n int) string {
	var b strings.Builder
	b.WriteString(shapeHead)
	for i := range n {
		fmt.Fprintf(&b, "  C%d: {claim: Next, supported_by: [C%d]}\n", i, i+1)
	}
	leafText(&b, n)
	return b.String()
}

// layersText shares every claim with several of the layer above: a walk that
// visits shared claims again takes time exponential in the layers.
func layersText(layers, wide, shared int) string {
	var b strings.Builder
	b.WriteString(shapeHead)
	for l := range layers {
		for i := range wide {
			fmt.Fprintf(&b, "  C%d: {claim: Shared, supported_by: [", l*wide+i)
			for k := range shared {
				fmt.Fprintf(&b, "C%d, ", (l+1)*wide+(i+k)%wide)
			}
			b.WriteString("]}\n")
		}
	}
	for i := range wide {
		leafText(&b, layers*wide+i)
	}
	return b.String()
}

func ringText(n int) string {
	var b strings.Builder
	b.WriteString(shapeHead)
	for i := range n {
		fmt.Fprintf(&b, "  C%d: {claim: Round, supported_by: [C%d]}\n", i, (i+1)%n)
	}
	return b.String()
}

// wideText is one claim that states a number of every one of its evidence.
func wideText(n int) string {
	var b strings.Builder
	b.WriteString(shapeHead)
	var of, below []string
	for i := range n / 2 {
		of = append(of, fmt.Sprintf("{of: E%d, metric: solved, below: 0.05}", i))
		below = append(below, fmt.Sprintf("E%d", i))
	}
	fmt.Fprintf(&b, "  C: {claim: All, quantity: [%s], supported_by: [%s]}\n", strings.Join(of, ", "), strings.Join(below, ", "))
	for i := range n / 2 {
		fmt.Fprintf(&b, "  E%d: {evidence: Run, file: f%d.eval}\n  D%d: {defeater: Doubt, challenges: {from: C, to: E%d}, raised_by: Bo}\n", i, i%7, i, i)
	}
	return b.String()
}

// doubtsText is a claim under as many doubts, each answered by the next claim.
func doubtsText(n int) string {
	var b strings.Builder
	b.WriteString(shapeHead)
	for i := range n / 2 {
		fmt.Fprintf(&b, "  C%d: {claim: Doubted, undeveloped: true}\n  D%d: {defeater: Doubt, challenges: C%d, answered_by: [C%d]}\n", i, i, i, i+1)
	}
	fmt.Fprintf(&b, "  C%d: {claim: Last, undeveloped: true}\n", n/2)
	return b.String()
}

func shapeReadings() map[string]*evidence.Reading {
	out := map[string]*evidence.Reading{}
	for i := range 7 {
		ref := fmt.Sprintf("f%d.eval", i)
		k, n := i, 300
		out[ref] = &evidence.Reading{Ref: ref, SHA256: ref, Model: "lab/m1", Status: evidence.StatusSuccess, Date: day("2026-06-10"),
			Records: []evidence.Record{{Address: "solved", Name: "solved", Value: float64(k) / 300, K: &k, N: &n, Rate: true}}}
	}
	return out
}

func shapeInput(text string) Input {
	f := casefile.Read("case.yaml", text)
	return Input{Case: f.Case, Readings: attach(f.Case, shapeReadings()), AsOf: asOf}
}

func BenchmarkAssess(b *testing.B) {
	for _, s := range shapes {
		b.Run(s.name, func(b *testing.B) {
			in := shapeInput(s.text())
			b.ReportAllocs()
			for b.Loop() {
				Assess(in)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(in.Case.Nodes)), "ns/node")
		})
	}
}

// TestLargeShapes: no depth and no width is too much, and all of it is judged.
func TestLargeShapes(t *testing.T) {
	for _, s := range shapes {
		in := shapeInput(s.text())
		a := Assess(in)
		for _, n := range in.Case.Nodes {
			if a.nodes[n.ID].carries && a.State(n.ID) != NoGap && len(a.Why(n.ID)) == 0 {
				t.Fatalf("%s: %s is %s for no reason", s.name, n.ID, a.State(n.ID))
			}
		}
		if top := in.Case.Nodes[0].ID; a.State(top) == NoGap || len(a.Gaps(top)) == 0 {
			t.Errorf("%s: the top is %s", s.name, a.State(top))
		}
	}
}

// BenchmarkGapsInRing asks one node of a large ring for what causes its gap.
func BenchmarkGapsInRing(b *testing.B) {
	const size = 2000
	var text strings.Builder
	text.WriteString("safecase: 1\ntitle: Ring\nnodes:\n")
	for i := range size {
		fmt.Fprintf(&text, "  C%d: {claim: c, supported_by: [C%d]}\n", i, (i+1)%size)
	}
	a := Assess(shapeInput(text.String()))
	for b.Loop() {
		if len(a.Gaps("C7")) != 1 {
			b.Fatal("the ring is no gap of its nodes")
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/size, "ns/node")
}

// BenchmarkGapsOfRing asks every node of a large ring, as a summary of a case
// does in which each of them is a top claim.
func BenchmarkGapsOfRing(b *testing.B) {
	const size = 5000
	var text strings.Builder
	text.WriteString("safecase: 1\ntitle: ring\nnodes:\n")
	for i := range size {
		fmt.Fprintf(&text, "  C%d: {claim: c, supported_by: [C%d]}\n", i, (i+1)%size)
	}
	c := casefile.Read("case.yaml", text.String()).Case
	for b.Loop() {
		a := Assess(Input{Case: c})
		for _, id := range a.Tops {
			if len(a.Gaps(id)) == 0 {
				b.Fatal("a ring supports nothing")
			}
		}
	}
}

func BenchmarkCutSets(b *testing.B) {
	for _, shape := range shapes {
		if strings.HasPrefix(shape.name, "tree-5") {
			continue // beyond what is searched
		}
		b.Run(shape.name, func(b *testing.B) {
			_, a := assessText(shape.text(), nil)
			b.ReportAllocs()
			for b.Loop() {
				a.CutSets()
			}
		})
	}
}
