package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Method names the formula behind a bound, as it is written in a case and shown beside the number.
type Method string

// The methods. The first four are for k of n independent trials and can be chosen; the others are for data that is not
// of that form and are labelled so in the [Bound] they give.
const (
	ClopperPearson Method = "clopper-pearson" // exact binomial; the default
	Wilson         Method = "wilson"          // score interval
	Jeffreys       Method = "jeffreys"        // Bayesian, prior Beta(1/2, 1/2)
	Uniform        Method = "uniform"         // Bayesian, prior Beta(1, 1)
	Hoeffding      Method = "hoeffding"       // any independent values in a fixed range
	AnyEvent       Method = "any-event"       // Clopper-Pearson on clusters that had any event (all, for the lower side)
	EffectiveN     Method = "effective-n"     // Clopper-Pearson on counts divided by the design effect
	StudentT       Method = "student-t"       // mean and its standard error
	Poisson        Method = "poisson"         // a count of events without a number of trials
)

// MethodInfo describes one method to the people who choose it or read it.
type MethodInfo struct {
	Method      Method
	Approximate bool   // the stated confidence is not guaranteed
	ForCounts   bool   // can be chosen for k of n independent trials
	Note        string // what to know before relying on it
	Source      string
	bound       func(k, n, alpha float64, t tail) (float64, error)
}

var methods = []MethodInfo{
	{ClopperPearson, false, true, "exact: holds with at least the stated confidence for every true rate", "Clopper and Pearson 1934", clopperPearson},
	{Wilson, true, true, "for display: its upper bound lies below the exact one at few events and can pass a claim that the exact one does not", "Wilson 1927", wilson},
	{Jeffreys, true, true, "a credible bound: coverage holds on average, not for every true rate", "Brown, Cai and DasGupta 2001", jeffreys},
	{Uniform, true, true, "a credible bound under a flat prior: slightly below the exact one", "Bayes 1763", uniform},
	{Hoeffding, false, false, "holds for any independent values in a fixed range; wider than needed", "Hoeffding 1963, theorem 1", nil},
	{AnyEvent, false, false, "exact for independent clusters, whatever happens inside them; wide where clusters are often mixed", "Clopper and Pearson 1934 on clusters", nil},
	{EffectiveN, true, false, "approximate: the design effect is itself estimated", "Kish 1965", nil},
	{Poisson, false, false, "exact for events that come independently at a constant rate, in one more exposure of the same size", "Garwood 1936", nil},
	{StudentT, true, false, "approximate: supposes that the mean is near normal", "Student 1908; Liang and Zeger 1986 for clusters", nil},
}

// Methods returns the table of methods, the default first.
func Methods() []MethodInfo { return append([]MethodInfo(nil), methods...) }

// Info returns what the table says of m; ok is false for a name that is not in it.
func (m Method) Info() (info MethodInfo, ok bool) {
	for _, info := range methods {
		if info.Method == m {
			return info, true
		}
	}
	return MethodInfo{}, false
}

func (m Method) approximate() bool {
	info, ok := m.Info()
	return !ok || info.Approximate
}

func (m Method) forCounts() (MethodInfo, error) {
	if info, ok := m.Info(); ok && info.ForCounts {
		return info, nil
	}
	return MethodInfo{}, inputErr("method %q is not one for k of n, expected clopper-pearson, wilson, jeffreys or uniform", string(m))
}

// Sides says what the confidence of a [Bound] covers.
type Sides int

const (
	OneSided Sides = iota // Lower alone holds with Confidence, and so does Upper alone: for a claim with one threshold
	TwoSided              // both hold together with Confidence: for showing an interval
)

// String returns "one-sided" or "two-sided".
func (s Sides) String() string {
	if s == TwoSided {
		return "two-sided"
	}
	return "one-sided"
}

