package stats

import "math"

// maxPlannedPairs keeps the search for two runs short: its work grows with the square root of the items.
const maxPlannedPairs = 100_000

// DifferencePlan is a pair of runs that would show a difference of rates with the wanted chance.
type DifferencePlan struct {
	N     int     // items of each run; where the runs are paired, the pairs
	Power float64 // chance that the claim will be shown
	// Approximate is the n of the usual formula, (z(confidence) + z(power))^2 s^2/d^2, where s is the standard deviation
	// of one item's difference and d the way from the threshold to the true difference: [PairsNeeded]. It is less than N,
	// because a claim is judged by an exact bound with half of alpha for each side.
	Approximate int
}

// PlanPaired finds how many pairs show that the rate of a exceeds that of b by at least threshold, where truly onlyA of
// the items succeed in a alone and onlyB in b alone: the sum of both is the discordant rate, on which everything depends
// (McNemar 1947). The chance is exact: the sum over all counts of discordant pairs for which [PairedDifference.Bound]
// shows it. It goes up and down a little from one n to the next, so that slightly fewer pairs may do. For "at most" swap a and b
// and turn the sign of the threshold. Errors: rates outside 0..1 or together above 1, a threshold outside (-1, 1), a true
// difference that is not above the threshold, confidence outside [0.5, 1), power outside (0, 1), more than 100,000 pairs.
func PlanPaired(onlyA, onlyB, threshold, confidence, power float64) (DifferencePlan, error) {
	err := firstErr(checkProb("rate of items that only the first solves", onlyA), checkProb("rate of items that only the second solves", onlyB))
	if err == nil && onlyA+onlyB > 1+rounding {
		err = inputErr("%v and %v of the items are more than all of them", onlyA, onlyB)
	}
	d := onlyA - onlyB
	s := math.Sqrt(math.Max(0, onlyA+onlyB-d*d))
	rest := 0.0 // of b alone, among the items that are not of a alone
	if onlyA < 1 {
		rest = math.Min(1, onlyB/(1-onlyA))
	}
	return planDifference(err, d-threshold, s, threshold, confidence, power, func(n int) differenceTrial {
		return differenceTrial{n: n, a: onlyA, b: onlyB, given: func(x int) (int, float64) { return n - x, rest }}
	})
}

// PlanUnpaired is [PlanPaired] for two runs of n items each that have nothing in common, with rates a and b: judged by
// [RateDifference] with [ClopperPearson].
func PlanUnpaired(a, b, threshold, confidence, power float64) (DifferencePlan, error) {
	err := firstErr(checkProb("rate of the first", a), checkProb("rate of the second", b))
	s := math.Sqrt(a*(1-a) + b*(1-b))
	return planDifference(err, a-b-threshold, s, threshold, confidence, power, func(n int) differenceTrial {
		return differenceTrial{n: n, a: a, b: b, given: func(int) (int, float64) { return n, b }}
	})
}

// planDifference doubles n until the chance is enough, and halves the last step.
func planDifference(err error, way, s, threshold, confidence, power float64, at func(n int) differenceTrial) (DifferencePlan, error) {
	if err := firstErr(err, checkConfidence(confidence), checkOpenProb("power", power)); err != nil {
		return DifferencePlan{}, err
	}
	if !(threshold > -1 && threshold < 1) {
		return DifferencePlan{}, inputErr("threshold of a difference is %v, expected a number between -1 and 1", threshold)
	}
	if way <= rounding {
		return DifferencePlan{}, inputErr("the true difference is not beyond the threshold %v: no number of items shows it", threshold)
	}
	out := DifferencePlan{Approximate: 2}
	if s > 0 {
		if out.Approximate, err = PairsNeeded(way, s, confidence, power); err != nil {
			return DifferencePlan{}, err
		}
	}
	lo, hi := 1, min(max(out.Approximate, 2), maxPlannedPairs)
	for {
		if out.Power, err = at(hi).power(threshold, confidence); err != nil || out.Power >= power {
			break
		}
		if hi >= maxPlannedPairs {
			return DifferencePlan{}, noAnswer("it takes more than %d items", maxPlannedPairs)
		}
		lo, hi = hi, min(2*hi, maxPlannedPairs)
	}
	for err == nil && hi-lo > 1 {
		var p float64
		mid := lo + (hi-lo)/2
		if p, err = at(mid).power(threshold, confidence); p >= power {
			hi, out.Power = mid, p
		} else {
			lo = mid
		}
	}
	out.N = hi
	return out, err
}

// differenceTrial is two counts out of n: x of a, and y of b given x.
type differenceTrial struct {
	n     int
	a, b  float64
	given func(x int) (trials int, rate float64)
}

// tailSpan is how many standard deviations of a count are looked at; what lies beyond has a chance below 1e-12.
const tailSpan = 8

func (t differenceTrial) span(rate float64) (lo, hi int) {
	mean, sd := float64(t.n)*rate, math.Sqrt(float64(t.n)*rate*(1-rate))
	return max(0, int(mean-tailSpan*sd)-tailSpan), min(t.n, int(mean+tailSpan*sd)+tailSpan)
}

// power sums the chances of all x and y whose bounds, each at half of alpha, differ by at least threshold. The more
// of a, the more of b there may be.
func (t differenceTrial) power(threshold, confidence float64) (sum float64, err error) {
	first, last := t.span(t.a)
	y, most := t.span(t.b)
	y-- // the largest y that is still shown
	var next float64
	known := false
	for x := first; x <= last; x++ {
		low, err := Interval(ClopperPearson, x, t.n, confidence, TwoSided)
		if err != nil {
			return 0, err
		}
		for y < most {
			if !known {
				high, err := Interval(ClopperPearson, y+1, t.n, confidence, TwoSided)
				if err != nil {
					return 0, err
				}
				next, known = high.Upper, true
			}
			if low.Lower-next < threshold {
				break
			}
			y, known = y+1, false
		}
		chance, err := t.chance(x, y)
		if err != nil {
			return 0, err
		}
		sum += chance
	}
	return math.Min(1, sum), nil
}

// chance is P(X = x and Y <= y).
func (t differenceTrial) chance(x, y int) (float64, error) {
	here, err := pointMass(x, t.n, t.a)
	if err != nil || y < 0 {
		return 0, err
	}
	trials, rate := t.given(x)
	below, err := atMost(y, trials, rate)
	return here * below, err
}

// pointMass is P(X = k) for X binomial(n, p).
func pointMass(k, n int, p float64) (float64, error) {
	here, err := atMost(k, n, p)
	if err != nil || k == 0 {
		return here, err
	}
	if k == n {
		return math.Pow(p, float64(n)), nil
	}
	below, err := atMost(k-1, n, p)
	return math.Max(0, here-below), err
}

// atMost is P(X <= k) for X binomial(n, p), at the ends too.
func atMost(k, n int, p float64) (float64, error) {
	switch {
	case k < 0:
		return 0, nil
	case k >= n || p <= 0:
		return 1, nil
	case p >= 1:
		return 0, nil
	}
	return binomialCDF(k, n, p)
}
