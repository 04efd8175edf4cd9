package lint

import (
	"fmt"
	"strconv"
	"strings"

	"safecase/casefile/assess"
)

// The gaps of numbers: what a measurement does not show of the claim that it
// is meant to carry.

var pointUnderBoundOver = &Rule{
	Name: "point-under-bound-over", ID: "STA003", Severity: hardens,
	Title: "the measured value is on the right side of the threshold, the bound is not",
	Why:   "It looks fine and is not shown: with so few trials the true rate may well lie beyond the threshold (SCCG LF.5). The bound is one-sided Clopper-Pearson unless the claim says otherwise.",
	Fix:   "run more trials, or claim less",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: one.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.10}, supported_by: [E1]}\nE1: {evidence: Test run, file: one.eval}\n",
	Word:  wordNotShown,
}

var nInsufficient = &Rule{
	Name: "n-insufficient", ID: "STA004", Severity: hardens,
	Title: "no event was seen, in too few trials to show the threshold",
	Why:   "Nothing seen in n trials shows only that the rate is below about 3/n (the rule of three).",
	Fix:   "run more trials, or claim less",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: few.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word:  wordNotShown,
}

func wordNotShown(c assess.Cause) (string, string) {
	n := *c.Number
	return fmt.Sprintf("%s, but the %s %s is not %s%s", measured(n), boundName(n), boundFigure(n), threshold(n), remarks(n)), trials(n)
}

var boundExceedsThreshold = &Rule{
	Name: "bound-exceeds-threshold", ID: "STA002", Severity: always,
	Title: "the measured value is on the wrong side of the threshold",
	Why:   "The evidence speaks against the claim.",
	Fix:   "withdraw the claim or change what it is about; do not move the threshold to fit the result",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: high.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		n := *c.Number
		return fmt.Sprintf("%s, which is not %s%s", measured(n), threshold(n), remarks(n)), ""
	},
}

var contradicted = &Rule{
	Name: "contradicted", ID: "STA027", Severity: always,
	Title: "corroborating evidence contradicts the claim",
	Why:   "Its whole interval lies on the wrong side: leaving it out of the judgement would be omission of counter-evidence (SCCG LF.7).",
	Fix:   "explain the difference, and withdraw the claim if it cannot be explained",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1, E2]}\nE1: {evidence: Test run, file: clean.eval}\nE2: {evidence: Second run, file: high.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1, E2]}\nE1: {evidence: Test run, file: clean.eval}\nE2: {evidence: Second run, file: few.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		n := *c.Number
		return fmt.Sprintf("%s contradicts the claim: %s, and its whole %s interval is on the wrong side of %s", c.Because, measured(n), percent(n.Confidence), threshold(n)), ""
	},
}

var boundMissing = &Rule{
	Name: "bound-missing", ID: "STA001", Severity: strict,
	Title: "no bound can be computed for the number that a claim states",
	Why:   "A value without the number of independent items behind it can have come about by chance, and a value that cannot be found shows nothing.",
	Fix:   "link a result that states k and n, or write under n: how many independent items there were",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: mean.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		message := "the number of " + c.Node + " cannot be bounded" + because(c.Detail)
		if c.Number != nil && c.Number.Value != nil {
			message = measured(*c.Number) + ", and no bound can be given" + because(c.Detail)
		}
		return message, ""
	},
}

var statisticInvalid = &Rule{
	Name: "statistic-invalid", ID: "STA025", Severity: always,
	Title: "counts or parameters that cannot be: k above n, n of 0, a confidence outside 0 to 1",
	Why:   "No experiment gives such numbers; something was mistyped or misread.",
	Fix:   "correct the numbers against the source",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: External report, file: report.pdf, kind: operational, transcribed: [{metric: solved, k: 12, n: 10}]}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: External report, file: report.pdf, kind: operational, transcribed: [{metric: solved, k: 0, n: 100}]}\n",
	Word: func(c assess.Cause) (string, string) {
		return "the number of " + c.Node + " cannot be right" + because(c.Detail), ""
	},
}

var notANumber = &Rule{
	Name: "not-a-number", ID: "STA028", Severity: always,
	Title: "the metric is NaN or infinite",
	Why:   "Such a value stands on neither side of a threshold; a comparison that forgets this passes everything.",
	Fix:   "find out why the run gave no value, and repeat it",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: nan.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return list(c.Others) + " of " + c.Because + " is not a number", ""
	},
}

