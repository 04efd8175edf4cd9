package evidence

import (
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// fuzzLimits keep one execution short; the limits themselves are what is fuzzed.
var fuzzLimits = Limits{Header: 1 << 20, Summaries: 1 << 20, Sample: 1 << 20, Document: 1 << 20, Rows: 10_000, ValueBudget: 100_000, Line: 1 << 18}

// addSeeds adds every sample and fixture of at most 64 KiB whose path begins so.
func addSeeds(f *testing.F, prefixes ...string) {
	f.Helper()
	for _, root := range []string{"testdata/samples", "testdata/fixtures"} {
		filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || strings.HasSuffix(path, ".want") {
				return err
			}
			name := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
			for _, prefix := range prefixes {
				if data, err := os.ReadFile(path); err == nil && strings.HasPrefix(name, prefix) && len(data) <= 64<<10 {
					f.Add(data)
				}
			}
			return nil
		})
	}
}

// checkReading is what must hold of every reading of whatever bytes.
func checkReading(t *testing.T, r *Reading) {
	t.Helper()
	if len(r.SHA256) != 64 {
		t.Fatalf("no digest: %v", r.Problem)
	}
	if r.Problem != nil {
		if len(r.Records) != 0 || strings.Contains(r.Problem.Message, "should not happen") {
			t.Fatalf("%d records, %v", len(r.Records), r.Problem)
		}
		return
	}
	addresses := map[string]bool{}
	for _, rec := range r.Records {
		checkFuzzed(t, rec)
		if addresses[rec.Address] {
			t.Fatalf("two records at %q", rec.Address)
		}
		addresses[rec.Address] = true
	}
	for _, s := range append([]string{r.Task, r.Model, r.StatusDetail, r.Tool, r.Dataset.Name}, r.Served...) {
		if strings.ContainsFunc(s, unicode.IsControl) {
			t.Fatalf("%q is not clean", s)
		}
	}
}

func checkFuzzed(t *testing.T, rec Record) {
	t.Helper()
	if math.IsNaN(rec.Value) || math.IsInf(rec.Value, 0) {
		t.Fatalf("value %v", rec.Value)
	}
	if rec.NotANumber && rec.Rate || rec.N != nil && *rec.N < 0 || rec.K != nil && *rec.K < 0 {
		t.Fatalf("%+v", rec)
	}
	if rec.Rate && rec.K != nil && rec.N != nil && *rec.N > 0 && math.Abs(float64(*rec.K)/float64(*rec.N)-rec.Value) > 1e-3 {
		t.Fatalf("k of n is not the value: %+v", rec)
	}
	if strings.ContainsFunc(rec.Address, unicode.IsControl) {
		t.Fatalf("address %q", rec.Address)
	}
}

func fuzzReader(f *testing.F, prefixes ...string) {
	addSeeds(f, prefixes...)
	f.Fuzz(func(t *testing.T, data []byte) {
		checkReading(t, readBytes(data, Options{NeedRows: true, Limits: fuzzLimits}))
	})
}

func FuzzInspectEval(f *testing.F) {
	f.Add(archive(f, part{name: memberHeader, text: header, method: methodZstd}, part{name: memberSummaries, text: summaries, method: methodDeflate}))
	f.Add(archive(f, part{name: memberStart, text: header}, part{name: "_journal/summaries/1.json", text: summaries}))
	fuzzReader(f, "inspect/", "derived/")
}

// FuzzInspectHeader fuzzes the JSON inside an archive, which mutations of packed bytes hardly reach.
func FuzzInspectHeader(f *testing.F) {
	f.Add(header, summaries, `[{"scorer": "s", "samples": [{"value": 1, "sample_id": 1}]}]`)
	f.Fuzz(func(t *testing.T, head, rows, reductions string) {
		data := archive(t, part{name: memberHeader, text: head}, part{name: memberSummaries, text: rows}, part{name: memberReductions, text: reductions})
		checkReading(t, readBytes(data, Options{NeedRows: true, Limits: fuzzLimits}))
	})
}

// FuzzInspectSamples fuzzes the bodies of two samples, in which the models that answered are looked for.
func FuzzInspectSamples(f *testing.F) {
	for _, body := range answers(methodStore, "m-2026-01-01", "other") {
		f.Add(body.text, body.text, "samples/1_epoch_1.json", uint16(1<<10))
	}
	f.Add(`{"output": {"choices": [{"stop_reason": "content_filter"}]}}`, `{"output": []}`, "samples/a", uint16(10))
	f.Fuzz(func(t *testing.T, one, two, name string, limit uint16) {
		data := archive(t, part{name: memberHeader, text: header}, part{name: memberSummaries, text: summaries},
			part{name: "samples/1_epoch_1.json", text: one, method: methodDeflate}, part{name: strings.TrimRight(name, "/"), text: two})
		limits := fuzzLimits
		limits.Samples = int64(limit) + 1 // 0 would be the default
		r := readBytes(data, Options{NeedRows: true, Limits: limits})
		checkReading(t, r)
		if r.Problem == nil && int64(len(one)) > limits.Samples && name != "samples/1_epoch_1.json" && !r.Has(WarnSamplesUnread) {
			t.Fatalf("a sample of %d bytes was not read and nothing says so", len(one))
		}
	})
}

