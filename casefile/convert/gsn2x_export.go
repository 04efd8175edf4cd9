package convert

import (
	"slices"
	"strings"

	"safecase/casefile"
)

// exportGSN2x writes one module, or one for every file of the case. The keys
// that gsn2x does not know are layers to it and are shown only when asked for.
func exportGSN2x(f *casefile.File, o Options) (*Exported, error) {
	if len(o.Modules) > 0 {
		return exportGSNModules(f, o)
	}
	w := newGSNWriter(f)
	text, err := w.text()
	return &Exported{Data: []byte(text), Losses: w.losses}, err
}

func newGSNWriter(f *casefile.File) *gsnWriter {
	w := &gsnWriter{carrier: newCarrier("gsn2x", f, "supported_by", "in_context_of", "challenges", "undeveloped", "url", "acp"), counter: counters(f.Case), stands: standing(f.Case)}
	w.steps = true
	return w
}

// text is the module.
func (w *gsnWriter) text() (string, error) {
	out := casefile.Pairs{{Key: "module", Value: w.module()}}
	for _, n := range w.file.Case.Nodes {
		if n.Kind == "" {
			w.lose(n.ID, "is left out: nothing says what it is")
			continue
		}
		out = append(out, casefile.Pair{Key: w.id(n.ID), Value: w.element(n)})
	}
	return casefile.WriteYAML(out)
}

type gsnWriter struct {
	*carrier
	counter map[string]bool
	stands  map[string]bool // nodes with a sustained challenge
	among   *gsnFile        // of several files; nil when the case is written as one
}

// counters are the nodes that support a challenge and nothing else: gsn2x has
// types of their own for them.
func counters(c *casefile.Case) map[string]bool {
	above := map[string][]string{}
	var open []string
	for _, n := range c.Nodes {
		for _, l := range n.To(casefile.SupportedBy) {
			above[l.To] = append(above[l.To], n.ID)
		}
		if n.Kind == casefile.Defeater {
			open = append(open, n.ID)
		}
	}
	out := map[string]bool{}
	for len(open) > 0 {
		id := open[0]
		open = open[1:]
		if out[id] {
			continue
		}
		n := c.Node(id)
		all := !slices.ContainsFunc(above[id], func(up string) bool { return !out[up] })
		if n == nil || n.Kind != casefile.Defeater && (!all || n.Kind == casefile.Strategy) {
			continue
		}
		out[id] = true
		for _, l := range n.To(casefile.SupportedBy) {
			open = append(open, l.To)
		}
	}
	return out
}

func (w *gsnWriter) module() casefile.Pairs {
	carried := w.ofCase("x-gsn2x")
	for _, e := range w.file.Case.Get("x-gsn2x").Entries() {
		if e.Key != "modules" {
			w.lose("", "x-gsn2x."+e.Key+" is left out: gsn2x has no such key")
		}
	}
	title := w.file.Case.Title()
	modules := w.file.Case.Get("x-gsn2x", "modules").Items()
	var meta casefile.Pairs
	if len(modules) > 0 {
		meta, _ = modules[0].Any().(casefile.Pairs)
		carried = append(casefile.Pairs{{Key: "module", Value: true}}, carried...)
	}
	if len(modules) > 1 {
		w.lose("", "its modules are written as one")
		carried = append(carried, casefile.Pair{Key: "x-gsn2x", Value: w.file.Case.Get("x-gsn2x").Any()})
		meta = remove(remove(meta, "uses"), "extends")
	}
	if valueOf(meta, "name") == nil {
		meta = append(casefile.Pairs{{Key: "name", Value: title}}, meta...)
	}
	if w.among != nil {
		meta = w.amongOthers(meta)
		carried = append(casefile.Pairs{{Key: "file", Value: w.among.path}}, carried...)
	}
	return append(meta, casefile.Pair{Key: carryKey, Value: append(casefile.Pairs{{Key: "title", Value: title}}, carried...)})
}

// id is what a node is called in gsn2x.
func (w *gsnWriter) id(id string) string {
	if w.among != nil {
		return w.among.nameOf(id)
	}
	return w.ownID(id)
}

// ownID is what a node of this file was called in gsn2x, or its id.
func (w *gsnWriter) ownID(id string) string {
	if n := w.file.Case.Node(id); n != nil {
		if was := n.Get("x-gsn2x", "id").Text(); was != "" {
			return was
		}
	}
	return id
}