var ambiguousMetric = &Rule{
	Name: "ambiguous-metric", ID: "EVI025", Covers: []string{"EVI023"}, Severity: strict,
	Title: "a claim does not say which number it is about, and there is more than one",
	Why:   "The reader would have to guess, and would guess the number that looks best.",
	Fix:   "name the evidence under of: and the metric under metric:",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: two.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, metric: pass_at_10, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: two.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		if c.Because != c.Node && c.Because != "" {
			return c.Because + " holds several metrics and the claim names none", oneOf(c.Others)
		}
		return "the claim does not say which evidence decides it" + because(c.Detail), oneOf(c.Others)
	},
}

var metricMissing = &Rule{
	Name: "metric-missing", ID: "EVI026", Severity: always,
	Title: "the evidence does not hold the metric that a claim names, or holds it more than once",
	Why:   "The claim rests on a number that is not there.",
	Fix:   "name a metric that the file holds; safecase evidence show lists them",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, metric: solved, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, metric: accuracy, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return fmt.Sprintf("%s does not have exactly one metric %q", c.Because, c.Detail), oneOf(c.Others)
	},
}

var quantityWithoutThreshold = &Rule{
	Name: "quantity-without-threshold", ID: "ARG039", Severity: strict,
	Title: "a claim names a number and no threshold, or more than one",
	Why:   "A number is neither good nor bad until it is said which value would do.",
	Fix:   "write exactly one of below, at_most, above, at_least",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		if c.Detail != "" {
			return "the number of " + c.Node + " cannot be judged: " + c.Detail, ""
		}
		return "the number of " + c.Node + " is compared with nothing", ""
	},
}

var sufficiencyUnstated = &Rule{
	Name: "sufficiency-unstated", ID: "ARG044", Severity: grows,
	Title: "a claim rests on a result without saying which number would do",
	Why:   "Nobody can check whether a result is enough while it is not said what enough is (SCCG EV.5, EV.6).",
	Fix:   "state the number as a quantity with a threshold, or record a review of these bytes",
	Bad:   "C1: {claim: The model solves few tasks, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " does not say which result of " + c.Because + " would be enough", ""
	},
}

var extrapolationMissing = &Rule{
	Name: "extrapolation-missing", ID: "ARG033", Severity: grows,
	Title: "nothing carries a rate on tasks to the risk of the outcome in the window",
	Why:   "A rate for each attempt says little about a window with many attempts: 1-(1-u)^N grows fast (Korbak et al. 2025; Lindner et al. 2025).",
	Fix:   "state bound: {per_attempt, attempts}, or qualitative: {reason, accepted_by, on} where no number can be given",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes:\n  O1: {text: Somebody is harmed, threshold: {probability: 0.001, per: window}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], supported_by: [C2]}\n  C2: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes:\n  O1: {text: Somebody is harmed, threshold: {probability: 0.5, per: window}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], supported_by: [C2], bound: {per_attempt: C2, attempts: 20, per: window}}\n  C2: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return "nothing carries the rates below " + c.Node + " to the threshold of " + list(c.Others), ""
	},
}

var deploymentExtrapolation = &Rule{
	Name: "deployment-extrapolation", ID: "STA017", Covers: []string{"STA018"}, Severity: always,
	Title: "the risk in the window cannot be computed from the rate, or is above the outcome's threshold",
	Why:   "P is at most 1-(1-u)^N for independent attempts, and at most N times u for any (union bound; Lindner et al. 2025).",
	Fix:   "lower the rate for each attempt, limit the attempts, or argue by control and recovery, which lower the harm of each event",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes:\n  O1: {text: Somebody is harmed, threshold: {probability: 0.001, per: window}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], supported_by: [C2], bound: {per_attempt: C2, attempts: 100, per: window}}\n  C2: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\noutcomes:\n  O1: {text: Somebody is harmed, threshold: {probability: 0.5, per: window}}\nnodes:\n  C1: {claim: Nobody is harmed, outcomes: [O1], supported_by: [C2], bound: {per_attempt: C2, attempts: 20, per: window}}\n  C2: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		n := c.Number
		if n == nil || n.High == nil || n.RawBound == nil {
			return "the risk of " + c.Node + " in the window cannot be computed" + because(c.Detail), ""
		}
		if *n.High < n.Threshold {
			return "the risk of " + c.Node + " in the window is not shown" + because(c.Detail), ""
		}
		risk, limit := figures(*n.High, n.Threshold)
		return fmt.Sprintf("a bound of %s for each attempt gives a risk of %s in the window, which is not below %s (%s)", short(*n.RawBound), risk, limit, n.Method), moreTrials(*n)
	},
	// A risk above the threshold is wrong at once; one that cannot be computed yet is a gap of a draft.
	Weigh: func(_ *facts, c assess.Cause, own Levels) Levels {
		if c.State == assess.CannotTell {
			return strict
		}
		return own
	},
}

