package convert

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
)

// exportSACM writes the subset of SACM that assurance-forge reads. What SACM
// has no element for goes with each element as a tagged value.
func exportSACM(f *casefile.File, _ Options) (*Exported, error) {
	w := &sacmWriter{carrier: newCarrier("sacm", f, "supported_by", "in_context_of", "challenges"), stands: standing(f.Case), reached: supporters(f.Case)}
	w.b.WriteString(xml.Header)
	carried := append(casefile.Pairs{{Key: "title", Value: f.Case.Title()}}, w.ofCase()...)
	w.open(0, "sacm:AssuranceCasePackage", "xmlns:sacm", "http://www.omg.org/spec/SACM/2.2/Argumentation", "id", "case--package", "name", f.Case.Title())
	w.tag(1, carried)
	if text := f.Case.Get("description").Text(); text != "" {
		w.line(1, "<description><content>%s</content></description>", escape(text))
	}
	w.artifacts()
	w.open(1, "argumentPackage", "id", "case--argument", "name", f.Case.Title())
	for _, n := range f.Case.Nodes {
		if n.Kind != "" {
			w.element(n)
		}
	}
	for _, n := range f.Case.Nodes {
		if n.Kind != "" {
			w.relations(n)
		}
	}
	w.unkinded()
	w.line(1, "</argumentPackage>")
	w.line(0, "</sacm:AssuranceCasePackage>")
	return &Exported{Data: []byte(w.b.String()), Losses: w.losses}, nil
}

type sacmWriter struct {
	*carrier
	b       strings.Builder
	stands  map[string]bool
	reached map[string]bool // nodes that support another
}

func (w *sacmWriter) line(depth int, format string, args ...any) {
	fmt.Fprintf(&w.b, strings.Repeat("  ", depth)+format+"\n", args...)
}

// open writes the start of an element with its attributes, names and values in
// turn; those without a value are left out.
func (w *sacmWriter) open(depth int, name string, attrs ...string) {
	w.line(depth, "%s>", start(name, attrs))
}

func (w *sacmWriter) empty(depth int, name string, attrs ...string) {
	w.line(depth, "%s/>", start(name, attrs))
}

func start(name string, attrs []string) string {
	out := "<" + name
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			out += fmt.Sprintf(` %s="%s"`, attrs[i], escape(attrs[i+1]))
		}
	}
	return out
}

func escape(s string) string {
	var b strings.Builder
	if xml.EscapeText(&b, []byte(s)) != nil {
		return ""
	}
	return b.String()
}

// tag writes what is carried.
func (w *sacmWriter) tag(depth int, carried casefile.Pairs) {
	var b strings.Builder
	writeJSON(&b, carried, "", "")
	w.empty(depth, "taggedValue", "key", carryKey, "content", b.String())
}

// artifacts writes one artifact for every node that refers to something.
func (w *sacmWriter) artifacts() {
	w.open(1, "artifactPackage", "id", "case--artifacts", "name", w.file.Case.Title())
	for _, n := range w.file.Case.Nodes {
		if isArtifact(n.Kind) {
			w.empty(2, "artifact", "id", n.ID+"--artifact", "name", oneLine(n.Text), "location", n.Get("file").Text()+n.Get("url").Text())
		}
	}
	w.line(1, "</artifactPackage>")
}

func isArtifact(k casefile.Kind) bool { return k == casefile.Evidence || k == casefile.Context }

func (w *sacmWriter) element(n *casefile.Node) {
	name, declaration, artifact := "claim", "", ""
	undeveloped, _ := n.Get("undeveloped").Bool()
	assumed, _ := n.Get("assumed").Bool()
	switch {
	case isArtifact(n.Kind):
		name, artifact = "artifactReference", n.ID+"--artifact"
	case n.Kind == casefile.Strategy:
		name = "argumentReasoning"
	case w.stands[n.ID]:
		declaration = "defeated"
	case undeveloped:
		declaration = "needsSupport"
	case assumed || n.Kind == casefile.Assumption:
		declaration = "assumed"
	default:
		declaration = "asserted"
	}
	extra := casefile.Pairs{{Key: "kind", Value: string(n.Kind)}}
	if read := escapedText(n.Text); read != n.Text {
		extra = append(extra, casefile.Pair{Key: "text", Value: n.Text}, casefile.Pair{Key: "read", Value: []any{read, ""}})
		w.lose(n.ID, "its text holds characters that XML cannot: "+kept("the text", "sacm"))
	}
	extra = append(extra, w.sacmNotes(n)...)
	w.open(2, name, "id", n.ID, "gid", n.ID, "name", n.ID, "content", n.Text, "assertionDeclaration", declaration, "referencedArtifact", artifact)
	w.tag(3, w.ofNode(n, extra...))
	w.line(2, "</%s>", name)
}

