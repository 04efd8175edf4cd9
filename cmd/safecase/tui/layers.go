package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// mostOfLayer is how many cells a row gives the value of a layer: the text of
// the node must stay in sight.
const mostOfLayer = 20

// layersText is what a node says under the layers that are shown, for a row.
func layersText(names []string, n *casefile.Node) string {
	var parts []string
	for _, name := range names {
		if v := n.Layer(name); v.Exists() {
			parts = append(parts, shown(name)+": "+cut(shown(v.OneLine()), mostOfLayer))
		}
	}
	if parts == nil {
		return ""
	}
	return " [" + strings.Join(parts, "; ") + "]"
}

// layers says in full, below the text of a node, what its row says in short.
func (b *notesOf) layers(names []string) {
	for _, name := range names {
		v := b.n.Layer(name)
		switch {
		case !v.Exists():
		case b.n.Get("x-" + name).Exists():
			b.add(note{label: shown(name), text: shown(v.OneLine()), goal: goal{field: []string{"x-" + name}}})
		default:
			b.add(note{label: shown(name), text: shown(v.OneLine()), goal: goal{field: []string{name}}})
		}
	}
}

// chooseLayers marks the fields that rows show.
func (m *model) chooseLayers() tea.Cmd {
	choices := layerChoices(m.file.Case)
	if len(choices) == 0 {
		m.say("no node has a field that could be shown; t sets one, and x-NAME in the file is a field of your own")
		return nil
	}
	p := newPicker(m.st, "fields shown in the rows", "x-NAME is a field of the authors' own", choices, nil)
	p.many = true
	for _, name := range m.layers {
		p.marked[name] = true
	}
	p.all1 = func(m *model, names []string) tea.Cmd {
		m.layers = names
		m.say("the rows show " + orElse(strings.Join(names, ", "), "no other fields"))
		return nil
	}
	return m.push(p)
}

// layerChoices are the fields that nodes have, those of the authors' own first.
func layerChoices(c *casefile.Case) []choice {
	var choices []choice
	for _, name := range c.Layers() {
		choices = append(choices, choice{name, "x-" + shown(name), ""})
	}
	var keys []string
	docs := map[string]string{}
	for _, n := range c.Nodes {
		for _, e := range n.Value().Entries() {
			f := casefile.NodeType(n.Kind).Field(e.Key)
			if f == nil || docs[e.Key] != "" || slices.Contains(hiddenKeys(n.Kind), e.Key) || n.Get("x-"+e.Key).Exists() {
				continue
			}
			keys, docs[e.Key] = append(keys, e.Key), f.Doc
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		choices = append(choices, choice{key, key, docs[key]})
	}
	return choices
}
