package convert

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
)

// exportLTAC writes every node once, under the first that refers to it, and
// links to it from the others. What LTAC has no word for stands in comments.
func exportLTAC(f *casefile.File, _ Options) (*Exported, error) {
	w := &ltacWriter{carrier: newCarrier("ltac", f, "supported_by", "in_context_of", "challenges"), stands: standing(f.Case), done: map[string]bool{}, against: map[string][]string{}}
	w.byKind = true
	w.note("", append(casefile.Pairs{{Key: "title", Value: f.Case.Title()}}, w.ofCase()...), 0)
	hangs := map[string]bool{}
	for _, n := range f.Case.Nodes {
		for _, l := range n.Links {
			switch l.Relation {
			case casefile.SupportedBy, casefile.InContextOf:
				hangs[l.To] = true
			case casefile.Challenges:
				w.against[l.To] = append(w.against[l.To], n.ID)
				hangs[n.ID] = f.Case.Node(l.To) != nil
			}
		}
	}
	for _, left := range []bool{false, true} {
		for _, n := range f.Case.Nodes {
			if (left || !hangs[n.ID]) && !w.done[n.ID] && n.Kind != "" {
				w.b.WriteString("\n")
				w.element(n, 0)
			}
		}
	}
	w.unkinded()
	return &Exported{Data: []byte(w.b.String()), Losses: w.losses}, nil
}

type ltacWriter struct {
	*carrier
	b       strings.Builder
	stands  map[string]bool
	done    map[string]bool
	against map[string][]string // who challenges a node
}

// unkinded reports the nodes of which nothing says what they are.
func (c *carrier) unkinded() {
	for _, n := range c.file.Case.Nodes {
		if n.Kind == "" {
			c.lose(n.ID, "is left out: nothing says what it is")
		}
	}
}

// note writes what is carried with an element as a comment.
func (w *ltacWriter) note(id string, carried casefile.Pairs, depth int) {
	if len(carried) == 0 {
		return
	}
	if id != "" {
		carried = append(casefile.Pairs{{Key: "id", Value: id}}, carried...)
	}
	fmt.Fprintf(&w.b, "%s# %s ", strings.Repeat("  ", depth), carryKey)
	writeJSON(&w.b, carried, "", "")
	w.b.WriteString("\n")
}

func (w *ltacWriter) element(n *casefile.Node, depth int) {
	w.done[n.ID] = true
	w.misfits(n)
	line, carried := w.line(n)
	w.note(w.id(n.ID), carried, depth)
	w.b.WriteString(strings.Repeat("  ", depth) + line + "\n")
	for _, r := range []casefile.Relation{casefile.InContextOf, casefile.SupportedBy} {
		for _, l := range n.To(r) {
			w.child(l.To, depth+1)
		}
	}
	for _, d := range w.against[n.ID] {
		w.child(d, depth+1)
	}
	if n.Kind == casefile.Evidence && len(w.against[n.ID]) > 0 {
		w.lose(n.ID, "is evidence that is challenged: verocase wants evidence without anything below it")
	}
}

func (w *ltacWriter) child(id string, depth int) {
	n := w.file.Case.Node(id)
	switch {
	case strings.Contains(id, ":"): // carried
	case n == nil || w.done[id] || depth > maxDepth:
		fmt.Fprintf(&w.b, "%s- Link %s\n", strings.Repeat("  ", depth), w.id(id))
	case n.Kind != "":
		w.element(n, depth)
	}
}

func (w *ltacWriter) id(id string) string {
	if n := w.file.Case.Node(id); n != nil {
		if was := n.Get("x-ltac", "id").Text(); was != "" && !strings.ContainsAny(was, ":^\n") {
			return was
		}
	}
	return id
}

// line is the line of a node and what has to be carried with it.
func (w *ltacWriter) line(n *casefile.Node) (string, casefile.Pairs) {
	was := n.Get("x-ltac")
	cited, _ := was.Get("cited").Bool()
	for _, e := range was.Entries() {
		if !slices.Contains([]string{"id", "type", "options", "cited", "package"}, e.Key) {
			w.lose(n.ID, "x-ltac."+e.Key+" is left out: LTAC has no such thing")
		}
	}
	options := w.options(n, cited)
	line := "- " + w.typ(n) + " "
	if cited {
		line += "^"
		if pkg := was.Get("package").Text(); pkg != "" {
			line += "[" + pkg + "] "
		}
	}
	line += w.id(n.ID) + ": " + oneLine(n.Text)
	url := n.Get("url").Text()
	w.native["url"] = url != "" && !strings.ContainsAny(url, "()\n")
	if w.native["url"] {
		line += " (" + url + ")"
	} else {
		url = ""
	}
	if len(options) > 0 {
		line += " {" + strings.Join(options, ", ") + "}"
	}
	return line, w.carried(n, line, url)
}

// carried is what the line does not say, the text included where LTAC reads
// another one.
func (w *ltacWriter) carried(n *casefile.Node, line, url string) casefile.Pairs {
	var extra casefile.Pairs
	got, _ := ltacParse(line)
	if got.text != n.Text || got.ref != url {
		extra = casefile.Pairs{{Key: "text", Value: n.Text}, {Key: "read", Value: []any{got.text, got.ref, url}}}
		w.lose(n.ID, "its text is one line in LTAC, and brackets at its end mean something else: "+kept("the text", "ltac"))
	}
	return w.ofNode(n, extra...)
}

func (w *ltacWriter) typ(n *casefile.Node) string {
	if was := n.Get("x-ltac", "type").Text(); was == "Relation" {
		return was
	}
	for _, k := range ltacKinds {
		if k.kind == n.Kind {
			return k.name
		}
	}
	return "Claim" // a defeater
}

func (w *ltacWriter) options(n *casefile.Node, cited bool) []string {
	var out []string
	add := func(option string, when bool) {
		if when {
			out = append(out, option)
		}
	}
	kept := n.Get("x-ltac", "options")
	undeveloped, _ := n.Get("undeveloped").Bool()
	assumed, _ := n.Get("assumed").Bool()
	w.native["undeveloped"], w.native["assumed"] = undeveloped, assumed
	add("needssupport", undeveloped && !cited)
	add("assumed", assumed && !kept.Has("axiomatic"))
	add("defeater", n.Kind == casefile.Defeater && w.typ(n) != "Relation")
	add("counter", n.Kind == casefile.Defeater && w.typ(n) == "Relation")
	add("defeated", w.stands[n.ID])
	out = append(out, kept.Texts()...)
	if len(out) == 0 && strings.HasSuffix(strings.TrimSpace(n.Text), "}") {
		return []string{"asserted"} // so that the text is not taken for options
	}
	return out
}
