package assess

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"safecase/casefile"
)

// Values holds what monitoring measured, by id of the indicator.
type Values map[string]Measured

// Measured is one value of an indicator that stands outside the case.
type Measured struct {
	Value float64
	On    time.Time // the day of the measurement; zero when not known
	Text  string    // the value as written
	From  string    // where it stands, for people
}

// Indicator is a safety performance indicator as judged: a number that
// monitoring writes, with its limits and what depends on it.
type Indicator struct {
	ID      string
	Text    string // what is measured
	Value   string // the value that counts, as written; "" when there is none
	On      time.Time
	From    string    // where the value stands when not in the case
	Limits  string    // in words; "" when there is none
	Verdict State     // NotMet beyond a limit, Stale, CannotTell, or NoGap
	Detail  string    // why, when there is a gap
	Due     time.Time // a value is due from this day on; zero when at once
	Until   time.Time // the last day on which the value is fresh; zero without a dated value
	Bears   []string  // the nodes that depend on it, in file order
	Pos     casefile.Pos
}

// Cause is the name under which the indicator causes gaps.
func (in Indicator) Cause() string { return indicatorPath + in.ID }

// Trigger is an observation that was to end the validity of the case.
type Trigger struct {
	ID     string
	Text   string
	Fired  string // why it counts as observed; "" when it does not
	Action string
	Pos    casefile.Pos
}

// Cause is the name under which the trigger causes gaps.
func (t Trigger) Cause() string { return triggerPath + t.ID }

// Where indicators and triggers stand in a case; with the id behind it, the
// name under which they cause a gap.
const (
	indicatorPath = "indicators."
	triggerPath   = "validity.triggers."
)

// watcher is an indicator while it is judged.
type watcher struct {
	in      Indicator
	stand   *node   // stands for it in the argument; nobody sees it
	on      []*node // what depends on it
	trigger bool    // a trigger names it
}

// watch lets nodes rest on the indicators that watch them, and what the case is
// about on the triggers that were to end it. An indicator that nothing depends
// on counts as a challenge that hits nothing: against all that the case is
// about.
func (j *judge) watch() {
	byID := map[string]*watcher{}
	var all []*watcher
	for _, item := range j.Case.Items("indicators") {
		if byID[item.ID] == nil {
			w := &watcher{in: j.readIndicator(item), on: j.dependsOn(item.Get("claims").Texts())}
			byID[item.ID] = w
			all = append(all, w)
		}
	}
	if len(all) == 0 && len(j.Case.Get("validity", "triggers").Entries()) == 0 {
		return // most cases, for which nobody shall wait
	}
	for _, n := range j.all {
		if w := byID[n.Get("indicator").Text()]; w != nil {
			w.on = append(w.on, j.under(n)...)
		}
	}
	for _, w := range all {
		w.stand = j.hide(indicatorPath + w.in.ID)
	}
	j.triggers(byID)
	for _, w := range all {
		fires := w.trigger && w.in.Verdict == NotMet // which the trigger passes on, and words
		if !fires && (w.trigger || len(w.on) == 0) {
			w.on = append(w.on, j.abouts()...)
		}
		j.rely(w)
	}
}

// hide makes a node that nobody sees.
func (j *judge) hide(id string) *node {
	n := &node{Node: &casefile.Node{ID: id}, order: len(j.all)}
	j.all = append(j.all, n)
	return n
}

// abouts are the claims that the case is about.
func (j *judge) abouts() (out []*node) {
	for _, n := range j.all {
		if n.about {
			out = append(out, n)
		}
	}
	return out
}

// dependsOn are the nodes with the ids and what is meant under them. An id that
// leads nowhere, or to something that nothing rests on, must not free what it
// was to watch: all that the case is about stands in for it.
func (j *judge) dependsOn(ids []string) (out []*node) {
	for _, id := range ids {
		to := j.a.nodes[id]
		if to == nil || to.Kind != casefile.Claim && !to.context && !to.below {
			out = append(out, j.abouts()...)
			continue
		}
		out = append(out, j.under(to)...)
	}
	return out
}

// under is a node and, of an assumption or a context, what is meant under it:
// a gap that is no challenge does not pass up from there by itself.
func (j *judge) under(n *node) []*node {
	if j.meantUnder == nil {
		j.meantUnder = map[*node][]*node{}
		for _, above := range j.all {
			for _, e := range above.edges {
				if e.part == backdrop {
					j.meantUnder[e.to] = append(j.meantUnder[e.to], above)
				}
			}
		}
	}
	return append([]*node{n}, j.meantUnder[n]...)
}

