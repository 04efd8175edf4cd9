package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
)

// attaching is evidence on its way into the case.
type attaching struct {
	to      string // the node that it is to support; "" when only the evidence node gets a file
	rel     casefile.Relation
	node    string // the evidence node, when it is there already
	ref     string
	reading *evidence.Reading
	metric  string
	n       *int // trials of the metric
	limit   *threshold
	seen    bool   // its values were on the screen before the threshold was set
	model   string // of the case; "" when the file names none
	newName string // what the file calls the model, to be added under served_as
	addItem bool   // model is not among the models of the case yet
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
	a := &attaching{to: n.ID, rel: casefile.SupportedBy}
	switch {
	case n.Kind == casefile.Evidence:
		a.to, a.node = "", n.ID
	case n.Kind == casefile.Defeater:
		a.rel = casefile.AnsweredBy
	case !n.Kind.MaySupport(casefile.Evidence):
		m.say(n.ID + " is " + string(n.Kind) + ": evidence hangs from claims, strategies and challenges")
		return nil
	}
	f := m.newFilePicker("evidence for "+shown(n.ID), m.hasThreshold(n), func(m *model, f *filePicker, ref string, r *evidence.Reading) tea.Cmd {
		a.ref, a.reading, a.seen = ref, r, m.revealed.has(r)
		return m.chooseMetric(a)
	})
	m.push(f)
	return f.list(m)
}

// hasThreshold reports whether the claim says already what it will take.
func (m *model) hasThreshold(n *casefile.Node) bool {
	for _, q := range n.Get("quantity").Items() {
		for _, op := range limits {
			if q.Get(op).Exists() {
				return true
			}
		}
	}
	return false
}

const noMetric = "\x00none"

// chooseMetric asks which number of the file is meant, if there are several.
func (m *model) chooseMetric(a *attaching) tea.Cmd {
	target := m.file.Case.Node(a.to)
	records := a.reading.Records
	switch {
	case target == nil || target.Kind != casefile.Claim || len(records) == 0:
		return m.chooseModel(a)
	case len(records) == 1:
		return m.withMetric(a, records[0])
	}
	open := m.hasThreshold(target) || a.seen
	fill := func(m *model) []choice {
		var choices []choice
		for _, rec := range records {
			choices = append(choices, choice{rec.Address, shown(rec.Address), strings.TrimPrefix(recordText(rec, !open), rec.Address)})
		}
		return append(choices, choice{noMetric, "no number", "the file supports the claim as a document"})
	}
	p := newPicker(m.st, "which number of "+shown(a.ref), "", nil, func(m *model, address string) tea.Cmd {
		if rec, _ := a.reading.Find(address); rec != nil {
			return m.withMetric(a, *rec)
		}
		return m.chooseModel(a)
	})
	p.fill = fill
	p.extra = map[string]func(m *model, c choice) reply{"ctrl+o": func(m *model, c choice) reply {
		open, a.seen = true, a.seen || !m.hasThreshold(target)
		m.revealed.addOne(a.reading)
		return reply{do: func(m *model) tea.Cmd { return nil }}
	}}
	p.help = "ctrl+o show values"
	return m.push(p)
}

func (m *model) withMetric(a *attaching, rec evidence.Record) tea.Cmd {
	a.metric, a.n = rec.Address, rec.N
	if m.hasThreshold(m.file.Case.Node(a.to)) {
		return m.chooseModel(a)
	}
	return m.askThreshold(a)
}

// askThreshold asks what the claim will take, before the value is shown.
func (m *model) askThreshold(a *attaching) tea.Cmd {
	doc := "What must hold for " + shown(a.metric) + "? The value stays hidden until you say. Nothing: no number is claimed."
	if a.seen {
		doc = "What must hold for " + shown(a.metric) + "? You have seen the value; the case will say so. Nothing: no number is claimed."
	}
	p := newPrompt(m.st, "the threshold", doc, "below ", func(m *model, typed string) tea.Cmd {
		if t, err := parseThreshold(typed); err == nil {
			a.limit = &t
		}
		return m.chooseModel(a)
	})
	p.check = func(typed string) error {
		if s := strings.TrimSpace(typed); s == "" || s == "below" {
			return nil
		}
		_, err := parseThreshold(typed)
		return err
	}
	p.beside = func(typed string) []string { return planFor(typed, a.n) }
	return m.push(p)
}

// chooseModel finds out which checkpoint of the case the file is about.
func (m *model) chooseModel(a *attaching) tea.Cmd {
	name := a.reading.Model
	if name == "" || a.node != "" && m.file.Case.Node(a.node).Get("model").Exists() {
		return m.hash(a)
	}
	models := m.file.Case.Items("models")
	for _, item := range models {
		if item.ID == name || item.Get("served_as").Has(name) {
			a.model = item.ID
			return m.hash(a)
		}
	}
	a.newName = name
	if len(models) == 0 {
		a.model, a.addItem = m.modelID(name), true
		return m.hash(a)
	}
	choices := []choice{{"\x00new", m.modelID(name), "a checkpoint that the case does not name yet"}}
	for _, item := range models {
		choices = append(choices, choice{item.ID, shown(item.ID), written(item.Value)})
	}
	return m.push(newPicker(m.st, "which checkpoint is "+shown(name), "the file calls it so; the name is added to served_as", choices, func(m *model, id string) tea.Cmd {
		if a.model = id; id == "\x00new" {
			a.model, a.addItem = m.modelID(name), true
		}
		return m.hash(a)
	}))
}

