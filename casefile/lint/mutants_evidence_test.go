package lint

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"safecase/casefile"
)

func (w *workshop) changeBytes() {
	w.each(casefile.Evidence, func(n *casefile.Node) {
		ref := n.Get("file").Text()
		data := w.files[ref]
		for _, at := range []int{0, len(data) / 7, len(data) / 3, len(data) / 2, len(data) - 1} {
			other := bytes.Clone(data)
			other[at] ^= 1
			w.with(ref, other, casefile.Batch{}, "byte %d of %s", at, ref)
		}
		w.with(ref, data[:len(data)*2/3], casefile.Batch{}, "%s cut short", ref)
		w.with(ref, append(bytes.Clone(data), ' '), casefile.Batch{}, "%s with a blank more", ref)
	})
}

func (w *workshop) loseFiles() {
	w.each(casefile.Evidence, func(n *casefile.Node) {
		w.set(n.ID, "evidence/lost.json", "file")
		w.set(n.ID, "../outside.json", "file")
		w.drop(n.ID, "file")
	})
}

func (w *workshop) loseDigests() {
	w.each(casefile.Evidence, func(n *casefile.Node) { w.drop(n.ID, "sha256") })
}

var anyDay = regexp.MustCompile(`20\d\d-\d\d-\d\d`)

// age makes the evidence old: the day that the file states, with the digest
// written anew, or the day that the case states of a document.
func (w *workshop) age() {
	for _, days := range []int{130, 200, 400, 1500} {
		old := day("2026-11-20").AddDate(0, 0, -days).Format(time.DateOnly)
		w.each(casefile.Evidence, func(n *casefile.Node) {
			ref := n.Get("file").Text()
			if n.Get("date_reported").Exists() {
				w.set(n.ID, old, "date_reported")
			} else if data := anyDay.ReplaceAll(w.files[ref], []byte(old)); !bytes.Equal(data, w.files[ref]) {
				w.with(ref, data, w.relock(n, data), "%s ran on %s", n.ID, old)
			}
			if days == 130 {
				w.set(n.ID, "2026-11-01", "valid_until")
			}
		})
	}
}

func (w *workshop) swapModels() {
	w.each(casefile.Evidence, func(n *casefile.Node) {
		for _, m := range w.Items("models") {
			if own := n.Get("model").Text(); own != "" && own != m.ID {
				w.set(n.ID, m.ID, "model")
			}
		}
		ref := n.Get("file").Text()
		for _, other := range []string{"openai/atlas-1", "openai/atlas-2-mini", "openai/watch-1"} {
			if data := bytes.ReplaceAll(w.files[ref], []byte("openai/atlas-2-ho"), []byte(other)); !bytes.Equal(data, w.files[ref]) {
				w.with(ref, data, w.relock(n, data), "%s is of %s", ref, other)
			}
		}
	})
	for _, m := range w.Items("models") {
		if slices.ContainsFunc(w.Nodes, func(n *casefile.Node) bool { return n.Get("model").Text() == m.ID }) {
			w.set("", []string{"openai/other"}, "models", m.ID, "served_as")
			w.drop("", "models", m.ID, "derived_from")
			w.drop("", "models", m.ID, "for")
		}
	}
}

func (w *workshop) grow() {
	for _, x := range []float64{5.2, 6, 10.4, 26} {
		w.add(casefile.Batch{
			casefile.SetSection{Path: []string{"models", "atlas-2", "effective_compute"}, Value: x},
			casefile.SetSection{Path: []string{"models", "atlas-2-ho", "effective_compute"}, Value: 2.6},
		}, "the model has grown to %g", x)
	}
}

// conditions are where the circumstances of evaluations stand: in evidence and
// in protocols.
func (w *workshop) conditions(fn func(node string, path []string, v casefile.Value)) {
	w.each(casefile.Evidence, func(n *casefile.Node) { fn(n.ID, nil, n.Value()) })
	for _, p := range w.Items("protocols") {
		fn("", []string{"protocols", p.ID}, p.Value)
	}
}

func under(path []string, more ...string) []string { return append(slices.Clone(path), more...) }

