package convert

import (
	"net/url"
	"slices"
	"strings"

	"safecase/casefile"
)

// gsnType is a type of element of gsn2x, with how its ids begin. The order is
// that in which gsn2x tries them.
type gsnType struct {
	prefix, name string
	kind         casefile.Kind // of a counter element: when it challenges nothing and supports
	counter      bool
}

var gsnTypes = []gsnType{
	{"CG", "CounterGoal", casefile.Claim, true},
	{"CSn", "CounterSolution", casefile.Evidence, true},
	{"Sn", "Solution", casefile.Evidence, false},
	{"G", "Goal", casefile.Claim, false},
	{"S", "Strategy", casefile.Strategy, false},
	{"C", "Context", casefile.Context, false},
	{"A", "Assumption", casefile.Assumption, false},
	{"J", "Justification", casefile.Justification, false},
}

// detectGSN2x looks for what no other YAML has: elements that are maps with
// keys of gsn2x, or a module.
func detectGSN2x(text string) bool {
	root, _ := casefile.ParseYAML("", text)
	if root.Get("safecase").Exists() {
		return false
	}
	for _, e := range root.Entries() {
		module := e.Key == "module" && e.Get("name").Exists()
		if _, typed := typeOf(e); module || typed && e.Shape() == casefile.Map {
			return true
		}
	}
	return false
}

// typeOf is the type of an element, by its nodeType or its id.
func typeOf(e casefile.Entry) (gsnType, bool) {
	named := e.Get("nodeType").Text()
	for _, t := range gsnTypes {
		if named == t.name || named == "" && strings.HasPrefix(e.Key, t.prefix) {
			return t, true
		}
	}
	return gsnType{}, false
}

// gsnReader imports one or several modules.
type gsnReader struct {
	*graph
	modules  []*gsnModule
	elements []*gsnElement
	byName   map[string]*gsnElement // by id in the source
	apart    bool                   // each module becomes a case file
	nowhere  map[string]string      // ids that lead nowhere in their own file, by what stands for them
}

type gsnElement struct {
	casefile.Entry
	*node
	typ    gsnType
	module *gsnModule
}

func (e *gsnElement) place(v casefile.Value) place { return place{e.module.path, v.Pos()} }

func importGSN2x(src Source) *Imported {
	if big := tooLarge(src); big != nil {
		return big
	}
	r := &gsnReader{graph: newGraph(src.Path), byName: map[string]*gsnElement{}, apart: src.Apart, nowhere: map[string]string{}}
	r.wordless = []casefile.Relation{casefile.AnsweredBy}
	r.load(src)
	for _, m := range r.modules {
		r.collect(m)
	}
	if len(r.elements) == 0 && (len(r.findings) > 0 || len(r.modules) == 0) {
		return r.refused()
	}
	r.decideKinds()
	for _, e := range r.elements {
		r.read(e)
	}
	r.extend()
	for _, e := range r.elements {
		r.defeat(e)
	}
	r.describe()
	imp := r.imported()
	if r.apart && imp.Case != nil {
		imp.Parts = r.parts()
		casefile.SortFindings(r.findings)
		imp.Losses, imp.Findings = r.losses, r.findings
	}
	return imp
}

// decideKinds tells counter elements that challenge from those that support
// one that does.
func (r *gsnReader) decideKinds() {
	supports := map[string]bool{}
	for _, e := range r.elements {
		for _, to := range e.Get("supportedBy").Texts() {
			if child := r.byName[to]; child != nil && child.typ.counter && e.typ.counter {
				supports[to] = true
			}
		}
	}
	for _, e := range r.elements {
		if !e.typ.counter {
			continue
		}
		carried, _ := e.Get(carryKey).Any().(casefile.Pairs)
		before := kindOf(carried)
		switch {
		case e.Get("challenges").Exists(), before == casefile.Defeater, before == "" && !supports[e.Key]:
			e.node.kind = casefile.Defeater
		case before == casefile.Claim || before == casefile.Evidence:
			e.node.kind = before
		}
	}
}

// read fills the node of an element.
func (r *gsnReader) read(e *gsnElement) {
	carried, _ := e.Get(carryKey).Any().(casefile.Pairs)
	carried = r.resolved(e, carried)
	for _, k := range e.Entries() {
		r.key(e, k, carried != nil)
	}
	if e.typ.counter && e.node.kind != casefile.Defeater && carried == nil && !e.Get("nodeType").Exists() {
		e.node.keep("gsn2x", "nodeType", e.typ.name)
	}
	if len(r.modules) > 1 && e.module != r.modules[0] && !r.apart {
		e.node.keep("gsn2x", "module", e.module.name)
	}
	r.restore(e.node, carried)
	e.node.vouch(carried)
}

