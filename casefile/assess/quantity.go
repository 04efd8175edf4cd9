package assess

import (
	"fmt"
	"maps"
	"strings"

	"safecase/casefile"
	"safecase/casefile/stats"
)

// DefaultConfidence is the one-sided confidence of a bound where the claim
// states none.
const DefaultConfidence = 0.95

// LeastConfidence is the lowest one-sided confidence at which a bound is
// judged: that of a two-sided 80 % interval, the widest in use. A bound at 0.5
// is the observed value under another name.
const LeastConfidence = 0.9

// ops are the comparisons that a quantity may state, in the order in which
// they are looked for.
var ops = []string{"below", "at_most", "above", "at_least"}

// judgeQuantities judges every number that a claim states. The evidence that a
// number names decides; what else supports the claim only corroborates.
func (j *judge) judgeQuantities(n *node) {
	n.rate = true
	items := n.Get("quantity").Items()
	if len(items) == 0 {
		n.blame(Cause{Code: "quantity-without-threshold", State: CannotTell, Pos: n.At("quantity")})
	}
	decisive, open := maps.Clone(n.quotes), len(items) == 0
	if decisive == nil {
		decisive = map[*node]bool{}
	}
	for _, q := range items {
		num, cause := j.judgeQuantity(n, q)
		n.show(num, cause)
		for _, id := range []string{num.Evidence, num.Minus} {
			if e := j.a.nodes[id]; e != nil {
				decisive[e] = true
			}
		}
		open = open || num.Evidence == ""
	}
	j.sortSupport(n, decisive, open)
	n.stated = len(n.numbers)
}

// show adds a number and the cause for which it does not hold, nil when it
// holds.
func (n *node) show(num Number, cause *Cause) {
	if cause != nil {
		num.Verdict = cause.State
		shown := num
		cause.Number = &shown
		n.blame(*cause)
	}
	n.numbers = append(n.numbers, num)
}

// sortSupport lets decisive evidence count, also where the claim forgot to
// link it, and everything else corroborate. While it is open which evidence
// decides a number, all of it counts.
func (j *judge) sortSupport(n *node, decisive map[*node]bool, open bool) {
	for i := range n.edges {
		e := &n.edges[i]
		if e.to.Kind != casefile.Evidence || e.part != branch || decisive[e.to] {
			continue
		}
		switch {
		case e.link.Role == "decisive":
			j.decideToo(n, e.to)
		case open:
			j.corroborate(n, e.to)
		default:
			e.part = idle
			j.corroborate(n, e.to)
		}
	}
	j.restOnDecisive(n, decisive)
}

// restOnDecisive adds the deciding evidence that the claim does not link, in
// file order.
func (j *judge) restOnDecisive(n *node, decisive map[*node]bool) {
	for _, q := range n.Get("quantity").Items() {
		ids := append(q.Get("of").Texts(), sideIDs(q)...)
		for _, id := range ids {
			if e := j.a.nodes[id]; decisive[e] {
				n.rest(edge{to: e, part: always})
			}
		}
	}
}

func sideIDs(q casefile.Value) []string {
	var out []string
	for _, side := range q.Get("difference").Items() {
		out = append(out, side.Get("of").Text())
	}
	return out
}

// decideToo judges evidence that is linked as decisive by every number of the
// claim, although no number names it.
func (j *judge) decideToo(n, e *node) {
	judged := false
	for i, q := range n.Get("quantity").Items() {
		first := n.numbers[i]
		if first.Op == "" || q.Get("difference").Exists() {
			continue
		}
		num, cause := j.numberOf(n, q)
		if cause != nil {
			continue
		}
		m, problem := j.measure(e, first.Metric, q.Get("where"))
		if problem != nil && problem.Code == "metric-missing" {
			continue
		}
		judged = true
		n.show(j.judgeMeasured(q, num, e, m, problem))
	}
	if !judged && j.numeric(e) && !j.reviewed(e) {
		n.blame(Cause{Code: "sufficiency-unstated", State: CannotTell, Because: e.ID})
	}
}

// corroborate blames the claim where evidence that does not decide it
// contradicts it: its whole interval is on the wrong side, at the default
// confidence, so that asking for more of the claim asks no more of a doubt.
func (j *judge) corroborate(n *node, e *node) {
	for i, q := range n.Get("quantity").Items() {
		num := n.numbers[i]
		if num.Op == "" || q.Get("difference").Exists() {
			continue
		}
		m, problem := j.measure(e, num.Metric, q.Get("where"))
		if problem != nil && problem.State != Unusable || m.value == nil || checkCounts(m) != "" {
			continue
		}
		b, err := m.plainBound(num.Statistic, num.Op)
		if err != nil {
			continue
		}
		if against, err := b.Contradicts(stats.Relation(num.Op), num.Threshold); err == nil && against {
			other := Number{Claim: n.ID, Unit: num.Unit, Statistic: num.Statistic, Op: num.Op, Threshold: num.Threshold, Confidence: DefaultConfidence, Verdict: NotMet, Pos: num.Pos}
			m.describe(&other)
			other.setBound(b.Rounded())
			n.blame(Cause{Code: "contradicted", State: NotMet, Pos: n.At("quantity"), Because: e.ID, Number: &other})
		}
	}
}

