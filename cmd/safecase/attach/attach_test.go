package attach

import (
	"testing"

	"safecase/casefile"
)

const oneClaim = "safecase: 1\ntitle: A case\nnodes:\n  C1:\n    claim: Few are solved\n"

func TestParseThreshold(t *testing.T) {
	for typed, want := range map[string]Threshold{
		"below 0.05":   {"below", "0.05", 0.05},
		"<= 5%":        {"at_most", "0.05", 0.05},
		" At least .9": {"at_least", ".9", 0.9},
		"> 1e-3":       {"above", "1e-3", 0.001},
	} {
		if got, err := ParseThreshold(typed); err != nil || got != want {
			t.Errorf("ParseThreshold(%q) = %v, %v; want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "0.05", "below", "below x", "below NaN", "above inf", "under 3"} {
		if got, err := ParseThreshold(typed); err == nil {
			t.Errorf("ParseThreshold(%q) = %v; want an error", typed, got)
		}
	}
}

// What is typed as a threshold is written as typed, and always reads back.
func TestThresholdReadsBack(t *testing.T) {
	for _, typed := range []string{"0.050", "5%", ".9", "1e-3", "+0.1", "00.5", "0x1p-4", "1_0"} {
		limit, err := ParseThreshold("below " + typed)
		if err != nil {
			continue
		}
		f, err := casefile.Read("case.yaml", oneClaim).Apply(casefile.SetField{Node: "C1", Path: []string{"quantity", "below"}, Value: casefile.Plain(limit.Text)})
		if err != nil {
			t.Errorf("%s: %v", typed, err)
			continue
		}
		if x, ok := f.Case.Node("C1").Get("quantity", "below").Number(); !ok || x != limit.Value {
			t.Errorf("%s is written so that it reads as %v, %v; want %v", typed, x, ok, limit.Value)
		}
	}
}