// key reads one key of an element.
func (r *gsnReader) key(e *gsnElement, k casefile.Entry, carried bool) {
	n := e.node
	switch k.Key {
	case "text":
		r.want(e, k, casefile.Single)
		n.text = k.Text()
	case "supportedBy":
		r.links(e, k, casefile.SupportedBy)
	case "inContextOf":
		r.links(e, k, casefile.InContextOf)
	case "challenges":
		r.challenge(e, k.Value)
	case "undeveloped":
		if b, ok := k.Bool(); ok {
			n.set("undeveloped", b)
		} else {
			r.fault("wrong-type", e.place(k.Value), n.id, "undeveloped is %s; expected true or false", k.Value)
		}
	case "url":
		r.url(e, k)
	case "acp":
		r.acp(e, k)
	case "defeated", "defeatedRelation": // see defeat
	case carryKey:
		if !carried {
			n.set("x-"+carryKey, k.Any())
		}
	case "nodeType":
		r.nodeType(e, k, carried)
	case "classes", "rankIncrement", "horizontalIndex", "charWrap", "module", "gsn2x":
		n.keep("gsn2x", k.Key, k.Any())
	default:
		n.set("x-"+k.Key, k.Any())
	}
}

func (r *gsnReader) want(e *gsnElement, k casefile.Entry, shape casefile.Shape) {
	_, number := k.Number()
	_, truth := k.Bool()
	if k.Shape() != shape || number || truth {
		r.fault("wrong-type", e.place(k.Value), e.node.id, "%s is %s; gsn2x expects text", k.Key, k.Value)
	}
}

// nodeType is kept where the kind of our node does not say it.
func (r *gsnReader) nodeType(e *gsnElement, k casefile.Entry, carried bool) {
	known := slices.ContainsFunc(gsnTypes, func(t gsnType) bool { return t.name == k.Text() })
	switch {
	case !known:
		r.fault("unknown-value", e.place(k.Value), e.node.id, "nodeType cannot be %s", k.Value)
		e.node.keep("gsn2x", "nodeType", k.Any())
	case !carried:
		e.node.keep("gsn2x", "nodeType", k.Any())
	}
}

func (r *gsnReader) links(e *gsnElement, k casefile.Entry, relation casefile.Relation) {
	broken := e.Get("defeatedRelation").Texts()
	for _, item := range k.Items() {
		to := item.Text()
		if item.Shape() != casefile.Single {
			r.fault("wrong-type", e.place(item), e.node.id, "%s holds %s; expected the id of an element", k.Key, item)
			continue
		}
		child := r.byName[to]
		if child != nil && child.node.kind == casefile.Defeater {
			r.lose(e.node.id, "%s is a counter element and stands under %s; a defeater supports nothing here", to, k.Key)
		}
		e.node.links = append(e.node.links, link{relation: relation, to: r.ref(to), defeated: slices.Contains(broken, to), at: e.place(item)})
	}
}

// challenge reads "X" or "X -> Y".
func (r *gsnReader) challenge(e *gsnElement, v casefile.Value) {
	from, to, relation := strings.Cut(v.Text(), "->")
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	switch {
	case v.Shape() != casefile.Single:
		r.fault("wrong-type", e.place(v), e.node.id, "challenges is %s; expected an element, or two with -> between", v)
	case !e.typ.counter:
		r.fault("illegal-challenge", e.place(v), e.node.id, "%s is neither a counter goal nor a counter solution and challenges something (gsn2x V12)", e.node.id)
		fallthrough
	default:
		e.node.links = append(e.node.links, r.attack(e, from, to, relation, e.place(v)))
	}
}

// attack is the link of a challenge. gsn2x names a relation from either end.
func (r *gsnReader) attack(e *gsnElement, from, to string, relation bool, at place) link {
	if !relation {
		return link{relation: casefile.Challenges, to: r.ref(from), at: at}
	}
	if a, b := r.byName[from], r.byName[to]; a != nil && b != nil {
		if !a.refersTo(to) && b.refersTo(from) && !e.Get(carryKey).Exists() {
			from, to = to, from
		} else if !a.refersTo(to) {
			r.fault("challenge-nothing", at, e.node.id, "%s challenges a relation between %s and %s, and there is none (gsn2x C16)", e.node.id, from, to)
		}
	}
	return link{relation: casefile.Challenges, from: r.ref(from), to: r.ref(to), at: at}
}

