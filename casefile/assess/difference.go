package assess

import (
	"cmp"

	"safecase/casefile"
	"safecase/casefile/stats"
)

// judgeDifference judges the first measurement minus the second. Runs over the
// same items are compared item by item; only where the case says pair_by: none
// are two rates compared as if they had nothing in common, with wider bounds.
func (j *judge) judgeDifference(q casefile.Value, num Number) (Number, *Cause) {
	sides := q.Get("difference").Items()
	if len(sides) != 2 {
		return num, &Cause{Code: "quantity-without-threshold", State: CannotTell, Pos: q.Get("difference").Pos(), Detail: "a difference needs two measurements"}
	}
	a, causeA := j.side(sides[0], &num.Evidence)
	b, causeB := j.side(sides[1], &num.Minus)
	if cause := cmp.Or(causeA, causeB); cause != nil {
		return refusedDifference(num, cause, a, b)
	}
	if cause := j.comparable(q, num, a, b); cause != nil {
		return num, cause
	}
	num.describeBoth(a, b)
	if num.Value == nil {
		return num, &Cause{Code: "bound-missing", State: CannotTell, Pos: num.Pos, Because: num.Evidence, Detail: "no value is stated"}
	}
	return boundDifference(q, num, a, b)
}

// describeBoth says what is known of the difference without a bound.
func (num *Number) describeBoth(a, b measurement) {
	minus := num.Minus
	a.describe(num)
	num.Minus = minus
	num.K, num.N, num.Value, num.Groups, num.Lost = nil, nil, nil, 0, max(a.lost, b.lost)
	num.Transcribed = a.typed || b.typed
	if b.typed && !a.typed {
		num.From = b.from
	}
	if a.value != nil && b.value != nil {
		d := *a.value - *b.value
		num.Value = &d
	}
}

// refusedDifference is a difference of which one side cannot be used. Where both
// values are known all the same and the difference is on the wrong side, it is
// not met: a failed run must not look better than a good one.
func refusedDifference(num Number, cause *Cause, a, b measurement) (Number, *Cause) {
	if cause.State != Unusable || a.value == nil || b.value == nil {
		return num, cause
	}
	shown := num
	shown.describeBoth(a, b)
	if holds(*shown.Value, num.Op, num.Threshold) {
		return num, cause
	}
	return shown, exceeded(num)
}

func (j *judge) side(v casefile.Value, id *string) (measurement, *Cause) {
	if !v.Get("of").Exists() {
		return measurement{}, &Cause{Code: "ambiguous-metric", State: CannotTell, Pos: v.Pos(), Detail: "one side of the difference names no evidence"}
	}
	e := j.a.nodes[v.Get("of").Text()]
	if e == nil || e.Kind != casefile.Evidence {
		return measurement{}, j.unknownEvidence(v.Get("of"))
	}
	*id = e.ID
	m, cause := j.measure(e, v.Get("metric").Text(), casefile.Value{})
	if cause != nil {
		cause.Pos = v.Pos()
	}
	return m, cause
}

// comparable says why the two numbers make no difference that could be judged:
// a run minus itself is always 0, and two runs before the mitigation say nothing
// of what is decided about.
func (j *judge) comparable(q casefile.Value, num Number, a, b measurement) *Cause {
	for _, m := range []measurement{a, b} {
		if why := checkCounts(m); why != "" {
			return invalid(num, why)
		}
	}
	for _, key := range []string{"where", "statistic", "sensitivity"} {
		if v := q.Get(key); v.Exists() && !(key == "statistic" && (v.Text() == "rate" || v.Text() == "mean")) {
			return invalid(num, key+" has no meaning for a difference")
		}
	}
	same := a.source == b.source || a.reading.SHA256 != "" && a.reading.SHA256 == b.reading.SHA256
	switch {
	case same && a.address == b.address && !a.selected() && !b.selected():
		return invalid(num, "both sides are the same number of the same run")
	case j.modelsOf(a.source).baseline(a.source.model) && j.modelsOf(b.source).baseline(b.source.model):
		return &Cause{Code: "stale-checkpoint", State: Stale, Pos: num.Pos, Because: num.Evidence, Others: append([]string{a.source.model}, j.models.subjects...)}
	case a.rate && b.rate && (num.Threshold < -1 || num.Threshold > 1):
		return invalid(num, "a difference of rates lies between -1 and 1")
	}
	return nil
}

// selected reports whether the number was taken out of its file by a selector
// of the node, so that two nodes may mean different rows of one file.
func (m measurement) selected() bool { return m.source.Get("select").Exists() }