// judgeQuantity judges one number. The cause is nil when it holds.
func (j *judge) judgeQuantity(n *node, q casefile.Value) (Number, *Cause) {
	num, cause := j.numberOf(n, q)
	if cause != nil {
		return num, cause
	}
	if q.Get("difference").Exists() {
		return j.judgeDifference(q, num)
	}
	source, cause := j.decisiveEvidence(n, q)
	if cause != nil {
		return num, cause
	}
	m, problem := j.measure(source, num.Metric, q.Get("where"))
	return j.judgeMeasured(q, num, source, m, problem)
}

// judgeMeasured judges a number against what its evidence says.
func (j *judge) judgeMeasured(q casefile.Value, num Number, source *node, m measurement, problem *Cause) (Number, *Cause) {
	num.Evidence = source.ID
	if problem == nil {
		m.describe(&num)
		return j.compare(q, num, m)
	}
	problem.Pos = q.Pos()
	if shown := num; m.value != nil {
		m.describe(&shown)
		if cause := m.against(q, &shown); cause != nil {
			return shown, cause
		}
	}
	return num, problem
}

// numberOf reads what the claim states: the comparison, of which exactly one
// must be there, and the confidence.
func (j *judge) numberOf(n *node, q casefile.Value) (Number, *Cause) {
	num := Number{Claim: n.ID, Metric: q.Get("metric").Text(), Unit: q.Get("unit").Text(), Statistic: statisticOf(q), Confidence: DefaultConfidence, Verdict: NoGap, Pos: q.Pos()}
	var stated []casefile.Value
	for _, op := range ops {
		if v := q.Get(op); v.Exists() {
			num.Op, num.Pos = op, v.Pos()
			stated = append(stated, v)
		}
	}
	if len(stated) != 1 {
		num.Op = ""
		detail := ""
		if len(stated) > 1 {
			detail = "more than one comparison is stated"
		}
		return num, &Cause{Code: "quantity-without-threshold", State: CannotTell, Pos: q.Pos(), Detail: detail}
	}
	why := ""
	if num.Threshold, why = number(stated[0], "the threshold"); why != "" {
		num.Op = ""
		return num, &Cause{Code: "quantity-without-threshold", State: CannotTell, Pos: num.Pos, Detail: why}
	}
	if why = num.readConfidence(q); why != "" {
		return num, invalid(num, why)
	}
	return num, nil
}

// readConfidence reads the confidence and tightens it for a family of numbers
// that must hold together.
func (num *Number) readConfidence(q casefile.Value) (why string) {
	if v := q.Get("confidence"); v.Exists() {
		if num.Confidence, why = number(v, "the confidence"); why != "" {
			return why
		}
		if num.Confidence <= 0 || num.Confidence >= 1 {
			return "the confidence must lie between 0 and 1"
		}
		num.Confidence = max(num.Confidence, LeastConfidence)
	}
	if v := q.Get("family"); v.Exists() {
		m, ok := v.Int()
		if !ok {
			return "family is not a whole number"
		}
		c, err := stats.Bonferroni(num.Confidence, m)
		if err != nil {
			return "family: " + err.Error()
		}
		num.Confidence = c
	}
	return ""
}

// number reads a number that is written down; a value that is there and is no
// number is never passed over.
func number(v casefile.Value, what string) (x float64, why string) {
	x, ok := v.Number()
	if !ok {
		return 0, fmt.Sprintf("%s is not a number: %s", what, v)
	}
	return x, ""
}

func invalid(num Number, why string) *Cause {
	return &Cause{Code: "statistic-invalid", State: CannotTell, Pos: num.Pos, Because: num.Evidence, Detail: why}
}

// decisiveEvidence finds the evidence that decides the number: the one that is
// named, else the only one below the claim.
func (j *judge) decisiveEvidence(n *node, q casefile.Value) (*node, *Cause) {
	if of := q.Get("of"); of.Exists() {
		if e := j.a.nodes[of.Text()]; e != nil && e.Kind == casefile.Evidence {
			return e, nil
		}
		return nil, j.unknownEvidence(of)
	}
	found, ids := n.candidates(false)
	if len(found) == 0 {
		found, ids = n.candidates(true)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, &Cause{Code: "bound-missing", State: Unusable, Pos: q.Pos(), Detail: "no evidence stands below it"}
	}
	return nil, &Cause{Code: "ambiguous-metric", State: CannotTell, Pos: q.Pos(), Others: ids}
}

// candidates are the evidence below a claim that may decide its number; what is
// called corroborating may only where nothing else is there.
func (n *node) candidates(corroborating bool) (found []*node, ids []string) {
	for _, e := range n.edges {
		if e.to.Kind == casefile.Evidence && e.part == branch && (e.link.Role == "corroborating") == corroborating {
			found = append(found, e.to)
			ids = append(ids, e.to.ID)
		}
	}
	return found, ids
}

// unknownEvidence is the cause where a number names something that is no
// evidence; reading the file words it unless it stands in another file.
func (j *judge) unknownEvidence(of casefile.Value) *Cause {
	if e := j.a.nodes[of.Text()]; e != nil && e.home != nil {
		return &Cause{Code: "bound-missing", State: Unusable, Pos: of.Pos(), Because: e.ID, Detail: e.ID + " is no evidence that was read", Silent: e.Kind == ""}
	}
	return &Cause{Code: "dangling-ref", State: Unusable, Pos: of.Pos(), Silent: true}
}

func upward(op string) bool { return op == "above" || op == "at_least" }

func methodOf(q casefile.Value) stats.Method {
	if v := q.Get("method"); v.Exists() {
		return stats.Method(strings.ReplaceAll(v.Text(), "_", "-"))
	}
	return stats.ClopperPearson
}
