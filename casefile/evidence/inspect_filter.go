package evidence

import (
	"slices"
	"strings"
)

// itemFilter finds the items of an Inspect log that meet conditions on what the
// sample was before it was run: its id and its metadata.
type itemFilter struct {
	where  []Condition
	ids    map[string]bool
	errors int    // matching rows that ended in an error
	why    string // why the conditions choose nothing
}

func newItemFilters(filters [][]Condition) []*itemFilter {
	var out []*itemFilter
	seen := map[string]bool{}
	for _, where := range filters {
		key := FilterKey(where)
		if seen[key] {
			continue
		}
		seen[key] = true
		f := &itemFilter{where: where, ids: map[string]bool{}}
		for _, c := range where {
			if name := metadataName(c.Field); c.Field != "id" && (name == "" || tellsEnd(name)) {
				f.why = Clean(c.Field) + " tells how the run of a sample went; only its id and its metadata can choose it"
			}
		}
		out = append(out, f)
	}
	return out
}

// ofTheRun are members of a sample that come from its run.
var ofTheRun = []string{"scores", "error", "limit", "epoch", "output", "retries", "completed", "message_count", "total_time", "working_time", "model_usage"}

// metadataName is the name of a field of the metadata, "" for what comes from
// the run.
func metadataName(field string) string {
	name, ok := strings.CutPrefix(plainName(field), "metadata.")
	if first, _, _ := strings.Cut(name, "."); !ok && slices.Contains(ofTheRun, first) {
		return ""
	}
	return name
}

func (f *itemFilter) add(row node) {
	for _, c := range f.where {
		v := row.at("id")
		if c.Field != "id" {
			v = row.at(append([]string{"metadata"}, strings.Split(metadataName(c.Field), ".")...)...)
		}
		if !c.allows(v) {
			return
		}
	}
	f.ids[row.at("id").id()] = true
	if row.at("error").known() {
		f.errors++
	}
}

// allows reports whether a value meets the condition.
func (c Condition) allows(v node) bool {
	if isMissing(v) {
		return c.OrNull
	}
	return slices.ContainsFunc(c.Equals, func(want string) bool { return matches(v, want) })
}

// filterMean adds to each filter its part of a mean.
func (l *inspectLog) filterMean(r *Reading, rec *Record) {
	if l.rows == nil {
		return
	}
	for _, f := range l.rows.filters {
		out := l.filtered(r, f)
		if out.Why != "" {
			continue
		}
		switch part, ok := f.part(rec); {
		case len(rec.Items) == 0:
			out.Why = "the values of single items are not in the file"
		case !ok:
			out.Why = "no sample meets it"
		default:
			out.Records = append(out.Records, part)
		}
	}
}

// filtered is where the results of a filter go.
func (l *inspectLog) filtered(r *Reading, f *itemFilter) *Filtered {
	if out := r.Where(f.where); out != nil {
		return out
	}
	out := Filtered{Key: FilterKey(f.where), Words: filterWords(f.where), Why: f.why}
	if out.Why == "" && (!l.rowsRead || r.Integrity.BodyIncomplete) {
		out.Why = "the rows of the file are not complete"
	}
	r.Filtered = append(r.Filtered, out)
	return &r.Filtered[len(r.Filtered)-1]
}

// part is the mean over the items that meet the filter; ok is false where none
// does.
func (f *itemFilter) part(rec *Record) (out Record, ok bool) {
	out = *rec
	out.StdErr, out.CI, out.AttemptsTotal, out.Items, out.Clusters = nil, nil, nil, nil, nil
	for _, item := range rec.Items {
		if f.ids[item.ID] {
			out.Items = append(out.Items, item)
		}
	}
	for _, c := range rec.Clusters {
		if f.ids[c.ID] {
			out.Clusters = append(out.Clusters, c)
		}
	}
	if len(out.Items) == 0 {
		return out, false
	}
	out.Value, out.K = itemMean(out.Items), successes(out.Items)
	out.N, out.NSource = ref(len(out.Items)), "rows"
	out.Unscored, out.Errors = ref(max(0, len(f.ids)-len(out.Items))), ref(f.errors)
	out.Filtered = true
	return out, true
}
