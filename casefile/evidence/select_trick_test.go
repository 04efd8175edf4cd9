package evidence

import (
	"fmt"
	"strings"
	"testing"
)

// runRows are rows as a home-made harness writes them: three tasks, a hundred
// attempts at each, of which every tenth succeeds; and what each row is called.
func runRows(row func(task, attempt int) string) string {
	var b strings.Builder
	for i := range 300 {
		fmt.Fprintln(&b, row(i/100, i%100))
	}
	return b.String()
}

func attempts(task, attempt int) string {
	outcome, score := "failure", 0
	if attempt%10 == 0 {
		outcome, score = "success", 1
	}
	return fmt.Sprintf(`{"task_id": "t%d", "id": "t%d-%d", "outcome": %q, "score": %d, "weight": %d}`, task, task, attempt, outcome, score, 1-score)
}

// TestSelectTricks holds the ways in which a selector could make a run look
// better than it is. What happens to each stands beside it.
func TestSelectTricks(t *testing.T) {
	rows := runRows(attempts)
	for _, tc := range []struct {
		name, content string
		sel           Select
		warning       string // what must be said
		dependent     bool
		unscored      int
		rate          bool
	}{
		{"attempts counted as items", rows, Select{Value: "mean(score)"}, "297 of 300 rows repeat an earlier one by task_id", true, 0, true},
		{"attempts in groups", rows, Select{Value: "mean(score)", ClusterBy: "task_id"}, "300 rows come from 3 groups", true, 0, true},
		{"groups that tear items apart", rows, Select{Value: "mean(score)", ClusterBy: "id"}, "cluster_by puts them into different groups", true, 0, true},
		{"the result chooses the rows", rows, Select{Value: "mean(score)", Where: []Condition{{Field: "score", Equals: []string{"0"}}}}, "30 rows are left out for what they show", true, 30, true},
		{"the end chooses the rows", rows, Select{Value: "mean(score)", Where: []Condition{{Field: "outcome", Equals: []string{"failure"}}}}, "30 rows are left out for what they show", true, 30, true},
		{"a value that no row has", rows, Select{Value: "rate(outcome == solved)"}, `no row has "solved" in "outcome"; what stands there: "failure" 270 times, "success" 30 times`, true, 0, true},
		{"nobody is true", runRows(func(_, i int) string { return fmt.Sprintf(`{"task": "t%d", "broken": false}`, i) }), Select{Value: "rate(broken == true)"}, "", false, 0, true},
		{"weights", rows, Select{Value: "mean(score)", Weight: "weight"}, "weights from 0 to 1", true, 0, false},
		{"a subset", rows, Select{Value: "mean(score)", Where: []Condition{{Field: "task_id", Equals: []string{"t1"}}}}, "takes 100 of the 300 rows", true, 0, true},
		{"the same prompt", runRows(func(task, _ int) string { return fmt.Sprintf(`{"prompt": "p%d", "score": 0}`, task) }), Select{Value: "mean(score)"}, "297 of 300 rows repeat an earlier one by prompt", true, 0, true},
		{"one id in two splits", runRows(func(task, i int) string { return fmt.Sprintf(`{"split": "s%d", "id": %d, "score": 0}`, task, i) }), Select{Value: "mean(score)"}, "", false, 0, true},
		{"the same question under another row", runRows(func(task, i int) string {
			return fmt.Sprintf(`{"id": "%d-%d", "question_id": %d, "score": 0}`, task, i, task)
		}), Select{Value: "mean(score)"}, "297 of 300 rows repeat an earlier one by question_id", true, 0, true},
		{"the same row again", runRows(func(task, _ int) string { return fmt.Sprintf(`{"id": %d, "score": 0}`, task) }), Select{Value: "mean(score)"}, "297 of 300 rows repeat an earlier one by id", true, 0, true},
		{"what is measured chooses the rows", runRows(func(_, i int) string {
			return fmt.Sprintf(`{"id": %d, "harm": %d}`, i, map[bool]int{true: 1}[i%10 == 0])
		}), Select{Value: "mean(harm)", Where: []Condition{{Field: "harm", Equals: []string{"0"}}}}, "30 rows are left out for what they show", true, 30, true},
		{"a part of what is measured chooses the rows", runRows(func(_, i int) string {
			return fmt.Sprintf(`{"id": %d, "harm": {"any": %d}}`, i, map[bool]int{true: 1}[i%10 == 0])
		}), Select{Value: "mean($.harm.any)", Where: []Condition{{Field: "$.harm['any']", Equals: []string{"0"}}}}, "30 rows are left out for what they show", true, 30, true},
		{"a limit chooses the rows", runRows(func(_, i int) string {
			return fmt.Sprintf(`{"id": %d, "limit": %q, "harm": 0}`, i, map[bool]string{true: "token", false: "none"}[i%10 == 0])
		}), Select{Value: "mean(harm)", Where: []Condition{{Field: "limit", Equals: []string{"none"}}}}, "30 rows are left out for what they show", true, 30, true},
		{"a word for the end chooses the rows", runRows(func(_, i int) string { return fmt.Sprintf(`{"id": %d, "was_refused": %v, "harm": 0}`, i, i%10 == 0) }), Select{Value: "mean(harm)", Where: []Condition{{Field: "was_refused", Equals: []string{"false"}}}}, "30 rows are left out for what they show", true, 30, true},
		{"nothing to tell items apart", runRows(func(int, int) string { return `{"score": 0}` }), Select{Value: "mean(score)"}, "whether some repeat others is not known", false, 0, true},
	} {
		r := pick(t, tc.content, tc.sel)
		if r.Problem != nil {
			t.Errorf("%s: %v", tc.name, r.Problem)
			continue
		}
		rec := only(t, r)
		if rec.Dependent != tc.dependent || rec.Rate != tc.rate || !strings.Contains(fmt.Sprint(r.Warnings), tc.warning) {
			t.Errorf("%s: dependent %v, rate %v, %v", tc.name, rec.Dependent, rec.Rate, r.Warnings)
		}
		unscored := 0
		if rec.Unscored != nil {
			unscored = *rec.Unscored
		}
		if unscored != tc.unscored {
			t.Errorf("%s: %d rows without a result, want %d", tc.name, unscored, tc.unscored)
		}
	}
}

// TestMoreItemsThanAreKept: past the limit nobody knows whether rows repeat others.
func TestMoreItemsThanAreKept(t *testing.T) {
	rows := runRows(func(task, i int) string { return fmt.Sprintf(`{"item_id": "%d-%d", "score": 0}`, task, i) })
	for limit, dependent := range map[int]bool{299: true, 300: false} {
		r := readBytes([]byte(rows), Options{Select: &Select{Value: "mean(score)"}, Limits: Limits{Rows: limit}})
		if r.Problem != nil || only(t, r).Dependent != dependent || r.Has(WarnNonIndependent) != dependent {
			t.Errorf("limit %d: %v %v", limit, r.Problem, r.Warnings)
		}
	}
}

// TestSelectRefusesTypedCounts: a log states its own n and k.
func TestSelectRefusesTypedCounts(t *testing.T) {
	log := `{"version": 2, "status": "success", "eval": {"task": "t", "model": "m"}, "results": {"total_samples": 9, "completed_samples": 9, "scores": [{"name": "s", "scorer": "s", "metrics": {"accuracy": {"value": 0.9}, "stderr": {"value": 0}}}]}, "stats": {}}`
	r := pick(t, log, Select{Value: "$.results.scores[0].metrics.stderr.value", N: "300", K: "0"})
	wantProblem(t, r, CodeBadSelect, "state their own numbers")
}