func FuzzInspectJSON(f *testing.F) { fuzzReader(f, "inspect-", "inspect/", "derived/") }
func FuzzLMEval(f *testing.F)      { fuzzReader(f, "lm-eval") }
func FuzzGarak(f *testing.F)       { fuzzReader(f, "garak") }
func FuzzPromptfoo(f *testing.F)   { fuzzReader(f, "promptfoo") }
func FuzzEEE(f *testing.F)         { fuzzReader(f, "every-eval-ever", "eee") }
func FuzzOpenAIEvals(f *testing.F) { fuzzReader(f, "openai-evals") }
func FuzzMETR(f *testing.F)        { fuzzReader(f, "metr") }
func FuzzJUnit(f *testing.F)       { fuzzReader(f, "junit", "nose") }
func FuzzOthers(f *testing.F) {
	fuzzReader(f, "deepeval", "lighteval", "lfs", "dvc", "provenance", "generic", "sarif")
}

// FuzzHELM fuzzes the three files of a run directory.
func FuzzHELM(f *testing.F) {
	spec, _ := os.ReadFile("testdata/samples/helm/mmlu-philosophy_gpt2/run_spec.json")
	stats := `[{"name": {"name": "num_instances", "split": "test"}, "mean": 2}, {"name": {"name": "em", "split": "test"}, "mean": 0.5}]`
	rows := `[{"instance_id": "a", "stats": [{"name": {"name": "em", "split": "test"}, "mean": 1}]}, {"instance_id": "b", "stats": [{"name": {"name": "em", "split": "test"}, "mean": 0}]}]`
	f.Add(spec, []byte(stats), []byte(rows))
	f.Fuzz(func(t *testing.T, spec, stats, rows []byte) {
		src := MapSource{"run/" + helmRunSpec: spec, "run/" + helmStats: stats, "run/" + helmInstances: rows}
		checkReading(t, Read(t.Context(), src, "run", Options{NeedRows: true, Limits: fuzzLimits}))
	})
}

// FuzzLogFolder fuzzes two logs that are one piece of evidence.
func FuzzLogFolder(f *testing.F) {
	rows := strings.TrimPrefix(header, "{")
	f.Add([]byte(header), []byte(header))
	f.Add([]byte(`{"samples": `+summaries+", "+rows), []byte(`{"samples": `+strings.ReplaceAll(summaries, `"id": `, `"id": 1`)+", "+rows))
	f.Fuzz(func(t *testing.T, one, two []byte) {
		src := MapSource{"logs/one.json": one, "logs/two.json": two}
		for _, ref := range []string{"logs", "logs/*.json"} {
			checkReading(t, Read(t.Context(), src, ref, Options{NeedRows: true, Limits: fuzzLimits}))
		}
	})
}

// FuzzSelect fuzzes file and selector together.
func FuzzSelect(f *testing.F) {
	f.Add([]byte(`{"a": {"b": [1, {"k": "x", "v": 0.5}]}, "n": 3}`), "$.a.b[?@.k == 'x'].v", "$.n", "", "")
	f.Add([]byte("{\"a\": 1, \"g\": \"x\"}\n{\"a\": 0, \"g\": \"y\"}\n"), "mean(a)", "", "max(a)/unix", "g")
	f.Add([]byte("a,g\n1,x\n0,y\n"), "rate(a == 1)", "count()", "", "g")
	f.Fuzz(func(t *testing.T, data []byte, value, n, date, group string) {
		sel := &Select{Value: value, N: n, Date: date, ClusterBy: group, Missing: "skip", Where: []Condition{{Field: "g", Equals: []string{"x"}, OrNull: true}}}
		checkReading(t, readBytes(data, Options{NeedRows: true, Limits: fuzzLimits, Select: sel}))
	})
}

// FuzzClean: nothing that steers a terminal is left, and cleaning twice changes nothing.
func FuzzClean(f *testing.F) {
	f.Add("\x1b[31mred\x1b]0;t\x07\u009b2J\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if strings.ContainsFunc(got, func(c rune) bool { return unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) }) {
			t.Fatalf("Clean(%q) = %q", s, got)
		}
	})
}
