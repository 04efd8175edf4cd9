package lsp

import (
	"strings"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// mostShown is how many characters of a layer a hover shows.
const mostShown = 200

// layersText is what the authors say of a node under keys of their own, and
// where its assurance claim points stand and how what argues them does.
func layersText(r *lint.Result, n *casefile.Node) string {
	var out string
	for _, p := range n.Points() {
		out += "\npoint " + p.Name + " at " + pointPlaces(n, p) + ", argued by "
		switch id := p.ArguedBy.Text(); {
		case id == "":
			out += "nobody"
		case strings.Contains(n.ID, ":"):
			out += id // an id of that file
		default:
			out += id + ": " + r.Assessment.State(id).Word()
		}
	}
	for _, name := range n.Layers() {
		out += "\nx-" + name + ": " + cut(n.Layer(name).OneLine())
	}
	return out
}

func pointPlaces(n *casefile.Node, p casefile.Point) string {
	var places []string
	if p.OnNode(n) {
		places = append(places, "this node")
	}
	for _, id := range p.OnLinks(n) {
		places = append(places, "the link to "+id)
	}
	return strings.Join(some(places), ", ")
}

func cut(s string) string {
	if r := []rune(s); len(r) > mostShown {
		return string(r[:mostShown]) + "…"
	}
	return s
}
