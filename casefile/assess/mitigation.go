package assess

import (
	"slices"

	"safecase/casefile"
)

// Recorded gives what is written about one evaluation at a path: in the evidence
// itself, else in its protocol.
type Recorded func(path ...string) casefile.Value

// MitigationStatus derives under which of the mitigations of a case an evaluation
// was done, from what is recorded of it and never from what it calls itself, and
// says why. It is "unmitigated" (as if the weights were stolen: nothing enabled,
// red-teamers unrestricted, fine-tuned, and refusals attacked or removed),
// "mitigated" (behind a mitigation around the model), "partially_mitigated"
// (neither), or "" where it cannot be told because a mitigation of the case is
// not named. Source: the definitions in Z. Stein-Perlman's discussion of mitigated
// and unmitigated hazards; hardening against fine-tuning that was there before
// the test does not count.
func MitigationStatus(mitigations []casefile.Item, get Recorded) (status, why string) {
	m := switches(mitigations, get)
	tuned := get("elicitation", "fine_tuning", "method")
	switch {
	case len(m.around) > 0:
		return "mitigated", "enabled: " + several(m.around)
	case len(m.unknown) > 0:
		return "", "not stated: " + several(m.unknown)
	case len(m.inside) > 0:
		return "partially_mitigated", "enabled: " + several(m.inside)
	case len(get("attacker_restrictions").Texts()) > 0:
		return "partially_mitigated", "red-teamers were restricted"
	case tuned.Text() == "" && len(tuned.Texts()) == 0 || tuned.Has("none"):
		return "partially_mitigated", "no fine-tuning was done"
	case !m.refusalsRemoved && !Jailbroken(get):
		return "partially_mitigated", "refusals were neither attacked nor removed"
	}
	if first, _ := get("first_pass").Bool(); first {
		return "partially_mitigated", "findings of red-teamers were not worked in yet"
	}
	return "unmitigated", "nothing was enabled"
}

// switched sorts the mitigations of the case by what the evidence says of them.
type switched struct {
	around, inside, unknown []string // enabled around the model, enabled in it, not named
	refusalsRemoved         bool
}

func switches(mitigations []casefile.Item, get Recorded) switched {
	s := switched{refusalsRemoved: get("access").Has("helpful_only")}
	for _, m := range mitigations {
		kind := m.Get("kind").Text()
		if OutsideTests(m) {
			continue
		}
		switch get("mitigations", m.ID).Text() {
		case "enabled":
			if Around(m) {
				s.around = append(s.around, m.ID)
			} else if !hardening(m) {
				s.inside = append(s.inside, m.ID)
			}
		case "removed", "disabled":
			s.refusalsRemoved = s.refusalsRemoved || kind == "refusal_training"
		default:
			s.unknown = append(s.unknown, m.ID)
		}
	}
	return s
}

// outsideTests are kinds of mitigations that no run of a model has on or off.
var outsideTests = []string{"kyc", "account_ban", "weight_security", "process", "access_control"}

// OutsideTests reports whether no run of a model has the mitigation on or off.
func OutsideTests(m casefile.Item) bool { return slices.Contains(outsideTests, m.Get("kind").Text()) }

// RefusalsRemoved reports whether the evaluation was done without refusals: on a
// helpful-only version, or with refusal training off.
func RefusalsRemoved(mitigations []casefile.Item, get Recorded) bool {
	return switches(mitigations, get).refusalsRemoved
}

// Around reports whether the mitigation sits around the model and is gone when
// the weights are.
func Around(m casefile.Item) bool {
	switch m.Get("layer").Text() {
	case "system", "deployment":
		return true
	case "":
		return slices.Contains([]string{"input_filter", "output_filter", "monitor", "rate_limit", "sandbox", "human_oversight", "rollback"}, m.Get("kind").Text())
	}
	return false
}

// hardening reports whether the mitigation was put into the weights before the
// test, where an attacker would find it, too.
func hardening(m casefile.Item) bool {
	return m.Get("layer").Text() == "pretraining" || slices.Contains([]string{"anti_finetuning", "data_filtering", "unlearning"}, m.Get("kind").Text())
}

// Jailbroken reports whether refusals were attacked in the evaluation.
func Jailbroken(get Recorded) bool {
	unlimited, _ := get("elicitation", "jailbreak", "unlimited").Bool()
	return unlimited || len(get("elicitation", "jailbreak", "kinds").Texts()) > 0
}
