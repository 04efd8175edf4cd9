package assess

import (
	"fmt"
	"math"

	"safecase/casefile"
	"safecase/casefile/stats"
)

// decide computes the bound of a rate that decides the claim, moved against it
// by what the claim declares. An approximate method may be asked for; it can
// only tighten: it never passes what the exact one does not.
func decide(q casefile.Value, num *Number, m measurement) (stats.Bound, error) {
	if num.Statistic != "" {
		return m.statisticBound(q, num)
	}
	if why := boundless(m); why != "" {
		return stats.Bound{}, plainError(why)
	}
	exact, raw, err := adjusted(q, num, m, stats.ClopperPearson)
	if err != nil {
		return exact, err
	}
	num.RawBound = &raw
	method := methodOf(q)
	if method == stats.ClopperPearson || !m.isCount() {
		return exact, checkMethod(method)
	}
	chosen, raw, err := adjusted(q, num, m, method)
	if err != nil || !holds(side(exact, num.Op), num.Op, num.Threshold) {
		return exact, err
	}
	num.RawBound = &raw
	return chosen, nil
}

func checkMethod(m stats.Method) error {
	if info, ok := m.Info(); !ok || !info.ForCounts {
		return plainError(fmt.Sprintf("%q is no method for a rate", string(m)))
	}
	return nil
}

// side is the end of a bound that decides.
func side(b stats.Bound, op string) float64 {
	if upward(op) {
		return b.Lower
	}
	return b.Upper
}

// adjusted is the bound by one method, before and after what the claim declares.
func adjusted(q casefile.Value, num *Number, m measurement, method stats.Method) (b stats.Bound, raw float64, err error) {
	if b, err = m.bound(num.Op, num.Confidence, method); err != nil {
		return b, 0, err
	}
	raw = side(b.Rounded(), num.Op)
	b, err = adjust(q, b, num.Op)
	return b, raw, err
}

// isCount reports whether the number is k of n independent items.
func (m measurement) isCount() bool {
	return m.k != nil && (m.record == nil || !m.record.Dependent)
}

// bound is the one-sided bound of a rate. Counts of independent items have an
// exact one; values between 0 and 1 one that holds whatever their spread;
// repeated items one over the groups they fall into. What was lost counts
// against the claim: as an event for a claim that something is rare, as a
// failure for a claim that something is frequent.
func (m measurement) bound(op string, confidence float64, method stats.Method) (stats.Bound, error) {
	if why := boundless(m); why != "" {
		return stats.Bound{}, plainError(why)
	}
	n := *m.n + m.outside
	switch {
	case m.record != nil && m.record.Dependent:
		return m.groupBound(op, confidence)
	case m.k != nil && upward(op):
		return stats.Interval(method, max(*m.k-(m.lost-m.outside), 0), n, confidence, stats.OneSided)
	case m.k != nil:
		return stats.Interval(method, min(*m.k+m.lost, n), n, confidence, stats.OneSided)
	}
	sum := math.Min(m.sum()+float64(m.lost), float64(n))
	if upward(op) {
		sum = math.Max(m.sum()-float64(m.lost-m.outside), 0)
	}
	return stats.MeanBound(sum/float64(n), n, confidence)
}

// groupBound bounds a rate over repeated items by groups: exactly where they
// are of one size, else by the worse of that and a design effect, which is
// approximate.
func (m measurement) groupBound(op string, confidence float64) (stats.Bound, error) {
	var clusters []stats.Cluster
	even := true
	for _, c := range m.record.Clusters {
		clusters = append(clusters, stats.Cluster{K: c.K, N: c.N})
		even = even && c.N == m.record.Clusters[0].N
	}
	for range m.lost {
		k := 1.0
		if upward(op) {
			k = 0
		}
		clusters = append(clusters, stats.Cluster{K: k, N: 1})
	}
	s, err := stats.Summarize(clusters)
	if err != nil {
		return stats.Bound{}, err
	}
	b, err := s.BoundHoeffding(confidence)
	if err != nil || even {
		return b, err
	}
	other, err := s.BoundEffectiveN(confidence)
	if err != nil {
		return b, err
	}
	b.Approximate = true
	b.Lower, b.Upper = math.Min(b.Lower, other.Lower), math.Max(b.Upper, other.Upper)
	return b, nil
}

var marginKinds = []stats.MarginKind{stats.MarginFactor, stats.MarginAbsolute, stats.MarginLogit}

// margins reads the margins that are declared; one that is there and cannot be
// read is never passed over.
func margins(v casefile.Value) ([]stats.Margin, error) {
	if v.Exists() && v.Shape() != casefile.Map {
		return nil, plainError("margin says neither factor nor absolute nor logit")
	}
	var out []stats.Margin
	for _, kind := range marginKinds {
		amount := v.Get(string(kind))
		if !amount.Exists() {
			continue
		}
		x, why := number(amount, "margin "+string(kind))
		if why != "" {
			return nil, plainError(why)
		}
		out = append(out, stats.Margin{Kind: kind, Amount: x})
	}
	return out, nil
}

// adjust moves the bound against the claim, never towards it.
func adjust(q casefile.Value, b stats.Bound, op string) (stats.Bound, error) {
	all, err := margins(q.Get("margin"))
	if err != nil {
		return b, err
	}
	if v := q.Get("sensitivity"); v.Exists() && !upward(op) {
		s, why := number(v, "sensitivity")
		if why != "" {
			return b, plainError(why)
		}
		if b.Upper, err = stats.UpperForSensitivity(b.Upper, s); err != nil {
			return b, err
		}
	}
	for _, m := range all {
		if upward(op) {
			b.Lower, err = m.Reduce(b.Lower)
		} else {
			b.Upper, err = m.Raise(b.Upper)
		}
		if err != nil {
			return b, err
		}
	}
	b.Lower, b.Upper = math.Min(b.Lower, b.Upper), math.Max(b.Lower, b.Upper)
	return b, nil
}

// needed is how many trials would show the threshold with as many events as
// were seen; nil when no number of trials would, or the data is no count.
func needed(q casefile.Value, num Number, m measurement) *int {
	if !m.isCount() {
		return nil
	}
	p, k := unadjusted(q, num), *m.k+m.lost
	if upward(num.Op) {
		p, k = 1-p, *m.n+m.outside-*m.k+(m.lost-m.outside)
	}
	if !(p > 0 && p < 1) {
		return nil
	}
	n, err := stats.RequiredN(k, p, num.Confidence)
	if err != nil || n <= *m.n {
		return nil
	}
	return &n
}

// unadjusted is the bound that would just meet the threshold once it is moved
// as the claim declares.
func unadjusted(q casefile.Value, num Number) float64 {
	p := num.Threshold
	all, _ := margins(q.Get("margin"))
	for i := len(all) - 1; i >= 0; i-- {
		var err error
		if upward(num.Op) {
			p, err = all[i].Raise(p)
		} else {
			p, err = all[i].Reduce(p)
		}
		if err != nil {
			return math.NaN()
		}
	}
	if s, ok := q.Get("sensitivity").Number(); ok && !upward(num.Op) {
		p *= s
	}
	return p
}

// plainError is an error that says everything in its text.
type plainError string

// Error implements error.
func (e plainError) Error() string { return string(e) }
