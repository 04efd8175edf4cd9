package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/cmd/safecase/attach"
)

// stateNumber claims a number of evidence that is there already. Its values
// were on the screen, so the case says that they were seen.
func (m *model) stateNumber() tea.Cmd {
	n := m.selectedNode()
	switch {
	case n == nil:
		return nil
	case n.Kind != casefile.Claim:
		m.say("only claims state numbers")
		return nil
	case n.Get("quantity").Exists() || m.about.result == nil:
		return m.editField(owner(n.ID), []string{"quantity"})
	}
	var choices []choice
	readings := map[string]*evidence.Reading{}
	for _, l := range n.To(casefile.SupportedBy) {
		r := m.about.result.Readings[l.To]
		if r == nil {
			continue
		}
		readings[l.To] = r
		for _, rec := range r.Records {
			choices = append(choices, choice{l.To + " " + rec.Address, shown(l.To + "  " + rec.Address), recordText(rec, false)})
		}
	}
	if len(choices) == 0 {
		return m.editField(owner(n.ID), []string{"quantity"})
	}
	return m.push(newPicker(m.st, "which number carries "+shown(n.ID), "", choices, func(m *model, value string) tea.Cmd {
		id, address, _ := strings.Cut(value, " ")
		a := m.attaching(n.ID)
		a.Node, a.Metric, a.Seen, a.Reading = id, address, true, readings[id]
		return m.askQuantity(a)
	}))
}

// askQuantity asks for the threshold of a number of evidence that is there.
func (m *model) askQuantity(a *attaching) tea.Cmd {
	doc := "What must hold for " + shown(a.Metric) + " in " + shown(a.Node) + "? You have seen the value; the case will say so."
	if rec, _ := a.Reading.Find(a.Metric); rec != nil {
		a.n = rec.N
	}
	p := newPrompt(m.st, "the threshold of "+shown(a.To), doc, "below ", func(m *model, typed string) tea.Cmd {
		t, _ := attach.ParseThreshold(typed)
		a.Limit = &t
		cmd := m.do("stated a number for "+a.To, casefile.SetField{Node: a.To, Path: []string{"quantity"}, Value: a.Quantity(a.Node)}, a.To)
		return tea.Batch(cmd, m.afterCheck(func(m *model) tea.Cmd { return m.tellNumber(a.To, a.Node) }))
	})
	p.check = func(typed string) error { _, err := attach.ParseThreshold(typed); return err }
	p.beside = func(typed string) []string { return planFor(typed, a.n) }
	return m.push(p)
}