// sacmNotes keeps what an import from SACM had kept.
func (w *sacmWriter) sacmNotes(n *casefile.Node) casefile.Pairs {
	if was := n.Get("x-sacm"); was.Exists() {
		return casefile.Pairs{{Key: "x-sacm", Value: was.Any()}}
	}
	return nil
}

// escapedText is a text as XML gives it back: some characters have no place
// there.
func escapedText(s string) string {
	var v struct {
		A string `xml:"a,attr"`
	}
	if xml.Unmarshal([]byte(`<x a="`+escape(s)+`"/>`), &v) != nil {
		return ""
	}
	return v.A
}

// relations writes the links of a node, one relation each. A strategy over
// claims is the reasoning of the step from them.
func (w *sacmWriter) relations(n *casefile.Node) {
	for _, l := range n.Links {
		to := w.file.Case.Node(l.To)
		switch {
		case l.Relation == casefile.AnsweredBy || strings.Contains(l.To, ":"): // carried
		case to == nil || to.Kind == "":
			w.lose(n.ID, "the link to "+l.To+" is left out: it is not in this file")
		case l.Relation == casefile.SupportedBy && n.Kind == casefile.Strategy && w.reasons(n):
			// written with the strategy, below
		default:
			w.relation(n, to, l)
		}
	}
	if n.Kind == casefile.Strategy && w.reasons(n) && !w.reached[n.ID] {
		w.lose(n.ID, "is a strategy that nothing refers to; its links are written without it")
		for _, l := range n.To(casefile.SupportedBy) {
			w.relation(n, w.file.Case.Node(l.To), l)
		}
	}
}

func (w *sacmWriter) relation(n, to *casefile.Node, l casefile.Link) {
	name, counter, target, source, declaration := "assertedInference", "", n.ID, to.ID, ""
	switch {
	case l.Relation == casefile.Challenges:
		counter, target, source = "true", to.ID, n.ID
	case l.Relation == casefile.InContextOf:
		name = "assertedContext"
	case to.Kind == casefile.Evidence:
		name = "assertedEvidence"
	}
	if l.Defeated {
		declaration = "defeated"
	}
	sources, reasoning := []string{source}, ""
	if l.Relation == casefile.SupportedBy && to.Kind == casefile.Strategy && w.reasons(to) {
		reasoning, sources = to.ID, nil
		for _, s := range to.To(casefile.SupportedBy) {
			sources = append(sources, s.To)
		}
	}
	w.open(2, name, "id", n.ID+"--"+to.ID, "assertionDeclaration", declaration, "isCounter", counter, "reasoning", reasoning)
	for _, s := range sources {
		w.empty(3, "source", "href", "#"+s)
	}
	w.empty(3, "target", "href", "#"+target)
	w.line(2, "</%s>", name)
}

// reasons reports whether everything below a strategy is a claim of this file
// that nothing is said about, so that it can be the reasoning of one inference.
func (w *sacmWriter) reasons(s *casefile.Node) bool {
	links := s.To(casefile.SupportedBy)
	return len(links) > 0 && !slices.ContainsFunc(links, func(l casefile.Link) bool {
		n := w.file.Case.Node(l.To)
		return n == nil || n.Kind != casefile.Claim || l.Defeated
	})
}

func supporters(c *casefile.Case) map[string]bool {
	out := map[string]bool{}
	for _, n := range c.Nodes {
		for _, l := range n.To(casefile.SupportedBy) {
			out[l.To] = true
		}
	}
	return out
}