func (w *workshop) switchOn() {
	w.conditions(func(node string, path []string, v casefile.Value) {
		for _, e := range v.Get("mitigations").Entries() {
			if e.Text() != "enabled" {
				w.set(node, "enabled", under(path, "mitigations", e.Key)...)
			}
		}
	})
}

func (w *workshop) forgetSwitches() {
	w.conditions(func(node string, path []string, v casefile.Value) {
		for _, e := range v.Get("mitigations").Entries() {
			w.drop(node, under(path, "mitigations", e.Key)...)
		}
		w.drop(node, under(path, "mitigations")...)
	})
}

func (w *workshop) narrowAccess() {
	w.conditions(func(node string, path []string, v casefile.Value) {
		if len(v.Get("access").Texts()) > 1 {
			w.set(node, []string{"query"}, under(path, "access")...)
			w.set(node, []string{"query", "helpful_only", "full_fine_tune"}, under(path, "access")...)
			w.drop(node, under(path, "access")...)
		}
	})
}

func (w *workshop) thinElicitation() {
	w.conditions(func(node string, path []string, v casefile.Value) {
		if v.Get("target").Text() != "capability" || !v.Get("elicitation").Exists() {
			return
		}
		for _, key := range []string{"failures_reviewed", "sandbagging_checks", "scaffold"} {
			w.drop(node, under(path, "elicitation", key)...)
		}
		w.set(node, "none", under(path, "elicitation", "scaffold")...)
		w.set(node, "none", under(path, "elicitation", "fine_tuning", "method")...)
		w.set(node, "mean", under(path, "elicitation", "attempts", "aggregation")...)
		w.drop(node, under(path, "elicitation")...)
	})
	w.set("", 1, "protocols", "ctf", "elicitation", "attempts", "k")
	w.set("", 3, "protocols", "ctf", "elicitation", "attempts", "k")
	w.set("", 50, "protocols", "ctf", "elicitation", "attempts", "k")
}

func (w *workshop) ownEvaluators() {
	var b casefile.Batch
	w.conditions(func(node string, path []string, v casefile.Value) {
		if target := v.Get("target").Text(); target != "capability" && target != "control" {
			return
		}
		if node == "" {
			b = append(b, casefile.SetSection{Path: under(path, "evaluator", "type"), Value: "developer_team"})
		} else {
			b = append(b, casefile.SetField{Node: node, Path: under(path, "evaluator", "type"), Value: "developer_team"})
		}
		w.drop(node, under(path, "evaluator")...)
		w.drop(node, under(path, "evaluator", "type")...)
	})
	w.add(b, "the developer's own team evaluated everything")
}

func (w *workshop) hideExternals() {
	w.each(casefile.Evidence, func(n *casefile.Node) {
		if n.Get("evaluator", "type").Text() == "external_independent" {
			for _, key := range []string{"conflicts", "may_publish", "effort_hours", "access"} {
				w.drop(n.ID, "evaluator", key)
			}
		}
	})
}

func (w *workshop) trainOnTests() {
	w.conditions(func(node string, path []string, v casefile.Value) {
		if v.Get("target").Text() == "capability" || v.Get("target").Text() == "control" {
			w.set(node, "direct", under(path, "used_in_training")...)
			w.set(node, "indirect", under(path, "used_in_training")...)
			w.set(node, 12, under(path, "iterations_on_eval")...)
		}
	})
}

func (w *workshop) weakGraders() {
	w.conditions(func(node string, path []string, v casefile.Value) {
		if v.Get("grader").Exists() {
			w.set(node, casefile.Pairs{{Key: "type", Value: "model"}}, under(path, "grader")...)
			w.set(node, casefile.Pairs{{Key: "type", Value: "model"}, {Key: "validated", Value: false}}, under(path, "grader")...)
		}
	})
}

func (w *workshop) otherTargets() {
	w.conditions(func(node string, path []string, v casefile.Value) {
		for _, other := range []string{"propensity", "safeguard", "control", "monitoring", "capability"} {
			if own := v.Get("target").Text(); (own == "capability" || own == "control") && own != other {
				w.set(node, other, under(path, "target")...)
			}
		}
	})
}

