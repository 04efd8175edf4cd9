package assess

import (
	"testing"

	"safecase/casefile"
)

// TestLaterValueCounts: of what the case says and what monitoring wrote, the
// later counts; of two on one day, the worse.
func TestLaterValueCounts(t *testing.T) {
	for name, test := range map[string]struct {
		own   string // as written in the case
		value float64
		on    string // "" when the file gives none
		want  State
	}{
		"only the case":                      {"value: 5, on: 2026-06-20", 0, "", NotMet},
		"only the file":                      {"", 5, "2026-06-20", NotMet},
		"neither":                            {"", 0, "", CannotTell},
		"the file is later and kept":         {"value: 5, on: 2026-06-20", 1, "2026-06-21", NoGap},
		"the file is later and beyond":       {"value: 1, on: 2026-06-20", 5, "2026-06-21", NotMet},
		"the case is later and kept":         {"value: 1, on: 2026-06-21", 5, "2026-06-20", NoGap},
		"the case is later and beyond":       {"value: 5, on: 2026-06-21", 1, "2026-06-20", NotMet},
		"one day, the file is beyond":        {"value: 1, on: 2026-06-20", 5, "2026-06-20", NotMet},
		"one day, the case is beyond":        {"value: 5, on: 2026-06-20", 1, "2026-06-20", NotMet},
		"one day, the case is no number":     {"value: few, on: 2026-06-20", 1, "2026-06-20", CannotTell},
		"a day of the case is no day":        {"value: 5, on: soon", 1, "2026-06-20", NoGap},
		"the file is of tomorrow":            {"value: 1, on: 2026-06-20", 1, "2026-07-02", CannotTell},
		"the case is of tomorrow and kept":   {"value: 1, on: 2026-07-02", 5, "2026-06-20", NotMet},
		"the file is of tomorrow and beyond": {"value: 1, on: 2026-06-20", 5, "2026-07-02", NotMet},
		"the file is old":                    {"", 1, "2026-01-01", Stale},
		"the file has no day":                {"", 1, "0001-01-01", CannotTell},
	} {
		text := "safecase: 1\ntitle: Values\nindicators: {I1: {at_most: 3, claims: [C1], " + test.own + "}}\nnodes:\n  C1: {claim: Kept, supported_by: [C2]}\n"
		values := Values{}
		if test.on != "" {
			values["I1"] = Measured{Value: test.value, On: day(test.on), Text: "measured", From: "values.yaml:2:1"}
		}
		a := Assess(Input{Case: casefile.Read("case.yaml", text).Case, AsOf: asOf, Values: values})
		if got := a.Indicators[0].Verdict; got != test.want {
			t.Errorf("%s: %s, want %s (%s)", name, got, test.want, a.Indicators[0].Detail)
		}
		if a.Has("C1", NotMet) != (test.want == NotMet) {
			t.Errorf("%s: the claim has %v", name, a.Gaps("C1"))
		}
	}
}

// TestWorseValuesNeverHelp: no value that monitoring could write on the day of
// the judgement makes anything better than one within the limit, and one beyond
// it leaves a gap at the top.
func TestWorseValuesNeverHelp(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		f := casefile.Read("case.yaml", w.text())
		with := func(x float64) *Assessment {
			values := Values{}
			for _, i := range f.Case.Items("indicators") {
				values[i.ID] = Measured{Value: x, On: asOf, Text: "measured", From: "values.yaml:2:1"}
			}
			return Assess(Input{Case: f.Case, Readings: attach(f.Case, w.files), AsOf: asOf, Values: values})
		}
		kept, beyond := with(3), with(3.001)
		for _, id := range w.nodes.keys {
			if kept.nodes[id].carries && beyond.State(id) > kept.State(id) {
				t.Errorf("a value beyond the limit makes %s better: %s, then %s", id, kept.State(id), beyond.State(id))
			}
		}
		for _, in := range beyond.Indicators {
			for _, id := range in.Bears {
				if !beyond.Has(id, NotMet) {
					t.Errorf("%s depends on %s, which is beyond its limit, and has %v", id, in.ID, beyond.Gaps(id))
				}
			}
		}
	})
}
