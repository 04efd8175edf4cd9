package evidence

import (
	"fmt"
	"strings"
	"testing"
)

func where(field string, values ...string) []Condition {
	return []Condition{{Field: field, Equals: values}}
}

// levels is a log of four samples at two levels, each run twice; the hard ones
// are solved once each. One easy sample ended in an error.
const levels = `{"version": 2, "status": "success", "eval": {"task": "t", "model": "m", "config": {"epochs": 2}},
 "results": {"total_samples": 8, "completed_samples": 7, "scores": [{"name": "s", "scorer": "s", "scored_samples": 4, "metrics": {"accuracy": {"value": 0.25}}}]}, "stats": {},
 "samples": [
  {"id": "a", "epoch": 1, "metadata": {"level": "easy", "by": {"team": "x"}}, "scores": {"s": {"value": 0}}, "error": {"message": "boom"}},
  {"id": "a", "epoch": 2, "metadata": {"level": "easy", "by": {"team": "x"}}, "scores": {"s": {"value": 0}}},
  {"id": "b", "epoch": 1, "metadata": {"level": "easy", "by": {"team": "y"}}, "scores": {"s": {"value": 0}}},
  {"id": "b", "epoch": 2, "metadata": {"level": "easy", "by": {"team": "y"}}, "scores": {"s": {"value": 0}}},
  {"id": "c", "epoch": 1, "metadata": {"level": "hard"}, "scores": {"s": {"value": 1}}},
  {"id": "c", "epoch": 2, "metadata": {"level": "hard"}, "scores": {"s": {"value": 0}}},
  {"id": "d", "epoch": 1, "metadata": {"level": "hard"}, "scores": {"s": {"value": 1}}},
  {"id": "d", "epoch": 2, "metadata": {"level": "hard"}, "scores": {"s": {"value": 0}}}],
 "reductions": [{"scorer": "s", "samples": [{"sample_id": "a", "value": 0}, {"sample_id": "b", "value": 0}, {"sample_id": "c", "value": 0.5}, {"sample_id": "d", "value": 0.5}]}]}`

// TestFilterRows asks for parts of the rows: by what an item is, never by how
// its run went.
func TestFilterRows(t *testing.T) {
	rows := runRows(attempts)
	mean := &Select{Value: "mean(score)", ClusterBy: "task_id"}
	for _, tc := range []struct {
		name, content string
		sel           *Select
		where         []Condition
		want          string // value, n, k, groups, lost; or why there is nothing
	}{
		{"metadata", levels, nil, where("level", "hard"), "0.5 n=2 k=- groups=2 lost=0/0"},
		{"metadata written out", levels, nil, where("metadata.level", "easy"), "0 n=2 k=0 groups=2 lost=0/1"},
		{"nested metadata", levels, nil, where("by.team", "x", "y"), "0 n=2 k=0 groups=2 lost=0/1"},
		{"absent metadata", levels, nil, []Condition{{Field: "by.team", OrNull: true}}, "0.5 n=2 k=- groups=2 lost=0/0"},
		{"ids", levels, nil, where("id", "a", "c"), "0.25 n=2 k=- groups=2 lost=0/1"},
		{"nobody", levels, nil, where("level", "medium"), "no sample meets it"},
		{"the result", levels, nil, where("scores", "0"), "tells how the run of a sample went"},
		{"the error", levels, nil, []Condition{{Field: "error", OrNull: true}}, "tells how the run of a sample went"},
		{"a verdict in the metadata", levels, nil, where("metadata.solved", "false"), "tells how the run of a sample went"},
		{"a log whose samples were cut away", strings.Replace(levels, `"total_samples": 8`, `"total_samples": 80`, 1), nil, where("level", "hard"), "rows"},
		{"rows of a selector", rows, mean, where("task_id", "t1", "t2"), "0.1 n=200 k=20 groups=2 lost=0/0"},
		{"the result in a selector", rows, mean, where("outcome", "failure"), "0 n=270 k=0 groups=3 lost=30/0"},
		{"no row of a selector", rows, mean, where("task_id", "t9"), "none of the 300 rows matches"},
		{"a format without rows", `<testsuite name="t"><testcase name="a"/></testsuite>`, nil, where("name", "a"), "holds no rows that could be filtered"},
	} {
		src := MapSource{"f": []byte(tc.content)}
		options := Options{Select: tc.sel, NeedRows: true, Filters: [][]Condition{tc.where}}
		r := ReadAll(t.Context(), src, []Request{{"f", options}, {"f", options}}, 1)[0]
		if r.Problem != nil {
			t.Errorf("%s: %v", tc.name, r.Problem)
			continue
		}
		if got := filterLine(r.Where(tc.where)); got != tc.want && (tc.want[0] < 'a' || !strings.Contains(got, tc.want)) {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func filterLine(f *Filtered) string {
	if f == nil {
		return "not asked"
	}
	rec, _ := f.Find("")
	if rec == nil {
		return f.Why
	}
	number := func(i *int) string {
		if i == nil {
			return "-"
		}
		return fmt.Sprint(*i)
	}
	zero := 0
	lost, errors := rec.Unscored, rec.Errors
	if lost == nil {
		lost = &zero
	}
	if errors == nil {
		errors = &zero
	}
	return fmt.Sprintf("%v n=%s k=%s groups=%d lost=%d/%d", rec.Value, number(rec.N), number(rec.K), len(rec.Clusters), *lost, *errors)
}

// TestFilterKey: the order of conditions and of values says nothing.
func TestFilterKey(t *testing.T) {
	a := FilterKey([]Condition{{Field: "x", Equals: []string{"1", "2"}}, {Field: "y", OrNull: true}})
	b := FilterKey([]Condition{{Field: "y", OrNull: true}, {Field: "x", Equals: []string{"2", "1"}}})
	if a != b || a == FilterKey(where("x", "1", "2")) {
		t.Errorf("%s and %s", a, b)
	}
}
