package assess

import (
	"fmt"
	"math"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// measurement is one number of an evidence node.
type measurement struct {
	source  *node
	reading *evidence.Reading
	record  *evidence.Record // nil for a transcribed number
	address string
	value   *float64
	k, n    *int
	rate    bool
	typed   bool   // a person typed the number, or the n behind it
	from    string // where it was typed from
	where   string // which rows it is about; "" for all
	lost    int    // items, at most, that gave no result
	outside int    // of these, items that are not among the n
}

// refused is the cause of a number whose evidence cannot be used at all: the
// evidence node says why, and the claim must not look better for it.
func refused(e *node) *Cause {
	return &Cause{Code: "bound-missing", State: Unusable, Because: e.ID, Silent: true}
}

// measure finds a metric in the evidence; what stands in the way is the cause.
// Where the file can be read it wins over anything that was typed. Of a run
// that cannot be used the number comes along all the same: it shows nothing for
// a claim, and may speak against it. Where a claim is about a part of the rows,
// only they count.
func (j *judge) measure(e *node, metric string, where casefile.Value) (measurement, *Cause) {
	r := j.Readings[e.ID]
	switch {
	case r == nil || r.Problem != nil && !isDocument(r):
		return measurement{}, refused(e)
	case isDocument(r) && where.Exists():
		return measurement{}, e.refuseUnusable(filterRefused(e, "a document has no rows that could be filtered"))
	case isDocument(r):
		m, cause := transcribed(e, r, metric)
		return m, e.refuseUnusable(cause)
	case len(r.Records) == 0:
		return measurement{}, refused(e)
	}
	m, cause := j.read(e, r, metric, where)
	return m, e.refuseUnusable(cause)
}

// refuseUnusable is what stands in the way of a number of e: another cause gives
// way where e cannot be used at all.
func (n *node) refuseUnusable(cause *Cause) *Cause {
	if n.blamed(Unusable) {
		return refused(n)
	}
	return cause
}

// read finds a metric in a file that could be read.
func (j *judge) read(e *node, r *evidence.Reading, metric string, where casefile.Value) (measurement, *Cause) {
	find, words := r.Find, ""
	if where.Exists() {
		part := r.Where(conditions(where))
		switch {
		case len(conditions(where)) == 0:
			return measurement{}, filterRefused(e, "where states no condition")
		case part == nil:
			return measurement{}, filterRefused(e, "its rows were not read")
		case part.Why != "":
			return measurement{}, filterRefused(e, part.Why)
		}
		find, words = part.Find, part.Words
	}
	record, candidates := find(metric)
	if record == nil {
		return measurement{}, missingMetric(e, metric, candidates)
	}
	if record.NotANumber || math.IsNaN(record.Value) || math.IsInf(record.Value, 0) {
		return measurement{}, &Cause{Code: "not-a-number", State: CannotTell, Because: e.ID, Others: []string{record.Address}}
	}
	m := measurement{source: e, reading: r, record: record, address: record.Address, value: &record.Value, k: record.K, n: record.N, rate: record.Rate, where: words}
	cause := m.complete(e)
	if other := j.otherModel(e, record); other != nil {
		cause = other
	}
	return m, cause
}

// complete adds what the case says of a number that was read, and what was
// lost on the way to it.
func (m *measurement) complete(e *node) *Cause {
	if v := e.Get("n"); v.Exists() && m.n == nil {
		n, ok := v.Int()
		if !ok {
			return &Cause{Code: "statistic-invalid", State: CannotTell, Because: e.ID, Detail: "n is not a whole number"}
		}
		m.n, m.typed, m.from = &n, true, "the case, which states n where the file does not"
	}
	for _, key := range []string{"n", "k"} {
		if _, literal := e.Get("select", key).Number(); literal {
			m.typed, m.from = true, "the case, which states "+key+" where the file does not"
		}
	}
	m.lost, m.outside = lostItems(m.reading, m.record)
	return nil
}

// filterRefused is the cause of a part of the rows that cannot be had.
func filterRefused(e *node, why string) *Cause {
	return &Cause{Code: "bound-missing", State: CannotTell, Because: e.ID, Detail: "the rows that the claim is about cannot be told apart: " + why}
}

// otherModel refuses a number of another model than the case names, in a file
// that holds several.
func (j *judge) otherModel(e *node, rec *evidence.Record) *Cause {
	if rec.Model == "" || e.model == "" {
		return nil
	}
	if j.modelsOf(e).names[e.model][rec.Model] {
		return nil
	}
	return &Cause{Code: "model-mismatch", State: Unusable, Because: e.ID, Others: []string{e.model}, Detail: "the number is about " + rec.Model}
}

func missingMetric(e *node, metric string, candidates []string) *Cause {
	if metric == "" {
		return &Cause{Code: "ambiguous-metric", State: CannotTell, Because: e.ID, Others: candidates}
	}
	return &Cause{Code: "metric-missing", State: CannotTell, Because: e.ID, Others: candidates, Detail: metric}
}

// transcribed finds a number that a person typed from a document.
func transcribed(e *node, r *evidence.Reading, metric string) (measurement, *Cause) {
	var fits []casefile.Value
	var names []string
	for _, t := range e.Get("transcribed").Items() {
		name := t.Get("metric").Text()
		names = append(names, name)
		if name == metric || metric == "" {
			fits = append(fits, t)
		}
	}
	if len(names) == 0 {
		return measurement{}, &Cause{Code: "bound-missing", State: Unusable, Because: e.ID, Detail: "no reader knows the file of " + e.ID + ", and no number is typed from it under transcribed"}
	}
	if len(fits) != 1 {
		return measurement{}, missingMetric(e, metric, names)
	}
	return typedNumber(e, r, fits[0])
}

// typedNumber reads one entry of transcribed.
func typedNumber(e *node, r *evidence.Reading, t casefile.Value) (measurement, *Cause) {
	m := measurement{source: e, reading: r, address: t.Get("metric").Text(), typed: true, rate: true, from: t.Get("locator").Text()}
	for _, key := range []string{"k", "n", "value"} {
		if v := t.Get(key); v.Exists() {
			x, ok := v.Number()
			i, whole := v.Int()
			switch {
			case !ok || key != "value" && !whole:
				return m, &Cause{Code: "statistic-invalid", State: CannotTell, Because: e.ID, Detail: fmt.Sprintf("%s is not a number that can be used: %s", key, v)}
			case key == "k":
				m.k = &i
			case key == "n":
				m.n = &i
			default:
				m.value, m.rate = &x, x >= 0 && x <= 1
			}
		}
	}
	if m.value == nil && m.k != nil && m.n != nil && *m.n > 0 {
		x := float64(*m.k) / float64(*m.n)
		m.value = &x
	}
	return m, nil
}

func (m measurement) describe(num *Number) {
	num.Evidence, num.Metric, num.Value, num.K, num.N = m.source.ID, m.address, m.value, m.k, m.n
	num.Transcribed, num.From, num.Reading, num.Lost = m.typed, m.from, m.reading, m.lost
	num.Date, _ = runDate(m.source.Node, m.reading)
	num.Where = m.where
	if m.record != nil && m.record.Dependent {
		num.Groups = len(m.record.Clusters)
	}
}

// counted is K for showing: as the file has it, else rounded against the
// claim; nil when no n makes it meaningful.
func (m measurement) counted(op string) (k *int, rounded bool) {
	if m.k != nil {
		return m.k, false
	}
	if m.n == nil || m.value == nil || !m.rate {
		return nil, false
	}
	x := m.sum()
	i := int(math.Ceil(x))
	if upward(op) {
		i = int(math.Floor(x))
	}
	return &i, float64(i) != x
}

// sum is the sum of the values of the n items, whole where it is whole but for
// rounding.
func (m measurement) sum() float64 {
	x := *m.value * float64(*m.n)
	if near := math.Round(x); math.Abs(x-near) < 1e-6 {
		return near
	}
	return x
}

// lostItems is how many items may be missing behind a record: those without a
// value, those whose attempts ended in an error, and those that were planned
// and are not there. An attempt that was lost may be the one that counts, so
// each stands for an item.
func lostItems(r *evidence.Reading, rec *evidence.Record) (lost, outside int) {
	outside = value(rec.Unscored)
	if rec.Filtered { // the rest of the run is not what the number is about
		return max(outside, value(rec.Errors)), outside
	}
	if r.PlannedItems != nil && rec.N != nil && rec.Task == "" && !rec.Dependent {
		outside = max(outside, *r.PlannedItems-*rec.N)
	}
	lost = max(outside, value(rec.Errors), lostAttempts(r))
	if r.AttemptsTotal == nil && rec.Errors == nil {
		lost = max(lost, value(r.Errors))
	}
	return lost + value(r.Skipped), outside + value(r.Skipped)
}

func value(i *int) int {
	if i == nil {
		return 0
	}
	return max(*i, 0)
}

// lostAttempts is how many attempts were planned and have no result.
func lostAttempts(r *evidence.Reading) int {
	if r.AttemptsTotal == nil || r.AttemptsCompleted == nil {
		return 0
	}
	return max(*r.AttemptsTotal-*r.AttemptsCompleted, 0)
}

// shownNumbers are the numbers of an evidence node as drawings and lists show
// them, without a threshold.
func (j *judge) shownNumbers(n *node) []Number {
	var out []Number
	r := j.Readings[n.ID]
	for _, t := range n.Get("transcribed").Items() {
		if m, cause := typedNumber(n, r, t); cause == nil {
			num := Number{Verdict: NoGap, Pos: t.Pos()}
			m.describe(&num)
			out = append(out, num)
		}
	}
	if r == nil || r.Problem != nil {
		return out
	}
	day, _ := runDate(n.Node, r)
	for i := range r.Records {
		rec := &r.Records[i]
		num := Number{Evidence: n.ID, Metric: rec.Address, K: rec.K, N: rec.N, Reading: r, Verdict: NoGap, Pos: n.At("file"), Date: day}
		if !rec.NotANumber && !math.IsNaN(rec.Value) {
			num.Value = &rec.Value
		}
		out = append(out, num)
	}
	return out
}

// numeric reports whether the evidence states numbers.
func (j *judge) numeric(n *node) bool {
	r := j.Readings[n.ID]
	return n.Get("transcribed").Exists() || r != nil && r.Problem == nil && len(r.Records) > 0
}
