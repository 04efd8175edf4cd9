package lint

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"safecase/casefile"
)

// A gate stands open only as far as levels are stated and their claims have no
// gap; what was not assessed stays in sight.
func TestGates(t *testing.T) {
	const claims = "nodes:\n  C0: {claim: It is acceptable, supported_by: [C1, C2, C3]}\n  C1: {claim: The level holds, supported_by: [A1]}\n  C2: {claim: The other level holds, undeveloped: true}\n  C3: {claim: The weights are secure, role: security, undeveloped: true}\n"
	for name, test := range map[string]struct {
		card, decision string
		want           map[string]GateStanding
	}{
		"everything is open": {"cybersecurity: {pre: {at_most: low, claim: C1}, post: {at_most: low, claim: C1}}", "external_deploy",
			map[string]GateStanding{"deploy": GateNotShown, "develop": GateNotShown, "security": GateNotShown}},
		"a level closes": {"cybersecurity: {pre: {at_most: high, claim: C1}, post: {at_most: high, claim: C1}}", "external_deploy",
			map[string]GateStanding{"deploy": GateClosed, "develop": GateNotShown, "security": GateClosed}},
		"another decision": {"cybersecurity: {pre: {at_most: low, claim: C1}, post: {at_most: critical, claim: C1}}", "continue_training",
			map[string]GateStanding{"deploy": GateAside, "develop": GateClosed, "security": GateNotShown}},
		"no decision": {"cybersecurity: {pre: {at_most: low, claim: C1}, post: {at_most: low, claim: C1}}", "",
			map[string]GateStanding{"deploy": GateNotShown, "develop": GateNotShown, "security": GateNotShown}},
	} {
		text := "safecase: 1\ntitle: Example\n"
		if test.decision != "" {
			text += "decision: {type: " + test.decision + "}\n"
		}
		text += "scorecard: {framework: preparedness-v1, " + test.card + "}\n" + claims
		got := map[string]GateStanding{}
		for _, g := range Gates(Check(Input{File: casefile.Read("case.yaml", text), AsOf: asOf})) {
			got[g.Name] = g.Standing
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// The complete example opens its gates for what was assessed, and no further.
func TestGatesOfTheExample(t *testing.T) {
	w, check := startWorkshop(t, "../../examples/coding-agent/coding-agent.case.yaml", "2026-11-20")
	want := []GateLine{
		{Name: "deploy", Standing: GateAside},
		{Name: "develop", Standing: GatePartial, Because: []string{"cbrn was not assessed", "persuasion was not assessed"}},
		{Name: "security", Standing: GatePartial, Because: []string{"cbrn was not assessed", "persuasion was not assessed", "what it asks for is argued without a recorded gap: security"}},
	}
	got := Gates(check(w.file, w.files))
	for i := range got {
		got[i].Text = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
