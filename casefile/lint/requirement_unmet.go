package lint

import "safecase/casefile/assess"

var requirementUnmet = &Rule{
	Name: "requirement-unmet", ID: "ADQ001", Covers: []string{"ADQ028"}, Severity: strict,
	Title: "no evidence below a claim is what the claim requires of it",
	Why:   "The requirement says how an evaluation must be done to carry this claim; a result that was got otherwise may say something else. One evidence must meet all of one requirement. What the claim itself asks for and does not get leaves it undecided: it stands as cannot tell. The mitigation status is derived, never taken from a label, and red-teaming is not an external evaluation.",
	Fix:   "add an evaluation that meets the requirement, or record what was done if it does",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, requires: [{target: capability, elicitation: {attempts: {k: {min: 10}}}}], supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: capability, elicitation: {attempts: {k: 1}}}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, requires: [{target: capability, elicitation: {attempts: {k: {min: 10}}}}], supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, target: capability, elicitation: {attempts: {k: 10}}}\n",
	Word: func(c assess.Cause) (string, string) {
		if c.Because == c.Node {
			return "no usable evidence stands below " + c.Node + " to meet this requirement", ""
		}
		return c.Because + " comes closest to this requirement of " + c.Node + ", but " + c.Detail, ""
	},
}
