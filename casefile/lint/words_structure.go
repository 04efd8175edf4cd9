package lint

import (
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// The gaps of the argument's structure.

var supportCycle = &Rule{
	Name: "support-cycle", ID: "STR006", Severity: always,
	Title: "nodes that support themselves in a ring",
	Why:   "A claim that rests on itself rests on nothing: the fallacy of circular argument (Greenwell, Holloway and Knight 2005; GSN v3).",
	Fix:   "remove the link that leads back, or support one of the nodes by something outside the ring",
	Bad:   "C0: {claim: Nobody is harmed, supported_by: [C1]}\nC1: {claim: The filter holds, supported_by: [C2]}\nC2: {claim: Nothing passes the filter, supported_by: [C1]}\n",
	Good:  "C0: {claim: Nobody is harmed, supported_by: [C1]}\nC1: {claim: The filter holds, supported_by: [C2]}\nC2: {claim: Nothing passes the filter, undeveloped: true}\n",
	Word: func(c assess.Cause) (string, string) {
		if len(c.Others) < 2 {
			return c.Node + " supports itself", ""
		}
		return "these support each other in a ring: " + list(c.Others), ""
	},
}

var illegalSupport = &Rule{
	Name: "illegal-support", ID: "STR011", Severity: always,
	Title: "supported_by names something that cannot support",
	Why:   "A context or a justification explains; it shows nothing (GSN v3; SCCG AR.8).",
	Fix:   "put contexts, assumptions and justifications under in_context_of, and support the node by a claim, a strategy or evidence",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [J1]}\nJ1: {justification: Experts agree}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [C2], in_context_of: [J1]}\nC2: {claim: The filter holds, undeveloped: true}\nJ1: {justification: Experts agree}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Because + " is " + article(c.Others[1]) + " and cannot support " + article(c.Others[0]), ""
	},
}

var unsupported = &Rule{
	Name: "unsupported", ID: "STR015", Covers: []string{"ARG038"}, Severity: grows,
	Title: "a claim or strategy with nothing below it that carries it",
	Why:   "Every claim needs a path to evidence (SCCG EV.1; GSN v3). A justification is not support, and corroborating evidence alone carries nothing.",
	Fix:   "support it by claims or evidence, or mark it as undeveloped: true",
	Bad:   "C1: {claim: Nobody is harmed}\n",
	Good:  "C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Word: func(c assess.Cause) (string, string) {
		if c.Detail != "" {
			return c.Node + " cannot hold" + because(c.Detail), ""
		}
		return "nothing supports " + c.Node, ""
	},
}

var undeveloped = &Rule{
	Name: "undeveloped", ID: "ARG046", Severity: grows,
	Title: "a branch that is marked as not yet argued",
	Why:   "A decision would rest on a part of the argument that nobody has written.",
	Fix:   "argue the branch and remove the mark, or take the claim out of what the decision rests on",
	Bad:   "C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " is not argued yet", ""
	},
}

var restsOnAssumption = &Rule{
	Name: "rests-on-assumption", ID: "ARG045", Severity: grows,
	Title: "an assumption stands where support is needed",
	Why:   "An assumption is taken as true without support; what rests on it is no better shown (GSN v3; SCCG SU.2).",
	Fix:   "argue it, or move it to in_context_of and support the claim by something else",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [A1]}\nA1: {assumption: Users keep to the terms}\n",
	Good:  "C1: {claim: Users keep to the terms, undeveloped: true}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " is taken as true without support", ""
	},
	// An assumption that is only the context of a claim carries nothing.
	Weigh: func(f *facts, c assess.Cause, own Levels) Levels {
		for _, u := range f.users[c.Node] {
			if u.side || u.relation == casefile.SupportedBy || u.relation == casefile.AnsweredBy {
				return own
			}
		}
		if f.tops[c.Node] || len(f.users[c.Node]) == 0 {
			return own
		}
		return mentions
	},
}

var violatedAssumption = &Rule{
	Name: "violated-assumption", ID: "ARG035", Severity: always,
	Title: "something rests on, or is meant under, an assumption that no longer holds",
	Why:   "What was shown under a broken assumption was shown for another world (OntoGSN; SCCG SU.10).",
	Fix:   "repair what broke the assumption, or argue without it",
	Bad:   "C1: {claim: Nobody is harmed, in_context_of: [A1], undeveloped: true}\nA1: {assumption: The weights are secret, status: violated}\n",
	Good:  "C1: {claim: Nobody is harmed, in_context_of: [A1], undeveloped: true}\nA1: {assumption: The weights are secret, status: monitored}\n",
	Word: func(c assess.Cause) (string, string) {
		if c.Because == c.Node {
			return c.Node + " is recorded as violated", ""
		}
		return c.Node + " is meant under " + c.Because + ", which is recorded as violated", ""
	},
}

var linkDefeated = &Rule{
	Name: "link-defeated", ID: "DIA016", Severity: strict,
	Title: "a link that is marked as defeated",
	Why:   "A sustained challenge to a step leaves the step carrying nothing (GSN v3, dialectic extension).",
	Fix:   "support the node in another way and remove the link, or answer the challenge and remove the mark",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [{to: C2, defeated: true}]}\nC2: {claim: The filter holds, undeveloped: true}\nD1: {defeater: The filter is not in use, challenges: {from: C1, to: C2}, status: sustained, raised_by: Bo}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [C2]}\nC2: {claim: The filter holds, undeveloped: true}\n",
	Word: func(c assess.Cause) (string, string) {
		return "the link from " + c.Node + " to " + c.Because + " is marked as defeated", ""
	},
}

// list writes ids for a sentence; a long list says how many more there are.
func list(ids []string) string {
	const most = 8
	if len(ids) > most {
		return strings.Join(ids[:most], ", ") + " and " + count(len(ids)-most, "more")
	}
	return strings.Join(ids, ", ")
}

// article writes a kind of node for a sentence.
func article(kind string) string {
	switch casefile.Kind(kind) {
	case casefile.Assumption:
		return "an assumption"
	case casefile.Evidence:
		return "evidence"
	}
	return "a " + kind
}
