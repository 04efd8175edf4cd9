package tui

import (
	"strings"

	"safecase/casefile"
)

// links shows what the node refers to and what refers to it.
func (b *notesOf) links() {
	b.blank()
	for _, l := range b.n.Links {
		text := l.To + "  " + b.textOf(l.To)
		if l.Role != "" {
			text += "  (" + l.Role + ")"
		}
		if l.Defeated {
			text += "  (broken by a challenge)"
		}
		if l.From != "" {
			text = "the link from " + l.From + " to " + text
		}
		label := strings.ReplaceAll(string(l.Relation), "_", " ")
		b.add(note{label: label, text: shown(text), goal: goal{node: l.To}})
	}
	for _, m := range b.c.Mentions(casefile.ReferNode, b.n.ID) {
		if from := b.nodeHolding(m.Value); from != "" {
			b.add(note{label: "named in", text: shown(from + "  " + b.textOf(from)), style: b.st.dim, goal: goal{node: from}})
		}
	}
}

// nodeHolding finds the node in whose entry a mention is written.
func (b *notesOf) nodeHolding(v casefile.Value) string {
	from := ""
	for _, n := range b.c.Nodes {
		if v.Pos().Before(n.Pos()) {
			break
		}
		from = n.ID
	}
	return from
}

// hiddenKeys are those that the inspector shows in another way.
func hiddenKeys(kind casefile.Kind) []string {
	keys := []string{string(kind)}
	for _, r := range casefile.Relations {
		keys = append(keys, string(r))
	}
	return keys
}

func (b *notesOf) fields() {
	b.blank()
	t := casefile.NodeType(b.n.Kind)
	for _, e := range fieldsOf(b.n.Value().Entries(), hiddenKeys(b.n.Kind)...) {
		b.add(fieldNote(t, e))
	}
	b.add(note{text: "+ add a field", style: b.st.dim, goal: goal{add: true}})
}

func fieldNote(t *casefile.Type, e casefile.Entry) note {
	text := written(e.Value)
	if doc := meaning(t.At(e.Key), e.Value); doc != "" {
		text += ": " + doc
	}
	return note{label: strings.ReplaceAll(shown(e.Key), "_", " "), text: text, goal: goal{field: []string{e.Key}}}
}

// caseNotes is what the inspector says when the case itself is selected.
func caseNotes(c *casefile.Case, s *standing, st *styles) []note {
	b := &notesOf{c: c, s: s, st: st}
	b.add(note{text: "the case", style: st.strong})
	b.blank()
	b.caseStates()
	b.gates()
	for _, f := range s.findings[""] {
		n := note{label: f.Severity.String(), text: shown(f.Message+ifAny(". To do: ", f.Hint)) + "  [" + f.Rule + "]", style: st.severities[f.Severity]}
		if f.Waived != nil {
			n.label, n.style = "waived", st.dim
		}
		if key := fieldAt(c.Sections(), f.Pos); key != "" && key != "nodes" {
			n.goal.field = []string{key}
		}
		b.add(n)
	}
	b.blank()
	for _, e := range fieldsOf(c.Sections(), "safecase", "nodes") {
		b.add(fieldNote(casefile.Schema, e))
	}
	b.add(note{text: "+ add a section", style: st.dim, goal: goal{add: true}})
	return b.out
}

// caseStates says what blocks each top claim, as recorded, and never that
// nothing does.
func (b *notesOf) caseStates() {
	if b.s.result == nil {
		return
	}
	a := b.s.result.Assessment
	for _, id := range a.Tops {
		state := a.State(id)
		text := id + "  " + state.Mark() + " " + state.Word()
		for _, g := range b.s.gaps(id) {
			text += "; " + g.State.Word() + causedBy(strings.Join(g.Because, ", "))
		}
		b.add(note{label: "top claim", text: shown(text), style: b.st.states[state], goal: goal{node: id}})
	}
}
