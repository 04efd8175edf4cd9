package lint

import "safecase/casefile/assess"

// The gaps that challenges leave.

var openDefeater = &Rule{
	Name: "open-defeater", ID: "DIA001", Severity: hardens,
	Title: "a challenge that nothing answers",
	Why:   "A claim may be relied on only when every doubt that was raised has been attended to (indefeasibility; Assurance 2.0; SCCG SU.1).",
	Fix:   "answer it with answered_by, or accept it as a residual doubt with status: accepted and residual: {consequence, accepted_by, accepted_on}",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nD1: {defeater: The model may be holding back, challenges: C1, raised_by: Bo}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\nD1: {defeater: The model may be holding back, challenges: C1, raised_by: Bo, status: accepted, residual: {consequence: Harm is found late, accepted_by: Board, accepted_on: 2026-06-01}}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Because + " challenges " + target(c) + " and " + c.Detail, ""
	},
}

var defeaterAnswerGap = &Rule{
	Name: "defeater-answer-gap", ID: "DIA002", Severity: strict,
	Title: "the answer to a challenge has a gap itself",
	Why:   "An answer that is not shown answers nothing (OntoGSN; Assurance 2.0).",
	Fix:   "close the gap of the answer, or answer the challenge in another way",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nC2: {claim: It was checked, undeveloped: true}\nD1: {defeater: The model may be holding back, challenges: C1, raised_by: Bo, answered_by: [C2]}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\nC2: {claim: It was checked, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\nD1: {defeater: The model may be holding back, challenges: C1, raised_by: Bo, answered_by: [C2]}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Because + " challenges " + target(c) + " and " + c.Detail, ""
	},
}

var sustainedChallenge = &Rule{
	Name: "sustained-challenge", ID: "DIA017", Covers: []string{"DIA003"}, Severity: always,
	Title: "a challenge that stands",
	Why:   "What it challenges is defeated, whatever else supports it (GSN v3, dialectic extension).",
	Fix:   "withdraw or change what is challenged; answer the challenge only if something new answers it",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nD1: {defeater: The model holds back, challenges: C1, raised_by: Bo, status: sustained}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Because + " stands against " + target(c), ""
	},
}

var reviewRejected = &Rule{
	Name: "review-rejected", ID: "DIA018", Severity: always,
	Title: "a claim, a step or a context that its reviewer rejected",
	Why:   "Whoever looked at it concluded that it must not be relied on: a doubt that was raised and not attended to.",
	Fix:   "change what was rejected and have it reviewed again, or record the doubt as a defeater and answer it",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true, review: {by: Ann, on: 2026-06-11, verdict: rejected}}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true, review: {by: Ann, on: 2026-06-11, verdict: accepted}}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " was rejected by its reviewer", ""
	},
}

var residualUnaccepted = &Rule{
	Name: "residual-unaccepted", ID: "DIA004", Severity: always,
	Title: "a doubt that is called accepted, without who accepts it, when, or what it could cost",
	Why:   "A residual doubt is a decision of a named person who knows the consequence (Assurance 2.0). It counts as open.",
	Fix:   "write residual: {consequence, accepted_by, accepted_on}",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nD1: {defeater: The model may be holding back, challenges: C1, raised_by: Bo, status: accepted}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\nD1: {defeater: The model may be holding back, challenges: C1, raised_by: Bo, status: accepted, residual: {consequence: Harm is found late, accepted_by: Board, accepted_on: 2026-06-01}}\n",
	Word: func(c assess.Cause) (string, string) {
		return "the doubt " + c.Because + " about " + target(c) + " is called accepted, but " + c.Detail, ""
	},
}

var residualExpired = &Rule{
	Name: "residual-expired", ID: "DIA005", Severity: hardens,
	Title: "the acceptance of a residual doubt has ended",
	Why:   "A doubt was accepted for a time, and that time is over (Cârlan et al. 2024). It counts as open.",
	Fix:   "answer the challenge, or have the doubt accepted again",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\nD1: {defeater: The model may be holding back, challenges: C1, raised_by: Bo, status: accepted, residual: {consequence: Harm is found late, accepted_by: Board, accepted_on: 2026-01-01, until: 2026-03-01}}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\nD1: {defeater: The model may be holding back, challenges: C1, raised_by: Bo, status: accepted, residual: {consequence: Harm is found late, accepted_by: Board, accepted_on: 2026-06-01, until: 2026-12-31}}\n",
	Word: func(c assess.Cause) (string, string) {
		return "the doubt " + c.Because + " about " + target(c) + " is no longer accepted" + because(c.Detail), ""
	},
}

// target names what a challenge is about: a node or a link.
func target(c assess.Cause) string {
	if c.Node == c.Because {
		return "the case as a whole"
	}
	if len(c.Others) > 0 {
		return "the link from " + c.Node + " to " + c.Others[0]
	}
	return c.Node
}
