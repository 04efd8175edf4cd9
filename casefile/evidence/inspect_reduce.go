package evidence

import (
	"math"
	"strconv"
	"strings"
)

// tries is what the rows of one item say together.
type tries struct {
	n, full          int // how many there are, and how many of them are at least 1
	sum, least, most float64
}

// unlike finds the first item whose reduced value its own attempts do not give:
// header and reductions may have been edited together, and the samples not.
// Inspect's reducers are held to what they compute, others to the range of the
// attempts. Items of which an attempt has no number are passed over; items that
// no row is about are not, unless the log says itself that it was cut.
func (l *inspectLog) unlike(r *Reading, s inspectScore, epochs int) (item Item, of tries, found bool) {
	if l.reduction(s) == nil || l.rows == nil || l.rows.tooManyRows {
		return item, of, false
	}
	rows := map[string]*tries{}
	for _, row := range l.rows.scores[s.rowKey(l.rows)] {
		a := rows[row.id]
		if a == nil {
			a = &tries{least: math.Inf(1), most: math.Inf(-1)}
			rows[row.id] = a
		}
		a.add(row.value)
	}
	for _, item := range s.items {
		switch a := rows[item.ID]; {
		case a == nil && l.rows.keep && len(l.rows.ids) < l.rows.limit && !l.rows.ids[item.ID] && !r.Integrity.BodyIncomplete:
			return item, of, true
		case a != nil && a.n == epochs && !a.give(s.reducer, item.Value):
			return item, *a, true
		}
	}
	return item, of, false
}

func (a *tries) add(x float64) {
	a.n++
	a.sum += x
	a.least, a.most = math.Min(a.least, x), math.Max(a.most, x)
	if x >= 1 {
		a.full++
	}
}

// give reports whether the attempts can have been reduced to x.
func (a tries) give(reducer string, x float64) bool {
	const close = 1e-6
	want, known := a.reduced(reducer)
	if known && a.n > 1 {
		return math.Abs(x-want) <= close
	}
	return x >= a.least-close && x <= a.most+close
}

// reduced is the value that a reducer of Inspect makes of the attempts; known is
// false for one that needs more than their number, sum and extremes.
func (a tries) reduced(reducer string) (x float64, known bool) {
	name, k := reducer, 0
	if i := strings.LastIndexByte(reducer, '_'); i > 0 {
		if n, err := strconv.Atoi(reducer[i+1:]); err == nil {
			name, k = reducer[:i], n
		}
	}
	switch {
	case name == "mean":
		return a.sum / float64(a.n), true
	case name == "max":
		return a.most, true
	case name == "at_least" && k > 0:
		return truth(a.full >= k), true
	case name == "pass_at" && k > 0 && k <= a.n:
		return passAt(a.n, a.full, k), true
	}
	return 0, false
}

func truth(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// passAt is the chance that k of n attempts, c of them successes, hold a success:
// 1 - C(n-c, k)/C(n, k) (Chen et al. 2021).
func passAt(n, c, k int) float64 {
	none := 1.0
	for i := range k {
		none *= math.Max(0, float64(n-c-i)) / float64(n-i)
	}
	return 1 - none
}
