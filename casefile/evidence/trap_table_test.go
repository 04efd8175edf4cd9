package evidence

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// traps lists everything that real result files of evaluations do to mislead
// whoever reads them, one row a trap, with the sample that does it. Where the file
// itself may not be handed on, a fixture written from its fields stands for it.
// The judgement over them is in package assess, TestSamples.
var traps = []struct {
	number int
	what   string
	check  func(*testing.T)
}{
	{1, "success without scores: no metric", TestTrapNoScores},
	{2, "an error with scored rows: no metric, limit hits counted", trapErrorPartial},
	{3, "cancelled or failed with metrics: the status refuses them", TestTrapStatus},
	{4, "one question in four epochs: n = 1, a standard error of 0 says nothing", TestTrapOneQuestion},
	{5, "a trimmed body: 15 of 790 rows, and a k that is no whole number", TestTrapTrimmedBody},
	{6, "two errors in a successful run, a reducer, a dirty revision", TestTrapErrorsInSuccess},
	{7, "one number under two names, equal but for rounding", TestTrapTwoNamesOfOneNumber},
	{8, "no version in the file", TestTrapCountByStdErr},
	{9, "zstandard and chunked rows say the same as plain ones", TestTrapSameRunThreeLayouts},
	{10, "no header: the run is under way", TestTrapStartedHasNoMetric},
	{11, "NaN and infinity: a number on no side", TestTrapNotANumber},
	{12, "n recovered from the standard error, a text among results, unlearning that did nothing", TestTrapUnlearning},
	{13, "the name of the model is a path: the arguments are taken", trapWrappedModel},
	{14, "keys without a comma and no date", TestTrapOldHarness},
	{15, "completed without a result row", TestTrapGarakWithoutResults},
	{16, "the same attack before and after hardening", trapHardened},
	{17, "an aggregated report without an end", trapAggregated},
	{18, "no failure, because every test ended in an error", trapAllErrors},
	{19, "a named score is a sum: divided by its count", trapNamedScores},
	{20, "a count of 1 that is the number of trials; no date", TestTrapHELMCount},
	{21, "the day of retrieval is not the day of the run", TestTrapRetrievedIsNotRun},
	{22, "runs of one task, ended by limits, weighted, beside those of people", trapMETR},
	{23, "cases counted one by one: passed, failed, in error, skipped", trapJUnit},
}

func TestTraps(t *testing.T) {
	for i, trap := range traps {
		if trap.number != i+1 {
			t.Errorf("trap %d stands in row %d", trap.number, i+1)
		}
		t.Run(fmt.Sprintf("%02d %s", trap.number, trap.what), trap.check)
	}
}

func fixture(t *testing.T, name string) *Reading {
	t.Helper()
	src, err := Dir("testdata/fixtures")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	r := Read(context.Background(), src, name, Options{NeedRows: true})
	if r.Problem != nil {
		t.Fatalf("%s: %v", name, r.Problem)
	}
	return r
}

func record(t *testing.T, r *Reading, address string) *Record {
	t.Helper()
	rec, candidates := r.Find(address)
	if rec == nil {
		t.Fatalf("no %s among %v", address, candidates)
	}
	return rec
}

func trapErrorPartial(t *testing.T) {
	rows := make([]string, 40)
	for i := range rows {
		limit := "null"
		if i < 25 {
			limit = `"message"`
		}
		rows[i] = fmt.Sprintf(`{"id": %d, "epoch": 1, "limit": %s, "scores": {"s": {"value": 0}}}`, i, limit)
	}
	rows[39] = `{"id": 39, "epoch": 1, "error": "boom"}`
	r := readBytes(archive(t,
		part{name: memberHeader, text: `{"version": 2, "status": "error", "error": {"message": "boom"}, "eval": {"task": "t", "model": "m"}, "stats": {}}`},
		part{name: memberSummaries, text: "[" + strings.Join(rows, ",") + "]"}), Options{NeedRows: true})
	if r.Status != StatusError || len(r.Records) != 0 || r.StatusDetail != "boom" {
		t.Errorf("status %s (%s), %d records", r.Status, r.StatusDetail, len(r.Records))
	}
	wantCount(t, "limit hits", r.LimitHits, ref(25))
	wantCount(t, "errors", r.Errors, ref(1))
	wantCount(t, "rows", r.Rows, ref(40))
}

