package convert

import (
	"fmt"
	"strings"

	"safecase/casefile"
)

// The limits above which GitHub and GitLab do not draw a diagram: maxTextSize
// in characters and maxEdges, as Mermaid sets them when nobody else does.
const (
	mermaidText  = 50_000
	mermaidEdges = 500
)

var mermaidShapes = map[casefile.Kind][2]string{
	casefile.Claim: {"[", "]"}, casefile.Strategy: {"[/", "/]"}, casefile.Evidence: {"((", "))"},
	casefile.Context: {"([", "])"}, casefile.Assumption: {"([", "])"}, casefile.Justification: {"([", "])"},
	casefile.Defeater: {"{{", "}}"},
}

var mermaidArrows = map[casefile.Relation]string{
	casefile.SupportedBy: "-->", casefile.InContextOf: "-.->", casefile.Challenges: "--x", casefile.AnsweredBy: "-- answered by -->",
}

// exportMermaid writes the argument as a flowchart.
func exportMermaid(f *casefile.File, _ Options) (*Exported, error) {
	c := newCarrier("mermaid", f)
	name := map[string]string{}
	for i, n := range f.Case.Nodes {
		name[n.ID] = fmt.Sprintf("n%d", i+1)
	}
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	for _, n := range f.Case.Nodes {
		shape, ok := mermaidShapes[n.Kind]
		if !ok {
			shape = [2]string{"[", "]"}
		}
		fmt.Fprintf(&b, "  %s%s\"%s\"%s\n", name[n.ID], shape[0], mermaidLabel(n), shape[1])
	}
	edges := 0
	for _, n := range f.Case.Nodes {
		edges += mermaidLinks(&b, c, n, name)
	}
	c.fields("Mermaid")
	if chars := len([]rune(b.String())); chars > mermaidText || edges > mermaidEdges {
		c.lose("", fmt.Sprintf("%d characters and %d links: a page that keeps Mermaid's limits of %d and %d will not draw it", chars, edges, mermaidText, mermaidEdges))
	}
	return &Exported{Data: []byte(b.String()), Losses: c.losses}, nil
}

// mermaidLinks writes the links of a node. A challenge to a link is drawn to
// the node that the link starts at, because Mermaid has no link to a link.
func mermaidLinks(b *strings.Builder, c *carrier, n *casefile.Node, name map[string]string) int {
	count := 0
	for _, l := range n.Links {
		arrow, to := mermaidArrows[l.Relation], l.To
		if l.From != "" {
			to = l.From
			arrow = fmt.Sprintf(`-- "the step to %s" --x`, mermaidWords(l.To))
		}
		if l.Defeated {
			arrow = "-- defeated --x"
		}
		if name[to] == "" {
			c.lose(n.ID, fmt.Sprintf("the link to %s is left out: it is not in this file", to))
			continue
		}
		fmt.Fprintf(b, "  %s %s %s\n", name[n.ID], arrow, name[to])
		count++
	}
	return count
}

func mermaidLabel(n *casefile.Node) string {
	kind := string(n.Kind)
	if kind == "" {
		kind = "unknown kind"
	}
	label := n.ID + " (" + kind + ")<br/>" + mermaidWords(n.Text)
	if n.Undeveloped {
		label += "<br/>undeveloped"
	}
	if status := n.Get("status").Text(); status != "" {
		label += "<br/>" + mermaidWords(status)
	}
	return label
}

// mermaidWords is text as one label: what Mermaid or a page would take for
// markup is written as entities.
func mermaidWords(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '\n':
			b.WriteString("<br/>")
		case strings.ContainsRune("\"<>&#;`[]{}|\\()", c):
			fmt.Fprintf(&b, "#%d;", c)
		case c < ' ':
			b.WriteByte(' ')
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// fields reports every key that a picture of ids, texts and links does not
// show.
func (c *carrier) fields(tool string) {
	shown := map[string]bool{"undeveloped": true, "status": true}
	for _, n := range c.file.Case.Nodes {
		for _, e := range n.Value().Entries() {
			_, link := mermaidArrows[casefile.Relation(e.Key)]
			if e.Key != string(n.Kind) && !link && !shown[e.Key] {
				c.lose(n.ID, e.Key+" is left out: "+tool+" shows texts and links")
			}
		}
	}
	for _, e := range c.file.Case.Sections() {
		if e.Key != "safecase" && e.Key != "nodes" {
			c.lose("", e.Key+" is left out: "+tool+" shows texts and links")
		}
	}
}