// moreTrials says how many trials of the rate for one attempt would carry it to
// the window: so many, most often, that another argument is needed.
func moreTrials(n assess.Number) string {
	if n.Needed == nil {
		return ""
	}
	return fmt.Sprintf("the rate for one attempt needs %d trials with as many events as were seen; or limit the attempts, or argue by control and recovery, which lower the harm of each event", *n.Needed)
}

// measured says what was seen: "1 of 60 is 0.0167".
func measured(n assess.Number) string {
	if n.Value == nil {
		return "the value is not known"
	}
	value, _ := figures(*n.Value, n.Threshold)
	switch {
	case n.Statistic == "count" && n.N != nil:
		return count(int(*n.Value), "event") + " in " + count(*n.N, "trial")
	case n.Statistic == "count":
		return count(int(*n.Value), "event")
	case n.Statistic == "max":
		return "the largest rate of an item is " + value
	case n.Minus != "":
		return n.Evidence + " minus " + n.Minus + " is " + value
	case n.K != nil && n.N != nil && n.KUp:
		return fmt.Sprintf("about %d of %d is %s", *n.K, *n.N, value)
	case n.K != nil && n.N != nil:
		return fmt.Sprintf("%d of %d is %s", *n.K, *n.N, value)
	}
	return "the value is " + value
}

func boundName(n assess.Number) string {
	name := percent(n.Confidence) + " upper bound"
	if n.Low != nil {
		name = percent(n.Confidence) + " lower bound"
	}
	if n.Approximate {
		name = "approximate " + name
	}
	return name
}

func boundFigure(n assess.Number) string {
	bound := n.High
	if n.Low != nil {
		bound = n.Low
	}
	if bound == nil {
		return "(not known)"
	}
	text, _ := figures(*bound, n.Threshold)
	if n.RawBound != nil && *n.RawBound != *bound {
		text += " (" + short(*n.RawBound) + " before margin and corrections)"
	}
	return text
}

// threshold writes the comparison that the claim states.
func threshold(n assess.Number) string {
	return strings.ReplaceAll(n.Op, "_", " ") + " " + strconv.FormatFloat(n.Threshold, 'g', -1, 64)
}

// remarks are what must stand beside a number wherever it is shown.
func remarks(n assess.Number) string {
	text := ""
	if n.Where != "" {
		text += "; only rows where " + n.Where
	}
	if n.Groups > 0 {
		text += fmt.Sprintf("; items repeat, and the bound counts %s of them", count(n.Groups, "group"))
	}
	if n.Lost > 0 {
		text += fmt.Sprintf("; %s without a result counted against the claim", count(n.Lost, "item"))
	}
	switch {
	case n.Transcribed && n.From == "":
		text += "; the number was typed from a document"
	case n.Transcribed:
		text += "; the number was typed from " + n.From
	}
	return text
}

// trials says how many trials would show the threshold.
func trials(n assess.Number) string {
	if n.Needed == nil {
		return ""
	}
	events, word := *n.K+n.Lost, "event"
	if n.Low != nil {
		events, word = *n.N-*n.K+n.Lost, "miss"
	}
	seen := "without " + map[string]string{"event": "an event", "miss": "a miss"}[word]
	if events > 0 {
		seen = "with " + count(events, word)
	}
	return fmt.Sprintf("%d trials %s would show it", *n.Needed, seen)
}

func count(n int, noun string) string {
	if n != 1 && noun != "more" {
		noun += map[bool]string{true: "es", false: "s"}[strings.HasSuffix(noun, "s")]
	}
	return strconv.Itoa(n) + " " + noun
}

// figures writes x short, with as many digits as it takes to tell it from the
// limit that it is compared with.
func figures(x, limit float64) (value, against string) {
	against = strconv.FormatFloat(limit, 'g', -1, 64)
	for digits := 3; digits < 17; digits++ {
		value = strconv.FormatFloat(x, 'g', digits, 64)
		if y, _ := strconv.ParseFloat(value, 64); x == limit || y != limit && (y < limit) == (x < limit) {
			return plain(value), against
		}
	}
	return plain(value), against
}

func short(x float64) string { return plain(strconv.FormatFloat(x, 'g', 3, 64)) }

// plain writes numbers of ordinary size without an exponent.
func plain(s string) string {
	if x, err := strconv.ParseFloat(s, 64); err == nil && (x == 0 || x >= 1e-4 && x < 1e7 || x <= -1e-4 && x > -1e7) {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return s
}

func percent(confidence float64) string {
	return strconv.FormatFloat(confidence*100, 'g', 6, 64) + " %"
}

func oneOf(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "one of: " + list(names)
}
