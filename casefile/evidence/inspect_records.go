package evidence

import (
	"math"
	"strings"
)

// inspectReduction is the value of every item under one scorer and reducer, after epochs were reduced to one.
type inspectReduction struct {
	scorer, reducer string
	samples         []node // value and sample_id of each
}

// inspectScore is one entry of results.scores.
type inspectScore struct {
	entry                 node
	name, scorer, reducer string
	n                     *int
	source                string
	unscored              *int
	items                 []Item // nil unless the file has a value for each of the n items
	mean                  *float64
}

// fillRecords makes one record of every metric of every score.
func (l *inspectLog) fillRecords(r *Reading, eval node) error {
	for _, entry := range l.scoreEntries() {
		s := l.score(entry, r, eval)
		if s.unscored != nil && (r.Unscored == nil || *s.unscored > *r.Unscored) {
			r.Unscored = s.unscored
		}
		l.addMetrics(r, eval, s)
	}
	return nil
}

// scoreEntries are the scores, with the layout of the first logs (results.scorer and results.metrics) turned into one.
func (l *inspectLog) scoreEntries() []node {
	results := l.top.at("results")
	if scores := results.at("scores"); scores.isArray() {
		return scores.kids
	}
	if !results.at("metrics").isObject() {
		return nil
	}
	name := results.at("scorer", "name")
	return []node{{kind: '{', keys: []string{"name", "scorer", "metrics"}, kids: []node{name, name, results.at("metrics")}}}
}

func (l *inspectLog) score(entry node, r *Reading, eval node) inspectScore {
	s := inspectScore{entry: entry, name: entry.at("name").str(), scorer: entry.at("scorer").str(), reducer: entry.at("reducer").str()}
	s.unscored = entry.at("unscored_samples").count()
	s.items = l.items(s)
	if s.unscored == nil && s.items != nil {
		s.unscored = ref(l.lost(s))
	}
	completed := r.AttemptsCompleted
	epochs := l.epochs(eval)
	switch {
	case entry.at("scored_samples").count() != nil:
		s.n, s.source = entry.at("scored_samples").count(), "scored_samples"
	case s.items != nil:
		s.n, s.source = ref(len(s.items)), "reductions"
	case completed != nil && *completed%epochs == 0:
		s.n, s.source = ref(*completed/epochs), "completed_samples"
	}
	if s.items != nil && s.n != nil && len(s.items) != *s.n {
		r.Integrity.BodyIncomplete = true
		r.warn(WarnBodyIncomplete, "score %s: the header claims %d items, the file holds values of %d", s.name, *s.n, len(s.items))
		s.items = nil
	}
	if len(s.items) > 0 {
		s.mean = ref(itemMean(s.items))
	}
	return s
}

// reduction finds the reduced values that belong to a score.
func (l *inspectLog) reduction(s inspectScore) *inspectReduction {
	var found *inspectReduction
	fits := 0
	for i := range l.reductions {
		red := &l.reductions[i]
		if red.scorer != s.scorer && red.scorer != s.name {
			continue
		}
		if red.reducer == s.reducer {
			return red
		}
		found = red
		fits++
	}
	if s.reducer != "" || fits != 1 {
		return nil // none, or more than one reducer could be meant
	}
	return found
}

// items are the values of a score by item. Where the file has no reductions, rows serve if each item was run once.
func (l *inspectLog) items(s inspectScore) []Item {
	red := l.reduction(s)
	if red == nil {
		return l.itemsOfRows(s)
	}
	items := []Item{}
	for _, sample := range red.samples {
		if f, ok := s.valueIn(sample.at("value")); ok {
			items = append(items, Item{ID: sample.at("sample_id").id(), Value: f})
		}
	}
	sortItems(items)
	return items
}

// lost counts the items whose value is no number.
func (l *inspectLog) lost(s inspectScore) int {
	if red := l.reduction(s); red != nil {
		return len(red.samples) - len(s.items)
	}
	return 0
}

// valueIn picks the part of a dictionary-valued score that this entry is about.
func (s inspectScore) valueIn(v node) (float64, bool) {
	if v.isObject() {
		v = v.at(s.name)
	}
	return scoreValue(v)
}

func (l *inspectLog) itemsOfRows(s inspectScore) []Item {
	if !l.rowsRead || l.rows.tooManyRows {
		return nil
	}
	clusters := l.rows.clusters(s.rowKey(l.rows))
	var items []Item
	for _, c := range clusters {
		if c.N != 1 {
			return nil
		}
		items = append(items, Item{ID: c.ID, Value: c.K})
	}
	if total := l.top.at("results", "total_samples").count(); total == nil || *total != l.rows.count {
		return nil
	}
	return items
}

