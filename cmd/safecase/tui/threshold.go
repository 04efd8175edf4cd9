package tui

import (
	"fmt"

	"safecase/casefile/stats"
	"safecase/cmd/safecase/attach"
)

// usualConfidence is the one-sided confidence that is written unless the user
// changes it.
const usualConfidence = attach.Confidence

// planFor says how many trials a threshold needs, and how many events those
// that there are would bear. It looks at no result.
func planFor(typed string, n *int) []string {
	t, err := attach.ParseThreshold(typed)
	if err != nil {
		return nil
	}
	if t.Value <= 0 || t.Value >= 1 {
		return []string{"the plan needs a rate between 0 and 1"}
	}
	p, what := t.Value, [2]string{"event", "events"}
	if t.Op == "above" || t.Op == "at_least" {
		p, what = 1-p, [2]string{"miss", "misses"}
	}
	var out []string
	for k := range 3 {
		need, err := stats.RequiredN(k, p, usualConfidence)
		if err != nil {
			return append(out, "plan: "+err.Error())
		}
		out = append(out, fmt.Sprintf("with %s it takes %d trials at %g confidence", counted(k, what), need, usualConfidence))
	}
	return append(out, bearable(p, n, what)...)
}

// counted is 1 miss, 2 misses.
func counted(n int, what [2]string) string {
	if n == 1 {
		return "1 " + what[0]
	}
	return fmt.Sprint(n, " ", what[1])
}

func bearable(p float64, n *int, what [2]string) []string {
	if n == nil {
		return []string{"how many trials this file has is not known"}
	}
	k, ok, err := stats.AllowedEvents(*n, p, usualConfidence)
	switch {
	case err != nil:
		return []string{"plan: " + err.Error()}
	case !ok:
		return []string{fmt.Sprintf("this file has %d: too few to show it, however they came out", *n)}
	}
	return []string{fmt.Sprintf("this file has %d: up to %s would still show it", *n, counted(k, what))}
}
