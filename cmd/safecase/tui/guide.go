package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// The six steps follow Clymer et al., "Safety Cases: How to Justify the Safety
// of Advanced AI Systems" (2024): the system and the decision, the outcomes,
// the assumptions about the deployment, the subsystems, the risk of each, the
// risk of all together. Each answer is written to the case at once, so that
// the way can be left and gone on with at any time.

// asked is one question of the guided start.
type asked struct {
	step  int
	key   string // tells which optional questions were passed over
	title string
	doc   string
	// open reports whether the case does not answer it yet.
	open func(m *model) bool
	// dialog asks it; its answer calls guideOn.
	dialog func(m *model, title, doc string) dialog
}

var stepNames = [...]string{"", "the system and the decision", "the outcomes", "the assumptions", "the subsystems", "the risk of each", "the risk together"}

// guided starts the six steps, or goes on where the case has no answer yet.
func (m *model) guided() tea.Cmd {
	clear(m.passed)
	return m.guideOn()
}

// guideOn asks the next question that is open.
func (m *model) guideOn() tea.Cmd {
	for _, q := range sixSteps() {
		if !m.passed[q.key] && q.open(m) {
			title := fmt.Sprintf("step %d of 6, %s: %s", q.step, stepNames[q.step], q.title)
			return m.push(q.dialog(m, title, q.doc))
		}
	}
	return m.guideDone()
}

// answered goes on after an answer, unless it was refused.
func (m *model) answered(cmd tea.Cmd) tea.Cmd {
	if m.refused {
		return nil
	}
	return tea.Batch(cmd, m.guideOn())
}

// pass leaves an optional question open and goes on.
func (m *model) pass(key string) tea.Cmd {
	m.passed[key] = true
	return m.guideOn()
}

// guideDone goes to the first claim that waits for evidence.
func (m *model) guideDone() tea.Cmd {
	m.outline.cursor = 0
	m.outline.seek(true, func(r row) bool {
		n := m.file.Case.Node(r.id)
		return n != nil && n.Kind == casefile.Claim && len(n.To(casefile.SupportedBy)) == 0
	})
	m.focus = outlinePane
	m.say("the six steps are done: f attaches evidence, ] goes to gaps, s saves")
	return nil
}

// welcome greets on an empty case.
func (m *model) welcome() tea.Cmd {
	if m.file.Case.Title() != "" || len(m.file.Case.Nodes) > 0 || len(fieldsOf(m.file.Case.Sections(), "safecase", "title", "nodes")) > 0 {
		return nil
	}
	return func() tea.Msg { return doMsg((*model).offerStart) }
}

func (m *model) offerStart() tea.Cmd {
	choices := []choice{{"six", "six steps", "a few questions, each explained; leave at any time with esc, go on with 6"}}
	for _, f := range m.cfg.Fragments {
		if f.Whole {
			choices = append(choices, choice{"\x00" + f.Name, "template " + f.Name, f.Doc})
		}
	}
	choices = append(choices, choice{"empty", "an empty case", "a adds nodes, t sets fields"})
	return m.push(newPicker(m.st, "a new case: how do you want to start?", "", choices, func(m *model, value string) tea.Cmd {
		switch name, template := strings.CutPrefix(value, "\x00"); {
		case template:
			return m.insert(name, "", true)
		case value == "six":
			return m.guided()
		}
		return nil
	}))
}

