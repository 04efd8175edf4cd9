package assess

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"safecase/casefile"
	"safecase/casefile/stats"
)

// Confidence is what the authors' own probabilities of the leaves say of a
// claim, however the leaves depend on each other. It is no measurement, and not
// the chance that anything is safe. Lower and Upper are nil when there is no
// value: then Missing says why.
type Confidence struct {
	Claim   string   `json:"claim"`
	Lower   *float64 `json:"lower"`
	Upper   *float64 `json:"upper"`
	Leaves  []Scored `json:"leaves"`
	Missing []string `json:"missing"` // what stands in the way of a value
	Under   []string `json:"under"`   // the assumptions under which it is meant
	Doubts  []string `json:"doubts"`  // accepted doubts, which no number takes into account
}

// Scored is a leaf with the author's own probability.
type Scored struct {
	ID     string  `json:"id"`
	Value  float64 `json:"value"`
	By     string  `json:"by"`
	Method string  `json:"method"`
	On     string  `json:"on"`
}

// Confidence combines the authors' probabilities below a claim by the bounds of
// Frechet (1935) and Rueger (1978), which need no independence. There is a value
// only where the claim has no recorded gap and every leaf has a number of a
// named person.
func (a *Assessment) Confidence(claim string) Confidence {
	w := &weighing{a: a, done: map[*node]span{}, out: Confidence{Claim: claim, Leaves: []Scored{}, Missing: []string{}, Under: []string{}, Doubts: []string{}}}
	n := a.nodes[claim]
	for _, g := range a.Why(claim) {
		w.lack("%s has a gap: %s because of %s", claim, g.State.Word(), g.Because[0])
	}
	if n == nil || len(w.out.Missing) > 0 {
		return w.out
	}
	s := w.weigh(n)
	if len(w.out.Missing) == 0 {
		w.out.Lower, w.out.Upper = &s.lower, &s.upper
	}
	return w.out
}

// Words say the range, rounded outward to two digits as an author's number
// carries no more; or why there is none.
func (c Confidence) Words() string {
	if c.Lower == nil || c.Upper == nil {
		return "no value: " + few(c.Missing, "; ")
	}
	var from []string
	for _, l := range c.Leaves {
		from = append(from, fmt.Sprintf("%s %s by %s", l.ID, strconv.FormatFloat(l.Value, 'g', -1, 64), l.By))
	}
	out := "between " + twoDigits(*c.Lower, math.Floor) + " and " + twoDigits(*c.Upper, math.Ceil) + ", from " + few(from, ", ")
	if len(c.Under) > 0 {
		out += "; under " + few(c.Under, ", ")
	}
	if len(c.Doubts) > 0 {
		out += "; accepted doubts, not counted: " + few(c.Doubts, ", ")
	}
	return out
}

// few joins the first few and counts the rest.
func few(items []string, by string) string {
	const most = 6
	if len(items) <= most {
		return strings.Join(items, by)
	}
	return fmt.Sprintf("%s and %d more", strings.Join(items[:most], by), len(items)-most)
}

func twoDigits(x float64, round func(float64) float64) string {
	if x <= 0 {
		return "0"
	}
	scale := math.Pow(10, 1-math.Floor(math.Log10(x)))
	// What is off by the last bits of the arithmetic is not rounded a step away.
	y := round(math.Round(x*scale*1e9) / 1e9)
	return strconv.FormatFloat(y/scale, 'g', 2, 64)
}

// span is a range of chances.
type span struct{ lower, upper float64 }

type weighing struct {
	a    *Assessment
	done map[*node]span
	out  Confidence
}

func (w *weighing) lack(format string, args ...any) {
	w.out.Missing = append(w.out.Missing, fmt.Sprintf(format, args...))
}

// weigh gives the range of a node. A branch with a gap, which an alternative
// stands in for, may be anything.
func (w *weighing) weigh(n *node) span {
	if s, known := w.done[n]; known {
		return s
	}
	s := span{0, 1}
	if n.mask == 0 {
		w.note(n)
		s = w.combine(n)
	}
	w.done[n] = s
	return s
}

// note notes what the numbers below do not take into account.
func (w *weighing) note(n *node) {
	for _, e := range n.edges {
		if e.part == backdrop && e.to.Kind == casefile.Assumption && !slices.Contains(w.out.Under, e.to.ID) {
			w.out.Under = append(w.out.Under, e.to.ID)
		}
		for _, at := range e.attackers {
			w.doubt(at.by)
		}
	}
	for _, at := range n.attackers {
		w.doubt(at.by)
	}
}

func (w *weighing) doubt(d *node) {
	if d.status == Accepted && !slices.Contains(w.out.Doubts, d.ID) {
		w.out.Doubts = append(w.out.Doubts, d.ID)
	}
}

func (w *weighing) combine(n *node) span {
	var branches, sides []span
	leaf := true
	for i := range n.edges {
		e := &n.edges[i]
		if e.part != branch && e.part != always || e.to.Kind == "" && e.to.home == nil {
			continue // an indicator is measured or not; it is no number of an author
		}
		if n.Kind == casefile.Claim && e.to.Kind == casefile.Evidence {
			continue // what the claim says of its evidence is the claim's own number
		}
		leaf = false
		s := w.weigh(e.to)
		if e.part == always {
			sides = append(sides, s)
		} else {
			branches = append(branches, s)
		}
	}
	if leaf || n.home != nil || n.Kind != casefile.Claim && n.Kind != casefile.Strategy {
		return w.leaf(n)
	}
	if n.Kind == casefile.Claim && slices.ContainsFunc(n.edges, func(e edge) bool { return (e.part == branch || e.part == always) && e.to.Kind == casefile.Evidence }) {
		w.lack("%s rests on evidence and on claims; no number says what the evidence adds", n.ID)
	}
	all := sides
	if len(branches) > 0 {
		all = append(all, atLeast(n.needed(len(branches)), branches))
	}
	return atLeast(len(all), all)
}

// atLeast is the range of the chance that k of the branches hold.
func atLeast(k int, branches []span) span {
	lower, upper := make([]float64, len(branches)), make([]float64, len(branches))
	for i, s := range branches {
		lower[i], upper[i] = s.lower, s.upper
	}
	low, _, err := stats.KOfN(k, lower)
	_, high, err2 := stats.KOfN(k, upper)
	if err != nil || err2 != nil {
		return span{0, 1}
	}
	return span{low, high}
}

// leaf reads the author's own number.
func (w *weighing) leaf(n *node) span {
	v := n.Get("confidence")
	x, ok := v.Get("value").Number()
	on, dated := v.Get("on").Date()
	switch {
	case n.home != nil:
		w.lack("%s stands in another file", n.ID)
	case n.Kind != casefile.Claim:
		w.lack("%s can have no number: it is %s", n.ID, kindWord(n))
	case !v.Exists():
		w.lack("%s has no number", n.ID)
	case !ok || x < 0 || x > 1:
		w.lack("the number of %s does not lie between 0 and 1", n.ID)
	case !said(v.Get("by")) || !dated || on.After(w.a.AsOf):
		w.lack("nobody says whose the number of %s is, or since when", n.ID)
	default:
		w.out.Leaves = append(w.out.Leaves, Scored{n.ID, x, v.Get("by").Text(), v.Get("method").Text(), v.Get("on").Text()})
		return span{x, x}
	}
	return span{0, 1}
}

func kindWord(n *node) string {
	switch n.Kind {
	case casefile.Evidence:
		return "evidence"
	case casefile.Assumption:
		return "an assumption"
	case casefile.Strategy:
		return "a strategy"
	}
	return "of another kind"
}