// rowKey is where the rows keep the values of a score.
func (s inspectScore) rowKey(rows *inspectRows) string {
	for _, key := range []string{s.name, s.scorer + "\x00" + s.name} {
		if _, ok := rows.scores[key]; ok {
			return key
		}
	}
	return s.scorer
}

func itemMean(items []Item) float64 {
	sum := 0.0
	for _, item := range items {
		sum += item.Value
	}
	return sum / float64(len(items))
}

// addMetrics makes the records of one score. A standard error belongs to the mean beside it, and is a record of its own
// only where no mean stands beside it.
func (l *inspectLog) addMetrics(r *Reading, eval node, s inspectScore) {
	metrics := s.entry.at("metrics")
	stderr, hasMean := metrics.at("stderr", "value"), false
	metrics.each(func(key string, m node) { hasMean = hasMean || isMean(key, m) })
	metrics.each(func(key string, m node) {
		if key == "stderr" && hasMean {
			return
		}
		rec := l.record(r, eval, s, key, m)
		if rec == nil {
			return
		}
		if isMean(key, m) {
			rec.StdErr = stderr.float()
			l.countMean(r, s, rec)
			l.filterMean(r, rec)
		}
		r.add(*rec)
	})
}

// metricName is the name of a metric without the package that defines it.
func metricName(key string, m node) string {
	name := m.at("name").str()
	if name == "" {
		name = key
	}
	return name[strings.LastIndexByte(name, '/')+1:]
}

// isMean reports whether a metric is the mean over all items of its score.
func isMean(key string, m node) bool {
	name := metricName(key, m)
	return (name == "accuracy" || name == "mean") && !m.at("group").known()
}

func (l *inspectLog) record(r *Reading, eval node, s inspectScore, key string, m node) *Record {
	value := m.at("value")
	if !value.numeric() {
		return nil
	}
	epochs := l.epochs(eval)
	rec := &Record{Name: Clean(key), Score: s.name, Scorer: s.scorer, Reducer: s.reducer, Unscored: s.unscored,
		AttemptsPerItem: &epochs, AttemptsTotal: r.AttemptsTotal}
	rec.Address = s.address() + ":" + rec.Name
	rec.Value, rec.NotANumber = 0, true
	if f, ok := value.number(); ok {
		rec.Value, rec.NotANumber = f, false
	}
	if !m.at("group").known() {
		rec.N, rec.NSource = s.n, s.source
	}
	return rec
}

func (s inspectScore) address() string {
	name := s.name
	if name == "" {
		name = s.scorer
	}
	if s.reducer != "" {
		name += "@" + s.reducer
	}
	return name
}

// countMean adds what rows tell about a mean: k, whether it is a rate, the items. Rows that contradict the header are
// not used, and said to.
func (l *inspectLog) countMean(r *Reading, s inspectScore, rec *Record) {
	if rec.NotANumber {
		return
	}
	if s.mean == nil {
		rec.countByStdErr()
		return
	}
	if math.Abs(*s.mean-rec.Value) > 1e-9*math.Max(1, math.Abs(rec.Value)) {
		r.warn(WarnMetricDiffers, "%s is %v in the header, the rows give %v", rec.Address, rec.Value, *s.mean)
		rec.Rate = false
		return
	}
	if item, of, found := l.unlike(r, s, *rec.AttemptsPerItem); found {
		r.warn(WarnMetricDiffers, "%s: the reductions say %v for item %s, and its samples have %d scores that add up to %v", rec.Address, item.Value, item.ID, of.n, of.sum)
		rec.Rate = false
		return
	}
	rec.Rate = inUnit(s.items)
	rec.K = successes(s.items)
	if l.rows != nil && l.rows.keep {
		rec.Items = s.items
		if !l.rows.tooManyRows && !r.Integrity.BodyIncomplete {
			rec.Clusters = l.rows.clusters(s.rowKey(l.rows))
		}
	}
}

// countByStdErr serves a log without rows. The error of a mean of values in 0..1 is √(p(1-p)/(n-1)) exactly where all
// of them are 0 or 1, so that k is known then, and only then.
func (rec *Record) countByStdErr() {
	rec.Rate = rec.Name == "accuracy" && rec.Value >= 0 && rec.Value <= 1
	if rec.Rate && rec.hasBinaryError() {
		rec.K = wholeCount(rec.Value * float64(*rec.N))
	}
}

// inUnit reports whether every value lies in 0..1.
func inUnit(items []Item) bool {
	for _, item := range items {
		if !(item.Value >= 0 && item.Value <= 1) {
			return false
		}
	}
	return true
}

// successes is the sum of the values if all are 0 or 1; a mean over repetitions is neither, and k is then not known.
func successes(items []Item) *int {
	k := 0
	for _, item := range items {
		switch item.Value {
		case 1:
			k++
		case 0:
		default:
			return nil
		}
	}
	return &k
}
