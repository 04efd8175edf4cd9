package evidence

import (
	"maps"
	"slices"
	"strings"
)

// noModel is what Inspect names a run without a model of its own.
const noModel = "none/none"

// fillUsage compares the model that the log names with those that used tokens, by
// the header or by any row: one of the two may have been edited.
// Where the named one used none and others did, those are the ones that answered;
// others that have no role may have answered in its place, or graded.
func (l *inspectLog) fillUsage(r *Reading) {
	used := maps.Clone(l.rows.used)
	idle := false
	l.top.at("stats", "model_usage").each(func(name string, usage node) {
		switch {
		case !unused(usage):
			used[Clean(name)] = true
		case Clean(name) == r.Model:
			idle = true
		}
	})
	if r.Model == "" || r.Model == noModel {
		return
	}
	if len(used) == 0 {
		if idle && l.rows != nil && l.rows.count > 0 {
			r.warn(WarnModelIdle, "the log says itself that %s used no tokens: no model answered", r.Model)
		}
		return
	}
	named := used[r.Model]
	delete(used, r.Model)
	for _, name := range r.OtherModels {
		delete(used, name)
	}
	others := slices.Sorted(maps.Keys(used))
	switch {
	case len(others) == 0:
	case named:
		r.warn(WarnOtherModels, "models besides %s were called, in a role that the log does not name: %s", r.Model, strings.Join(others, ", "))
	default:
		r.Served = append(r.Served, others...)
		r.warn(WarnModelSuspect, "the log names %s, which used no tokens; these did: %s", r.Model, strings.Join(others, ", "))
	}
}

// unused reports whether an entry of model_usage states counts, and all are 0.
func unused(usage node) bool {
	stated, spent := false, false
	usage.each(func(_ string, v node) {
		if n := v.count(); n != nil {
			stated, spent = true, spent || *n > 0
		}
	})
	return stated && !spent
}

// harmlessKnobs change how fast a run goes, and not what it measures.
var harmlessKnobs = []string{"max_samples", "max_tasks", "max_connections", "max_subprocesses", "max_sandboxes", "adaptive_connections",
	"log_buffer", "log_shared", "log_level", "log_level_transcript", "max_retries", "timeout", "attempt_timeout"}

// fillRetuned takes the changes that were made while the run was under way, in
// their order. Launch values stay what the log records under eval; a cleared
// change returns to them (Inspect, effective_eval_config).
func (l *inspectLog) fillRetuned(r *Reading, eval node) {
	var changed []string
	for _, update := range l.top.at("config_updates").kids {
		for _, change := range update.at("changes").kids {
			name := change.at("name").str()
			if slices.Contains(harmlessKnobs, name) {
				continue
			}
			to := change.at("value")
			if change.at("cleared").isTrue() {
				to = eval.at("config", name)
			}
			r.Elicitation.retune(name, change.at("config").str(), to)
			if name == "" {
				name = "something"
			}
			changed = append(changed, name+" to "+describe(to))
		}
		if len(update.at("changes").kids) == 0 {
			changed = append(changed, "something that is not recorded")
		}
	}
	if len(changed) > 0 {
		r.warn(WarnRetuned, "changed while the run was under way: %s; part of the samples ran under other settings", strings.Join(changed[:min(len(changed), 8)], ", "))
	}
}

// retune applies one change to what is shown.
func (e *Elicitation) retune(name, config string, to node) {
	if limit := inspectLimits[name]; limit != "" && config == "eval" {
		if f, ok := to.number(); ok && e.Limits != nil {
			e.Limits[limit] = f
		} else if !to.known() {
			delete(e.Limits, limit)
		}
	}
	if slices.Contains(genKeys, name) && config == "generate" && to.label() != "" && e.GenConfig != nil {
		e.GenConfig[name] = to.label()
	}
}
