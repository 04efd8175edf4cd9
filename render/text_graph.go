package render

import (
	"fmt"
	"io"
	"strings"
)

// The formats in this file hand the argument to other drawing programs as
// text. States travel as words in the label, since those programs draw in
// their own way.

// writeDOT writes a diagram in Graphviz's language.
func writeDOT(w io.Writer, d *Diagram, _ Options) error {
	var b strings.Builder
	b.WriteString("digraph case {\n  graph [rankdir=TB labelloc=t fontname=\"Helvetica\" label=" + quoteDOT(titleLines(d)) + "]\n")
	b.WriteString("  node [fontname=\"Helvetica\" fontsize=11 style=filled fillcolor=white]\n  edge [fontname=\"Helvetica\"]\n")
	shapes := map[Kind]string{Claim: "box", Strategy: "parallelogram", Evidence: "ellipse", Context: "box", Assumption: "ellipse", Justification: "ellipse", Defeater: "octagon"}
	for _, n := range d.Nodes {
		extra := ""
		if n.Kind == Context {
			extra = " style=\"filled,rounded\""
		}
		if n.State != "" && n.State != NoGap {
			extra += " penwidth=2.5"
		}
		fmt.Fprintf(&b, "  %s [shape=%s%s label=%s]\n", quoteDOT(n.ID), orBox(shapes[n.Kind]), extra, quoteDOT(label(n)))
	}
	for _, l := range d.Links {
		from, to := l.From, l.To
		if l.Attacks != nil {
			to = l.Attacks[1]
		}
		fmt.Fprintf(&b, "  %s -> %s [%s]\n", quoteDOT(from), quoteDOT(to), dotLook(l))
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func orBox(shape string) string {
	if shape == "" {
		return "box"
	}
	return shape
}

func dotLook(l Link) string {
	look := dotStyles[l.Kind]
	if l.Defeated {
		look = "style=dashed"
	}
	if words := linkWords(l); len(words) > 0 {
		look += " label=" + quoteDOT(strings.Join(words, "; "))
	}
	return strings.TrimSpace(look)
}

var dotStyles = map[LinkKind]string{
	SupportedBy: "arrowhead=normal", InContextOf: "arrowhead=empty", Challenges: "style=dashed color=firebrick",
	AnsweredBy: "style=dotted", MeasuredBy: "style=dashed",
}

// linkWords is what a link says beyond that it supports or gives context, for
// formats that cannot draw it.
func linkWords(l Link) []string {
	var out []string
	switch {
	case l.Attacks != nil:
		out = append(out, "challenges the link from "+clean(l.Attacks[0])+" to "+clean(l.Attacks[1]))
	case l.Kind == Challenges:
		out = append(out, "challenges")
	case l.Kind == AnsweredBy:
		out = append(out, "answered by")
	case l.Kind == MeasuredBy:
		out = append(out, "takes its number from")
	}
	if l.Defeated {
		out = append(out, "defeated")
	}
	if len(l.Points) > 0 {
		out = append(out, "\u25a0 "+shorten(clean(strings.Join(l.Points, ", ")), maxPointName))
	}
	return out
}

// titleLines is the title with the footer, which must not be lost.
func titleLines(d *Diagram) string {
	return strings.Join(append(append([]string{d.Title}, d.Subtitle...), d.Footer...), "\n")
}

// label is what a node says, with its state and its badges in words.
func label(n Node) string {
	lines := []string{shorten(clean(n.ID), 40), wrapPlain(n.Text, 36)}
	if c, ok := changeLooks[n.Change]; ok {
		lines[0] += " [" + c.word + "]"
	}
	if n.State != "" {
		lines = append(lines, "["+shorten(clean(n.word()), 200)+"]")
	}
	for _, badge := range n.Badges {
		lines = append(lines, shorten(clean(badge.Text), 60))
	}
	if n.Undeveloped && n.State != Undeveloped {
		lines = append(lines, "[undeveloped]")
	}
	if n.Folded > 0 {
		lines = append(lines, n.folded())
	}
	return strings.Join(lines, "\n")
}

// folded says what a view leaves out below a node.
func (n *Node) folded() string {
	s := fmt.Sprintf("%d more below", n.Folded)
	if n.FoldedGaps > 0 {
		s += fmt.Sprintf(", %d with a gap", n.FoldedGaps)
	}
	return s
}

func (n Node) word() string {
	word := n.StateWord
	if word == "" {
		word = strings.ReplaceAll(string(n.State), "_", " ")
	}
	for _, also := range n.Also {
		word += ", " + strings.ReplaceAll(string(also), "_", " ")
	}
	return word
}

// wrapPlain breaks a text into lines of about so many characters.
func wrapPlain(s string, width int) string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(Plain(s)) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return strings.Join(append(lines, line), "\n")
}

func quoteDOT(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(plainLines(s)) + `"`
}

// plainLines makes each line of a text fit to be shown.
func plainLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = Plain(lines[i])
	}
	return strings.Join(lines, "\n")
}

