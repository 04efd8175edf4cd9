package lint

import (
	"fmt"
	"strings"
	"testing"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// bigCase writes a case of about n nodes as people write them: claims over
// claims, two pieces of evidence a leaf with numbers and circumstances, a
// doubt here and there.
func bigCase(n int) string {
	var b strings.Builder
	b.WriteString("safecase: 1\ntitle: Big\nstatus: review\nowner: Ann\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nmitigations:\n  filter: {text: Output filter, kind: output_filter, status: implemented}\n" +
		"protocols:\n  p: {target: capability, kind: behavioral, access: [query], elicitation: {attempts: {k: 10, aggregation: any}, fine_tuning: {method: sft, demo_quality: expert}, failures_reviewed: {n: 20}, sandbagging_checks: [sft_on_eval]}, evaluator: {name: Team, type: developer_independent_team}}\nnodes:\n")
	const fan = 4
	leaves := n / 4
	for i := range n / 4 {
		fmt.Fprintf(&b, "  C%d:\n    claim: The system keeps harm number %d below its threshold in the window\n    owner: Ann\n", i, i)
		var below []string
		for j := i*fan + 1; j <= i*fan+fan && j < leaves; j++ {
			below = append(below, fmt.Sprintf("C%d", j))
		}
		if len(below) > 0 {
			fmt.Fprintf(&b, "    supported_by: [%s]\n", strings.Join(below, ", "))
			continue
		}
		fmt.Fprintf(&b, "    argument: inability\n    role: elicitation\n    quantity: {of: E%da, metric: accuracy, unit: task, below: 0.05, confidence: 0.95, set: {by: board, on: 2026-05-01}}\n    supported_by: [E%da, {to: E%db, role: corroborating}]\n", i, i, i)
		for _, s := range []string{"a", "b"} {
			fmt.Fprintf(&b, "  E%d%s:\n    evidence: Test run %d\n    file: runs/%d%s.eval\n    sha256: %06x\n    protocol: p\n    model: m1\n    mitigations: {filter: disabled}\n", i, s, i, i, s, i*2+len(s))
		}
		if i%8 == 0 {
			fmt.Fprintf(&b, "  D%d: {defeater: The model may hold back, challenges: C%d, raised_by: Bo}\n", i, i)
		}
	}
	return b.String()
}

func bigInput(b *testing.B, n int) Input {
	f := casefile.Read("big.yaml", bigCase(n))
	if len(f.Findings) > 0 {
		b.Fatal(f.Findings[0])
	}
	shared := sharedReadings(b)
	readings := assess.Readings{}
	for _, node := range f.Case.Nodes {
		if node.Kind == casefile.Evidence {
			r := *shared["clean.eval"]
			r.SHA256, r.TaskID = node.Get("sha256").Text(), node.ID
			readings[node.ID] = &r
		}
	}
	return Input{File: f, Readings: readings, AsOf: asOf}
}

// BenchmarkRules is the cost of all rules over what Assess found; b.N nodes do
// not matter, the metric is the time for 10,000 nodes.
func BenchmarkRules(b *testing.B) {
	for _, n := range []int{1000, 10000, 50000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := bigInput(b, n)
			r := Check(in)
			nodes := len(in.File.Case.Nodes)
			b.ResetTimer()
			for b.Loop() {
				fresh := *r
				fresh.Findings = nil
				findings(b.Context(), in, &fresh, gather(in.File.Case))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(nodes), "ns/node")
		})
	}
}

// BenchmarkCheck is the cost of a whole check: judgement and rules.
func BenchmarkCheck(b *testing.B) {
	in := bigInput(b, 10000)
	for b.Loop() {
		Check(in)
	}
}

// BenchmarkEachRule tells which rule costs what.
func BenchmarkEachRule(b *testing.B) {
	in := bigInput(b, 10000)
	r := Check(in)
	shared := factsOf(r)
	for _, rule := range rules {
		if rule.Check == nil {
			continue
		}
		b.Run(rule.Name, func(b *testing.B) {
			for b.Loop() {
				fresh := *r
				fresh.Findings = nil
				rule.Check(&Pass{Result: &fresh, facts: shared, Case: in.File.Case, rule: rule})
			}
		})
	}
}

// BenchmarkRead is what reading the same file costs, to compare with.
func BenchmarkRead(b *testing.B) {
	text := bigCase(10000)
	for b.Loop() {
		casefile.Read("big.yaml", text)
	}
}
