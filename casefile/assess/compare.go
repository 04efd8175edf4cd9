package assess

import (
	"fmt"
	"math"

	"safecase/casefile"
	"safecase/casefile/stats"
)

// maxLost is the share of lost items above which the rest says little: the
// customary limit of 5 %. Up to it every lost item counts against the claim.
const maxLost = 0.05

// compare judges a measurement against its threshold: first what was observed,
// then the bound. A bound exists for rates with a known n, and for nothing else.
// A value on the wrong side is not met whatever else is wrong with it.
func (j *judge) compare(q casefile.Value, num Number, m measurement) (Number, *Cause) {
	num.K, num.KUp = m.counted(num.Op)
	seen, cannot := observed(q, m)
	num.Value = seen
	if cause := m.against(q, &num); cause != nil {
		return num, cause
	}
	for _, why := range []string{checkCounts(m), unfit(q, num, m)} {
		if why != "" {
			return num, invalid(num, why)
		}
	}
	if cannot == "" && num.Statistic == "" {
		cannot = boundless(m)
	}
	if cannot != "" {
		return num, &Cause{Code: "bound-missing", State: CannotTell, Pos: num.Pos, Because: num.Evidence, Detail: cannot}
	}
	if cause := m.incomplete(num); cause != nil {
		return num, cause
	}
	return judgeBounded(q, num, m)
}

// against is the cause where the observed value is on the wrong side, nil where
// it is not or nothing was observed.
func (m measurement) against(q casefile.Value, num *Number) *Cause {
	seen, _ := observed(q, m)
	if seen == nil || holds(*seen, num.Op, num.Threshold) || m.record == nil && checkCounts(m) != "" {
		return nil // the value of typed counts that cannot be is none
	}
	num.Value = seen
	if b, err := decide(q, num, m); err == nil && checkCounts(m) == "" {
		num.setBound(b.Rounded())
	}
	return exceeded(*num)
}

// exceeded is the cause of a value on the wrong side.
func exceeded(num Number) *Cause {
	return &Cause{Code: "bound-exceeds-threshold", State: NotMet, Pos: num.Pos, Because: num.Evidence, Detail: "the observed value itself is on the wrong side"}
}

// judgeBounded judges a rate by its bound.
func judgeBounded(q casefile.Value, num Number, m measurement) (Number, *Cause) {
	b, err := decide(q, &num, m)
	if err != nil {
		return num, invalid(num, err.Error())
	}
	b = b.Rounded()
	num.setBound(b)
	if num.Statistic == "" {
		b.Estimate = *m.value // what was lost counts in the bound, not in what was observed
	}
	verdict, err := b.Judge(stats.Relation(num.Op), num.Threshold)
	if err != nil {
		return num, invalid(num, err.Error())
	}
	if verdict == stats.Met {
		return num, nil
	}
	if num.Statistic == "" {
		num.Needed = needed(q, num, m)
	}
	code := "point-under-bound-over"
	if num.K != nil && *num.K == 0 && !upward(num.Op) && num.Statistic == "" {
		code = "n-insufficient"
	}
	return num, &Cause{Code: code, State: NotShown, Pos: num.Pos, Because: num.Evidence}
}

func holds(x float64, op string, threshold float64) bool {
	switch op {
	case "below":
		return x < threshold
	case "at_most":
		return x <= threshold
	case "above":
		return x > threshold
	}
	return x >= threshold
}

// observed is the value that was seen, nil where the claim asks for another
// statistic than the evidence states; cannot says why no bound can follow.
func observed(q casefile.Value, m measurement) (seen *float64, cannot string) {
	switch statistic := q.Get("statistic").Text(); {
	case statistic == "" && !q.Get("statistic").Exists() || statistic == "rate" || statistic == "mean":
		return m.value, ""
	case statistic == countStatistic:
		if k := m.events(); k != nil {
			x := float64(*k)
			return &x, ""
		}
		return nil, "how many events there were is not in the file"
	case statistic == maxStatistic:
		_, why := m.attemptsOf()
		return largest(q, m), why
	default:
		return nil, fmt.Sprintf("%q is not a statistic that is known", statistic)
	}
}

