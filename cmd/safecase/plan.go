package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"safecase/casefile/stats"
)

func planCommand(a *app) *cobra.Command {
	var below, confidence, rate, power float64
	var events, family int
	var format string
	var diff differenceFlags
	c := &cobra.Command{
		Use:   "plan (--below P | --at-least D | --at-most D)",
		Short: "say how many trials a claim needs",
		Long: "Plan says how many independent trials show that the true rate is below P at the given\n" +
			"one-sided confidence when at most K of them are events (exact binomial bound).\n" +
			"With --rate it says how many trials show it with the given power if that is the true rate.\n\n" +
			"With --at-least or --at-most it plans two runs and their difference. Over the same items all depends on\n" +
			"the share on which the runs differ (--discordant; McNemar 1947); without pairs on both rates. The chance\n" +
			"is summed over all outcomes of the exact bound by which claims are judged (Clopper and Pearson 1934,\n" +
			"half of alpha for each side); the usual normal formula (z + z)² s²/d² (Miller 2024) is printed beside it.",
		Example: "  safecase plan --below 0.05\n  safecase plan --below 0.01 --confidence 0.99 --events 2\n  safecase plan --below 0.1 --rate 0.03 --power 0.8\n" +
			"  safecase plan --at-least 0.2 --difference 0.35 --discordant 0.37\n  safecase plan --at-most 0.05 --first 0.1 --second 0.1",
		Args: cobra.NoArgs,
	}
	c.Flags().Float64Var(&below, "below", 0, "the threshold: the true rate is below `P`")
	c.Flags().Float64Var(&confidence, "confidence", 0.95, "one-sided confidence")
	c.Flags().IntVar(&events, "events", 0, "how many events are still allowed")
	c.Flags().IntVar(&family, "family", 1, "how many such claims must hold together (Bonferroni)")
	c.Flags().Float64Var(&rate, "rate", -1, "plan for power at this true rate instead")
	c.Flags().Float64Var(&power, "power", 0.8, "chance to show the claim at --rate, or of a difference")
	c.Flags().StringVar(&format, "format", "text", "text or json")
	diff.add(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		set := c.Flags().Changed
		if format != "text" && format != "json" {
			return usage("--format %q is not known: text or json", format)
		}
		if diff.asked(set) {
			return printDifference(a, diff, set, confidence, power, format)
		}
		if err := checkPlan(set, family, rate); err != nil {
			return err
		}
		out := planOut{Below: below, Confidence: confidence, Events: events}
		var err error
		if rate >= 0 {
			var plan stats.Plan
			plan, err = stats.PlanForPower(rate, below, confidence, power)
			out.Trials, out.Events, out.Power = plan.N, plan.Allowed, &plan.Power
		} else {
			out.Trials, err = stats.RequiredNFamily(events, below, confidence, family)
		}
		if err != nil {
			return usage("%s", err)
		}
		if format == "json" {
			return writeJSON(a.out, out)
		}
		fmt.Fprintln(a.out, out)
		return nil
	}
	return c
}

// checkPlan says what is missing or too much for one rate.
func checkPlan(set func(string) bool, family int, rate float64) error {
	switch {
	case !set("below"):
		return usage("say what is claimed: --below P for a rate, --at-least D or --at-most D for a difference")
	case family < 1:
		return usage("--family is %d, expected 1 or more claims", family)
	case set("rate") && rate < 0:
		return usage("--rate is %v, expected 0 or more", rate)
	case set("rate") && (set("family") || set("events")):
		return usage("--rate finds the number of allowed events itself, for one claim: leave --events and --family out")
	case set("power") && !set("rate"):
		return usage("--power is the chance at a true rate: add --rate")
	}
	return nil
}

type planOut struct {
	Below      float64  `json:"below"`
	Confidence float64  `json:"confidence"`
	Events     int      `json:"events"`
	Trials     int      `json:"trials"`
	Power      *float64 `json:"power,omitempty"`
}

// String says the plan in one sentence.
func (p planOut) String() string {
	s := fmt.Sprintf("%d trials with at most %d events show a rate below %g at %g %% confidence (one-sided, exact)", p.Trials, p.Events, p.Below, 100*p.Confidence)
	if p.Power != nil {
		s += fmt.Sprintf("; the chance that they do is %.3f", *p.Power)
	}
	return s
}
