package lint

import (
	"fmt"
	"strconv"
	"strings"

	"safecase/casefile"
)

func (w *workshop) numbersOfClaims(fn func(n *casefile.Node)) {
	w.each(casefile.Claim, func(n *casefile.Node) {
		if n.Get("quantity").Exists() {
			fn(n)
		}
	})
}

// loosenThresholds makes what has to be shown easier.
func (w *workshop) loosenThresholds() {
	for _, factor := range []float64{1.2, 1.5, 2, 3, 5, 8} {
		w.numbersOfClaims(func(n *casefile.Node) {
			x, _ := n.Get("quantity", "below").Number()
			w.set(n.ID, times(x, factor), "quantity", "below")
		})
		for _, o := range w.Items("outcomes") {
			if x, ok := o.Get("threshold", "probability").Number(); ok {
				w.set("", times(x, factor), "outcomes", o.ID, "threshold", "probability")
			}
		}
	}
}

func times(x, factor float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x*factor, 'g', 6, 64), 64)
	return y
}

func (w *workshop) loosenConfidence() {
	for _, c := range []float64{0.9, 0.8, 0.5} {
		w.numbersOfClaims(func(n *casefile.Node) { w.set(n.ID, c, "quantity", "confidence") })
	}
}

func (w *workshop) loseNumbers() {
	w.numbersOfClaims(func(n *casefile.Node) {
		w.drop(n.ID, "quantity")
		w.drop(n.ID, "quantity", "below")
		w.set(n.ID, "lost:accuracy", "quantity", "metric")
		w.each(casefile.Evidence, func(e *casefile.Node) {
			if e.ID != n.Get("quantity", "of").Text() {
				w.set(n.ID, e.ID, "quantity", "of")
			}
		})
	})
}

func (w *workshop) lateThresholds() {
	for _, late := range []string{"2026-09-30", "2026-11-19"} {
		w.numbersOfClaims(func(n *casefile.Node) { w.set(n.ID, late, "quantity", "set", "on") })
		for _, o := range w.Items("outcomes") {
			w.set("", late, "outcomes", o.ID, "threshold", "set", "on")
		}
	}
	w.numbersOfClaims(func(n *casefile.Node) { w.set(n.ID, true, "quantity", "seen") })
}

func (w *workshop) thresholdParts() {
	for _, o := range w.Items("outcomes") {
		for _, key := range []string{"margin", "set", "per"} {
			if key != "margin" || !o.Get("threshold", "level").Exists() { // a level has none
				w.drop("", "outcomes", o.ID, "threshold", key)
			}
		}
		w.drop("", "outcomes", o.ID, "threshold")
	}
	w.numbersOfClaims(func(n *casefile.Node) { w.drop(n.ID, "quantity", "set") })
}

func (w *workshop) widerRisk() {
	w.each(casefile.Claim, func(n *casefile.Node) {
		w.drop(n.ID, "bound")
		w.drop(n.ID, "qualitative")
	})
	for _, x := range []int{30, 50, 100, 500, 200000} {
		w.set("", x, "setting", "scale", "sensitive_actions")
	}
	w.drop("", "setting", "scale", "sensitive_actions")
	w.set("C2", "C10", "bound", "per_attempt")
}

func (w *workshop) moreExposure() {
	for _, a := range []string{"internet", "email", "long_term_memory", "multi_agent", "logprobs", "system_prompt"} {
		w.set("", []string{"query", "code_execution", a}, "setting", "affordances")
	}
	w.set("", "open_weights", "setting", "access")
	w.set("", "weight_release", "decision", "type")
}

func (w *workshop) fineTuning() {
	w.set("", "filtered", "setting", "fine_tuning")
	w.set("", "unrestricted", "setting", "fine_tuning")
}

func (w *workshop) slowReview() {
	for _, hours := range []int{24, 48, 500} {
		w.add(casefile.Batch{casefile.SetSection{Path: []string{"setting", "oversight", "mode"}, Value: "async"}, casefile.SetSection{Path: []string{"setting", "oversight", "latency_hours"}, Value: hours}}, "reviews after %d hours", hours)
	}
	w.add(casefile.Batch{casefile.SetSection{Path: []string{"setting", "oversight", "mode"}, Value: "async"}, casefile.RemoveSection{Path: []string{"setting", "oversight", "harm_latency_hours"}}}, "nobody knows how fast harm is")
}

