package assess

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// asOf is the day of all tests that do not name another.
var asOf = day("2026-07-01")

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// readReadings reads what the files of a test say, one file a line:
//
//	clean.eval  solved=0/300  status=error  date=none  total=80 completed=78
//
// A word with a number is a metric: k/n for a rate, 53.4/79 for a mean of values
// between 0 and 1, a bare number for a value with nothing behind it. What a line
// does not say is as in a run of lab/m1 that ended well on 2026-06-10.
func readReadings(t testing.TB, text string) map[string]*evidence.Reading {
	t.Helper()
	out := map[string]*evidence.Reading{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		r := &evidence.Reading{Ref: words[0], Format: "inspect-eval", SHA256: "sha-of-" + words[0],
			Model: "lab/m1", Status: evidence.StatusSuccess, Date: day("2026-06-10").Add(15 * time.Hour)}
		for _, word := range words[1:] {
			key, val, _ := strings.Cut(word, "=")
			if !setFact(r, key, val) {
				setMetric(t, r, key, val)
			}
		}
		out[words[0]] = r
	}
	return out
}

// setFact sets what is said of the run as a whole.
func setFact(r *evidence.Reading, key, val string) bool {
	switch key {
	case "status":
		r.Status = evidence.Status(val)
	case "date":
		r.Date = time.Time{}
		if val != "none" {
			r.Date = day(val)
		}
	case "local":
		r.DateIsLocal = true
	case "model":
		if r.Model = val; val == "none" {
			r.Model = ""
		}
	case "checkpoint":
		r.Checkpoint = val
	case "served":
		r.Served = strings.Split(val, ",")
	case "sha":
		if r.SHA256 = val; val == "none" {
			r.SHA256 = ""
		}
	case "task":
		r.Task = val
	case "problem":
		r.Problem = &evidence.Problem{Code: evidence.Code(val), Message: "the file is " + val}
		r.Model, r.Date, r.Status = "", time.Time{}, evidence.StatusUnknown
	case "twice": // the first two items bear one id
		if items := r.Records[len(r.Records)-1].Items; len(items) > 1 {
			items[1].ID = items[0].ID
		}
	case "count":
		if len(r.Records) > 0 {
			r.Records[len(r.Records)-1].Count = true
		}
	case "share":
		if len(r.Records) > 0 {
			r.Records[len(r.Records)-1].Rate = true
		}
	case "epochs":
		n, _ := strconv.Atoi(val)
		r.Elicitation.Epochs = &n
	case "cut":
		r.Integrity.BodyIncomplete = true
	case "stated":
		r.DigestStated, r.Version = true, val
	case "lineends":
		r.LineEnds = true
	case "edited":
		r.Integrity.Edited = true
	case "retuned":
		r.Warnings = append(r.Warnings, evidence.Warning{Code: evidence.WarnRetuned, Message: "changed while the run was under way"})
	case "unread":
		r.Warnings = append(r.Warnings, evidence.Warning{Code: evidence.WarnSamplesUnread, Message: "3 of 4 samples were not looked into"})
	case "invalidated":
		r.Integrity.Invalidated = true
	default:
		return setCount(r, key, val)
	}
	return true
}

// setCount sets a counter of the run, or of its last metric.
func setCount(r *evidence.Reading, key, val string) bool {
	i, err := strconv.Atoi(val)
	if err != nil {
		return setParts(r, key, val)
	}
	var rec evidence.Record
	last := &rec
	if len(r.Records) > 0 {
		last = &r.Records[len(r.Records)-1]
	}
	to, ok := map[string]**int{"total": &r.AttemptsTotal, "completed": &r.AttemptsCompleted, "planned": &r.PlannedItems,
		"rows": &r.Rows, "skipped": &r.Skipped, "errors": &r.Errors, "dataset": &r.Dataset.Items,
		"unscored": &last.Unscored, "failed": &last.Errors, "n": &last.N}[key]
	if ok {
		*to = &i
	}
	return ok
}

// setParts sets the items ("items=1101") or groups ("groups=2/3,0/1") of the
// last metric, its model and its standard error.
func setParts(r *evidence.Reading, key, val string) bool {
	if len(r.Records) == 0 {
		return false
	}
	rec := &r.Records[len(r.Records)-1]
	switch key {
	case "items":
		for i, c := range val {
			rec.Items = append(rec.Items, evidence.Item{ID: strconv.Itoa(i), Value: float64(c - '0')})
		}
	case "groups":
		rec.Dependent = true
		for i, g := range strings.Split(val, ",") {
			if k, n, ok := strings.Cut(g, "/"); ok {
				size, _ := strconv.Atoi(n)
				sum, _ := strconv.ParseFloat(k, 64)
				rec.Clusters = append(rec.Clusters, evidence.Cluster{ID: strconv.Itoa(i), K: sum, N: size})
			}
		}
	case "of":
		rec.Model = val
	case "stderr":
		se, _ := strconv.ParseFloat(val, 64)
		rec.StdErr = &se
	default:
		return false
	}
	return true
}

func setMetric(t testing.TB, r *evidence.Reading, key, val string) {
	t.Helper()
	rec := evidence.Record{Address: key, Name: key}
	k, n, isRate := strings.Cut(val, "/")
	x, err := strconv.ParseFloat(k, 64)
	if err != nil {
		t.Fatalf("%s: %s=%s is no metric", r.Ref, key, val)
	}
	rec.Value, rec.NotANumber = x, math.IsNaN(x) || math.IsInf(x, 0)
	if isRate {
		size, _ := strconv.Atoi(n)
		rec.N, rec.Rate, rec.Value = &size, true, x/float64(size)
		if i := int(x); float64(i) == x && !strings.Contains(k, ".") {
			rec.K = &i
		}
	}
	r.Records = append(r.Records, rec)
}

// attach gives every evidence node what its file says.
func attach(c *casefile.Case, files map[string]*evidence.Reading) Readings {
	out := Readings{}
	for _, n := range c.Nodes {
		if r := files[n.Get("file").Text()]; r != nil {
			out[n.ID] = r
		}
	}
	return out
}

// assessText assesses a case whose evidence says what the readings say.
func assessText(text string, files map[string]*evidence.Reading) (*casefile.File, *Assessment) {
	f := casefile.Read("case.yaml", text)
	return f, Assess(Input{Case: f.Case, Readings: attach(f.Case, files), AsOf: asOf})
}
