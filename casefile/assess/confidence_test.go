package assess

import (
	"math"
	"strings"
	"testing"
)

// TestConfidence: the bounds of the literature, and every way in which there is
// no value.
func TestConfidence(t *testing.T) {
	const doubt = "D1: {defeater: Doubt, challenges: C2, raised_by: Bo"
	leaf := func(id, value string) string {
		return id + ": {claim: Few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1], confidence: {value: " + value + ", by: Ann, on: 2026-06-01}}"
	}
	three := []string{leaf("C2", "0.95"), leaf("C3", "0.9"), leaf("C4", "0.99")}
	for name, test := range map[string]struct {
		nodes        []string
		lower, upper float64 // NaN where there is no value
		says         string  // in what is missing, under or doubted
	}{
		"all must hold":       {append(three, "C1: {claim: Top, supported_by: [C2, C3, C4]}"), 0.84, 0.9, ""},
		"one is enough":       {append(three, "C1: {claim: Top, supported_by: [S1]}", "S1: {strategy: Any, aggregation: disjunctive, supported_by: [C2, C3]}"), 0.95, 1, ""},
		"two of three":        {append(three, "C1: {claim: Top, supported_by: [S1]}", "S1: {strategy: Two, aggregation: {at_least: 2}, supported_by: [C2, C3, C4]}"), 0.94, 1, ""},
		"a side claim counts": {append(three, "C1: {claim: Top, supported_by: [S1]}", "S1: {strategy: Any, aggregation: disjunctive, supported_by: [C2, C4], side_claims: [C3]}"), 0.89, 0.9, ""},
		"shared once":         {append(three, "C1: {claim: Top, supported_by: [C2, C5]}", "C5: {claim: Again, supported_by: [C2]}"), 0.9, 0.95, ""},
		"a leaf of its own":   {[]string{leaf("C1", "0.9")}, 0.9, 0.9, ""},
		"a leaf without":      {append(three[:2:2], "C1: {claim: Top, supported_by: [C2, C3, C4]}", "C4: {claim: Few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}"), math.NaN(), 0, "C4 has no number"},
		"a number of nobody":  {append(three[:2:2], "C1: {claim: Top, supported_by: [C2, C3, C4]}", "C4: {claim: Few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1], confidence: {value: 0.9}}"), math.NaN(), 0, "whose the number of C4 is"},
		"a number above one":  {[]string{leaf("C1", "90")}, math.NaN(), 0, "between 0 and 1"},
		"an open doubt":       {append(three, "C1: {claim: Top, supported_by: [C2, C3]}", doubt+"}"), math.NaN(), 0, "open challenge because of D1"},
		"an accepted doubt":   {append(three, "C1: {claim: Top, supported_by: [C2, C3]}", doubt+", status: accepted, residual: {consequence: Late, accepted_by: Board, accepted_on: 2026-06-01}}"), 0.85, 0.9, "doubt D1"},
		"an assumption":       {append(three, "C1: {claim: Top, supported_by: [C2, A1]}", "A1: {assumption: So}"), math.NaN(), 0, "rests on assumption"},
		"under an assumption": {append(three, "C1: {claim: Top, supported_by: [C2, C3], in_context_of: [A1]}", "A1: {assumption: So}"), 0.85, 0.9, "under A1"},
		"evidence beside":     {append(three, "C1: {claim: Top, quantity: {of: E1, below: 0.05}, supported_by: [C2, E1]}"), math.NaN(), 0, "what the evidence adds"},
		"a broken branch":     {append(three, "C1: {claim: Top, supported_by: [S1]}", "S1: {strategy: Any, aggregation: disjunctive, supported_by: [C2, C5]}", "C5: {claim: Other, undeveloped: true}"), 0.95, 1, ""},
	} {
		text := "safecase: 1\ntitle: Numbers\nsystem: {includes: [m1]}\nmodels: {m1: {checkpoint: m1-rc3, served_as: [lab/m1]}}\nnodes:\n  E1: {evidence: Run, file: clean.eval, model: m1}\n  " + strings.Join(test.nodes, "\n  ") + "\n"
		_, a := assessText(text, readReadings(t, "clean.eval solved=0/300"))
		c := a.Confidence("C1")
		said := strings.Join(c.Missing, "; ") + " under " + strings.Join(c.Under, " ") + " doubt " + strings.Join(c.Doubts, " ")
		switch {
		case !strings.Contains(said, test.says):
			t.Errorf("%s: %s", name, said)
		case math.IsNaN(test.lower) != (c.Lower == nil) || (c.Lower == nil) != (c.Upper == nil) || (c.Lower == nil) != (len(c.Missing) > 0):
			t.Errorf("%s: %v %v %v", name, c.Lower, c.Upper, c.Missing)
		case c.Lower != nil && (math.Abs(*c.Lower-test.lower) > 1e-9 || math.Abs(*c.Upper-test.upper) > 1e-9):
			t.Errorf("%s: %g to %g, want %g to %g", name, *c.Lower, *c.Upper, test.lower, test.upper)
		}
	}
}
