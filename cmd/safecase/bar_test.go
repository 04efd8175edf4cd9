package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"safecase/casefile/assess"
)

func TestBar(t *testing.T) {
	f := func(x float64) *float64 { return &x }
	for name, c := range map[string]struct {
		x    assess.Number
		want string
	}{
		"not met":             {assess.Number{Op: "below", Threshold: 0.05, Value: f(0.676), High: f(0.794)}, "< 0.05                                                     1\n···┆····································●━━━━━━┫············"},
		"holds":               {assess.Number{Op: "below", Threshold: 0.05, Value: f(0), High: f(0.0099)}, "0                                 < 0.05                0.08\n●━━━━━━┫·····························┆······················"},
		"bound crosses":       {assess.Number{Op: "below", Threshold: 0.05, Value: f(0.01), High: f(0.09)}, "0           < 0.05                                       0.2\n···●━━━━━━━━━━━┿━━━━━━━━━━━┫································"},
		"at least":            {assess.Number{Op: "at_least", Threshold: 0.4, Value: f(0.688), Low: f(0.452)}, "0                     ≥ 0.4                                1\n························┆··┣━━━━━━━━━━━━━●··················"},
		"no bound":            {assess.Number{Op: "at_most", Threshold: 0.5, Value: f(0.2)}, "0                           ≤ 0.5                          1\n············●·················┆·····························"},
		"difference":          {assess.Number{Op: "at_least", Threshold: 0.3, Value: f(-0.05), Low: f(-0.2)}, "-0.4                                              ≥ 0.3  0.4\n···············┣━━━━━━━━━━●·························┆·······"},
		"threshold at end":    {assess.Number{Op: "above", Threshold: 1, Value: f(0.9), Low: f(0.8)}, "0                                                        > 1\n···············································┣━━━━━●·····┆"},
		"bound without value": {assess.Number{Op: "below", Threshold: 0.001, High: f(0.0004)}, "0                          < 0.001                     0.002\n············┫·················┆·····························"},
	} {
		lines := bar(c.x)
		got := strings.Join(lines, "\n")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		for _, line := range lines {
			if n := len([]rune(line)); n > barWidth {
				t.Errorf("%s: a line of %d columns", name, n)
			}
		}
	}
	for name, x := range map[string]assess.Number{"nothing known": {Op: "below", Threshold: 0.05}, "no threshold": {Value: f(0.2)}} {
		if got := bar(x); got != nil {
			t.Errorf("%s: %q", name, got)
		}
	}
}
