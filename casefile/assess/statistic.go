package assess

import (
	"fmt"
	"math"

	"safecase/casefile"
	"safecase/casefile/stats"
)

// Statistics that a claim may state besides a rate or a mean.
const (
	countStatistic = "count"
	maxStatistic   = "max"
)

// statisticOf is the statistic that a quantity is about, "" for a rate or mean.
func statisticOf(q casefile.Value) string {
	if s := q.Get("statistic").Text(); s == countStatistic || s == maxStatistic {
		return s
	}
	return ""
}

// events is the number of events that a measurement counted, nil where it
// counted none: k of a rate, or a number of the file that is itself a count.
func (m measurement) events() *int {
	switch {
	case m.k != nil:
		return m.k
	case m.record == nil || !m.record.Count || !(*m.value >= 0 && *m.value <= 1e9) || *m.value != math.Trunc(*m.value):
		return nil
	}
	k := int(*m.value)
	return &k
}

// countBound bounds the number of events to be expected in one more exposure of
// the size of the run: n times the exact bound of the rate where n trials are
// known, else the exact Poisson bound (Garwood 1936), for events that come
// independently at a constant rate. What was lost counts against the claim.
func (m measurement) countBound(op string, confidence float64) (stats.Bound, error) {
	k := m.events()
	switch {
	case k == nil:
		return stats.Bound{}, plainError("how many events there were is not in the file")
	case m.record != nil && m.record.Dependent:
		return stats.Bound{}, plainError("items repeat, so that events come in groups, and a count of them has no bound")
	case m.k != nil && m.n != nil && m.rate:
		b, err := m.bound(op, confidence, stats.ClopperPearson)
		n := float64(*m.n + m.outside)
		b.Lower, b.Upper, b.Estimate = n*b.Lower, n*b.Upper, float64(*k)
		return b, err
	}
	upper, err := stats.PoissonUpper(*k+m.lost, confidence)
	if err != nil {
		return stats.Bound{}, err
	}
	lower, err := stats.PoissonLower(max(*k-(m.lost-m.outside), 0), confidence)
	return stats.Bound{Estimate: float64(*k), Lower: lower, Upper: upper, Confidence: confidence, Method: stats.Poisson, K: float64(*k), N: 1}, err
}

// adjustCount moves the bound on a count against the claim.
func adjustCount(q casefile.Value, b stats.Bound, op string) (stats.Bound, error) {
	all, err := margins(q.Get("margin"))
	if err != nil {
		return b, err
	}
	if v := q.Get("sensitivity"); v.Exists() && !upward(op) {
		s, ok := v.Number()
		if !ok || !(s > 0 && s <= 1) {
			return b, plainError("sensitivity is not a number above 0 and at most 1")
		}
		b.Upper /= s
	}
	for _, m := range all {
		switch {
		case m.Kind == stats.MarginFactor && m.Amount >= 1:
			b.Upper, b.Lower = b.Upper*m.Amount, b.Lower/m.Amount
		case m.Kind == stats.MarginAbsolute && m.Amount >= 0:
			b.Upper, b.Lower = b.Upper+m.Amount, math.Max(b.Lower-m.Amount, 0)
		default:
			return b, plainError("this margin has no meaning for a count: use a factor of at least 1 or an absolute number of at least 0")
		}
	}
	return b, nil
}

// attemptsOf are the attempts at each item with how many succeeded; why says
// what is missing. One value that a reducer made of several attempts tells
// nothing of each.
func (m measurement) attemptsOf() (items []stats.Cluster, why string) {
	r := m.record
	switch {
	case r == nil || len(r.Clusters) == 0 && len(r.Items) == 0:
		return nil, "the values of single items are not in the file"
	case !m.rate:
		return nil, "the values are not shares of attempts"
	case len(r.Clusters) > 0 && (r.Reducer == "" || r.Reducer == "mean"):
		for _, c := range r.Clusters {
			items = append(items, stats.Cluster{K: c.K, N: c.N})
		}
	default:
		for _, item := range r.Items {
			items = append(items, stats.Cluster{K: item.Value, N: 1})
		}
	}
	return items, ""
}

// maxBound bounds the largest rate of success at any item of the run: every item
// is bounded by its own attempts, at a confidence that lets all bounds hold
// together (Bonferroni). An item that was lost may be the one, and one attempt at
// an item bounds nothing. It says nothing of items that were not run.
func (m measurement) maxBound(confidence float64) (stats.Bound, error) {
	items, why := m.attemptsOf()
	if why != "" {
		return stats.Bound{}, plainError(why)
	}
	each, err := stats.Bonferroni(confidence, len(items))
	if err != nil {
		return stats.Bound{}, err
	}
	out := stats.Bound{Confidence: confidence, Method: stats.ClopperPearson, N: len(items)}
	for _, item := range items {
		b, err := itemBound(item, each)
		if err != nil {
			return out, err
		}
		if b.Method != stats.ClopperPearson {
			out.Method = b.Method
		}
		out.Estimate = math.Max(out.Estimate, b.Estimate)
		out.Lower, out.Upper = math.Max(out.Lower, b.Lower), math.Max(out.Upper, b.Upper)
	}
	if m.lost > 0 {
		out.Upper = 1
	}
	return out, nil
}

func itemBound(item stats.Cluster, confidence float64) (stats.Bound, error) {
	if item.N < 1 || !(item.K >= 0 && item.K <= float64(item.N)) {
		return stats.Bound{}, plainError(fmt.Sprintf("an item has %v successes in %d attempts", item.K, item.N))
	}
	if item.K == math.Trunc(item.K) {
		return stats.Interval(stats.ClopperPearson, int(item.K), item.N, confidence, stats.OneSided)
	}
	return stats.MeanBound(item.K/float64(item.N), item.N, confidence)
}

// statisticBound is the bound of a count or of a largest value, moved against
// the claim by what it declares.
func (m measurement) statisticBound(q casefile.Value, num *Number) (stats.Bound, error) {
	if q.Get("method").Exists() && methodOf(q) != stats.ClopperPearson {
		return stats.Bound{}, plainError("method has no meaning for this statistic: its bound is exact")
	}
	if statisticOf(q) == countStatistic {
		b, err := m.countBound(num.Op, num.Confidence)
		if err != nil {
			return b, err
		}
		raw := side(b.Rounded(), num.Op)
		num.RawBound = &raw
		return adjustCount(q, b, num.Op)
	}
	b, err := m.maxBound(num.Confidence)
	if err != nil {
		return b, err
	}
	raw := side(b.Rounded(), num.Op)
	num.RawBound = &raw
	return adjust(q, b, num.Op)
}

// plainBound is the bound at the default confidence, without what a claim
// declares.
func (m measurement) plainBound(statistic, op string) (stats.Bound, error) {
	switch statistic {
	case countStatistic:
		return m.countBound(op, DefaultConfidence)
	case maxStatistic:
		return m.maxBound(DefaultConfidence)
	}
	return m.bound(op, DefaultConfidence, stats.ClopperPearson)
}

// largest is the largest value of an item. Where the items are not known it is no
// smaller than their mean, which speaks against a claim that it is small and for
// none that it is large.
func largest(q casefile.Value, m measurement) *float64 {
	if items, why := m.attemptsOf(); why == "" {
		x := math.Inf(-1)
		for _, item := range items {
			x = math.Max(x, item.K/float64(item.N))
		}
		return &x
	}
	if q.Get("above").Exists() || q.Get("at_least").Exists() {
		return nil
	}
	return m.value
}
