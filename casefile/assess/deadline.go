package assess

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"safecase/casefile"
)

// Deadline is a day after which something that the case relies on no longer
// holds as recorded.
type Deadline struct {
	On   time.Time // the last day on which it holds
	Kind DeadlineKind
	ID   string // the node, indicator or rule that it is about; "" for the case itself
	What string // in words
	Pos  casefile.Pos
}

// DeadlineKind says what ends.
type DeadlineKind string

// What ends.
const (
	EndOfEvidence  DeadlineKind = "evidence"  // it goes stale by age, or its own term ends
	EndOfIndicator DeadlineKind = "indicator" // a new value is due
	EndOfResidual  DeadlineKind = "residual"  // the acceptance of a doubt
	EndOfWaiver    DeadlineKind = "waiver"
	EndOfReview    DeadlineKind = "review" // somebody must look again
	EndOfWindow    DeadlineKind = "window" // the time for which risk is claimed
	DecisionDue    DeadlineKind = "decision"
)

// Deadlines lists every day on which something recorded ends, the earliest
// first; those before the day of the judgement have passed.
func (a *Assessment) Deadlines() []Deadline {
	j := a.judge
	if j == nil {
		return nil
	}
	out := slices.Concat(j.caseDeadlines(), j.waiverDeadlines())
	for _, id := range a.order {
		out = append(out, j.nodeDeadlines(a.nodes[id].Node)...)
	}
	for _, in := range a.Indicators {
		switch d := (Deadline{Kind: EndOfIndicator, ID: in.ID, Pos: in.Pos}); {
		case !in.Until.IsZero():
			d.On, d.What = in.Until, "its value of "+in.On.Format(time.DateOnly)+" is fresh until then"
			out = append(out, d)
		case in.Value == "" && !in.Due.IsZero():
			d.On, d.What = in.Due, "its first value is due"
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Deadline) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.What, b.What))
	})
	return out
}

// ends adds a deadline where a day is written.
func ends(out []Deadline, v casefile.Value, kind DeadlineKind, id, what string) []Deadline {
	if day, ok := v.Date(); ok {
		out = append(out, Deadline{day, kind, id, what, v.Pos()})
	}
	return out
}

func (j *judge) caseDeadlines() (out []Deadline) {
	out = ends(out, j.Case.Get("decision", "on"), DecisionDue, "", "the decision is due")
	out = ends(out, j.Case.Get("window", "until"), EndOfWindow, "", "the window for which risk is claimed ends")
	return ends(out, j.Case.Get("validity", "review_by"), EndOfReview, "", "the case must be looked at again")
}

func (j *judge) waiverDeadlines() (out []Deadline) {
	for _, w := range j.Case.Waivers() {
		if w.Until.IsZero() {
			continue
		}
		what := "the waiver of " + w.Rule + " by " + w.By
		out = append(out, Deadline{w.Until, EndOfWaiver, w.Node, what, w.Pos})
	}
	return out
}

func (j *judge) nodeDeadlines(n *casefile.Node) (out []Deadline) {
	switch n.Kind {
	case casefile.Evidence:
		r := j.Readings[n.ID]
		if day, ok := runDate(n, r); ok {
			out = append(out, Deadline{lastFresh(day, j.limit("max_age_days", DefaultMaxAgeDays)), EndOfEvidence, n.ID, "its run of " + day.Format(time.DateOnly) + " is fresh until then", n.At("file")})
		} else if day, ok := n.Get("date_reported").Date(); ok && isDocument(r) {
			out = append(out, Deadline{lastFresh(day, j.limit("max_age_days", DefaultMaxAgeDays)), EndOfEvidence, n.ID, "as reported on " + day.Format(time.DateOnly) + " it is fresh until then", n.At("file")})
		}
		out = ends(out, n.Get("valid_until"), EndOfEvidence, n.ID, "its own term ends")
	case casefile.Defeater:
		if n.Get("status").Text() == "accepted" {
			out = ends(out, n.Get("residual", "until"), EndOfResidual, n.ID, "the acceptance of the doubt"+by(n.Get("residual", "accepted_by"))+" ends")
		}
	case casefile.Assumption:
		out = ends(out, n.Get("review_by"), EndOfReview, n.ID, "the assumption must be looked at again")
	}
	return out
}

func by(v casefile.Value) string {
	if s := strings.TrimSpace(v.Text()); s != "" {
		return " by " + s
	}
	return ""
}

// lastFresh is the last day on which something of that day is at most so many
// days old.
func lastFresh(day time.Time, limit float64) time.Time {
	const aLifetime = 100_000 // days; more than a calendar of four-digit years holds
	return day.AddDate(0, 0, int(math.Floor(math.Max(-1, math.Min(limit, aLifetime)))))
}