func boundDifference(q casefile.Value, num Number, a, b measurement) (Number, *Cause) {
	bound, err := differenceBound(q, num, a, b)
	if err == nil {
		raw := side(bound.Rounded(), num.Op)
		num.RawBound = &raw
		bound, err = adjustDifference(q, bound, num.Op)
		bound = bound.Rounded()
	}
	if err == nil {
		num.setBound(bound)
		num.N = &bound.N
	}
	if !holds(*num.Value, num.Op, num.Threshold) {
		return num, exceeded(num)
	}
	if err != nil {
		return num, &Cause{Code: "bound-missing", State: CannotTell, Pos: num.Pos, Because: num.Evidence, Detail: err.Error()}
	}
	for _, m := range []measurement{a, b} {
		if cause := m.incomplete(num); cause != nil {
			return num, cause
		}
	}
	bound.Estimate = *num.Value
	verdict, err := bound.Judge(stats.Relation(num.Op), num.Threshold)
	switch {
	case err != nil:
		return num, invalid(num, err.Error())
	case verdict != stats.Met:
		return num, &Cause{Code: "point-under-bound-over", State: NotShown, Pos: num.Pos, Because: num.Evidence}
	}
	return num, nil
}

// differenceBound bounds the difference, with what was lost on either side
// counted against the claim.
func differenceBound(q casefile.Value, num Number, a, b measurement) (stats.Bound, error) {
	for _, m := range []measurement{a, b} {
		if m.n == nil || !m.rate {
			return stats.Bound{}, errNoCounts
		}
	}
	switch v := q.Get("pair_by"); {
	case !v.Exists() || v.Text() == "id":
		return pairedBound(num, a, b)
	case v.Text() == "none":
		return unpairedBound(num, a, b)
	}
	return stats.Bound{}, plainError("pair_by is neither id nor none")
}

// unpairedBound takes each rate's own bound at half of alpha: valid however the
// two runs depend on each other.
func unpairedBound(num Number, a, b measurement) (stats.Bound, error) {
	confidence, err := stats.Bonferroni(num.Confidence, 2)
	if err != nil {
		return stats.Bound{}, err
	}
	opA, opB := "at_most", "at_least" // for an upper bound: a as high, b as low as the data allows
	if upward(num.Op) {
		opA, opB = opB, opA
	}
	x, err := a.bound(opA, confidence, stats.ClopperPearson)
	if err != nil {
		return x, err
	}
	y, err := b.bound(opB, confidence, stats.ClopperPearson)
	if err != nil {
		return y, err
	}
	out := stats.Bound{Estimate: *num.Value, Lower: -1, Upper: 1, Confidence: num.Confidence, Method: x.Method,
		Approximate: x.Approximate || y.Approximate, N: min(x.N, y.N)}
	if upward(num.Op) {
		out.Lower = x.Lower - y.Upper
	} else {
		out.Upper = x.Upper - y.Lower
	}
	return out, nil
}

// pairedBound compares two runs item by item. Both must have set out to do the
// same items of the same task; an item that either lost may have gone against
// the claim.
func pairedBound(num Number, a, b measurement) (stats.Bound, error) {
	worst := func() (x, y float64) {
		if upward(num.Op) {
			return 0, 1
		}
		return 1, 0
	}
	p, err := match(a, b, worst)
	if err != nil {
		return stats.Bound{}, err
	}
	for range p.lost {
		x, y := worst()
		p.xs, p.ys = append(p.xs, x), append(p.ys, y)
	}
	paired, err := stats.Paired(p.xs, p.ys)
	if err != nil {
		return stats.Bound{}, err
	}
	if paired.Binary {
		return paired.Bound(stats.ClopperPearson, num.Confidence)
	}
	return paired.Bound(stats.Hoeffding, num.Confidence)
}

// adjustDifference moves the bound by the margin that is declared; only an
// absolute one has a meaning for a difference.
func adjustDifference(q casefile.Value, b stats.Bound, op string) (stats.Bound, error) {
	all, err := margins(q.Get("margin"))
	if err != nil {
		return b, err
	}
	for _, m := range all {
		if m.Kind != stats.MarginAbsolute || m.Amount < 0 {
			return b, plainError("only an absolute margin of at least 0 has a meaning for a difference")
		}
		if upward(op) {
			b.Lower -= m.Amount
		} else {
			b.Upper += m.Amount
		}
	}
	return b, nil
}
