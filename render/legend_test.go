package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// legendWords are the words of the key below a picture.
func legendWords(p *picture) []string {
	var out []string
	for i := range p.groups {
		if p.groups[i].is("legend") {
			for _, w := range p.groups[i].texts {
				out = append(out, w.text)
			}
		}
	}
	return out
}

// The key explains every state, element, link and mark that occurs, and
// nothing that does not.
func TestLegendExplainsWhatOccurs(t *testing.T) {
	d := board()
	d.Nodes[0].Change, d.Links[0].Change = Affected, Added
	words := legendWords(pictureOf(t, d))
	want := map[string]bool{"filled: the gap is here": true, "framed: it comes from below": true, "not yet argued": true, "leads to a gap": true, "affected below": true, "link added": true}
	for i := range d.Nodes {
		n := &d.Nodes[i]
		want[shapeOf(n.Kind).doc] = true
		for _, s := range append(slices.Clone(n.Also), n.State) {
			if s != "" {
				want[s.Word()] = true
			}
		}
	}
	for _, l := range d.Links {
		want[linkLooks[l.Kind].doc] = true
		if l.Defeated {
			want["defeated, carries nothing"] = true
		}
	}
	for _, w := range slices.Sorted(maps.Keys(want)) {
		if !slices.Contains(words, w) {
			t.Errorf("the key does not explain %q: %q", w, words)
		}
	}
	for _, w := range words {
		heading := w == "Support as recorded" || w == "Elements" || w == "Links" || w == "Compared" || len(w) == 1
		if !heading && !want[w] {
			t.Errorf("the key explains %q, which does not occur", w)
		}
	}
}

// Every state is told three times: by its word, by its sign and by the colour
// and the dashes of its border; no two states share a sign, or colour and
// dashes.
func TestStatesAreToldThreeTimes(t *testing.T) {
	signs, borders := map[string]State{}, map[string]State{}
	for _, s := range States() {
		b := newBuilder("One")
		b.node(Claim, s)
		p := pictureOf(t, &b.d)
		for i := range p.groups {
			g := &p.groups[i]
			if !g.is("node") {
				continue
			}
			if !strings.Contains(g.words(), s.Word()) || !strings.Contains(g.title, s.Word()) {
				t.Errorf("%s: the node says %q and is called %q", s, g.words(), g.title)
			}
			body := g.shapes[0]
			if body.stroke != hex(looks[s].color) {
				t.Errorf("%s: the border is %s, want %s", s, body.stroke, hex(looks[s].color))
			}
			border := body.stroke + " " + body.dash
			if other, taken := borders[border]; taken {
				t.Errorf("%s and %s have the same border", s, other)
			}
			borders[border] = s
			sign := signOf(g)
			if other, taken := signs[sign]; taken || sign == "" {
				t.Errorf("%s and %s have the sign %q", s, other, sign)
			}
			signs[sign] = s
		}
	}
}

// signOf is the form of the sign of a state, wherever it stands.
func signOf(g *drawing) string {
	for _, s := range g.shapes[1:] {
		if s.width != 1.5 || s.fill != "" && s.fill != "none" {
			continue
		}
		x0, y0, _, _ := rect(slices.Concat(s.runs...))
		var b strings.Builder
		for _, run := range s.runs {
			for _, p := range run {
				b.WriteString(fmt.Sprintf("%.1f", p.x-x0) + "," + fmt.Sprintf("%.1f", p.y-y0) + " ")
			}
			b.WriteString("/")
		}
		return b.String()
	}
	return ""
}
