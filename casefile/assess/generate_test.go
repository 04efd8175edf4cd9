package assess

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// tree is a value of a generated case: a text, a list or a map.
type tree struct {
	text string
	list []*tree
	keys []string // of a map; list holds the values
}

func word(s string) *tree { return &tree{text: s} }

func list(items ...*tree) *tree { return &tree{list: items} }

func words(items []string) *tree {
	out := &tree{}
	for _, s := range items {
		out.list = append(out.list, word(s))
	}
	return out
}

// dict makes a map of keys and values in turn; values are trees or texts.
func dict(pairs ...any) *tree {
	out := &tree{keys: []string{}}
	for i := 0; i < len(pairs); i += 2 {
		out.set(pairs[i].(string), pairs[i+1])
	}
	return out
}

func (t *tree) set(key string, value any) {
	v, ok := value.(*tree)
	if !ok {
		v = word(fmt.Sprint(value))
	}
	if i := slices.Index(t.keys, key); i >= 0 {
		t.list[i] = v
		return
	}
	t.keys, t.list = append(t.keys, key), append(t.list, v)
}

func (t *tree) get(key string) *tree {
	if i := slices.Index(t.keys, key); i >= 0 {
		return t.list[i]
	}
	return nil
}

func (t *tree) drop(key string) {
	if i := slices.Index(t.keys, key); i >= 0 {
		t.keys, t.list = slices.Delete(slices.Clone(t.keys), i, i+1), slices.Delete(slices.Clone(t.list), i, i+1)
	}
}

func (t *tree) isMap() bool { return t.keys != nil }

func (t *tree) copy() *tree {
	out := &tree{text: t.text, keys: slices.Clone(t.keys)}
	for _, v := range t.list {
		out.list = append(out.list, v.copy())
	}
	return out
}