func (e *gsnElement) refersTo(id string) bool {
	for _, key := range []string{"supportedBy", "inContextOf", "challenges"} {
		if e.Get(key).Has(id) {
			return true
		}
	}
	return false
}

// url carries a link; one that a browser should not follow is said.
func (r *gsnReader) url(e *gsnElement, k casefile.Entry) {
	e.node.set("url", k.Text())
	u, err := url.Parse(k.Text())
	if err == nil && slices.Contains([]string{"", "http", "https", "file", "mailto"}, u.Scheme) {
		return
	}
	r.find(casefile.Warning, "url-scheme", e.place(k.Value), e.node.id, "url is %s; expected http, https, file or mailto", k.Value)
}

func (r *gsnReader) acp(e *gsnElement, k casefile.Entry) {
	var points casefile.Pairs
	for _, point := range k.Entries() {
		var ids []any
		for _, id := range point.Texts() {
			ids = append(ids, r.ref(id))
		}
		if len(ids) > 0 {
			points = append(points, casefile.Pair{Key: point.Key, Value: ids})
		}
	}
	if len(points) > 0 {
		e.node.set("acp", points)
	}
}

// defeat carries what gsn2x marks as defeated: the challenges to it stand. A
// mark that no challenge explains is kept as a challenge of its own, so that it
// is seen.
func (r *gsnReader) defeat(e *gsnElement) {
	for _, item := range e.Get("defeatedRelation").Items() {
		if !e.refersTo(item.Text()) {
			r.fault("defeated-unchallenged", e.place(item), e.node.id, "the relation from %s to %s is marked as defeated, and there is none (gsn2x V13)", e.Key, item.Text())
		}
		if id := item.Text(); e.Get("challenges").Has(id) && !e.Get("supportedBy").Has(id) && !e.Get("inContextOf").Has(id) {
			e.node.keep("gsn2x", "defeatedRelation", item.Any())
			r.lose(e.node.id, "its challenge is marked as defeated; here a challenge stays open until answered_by names an answer")
		}
	}
	mark := e.Get("defeated")
	if b, _ := mark.Bool(); !b {
		return
	}
	if e.node.kind == casefile.Defeater && !r.sustained(e.node.id) {
		e.node.keep("gsn2x", "defeated", true)
		r.lose(e.node.id, "is a challenge marked as defeated; here it stays open until answered_by names an answer")
	}
	if !r.sustain(e.node.id) {
		r.fault("defeated-unchallenged", e.place(mark), e.node.id, "%s is marked as defeated, and nothing challenges it (gsn2x V10)", e.Key)
		r.unexplained(e.node, "gsn2x", e.place(mark))
	}
}

// sustain marks the challenges to a node as standing, unless one of them is
// already; false when there are none. All links are known by then.
func (g *graph) sustain(id string) bool {
	if g.sustained(id) {
		return true
	}
	for _, n := range g.against[id] {
		if !n.has("status") {
			n.set("status", "sustained")
		}
	}
	return len(g.against[id]) > 0
}

// sustained reports whether a challenge to a node stands already.
func (g *graph) sustained(id string) bool {
	if g.against == nil {
		g.against = g.challengers()
	}
	return slices.ContainsFunc(g.against[id], func(n *node) bool { return valueOf(n.fields, "status") == "sustained" })
}

func (g *graph) challengers() map[string][]*node {
	out := map[string][]*node{}
	for _, n := range g.nodes {
		for _, l := range n.links {
			if l.relation == casefile.Challenges && l.from == "" && n.kind == casefile.Defeater {
				out[l.to] = append(out[l.to], n)
			}
		}
	}
	return out
}

// unexplained adds a challenge that stands for a mark of defeat.
func (g *graph) unexplained(n *node, tool string, at place) {
	d := g.add(n.id+".defeated", casefile.Defeater, "Marked as defeated in "+tool+", which records no challenge", at)
	d.set("status", "sustained")
	d.links = []link{{relation: casefile.Challenges, to: n.id, at: at}}
	g.lose(n.id, "is marked as defeated and nothing challenges it; %s was added to say so", d.id)
}
