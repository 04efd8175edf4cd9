package evidence

import (
	"fmt"
	"reflect"
	"slices"
	"time"
)

// joinRuns says of the folder what all its logs say, and of what differs the worst: the status of a run that did not
// end well, the day of the oldest, every doubt about any of them.
func joinRuns(r *Reading, logs []folderLog) {
	first := logs[0]
	r.Tool, r.ToolVersion, r.Task, r.TaskVersion = same(logs, func(l folderLog) string { return l.Tool }), same(logs, func(l folderLog) string { return l.ToolVersion }),
		same(logs, func(l folderLog) string { return l.Task }), same(logs, func(l folderLog) string { return l.TaskVersion })
	r.TaskTitle = same(logs, func(l folderLog) string { return l.TaskTitle })
	r.Model, r.Provider = same(logs, func(l folderLog) string { return l.Model }), same(logs, func(l folderLog) string { return l.Provider })
	r.Checkpoint, r.BaseURL = same(logs, func(l folderLog) string { return l.Checkpoint }), same(logs, func(l folderLog) string { return l.BaseURL })
	r.Evaluator, r.Integrity.Commit = same(logs, func(l folderLog) string { return l.Evaluator }), same(logs, func(l folderLog) string { return l.Integrity.Commit })
	r.Dataset.Name = same(logs, func(l folderLog) string { return l.Dataset.Name })
	if !slices.ContainsFunc(logs, func(l folderLog) bool { return !reflect.DeepEqual(l.Elicitation, first.Elicitation) }) {
		r.Elicitation = first.Elicitation
	}
	for _, l := range logs {
		for _, model := range l.Served {
			if !slices.Contains(r.Served, model) {
				r.Served = append(r.Served, model)
			}
		}
		for role, model := range l.OtherModels {
			if r.OtherModels == nil {
				r.OtherModels = map[string]string{}
			}
			if was := r.OtherModels[role]; was != "" && was != model {
				model = was + ", " + model
			}
			r.OtherModels[role] = model
		}
	}
	slices.Sort(r.Served)
	joinEnds(r, logs)
	joinDates(r, logs)
	joinCounts(r, logs)
	joinWarnings(r, logs)
}

// same is what all logs say; "" where they differ.
func same(logs []folderLog, of func(folderLog) string) string {
	text := of(logs[0])
	for _, l := range logs {
		if of(l) != text {
			return ""
		}
	}
	return text
}

// worstEnd orders the ends of runs, best first.
var worstEnd = []Status{StatusSuccess, StatusUnknown, StatusCancelled, StatusError, StatusStarted}

func joinEnds(r *Reading, logs []folderLog) {
	worst := -1
	for _, l := range logs {
		if rank := slices.Index(worstEnd, l.Status); rank > worst {
			worst, r.Status = rank, l.Status
			if r.StatusDetail = l.StatusDetail; l.Status != StatusSuccess && l.Status != StatusUnknown {
				r.StatusDetail = l.name + ifAny(": ", l.StatusDetail)
			}
		}
		i, o := &r.Integrity, l.Integrity
		if o.Dirty != nil && (i.Dirty == nil || *o.Dirty) {
			i.Dirty = o.Dirty
		}
		if o.Edited && !i.Edited {
			i.EditedBy, i.EditReason = o.EditedBy, o.EditReason
		}
		i.Edited, i.Invalidated, i.BodyIncomplete = i.Edited || o.Edited, i.Invalidated || o.Invalidated, i.BodyIncomplete || o.BodyIncomplete
	}
	for _, l := range logs {
		if len(l.Records) == 0 && r.Status == StatusSuccess {
			r.Status, r.StatusDetail = StatusError, l.name+" holds no result"
		}
	}
}

func ifAny(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// joinDates takes the oldest run: the evidence is as old as its oldest part. Where one does not say when it was, the
// folder does not.
func joinDates(r *Reading, logs []folderLog) {
	for _, l := range logs {
		if l.Date.IsZero() {
			r.Date, r.DateFrom, r.DateIsLocal = time.Time{}, "", false
			return
		}
		if r.Date.IsZero() || l.Date.Before(r.Date) {
			r.Date, r.DateFrom = l.Date, l.DateFrom
		}
		r.DateIsLocal = r.DateIsLocal || l.DateIsLocal
	}
	if len(logs) > 1 {
		r.DateFrom = fmt.Sprintf("%s of the oldest of %d logs", r.DateFrom, len(logs))
	}
}

// joinCounts adds up what is counted. Where one log does not say, the sum is known only to be more than nothing.
func joinCounts(r *Reading, logs []folderLog) {
	for _, of := range []func(*Reading) **int{
		func(r *Reading) **int { return &r.Errors }, func(r *Reading) **int { return &r.Unscored }, func(r *Reading) **int { return &r.LimitHits },
		func(r *Reading) **int { return &r.Refusals }, func(r *Reading) **int { return &r.Skipped }, func(r *Reading) **int { return &r.Rows },
	} {
		sum, known := 0, true
		for _, l := range logs {
			if n := *of(l.Reading); n != nil {
				sum += *n
			} else {
				known = false
			}
		}
		if known || sum > 0 {
			*of(r) = ref(sum)
		}
	}
}

// joinWarnings gives each kind of warning once, with the log that it is about, so that none is lost among many.
func joinWarnings(r *Reading, logs []folderLog) {
	summed := []Code{WarnErrors, WarnUnscored, WarnLimitHits, WarnRefusals, WarnSkipped, WarnStdErrZero, WarnNoN, WarnNotANumber,
		WarnNoDate, WarnLocalDate, WarnServedDiffers, WarnAliasOnly} // these follow from what was joined
	type kind struct {
		text string
		logs int
	}
	kinds, order := map[Code]*kind{}, []Code(nil)
	for _, l := range logs {
		seen := map[Code]bool{}
		for _, w := range l.Warnings {
			if seen[w.Code] || slices.Contains(summed, w.Code) {
				continue
			}
			seen[w.Code] = true
			if kinds[w.Code] == nil {
				kinds[w.Code] = &kind{text: l.name + ": " + w.Message}
				order = append(order, w.Code)
			}
			kinds[w.Code].logs++
		}
	}
	for _, code := range order {
		text := kinds[code].text
		if more := kinds[code].logs - 1; more > 0 {
			text += " (and " + plural(more, "more log", "more logs") + ")"
		}
		r.warn(code, "%s", text)
	}
}