// flow writes t as YAML on one line.
func (t *tree) flow() string {
	var parts []string
	for i, v := range t.list {
		part := v.flow()
		if t.isMap() {
			part = t.keys[i] + ": " + part
		}
		parts = append(parts, part)
	}
	switch {
	case t.isMap():
		return "{" + strings.Join(parts, ", ") + "}"
	case t.text == "" || t.list != nil:
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return t.text
}

// paths lists where keys of maps stand below t.
func (t *tree) paths(at []string, visit func(path []string)) {
	for i, v := range t.list {
		path := append(slices.Clone(at), fmt.Sprint(i))
		if t.isMap() {
			path[len(path)-1] = t.keys[i]
			visit(path)
		}
		v.paths(path, visit)
	}
}

// at is what stands at a path, with indices for lists.
func (t *tree) at(path []string) *tree {
	for _, key := range path {
		if t.isMap() {
			t = t.get(key)
		} else {
			var i int
			fmt.Sscan(key, &i)
			t = t.list[i]
		}
	}
	return t
}

// world is a generated case with what its evidence files say.
type world struct {
	rnd   *rand.Rand
	top   *tree // the sections
	nodes *tree
	files map[string]*evidence.Reading
}

func (w *world) text() string {
	var b strings.Builder
	b.WriteString("safecase: 1\ntitle: Generated\n")
	for i, key := range w.top.keys {
		fmt.Fprintf(&b, "%s: %s\n", key, w.top.list[i].flow())
	}
	b.WriteString("nodes:\n")
	for i, id := range w.nodes.keys {
		fmt.Fprintf(&b, "  %s: %s\n", id, w.nodes.list[i].flow())
	}
	return b.String()
}

func (w *world) assess() (*casefile.File, *Assessment) { return assessText(w.text(), w.files) }

// copy is a world that can be changed without changing w.
func (w *world) copy() *world {
	out := &world{rnd: w.rnd, top: w.top.copy(), nodes: w.nodes.copy(), files: map[string]*evidence.Reading{}}
	for ref, r := range w.files {
		twin := *r
		twin.Records = slices.Clone(r.Records)
		out.files[ref] = &twin
	}
	return out
}

func (w *world) chance(percent int) bool { return w.rnd.Intn(100) < percent }

func (w *world) pick(from []string) string { return from[w.rnd.Intn(len(from))] }

// some picks a few different ones.
func (w *world) some(from []string, most int) []string {
	out := slices.Clone(from)
	w.rnd.Shuffle(len(out), func(i, k int) { out[i], out[k] = out[k], out[i] })
	return out[:min(len(out), 1+w.rnd.Intn(most))]
}

// generate makes a random argument: evidence of all sorts, claims and strategies
// over earlier nodes, doubts with and without answers. What lies below is made
// first, so that there are rings only through answers.
func generate(seed int64) *world {
	w := &world{rnd: rand.New(rand.NewSource(seed)), top: dict(), nodes: dict(), files: map[string]*evidence.Reading{}}
	w.sections()
	var ev, carry []string
	for i := range 3 + w.rnd.Intn(4) {
		ev = append(ev, w.evidence(i))
	}
	if w.chance(30) {
		w.nodes.set("A0", dict("assumption", "Trust"))
		carry = append(carry, "A0")
	}
	w.nodes.set("J0", dict("justification", "Strict"))
	for i := range 3 + w.rnd.Intn(4) {
		carry = append(carry, w.leaf(i, ev))
	}
	for i := range 2 + w.rnd.Intn(5) {
		carry = append(carry, w.inner(i, carry))
	}
	w.nodes.set("TOP", w.head(carry))
	for i := range w.rnd.Intn(4) {
		w.doubt(i, append(slices.Clone(ev), carry...))
	}
	w.watched(carry)
	return w
}

// watched adds indicators, kept and not, and sometimes a trigger.
func (w *world) watched(carry []string) {
	if !w.chance(40) {
		return
	}
	all := dict()
	for i := range 1 + w.rnd.Intn(2) {
		in := dict("at_most", 3)
		if w.chance(85) {
			in.set("value", w.pick([]string{"1", "1", "3", "5"}))
		}
		if w.chance(90) {
			in.set("on", w.pick([]string{"2026-06-20", "2026-06-20", "2026-01-01", "2026-08-01"}))
		}
		if w.chance(70) {
			in.set("claims", list(word(w.pick(carry))))
		}
		all.set(fmt.Sprintf("I%d", i), in)
	}
	w.top.set("indicators", all)
	if w.chance(20) {
		w.top.set("validity", dict("triggers", dict("V0", dict("text", "Seen", "indicator", "I0"))))
	}
}

func (w *world) sections() {
	w.top.set("models", dict("m1", dict("checkpoint", "m1-rc3", "served_as", list(word("lab/m1"))),
		"ho", dict("derived_from", "m1", "for", "elicitation", "served_as", list(word("lab/ho")))))
	if w.chance(60) {
		w.top.set("system", dict("includes", list(word("m1"))))
	}
	if w.chance(60) {
		limit := dict("probability", w.pick([]string{"0.5", "0.05"}))
		w.top.set("outcomes", dict("O1", dict("text", "Harm", "threshold", limit)))
	}
	if w.chance(30) {
		w.top.set("setting", dict("scale", dict("attempts", "20")))
	}
}

func (w *world) evidence(i int) string {
	id, ref := fmt.Sprintf("E%d", i), fmt.Sprintf("f%d.eval", i)
	r := w.reading(ref)
	w.files[ref] = r
	n := dict("evidence", "Run", "file", ref)
	if r.Date.IsZero() && w.chance(70) {
		n.set("date_run", "2026-06-01")
	}
	if r.Model == "" && w.chance(70) || w.chance(20) {
		n.set("model", "m1")
	}
	if w.chance(25) {
		n.set("review", dict("by", "Ann", "on", "2026-06-12", "digest", r.SHA256, "verdict", "accepted"))
	}
	if w.chance(50) {
		n.set("target", "capability")
	}
	w.nodes.set(id, n)
	return id
}

// reading is a run, most often one that holds.
func (w *world) reading(ref string) *evidence.Reading {
	n := []int{20, 100, 300, 1000}[w.rnd.Intn(4)]
	k := 0
	if w.chance(30) {
		k = w.rnd.Intn(n + 1)
	}
	r := &evidence.Reading{Ref: ref, SHA256: "sha" + ref, Model: "lab/m1", Status: evidence.StatusSuccess, Date: day("2026-06-10")}
	r.Records = []evidence.Record{{Address: "solved", Name: "solved", Value: float64(k) / float64(n), K: &k, N: &n, Rate: true}}
	switch w.rnd.Intn(14) {
	case 0:
		r.Status = evidence.StatusError
	case 1:
		r.Date = day("2025-06-10")
	case 2:
		r.Date = day("0001-01-01")
	case 3:
		r.Model = ""
	case 4:
		r.Model = w.pick([]string{"lab/ho", "lab/other"})
	case 5:
		r.Records[0].NotANumber = true
	case 6:
		lost := n + 1
		r.AttemptsTotal, r.AttemptsCompleted = &lost, &n
	}
	return r
}

// leaf is a claim over evidence, most often with a number.
func (w *world) leaf(i int, ev []string) string {
	id := fmt.Sprintf("C%d", i)
	n := dict("claim", "Few tasks")
	below := w.some(ev, 3)
	if w.chance(80) {
		op, limit := "below", w.pick([]string{"0.05", "0.1", "0.5"})
		if w.chance(20) {
			op, limit = "at_least", "0.5"
		}
		q := dict("of", below[0], op, limit)
		if w.chance(40) {
			q.set("metric", "solved")
		}
		n.set("quantity", q)
	}
	var links []*tree
	for _, e := range below {
		link := word(e)
		if w.chance(20) {
			link = dict("to", e, "role", w.pick([]string{"corroborating", "decisive"}))
		}
		links = append(links, link)
	}
	n.set("supported_by", list(links...))
	if w.chance(20) {
		n.set("in_context_of", list(word("J0")))
	}
	if w.chance(20) {
		n.set("requires", list(dict("target", "capability")))
	}
	if claims := w.claims(); len(claims) > 0 && w.chance(15) {
		n.set("acp", dict("P0", dict("at", below[0], "argued_by", w.pick(claims))))
	}
	w.nodes.set(id, n)
	return id
}

// inner is a strategy, or a claim over claims.
func (w *world) inner(i int, carry []string) string {
	if w.chance(60) {
		id := fmt.Sprintf("S%d", i)
		n := dict("strategy", "A step", "supported_by", words(w.some(carry, 3)))
		switch w.rnd.Intn(5) {
		case 0:
			n.set("aggregation", "disjunctive")
		case 1:
			n.set("aggregation", "convergent")
			n.set("independence", dict("reason", "Other tasks"))
		case 2:
			n.set("aggregation", dict("at_least", "1"))
		}
		if w.chance(20) {
			n.set("side_claims", words(w.some(w.claims(), 1)))
		}
		w.nodes.set(id, n)
		return id
	}
	id := fmt.Sprintf("T%d", i)
	n := dict("claim", "More", "supported_by", words(w.some(carry, 3)))
	if w.top.get("outcomes") != nil && w.chance(60) {
		n.set("outcomes", list(word("O1")))
		w.carryOn(n)
	}
	w.nodes.set(id, n)
	return id
}

// head is the claim that the case is about.
func (w *world) head(carry []string) *tree {
	n := dict("claim", "All is well", "role", "top", "supported_by", words(w.some(carry, 4)))
	if w.top.get("outcomes") != nil && w.chance(60) {
		n.set("outcomes", list(word("O1")))
		w.carryOn(n)
	}
	return n
}

// claims are the claims over evidence that exist so far.
func (w *world) claims() []string {
	var out []string
	for _, id := range w.nodes.keys {
		if id[0] == 'C' {
			out = append(out, id)
		}
	}
	return out
}

func (w *world) carryOn(n *tree) {
	switch w.rnd.Intn(3) {
	case 0:
		n.set("bound", dict("per_attempt", w.pick(w.claims()), "attempts", "20"))
	case 1:
		n.set("qualitative", dict("reason", "No number", "accepted_by", "Board", "on", "2026-06-01"))
	}
}

func (w *world) doubt(i int, targets []string) {
	n := dict("defeater", "It may hold back", "challenges", w.pick(targets), "raised_by", "Bo")
	switch w.rnd.Intn(5) {
	case 0, 1:
		n.set("answered_by", words(w.some(targets, 2)))
	case 2:
		n.set("status", "accepted")
		n.set("residual", dict("consequence", "Late", "accepted_by", "Board", "accepted_on", "2026-06-01"))
	case 3:
		n.set("status", "sustained")
	}
	w.nodes.set(fmt.Sprintf("D%d", i), n)
}
