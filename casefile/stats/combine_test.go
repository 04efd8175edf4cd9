package stats

import (
	"math"
	"math/rand"
	"testing"
)

// TestKOfNAgrees: all of n is And, one of n is Or, and chances that are known
// exactly, whatever joins them, lie inside.
func TestKOfNAgrees(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 500 {
		ps := make([]float64, 1+rnd.Intn(6))
		for i := range ps {
			ps[i] = float64(rnd.Intn(101)) / 100
		}
		and, _ := And(ps)
		or, _ := Or(ps)
		checkRange(t, len(ps), ps, and.Lower, and.Upper)
		checkRange(t, 1, ps, or.Lower, or.Upper)
		for k := 1; k <= len(ps); k++ {
			lower, upper, err := KOfN(k, ps)
			if err != nil || lower < 0 || upper > 1 || lower > upper {
				t.Fatalf("%d of %v: %g to %g, %v", k, ps, lower, upper, err)
			}
			for name, exact := range map[string]float64{"one draw for all": nested(k, ps), "laid end to end": spread(k, ps), "independent": independent(k, ps)} {
				if exact < lower-1e-9 || exact > upper+1e-9 {
					t.Errorf("%d of %v is %g when %s, outside %g to %g", k, ps, exact, name, lower, upper)
				}
			}
		}
	}
	for _, k := range []int{0, 3} {
		if _, _, err := KOfN(k, []float64{0.5, 0.5}); err == nil {
			t.Errorf("%d of 2 is accepted", k)
		}
	}
}

func checkRange(t *testing.T, k int, ps []float64, lower, upper float64) {
	t.Helper()
	gotLower, gotUpper, err := KOfN(k, ps)
	if err != nil || math.Abs(gotLower-lower) > 1e-9 || math.Abs(gotUpper-upper) > 1e-9 {
		t.Errorf("%d of %v: %g to %g, want %g to %g (%v)", k, ps, gotLower, gotUpper, lower, upper, err)
	}
}

// nested: statement i holds when one uniform draw is below ps[i].
func nested(k int, ps []float64) float64 {
	return share(k, ps, func(i int, u float64) bool { return u < ps[i] })
}

// spread: the draws at which statements hold lie end to end on a circle.
func spread(k int, ps []float64) float64 {
	return share(k, ps, func(i int, u float64) bool {
		from := 0.0
		for _, p := range ps[:i] {
			from += p
		}
		at := math.Mod(u-from+10, 1)
		return at < ps[i]
	})
}

func share(k int, ps []float64, holds func(i int, u float64) bool) float64 {
	const steps = 1000 // chances are whole hundredths
	hits := 0
	for s := range steps {
		held := 0
		for i := range ps {
			if holds(i, (float64(s)+0.5)/steps) {
				held++
			}
		}
		if held >= k {
			hits++
		}
	}
	return float64(hits) / steps
}

func independent(k int, ps []float64) float64 {
	chance := []float64{1}
	for _, p := range ps {
		next := make([]float64, len(chance)+1)
		for held, c := range chance {
			next[held] += c * (1 - p)
			next[held+1] += c * p
		}
		chance = next
	}
	sum := 0.0
	for _, c := range chance[k:] {
		sum += c
	}
	return sum
}
