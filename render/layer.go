package render

import (
	"strings"

	"safecase/casefile"
)

// layerFacts are the layers that a node has, of those asked for.
func layerFacts(n *casefile.Node, names []string) []Fact {
	var out []Fact
	for _, name := range names {
		if v := n.Layer(name); v.Exists() {
			out = append(out, Fact{Name: Plain(name), Lines: []string{orElse(Plain(v.OneLine()), "nothing")}})
		}
	}
	return out
}

// patternWords say what a template leaves open at a node, by the mark of it.
var patternWords = []struct{ mark, words string }{ // of casefile.PatternKeys
	{"x-repeat", "one for each "}, {"x-choice", "choose: "}, {"x-optional", "optional: "},
}

// pattern is what a template leaves open at a node: how often it stands there,
// which branches are taken, and whether it is there at all.
func pattern(n *casefile.Node) []string {
	var out []string
	for _, p := range patternWords {
		if v := n.Get(p.mark); v.Exists() {
			out = append(out, p.words+Plain(strings.Join(v.Texts(), ", ")))
		}
	}
	return out
}

// extraBadges are the notes on a node that no judgement depends on: what a
// template leaves open, its assurance claim points, and the layers asked for.
func (b *argument) extraBadges(n *casefile.Node) []Badge {
	var out []Badge
	for _, text := range pattern(n) {
		out = append(out, Badge{Note, text})
	}
	for _, text := range claimPoints(b.a, n) {
		out = append(out, Badge{Note, "point " + text})
	}
	for _, f := range layerFacts(n, b.view.Layers) {
		out = append(out, Badge{Note, f.Name + ": " + f.Lines[0]})
	}
	return out
}