// Bound is what data says about a true rate, mean or difference. It is a statement about the trials that were run, not
// the probability that a claim is true.
type Bound struct {
	Estimate    float64 // the value observed; no statement about the true one
	Lower       float64
	Upper       float64
	Confidence  float64 // of Lower and Upper, as Sides says
	Sides       Sides
	Method      Method
	Approximate bool    // Confidence is not guaranteed: say so beside the number
	K           float64 // events that the bound was computed from; clusters with an event for [AnyEvent]; 0 for means
	N           int     // independent units that the bound was computed from: trials, clusters or pairs
}

// Interval bounds the true rate behind k events in n independent trials, both sides. OneSided gives each side
// alpha = 1-confidence, TwoSided half of it each. Errors: k outside 0..n, n < 1, confidence outside [0.5, 1), a method
// that is not for counts.
func Interval(m Method, k, n int, confidence float64, s Sides) (Bound, error) {
	info, err := m.forCounts()
	if err := firstErr(err, checkCounts(k, n), checkConfidence(confidence)); err != nil {
		return Bound{}, err
	}
	alpha := 1 - confidence
	if s == TwoSided {
		alpha /= 2
	}
	kf, nf := float64(k), float64(n)
	lower, errL := info.bound(kf, nf, alpha, lowerTail)
	upper, errU := info.bound(kf, nf, alpha, upperTail)
	b := Bound{kf / nf, math.Min(lower, upper), upper, confidence, s, m, info.Approximate, kf, n}
	return b, firstErr(errL, errU)
}

// Upper is the one-sided Clopper-Pearson upper bound of the true rate: BetaInv(confidence; k+1, n-k), 1 where k = n,
// 1 - alpha^(1/n) where k = 0. Errors as [Interval].
func Upper(k, n int, confidence float64) (float64, error) {
	if err := firstErr(checkCounts(k, n), checkConfidence(confidence)); err != nil {
		return math.NaN(), err
	}
	return clopperPearson(float64(k), float64(n), 1-confidence, upperTail)
}

// Lower is the one-sided Clopper-Pearson lower bound of the true rate: BetaInv(alpha; k, n-k+1), 0 where k = 0,
// alpha^(1/n) where k = n. Errors as [Interval].
func Lower(k, n int, confidence float64) (float64, error) {
	if err := firstErr(checkCounts(k, n), checkConfidence(confidence)); err != nil {
		return math.NaN(), err
	}
	return clopperPearson(float64(k), float64(n), 1-confidence, lowerTail)
}

func clopperPearson(k, n, alpha float64, t tail) (float64, error) {
	switch {
	case t == upperTail && k == n:
		return 1, nil
	case t == upperTail && k == 0:
		return -math.Expm1(math.Log(alpha) / n), nil
	case t == upperTail:
		return betaQuantile(upperTail, alpha, k+1, n-k)
	case k == 0:
		return 0, nil
	case k == n:
		return math.Exp(math.Log(alpha) / n), nil
	}
	return betaQuantile(lowerTail, alpha, k, n-k+1)
}

func wilson(k, n, alpha float64, t tail) (float64, error) {
	z := normalQuantile(1 - alpha)
	z2n := z * z / n
	centre := (k/n + z2n/2) / (1 + z2n)
	half := z * math.Sqrt(k/n*(1-k/n)/n+z2n/(4*n)) / (1 + z2n)
	switch {
	case t == upperTail && k == n:
		return 1, nil
	case t == upperTail:
		return math.Min(1, centre+half), nil
	case k == 0:
		return 0, nil
	}
	return math.Max(0, centre-half), nil
}

func jeffreys(k, n, alpha float64, t tail) (float64, error) {
	return betaQuantile(t, alpha, k+0.5, n-k+0.5)
}

func uniform(k, n, alpha float64, t tail) (float64, error) {
	return betaQuantile(t, alpha, k+1, n-k+1)
}

func normalQuantile(p float64) float64 { return distuv.UnitNormal.Quantile(p) }

func studentQuantile(p float64, degrees int) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(degrees)}.Quantile(p)
}
