package evidence

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// answers are the bodies of samples of which each was answered by one model; "" stands for none.
func answers(method uint16, models ...string) []part {
	var parts []part
	for i, model := range models {
		text := fmt.Sprintf(`{"id": %d, "messages": ["%s"], "output": {"model": %q, "choices": [{"message": {"content": "x"}, "stop_reason": "stop"}]}, "events": []}`,
			i+1, strings.Repeat("m", 100), model)
		parts = append(parts, part{name: fmt.Sprintf("samples/%d_epoch_1.json", i+1), method: method, text: text})
	}
	return parts
}

// TestEverySampleIsLookedInto: what answered in the last sample counts as much as in the first.
func TestEverySampleIsLookedInto(t *testing.T) {
	for _, method := range []uint16{methodStore, methodDeflate, methodZstd} {
		parts := append(answers(method, "m-2026-01-01", "m-2026-01-01", "m-2026-01-01", "other"), part{name: memberSummaries, text: summaries}, part{name: memberHeader, text: header})
		r := readBytes(archive(t, parts...), Options{})
		if diff := cmp.Diff([]string{"m-2026-01-01", "other"}, r.Served); diff != "" || !r.Has(WarnServedDiffers) || r.Has(WarnSamplesUnread) {
			t.Errorf("method %d: %v %v%s", method, r.Problem, r.Warnings, diff)
		}
	}
}

// TestSamplesWithinLimits: samples that are too large, alone or together, are named, and the small ones read first.
func TestSamplesWithinLimits(t *testing.T) {
	parts := answers(0, "m-1", "m-1", "m-1", "other")
	parts[1].text = strings.Replace(parts[1].text, "mmm", strings.Repeat("m", 1000), 1)
	log := archive(t, append(parts, part{name: memberSummaries, text: summaries}, part{name: memberHeader, text: header})...)
	size := int64(len(parts[0].text))
	for _, c := range []struct {
		limits Limits
		served []string
		said   string
	}{
		{Limits{}, []string{"m-1", "other"}, ""},
		{Limits{Sample: size + 10}, []string{"m-1", "other"}, "1 of 4 samples were not looked into"},
		{Limits{Samples: 3*size + 10}, []string{"m-1", "other"}, "1 of 4 samples were not looked into"},
		{Limits{Samples: size + 10}, []string{"m-1"}, "3 of 4 samples were not looked into"},
		{Limits{Samples: 1}, nil, "4 of 4 samples were not looked into"},
	} {
		r := readBytes(log, Options{Limits: c.limits})
		if diff := cmp.Diff(c.served, r.Served); diff != "" || r.Has(WarnSamplesUnread) != (c.said != "") || !strings.Contains(fmt.Sprint(r.Warnings), c.said) {
			t.Errorf("%+v: %v %v%s", c.limits, r.Problem, r.Warnings, diff)
		}
		if (r.Refusals != nil) != (c.said == "") {
			t.Errorf("%+v: refusals known: %t", c.limits, r.Refusals != nil)
		}
	}
}

// TestRefusalsOfAnArchive counts answers that a content filter stopped, in whatever sample.
func TestRefusalsOfAnArchive(t *testing.T) {
	parts := answers(0, "m-1", "m-1", "m-1", "m-1")
	for _, i := range []int{1, 3} {
		parts[i].text = strings.Replace(parts[i].text, `"stop"`, `"content_filter"`, 1)
	}
	r := readBytes(archive(t, append(parts, part{name: memberSummaries, text: summaries}, part{name: memberHeader, text: header})...), Options{})
	if r.Refusals == nil || *r.Refusals != 2 || !r.Has(WarnRefusals) {
		t.Errorf("%v %v", r.Refusals, r.Warnings)
	}
}

// TestOddSamples: what is no answer names no model and stops nothing; of two samples with one name the last counts.
func TestOddSamples(t *testing.T) {
	for _, c := range []struct{ output, served string }{
		{`null`, "[]"}, {`[1]`, "[]"}, {`{"model": null, "choices": null}`, "[]"}, {`{"choices": [null, 3, {}], "model": "m"}`, "[m]"},
		{`{"model": "first"}, "output": {"model": "last"}`, "[last]"}, {`{"model": "\u001b[31mred"}`, "[red]"},
	} {
		r := readBytes(archive(t, part{name: "samples/1_epoch_1.json", text: `{"output": ` + c.output + `}`}, part{name: memberHeader, text: header}), Options{})
		if r.Problem != nil || strings.ReplaceAll(fmt.Sprint(r.Served), "[31m", "") != c.served {
			t.Errorf("%s: %v %q", c.output, r.Problem, r.Served)
		}
	}
	two := append(answers(0, "old"), answers(0, "new")...)
	r := readBytes(archive(t, append(two, part{name: memberHeader, text: header})...), Options{})
	if fmt.Sprint(r.Served) != "[new]" || !r.Has(WarnDuplicateMember) {
		t.Errorf("%v %v", r.Served, r.Warnings)
	}
}

// TestUsageOfRows: a model that the header does not list, and a row does, is named.
func TestUsageOfRows(t *testing.T) {
	rows := strings.Replace(summaries, `{"id": 4,`, `{"id": 4, "model_usage": {"openai/other": {}, "openai/m": {}},`, 1)
	r := readBytes(archive(t, append(answers(0, "m", "m", "m", "m"), part{name: memberSummaries, text: rows}, part{name: memberHeader, text: header})...), Options{})
	if !strings.Contains(fmt.Sprint(r.Warnings), "in a role that the log does not name: openai/other") {
		t.Error(r.Warnings)
	}
}
