package assess

import (
	"slices"

	"safecase/casefile"
)

// judgeAlone judges what can be judged of a node without the nodes below.
func (j *judge) judgeAlone(n *node) {
	if n.carries && n.Kind != "" && (n.Undeveloped || marked(n.Get("undeveloped"))) {
		n.blame(Cause{Code: "undeveloped", State: Undeveloped, Pos: n.At("undeveloped")})
	}
	if v := n.Get("review", "verdict"); v.Text() == "rejected" && n.Kind != casefile.Evidence && n.Kind != casefile.Defeater {
		n.blame(Cause{Code: "review-rejected", State: Challenged, Pos: v.Pos()}) // a rejection is a doubt that somebody raised
	}
	if at, open := leftOpen(n.Node); open && n.Kind != casefile.Defeater { // whose status says it
		n.blame(Cause{Code: "uninstantiated-placeholder", State: CannotTell, Pos: at, Silent: true})
	}
	switch n.Kind {
	case casefile.Claim, casefile.Strategy:
		j.judgeArgument(n)
	case casefile.Assumption:
		j.judgeAssumption(n)
	case casefile.Defeater:
		j.judgeAnswers(n)
	case "":
		n.blame(Cause{Code: "unknown-kind", State: Unusable, Silent: true})
	}
}

// leftOpen is the first place at which a node still says what its template left
// open: how often it stands there, which branches are taken, whether it is
// there at all (GSN v3, patterns: multiplicity, choice, optionality).
func leftOpen(n *casefile.Node) (casefile.Pos, bool) {
	for _, key := range casefile.PatternKeys {
		if v := n.Get(key); v.Exists() {
			return v.Pos(), true
		}
	}
	return casefile.Pos{}, false
}

func (j *judge) judgeAssumption(n *node) {
	if n.Get("status").Text() == "violated" {
		n.blame(Cause{Code: "violated-assumption", State: Unsupported, Pos: n.At("status")})
		return
	}
	n.blame(Cause{Code: "rests-on-assumption", State: Assumed})
}

// judgeAnswers refuses evidence as an answer where nobody said which number
// would do and nobody vouched for it.
func (j *judge) judgeAnswers(d *node) {
	for _, e := range d.edges {
		if e.part == answer && e.to.Kind == casefile.Evidence && j.numeric(e.to) && !j.reviewed(e.to) {
			d.refuse("its answer " + e.to.ID + " is a result, and nothing says which number would answer it")
		}
	}
}

// judgeArgument judges a claim or a strategy: whether anything carries it, and
// the numbers it states.
func (j *judge) judgeArgument(n *node) {
	switch {
	case marked(n.Get("assumed")):
		n.blame(Cause{Code: "rests-on-assumption", State: Assumed, Pos: n.At("assumed")})
	case n.blamed(Undeveloped):
	case !j.supported(n):
		n.blame(Cause{Code: "unsupported", State: Unsupported, Pos: n.Pos()})
	}
	if n.Kind == casefile.Strategy {
		j.judgeAggregation(n)
	}
	if n.Kind == casefile.Claim && n.Get("quantity").Exists() {
		j.judgeQuantities(n)
		return
	}
	j.unstatedNumbers(n)
}

// reported are the causes that say already why something named as support
// cannot carry a node.
var reported = []string{"dangling-ref", "illegal-support"}

// supported reports whether something stands below n that may carry it, or
// that is already reported as unable to.
func (j *judge) supported(n *node) bool {
	for _, c := range n.own {
		if slices.Contains(reported, c.Code) {
			return true
		}
	}
	for _, e := range n.edges {
		if e.part == branch && e.link.Role != "corroborating" {
			return true
		}
	}
	return len(n.quotes) > 0
}

// quoted is the evidence that the quantities of a claim name.
func (j *judge) quoted(n *node) map[*node]bool {
	items := n.Get("quantity").Items()
	if n.Kind != casefile.Claim || len(items) == 0 {
		return nil
	}
	quotes := make(map[*node]bool, len(items))
	add := func(id string) {
		if e := j.a.nodes[id]; e != nil && e.Kind == casefile.Evidence {
			quotes[e] = true
		}
	}
	for _, q := range items {
		if of := q.Get("of"); of.Exists() {
			add(of.Text())
		}
		for _, side := range q.Get("difference").Items() {
			add(side.Get("of").Text())
		}
	}
	return quotes
}

// judgeAggregation refuses a number of branches that can never hold.
func (j *judge) judgeAggregation(n *node) {
	v := n.Get("aggregation", "at_least")
	if !v.Exists() {
		return
	}
	branches := 0
	for _, e := range n.edges {
		if e.part == branch && e.link.Role != "corroborating" {
			branches++
		}
	}
	if k, ok := v.Int(); ok && k > branches && branches > 0 {
		n.blame(Cause{Code: "unsupported", State: Unsupported, Pos: v.Pos(), Detail: "more branches must hold than there are"})
	}
}

// unstatedNumbers blames a node that rests on a number without saying which
// number would do. A recorded review of the very bytes is an answer, too.
func (j *judge) unstatedNumbers(n *node) {
	for i := range n.edges {
		e := &n.edges[i]
		if e.part != branch || e.to.Kind != casefile.Evidence {
			continue
		}
		if e.link.Role == "corroborating" {
			e.part = idle
			continue
		}
		if j.numeric(e.to) && !j.reviewed(e.to) && !j.statedAbove(n, e.to) {
			n.blame(Cause{Code: "sufficiency-unstated", State: CannotTell, Pos: e.link.Pos(), Because: e.to.ID})
		}
	}
}

// fewAbove bounds how many nodes above a strategy are asked what they state.
const fewAbove = 8

// statedAbove reports whether n is a strategy and every node that rests on it is
// a claim that states a number of the evidence: the claim says what would do.
func (j *judge) statedAbove(n, e *node) bool {
	parents := j.above[n]
	if n.Kind != casefile.Strategy || len(parents) == 0 || len(parents) > fewAbove {
		return false
	}
	for _, p := range parents {
		if p.Kind != casefile.Claim || !p.quotes[e] {
			return false
		}
	}
	return true
}