func sixSteps() []asked {
	return []asked{
		{1, "title", "what the case argues", "One line, such as: Atlas-2 may be served through the public API", missing("title"), textAnswer("title")},
		{1, "decision", "what is decided", "The decision that the case informs.", missing("decision", "type"), choiceAnswer("decision", "type")},
		{1, "system", "the system", "What the decision is about: models, the software round them, people. Say what is left out as well.", missing("system", "description"), textAnswer("system", "description")},
		{1, "access", "who can reach it", "The argument holds for this way of use only.", missing("setting", "access"), choiceAnswer("setting", "access")},
		{2, "outcome", "what must not happen", "One outcome, concrete enough to tell whether it happened, such as: a novice causes more than a billion dollars of damage with a cyber attack", noOutcome, outcomeAnswer},
		{2, "threshold", "how much risk is tolerable", "The largest tolerable probability of it in the deployment window, such as 0.001, set by whoever decides. Nothing: not set yet.", noThreshold, thresholdAnswer},
		{2, "another", "another outcome?", "What else must not happen. Nothing: no other.", always, outcomeAnswer},
		{3, "assumption", "what the argument takes for granted", "A full sentence about the deployment, such as: the weights stay with us. It will stand in the case as an assumption, with your name if you add it. Nothing: none.", noAssumption, assumptionAnswer},
		{3, "assumption", "anything else taken for granted?", "Another full sentence, or nothing: no other.", someAssumption, assumptionAnswer},
		{4, "subsystem", "parts that can act together", "One part whose members can act together, such as: the model with its tools and its filter. Nothing: the system is argued as one.", noSubsystem, subsystemAnswer},
		{5, "argument", "why each outcome will not come about", "", openOutcome, argumentAnswer},
		{6, "together", "parts acting together", "What is claimed about parts, or many instances, acting together. Change it or keep it; it is marked as not yet argued.", noInteraction, interactionAnswer},
		{6, "coverage", "is the list long enough?", "A claim about the outcomes and threats that are listed. Change it or keep it; it is marked as not yet argued.", noRole("coverage"), coverageAnswer},
	}
}

func always(*model) bool { return true }

func missing(path ...string) func(m *model) bool {
	return func(m *model) bool { return m.file.Case.Get(path...).Text() == "" }
}

func textAnswer(path ...string) func(m *model, title, doc string) dialog {
	return func(m *model, title, doc string) dialog {
		return newTextEditor(m.st, title, doc, "", func(m *model, text string) tea.Cmd {
			if text = strings.TrimSpace(text); text == "" {
				return m.pass(path[0])
			}
			return m.answered(m.setAt("", path, text))
		})
	}
}

func choiceAnswer(path ...string) func(m *model, title, doc string) dialog {
	return func(m *model, title, doc string) dialog {
		choices := m.choicesFor(casefile.Schema.At(path...))
		return newPicker(m.st, title, doc, choices, func(m *model, word string) tea.Cmd {
			return m.answered(m.setAt("", path, word))
		})
	}
}

func noOutcome(m *model) bool { return len(m.file.Case.Items("outcomes")) == 0 }

// noThreshold asks about the last outcome only: the one that was just written.
func noThreshold(m *model) bool {
	items := m.file.Case.Items("outcomes")
	return len(items) > 0 && !items[len(items)-1].Get("threshold").Exists() && !m.passed["threshold "+items[len(items)-1].ID]
}

// outcomeAnswer writes an outcome, the claim that bounds it, and at the first
// one the top claim that all hangs from.
func outcomeAnswer(m *model, title, doc string) dialog {
	return newTextEditor(m.st, title, doc, "", func(m *model, text string) tea.Cmd {
		text = strings.TrimSpace(text)
		if text == "" {
			return m.pass(map[bool]string{true: "outcome", false: "another"}[noOutcome(m)])
		}
		id := m.nextItem("outcomes", "O")
		batch := casefile.Batch{casefile.SetSection{Path: []string{"outcomes", id}, Value: casefile.Pairs{{Key: "text", Value: text}}}}
		batch = append(batch, m.outcomeClaim(id, text)...)
		return m.answered(m.do("added outcome "+id, batch, ""))
	})
}

// nextItem is a free id of a section that is keyed by id.
func (m *model) nextItem(section, prefix string) string {
	for i := 1; ; i++ {
		if id := fmt.Sprint(prefix, i); !m.file.Case.Get(section, id).Exists() {
			return id
		}
	}
}

