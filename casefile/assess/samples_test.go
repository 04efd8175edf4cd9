package assess

import (
	"context"
	"fmt"
	"testing"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// samples are real result files with a claim that somebody might rest on them,
// and what an honest judgement says. Many of them look like a result and are
// none: that is what they are here for.
var samples = []struct {
	ref   string
	claim string // the quantity without its evidence; "" states no number
	more  string // further keys of the evidence
	state State
	code  string // of the first cause, "" when there is none
}{
	// Runs that ended well.
	{"lm-eval/results_gsm8k-cot_llama3-8b_2024-08.json", `metric: "gsm8k_cot_llama:exact_match,strict-match", at_least: 0.7`, "", NoGap, ""},
	{"lm-eval/results_gsm8k-cot_llama3-8b_2024-08.json", `metric: "gsm8k_cot_llama:exact_match,strict-match", at_least: 0.76`, "", NotShown, "point-under-bound-over"},
	{"lm-eval/results_gsm8k-cot_llama3-8b_2024-08.json", `metric: "gsm8k_cot_llama:exact_match,strict-match", below: 0.05`, "", NotMet, "bound-exceeds-threshold"},
	{"lm-eval/results_gsm8k-cot_llama3-8b_2024-08.json", `metric: exact_match, at_least: 0.7`, "", CannotTell, "metric-missing"}, // two filters
	{"lm-eval/results_gsm8k-cot_llama3-8b_2024-08.json", "", "", CannotTell, "sufficiency-unstated"},
	{"inspect/success_security-guide_gpt-4o-mini_n16_2025-09.eval", "at_least: 0.4", "", NoGap, ""},
	{"inspect/success_security-guide_gpt-4o-mini_n16_2025-09.eval", "at_least: 0.6", "", NotShown, "point-under-bound-over"},
	{"inspect/limit10_popularity_gpt-4o-mini_2025-02.eval", "at_least: 0.7", "", NotShown, "point-under-bound-over"},
	{"openai-evals/230417220821DPM75QNS_auto_gpt_completion_fn_test-match.jsonl", "below: 0.5", "", NotShown, "point-under-bound-over"}, // 1 of 3

	// One question, however often it was asked; a standard error of 0.
	{"inspect/epochs4_gpqa_gpt-5-mini_limit1_2026-01.eval", "at_least: 0.5", "", NotShown, "point-under-bound-over"},
	{"inspect/zstd_cp-ctf_gpt-5.4_2026-06.eval", "below: 0.5", "", NotShown, "n-insufficient"},
	{"inspect/zstd-chunked_cp-ctf_gpt-5.4_2026-06.eval", "below: 0.5", "", NotShown, "n-insufficient"},
	{"inspect/old_popularity_llama3.1_2024-10.eval", "below: 0.5", "", NotShown, "n-insufficient"},
	{"inspect/old_popularity_llama3.1_2024-10.json", "below: 0.5", "", NotShown, "n-insufficient"},
	{"inspect/epochs2_popularity_llama405b_2024-11.eval", "below: 0.9", "", NotShown, "point-under-bound-over"}, // 1.5 of 2

	// Runs that did not end well, whatever they report.
	{"inspect/cancelled-nosamples_2025-05.json", "at_least: 0.1", "", Unusable, "bound-missing"},
	{"inspect/error_popularity_mockllm_2024-08.json", "below: 0.99", "", Unusable, "bound-missing"},
	{"derived/started_no-header_from-epochs2.eval", "below: 0.99", "", Unusable, "bound-missing"},
	{"garak/0.14.1_earlystop_mistral-small-24b.jsonl", "below: 0.99", "", Unusable, "bound-missing"}, // 160 attempts, no result

	// Bodies that were cut away, and numbers that are none.
	{"inspect/cyber_intercode-ctf_gpt-4o_epochs10_trimmed_2025-03.eval", `metric: "includes:accuracy", below: 0.9`, "", CannotTell, "body-incomplete"},
	{"inspect/cyber_intercode-ctf_gpt-4o_epochs10_trimmed_2025-03.eval", `metric: "includes:accuracy", below: 0.05`, "", NotMet, "bound-exceeds-threshold"},
	{"inspect/cyber_cvebench_claude-opus-4-6_2026-03_trimmed.json", `metric: mean, below: 0.9`, "", CannotTell, "bound-missing"}, // not known to be a share
	{"inspect/cyber_cyse2-vuln-exploit_mistral-large_epochs4_2025-03_trimmed.json", `metric: "vul_exploit_scorer:accuracy", below: 0.5`, "", CannotTell, "body-incomplete"},
	{"inspect/noversion_simpleqa-verified_2026-02.json", "below: 0.5", "", CannotTell, "body-incomplete"},
	{"derived/nan-inf_inspect.json", "below: 0.99", "", CannotTell, "not-a-number"},
	{"derived/nan-inf_inspect.json", "at_least: 0.01", "", CannotTell, "not-a-number"},

	// Files that do not say what was run when, and on which model.
	{"lm-eval/v0.3_bloom-1b1_common-sense_2023-05.json", `metric: "boolq:acc", below: 0.7`, "", CannotTell, "date-unknown"},
	{"lm-eval/v0.3_bloom-1b1_common-sense_2023-05.json", `metric: "boolq:acc", below: 0.7`, "date_run: 2026-06-01", NoGap, ""},
	{"helm/mmlu-philosophy_gpt2", `metric: "exact_match@test", below: 0.9`, "", CannotTell, "date-unknown"},
	{"helm/mmlu-philosophy_gpt2", `metric: "exact_match@test", below: 0.9`, "date_run: 2026-06-01", NoGap, ""}, // 1 of 9
	{"helm/mmlu-philosophy_gpt2", `metric: "exact_match@test", below: 0.4`, "date_run: 2026-06-01", NotShown, "point-under-bound-over"},
	{"every-eval-ever/0.2.2_mmlu-pro_yi-1.5-34b.json", `metric: "MMLU-Pro (Biology)", below: 0.9`, "date_run: 2026-06-01", CannotTell, "bound-missing"}, // no n
	{"every-eval-ever/hal-gaia_claude-opus-4-1.json", `metric: GAIA, below: 0.9`, "date_run: 2026-06-01", CannotTell, "bound-missing"},
	{"garak/0.13.3_qwen2.report.jsonl", `metric: "test.Test/always.Pass:asr", below: 0.5`, "", NoGap, ""}, // 0 of 8
	{"garak/0.13.3_qwen2.report.jsonl", `metric: "test.Test/always.Pass:asr", below: 0.05`, "", NotShown, "n-insufficient"},
	{"garak/0.14_with-ci.report.jsonl", `metric: "test.Test/always.Pass:asr", below: 0.9`, "", CannotTell, "body-incomplete"},
	{"garak/0.14_with-ci.report.jsonl", `metric: "test.Test/always.Pass:asr", below: 0.2`, "", NotMet, "bound-exceeds-threshold"},
	{"junit/surefire.xml", "metric: pass_rate, at_least: 0.5", "date_run: 2026-06-01", NotMet, "bound-exceeds-threshold"},
	{"deepeval/test_run_sample.json", `metric: "Faithfulness:pass_rate", at_least: 0.5`, "date_run: 2026-06-01", CannotTell, "bound-missing"}, // repeats, unknown which

	// Files that hold no result at all.
	{"generic/a2a-audit_redteam_results.json", "below: 0.5", "", Unusable, "bound-missing"},
	{"provenance/cyclonedx-1.7-mlbom.json", "below: 0.5", "", Unusable, "bound-missing"},
	{"provenance/sigstore-bundle-dsse.json", "below: 0.5", "", Unusable, "bound-missing"},
	{"provenance/sigstore-bundle-slsa-provenance.json", "below: 0.5", "", Unusable, "bound-missing"},
	{"sarif/ra-mcp_results.sarif", "below: 0.5", "", Unusable, "bound-missing"},
	{"no-such-file.eval", "below: 0.5", "", Unusable, "bound-missing"},
}

func TestSamples(t *testing.T) {
	for i, s := range samples {
		t.Run(fmt.Sprintf("%02d %s", i, s.ref), func(t *testing.T) {
			r := readSample(t, s.ref)
			text := "safecase: 1\ntitle: Sample\nmodels: {m: {served_as: [" + quoted(r.Model) + "]}}\nnodes:\n"
			quantity := ""
			if s.claim != "" {
				quantity = ", quantity: {of: E, " + s.claim + "}"
			}
			text += "  C: {claim: It holds" + quantity + ", supported_by: [E]}\n"
			if s.more != "" {
				s.more = ", " + s.more
			}
			text += "  E: {evidence: Run, file: " + quoted(s.ref) + ", model: m" + s.more + "}\n"
			a := assessSample(t, text, dayAfter(r))
			if got := a.State("C"); got != s.state || firstCode(a, "C", got) != s.code {
				t.Errorf("%s (%s), want %s (%s)\n%s%+v", got, firstCode(a, "C", got), s.state, s.code, text, a.Causes)
			}
		})
	}
}

// firstCode is the first cause of a node's state, its own or from below.
func firstCode(a *Assessment, id string, s State) string {
	for _, at := range []string{id, "E"} {
		for _, c := range a.Causes {
			if c.Node == at && c.State == s {
				return c.Code
			}
		}
	}
	return ""
}

func quoted(s string) string { return fmt.Sprintf("%q", s) }

// dayAfter is a day on which the run is fresh.
func dayAfter(r *evidence.Reading) time.Time {
	if r.Date.IsZero() {
		return asOf
	}
	return r.Date.AddDate(0, 0, 2)
}

func sampleSource(t *testing.T) *evidence.DirSource {
	t.Helper()
	src, err := evidence.Dir("../evidence/testdata/samples")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}

func readSample(t *testing.T, ref string) *evidence.Reading {
	t.Helper()
	return evidence.Read(context.Background(), sampleSource(t), ref, evidence.Options{})
}

// assessSample reads what the case asks for, as the commands do.
func assessSample(t *testing.T, text string, on time.Time) *Assessment {
	t.Helper()
	f := casefile.Read("case.yaml", text)
	for _, finding := range f.Findings {
		t.Fatalf("%s: %s", finding.Rule, finding.Message)
	}
	ids, requests := Requests(f.Case, evidence.Options{})
	readings := Readings{}
	for i, r := range evidence.ReadAll(context.Background(), sampleSource(t), requests, 2) {
		readings[ids[i]] = r
	}
	return Assess(Input{Case: f.Case, Readings: readings, AsOf: on})
}

// TestUnlearningSample compares the run before unlearning with the run after it:
// the knowledge that was to be removed fell by 0.003.
func TestUnlearningSample(t *testing.T) {
	const head = `safecase: 1
title: Unlearning
system: {includes: [after]}
models:
  before: {served_as: ["HuggingFaceH4/zephyr-7b-beta"]}
  after: {derived_from: before, by: unlearning, served_as: ["models/HuggingFaceH4/zephyr-7b-beta/00/model.pt"]}
nodes:
  E1: {evidence: Before, file: lm-eval/wmdp+mmlu_zephyr-7b-beta_base_2024-10.json, model: before}
  E2: {evidence: After, file: lm-eval/wmdp+mmlu_zephyr-7b-beta_unlearned_2024-10.json, model: after}
`
	for _, c := range []struct {
		rest string
		want State
	}{
		{`at_least: 0.30, pair_by: none`, NotMet},
		{`at_least: 0.30`, NotMet},
		{`at_least: 0.001`, CannotTell}, // no items, hence no pairs
		{`at_least: 0.001, pair_by: none`, NotShown},
		{`at_most: 0.10, pair_by: none`, NoGap}, // it did not fall by much: that is shown
	} {
		text := head + `  C: {claim: It fell, quantity: {difference: [{of: E1, metric: "wmdp_bio:acc,none"}, {of: E2, metric: "wmdp_bio:acc,none"}], ` + c.rest + "}, supported_by: [E1, E2]}\n"
		a := assessSample(t, text, day("2024-11-15"))
		if got := a.State("C"); got != c.want {
			t.Errorf("%s: %s, want %s: %+v", c.rest, got, c.want, a.Causes)
		}
		if n := a.Numbers("C")[0]; n.Value == nil || *n.Value < 0.003 || *n.Value > 0.0033 {
			t.Errorf("%s: the difference is %v", c.rest, n.Value)
		}
	}
}

// TestSelectedSample takes a rate out of a file that no reader knows, and lets
// nobody state more items than it holds.
func TestSelectedSample(t *testing.T) {
	src := evidence.MapSource{"runs.jsonl": []byte(`{"id":"a","ok":0}
{"id":"b","ok":0}
{"id":"a","ok":1}
{"id":"c","ok":0}
`)}
	for _, c := range []struct {
		sel  string
		want State
	}{
		{`{value: mean(ok)}`, CannotTell}, // a comes twice
		{`{value: mean(ok), cluster_by: id}`, NotShown},
		{`{value: mean(ok), n: 4000, k: 1000}`, CannotTell},
		{`{value: mean(bad)}`, Unusable},
		{`none`, Unusable},
	} {
		text := "safecase: 1\ntitle: T\nmodels: {m: {checkpoint: c}}\nnodes:\n  C: {claim: Few, quantity: {of: E, below: 0.6}, supported_by: [E]}\n" +
			"  E: {evidence: Run, file: runs.jsonl, model: m, date_run: 2026-06-01, select: " + c.sel + "}\n"
		f := casefile.Read("case.yaml", text)
		ids, requests := Requests(f.Case, evidence.Options{})
		a := Assess(Input{Case: f.Case, Readings: Readings{ids[0]: evidence.Read(context.Background(), src, requests[0].Ref, requests[0].Options)}, AsOf: asOf})
		if got := a.State("C"); got != c.want {
			t.Errorf("%s: %s, want %s: %+v", c.sel, got, c.want, a.Causes)
		}
	}
}
