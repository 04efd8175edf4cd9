package evidence

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"
)

// logGroup are the logs of one task with one model.
type logGroup struct {
	task, model string
	logs        []folderLog
}

// addFolderRecords lists the numbers of every log, named by its file, and those over all logs of one task with one
// model where these may be taken together.
func addFolderRecords(in *Input, r *Reading, logs []folderLog) {
	groups := groupLogs(logs)
	for _, g := range groups {
		prefix := groupName(groups, g)
		pooled, why := poolGroup(g)
		switch {
		case len(g.logs) == 1 || in.Shallow:
		case why == "":
			for _, rec := range pooled {
				rec.Address = prefix + rec.Address
				r.add(identified(r, g.logs[0], rec))
			}
		default:
			r.warn(WarnNotPooled, "the logs of %s are not taken together: %s", groupTitle(g), why)
		}
	}
	for _, l := range logs {
		for _, rec := range l.Records {
			rec = identified(r, l, ofLog(l, rec))
			rec.Address, rec.File = l.name+":"+rec.Address, l.name
			r.add(rec)
		}
	}
}

// identified adds the task and the model of the log where they are not those of the whole folder.
func identified(r *Reading, l folderLog, rec Record) Record {
	if rec.Task == "" && r.Task == "" {
		rec.Task = l.Task
	}
	if rec.Model == "" && r.Model == "" {
		rec.Model = l.Model
	}
	return rec
}

// ofLog adds to a record what its log says of the whole run, since the folder says it of all runs together.
func ofLog(l folderLog, rec Record) Record {
	lost := count(rec.Unscored)
	if l.PlannedItems != nil && rec.N != nil && !rec.Dependent {
		lost = max(lost, *l.PlannedItems-*rec.N)
	}
	if l.AttemptsTotal != nil && l.AttemptsCompleted != nil {
		lost = max(lost, *l.AttemptsTotal-*l.AttemptsCompleted)
	}
	if lost > 0 {
		rec.Unscored = ref(lost)
	}
	if rec.Errors == nil {
		rec.Errors = l.Errors
	}
	if rec.LimitHits == nil {
		rec.LimitHits = l.LimitHits
	}
	return rec
}

func count(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

func groupLogs(logs []folderLog) []logGroup {
	var groups []logGroup
	at := map[[2]string]int{}
	for _, l := range logs {
		key := [2]string{l.Task, l.Model}
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			groups = append(groups, logGroup{task: l.Task, model: l.Model})
		}
		groups[i].logs = append(groups[i].logs, l)
	}
	return groups
}

// groupName tells the numbers of one group from those of others: nothing where there is one group.
func groupName(groups []logGroup, g logGroup) string {
	tasks, models := map[string]bool{}, map[string]bool{}
	for _, other := range groups {
		tasks[other.task], models[other.model] = true, true
	}
	name := ""
	if len(tasks) > 1 {
		name = g.task
	}
	if len(models) > 1 {
		name += "|" + g.model
	}
	if name != "" {
		name += ":"
	}
	return name
}

func groupTitle(g logGroup) string {
	return Clean(g.task + ifAny(" with ", g.model))
}

// poolGroup takes the logs of one task together, or says why that would be wrong: they must be parts of one run, over
// items of which none stands in two logs, under the same settings, and every number must be the mean of its items.
func poolGroup(g logGroup) (records []Record, why string) {
	first := g.logs[0]
	for _, l := range g.logs[1:] {
		switch {
		case first.Tool == "" || first.Task == "" || first.Model == "":
			return nil, "they do not name tool, task and model"
		case l.Tool != first.Tool || l.TaskVersion != first.TaskVersion || l.Dataset.Name != first.Dataset.Name || l.Checkpoint != first.Checkpoint:
			return nil, fmt.Sprintf("%s and %s differ in tool, version, dataset or checkpoint", first.name, l.name)
		case !reflect.DeepEqual(l.Elicitation, first.Elicitation):
			return nil, fmt.Sprintf("%s and %s ran under other settings", first.name, l.name)
		case len(l.Records) != len(first.Records):
			return nil, fmt.Sprintf("%s and %s hold other numbers", first.name, l.name)
		}
	}
	for i := range first.Records {
		rec, why := poolRecord(g, i)
		if why != "" {
			return nil, why
		}
		records = append(records, rec)
	}
	return records, ""
}

// poolRecord joins one number over the logs of a group.
func poolRecord(g logGroup, i int) (Record, string) {
	var out Record
	from := map[string]string{} // item -> the log that holds it
	sum, n, k := 0.0, 0, ref(0)
	for at, l := range g.logs {
		rec := ofLog(l, l.Records[i])
		if why := notPooled(g.logs[0].Records[i], rec, l.name); why != "" {
			return out, why
		}
		for _, item := range rec.Items {
			if other, twice := from[item.ID]; twice {
				return out, fmt.Sprintf("%s and %s hold the same items, and whoever takes one of them chooses its result", other, l.name)
			}
			from[item.ID] = l.name
			sum += item.Value
		}
		n += *rec.N
		if k = add(k, rec.K); rec.K == nil {
			k = nil
		}
		if at == 0 {
			out = rec
			out.StdErr, out.CI, out.Items, out.Clusters = nil, nil, nil, nil
			out.Unscored, out.Errors, out.LimitHits, out.AttemptsTotal = nil, nil, nil, nil
		}
		out.Rate, out.Dependent = out.Rate && rec.Rate, out.Dependent || rec.Dependent
		out.Items, out.Clusters = append(out.Items, rec.Items...), append(out.Clusters, rec.Clusters...)
		out.Unscored, out.Errors, out.LimitHits = add(out.Unscored, rec.Unscored), add(out.Errors, rec.Errors), add(out.LimitHits, rec.LimitHits)
	}
	sortItems(out.Items)
	slices.SortStableFunc(out.Clusters, func(a, b Cluster) int { return cmp.Compare(a.ID, b.ID) })
	out.N, out.K, out.Value, out.NSource = ref(n), k, sum/float64(n), fmt.Sprintf("the items of %d logs", len(g.logs))
	return out, ""
}

// notPooled says why a number cannot be joined with the same one of another log.
func notPooled(first, rec Record, name string) string {
	switch {
	case rec.NotANumber || rec.N == nil || *rec.N == 0 || len(rec.Items) != *rec.N:
		return fmt.Sprintf("%s of %s does not come with its items", rec.Address, name)
	case rec.Address != first.Address || rec.DataHash != first.DataHash || !reflect.DeepEqual(rec.AttemptsPerItem, first.AttemptsPerItem),
		(len(rec.Clusters) == 0) != (len(first.Clusters) == 0):
		return fmt.Sprintf("%s holds other numbers", name)
	case math.Abs(itemMean(rec.Items)-rec.Value) > 1e-6:
		return fmt.Sprintf("%s of %s is not the mean of its items", rec.Address, name)
	}
	return ""
}

// add adds two counts of which either may be unknown; what is known of one is not lost.
func add(a, b *int) *int {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return ref(*a + *b)
}
