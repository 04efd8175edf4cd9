package tui

import (
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// raiseChallenge says why the selected node may be wrong.
func (m *model) raiseChallenge() tea.Cmd {
	n := m.selectedNode()
	if n == nil {
		return nil
	}
	return m.chooseDoubt(n.ID, "")
}

// chooseDoubt asks how a challenge attacks, then what it says.
func (m *model) chooseDoubt(target, text string) tea.Cmd {
	t := casefile.NodeType(casefile.Defeater).At("type")
	return m.push(newPicker(m.st, "challenge "+shown(target), "how the doubt attacks", m.choicesFor(t), func(m *model, kind string) tea.Cmd {
		title := "what speaks against " + shown(target)
		return m.push(newTextEditor(m.st, title, casefile.Defeater.Info().Doc, text, func(m *model, text string) tea.Cmd {
			return m.addNode(casefile.Defeater, place{}, text, m.doubtFields(target, kind))
		}))
	}))
}

func (m *model) doubtFields(target, kind string) casefile.Pairs {
	fields := casefile.Pairs{{Key: "challenges", Value: target}, {Key: "type", Value: kind}}
	if m.cfg.User != "" {
		fields = append(fields, casefile.Pair{Key: "raised_by", Value: m.cfg.User})
	}
	return append(fields, casefile.Pair{Key: "raised_on", Value: m.today()})
}

func (m *model) today() string { return m.cfg.Today.Format(time.DateOnly) }

// answerChallenge answers the selected defeater, or one of those that
// challenge the selected node.
func (m *model) answerChallenge() tea.Cmd {
	n := m.selectedNode()
	if n == nil {
		return nil
	}
	if n.Kind == casefile.Defeater {
		return m.answer(n.ID)
	}
	var choices []choice
	for _, id := range challengersOf(m.file.Case, n.ID) {
		d := m.file.Case.Node(id)
		choices = append(choices, choice{id, shown(id), m.about.badge(d).word + ": " + shown(firstLine(d.Text))})
	}
	if len(choices) == 0 {
		m.say("nothing challenges " + n.ID)
		return nil
	}
	return m.push(newPicker(m.st, "answer which challenge", "", choices, func(m *model, id string) tea.Cmd { return m.answer(id) }))
}

// challengersOf lists the defeaters of a node, in file order.
func challengersOf(c *casefile.Case, id string) []string {
	var out []string
	for _, n := range c.Nodes {
		for i := range n.Links {
			if l := &n.Links[i]; l.Relation == casefile.Challenges && challengedBy(l) == id {
				out = append(out, n.ID)
			}
		}
	}
	return out
}

func (m *model) answer(defeater string) tea.Cmd {
	choices := []choice{
		{"claim", "a new claim that answers it", "the answer must itself be supported"},
		{"evidence", "evidence that answers it", ""},
		{"link", "a node that is there", ""},
		{"accept", "accept it as a residual doubt", "it stays visible, with the name of who accepts it"},
		{"sustain", "it stands", "what it challenges is then defeated"},
	}
	return m.push(newPicker(m.st, "answer "+shown(defeater), m.textOf(defeater), choices, func(m *model, how string) tea.Cmd {
		switch how {
		case "link":
			return m.answerWithLink(defeater)
		case "accept":
			return m.acceptDoubt(defeater)
		case "sustain":
			return m.setAt(owner(defeater), []string{"status"}, "sustained")
		}
		return m.askText(casefile.Kind(how), place{parent: defeater, rel: casefile.AnsweredBy}, "")
	}))
}

// textOf is the text of a node, for a dialog about it.
func (m *model) textOf(id string) string {
	if n := m.file.Case.Node(id); n != nil {
		return shownLines(n.Text)
	}
	return ""
}

func (m *model) answerWithLink(defeater string) tea.Cmd {
	choices := m.nodeChoices(func(n *casefile.Node) bool { return casefile.Defeater.MaySupport(n.Kind) })
	return m.push(newPicker(m.st, "what answers "+shown(defeater), "", choices, func(m *model, to string) tea.Cmd {
		return m.do(to+" answers "+defeater, casefile.AddLink{From: defeater, Relation: casefile.AnsweredBy, To: to}, "")
	}))
}

// acceptDoubt records who accepts a doubt, what it could cost and until when.
func (m *model) acceptDoubt(defeater string) tea.Cmd {
	return m.ask("what it could cost", "the consequence if the doubt is right", "", notBlank, func(m *model, consequence string) tea.Cmd {
		return m.ask("who accepts it", "a named person", m.cfg.User, notBlank, func(m *model, by string) tea.Cmd {
			return m.ask("until when", "last day of the acceptance, YYYY-MM-DD", m.inDays(90), m.laterDay, func(m *model, until string) tea.Cmd {
				residual := casefile.Pairs{{Key: "consequence", Value: consequence}, {Key: "accepted_by", Value: by}, {Key: "accepted_on", Value: m.today()}, {Key: "until", Value: until}}
				return m.do("accepted "+defeater+" as a residual doubt", casefile.Batch{
					casefile.SetField{Node: defeater, Path: []string{"status"}, Value: "accepted"},
					casefile.SetField{Node: defeater, Path: []string{"residual"}, Value: residual},
				}, defeater)
			})
		})
	})
}

// ask pushes a prompt whose value must pass check.
func (m *model) ask(title, doc, value string, check func(string) error, do func(m *model, value string) tea.Cmd) tea.Cmd {
	p := newPrompt(m.st, title, doc, value, func(m *model, value string) tea.Cmd { return do(m, strings.TrimSpace(value)) })
	p.check = check
	return m.push(p)
}

func notBlank(value string) error {
	if strings.TrimSpace(value) == "" {
		return errors.New("this must say something")
	}
	return nil
}

func (m *model) laterDay(value string) error {
	day, err := time.Parse(time.DateOnly, strings.TrimSpace(value))
	switch {
	case err != nil:
		return errors.New("write the day as YYYY-MM-DD")
	case day.Before(m.cfg.Today.Truncate(24 * time.Hour)):
		return errors.New("the day is over already")
	}
	return nil
}

func (m *model) inDays(n int) string { return m.cfg.Today.AddDate(0, 0, n).Format(time.DateOnly) }

// waive silences a finding by name until a day. The finding stays visible, and
// no state changes by it.
func (m *model) waive() tea.Cmd {
	if m.focus == problemsPane {
		if f := m.problems.selected(); f != nil {
			return m.waiveOne(*f)
		}
	}
	findings := m.about.findings[m.current()]
	var choices []choice
	for _, f := range findings {
		if f.Waived == nil {
			choices = append(choices, choice{f.Rule, f.Rule, f.Severity.String() + ": " + shown(f.Message)})
		}
	}
	if len(choices) == 0 {
		m.say("nothing to waive here")
		return nil
	}
	return m.push(newPicker(m.st, "waive which finding", "", choices, func(m *model, rule string) tea.Cmd {
		for _, f := range findings {
			if f.Rule == rule {
				return m.waiveOne(f)
			}
		}
		return nil
	}))
}

func (m *model) waiveOne(f casefile.Finding) tea.Cmd {
	if f.Waived != nil {
		m.say("waived already, until " + f.Waived.Day)
		return nil
	}
	doc := f.Rule + ": " + shown(f.Message) + ". A waiver silences the finding and changes no state. Why is it acceptable?"
	return m.ask("waive: the reason", doc, "", notBlank, func(m *model, reason string) tea.Cmd {
		return m.ask("waive: who accepts it", "a named person", m.cfg.User, notBlank, func(m *model, by string) tea.Cmd {
			return m.ask("waive: until when", "last day, YYYY-MM-DD", m.inDays(30), m.laterDay, func(m *model, until string) tea.Cmd {
				w := casefile.Pairs{{Key: "rule", Value: f.Rule}}
				if f.Node != "" {
					w = append(w, casefile.Pair{Key: "node", Value: f.Node})
				}
				w = append(w, casefile.Pairs{{Key: "reason", Value: reason}, {Key: "by", Value: by}, {Key: "until", Value: until}}...)
				return m.do("waived "+f.Rule, casefile.AddItem{Path: []string{"waivers"}, Value: w}, "")
			})
		})
	})
}