func (w *workshop) strongerActors() {
	for _, t := range w.Items("threats") {
		for _, a := range []string{"internet", "email", "logprobs", "activations", "weights"} {
			w.set("", append(t.Get("actor_access").Texts(), a), "threats", t.ID, "actor_access")
		}
	}
}

func (w *workshop) weakerActors() {
	for _, t := range w.Items("threats") {
		w.set("", []string{"query"}, "threats", t.ID, "actor_access")
	}
}

func (w *workshop) theft() {
	for _, t := range w.Items("threats") {
		w.set("", true, "threats", t.ID, "weights_in_scope")
	}
	for _, word := range []string{"open", "leaked_assumed"} {
		w.set("", word, "models", "atlas-2", "weights")
	}
}

func (w *workshop) threatParts() {
	for _, t := range w.Items("threats") {
		for _, key := range []string{"actor", "actor_access", "weights_in_scope", "pathway", "bottleneck"} {
			if key != "actor_access" || t.Get("actor").Text() != "ai_system" { // an AI can do what the setting lets it
				w.drop("", "threats", t.ID, key)
			}
		}
	}
}

func (w *workshop) newRisks() {
	w.set("", casefile.Pairs{{Key: "text", Value: "Something else"}}, "outcomes", "O9")
	w.set("", casefile.Pairs{{Key: "outcome", Value: "O1"}, {Key: "text", Value: "Another path"}}, "threats", "T9")
	for _, t := range w.Items("threats") {
		w.drop("", "threats", t.ID)
	}
	for _, o := range w.Items("outcomes") {
		w.drop("", "outcomes", o.ID)
	}
	w.drop("", "outcomes")
}

func (w *workshop) mitigationParts() {
	for _, m := range w.Items("mitigations") {
		for _, key := range []string{"kind", "status", "survives_weight_theft", "removable_by"} {
			w.drop("", "mitigations", m.ID, key)
		}
	}
}

func (w *workshop) plannedMitigations() {
	for _, m := range w.Items("mitigations") {
		w.set("", "planned", "mitigations", m.ID, "status")
	}
}

func (w *workshop) removableMitigations() {
	w.drop("E2", "elicitation", "jailbreak")
	w.set("E2", casefile.Pairs{{Key: "scaffold", Value: "sota_agent"}}, "elicitation")
	w.set("", []string{"white_box"}, "mitigations", "sandbox", "removable_by")
	w.made[len(w.made)-1].edit = casefile.Batch{w.made[len(w.made)-1].edit, casefile.SetSection{Path: []string{"threats", "T1", "actor_access"}, Value: []string{"query", "code_execution", "activations"}}}
}

func (w *workshop) changedMitigations() {
	for _, m := range w.Items("mitigations") {
		w.set("", "2026-10-30", "mitigations", m.ID, "changed_on")
	}
}

func (w *workshop) unclaimedMitigations() {
	w.each(casefile.Claim, func(n *casefile.Node) {
		about := n.Get("about").Texts()
		for i := range about {
			rest := append(append([]string{}, about[:i]...), about[i+1:]...)
			w.set(n.ID, rest, "about")
		}
		w.drop(n.ID, "about")
	})
}

func (w *workshop) newMitigations() {
	for i, kind := range []string{"refusal_training", "output_filter", "input_filter", "rate_limit", "unlearning"} {
		w.set("", casefile.Pairs{{Key: "text", Value: "Another one"}, {Key: "kind", Value: kind}, {Key: "status", Value: "implemented"}}, "mitigations", fmt.Sprintf("extra-%d", i))
	}
}

func (w *workshop) watching() {
	for _, a := range []string{"V1", "V2"} {
		for _, key := range []string{"text", "indicator", "action", "owner"} {
			w.drop("", "validity", "triggers", a, key)
		}
	}
	w.drop("", "validity", "triggers")
}

func (w *workshop) firedTriggers() {
	for _, x := range []int{1, 2, 7, 40} {
		w.set("", x, "indicators", "I1", "value")
	}
	for _, x := range []float64{0.89, 0.5, 0} {
		w.set("", x, "indicators", "I2", "value")
	}
}