func (w *gsnWriter) element(n *casefile.Node) casefile.Pairs {
	var out casefile.Pairs
	typ, own := w.typeOf(n)
	if own {
		out = append(out, casefile.Pair{Key: "nodeType", Value: typ})
	}
	out = append(out, casefile.Pair{Key: "text", Value: n.Text})
	out = append(out, w.relations(n)...)
	for _, key := range []string{"undeveloped", "url"} {
		if v := n.Get(key); v.Exists() {
			out = append(out, casefile.Pair{Key: key, Value: v.Any()})
		}
	}
	if acp := n.Points(); len(acp) > 0 {
		if points := w.points(n, acp); points != nil {
			out = append(out, casefile.Pair{Key: "acp", Value: points})
		}
	}
	out = append(out, w.hints(n)...)
	return w.rest(n, out)
}

// rest adds what gsn2x has no word for: fields of the author as layers, the
// rest under our key.
func (w *gsnWriter) rest(n *casefile.Node, out casefile.Pairs) casefile.Pairs {
	extra := casefile.Pairs{{Key: "kind", Value: string(n.Kind)}}
	if name := w.id(n.ID); name != w.ownID(n.ID) {
		w.lose(n.ID, "is called "+name+" there: another file has that id, and gsn2x has one set of ids for all; it is kept for the way back")
		extra = append(extra, casefile.Pair{Key: "id", Value: n.ID})
	}
	if acp := n.Get("acp"); acp.Exists() && !hasKey(out, "acp") {
		w.lose(n.ID, kept("acp", "gsn2x"))
		extra = append(extra, casefile.Pair{Key: "acp", Value: acp.Any()})
	} else if openPoints(n) {
		w.lose(n.ID, "which claim argues an assurance claim point is kept for the way back; gsn2x does not say it")
		extra = append(extra, casefile.Pair{Key: "acp", Value: acp.Any()})
	}
	if hasKey(out, "defeatedRelation") { // it does not say of which relation
		for _, r := range []casefile.Relation{casefile.SupportedBy, casefile.InContextOf} {
			if v := n.Get(string(r)); v.Exists() {
				extra = append(extra, casefile.Pair{Key: string(r), Value: v.Any()})
			}
		}
	}
	for _, e := range n.Value().Entries() { // layers
		layer, own := strings.CutPrefix(e.Key, "x-")
		if own && e.Key != "x-gsn2x" && layerFits(layer, out) {
			out = append(out, casefile.Pair{Key: layer, Value: e.Any()})
			extra = append(extra, casefile.Pair{Key: e.Key})
		}
	}
	var carried casefile.Pairs
	for _, p := range w.ofNode(n, extra...) {
		if layer, own := strings.CutPrefix(p.Key, "x-"); !own || !hasKey(out, layer) || p.Value != nil {
			carried = append(carried, p)
		}
	}
	return append(out, casefile.Pair{Key: carryKey, Value: carried})
}

var gsnKeys = []string{"nodeType", "text", "supportedBy", "inContextOf", "undeveloped", "challenges", "defeated", "defeatedRelation", "acp", "url", "classes", "rankIncrement", "horizontalIndex", "charWrap", "module", "gsn2x", carryKey}

func layerFits(layer string, taken casefile.Pairs) bool {
	return layer != "" && !slices.Contains(gsnKeys, layer) && !hasKey(taken, layer)
}

// typeOf is the type of a node in gsn2x, and whether its id does not say so.
func (w *gsnWriter) typeOf(n *casefile.Node) (name string, own bool) {
	if was := n.Get("x-gsn2x", "nodeType").Text(); was != "" {
		return was, true
	}
	counter := n.Kind == casefile.Defeater || w.counter[n.ID]
	kind := n.Kind
	if kind == casefile.Defeater {
		kind = casefile.Claim
	}
	byID := ""
	for _, t := range gsnTypes {
		if byID == "" && strings.HasPrefix(w.id(n.ID), t.prefix) {
			byID = t.name
			if n.Kind == casefile.Defeater && t.counter {
				return t.name, false
			}
		}
		if name == "" && t.kind == kind && t.counter == counter {
			name = t.name
		}
	}
	if name == "" { // a strategy, context, … below a challenge
		return w.plainType(n, byID)
	}
	return name, name != byID
}

func (w *gsnWriter) plainType(n *casefile.Node, byID string) (string, bool) {
	for _, t := range gsnTypes {
		if t.kind == n.Kind && !t.counter {
			return t.name, t.name != byID
		}
	}
	return "Goal", true
}

