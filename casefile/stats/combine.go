package stats

import (
	"math"
	"slices"
)

// Combined is the chance of a combination of statements whose own chances are given. Lower and Upper hold however the
// statements depend on each other; Independent is one point between, right only if somebody argued independence.
type Combined struct {
	Lower, Upper float64
	Independent  float64
}

// And is the chance that all statements hold: from max(0, sum-(n-1)), which is the sum of doubts, to the smallest
// (Frechet 1935). The lower end is also the confidence of a conjunction of bounds that hold separately. Errors: no
// statements, a chance outside 0..1.
func And(ps []float64) (Combined, error) {
	if err := checkProbs(ps); err != nil {
		return Combined{}, err
	}
	c := Combined{Upper: 1, Independent: 1}
	doubt := 0.0
	for _, p := range ps {
		doubt += 1 - p
		c.Upper = math.Min(c.Upper, p)
		c.Independent *= p
	}
	// Rounding of the sum may pass the smallest chance; the range is never reversed.
	c.Lower = math.Min(c.Upper, math.Max(0, 1-doubt))
	return c, nil
}

// Or is the chance that at least one statement holds: from the largest to min(1, sum) (Frechet 1935). For risks the
// upper end is the union bound of a risk budget, valid if the list of risks is complete. Errors as [And].
func Or(ps []float64) (Combined, error) {
	if err := checkProbs(ps); err != nil {
		return Combined{}, err
	}
	c := Combined{}
	sum, none := 0.0, 0.0
	for _, p := range ps {
		sum += p
		c.Lower = math.Max(c.Lower, p)
		none += math.Log1p(-p)
	}
	c.Upper = math.Min(1, sum)
	c.Independent = 0 - math.Expm1(none)
	return c, nil
}

func checkProbs(ps []float64) error {
	if len(ps) == 0 {
		return inputErr("nothing to combine, expected at least one probability")
	}
	for _, p := range ps {
		if err := checkProb("probability", p); err != nil {
			return err
		}
	}
	return nil
}

// Bonferroni is the confidence that each of m bounds needs so that all hold together with the confidence given:
// 1 - alpha/m. No independence is needed. Errors: confidence outside [0.5, 1), m < 1.
func Bonferroni(confidence float64, m int) (float64, error) {
	if err := firstErr(checkConfidence(confidence), checkCounts(0, m)); err != nil {
		return math.NaN(), err
	}
	return 1 - (1-confidence)/float64(m), nil
}

// Sidak is the confidence that each of m independent bounds needs: confidence^(1/m). Errors as [Bonferroni].
func Sidak(confidence float64, m int) (float64, error) {
	if err := firstErr(checkConfidence(confidence), checkCounts(0, m)); err != nil {
		return math.NaN(), err
	}
	return math.Pow(confidence, 1/float64(m)), nil
}

// KOfN is the range of the chance that at least k of the statements hold, however they depend on each other
// (Rueger 1978; with k = n that of [And], with k = 1 that of [Or]). Errors: as [And]; k outside 1..n.
func KOfN(k int, ps []float64) (lower, upper float64, err error) {
	if err := checkProbs(ps); err != nil {
		return math.NaN(), math.NaN(), err
	}
	n := len(ps)
	if k < 1 || k > n {
		return math.NaN(), math.NaN(), inputErr("%d of %d statements, expected 1 to %d", k, n, n)
	}
	sorted := slices.Clone(ps)
	slices.Sort(sorted)
	upper = 1
	// Without the r largest, k-r of the others must hold still: at most the mean that Markov allows.
	least := 0.0 // sum of the n-r smallest
	for m := 1; m <= n; m++ {
		least += sorted[m-1]
		if r := n - m; r < k {
			upper = math.Min(upper, least/float64(k-r))
		}
	}
	// Of the m largest alone, k must hold.
	most := 0.0
	for m := 1; m <= n; m++ {
		most += sorted[n-m]
		if m >= k {
			lower = math.Max(lower, (most-float64(k-1))/float64(m-k+1))
		}
	}
	return math.Min(lower, upper), upper, nil
}