func trapWrappedModel(t *testing.T) {
	r := fixture(t, "lm-eval-wrapped-model.json")
	if r.Model != "google/gemma-2-2b-it" {
		t.Errorf("model %q", r.Model)
	}
	wantWarnings(t, r, WarnModelSuspect)
}

// trapHardened: twelve of twelve attempts got through before, five after.
func trapHardened(t *testing.T) {
	report := func(passed, fails int) *Reading {
		text := `{"entry_type": "start_run setup", "plugins.target_name": "m", "run.generations": 1}
{"entry_type": "init", "garak_version": "0.15.1", "start_time": "2026-06-01T10:00:00"}
`
		for i := range passed + fails {
			score := 1
			if i < passed {
				score = 0
			}
			text += fmt.Sprintf(`{"entry_type": "attempt", "status": 2, "uuid": "u%d", "seq": %d, "probe_classname": "p.P", "prompt": "p%d", "outputs": ["o"], "detector_results": {"d.D": [%d]}}`+"\n", i, i, i, score)
		}
		return readBytes([]byte(text+fmt.Sprintf(`{"entry_type": "eval", "probe": "p.P", "detector": "d.D", "passed": %d, "fails": %d, "nones": 0, "total_evaluated": %d, "total_processed": %d}
{"entry_type": "completion", "end_time": "2026-06-01T11:00:00"}
`, passed, fails, passed+fails, passed+fails)), Options{NeedRows: true})
	}
	for fails, r := range map[int]*Reading{12: report(0, 12), 5: report(7, 5)} {
		rec := record(t, r, "p.P/d.D:asr")
		wantCount(t, "k", rec.K, &fails)
		wantCount(t, "n", rec.N, ref(12))
	}
}

func trapAggregated(t *testing.T) {
	r := fixture(t, "garak-aggregated.report.jsonl")
	if r.Status != StatusUnknown || len(r.Records) == 0 || !strings.Contains(r.StatusDetail, "aggregated") {
		t.Errorf("status %s (%s), %d records", r.Status, r.StatusDetail, len(r.Records))
	}
}

func trapAllErrors(t *testing.T) {
	r := fixture(t, "promptfoo-all-errors.json")
	pass, fail := record(t, r, "pass_rate"), record(t, r, "error_rate")
	if pass.Value != 0 || fail.Value != 1 {
		t.Errorf("pass rate %v, error rate %v", pass.Value, fail.Value)
	}
	wantCount(t, "n", pass.N, r.AttemptsTotal)
	wantWarnings(t, r, WarnErrors)
}

func trapNamedScores(t *testing.T) {
	rec := record(t, fixture(t, "promptfoo-two-providers.json"), "prompt#0|openai:gpt-4o-mini:named:refusal")
	if rec.Value != 0.5 {
		t.Errorf("a sum of 2 over 4 is %v", rec.Value)
	}
}

func trapMETR(t *testing.T) {
	r := fixture(t, "metr-runs.jsonl")
	rec := record(t, r, "o1:score_binarized")
	wantCount(t, "n", rec.N, ref(3)) // the row of a person is left out
	wantCount(t, "limit hits", rec.LimitHits, ref(1))
	if !rec.Dependent || len(rec.Clusters) != 2 {
		t.Errorf("dependent %v, %d groups", rec.Dependent, len(rec.Clusters))
	}
	if weighted := record(t, r, "o1:score_binarized,invsqrt_task_weight"); weighted.Value == rec.Value || weighted.K != nil {
		t.Errorf("weighted %+v", weighted)
	}
}

func trapJUnit(t *testing.T) {
	text := `<testsuite name="s" tests="99" failures="0" errors="0" timestamp="2026-06-01T10:00:00Z">`
	for i := range 25 {
		inside := map[bool]string{true: `<failure message="f"/>`}[i < 5]
		switch i {
		case 5:
			inside = `<failure/><error message="e"/>`
		case 6:
			inside = `<skipped/>`
		}
		text += fmt.Sprintf(`<testcase classname="c" name="t%d">%s</testcase>`, i, inside)
	}
	r := readBytes([]byte(text+"</testsuite>"), Options{NeedRows: true})
	rec := record(t, r, "pass_rate")
	wantCount(t, "passed", rec.K, ref(18))
	wantCount(t, "n", rec.N, ref(24))
	wantCount(t, "errors", r.Errors, ref(1))
	wantCount(t, "skipped", r.Skipped, ref(1))
	wantCount(t, "cases", r.Rows, ref(25))
}
