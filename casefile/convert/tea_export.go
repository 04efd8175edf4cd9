package convert

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"safecase/casefile"
)

// exportTEA writes form 1.0, which is a tree: what several nodes refer to is
// written once in full, and as a copy without its branches elsewhere. What does
// not hang below the first top claim goes to the sandbox.
func exportTEA(f *casefile.File, o Options) (*Exported, error) {
	w := &teaWriter{carrier: newCarrier("tea", f, "supported_by", "in_context_of", "challenges", "url"), done: map[string]bool{}, against: map[string][]string{}}
	for _, n := range f.Case.Nodes {
		for _, l := range n.To(casefile.Challenges) {
			w.against[l.To] = append(w.against[l.To], n.ID)
		}
	}
	root := w.root()
	if root == nil {
		return nil, fmt.Errorf("export to tea: the case has no claim that could be the top of a tree")
	}
	description, sections := w.header()
	tree := w.element(root, 1, false, sections)
	tree = w.sandbox(tree)
	w.unkinded()
	out := casefile.Pairs{
		{Key: "version", Value: "1.0"},
		{Key: "exportedAt", Value: o.On.UTC().Format("2006-01-02T15:04:05.000Z")},
		{Key: "case", Value: casefile.Pairs{{Key: "name", Value: f.Case.Title()}, {Key: "description", Value: description}}},
		{Key: "tree", Value: tree},
	}
	var b strings.Builder
	writeJSON(&b, out, "  ", "")
	b.WriteString("\n")
	return &Exported{Data: []byte(b.String()), Losses: w.losses}, nil
}

type teaWriter struct {
	*carrier
	done    map[string]bool
	against map[string][]string
}

func (w *teaWriter) root() *casefile.Node {
	if tops := w.file.Case.Tops(); len(tops) > 0 {
		return tops[0]
	}
	for _, n := range w.file.Case.Nodes {
		if n.Kind == casefile.Claim {
			return n
		}
	}
	return nil
}

// header is the description of the case and the sections to carry.
func (w *teaWriter) header() (string, casefile.Pairs) {
	description := w.file.Case.Get("description")
	carried := w.ofCase()
	if !description.Exists() {
		carried = append(carried, casefile.Pair{Key: "no_description", Value: true})
		return w.file.Case.Title(), carried
	}
	return description.Text(), carried
}

// sandbox adds what hangs from nothing to the root, as drafts.
func (w *teaWriter) sandbox(tree casefile.Pairs) casefile.Pairs {
	var loose []any
	for _, n := range w.file.Case.Nodes {
		if w.done[n.ID] || n.Kind == "" {
			continue
		}
		w.lose(n.ID, "hangs from nothing below the top claim: it goes to the sandbox of TEA")
		loose = append(loose, w.element(n, 1, true, nil))
	}
	for i, p := range tree {
		if p.Key == "children" {
			tree[i].Value = append(p.Value.([]any), loose...)
		}
	}
	return tree
}

// element writes a node with what hangs from it.
func (w *teaWriter) element(n *casefile.Node, level int, loose bool, sections casefile.Pairs) casefile.Pairs {
	w.done[n.ID] = true
	w.misfits(n)
	extra := casefile.Pairs{{Key: "id", Value: n.ID}, {Key: "kind", Value: string(n.Kind)}}
	if loose {
		extra = append(extra, casefile.Pair{Key: "detached", Value: true})
	}
	if sections != nil {
		extra = append(extra, casefile.Pair{Key: "case", Value: sections})
	}
	extra = append(extra, w.known(n)...)
	aside := w.asideOf(n)
	if len(aside) > 0 {
		extra = append(extra, casefile.Pair{Key: "aside", Value: aside})
	}
	out := w.plain(n, level, loose)
	out = append(out, teaAttributes(aside)...)
	out = append(out, w.own(n)...)
	out = append(out, casefile.Pair{Key: carryKey, Value: w.ofNode(n, extra...)})
	return append(out, casefile.Pair{Key: "children", Value: w.children(n, level)})
}

// plain is what every element of TEA has.
func (w *teaWriter) plain(n *casefile.Node, level int, loose bool) casefile.Pairs {
	typ := w.typ(n, level, loose)
	out := casefile.Pairs{
		{Key: "id", Value: w.uuid(n)}, {Key: "type", Value: typ}, {Key: "name", Value: n.ID},
		{Key: "description", Value: n.Text}, {Key: "inSandbox", Value: loose},
	}
	switch {
	case typ == "GOAL" && level == 1 && !loose:
		out = append(out, casefile.Pair{Key: "role", Value: "TOP_LEVEL"})
	case typ == "GOAL":
		out = append(out, casefile.Pair{Key: "role", Value: "SUPPORTING"})
	case typ == "PROPERTY_CLAIM":
		out = append(out, casefile.Pair{Key: "level", Value: level})
	}
	if n.Kind == casefile.Defeater {
		out = append(out, casefile.Pair{Key: "isDefeater", Value: true})
		for _, l := range n.To(casefile.Challenges) {
			if to := w.file.Case.Node(l.To); to != nil {
				out = append(out, casefile.Pair{Key: "defeatsElementId", Value: w.uuid(to)})
			}
		}
	}
	if v := n.Get("undeveloped"); v.Text() == "true" {
		out = append(out, casefile.Pair{Key: "assertionStatus", Value: "NEEDS_SUPPORT"})
	}
	if url := n.Get("url"); url.Exists() {
		out = append(out, casefile.Pair{Key: "url", Value: url.Text()})
	}
	return out
}

