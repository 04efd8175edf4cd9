package evidence

import (
	"fmt"
	"strings"
	"testing"
)

// TestInspectUsage compares the model that a log names with those that used
// tokens: the header may have been edited, or another model have done the work.
func TestInspectUsage(t *testing.T) {
	for usage, want := range map[string]string{
		`{"openai/m": {}}`:                          "",
		`{"openai/m": {}, "openai/grader": {}}`:     "", // it has a role
		`{"openai/m": {}, "openai/helper": {}}`:     "in a role that the log does not name: openai/helper",
		`{"openai/other": {}, "openai/grader": {}}`: "the log names openai/m, which used no tokens; these did: openai/other",
		`{}`: "",
		`{"openai/m": {}, "\u001b[31mopenai/x": {}}`: "openai/x",
	} {
		log := `{"version": 2, "status": "success", "eval": {"task": "t", "model": "openai/m", "model_roles": {"grader": {"model": "openai/grader"}}}, "stats": {"model_usage": ` + usage + `}}`
		r := readBytes(archive(t, part{name: memberHeader, text: log}), Options{})
		said := ""
		for _, w := range r.Warnings {
			if w.Code == WarnOtherModels || w.Code == WarnModelSuspect {
				said = w.Message
			}
		}
		if (want == "") != (said == "") || !strings.Contains(said, want) || strings.Contains(said, "\x1b") {
			t.Errorf("%s: %q, want %q", usage, said, want)
		}
		if strings.Contains(want, "no tokens") && fmt.Sprint(r.Served) != "[openai/other]" {
			t.Errorf("served %v", r.Served)
		}
	}
}

// TestInspectRetunedUnsaid: a change of which nothing is recorded is one all the same.
func TestInspectRetunedUnsaid(t *testing.T) {
	for updates, want := range map[string]string{
		`{"scope": "task"}`: "something that is not recorded",
		`{"scope": "task", "changes": [{"config": "eval", "value": 5}]}`:        "something to 5",
		`{"changes": [{"config": "other", "name": "temperature", "value": 1}]}`: "temperature to 1",
	} {
		log := `{"version": 2, "status": "success", "eval": {"task": "t", "model": "m", "config": {"message_limit": 50}, "model_generate_config": {"temperature": 0}}, "config_updates": [` + updates + `], "stats": {}}`
		r := readBytes(archive(t, part{name: memberHeader, text: log}), Options{})
		if !r.Has(WarnRetuned) || !strings.Contains(fmt.Sprint(r.Warnings), want) || r.Elicitation.GenConfig["temperature"] != "0" || r.Elicitation.Limits["message"] != 50 {
			t.Errorf("%s: %v %+v", updates, r.Warnings, r.Elicitation)
		}
	}
}

// TestInspectRetuned: what was changed while a run was under way counts, unless
// it only makes the run faster.
func TestInspectRetuned(t *testing.T) {
	for changes, want := range map[string]string{
		`{"config": "eval", "name": "message_limit", "value": 5, "previous": 50}`:                                                "message_limit to 5",
		`{"config": "eval", "name": "message_limit", "value": 5}, {"config": "eval", "name": "message_limit", "cleared": true}`:  "message_limit to 5, message_limit to 50",
		`{"config": "eval", "name": "max_samples", "value": 5}, {"config": "generate", "name": "max_connections", "value": 5}`:   "",
		`{"config": "generate", "name": "temperature", "value": 1}`:                                                              "temperature to 1",
		`{"config": "eval", "name": "message_limit", "value": null}`:                                                             "message_limit to null",
		`{"config": "eval", "name": "max_samples", "value": 5}, {"config": "eval", "name": "a_knob_of_next_year", "value": [1]}`: "a_knob_of_next_year to an array",
	} {
		log := `{"version": 2, "status": "success", "eval": {"task": "t", "model": "m", "config": {"message_limit": 50}}, "config_updates": [{"scope": "task", "changes": [` + changes + `]}], "stats": {}}`
		r := readBytes(archive(t, part{name: memberHeader, text: log}), Options{})
		if r.Has(WarnRetuned) != (want != "") || !strings.Contains(fmt.Sprint(r.Warnings), want) {
			t.Errorf("%s: %v", changes, r.Warnings)
		}
		limit, known := r.Elicitation.Limits["message"]
		switch {
		case strings.Contains(want, "to null") && known,
			strings.HasSuffix(want, "to 50") && limit != 50,
			want == "message_limit to 5" && limit != 5:
			t.Errorf("%s: limit %v, known %v", changes, limit, known)
		}
	}
}
