package evidence

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// inspectVersion is the newest log version that is understood; Inspect has written 2 since 2024-07.
const inspectVersion = 2

// inspectLog is what both containers of an Inspect log, the archive and the JSON document, are taken apart into.
type inspectLog struct {
	top        node // the members below, of one object
	rows       *inspectRows
	reductions []inspectReduction
	rowsRead   bool // the container was asked for its rows
}

// inspectParts are the top-level keys that are kept. samples and reductions are streamed.
var inspectParts = []string{"version", "status", "eval", "plan", "results", "stats", "error", "invalidated",
	"log_updates", "config_updates"}

// fill maps the log onto the reading.
func (l *inspectLog) fill(r *Reading) error {
	if v := l.top.at("version").count(); v != nil && *v > inspectVersion {
		return &Problem{Code: CodeUnreadable, Message: fmt.Sprintf("an Inspect log of version %d, newer than %d, which is the newest that is understood", *v, inspectVersion), Hint: "update safecase"}
	}
	r.FormatVersion = l.top.at("version").label()
	r.Tool = "inspect_ai"
	eval := l.top.at("eval")
	r.ToolVersion = eval.at("packages", "inspect_ai").label()
	l.fillTask(r, eval)
	l.fillModel(r, eval)
	l.fillStatus(r)
	l.fillDates(r, eval)
	l.fillElicitation(r, eval)
	l.fillIntegrity(r, eval)
	l.fillCounts(r, eval)
	return l.fillRecords(r, eval)
}

func (l *inspectLog) fillTask(r *Reading, eval node) {
	r.Task, r.TaskVersion = eval.at("task").str(), eval.at("task_version").label()
	if title := eval.at("task_display_name").str(); title != r.Task {
		r.TaskTitle = title
	}
	r.TaskID, r.RunID = eval.at("task_id").str(), eval.at("run_id").str()
	data := eval.at("dataset")
	r.Dataset = Dataset{Name: data.at("name").str(), Location: data.at("location").str(), Items: data.at("samples").count()}
}

func (l *inspectLog) fillModel(r *Reading, eval node) {
	r.Model = eval.at("model").str()
	r.BaseURL = cleanURL(eval.at("model_base_url").str())
	eval.at("model_roles").each(func(role string, v node) {
		name := v.at("model").str()
		if name == "" {
			name = v.str()
		}
		if name != "" {
			if r.OtherModels == nil {
				r.OtherModels = map[string]string{}
			}
			r.OtherModels[Clean(role)] = name
		}
	})
	l.fillUsage(r)
}

// cleanURL keeps where a model was served and drops credentials and query, which may hold keys.
func cleanURL(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return ""
	}
	return Clean((&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String())
}

func (l *inspectLog) fillStatus(r *Reading) {
	status := Status(l.top.at("status").str())
	switch status {
	case StatusSuccess, StatusError, StatusCancelled, StatusStarted:
		r.Status = status
	}
	failure := l.top.at("error")
	r.StatusDetail = failure.at("message").str()
	if failure.known() && r.Status == StatusSuccess {
		r.Status = StatusError
		r.warn(WarnNotFinished, "the log says success and carries an error: taken as failed")
	}
}

func (l *inspectLog) fillDates(r *Reading, eval node) {
	stats := l.top.at("stats")
	r.setDates(textMoment("completed_at", stats.at("completed_at").str()),
		textMoment("started_at", stats.at("started_at").str()),
		textMoment("created", eval.at("created").str()))
}

// inspectLimits are the limits that a run can set, by the names we show.
var inspectLimits = map[string]string{
	"message_limit": "message", "max_messages": "message", "token_limit": "token", "turn_limit": "turn",
	"time_limit": "time", "working_limit": "working", "cost_limit": "cost",
}

// genKeys are the settings of generation that are shown. Others may hold secrets or say nothing about effort.
var genKeys = []string{"temperature", "top_p", "top_k", "max_tokens", "seed", "num_choices", "best_of",
	"frequency_penalty", "presence_penalty", "reasoning_effort", "reasoning_tokens", "effort"}

func (l *inspectLog) fillElicitation(r *Reading, eval node) {
	e, config := &r.Elicitation, eval.at("config")
	e.Epochs = config.at("epochs").count()
	e.Reducers = config.at("epochs_reducer").strs()
	for key, name := range inspectLimits {
		if f, ok := config.at(key).number(); ok {
			if e.Limits == nil {
				e.Limits = map[string]float64{}
			}
			e.Limits[name] = f
		}
	}
	for _, a := range config.at("approval", "approvers").kids {
		e.Approval = append(e.Approval, a.at("name").str())
	}
	l.fillPlan(e, eval)
	e.Sandbox = sandboxKind(eval.at("sandbox"))
	for _, from := range []node{l.top.at("plan", "config"), eval.at("model_generate_config")} {
		e.takeGenConfig(from)
	}
}