// mermaidMost is how many nodes a Mermaid diagram may have before the sites
// that draw it refuse.
const mermaidMost = 240

// writeMermaid writes a diagram as a Mermaid flowchart. Text is given as
// entities wherever a character could mean something to Mermaid or to HTML.
func writeMermaid(w io.Writer, d *Diagram, _ Options) error {
	_, err := io.WriteString(w, mermaid(d))
	return err
}

func mermaid(d *Diagram) string {
	var b strings.Builder
	b.WriteString("flowchart TB\n")
	for _, line := range strings.Split(titleLines(d), "\n") {
		fmt.Fprintf(&b, "%%%% %s\n", noDirective.Replace(Plain(line)))
	}
	if len(d.Nodes) > mermaidMost {
		fmt.Fprintf(&b, "%%%% %d nodes: more than sites such as GitHub draw; md splits them, or use --focus, --depth or --view gaps\n", len(d.Nodes))
	}
	ids := map[string]string{}
	for i, n := range d.Nodes {
		ids[n.ID] = fmt.Sprintf("n%d", i)
		left, right := brackets(n.Kind)
		fmt.Fprintf(&b, "  n%d%s\"%s\"%s\n", i, left, entities(label(n)), right)
	}
	for i, l := range d.Links {
		to := l.To
		if l.Attacks != nil {
			to = l.Attacks[1]
		}
		if ids[to] == "" {
			ids[to] = fmt.Sprintf("m%d", i)
			fmt.Fprintf(&b, "  m%d[\"%s\"]\n", i, entities(shorten(clean(to), 40)+"\nnot defined"))
		}
		fmt.Fprintf(&b, "  %s %s %s\n", ids[l.From], arrow(l), ids[to])
	}
	return b.String()
}

// noDirective takes out of a comment what could make it an instruction, or end
// the block of Markdown that it stands in.
var noDirective = strings.NewReplacer("%", "", "{", "(", "}", ")", "<", "(", ">", ")", "`", "'")

func brackets(k Kind) (left, right string) {
	switch k {
	case Strategy:
		return "[/", "/]"
	case Evidence:
		return "([", "])"
	case Context, Assumption, Justification:
		return "(", ")"
	case Defeater:
		return "{{", "}}"
	}
	return "[", "]"
}

// arrow is a link of Mermaid; what it says stands on it in words.
func arrow(l Link) string {
	line := "-->"
	switch {
	case l.Kind == Challenges || l.Kind == AnsweredBy || l.Kind == MeasuredBy || l.Defeated:
		line = "-.->"
	case l.Kind == InContextOf:
		line = "---"
	case l.OnGapPath:
		line = "==>"
	}
	if words := linkWords(l); len(words) > 0 {
		line += "|" + quoted(strings.Join(words, ", ")) + "|"
	}
	return line
}

// quoted is a text of Mermaid in quotes.
func quoted(s string) string { return `"` + entities(s) + `"` }

// entities writes everything but letters, digits and plain marks by number.
func entities(s string) string {
	var b strings.Builder
	for _, c := range plainLines(s) {
		switch {
		case c == '\n':
			b.WriteString("<br/>")
		case c == ' ' || c == '.' || c == ',' || c == '-' || c == ':' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 0x7f:
			b.WriteRune(c)
		default:
			fmt.Fprintf(&b, "#%d;", c)
		}
	}
	return b.String()
}
