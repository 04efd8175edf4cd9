package lsp

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var digest = fmt.Sprintf("%x", sha256.Sum256([]byte(result)))

// bigCase writes a case of 2,000 nodes as people write them: 800 claims under
// 100 strategies, 1,000 pieces of evidence with numbers, 100 doubts.
func bigCase() string {
	var b strings.Builder
	b.WriteString("safecase: 1\ntitle: Big\nstatus: review\nowner: Ann\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\nmitigations:\n  filter: {text: Output filter, kind: output_filter, status: implemented}\n" +
		"protocols:\n  p: {target: capability, kind: behavioral, access: [query], method: benchmark, contamination_controls: [held_out], elicitation: {attempts: {k: 10, aggregation: any}, fine_tuning: {method: sft, demo_quality: expert}, failures_reviewed: {n: 20}, sandbagging_checks: [sft_on_eval]}, evaluator: {name: Team, type: developer_independent_team}}\nnodes:\n  C0:\n    claim: All is well\n    supported_by: [")
	for i := range 100 {
		fmt.Fprintf(&b, "S%d, ", i)
	}
	b.WriteString("]\n")
	for i := range 100 {
		fmt.Fprintf(&b, "  S%d:\n    strategy: Over part %d\n    supported_by: [C%d0, C%d1, C%d2, C%d3, C%d4, C%d5, C%d6, C%d7]\n", i, i, i+1, i+1, i+1, i+1, i+1, i+1, i+1, i+1)
		fmt.Fprintf(&b, "  D%d: {defeater: The model may hold back, challenges: C%d0, raised_by: Bo}\n", i, i+1)
		for j := range 8 {
			fmt.Fprintf(&b, "  C%d%d:\n    claim: The system keeps harm %d of part %d below its threshold\n    owner: Ann\n    argument: inability\n    quantity: {of: E%d%d, metric: \"ctf:acc,none\", unit: task, below: 0.5, confidence: 0.95}\n    supported_by: [E%d%d]\n", i+1, j, j, i, i+1, j, i+1, j)
		}
		for j := range 10 {
			fmt.Fprintf(&b, "  E%d%d:\n    evidence: Test run %d\n    file: runs/result.json\n    sha256: "+digest+"\n    protocol: p\n    model: m1\n    mitigations: {filter: disabled}\n", i+1, j, i)
		}
	}
	return b.String()
}

func openBig(b *testing.B) *editor {
	e := start(b, nil)
	os.MkdirAll(filepath.Join(e.dir, "runs"), 0o755)
	os.WriteFile(filepath.Join(e.dir, "runs", "result.json"), []byte(result), 0o644)
	e.open("big.case.yaml", bigCase())
	e.findings(without("file-missing"))
	return e
}

// worked is the CPU time that the server has taken so far, 0 where the system
// does not tell. It shows what a keystroke costs also on a busy machine.
func (e *editor) worked() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", e.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * (time.Second / 100)
}

// latest waits for findings of the text as it is now.
func (e *editor) latest() {
	e.findings(func([]diagnostic) bool { return true })
}

// keystrokes measures the time from a keystroke to its findings, over pipes.
func keystrokes(b *testing.B, old, text string) {
	e := openBig(b)
	var all []time.Duration
	worked := e.worked()
	for b.Loop() {
		before := time.Now()
		e.replace(old, text)
		e.latest()
		all = append(all, e.arrived.Sub(before))
		old, text = text, old
	}
	b.ReportMetric(float64((e.worked()-worked).Microseconds())/1000/float64(len(all)), "ms-cpu")
	slices.Sort(all)
	b.ReportMetric(float64(all[0].Microseconds())/1000, "ms-least") // what it takes when nobody else wants the processors
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(all[len(all)*95/100].Microseconds())/1000, "ms-p95")
	b.ReportMetric(float64(len(all)), "keystrokes")
	b.ReportMetric(float64(e.count), "findings")
}

func BenchmarkDiagnosticsText(b *testing.B) {
	keystrokes(b, "harm 5 of part 40 below", "harm 5 of part 40x below")
}

func BenchmarkDiagnosticsLink(b *testing.B) {
	keystrokes(b, "supported_by: [E405]", "supported_by: [E404]")
}

// BenchmarkDiagnosticsBroken types a quote that makes the node unreadable and
// takes it away again.
func BenchmarkDiagnosticsBroken(b *testing.B) {
	keystrokes(b, "claim: The system keeps harm 5 of part 40", "claim: \"The system keeps harm 5 of part 40")
}

func complete(b *testing.B, old, text, mark string) {
	e := openBig(b)
	e.replace(old, text)
	e.latest()
	n, worked := 0, e.worked()
	var all []time.Duration
	for b.Loop() {
		before := time.Now()
		n = len(e.labels(mark))
		all = append(all, time.Since(before))
	}
	reportP95(b, all)
	b.ReportMetric(float64(n), "offers")
	b.ReportMetric(float64((e.worked()-worked).Microseconds())/1000/float64(b.N), "ms-cpu")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms")
}

func reportP95(b *testing.B, all []time.Duration) {
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)*95/100].Microseconds())/1000, "ms-p95")
}

func BenchmarkCompleteIDs(b *testing.B) {
	complete(b, "supported_by: [E405]", "supported_by: []", "supported_by: [|]")
}

func BenchmarkCompleteKeys(b *testing.B) {
	complete(b, "    evidence: Test run 40\n", "    evidence: Test run 40\n    e\n", "run 40\n    e|\n")
}

func BenchmarkCompleteMetrics(b *testing.B) {
	complete(b, "of: E405, metric: \"ctf:acc,none\"", "of: E405, metric: ", "E405, metric: |,")
}

func BenchmarkCompleteBroken(b *testing.B) {
	complete(b, "of: E405, metric: \"ctf:acc,none\"", "of: E405, metric: \"", "E405, metric: \"|,")
}

// BenchmarkCompleteWhileTyping completes at once after each keystroke, while
// the check of the text is still going on.
func BenchmarkCompleteWhileTyping(b *testing.B) {
	e := openBig(b)
	old, text := "supported_by: [E405]", "supported_by: [E405, ]"
	e.replace(old, text)
	var all []time.Duration
	for b.Loop() {
		e.replace("harm 5 of part 40", "harm 5 of  part 40")
		from := time.Now()
		e.labels("supported_by: [E405, |]")
		all = append(all, time.Since(from))
		e.replace("harm 5 of  part 40", "harm 5 of part 40")
		e.labels("supported_by: [E405, |]")
	}
	reportP95(b, all)
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "ms")
}
