package tui

import (
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/cmd/safecase/attach"
)

// attaching is evidence on its way into the case, on the screen.
type attaching struct {
	attach.Attachment
	n *int // trials of the metric
}

// attachEvidence chooses a file and links it to the selected node.
func (m *model) attachEvidence() tea.Cmd {
	n := m.selectedNode()
	if n == nil {
		return nil
	}
	if m.cfg.Source == nil || m.cfg.Walk == nil {
		m.say("no evidence can be read here")
		return nil
	}
	relation, may := attach.Relation(n)
	a := m.attaching(n.ID)
	a.Relation = relation
	switch {
	case n.Kind == casefile.Evidence:
		a.To, a.Node = "", n.ID
	case !may:
		m.say(n.ID + " is " + string(n.Kind) + ": evidence hangs from claims, strategies and challenges")
		return nil
	}
	f := m.newFilePicker("evidence for "+shown(n.ID), attach.HasThreshold(n), func(m *model, f *filePicker, ref string, r *evidence.Reading) tea.Cmd {
		a.Ref, a.Reading, a.Seen = ref, r, m.revealed.has(r)
		return m.chooseMetric(a)
	})
	m.push(f)
	return f.list(m)
}

// attaching starts to attach something to a node.
func (m *model) attaching(to string) *attaching {
	return &attaching{Attachment: attach.Attachment{To: to, By: m.cfg.User, On: m.today()}}
}

const noMetric = "\x00none"

// chooseMetric asks which number of the file is meant, if there are several.
func (m *model) chooseMetric(a *attaching) tea.Cmd {
	target := m.file.Case.Node(a.To)
	records := a.Reading.Records
	switch {
	case target == nil || target.Kind != casefile.Claim || len(records) == 0:
		return m.chooseModel(a)
	case len(records) == 1:
		return m.withMetric(a, records[0])
	}
	open := attach.HasThreshold(target) || a.Seen
	fill := func(m *model) []choice {
		var choices []choice
		for _, rec := range records {
			choices = append(choices, choice{rec.Address, shown(rec.Address), strings.TrimPrefix(recordText(rec, !open), rec.Address)})
		}
		return append(choices, choice{noMetric, "no number", "the file supports the claim as a document"})
	}
	p := newPicker(m.st, "which number of "+shown(a.Ref), "", nil, func(m *model, address string) tea.Cmd {
		if rec, _ := a.Reading.Find(address); rec != nil {
			return m.withMetric(a, *rec)
		}
		return m.chooseModel(a)
	})
	p.fill = fill
	p.extra = map[string]func(m *model, c choice) reply{"ctrl+o": func(m *model, c choice) reply {
		open, a.Seen = true, a.Seen || !attach.HasThreshold(target)
		m.revealed.addOne(a.Reading)
		return reply{do: func(m *model) tea.Cmd { return nil }}
	}}
	p.help = "ctrl+o show values"
	return m.push(p)
}

func (m *model) withMetric(a *attaching, rec evidence.Record) tea.Cmd {
	a.Metric, a.n = rec.Address, rec.N
	if attach.HasThreshold(m.file.Case.Node(a.To)) {
		return m.chooseModel(a)
	}
	return m.askThreshold(a)
}

// limitWords say how a threshold is written.
const limitWords = "Write below, at most, above or at least, and a number. Nothing: no number is claimed."

// askThreshold asks what the claim will take, before the value is shown.
func (m *model) askThreshold(a *attaching) tea.Cmd {
	doc := "What must hold for " + shown(a.Metric) + "? The value stays hidden until you say. " + limitWords
	if a.Seen {
		doc = "What must hold for " + shown(a.Metric) + "? You have seen the value; the case will say so. " + limitWords
	}
	p := newPrompt(m.st, "the threshold of "+shown(a.To), doc, "below ", func(m *model, typed string) tea.Cmd {
		if t, err := attach.ParseThreshold(typed); err == nil {
			a.Limit = &t
		}
		return m.chooseModel(a)
	})
	p.check = func(typed string) error {
		if s := strings.TrimSpace(typed); s == "" || s == "below" {
			return nil
		}
		_, err := attach.ParseThreshold(typed)
		return err
	}
	p.beside = func(typed string) []string { return planFor(typed, a.n) }
	return m.push(p)
}

// chooseModel finds out which checkpoint of the case the file is about.
func (m *model) chooseModel(a *attaching) tea.Cmd {
	name := a.Reading.Model
	if name == "" || a.Node != "" && m.file.Case.Node(a.Node).Get("model").Exists() {
		return m.hash(a)
	}
	models := m.file.Case.Items("models")
	var known bool
	if a.Model, known = attach.Identify(m.file.Case, name); known {
		return m.hash(a)
	}
	a.NewName = name
	if len(models) == 0 {
		a.Model, a.AddModel = attach.NewModel(m.file.Case, name), true
		return m.hash(a)
	}
	choices := []choice{{"\x00new", attach.NewModel(m.file.Case, name), "a checkpoint that the case does not name yet"}}
	for _, item := range models {
		choices = append(choices, choice{item.ID, shown(item.ID), written(item.Value)})
	}
	return m.push(newPicker(m.st, "which checkpoint is "+shown(name), "the file calls it so; the name is added to served_as", choices, func(m *model, id string) tea.Cmd {
		if a.Model = id; id == "\x00new" {
			a.Model, a.AddModel = attach.NewModel(m.file.Case, name), true
		}
		return m.hash(a)
	}))
}

// attach writes everything as one step of undo.
func (m *model) attach(a *attaching) tea.Cmd {
	id, batch := a.Edits(m.file.Case)
	cmd := m.do("attached "+a.Ref+" as "+id, batch, orElse(a.To, id))
	m.keepReading(id, a.Reading)
	return tea.Batch(cmd, m.afterCheck(func(m *model) tea.Cmd { return m.tellNumber(a.To, id) }))
}

// keepReading spares reading a file again that was just read as a whole.
func (m *model) keepReading(id string, r *evidence.Reading) {
	ids, requests := assess.Requests(m.file.Case, evidence.Options{})
	at := slices.Index(ids, id)
	if at < 0 || requests[at].Options.NeedRows || requests[at].Options.Select != nil {
		return
	}
	m.reads.readings, m.reads.asked = maps.Clone(m.reads.readings), maps.Clone(m.reads.asked)
	if m.reads.asked == nil {
		m.reads.asked = map[string]string{}
	}
	m.reads.readings[id], m.reads.asked[id] = r, signature(requests[at])
}

// tellNumber says how the number came out, now that the threshold stands.
func (m *model) tellNumber(claim, id string) tea.Cmd {
	if m.about.result == nil {
		return nil
	}
	if m.about.unread[id] {
		m.checks.waiting = append(m.checks.waiting, func(m *model) tea.Cmd { return m.tellNumber(claim, id) })
		return nil
	}
	for _, x := range m.about.result.Assessment.Numbers(claim) {
		if x.Evidence == id && x.Op != "" {
			m.say(claim + ": " + verdictText(x) + "; " + measured(x) + ifAny("; ", boundText(x)))
			return nil
		}
	}
	m.say("attached " + id)
	return nil
}
