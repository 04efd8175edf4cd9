package assess

import "slices"

// Covers reports whether the access that an evaluator had includes the
// affordance. Whoever holds the weights holds everything of the model.
func Covers(access []string, affordance string) bool {
	switch {
	case slices.Contains(access, affordance):
		return true
	case affordance == "query":
		return len(access) > 0
	case affordance == "fine_tune_api":
		return slices.Contains(access, "full_fine_tune") || slices.Contains(access, "weights")
	case slices.Contains(modelAccess, affordance):
		return slices.Contains(access, "weights")
	}
	return false
}

// modelAccess is what the weights include.
var modelAccess = []string{"logprobs", "system_prompt", "no_filters", "full_fine_tune", "activations", "cot_raw"}
