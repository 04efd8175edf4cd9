package assess

import (
	"fmt"
	"math"
	"strings"

	"safecase/casefile"
	"safecase/casefile/stats"
)

// extrapolation is a bound for one attempt carried to the attempts of a window.
type extrapolation struct {
	from        Number // whose bound holds for one attempt
	u           float64
	attempts    float64
	independent bool
	per         string
}

// judgeBound judges how a claim carries a rate on tasks to the risk of an
// outcome in the window: P <= 1-(1-u)^N for N independent attempts, else at
// most N times u (union bound). The claim then rests on the one whose bound it
// carries, linked or not.
func (j *judge) judgeBound(n *node) {
	b := n.Get("bound")
	if n.Kind != casefile.Claim || !b.Exists() {
		return
	}
	x, why := j.extrapolation(n, b)
	if why == "" {
		why = j.compareRisks(n, b, x)
	}
	if why != "" {
		n.unbound = true
		num := Number{Claim: n.ID, Metric: RiskPerWindow, Op: "below", Verdict: CannotTell, Pos: b.Pos()}
		of := b.Get("per_attempt").Text()
		missing := of != "" && j.a.nodes[of] == nil // reading the file reports it
		n.show(num, &Cause{Code: "deployment-extrapolation", State: CannotTell, Pos: b.Pos(), Detail: why, Silent: missing})
	}
}

// RiskPerWindow is what stands for the metric of a number that was carried
// from single attempts to the window.
const RiskPerWindow = "risk per window"

// compareRisks compares the risk with every number of the claim's outcomes; why
// says that there is none.
func (j *judge) compareRisks(n *node, b casefile.Value, x extrapolation) (why string) {
	compared := 0
	for _, o := range j.outcomesOf(n) {
		if o.problem != "" {
			return "the threshold of outcome " + o.id + " cannot be used: " + o.problem
		}
		for _, l := range o.limits {
			num := x.risk(n, b, l)
			cause := x.judge(num, o, l)
			if cause != nil && cause.State == NotShown {
				num.Needed = x.needed(l)
			}
			n.show(num, cause)
			compared++
		}
	}
	if compared == 0 {
		return "the claim names no outcome whose threshold is a number"
	}
	return ""
}

// risk is the bound on the probability of an event in the window, or on the
// expected number of events where the outcome limits that.
func (x extrapolation) risk(n *node, b casefile.Value, l limit) Number {
	u := x.u
	num := Number{Claim: n.ID, Metric: RiskPerWindow, Op: "below", Threshold: l.below, Verdict: NoGap, Pos: b.Pos(), RawBound: &u,
		Evidence: x.from.Evidence, Confidence: x.from.Confidence, Approximate: x.from.Approximate, Transcribed: x.from.Transcribed, From: x.from.From}
	risk, formula := x.attempts*u, "at most N times u"
	switch {
	case l.frequency:
		formula = "N times u events"
	case x.independent:
		risk, formula = -math.Expm1(x.attempts*math.Log1p(-u)), "1-(1-u)^N"
	}
	if !l.frequency {
		risk = math.Min(1, risk)
	}
	risk = stats.Round(risk)
	num.High, num.Method = &risk, fmt.Sprintf("%s, N = %.6g", formula, x.attempts)
	return num
}

// judge compares the risk with one limit of the outcome.
func (x extrapolation) judge(num Number, o *outcome, l limit) *Cause {
	cause := &Cause{Code: "deployment-extrapolation", State: NotShown, Pos: num.Pos, Others: []string{o.id}}
	switch {
	case x.per != "" && o.per != "" && x.per != o.per:
		cause.State = CannotTell
		cause.Detail = fmt.Sprintf("the bound is for one %s, the threshold of %s for one %s", x.per, o.id, o.per)
	case num.Confidence < o.confidence:
		cause.Detail = fmt.Sprintf("outcome %s asks for a confidence of %.6g, the bound has %.6g", o.id, o.confidence, num.Confidence)
	case *num.High < l.below:
		return nil
	default:
		cause.Detail = fmt.Sprintf("the bound on the risk is %.4g; the threshold is %.4g", *num.High, l.below)
	}
	return cause
}

// needed is how many trials, with as many events as were seen, would carry the
// rate to the limit; nil when no number of trials would, or when the bound does
// not follow from a count alone.
func (x extrapolation) needed(l limit) *int {
	f := x.from
	if f.K == nil || f.KUp || f.Groups > 0 || f.RawBound == nil || *f.RawBound != *f.High {
		return nil
	}
	u := l.below / x.attempts
	if x.independent && !l.frequency {
		var err error
		if u, err = stats.RequiredPerAttempt(l.below, x.attempts); err != nil {
			return nil
		}
	}
	n, err := stats.RequiredN(*f.K+f.Lost, u, f.Confidence)
	if err != nil {
		return nil
	}
	return &n
}

// extrapolation reads what a bound rests on; why says what is missing.
func (j *judge) extrapolation(n *node, b casefile.Value) (x extrapolation, why string) {
	x.per, x.independent = b.Get("per").Text(), b.Get("independence").Text() == "independent"
	if why := j.perAttempt(n, b.Get("per_attempt").Text(), &x); why != "" {
		return x, why
	}
	x.attempts, why = j.attempts(b.Get("attempts"))
	return x, why
}

// attempts reads a number, or the path of a number in the case. A window of
// less than one attempt is none; fewer attempts than the case itself states for
// its setting would make the risk look small.
func (j *judge) attempts(v casefile.Value) (float64, string) {
	x, ok := v.Number()
	if !ok && v.Text() != "" {
		x, ok = j.Case.Get(strings.Split(v.Text(), ".")...).Number()
	}
	if !ok {
		return 0, "the number of attempts in the window is not known"
	}
	if x < 1 {
		return 0, fmt.Sprintf("%.6g attempts are no window: at least 1 is needed", x)
	}
	least, stated := math.Inf(1), false
	for _, key := range []string{"attempts", "sensitive_actions"} {
		if n, ok := j.Case.Get("setting", "scale", key).Number(); ok {
			least, stated = math.Min(least, n), true
		}
	}
	if stated && x < least {
		return 0, fmt.Sprintf("it counts %.6g attempts, and the setting states at least %.6g", x, least)
	}
	return x, ""
}

// perAttempt finds the upper bound that a claim gives for one attempt, the
// largest where it states several, and lets n rest on that claim. A claim that
// is not met still has a bound; its own gap passes up.
func (j *judge) perAttempt(n *node, id string, x *extrapolation) (why string) {
	from := j.a.nodes[id]
	if from == nil || from.Kind != casefile.Claim {
		return fmt.Sprintf("%q is no claim that has a bound for one attempt", id)
	}
	if from != n {
		n.rest(edge{to: from, part: always})
	}
	found := false
	for _, stated := range from.numbers[:from.stated] {
		if stated.High == nil || stated.Minus != "" || stated.Statistic == countStatistic || !(*stated.High >= 0 && *stated.High <= 1) {
			continue
		}
		if !found || *stated.High > x.u {
			x.u, x.from, found = *stated.High, stated, true
		}
	}
	if !found {
		return "claim " + id + " has no bound for one attempt"
	}
	return ""
}

// said reports whether something is written there that says something.
func said(v casefile.Value) bool { return casefile.Says(v.Text()) }
