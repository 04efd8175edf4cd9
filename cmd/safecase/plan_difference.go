package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"safecase/casefile/stats"
)

// differenceFlags are what plan asks about a difference of two runs.
type differenceFlags struct {
	atLeast, atMost, difference, discordant, first, second float64
}

func (f *differenceFlags) add(c *cobra.Command) {
	c.Flags().Float64Var(&f.atLeast, "at-least", 0, "plan two runs: the difference, first minus second, is at least `D`")
	c.Flags().Float64Var(&f.atMost, "at-most", 0, "plan two runs: the difference, first minus second, is at most `D`")
	c.Flags().Float64Var(&f.difference, "difference", 0, "paired runs: the true difference, with --discordant")
	c.Flags().Float64Var(&f.discordant, "discordant", 0, "paired runs: the share of items on which the two runs differ")
	c.Flags().Float64Var(&f.first, "first", 0, "runs without pairs: the true rate of the first")
	c.Flags().Float64Var(&f.second, "second", 0, "runs without pairs: the true rate of the second")
}

// asked reports whether a difference is to be planned.
func (f *differenceFlags) asked(set func(string) bool) bool {
	for _, name := range []string{"at-least", "at-most", "difference", "discordant", "first", "second"} {
		if set(name) {
			return true
		}
	}
	return false
}

// check says what is missing or too much.
func (f *differenceFlags) check(set func(string) bool) error {
	paired, alone := set("difference") || set("discordant"), set("first") || set("second")
	switch {
	case set("below") || set("rate") || set("events") || set("family"):
		return usage("--below, --events, --family and --rate are for one rate: leave them out to plan a difference")
	case set("at-least") == set("at-most"):
		return usage("a difference needs one of --at-least D and --at-most D")
	case paired == alone:
		return usage("say what is true, as far as you know: --difference D --discordant R for the same items in both runs, or --first P --second P without pairs")
	case paired && !(set("difference") && set("discordant")):
		return usage("paired runs need --difference D and --discordant R: the share of items on which they differ decides how many it takes")
	case alone && !(set("first") && set("second")):
		return usage("runs without pairs need --first P and --second P")
	case paired && !(math.Abs(f.difference) <= f.discordant && f.discordant <= 1):
		return usage("--difference is %v and --discordant %v: runs that differ on that share of the items cannot differ by more", f.difference, f.discordant)
	}
	return nil
}

// plan finds the number of items. "At most" is "at least" with the runs exchanged.
func (f *differenceFlags) plan(set func(string) bool, confidence, power float64) (differenceOut, error) {
	out := differenceOut{Confidence: confidence, Paired: set("discordant")}
	a, b, threshold := f.first, f.second, f.atLeast
	if out.Paired {
		a, b = (f.discordant+f.difference)/2, (f.discordant-f.difference)/2
		out.Difference, out.Discordant = f.difference, &f.discordant
	} else {
		out.Difference, out.First, out.Second = math.Round((f.first-f.second)*1e12)/1e12, &f.first, &f.second
	}
	if set("at-most") {
		a, b, threshold = b, a, -f.atMost
		out.AtMost = &f.atMost
	} else {
		out.AtLeast = &f.atLeast
	}
	find := stats.PlanUnpaired
	if out.Paired {
		find = stats.PlanPaired
	}
	p, err := find(a, b, threshold, confidence, power)
	out.Items, out.Power, out.Approximate = p.N, p.Power, p.Approximate
	return out, err
}

func printDifference(a *app, f differenceFlags, set func(string) bool, confidence, power float64, format string) error {
	if err := f.check(set); err != nil {
		return err
	}
	out, err := f.plan(set, confidence, power)
	if err != nil {
		return usage("%s", err)
	}
	if format == "json" {
		return writeJSON(a.out, out)
	}
	fmt.Fprintln(a.out, out)
	return nil
}

type differenceOut struct {
	AtLeast     *float64 `json:"at_least,omitempty"`
	AtMost      *float64 `json:"at_most,omitempty"`
	Confidence  float64  `json:"confidence"`
	Paired      bool     `json:"paired"`
	Difference  float64  `json:"difference"`
	Discordant  *float64 `json:"discordant,omitempty"`
	First       *float64 `json:"first,omitempty"`
	Second      *float64 `json:"second,omitempty"`
	Items       int      `json:"items"`
	Power       float64  `json:"power"`
	Approximate int      `json:"approximate"`
}

// String says the plan in two sentences.
func (d differenceOut) String() string {
	claim := ""
	if d.AtLeast != nil {
		claim = fmt.Sprintf("at least %g", *d.AtLeast)
	} else {
		claim = fmt.Sprintf("at most %g", *d.AtMost)
	}
	how := "items in both runs, compared item by item,"
	truth := fmt.Sprintf("the runs truly differ by %.6g, and on %.6g %% of the items", d.Difference, 100*deref(d.Discordant))
	if !d.Paired {
		how = "items in each of two runs, without pairs,"
		truth = fmt.Sprintf("the true rates are %g and %g", deref(d.First), deref(d.Second))
	}
	return fmt.Sprintf("%d %s show a difference of %s at %g %% confidence (one-sided, exact) with a chance of %.3f, if %s\n"+
		"The usual formula, (z + z)² s²/d², would say %d; claims are judged by an exact bound, half of alpha for each side, which takes more.",
		d.Items, how, claim, 100*d.Confidence, d.Power, truth, d.Approximate)
}

func deref(p *float64) float64 {
	if p == nil {
		return math.NaN()
	}
	return *p
}