// checkCounts says which of the counts cannot be: nothing may rest on them.
func checkCounts(m measurement) string {
	switch {
	case m.n != nil && *m.n <= 0:
		return fmt.Sprintf("n is %d", *m.n)
	case m.k != nil && *m.k < 0:
		return fmt.Sprintf("k is %d", *m.k)
	case m.k != nil && m.n != nil && *m.k > *m.n:
		return fmt.Sprintf("k = %d is more than n = %d", *m.k, *m.n)
	case m.k != nil && m.n != nil && m.value != nil && m.rate && math.Abs(*m.value-float64(*m.k)/float64(*m.n)) > 0.005:
		return fmt.Sprintf("the value %.4g is not %d of %d", *m.value, *m.k, *m.n)
	case m.rate && m.value != nil && (*m.value < 0 || *m.value > 1):
		return fmt.Sprintf("a rate is %.4g", *m.value)
	}
	return m.overstated()
}

// overstated says why an n that was typed cannot be: the file itself knows of
// fewer items.
func (m measurement) overstated() string {
	if !m.typed || m.record == nil || m.n == nil {
		return ""
	}
	r, n := m.reading, *m.n
	for _, known := range []struct {
		count *int
		what  string
	}{{r.Rows, "rows"}, {r.PlannedItems, "planned items"}, {r.AttemptsTotal, "attempts"}, {r.Dataset.Items, "items in the dataset"}} {
		if known.count != nil && n > *known.count && *known.count > 0 {
			return fmt.Sprintf("n is stated as %d, and the file knows of %d %s", n, *known.count, known.what)
		}
	}
	if se, p := m.record.StdErr, *m.value; se != nil && *se > 0 && p > 0 && p < 1 {
		if implied := p*(1-p)/(*se**se) + 1; float64(n) > 1.1*implied+1 {
			return fmt.Sprintf("n is stated as %d, and the standard error in the file speaks for about %.0f", n, implied)
		}
	}
	return ""
}

// unfit says why a threshold cannot be one for a rate: a percentage that was
// written as a whole number would let everything pass.
func unfit(q casefile.Value, num Number, m measurement) string {
	t := num.Threshold
	if statisticOf(q) == countStatistic {
		if all := float64(m.trials()); all > 0 && (num.Op == "below" && t > all || num.Op == "at_most" && t >= all) || num.Op == "at_least" && t <= 0 {
			return "every count meets this threshold"
		}
		return ""
	}
	if !m.rate {
		return ""
	}
	switch {
	case t < 0 || t > 1:
		return fmt.Sprintf("%.6g is no rate: rates lie between 0 and 1, 5 %% is 0.05", t)
	case num.Op == "at_most" && t == 1, num.Op == "at_least" && t == 0:
		return "every rate meets this threshold"
	}
	return ""
}

// trials is how many there were where each can count one event, else 0.
func (m measurement) trials() int {
	if m.k == nil || m.n == nil || !m.rate {
		return 0
	}
	return *m.n + m.outside
}

// boundless says why no bound can be computed, "" when one can.
func boundless(m measurement) string {
	switch {
	case m.n == nil:
		return "how many independent items stand behind the number is not known"
	case m.value == nil:
		return "no value is stated"
	case !m.rate:
		return "the number is not a share of independent items"
	case m.record != nil && m.record.Dependent && len(m.record.Clusters) == 0:
		return "items repeat, and the file does not say which belong together"
	}
	return ""
}

// incomplete is the cause where too many items gave no result. Where the whole
// run is reported as incomplete already, it needs no second word.
func (m measurement) incomplete(num Number) *Cause {
	if m.n == nil {
		return nil // a bare count: what was lost is in its bound
	}
	all := *m.n + m.outside
	if float64(m.lost) <= maxLost*float64(all) {
		return nil
	}
	said := false
	for _, c := range m.source.own {
		said = said || c.Code == "incomplete-run"
	}
	return &Cause{Code: "incomplete-run", State: CannotTell, Pos: num.Pos, Because: num.Evidence, Silent: said,
		Detail: fmt.Sprintf("%d of %d items have no result", m.lost, all)}
}

func (num *Number) setBound(b stats.Bound) {
	num.Method, num.Approximate = string(b.Method), b.Approximate
	if upward(num.Op) {
		num.Low = &b.Lower
	} else {
		num.High = &b.Upper
	}
}