// triggers judges the triggers. What the case is about rests on them, and on
// the indicators that they name.
func (j *judge) triggers(byID map[string]*watcher) {
	abouts := j.abouts()
	for _, t := range j.Case.Get("validity", "triggers").Entries() {
		if strings.HasPrefix(t.Key, "x-") {
			continue
		}
		n, w := j.hide(triggerPath+t.Key), byID[t.Get("indicator").Text()]
		if w != nil {
			w.trigger = true
		}
		out := j.readTrigger(t, w)
		if out.Fired != "" {
			n.own = append(n.own, Cause{Code: "trigger-fired", State: Defeated, Pos: out.Pos, Because: n.ID, Others: []string{t.Key, out.Action}, Detail: out.Fired})
		} else if v := t.Get("fired"); j.ahead(v) {
			// Nobody can have observed it yet: one of the days is wrong, and it may be this one.
			n.own = append(n.own, Cause{Code: "date-inconsistent", State: CannotTell, Pos: v.Pos(), Because: n.ID, Detail: "it is recorded as observed on " + v.Text() + ", after the day of the judgement"})
		}
		for _, about := range abouts {
			about.rest(edge{to: n, part: always})
		}
		j.a.Triggers = append(j.a.Triggers, out)
	}
}

// ahead reports whether v is a day after that of the judgement.
func (j *judge) ahead(v casefile.Value) bool {
	day, ok := v.Date()
	return ok && day.After(j.AsOf)
}

// readTrigger says whether a trigger has fired: because somebody noted it, or
// because its indicator is beyond its limit.
func (j *judge) readTrigger(t casefile.Entry, w *watcher) Trigger {
	out := Trigger{ID: t.Key, Text: t.Get("text").Text(), Action: t.Get("action").Text(), Pos: t.KeyPos}
	if w != nil && w.in.Verdict == NotMet {
		out.Fired, out.Pos = "indicator "+w.in.ID+" "+w.in.Detail, w.in.Pos
	}
	if j.Lost[triggerPath+t.Key] {
		out.Fired = "it is taken to have"
	}
	v := t.Get("fired")
	switch on, dated := v.Date(); {
	case dated && !on.After(j.AsOf):
		out.Fired, out.Pos = "it was observed on "+v.Text(), v.Pos()
	case !dated && marked(v):
		out.Fired, out.Pos = "it is marked as observed", v.Pos()
	}
	return out
}

// indicatorCauses are the gaps that an indicator can leave.
var indicatorCauses = []Cause{
	{Code: "indicator-beyond-limit", State: NotMet},
	{Code: "indicator-stale", State: Stale},
	{Code: "indicator-unknown", State: CannotTell},
}

// rely lets what depends on an indicator rest on it.
func (j *judge) rely(w *watcher) {
	slices.SortFunc(w.on, func(a, b *node) int { return a.order - b.order })
	for _, above := range slices.Compact(w.on) {
		above.rest(edge{to: w.stand, part: always})
		w.in.Bears = append(w.in.Bears, above.ID)
	}
	for _, c := range indicatorCauses {
		if c.State == w.in.Verdict && len(w.on) > 0 {
			c.Pos, c.Because, c.Detail = w.in.Pos, w.stand.ID, w.in.Detail
			c.Others = append([]string{w.in.ID}, w.in.Bears...)
			w.stand.own = append(w.stand.own, c)
		}
	}
	j.a.Indicators = append(j.a.Indicators, w.in)
}

// readIndicator judges an indicator; of one that a merge left with two values
// nobody can tell whether it is kept.
func (j *judge) readIndicator(item casefile.Item) Indicator {
	in := j.readMeasured(item)
	if at, found := casefile.Undecided(item.Value); found && in.Verdict > CannotTell {
		in.Verdict, in.Detail, in.Pos = CannotTell, "is not decided: "+nobodyDecided, at
	}
	return in
}