func (w *gsnWriter) relations(n *casefile.Node) casefile.Pairs {
	var out casefile.Pairs
	for _, r := range []struct {
		ours  casefile.Relation
		there string
	}{{casefile.SupportedBy, "supportedBy"}, {casefile.InContextOf, "inContextOf"}} {
		var ids []string
		for _, l := range n.To(r.ours) {
			if to := w.id(l.To); !strings.Contains(to, ":") {
				ids = append(ids, to)
			}
			w.refuse(n, l)
		}
		if len(ids) > 0 {
			out = append(out, casefile.Pair{Key: r.there, Value: ids})
		}
	}
	for _, l := range n.To(casefile.Challenges) {
		to := w.id(l.To)
		if l.From != "" {
			to = w.id(l.From) + " -> " + to
		}
		if !strings.Contains(to, ":") {
			out = append(out, casefile.Pair{Key: "challenges", Value: to})
		}
		break
	}
	return append(out, w.defeated(n)...)
}

// refuse says which links gsn2x will not accept.
func (w *gsnWriter) refuse(n *casefile.Node, l casefile.Link) {
	child := w.file.Case.Node(l.To)
	if l.Relation == casefile.SupportedBy && child != nil && child.Kind == casefile.Assumption {
		w.lose(n.ID, "rests on assumption "+l.To+": gsn2x knows assumptions as context only and will report V04")
	}
}

// defeated gives back the marks that gsn2x has and we keep as a standing
// challenge.
func (w *gsnWriter) defeated(n *casefile.Node) casefile.Pairs {
	var out casefile.Pairs
	var broken []string
	for _, l := range n.Links {
		if l.Defeated && l.Relation != casefile.AnsweredBy {
			broken = append(broken, w.id(l.To))
		}
	}
	if was := n.Get("x-gsn2x", "defeatedRelation"); was.Exists() {
		broken = append(broken, was.Texts()...)
	}
	if len(broken) > 0 {
		out = append(out, casefile.Pair{Key: "defeatedRelation", Value: broken})
	}
	if w.stands[n.ID] || w.among != nil && w.among.set.stands[w.id(n.ID)] || n.Get("x-gsn2x", "defeated").Exists() {
		out = append(out, casefile.Pair{Key: "defeated", Value: true})
	}
	return out
}

// standing are the nodes to which a sustained challenge is made.
func standing(c *casefile.Case) map[string]bool {
	out := map[string]bool{}
	for _, d := range c.Nodes {
		for _, l := range d.To(casefile.Challenges) {
			if l.From == "" && d.Get("status").Text() == "sustained" {
				out[l.To] = true
			}
		}
	}
	return out
}

// points are the assurance claim points; nil when one names what gsn2x cannot.
func (w *gsnWriter) points(n *casefile.Node, acp []casefile.Point) casefile.Pairs {
	var out casefile.Pairs
	for _, p := range acp {
		var ids []string
		for _, at := range p.At {
			name := w.id(at.Text())
			if strings.Contains(name, ":") {
				return nil
			}
			ids = append(ids, name)
		}
		if len(ids) == 0 {
			ids = []string{w.id(n.ID)}
		}
		out = append(out, casefile.Pair{Key: p.Name, Value: ids})
	}
	return out
}

// openPoints reports whether a point of the node is written in the long form,
// or beside a key of somebody's own, which its short form would lose.
func openPoints(n *casefile.Node) bool {
	return slices.ContainsFunc(n.Get("acp").Entries(), func(e casefile.Entry) bool {
		return e.Shape() == casefile.Map || strings.HasPrefix(e.Key, "x-")
	})
}

// hints are the keys for the layout of gsn2x, as they came.
func (w *gsnWriter) hints(n *casefile.Node) casefile.Pairs {
	var out casefile.Pairs
	for _, e := range n.Get("x-gsn2x").Entries() {
		switch e.Key {
		case "classes", "rankIncrement", "horizontalIndex", "charWrap", "module", "gsn2x":
			if !hasKey(out, e.Key) {
				out = append(out, casefile.Pair{Key: e.Key, Value: e.Any()})
			}
		case "id", "nodeType", "defeatedRelation", "defeated":
		default:
			w.lose(n.ID, "x-gsn2x."+e.Key+" is left out: gsn2x has no such key")
		}
	}
	return out
}
