package lint

import (
	"safecase/casefile"
	"safecase/casefile/assess"
)

var acpUnargued = &Rule{
	Name: "acp-without-confidence-argument", ID: "STR020", Severity: Levels{casefile.Note, casefile.Warning, casefile.Warning},
	Title: "an assurance claim point that nobody argues",
	Why:   "The point says that confidence in this step is argued separately; without that argument, nothing says why the step may be relied on (GSN v3, confidence arguments).",
	Fix:   "name the claim at the top of the argument under argued_by, or remove the point",
	Bad:   "C1: {claim: Nobody is harmed, acp: {P1: [C2]}, supported_by: [C2]}\nC2: {claim: The filter holds, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, acp: {P1: {at: C2, argued_by: C3}}, supported_by: [C2]}\nC2: {claim: The filter holds, undeveloped: true}\nC3: {claim: The filter is all that matters, undeveloped: true}\n",
	Word: func(c assess.Cause) (string, string) {
		if c.Detail != "" {
			return "the point " + c.Others[0] + " of " + c.Others[1] + " is not argued: " + c.Detail, "name a claim under argued_by"
		}
		return "nobody argues the point " + c.Others[0] + " of " + c.Others[1], ""
	},
}