// readMeasured finds the value that counts and judges it. The later of what
// the case and the file of monitoring say counts; on one day, or where the later
// is dated after the day of the judgement, the worse.
func (j *judge) readMeasured(item casefile.Item) Indicator {
	in := Indicator{ID: item.ID, Text: item.Get("text").Text(), Limits: limitWords(item.Value), Verdict: NoGap, Pos: item.IDPos}
	in.Due = j.due(item)
	if j.Lost[indicatorPath+item.ID] {
		in.Verdict, in.Detail = NotMet, "is taken to be beyond its limit"
		return in
	}
	own, typed := j.ownValue(item)
	outside, measured := j.Values[item.ID]
	switch {
	case !measured && !typed:
		if !j.AsOf.Before(in.Due) {
			in.Verdict, in.Detail = CannotTell, "has no value"
		}
		return in
	case !typed || measured && j.later(outside, own):
		j.judgeValue(&in, item, outside)
	case !measured || j.later(own, outside):
		j.judgeValue(&in, item, own)
	default:
		second := in
		j.judgeValue(&in, item, own)
		j.judgeValue(&second, item, outside)
		if second.Verdict <= in.Verdict {
			in = second
		}
	}
	return in
}

// later reports whether a was measured after b, as far as anybody can know on
// the day of the judgement.
func (j *judge) later(a, b Measured) bool { return a.On.After(b.On) && !a.On.After(j.AsOf) }

// ownValue is the value that the case itself states; what is no number is NaN.
func (j *judge) ownValue(item casefile.Item) (m Measured, typed bool) {
	v, on := item.Get("value"), item.Get("on")
	m.Text = v.Text()
	m.On, _ = on.Date()
	x, ok := v.Number()
	if m.Value = x; !ok {
		m.Value = math.NaN()
	}
	return m, v.Exists()
}

func (j *judge) judgeValue(in *Indicator, item casefile.Item, m Measured) {
	in.Value, in.On, in.From = m.Text, m.On, m.From
	if at := item.Get("value"); m.From == "" && at.Exists() {
		in.Pos = at.Pos()
	}
	gap := func(s State, format string, args ...any) { in.Verdict, in.Detail = s, fmt.Sprintf(format, args...) }
	age := item.Get("max_age_days")
	limit, ok := age.Number()
	if !ok {
		limit = j.limit("max_age_days", DefaultMaxAgeDays)
	}
	if !m.On.IsZero() {
		in.Until = lastFresh(m.On, limit)
	}
	passed := beyond(m.Value, item.Value)
	switch {
	case math.IsNaN(m.Value):
		gap(CannotTell, "is %q, which is no number", m.Text)
	case passed != "":
		gap(NotMet, "is %s%s; its limit is %s", m.Text, onDay(m.On), passed)
	case in.Limits == "":
		gap(CannotTell, "is %s%s, and no limit is stated", m.Text, onDay(m.On))
	case m.On.IsZero():
		gap(CannotTell, "is %s, and nobody says since when", m.Text)
	case m.On.After(j.AsOf):
		gap(CannotTell, "is dated %s, after the day of the judgement", m.On.Format(time.DateOnly))
	case age.Exists() && !ok:
		gap(CannotTell, "states no number of days for which a value is fresh")
	case in.Until.Before(j.AsOf):
		gap(Stale, "was last measured on %s; a value is fresh for %.0f days", m.On.Format(time.DateOnly), limit)
	}
}

// due is the day from which on a value must be there.
func (j *judge) due(item casefile.Item) time.Time {
	for _, v := range []casefile.Value{item.Get("from"), j.Case.Get("window", "from")} {
		if v.Exists() {
			day, _ := v.Date()
			return day
		}
	}
	return time.Time{}
}

func onDay(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return " on " + day.Format(time.DateOnly)
}

// comparison is one way of stating a limit.
type comparison struct {
	key, words string
	holds      func(x, limit float64) bool
}

var comparisons = []comparison{
	{"below", "below ", func(x, limit float64) bool { return x < limit }},
	{"at_most", "at most ", func(x, limit float64) bool { return x <= limit }},
	{"above", "above ", func(x, limit float64) bool { return x > limit }},
	{"at_least", "at least ", func(x, limit float64) bool { return x >= limit }},
}

// beyond names the limit that x does not keep; "" when it keeps all.
func beyond(x float64, limits casefile.Value) string {
	for _, c := range comparisons {
		if limit, ok := limits.Get(c.key).Number(); ok && !c.holds(x, limit) {
			return c.words + limits.Get(c.key).Text()
		}
	}
	return ""
}

// limitWords names all limits that are numbers; "" when there is none, or one
// is no number: then nobody can say that it is kept.
func limitWords(limits casefile.Value) string {
	var out []string
	for _, c := range comparisons {
		v := limits.Get(c.key)
		if _, ok := v.Number(); ok {
			out = append(out, c.words+v.Text())
		} else if v.Exists() {
			return ""
		}
	}
	return strings.Join(out, " and ")
}