// modelID makes an id of what a file calls a model.
func (m *model) modelID(name string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '.' || r == '-' {
			return r
		}
		return '-'
	}, name[strings.LastIndex(name, "/")+1:])
	for strings.Contains(id, "--") {
		id = strings.ReplaceAll(id, "--", "-")
	}
	if !casefile.ValidID(id) {
		id = "model-" + strings.Trim(id, "-.")
	}
	if !casefile.ValidID(id) {
		id = "model"
	}
	for base, i := id, 2; m.file.Case.Get("models", id).Exists(); i++ {
		id = fmt.Sprintf("%s-%d", base, i)
	}
	return id
}

// attach writes everything as one step of undo.
func (m *model) attach(a *attaching) tea.Cmd {
	batch := m.modelEdits(a)
	id := a.node
	fields := casefile.Pairs{{Key: "file", Value: a.ref}}
	if a.reading.SHA256 != "" {
		fields = append(fields, casefile.Pair{Key: "sha256", Value: a.reading.SHA256})
	}
	if a.model != "" {
		fields = append(fields, casefile.Pair{Key: "model", Value: a.model})
	}
	if id == "" {
		id = m.file.Case.NextID(casefile.Evidence)
		batch = append(batch, casefile.AddNode{ID: id, Kind: casefile.Evidence, Text: evidenceText(a), Fields: fields, Parent: a.to, Relation: a.rel})
	} else {
		for _, f := range fields {
			batch = append(batch, casefile.SetField{Node: id, Path: []string{f.Key}, Value: f.Value})
		}
	}
	batch = append(batch, m.quantityEdits(a, id)...)
	cmd := m.do("attached "+a.ref+" as "+id, batch, orElse(a.to, id))
	m.keepReading(id, a.reading)
	return tea.Batch(cmd, m.afterCheck(func(m *model) tea.Cmd { return m.tellNumber(a.to, id) }))
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

func (m *model) modelEdits(a *attaching) casefile.Batch {
	switch {
	case a.newName == "":
		return nil
	case a.addItem:
		return casefile.Batch{casefile.SetSection{Path: []string{"models", a.model}, Value: casefile.Pairs{{Key: "served_as", Value: []string{a.newName}}}}}
	}
	names := append(m.file.Case.Get("models", a.model, "served_as").Texts(), a.newName)
	return casefile.Batch{casefile.SetSection{Path: []string{"models", a.model, "served_as"}, Value: names}}
}

// quantityEdits write the number into the claim. A claim that states its
// threshold already gets what it left open: of and metric.
func (m *model) quantityEdits(a *attaching, id string) casefile.Batch {
	target := m.file.Case.Node(a.to)
	if target == nil || a.metric == "" {
		return nil
	}
	q := target.Get("quantity")
	if a.limit == nil {
		var out casefile.Batch
		if q.Shape() == casefile.Map && m.hasThreshold(target) && !q.Get("of").Exists() && !q.Get("difference").Exists() {
			out = append(out, casefile.SetField{Node: a.to, Path: []string{"quantity", "of"}, Value: id})
			if !q.Get("metric").Exists() {
				out = append(out, casefile.SetField{Node: a.to, Path: []string{"quantity", "metric"}, Value: a.metric})
			}
		}
		return out
	}
	return casefile.Batch{casefile.SetField{Node: a.to, Path: []string{"quantity"}, Value: m.quantity(a, id)}}
}

func (m *model) quantity(a *attaching, id string) casefile.Pairs {
	out := casefile.Pairs{{Key: "of", Value: id}, {Key: "metric", Value: a.metric}, {Key: a.limit.op, Value: casefile.Plain(a.limit.text)}, {Key: "confidence", Value: usualConfidence}}
	set := casefile.Pairs{}
	if m.cfg.User != "" {
		set = append(set, casefile.Pair{Key: "by", Value: m.cfg.User})
	}
	out = append(out, casefile.Pair{Key: "set", Value: append(set, casefile.Pair{Key: "on", Value: m.today()})})
	if a.seen {
		out = append(out, casefile.Pair{Key: "seen", Value: true})
	}
	return out
}

// evidenceText names the result without claiming anything.
func evidenceText(a *attaching) string {
	r := a.reading
	text := orElse(r.TaskTitle, r.Task)
	if text == "" {
		text = a.ref
	}
	if r.Model != "" {
		text += " with " + r.Model
	}
	if !r.Date.IsZero() {
		text += ", run of " + r.Date.Format(time.DateOnly)
	}
	return text
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