// sandboxKind reads the three ways in which a sandbox has been written: "docker", ["docker", file], {type, config}.
func sandboxKind(n node) string {
	if kinds := n.strs(); len(kinds) > 0 {
		return kinds[0]
	}
	return n.at("type").str()
}

func (l *inspectLog) fillPlan(e *Elicitation, eval node) {
	for _, step := range l.top.at("plan", "steps").kids {
		solver := step.at("solver").str()
		e.Solver = append(e.Solver, solver)
		e.Tools = appendTools(e.Tools, step.at("params", "tools"), 4)
		if solver == "system_message" || strings.HasSuffix(solver, "/system_message") {
			yes := true
			e.SystemPrompt = &yes
		}
	}
	if len(e.Solver) == 0 && eval.at("solver").str() != "" {
		e.Solver = []string{eval.at("solver").str()}
	}
	slices.Sort(e.Tools)
	e.Tools = slices.Compact(e.Tools)
}

// appendTools collects the names of tools from lists that may be nested.
func appendTools(tools []string, n node, depth int) []string {
	if name := n.at("name").str(); name != "" {
		return append(tools, name)
	}
	if n.isArray() && depth > 0 {
		for _, kid := range n.kids {
			tools = appendTools(tools, kid, depth-1)
		}
	}
	return tools
}

func (e *Elicitation) takeGenConfig(from node) {
	for _, key := range genKeys {
		if v := from.at(key).label(); v != "" {
			if e.GenConfig == nil {
				e.GenConfig = map[string]string{}
			}
			e.GenConfig[key] = v
		}
	}
}

func (l *inspectLog) fillIntegrity(r *Reading, eval node) {
	i := &r.Integrity
	i.Commit, i.Dirty = eval.at("revision", "commit").str(), eval.at("revision", "dirty").truth()
	i.Invalidated = l.top.at("invalidated").isTrue()
	for _, update := range l.top.at("log_updates").kids {
		i.Edited = true
		i.EditedBy = update.at("provenance", "author").str()
		i.EditReason = update.at("provenance", "reason").str()
	}
	l.fillRetuned(r, eval)
	if eval.at("config", "score_on_error").isTrue() {
		r.warn(WarnScoreOnError, "samples that failed were scored and are part of the result")
	}
}

// fillCounts takes what was planned, run and ended in an error, and compares header with body.
func (l *inspectLog) fillCounts(r *Reading, eval node) {
	results := l.top.at("results")
	r.AttemptsTotal, r.AttemptsCompleted = results.at("total_samples").count(), results.at("completed_samples").count()
	if t, c := r.AttemptsTotal, r.AttemptsCompleted; t != nil && c != nil && *t >= *c {
		r.Errors = ref(*t - *c)
	}
	epochs := l.epochs(eval)
	if t := r.AttemptsTotal; t != nil && *t%epochs == 0 {
		r.PlannedItems = ref(*t / epochs)
	}
	l.warnSubset(r, eval)
	if l.rowsRead {
		l.rows.fill(r)
	}
}

func ref[T any](v T) *T { return &v }

// epochs is how often each item was run; absent means once.
func (l *inspectLog) epochs(eval node) int {
	if n := eval.at("config", "epochs").count(); n != nil && *n > 0 {
		return *n
	}
	return 1
}

// warnSubset says when not all of the benchmark was run. A limit above the number of items did not bite.
func (l *inspectLog) warnSubset(r *Reading, eval node) {
	limit, ids := eval.at("config", "limit"), eval.at("config", "sample_id")
	planned, whole := r.PlannedItems, r.Dataset.Items
	switch {
	case ids.known():
		r.warn(WarnSubset, "only chosen samples of the dataset were run")
	case limit.isArray():
		r.warn(WarnSubset, "only a range of the dataset was run")
	case limit.count() != nil && (planned == nil || *limit.count() <= *planned):
		r.warn(WarnSubset, "the run was limited to %d items%s", *limit.count(), of(whole))
	case planned != nil && whole != nil && *planned < *whole:
		r.warn(WarnSubset, "%d items were run%s", *planned, of(whole))
	}
	if l.top.at("results", "early_stopping").known() {
		r.warn(WarnSubset, "the run was stopped early by its own rule")
	}
}

func of(whole *int) string {
	if whole == nil {
		return ""
	}
	return fmt.Sprintf(" of a dataset of %d", *whole)
}
