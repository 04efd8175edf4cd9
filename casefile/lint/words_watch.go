package lint

import (
	"strings"

	"safecase/casefile/assess"
)

// What the observations of a running system leave: gaps of what depends on them.

var triggerFired = &Rule{
	Name: "trigger-fired", ID: "PRO009", Severity: always,
	Title: "an observation that was to end the case has been made",
	Why:   "What was argued before it was seen does not hold any more (Cârlan et al. 2024). What the case is about is defeated.",
	Fix:   "do what the trigger says; then argue anew",
	Bad:   "safecase: 1\ntitle: Example\nvalidity: {triggers: {V1: {text: A jailbreak is published, indicator: I1, action: Close the API, owner: Ann}}}\nindicators: {I1: {text: Published jailbreaks, at_most: 0, value: 2, on: 2026-06-20}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nvalidity: {triggers: {V1: {text: A jailbreak is published, indicator: I1, action: Close the API, owner: Ann}}}\nindicators: {I1: {text: Published jailbreaks, at_most: 0, value: 0, on: 2026-06-20}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Word: func(c assess.Cause) (string, string) {
		hint := ""
		if action := c.Others[1]; action != "" {
			hint = "the trigger says: " + action + "; then argue anew"
		}
		return "trigger " + c.Others[0] + " has fired: " + c.Detail, hint
	},
}

var indicatorBeyondLimit = &Rule{
	Name: "indicator-beyond-limit", ID: "PRO024", Severity: always,
	Title: "an indicator is beyond its limit",
	Why:   "What was claimed is not what is measured; whatever depends on it is not met (UL 4600; Cârlan et al. 2024).",
	Fix:   "find out why, mend it and measure again; or withdraw what depends on it",
	Bad:   "safecase: 1\ntitle: Example\nindicators: {I1: {text: Published jailbreaks, at_most: 0, value: 2, on: 2026-06-20, claims: [C1]}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nindicators: {I1: {text: Published jailbreaks, at_most: 0, value: 0, on: 2026-06-20, claims: [C1]}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Word:  wordIndicator,
}

var indicatorStale = &Rule{
	Name: "indicator-stale", ID: "PRO025", Severity: strict,
	Title: "the last value of an indicator is too old",
	Why:   "Nobody has looked for longer than was promised; what depends on it is stale.",
	Fix:   "measure again and write the value, here or in the file of --values",
	Bad:   "safecase: 1\ntitle: Example\nindicators: {I1: {text: Published jailbreaks, at_most: 0, value: 0, on: 2026-06-01, max_age_days: 7, claims: [C1]}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nindicators: {I1: {text: Published jailbreaks, at_most: 0, value: 0, on: 2026-06-28, max_age_days: 7, claims: [C1]}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Word:  wordIndicator,
}

var indicatorUnknown = &Rule{
	Name: "indicator-unknown", ID: "PRO026", Severity: strict,
	Title: "an indicator without a value that could be judged",
	Why:   "Without a number, its day and a limit nobody can tell whether what depends on it still holds.",
	Fix:   "write value and on, here or in the file of --values, and a limit; or the day from which a value is due",
	Bad:   "safecase: 1\ntitle: Example\nindicators: {I1: {text: Published jailbreaks, at_most: 0, claims: [C1]}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nindicators: {I1: {text: Published jailbreaks, at_most: 0, from: 2026-12-01, claims: [C1]}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Word:  wordIndicator,
}

// maxNamed is how many ids a message names.
const maxNamed = 5

func wordIndicator(c assess.Cause) (string, string) {
	on := c.Others[1:]
	if len(on) == 0 {
		return "indicator " + c.Others[0] + " " + c.Detail, ""
	}
	more := ""
	if len(on) > maxNamed {
		on, more = on[:maxNamed], " and others"
	}
	verb := " depends on it"
	if len(on) > 1 {
		verb = " depend on it"
	}
	return "indicator " + c.Others[0] + " " + c.Detail + "; " + strings.Join(on, ", ") + more + verb, ""
}
