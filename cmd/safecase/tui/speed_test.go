package tui

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// largeCase is an argument of n nodes, ten to a parent.
func largeCase(n int) string {
	var b strings.Builder
	b.WriteString("safecase: 1\ntitle: A large case\nnodes:\n")
	for i := range n {
		fmt.Fprintf(&b, "  C%d:\n    claim: Statement %d about the behaviour of the system under the stated conditions\n", i, i)
		if 10*i+1 < n {
			b.WriteString("    supported_by: [")
			for j := 10*i + 1; j < min(n, 10*i+11); j++ {
				if j > 10*i+1 {
					b.WriteString(", ")
				}
				fmt.Fprintf(&b, "C%d", j)
			}
			b.WriteString("]\n")
		} else {
			b.WriteString("    undeveloped: true\n")
		}
	}
	return b.String()
}

// frame is what happens between a key and its frame.
func (s *screen) frame(k tea.KeyPressMsg) tea.Cmd {
	_, cmd := s.m.Update(k)
	s.m.View()
	return cmd
}

// measure reports the median and the 99th percentile of what do takes, on the
// wall and in work of its own thread.
func measure(b *testing.B, do func(i int)) {
	defer debug.SetGCPercent(debug.SetGCPercent(keepSmall)) // as Run does
	worked := cpuTime(b)
	times, work := make([]time.Duration, 0, b.N), make([]time.Duration, 0, b.N)
	for i := range b.N {
		start, before := time.Now(), worked()
		do(i)
		times, work = append(times, time.Since(start)), append(work, worked()-before)
	}
	percentiles(b, times, "")
	percentiles(b, work, "cpu-")
}

func percentiles(b *testing.B, times []time.Duration, of string) {
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, of+"median-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, of+"p99-ms")
}

func BenchmarkMove(b *testing.B) {
	s := openText(b, largeCase(10_000))
	s.shows(200, 50)
	b.ResetTimer()
	keys := []string{"j", "j", "j", "k", "ctrl+d", "]"}
	measure(b, func(i int) { s.frame(keyNamed(b, keys[i%len(keys)])) })
}

func BenchmarkTypeText(b *testing.B) {
	s := openText(b, largeCase(10_000))
	s.shows(200, 50)
	s.press("j e")
	b.ResetTimer()
	measure(b, func(int) { s.frame(tea.KeyPressMsg{Code: 'x', Text: "x"}) })
}

// BenchmarkEdit marks and unmarks a node: the edit and its frame, without the
// check that runs beside the screen.
func BenchmarkEdit(b *testing.B) {
	s := openText(b, largeCase(10_000))
	s.shows(200, 50)
	s.press("j j j")
	b.ResetTimer()
	measure(b, func(int) { s.frame(keyNamed(b, "v")) })
}

// BenchmarkShape copies a node and takes the copy back: edits that change the
// lines of the outline.
func BenchmarkShape(b *testing.B) {
	s := openText(b, largeCase(10_000))
	s.shows(200, 50)
	s.press("j j j")
	b.ResetTimer()
	measure(b, func(i int) { s.frame(keyNamed(b, []string{"D", "u"}[i%2])) })
}

// flows are what somebody does with a large case, key by key. A step is a key,
// "50 KB" a long text that is pasted; the keys before the bar make ready.
var flows = map[string]string{
	"gaps":      "home | ] ] ] [",
	"folds":     "home | - + space l h",
	"search":    "home | / 9 9 9 8 enter n N",
	"no-hit":    "home | / ~ ~ enter n",
	"palette":   "home | : u n d o esc",
	"link":      "home j j | L 9 9 9 8 esc",
	"move":      "home j j j | m 9 8 enter u",
	"delete":    "home j j j | d esc",
	"rename":    "home j j j | r x enter u",
	"cut":       "home j j j | X j p u",
	"copy":      "home j j j | y p u",
	"branch":    "home j j | y p u",
	"problems":  "3 home | j end home enter 3",
	"inspector": "home j 2 home | j end home 1",
	"paste":     "home j j j | e 50_KB x enter u U u",
	"template":  "home j j j | I enter u",
	"quit":      "home | ? esc G home",
}

// BenchmarkFlows reports the work of every key of the flows: the median, and
// the worst of all.
func BenchmarkFlows(b *testing.B) {
	cfg := testConfig("case.yaml", largeCase(10_000))
	cfg.Fragments = []Fragment{{Name: "watch", Text: func(map[string][]string) (string, error) {
		return "C1:\n  claim: Somebody watches\n  supported_by: [C2]\nC2: {claim: Somebody acts, undeveloped: true}\n", nil
	}}}
	s := openConfig(b, cfg)
	for name, keys := range flows {
		b.Run(name, func(b *testing.B) {
			s.shows(200, 50)
			ready, steps, _ := strings.Cut(keys, " | ")
			s.press(ready)
			measureSteps(b, s, strings.Fields(steps))
			s.press("esc esc esc esc 1")
		})
	}
}

func measureSteps(b *testing.B, s *screen, steps []string) {
	worked := cpuTime(b)
	work := make([][]time.Duration, len(steps))
	for range b.N {
		for i, step := range steps {
			var msg tea.Msg
			if step == "50_KB" {
				msg = tea.PasteMsg{Content: strings.Repeat("words and more words\n", 2500)}
			} else {
				msg = keyNamed(b, step)
			}
			before := worked()
			s.m.Update(msg)
			s.m.View()
			work[i] = append(work[i], worked()-before)
		}
	}
	worst := time.Duration(0)
	for i, step := range steps {
		slices.Sort(work[i])
		b.ReportMetric(float64(work[i][len(work[i])/2].Microseconds())/1000, fmt.Sprint(i+1, step, "-ms"))
		worst = max(worst, work[i][len(work[i])-1])
	}
	b.ReportMetric(float64(worst.Microseconds())/1000, "worst-ms")
}

// BenchmarkThousandEdits reports what the screen holds after a thousand edits
// of 10,000 nodes, every one with its check.
func BenchmarkThousandEdits(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(keepSmall)) // as Run does
	for range b.N {
		s := openText(b, largeCase(10_000))
		s.press("j j j")
		for i := range 1000 {
			if i%100 == 0 {
				s.press("v")
				continue
			}
			s.m.Update(keyNamed(b, "v"))
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
		b.ReportMetric(float64(m.Sys)/(1<<20), "sys-MB")
		runtime.KeepAlive(s)
	}
}

func BenchmarkOpen(b *testing.B) {
	text := largeCase(10_000)
	b.ResetTimer()
	for range b.N {
		s := &screen{t: b, m: newModel(b.Context(), testConfig("case.yaml", text))}
		s.m.View()
	}
}