func (m *model) outcomeClaim(outcome, text string) casefile.Batch {
	var batch casefile.Batch
	c := m.file.Case
	top, strategy, claim := m.withRole("top"), "", c.NextID(casefile.Claim)
	if top == "" {
		top, strategy = claim, c.NextID(casefile.Strategy)
		claim = idAfter(claim)
		batch = append(batch,
			casefile.AddNode{ID: top, Kind: casefile.Claim, Text: "During the deployment window, using the system as described keeps every unacceptable outcome below its threshold", Fields: casefile.Pairs{{Key: "role", Value: "top"}}},
			casefile.AddNode{ID: strategy, Kind: casefile.Strategy, Text: "Argue over every outcome, over parts acting together, and over the list being long enough", Parent: top})
	} else if links := c.Node(top).To(casefile.SupportedBy); len(links) > 0 {
		strategy = links[0].To
	} else {
		strategy = top
	}
	fields := casefile.Pairs{{Key: "role", Value: "outcome"}, {Key: "outcomes", Value: []string{outcome}}, {Key: "undeveloped", Value: true}}
	return append(batch, casefile.AddNode{ID: claim, Kind: casefile.Claim, Text: "This stays below its threshold: " + text, Fields: fields, Parent: strategy})
}

// idAfter is the id that counts one further than C7, where nothing has it yet.
func idAfter(id string) string {
	prefix := strings.TrimRight(id, "0123456789")
	n, _ := strconv.Atoi(id[len(prefix):])
	return prefix + strconv.Itoa(n+1)
}

// withRole is the first node that plays a part; "" when none does.
func (m *model) withRole(role string) string {
	for _, n := range m.file.Case.Nodes {
		if n.Get("role").Text() == role {
			return n.ID
		}
	}
	return ""
}

func thresholdAnswer(m *model, title, doc string) dialog {
	items := m.file.Case.Items("outcomes")
	id := items[len(items)-1].ID
	t := casefile.Schema.At("outcomes", id, "threshold", "probability")
	p := newPrompt(m.st, title, shown(id+": "+items[len(items)-1].Get("text").Text())+". "+doc, "", func(m *model, typed string) tea.Cmd {
		if typed = strings.TrimSpace(typed); typed == "" {
			return m.pass("threshold " + id)
		}
		value := casefile.Pairs{{Key: "probability", Value: casefile.Plain(typed)}, {Key: "per", Value: "window"}, {Key: "set", Value: m.signed()}}
		return m.answered(m.setAt("", []string{"outcomes", id, "threshold"}, value))
	})
	p.check = func(typed string) error {
		if strings.TrimSpace(typed) == "" {
			return nil
		}
		_, err := casefile.ParseValue(t, strings.TrimSpace(typed))
		return err
	}
	return p
}

// signed is who sets a threshold, where that is known, and when.
func (m *model) signed() casefile.Pairs {
	set := casefile.Pairs{}
	if m.cfg.User != "" {
		set = append(set, casefile.Pair{Key: "by", Value: m.cfg.User})
	}
	return append(set, casefile.Pair{Key: "on", Value: m.today()})
}

func assumptionAnswer(m *model, title, doc string) dialog {
	return newTextEditor(m.st, title, doc, "", func(m *model, text string) tea.Cmd {
		top := m.withRole("top")
		if text = strings.TrimSpace(text); text == "" {
			return m.pass("assumption")
		}
		id := m.file.Case.NextID(casefile.Assumption)
		add := casefile.AddNode{ID: id, Kind: casefile.Assumption, Text: text}
		if top != "" {
			add.Parent, add.Relation = top, casefile.InContextOf
		}
		if m.cfg.User != "" {
			add.Fields = casefile.Pairs{{Key: "by", Value: m.cfg.User}}
		}
		return m.answered(m.do("added "+id, add, ""))
	})
}

func someAssumption(m *model) bool {
	return slices.ContainsFunc(m.file.Case.Nodes, func(n *casefile.Node) bool { return n.Kind == casefile.Assumption })
}

func noAssumption(m *model) bool { return !someAssumption(m) }

func noSubsystem(m *model) bool { return len(m.file.Case.Items("subsystems")) == 0 }

func subsystemAnswer(m *model, title, doc string) dialog {
	return newTextEditor(m.st, title, doc, "", func(m *model, text string) tea.Cmd {
		if text = strings.TrimSpace(text); text == "" {
			return m.pass("subsystem")
		}
		id := m.nextItem("subsystems", "SS")
		value := casefile.Pairs{{Key: "text", Value: text}}
		return m.answered(m.setAt("", []string{"subsystems", id}, value))
	})
}

