package tui

import (
	"safecase/casefile"
	"safecase/casefile/assess"
)

// Nodes of other case files are shown as they stand there. They can be looked
// at and challenged here, and changed only in their own file.

// elsewhere is a node of another file as the last check found it, nil when the
// id is none of one.
func (s *standing) elsewhere(id string) *assess.Away {
	return s.aways[id]
}

// awayNode is the node itself, under its id here.
func (s *standing) awayNode(id string) *casefile.Node {
	if away := s.aways[id]; away != nil {
		return away.Node
	}
	return nil
}

// awayWords is the text of a node of another file, or why there is none.
func awayWords(away *assess.Away) string {
	if away.Node.Text == "" {
		return "(" + away.Path + ": " + away.Problem + ")"
	}
	return firstLine(away.Node.Text)
}

// awayNotes say what is known of a node of another file; none of them can be
// edited.
func awayNotes(c *casefile.Case, s *standing, st *styles, away *assess.Away) []note {
	b := &notesOf{c: c, s: s, st: st, n: away.Node}
	badge := s.badge(away.Node)
	b.add(note{text: shown(away.ID) + "  " + string(away.Node.Kind) + "  " + badge.mark + " " + badge.inFull(), style: st.states[badge.state].Bold(true)})
	b.blank()
	b.add(note{text: shownLines(away.Node.Text), style: st.strong})
	b.blank()
	b.add(note{label: "lives in", text: shown(away.Path) + ", as " + shown(away.Home) + "; it is changed there"})
	if away.Problem != "" {
		b.add(note{label: "problem", text: shown(away.Problem), style: st.states[assess.Unusable]})
	}
	b.gaps()
	b.numbers()
	b.challenges()
	b.findings()
	return b.out
}
