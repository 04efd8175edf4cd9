package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// gates says at the head of the case how the gates stand that concern its
// decision, in the words of status.
func (b *notesOf) gates() {
	scorecard := goal{field: []string{"scorecard"}}
	for _, g := range b.s.gates {
		if g.Standing != lint.GateAside {
			b.add(note{label: "gate", text: shown(g.Name + ": " + g.Words()), style: gateStyle(b.st, g.Standing), goal: scorecard})
		}
	}
	if err := lint.NoGates(b.c); err != nil {
		b.add(note{label: "gates", text: "none can be held against the decision: " + shown(err.Error()), style: b.st.states[assess.Unusable], goal: scorecard})
	}
}

// gateStyle never gives green: that nothing closes a gate is no praise.
func gateStyle(st *styles, s lint.GateStanding) lipgloss.Style {
	switch s {
	case lint.GateClosed:
		return st.states[assess.Defeated].Bold(true)
	case lint.GateNotShown:
		return st.states[assess.CannotTell]
	case lint.GatePartial:
		return st.states[assess.Assumed]
	case lint.GateAside:
		return st.dim
	}
	return st.states[assess.NoGap]
}

// showGates lists all gates of the framework, with what each asks for.
func (m *model) showGates() tea.Cmd {
	c := m.file.Case
	if !c.Get("scorecard").Exists() {
		m.say("the case has no scorecard, so no gate of a framework is held against its decision; t at the top of the outline adds one")
		return nil
	}
	if m.about.result == nil {
		m.say("not checked yet; try again in a moment")
		return nil
	}
	return m.push(&question{
		title: "gates of " + shown(orElse(c.Get("scorecard", "framework").Text(), "no framework")),
		text:  m.gateText(), options: []option{{"e", "edit the scorecard", editScorecard}},
	})
}

func editScorecard(m *model) tea.Cmd { return m.editField("", []string{"scorecard"}) }

func (m *model) gateText() []string {
	decision := m.about.result.File.Case.Get("decision", "type").Text()
	text := []string{fmt.Sprintf("Held against the decision (%s) as recorded on %s. Open says that no recorded gap closes a gate, and no more.",
		shown(orElse(decision, "not stated")), m.about.result.AsOf.Format("2006-01-02"))}
	if m.checks.behind() {
		text = append(text, "Edits since are being checked; this is from before them.")
	}
	if err := lint.NoGates(m.file.Case); err != nil {
		return append(text, "", "None can be held against the decision: "+shown(err.Error()))
	}
	for _, g := range m.about.gates {
		text = append(text, "", m.st.title.Render(shown(g.Name))+"  "+gateStyle(m.st, g.Standing).Render(string(g.Standing)))
		text = append(text, "  "+shown(strings.Join(strings.Fields(g.Text), " ")))
		for _, why := range g.Because {
			text = append(text, "  - "+shown(why))
		}
	}
	return text
}
