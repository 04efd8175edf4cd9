package lint

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Rates that a sentence states are found in every way in which people write
// them, and other numbers are none.
func TestWordedRates(t *testing.T) {
	for text, want := range map[string][]float64{
		"fewer than 5 % of tasks":                      {0.05},
		"fewer than 0.1% of episodes":                  {0.001},
		"below 12.5 percent":                           {0.125},
		"keeps O1 below 0.001 in the window":           {0.001},
		"below 1e-4.":                                  {1e-4},
		"fewer than one in twenty tasks":               {0.05},
		"Fewer than one in fifty are solved":           {0.02},
		"fails in 1 in 10,000 runs":                    {1e-4},
		"once in ten thousand, or one in ten thousand": {1e-4},
		"at least two in five questions":               {0.4},
		"one out of every ten attempts":                {0.1},
		"fewer than half of the planted weaknesses":    {0.5},
		"at least thirty points off":                   {0.3},
		"at least 30 percentage points":                {0.3},
		"solves 5\u00a0% of tasks at most":             {0.05},
		"fewer than five percent, or five per cent":    {0.05, 0.05},
		"fewer than 1/20 of tasks":                     {0.05},
		"fewer than one-in-twenty tasks":               {0.05},
		"fewer than one\u200b in twenty":               {0.05},
		"fewer than ５ % of tasks":                      {0.05},
		"fewer than 0,05 of tasks":                     {0.05},
		"fewer than .05":                               {0.05},
		"below a twentieth, or 50 ‰":                   {0.05, 0.05},
		"fewer than one task in twenty":                {0.05},
		"one attempt in ten minutes":                   nil,
		"a well-kept log of 2026-11-21":                nil,
		"at 95 % confidence":                           nil,
		"solves few tasks in ten attempts each":        nil,
		"in 2026, within 3 months, by GPT-4.1":         nil,
		"one in many":                                  nil,
		"it is in one place out of sight":              nil,
		"with 2 of 3 monitors":                         nil,
	} {
		var got []float64
		for _, r := range wordedRates(text) {
			got = append(got, r.value)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