func (w *workshop) loseGame() {
	w.each(casefile.Evidence, func(n *casefile.Node) {
		if !n.Get("game").Exists() {
			return
		}
		for _, key := range []string{"red_team", "audit_fraction", "fpr", "threshold_from"} {
			w.drop(n.ID, "game", key)
		}
		w.drop(n.ID, "game", "red_team", "affordances")
		w.drop(n.ID, "game", "red_team", "effort_hours")
		w.drop(n.ID, "representativeness")
		w.set(n.ID, "same_run", "game", "threshold_from")
		w.set(n.ID, n.Get("game", "untrusted").Text(), "game", "trusted")
	})
}

func (w *workshop) reviews() {
	for _, n := range w.Nodes {
		if !n.Get("review").Exists() {
			continue
		}
		w.drop(n.ID, "review")
		for _, key := range []string{"by", "on", "digest", "verdict"} {
			w.drop(n.ID, "review", key)
		}
		w.set(n.ID, "2027-01-01", "review", "on")
		w.set(n.ID, "1111111111111111111111111111111111111111111111111111111111111111", "review", "digest")
	}
}

func (w *workshop) rejections() {
	for _, n := range w.Nodes {
		if n.Get("review").Exists() {
			w.set(n.ID, "rejected", "review", "verdict")
		}
	}
}

func (w *workshop) ownReviews() {
	for _, n := range w.Nodes {
		if n.Get("review").Exists() {
			w.set(n.ID, w.Get("owner").Text(), "review", "by")
		}
	}
}

// worsen changes the results and writes the digests anew.
func (w *workshop) worsen() {
	for _, k := range []int{1, 2, 5, 31, 300, 3100} {
		w.rewrite("E2", "\"sent_out\": 0,\n  \"win_rate\": 0,", fmt.Sprintf("\"sent_out\": %d,\n  \"win_rate\": %v,", k, float64(k)/3100))
	}
	for _, n := range []int{10, 100, 300, 1000, 2000} {
		w.rewrite("E2", `"episodes": 3100`, `"episodes": `+strconv.Itoa(n))
	}
}

func (w *workshop) spoilRuns() {
	for _, status := range []string{"error", "started", "cancelled"} {
		w.rewrite("E1", `"status": "success"`, `"status": "`+status+`"`)
	}
	w.rewrite("E1", `"completed_samples": 1200`, `"completed_samples": 700`)
	w.rewrite("E1", `"total_samples": 1200`, `"total_samples": 4000`)
	w.rewrite("E1", `"value": 0.008333333333333333`, `"value": 0.4`)
	w.rewrite("E1", `"value": 0.008333333333333333`, `"value": NaN`)
	for i := 1; i <= 120; i += 7 {
		w.rewrite("E1", fmt.Sprintf(`{"id":"ctf-%03d","epoch":3,"scores":{"includes":{"value":"I"}}},`, i), "")
	}
}

func (w *workshop) rewrite(node, old, new string) {
	n := w.Node(node)
	ref := n.Get("file").Text()
	data := bytes.Replace(w.files[ref], []byte(old), []byte(new), 1)
	if bytes.Equal(data, w.files[ref]) {
		panic(ref + " does not say " + old)
	}
	w.with(ref, data, w.relock(n, data), "%s says %s", ref, new)
}

func (w *workshop) loseModels() {
	w.each(casefile.Evidence, func(n *casefile.Node) {
		if n.Get("model").Exists() {
			w.set(n.ID, "nobody", "model")
		}
	})
}

// copies cites a file a second time, under another id and for another claim.
func (w *workshop) copies() {
	w.each(casefile.Evidence, func(n *casefile.Node) {
		w.add(casefile.Duplicate{ID: n.ID, NewID: "E99", Parent: "C8", Relation: casefile.SupportedBy}, "%s under another id", n.ID)
	})
}

// conflicts types what the file states, and types it wrong.
func (w *workshop) conflicts() {
	for _, x := range []int{12, 119, 121, 1200, 50000} {
		w.set("E1", x, "n")
	}
	for _, date := range []string{"2026-11-10", "2026-09-01", "2027-03-01"} {
		w.set("E1", date, "date_run")
		w.set("E2", date, "date_run")
	}
}
