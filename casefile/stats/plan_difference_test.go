package stats

import (
	"errors"
	"math"
	"testing"
)

// TestPlansOfDifferencesByBruteForce sums over every outcome of every number of items, and asks the bound that
// claims are judged by.
func TestPlansOfDifferencesByBruteForce(t *testing.T) {
	for _, c := range []struct{ a, b, threshold float64 }{{0.9, 0.02, 0.3}, {0.6, 0, 0.1}, {0.5, 0.1, 0}, {0.05, 0.05, -0.5}, {1, 0, 0.5}, {0, 0, -0.3}} {
		for _, n := range []int{2, 7, 20, 33} {
			paired, unpaired := 0.0, 0.0
			for x := 0; x <= n; x++ {
				for y := 0; y <= n; y++ {
					b := must(RateDifference(ClopperPearson, x, n, y, n, 0.95))
					if b.Lower < c.threshold {
						continue
					}
					unpaired += mass(n, c.a, x) * mass(n, c.b, y)
					if x+y <= n {
						paired += multinomial(n, x, y) * math.Pow(c.a, float64(x)) * math.Pow(c.b, float64(y)) * math.Pow(1-c.a-c.b, float64(n-x-y))
					}
				}
			}
			if c.a+c.b <= 1 {
				rest := 0.0
				if c.a < 1 {
					rest = c.b / (1 - c.a)
				}
				trial := differenceTrial{n: n, a: c.a, b: c.b, given: func(x int) (int, float64) { return n - x, rest }}
				sameChance(t, "paired", must(trial.power(c.threshold, 0.95)), paired)
			}
			trial := differenceTrial{n: n, a: c.a, b: c.b, given: func(int) (int, float64) { return n, c.b }}
			sameChance(t, "unpaired", must(trial.power(c.threshold, 0.95)), unpaired)
		}
	}
}

func sameChance(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s: chance %v, want %v", what, got, want)
	}
}

func mass(n int, p float64, x int) float64 {
	return multinomial(n, x, n-x) * math.Pow(p, float64(x)) * math.Pow(1-p, float64(n-x))
}

func TestPlanOfDifference(t *testing.T) {
	p := must(PlanPaired(0.36, 0.01, 0.2, 0.95, 0.8))
	if p.Power < 0.8 || p.N < p.Approximate {
		t.Errorf("%+v", p)
	}
	// Golden: s = 0.5 and a difference of 0.03 take 2,181 pairs at 0.975 (Miller 2024). A discordant rate of 0.2509 has that s.
	if q := must(PlanPaired(0.1404500, 0.1104500, 0, 0.975, 0.8)); q.Approximate != 2181 {
		t.Errorf("the usual formula gives %d pairs", q.Approximate)
	}
	for _, err := range []error{
		second(PlanPaired(0.6, 0.5, 0.05, 0.95, 0.8)), second(PlanPaired(0.1, 0.1, 0, 0.95, 0.8)), second(PlanPaired(0.3, 0.1, 1, 0.95, 0.8)),
		second(PlanPaired(0.3, 0.1, math.NaN(), 0.95, 0.8)), second(PlanPaired(math.NaN(), 0.1, 0, 0.95, 0.8)), second(PlanUnpaired(0.3, 1.1, 0, 0.95, 0.8)),
		second(PlanUnpaired(0.3, 0.1, 0, 0.2, 0.8)), second(PlanUnpaired(0.3, 0.1, 0, 0.95, 1)),
	} {
		if !errors.Is(err, ErrInput) {
			t.Errorf("got %v", err)
		}
	}
	if err := second(PlanUnpaired(0.5001, 0.5, 0, 0.95, 0.8)); !errors.Is(err, ErrNoAnswer) {
		t.Errorf("got %v", err)
	}
}

func second[T any](_ T, err error) error { return err }