func (w *workshop) longValidity() {
	for _, x := range []int{400, 1000, 100000} {
		w.set("", x, "validity", "max_age_days")
	}
	for _, x := range []float64{2.5, 4, 100} {
		w.set("", x, "validity", "max_compute_ratio")
	}
}

func (w *workshop) reviewDays() {
	for _, d := range []string{"2026-11-19", "2026-01-01"} {
		w.set("", d, "validity", "review_by")
		w.each(casefile.Assumption, func(n *casefile.Node) { w.set(n.ID, d, "review_by") })
	}
	w.drop("", "validity", "review_by")
	w.set("", "2027-06-30", "validity", "review_by")
}

func (w *workshop) assumptions() {
	w.each(casefile.Assumption, func(n *casefile.Node) {
		w.drop(n.ID, "indicator")
		w.drop(n.ID, "review_by")
	})
}

func (w *workshop) violated() {
	w.each(casefile.Assumption, func(n *casefile.Node) { w.set(n.ID, "violated", "status") })
}

func (w *workshop) waivers() {
	for i := range w.Waivers() {
		at := strconv.Itoa(i)
		w.set("", "2026-11-19", "waivers", at, "until")
		w.set("", "2025-01-01", "waivers", at, "until")
		w.set("", "no-such-rule", "waivers", at, "rule")
		w.set("", "hash-missing", "waivers", at, "rule")
		w.set("", "C1", "waivers", at, "node")
		for _, key := range []string{"reason", "by", "until"} {
			w.drop("", "waivers", at, key)
		}
	}
}

func (w *workshop) basicsOfCase() {
	for _, path := range basics {
		w.drop("", path...)
	}
	w.drop("", "system", "excludes")
	w.drop("", "decision")
	w.drop("", "window")
	w.set("", "2026-11-01", "window", "until")
}

func (w *workshop) scores(fn func(category casefile.Entry)) {
	for _, e := range w.Get("scorecard").Entries() {
		if e.Key != "framework" {
			fn(e)
		}
	}
}

func (w *workshop) scorecardParts() {
	w.scores(func(e casefile.Entry) {
		w.drop("", "scorecard", e.Key)
		for _, phase := range []string{"pre", "post"} {
			w.drop("", "scorecard", e.Key, phase)
			w.drop("", "scorecard", e.Key, phase, "claim")
			w.drop("", "scorecard", e.Key, phase, "at_most")
			if e.Get(phase).Exists() {
				w.set("", "mild", "scorecard", e.Key, phase, "at_most")
			}
		}
		for _, key := range []string{"reason", "by"} {
			w.drop("", "scorecard", e.Key, "not_assessed", key)
		}
	})
	w.set("", "preparedness", "scorecard", "framework")
	w.set("", "asl", "scorecard", "framework")
}

func (w *workshop) gates() {
	w.scores(func(e casefile.Entry) {
		if e.Get("post").Exists() {
			w.set("", "critical", "scorecard", e.Key, "post", "at_most")
		}
	})
	w.set("C5", "process", "role")
	w.add(casefile.Batch{casefile.SetSection{Path: []string{"decision", "type"}, Value: "external_deploy"}, casefile.SetSection{Path: []string{"scorecard", "cybersecurity", "post", "at_most"}, Value: "high"}}, "served to others at a high level")
}

// wrongLevels states a level that the claim behind it does not.
func (w *workshop) wrongLevels() {
	w.scores(func(e casefile.Entry) {
		for _, phase := range []string{"pre", "post"} {
			own := e.Get(phase, "at_most").Text()
			for _, level := range []string{"low", "medium", "high"} {
				if own != "" && own != level {
					w.set("", level, "scorecard", e.Key, phase, "at_most")
				}
			}
			if own != "" {
				w.set("", "C16", "scorecard", e.Key, phase, "claim")
			}
		}
	})
}

func (w *workshop) signatures() {
	w.set("", "rejected", "signoffs", "0", "verdict")
	w.drop("", "signoffs")
	w.set("", strings.Repeat("0", 64), "signoffs", "0", "digest")
}