func (w *teaWriter) typ(n *casefile.Node, level int, loose bool) string {
	was := n.Get("x-tea", "type").Text()
	if teaKinds[was] == n.Kind && !strings.Contains("MODULE AWAY_GOAL CONTRACT", was) {
		return was
	}
	switch n.Kind {
	case casefile.Strategy:
		return "STRATEGY"
	case casefile.Evidence:
		return "EVIDENCE"
	case casefile.Claim:
		if level == 1 && !loose {
			return "GOAL"
		}
	case casefile.Context, casefile.Assumption, casefile.Justification:
		w.lose(n.ID, "is no attribute of anything: "+strings.ToUpper(string(n.Kind))+" is an element type that TEA 1.0 files do not declare")
		return strings.ToUpper(string(n.Kind))
	}
	return "PROPERTY_CLAIM"
}

// own gives back what TEA alone knows of an element.
func (w *teaWriter) own(n *casefile.Node) casefile.Pairs {
	var out casefile.Pairs
	for _, e := range n.Get("x-tea").Entries() {
		if slices.Contains(teaOwn, e.Key) && !hasKey(out, e.Key) {
			out = append(out, casefile.Pair{Key: e.Key, Value: e.Any()})
		}
	}
	return out
}

// known is what an import from TEA had kept and own does not give back.
func (w *teaWriter) known(n *casefile.Node) casefile.Pairs {
	was, isMap := n.Get("x-tea").Any().(casefile.Pairs)
	if !isMap {
		if v := n.Get("x-tea"); v.Exists() {
			return casefile.Pairs{{Key: "x-tea", Value: v.Any()}}
		}
		return nil
	}
	for _, key := range teaOwn {
		was = remove(was, key)
	}
	if len(was) == 0 {
		return nil
	}
	return casefile.Pairs{{Key: "x-tea", Value: was}}
}

var teaOwn = []string{"comments", "fromPattern", "modifiedFromPattern"}

func teaAttributes(aside []any) casefile.Pairs {
	var out casefile.Pairs
	for _, a := range []casefile.Kind{casefile.Context, casefile.Justification, casefile.Assumption} {
		texts := asideTexts(aside, a)
		switch {
		case len(texts) == 0:
		case a == casefile.Context:
			out = append(out, casefile.Pair{Key: string(a), Value: texts})
		default:
			out = append(out, casefile.Pair{Key: string(a), Value: texts[0]})
		}
	}
	return out
}

func (w *teaWriter) children(n *casefile.Node, level int) []any {
	out := []any{}
	for _, l := range n.To(casefile.SupportedBy) {
		child := w.file.Case.Node(l.To)
		if child == nil || child.Kind == "" {
			w.lose(n.ID, "the link to "+l.To+" is left out: it is not in this file")
			continue
		}
		if n.Kind == casefile.Strategy && child.Kind == casefile.Evidence || n.Kind == casefile.Claim && level == 1 && child.Kind == casefile.Evidence {
			w.lose(n.ID, "evidence "+l.To+" stands right below it; TEA wants a property claim between")
		}
		if w.done[l.To] || level > maxDepth/2 {
			out = append(out, w.copied(n, child))
			continue
		}
		out = append(out, w.element(child, level+1, false, nil))
	}
	for _, d := range w.against[n.ID] {
		if !w.done[d] {
			out = append(out, w.element(w.file.Case.Node(d), level+1, false, nil))
		}
	}
	return out
}

// copied stands for a node that is in the tree already.
func (w *teaWriter) copied(parent, n *casefile.Node) casefile.Pairs {
	w.lose(n.ID, "supports "+parent.ID+" as well: TEA has a tree, so a copy without branches stands there")
	out := casefile.Pairs{
		{Key: "id", Value: uuid(w.file.Case.Title() + "\x00" + n.ID + "\x00" + parent.ID)}, {Key: "type", Value: w.typ(n, 2, false)},
		{Key: "name", Value: n.ID}, {Key: "description", Value: n.Text}, {Key: "inSandbox", Value: false},
	}
	carried := casefile.Pairs{{Key: "same_as", Value: n.ID}}
	return append(out, casefile.Pair{Key: carryKey, Value: carried}, casefile.Pair{Key: "children", Value: []any{}})
}

var uuidPattern = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

func (w *teaWriter) uuid(n *casefile.Node) string {
	if was := n.Get("x-tea", "id").Text(); uuidPattern.MatchString(was) {
		return was
	}
	return uuid(w.file.Case.Title() + "\x00" + n.ID)
}

// uuid is a name-based id of version 8 (RFC 9562): the same name gives the
// same id.
func uuid(name string) string {
	h := sha256.Sum256([]byte(name))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