// unargued is the first outcome claim without support; "" when there is none.
func (m *model) unargued() string {
	for _, n := range m.file.Case.Nodes {
		if n.Get("role").Text() == "outcome" && len(n.To(casefile.SupportedBy)) == 0 && !m.passed["argument "+n.ID] {
			return n.ID
		}
	}
	return ""
}

func openOutcome(m *model) bool { return m.unargued() != "" }

// argumentAnswer asks for the category of the argument, then for the claim
// that carries it.
func argumentAnswer(m *model, title, _ string) dialog {
	parent := m.unargued()
	choices := m.choicesFor(casefile.NodeType(casefile.Claim).At("argument"))
	doc := parent + ": " + m.textOf(parent) + ". Choose the main reason; its claim is asked next. Others can be added later."
	return newPicker(m.st, title, doc, append(choices, choice{"later", "(later)", "leave it undeveloped"}), func(m *model, category string) tea.Cmd {
		if category == "later" {
			return m.pass("argument " + parent)
		}
		return m.push(newTextEditor(m.st, title, argumentHints[category], "", func(m *model, text string) tea.Cmd {
			if text = strings.TrimSpace(text); text == "" {
				return m.pass("argument " + parent)
			}
			return m.answered(m.addArgument(parent, category, text))
		}))
	})
}

var argumentHints = map[string]string{
	"inability":       "A claim that a test could refute, such as: the model solves fewer than one in twenty expert tasks, with safeguards removed",
	"control":         "A claim about the measures round the model, such as: fewer than one in fifty attempts get past the filter",
	"trustworthiness": "A claim about how it behaves, such as: the model does not act against its instructions in any audited deployment",
	"deference":       "A claim about the advisors, such as: the advisors' past judgements were right and they were independent",
}

func (m *model) addArgument(parent, category, text string) tea.Cmd {
	id := m.file.Case.NextID(casefile.Claim)
	fields := casefile.Pairs{{Key: "argument", Value: category}}
	if parts := m.file.Case.Items("subsystems"); len(parts) > 0 {
		ids := make([]string, len(parts))
		for i, p := range parts {
			ids[i] = p.ID
		}
		fields = append(fields, casefile.Pair{Key: "subsystems", Value: ids})
	}
	batch := casefile.Batch{casefile.AddNode{ID: id, Kind: casefile.Claim, Text: text, Fields: fields, Parent: parent}}
	if m.file.Case.Node(parent).Undeveloped {
		batch = append(batch, casefile.RemoveField{Node: parent, Path: []string{"undeveloped"}})
	}
	return m.do("added "+id, batch, id)
}

func noRole(role string) func(m *model) bool {
	return func(m *model) bool { return m.withRole("top") != "" && m.withRole(role) == "" }
}

func noInteraction(m *model) bool { return noRole("macro_interaction")(m) }

func interactionAnswer(m *model, title, doc string) dialog {
	return m.standardClaim(title, doc, "together", "macro_interaction", "Parts of the system, or many instances of it, acting together do not bring about any of the outcomes")
}

func coverageAnswer(m *model, title, doc string) dialog {
	return m.standardClaim(title, doc, "coverage", "coverage", "The outcomes and threats that are listed are enough: the risk outside them is small")
}

// standardClaim offers a claim that every case needs, marked as not argued.
func (m *model) standardClaim(title, doc, key, role, text string) dialog {
	return newTextEditor(m.st, title, doc, text, func(m *model, text string) tea.Cmd {
		if text = strings.TrimSpace(text); text == "" {
			return m.pass(key)
		}
		parent := m.withRole("top")
		if links := m.file.Case.Node(parent).To(casefile.SupportedBy); len(links) > 0 {
			parent = links[0].To
		}
		id := m.file.Case.NextID(casefile.Claim)
		fields := casefile.Pairs{{Key: "role", Value: role}, {Key: "undeveloped", Value: true}}
		return m.answered(m.do("added "+id, casefile.AddNode{ID: id, Kind: casefile.Claim, Text: text, Fields: fields, Parent: parent}, ""))
	})
}
