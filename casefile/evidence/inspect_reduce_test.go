package evidence

import (
	"fmt"
	"testing"
)

// TestReductionsAreOfTheSamples: what the reductions say is held to the samples,
// also that there are samples of what they are about.
func TestReductionsAreOfTheSamples(t *testing.T) {
	for ids, differs := range map[string]bool{"1 2 3 4": false, "1 2 3 5": true, "a b c d": true} {
		var id [4]string
		fmt.Sscan(ids, &id[0], &id[1], &id[2], &id[3])
		reductions := `[{"scorer": "s", "reducer": "mean", "samples": [`
		for i, value := range []int{1, 1, 1, 0} {
			reductions += fmt.Sprintf(`{"sample_id": %q, "value": %d},`, id[i], value)
		}
		reductions = reductions[:len(reductions)-1] + "]}]"
		data := archive(t, append(bodies(methodStore), part{name: memberHeader, text: header}, part{name: memberSummaries, text: summaries}, part{name: memberReductions, text: reductions})...)
		if r := readBytes(data, Options{NeedRows: true}); r.Has(WarnMetricDiffers) != differs {
			t.Errorf("%s: %v %v", ids, r.Problem, r.Warnings)
		}
	}
}
