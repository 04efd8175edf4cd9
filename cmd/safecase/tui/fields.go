package tui

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
	"safecase/cmd/safecase/attach"
)

// owner is what a field belongs to: a node, or the case when it is "".
type owner string

// owner of the fields that the inspector shows.
func (m *model) owner() owner { return owner(m.current()) }

// typeAt is the declaration of what stands at path.
func (m *model) typeAt(o owner, path []string) *casefile.Type {
	t := casefile.Schema
	if o != "" {
		n := m.file.Case.Node(string(o))
		if n == nil {
			return nil
		}
		t = casefile.NodeType(n.Kind)
	}
	for _, key := range path {
		if _, err := strconv.Atoi(key); err == nil && t != nil && t.Elem != nil {
			t = t.Elem
			continue
		}
		t = t.At(key)
	}
	return t
}

// fieldDoc is what the schema says about the key at the end of path.
func (m *model) fieldDoc(o owner, path []string) string {
	f := m.typeAt(o, path[:len(path)-1]).Field(path[len(path)-1])
	if f == nil {
		if above := m.typeAt(o, path[:len(path)-1]); above != nil && above.DictDoc != "" {
			return above.DictDoc
		}
		return ""
	}
	if f.Default != "" {
		return f.Doc + "; " + f.Default + " when left out"
	}
	return f.Doc
}

// valueAt is what is written at path.
func (m *model) valueAt(o owner, path []string) casefile.Value {
	var v casefile.Value
	if o == "" {
		v, path = m.file.Case.Get(path[0]), path[1:]
	} else if n := m.file.Case.Node(string(o)); n != nil {
		v = n.Value()
	}
	for _, key := range path {
		if i, err := strconv.Atoi(key); err == nil && v.Shape() == casefile.List {
			items := v.Items()
			if i >= len(items) {
				return casefile.Value{}
			}
			v = items[i]
			continue
		}
		v = v.Get(key)
	}
	return v
}

// setAt writes a value at path; nil removes what is there. An item just past
// the end of a list is added to it.
func (m *model) setAt(o owner, path []string, value any) tea.Cmd {
	var e casefile.Edit
	var seen casefile.Batch
	if value != nil || !slices.Contains(attach.Limits, path[len(path)-1]) {
		seen = m.seenEdit(o, path)
	}
	if value != nil {
		path, value = m.withNewItem(o, path, value)
	}
	switch {
	case o == "" && value == nil:
		e = casefile.RemoveSection{Path: path}
	case o == "":
		e = casefile.SetSection{Path: path, Value: value}
	case value == nil:
		e = casefile.RemoveField{Node: string(o), Path: path}
	default:
		e = casefile.SetField{Node: string(o), Path: path, Value: value}
	}
	verb := "set "
	if value == nil {
		verb = "removed "
	}
	if o != "" {
		verb += string(o) + " "
	}
	name := verb + strings.Join(path, ".")
	if seen != nil {
		return m.do(name+"; its value was on the screen, and the case says so", append(casefile.Batch{e}, seen...), "")
	}
	return m.do(name, e, "")
}

// withNewItem turns a write below an item that is not there yet into a write
// of the list with the item. What stands there alone becomes its first item.
func (m *model) withNewItem(o owner, path []string, value any) ([]string, any) {
	for i := 1; i < len(path); i++ {
		at, err := strconv.Atoi(path[i])
		list := m.valueAt(o, path[:i])
		if err != nil || list.Shape() == casefile.List && at < len(list.Items()) {
			continue
		}
		if t := m.typeAt(o, path[:i]); t == nil || t.Elem == nil {
			continue
		}
		var items []any
		for _, item := range list.Items() {
			items = append(items, item.Any())
		}
		for _, key := range slices.Backward(path[i+1:]) {
			value = casefile.Pairs{{Key: key, Value: value}}
		}
		return path[:i], append(items, value)
	}
	return path, value
}

// setField lets the user choose any field that the schema knows here, with
// what it means, and then edits it.
func (m *model) setField() tea.Cmd { return m.push(m.form(m.owner(), nil)) }

// editField edits what stands at path, in the way that its type asks for.
func (m *model) editField(o owner, path []string) tea.Cmd {
	if o != "" && len(path) == 1 && casefile.Kind(path[0]) == m.file.Case.Node(string(o)).Kind {
		return m.editText()
	}
	t, v := m.typeAt(o, path), m.valueAt(o, path)
	if t == nil {
		m.complain(strings.Join(path, ".") + " is not a field that can be edited here; ctrl+e edits the file as text")
		return nil
	}
	return m.push(m.editorFor(o, path, t, v))
}

// editorFor chooses the dialog for a value of type t.
func (m *model) editorFor(o owner, path []string, t *casefile.Type, v casefile.Value) dialog {
	listed := t.Elem != nil && t.Form != "" && v.Shape() != casefile.Map
	switch {
	case t.Elem != nil && v.Shape() == casefile.List && t.Elem.Fields != nil:
		return m.listForm(o, path)
	case v.Shape() == casefile.Map, t.Form == "" && (t.Fields != nil || t.Dict != nil):
		return m.form(o, path)
	case listed && t.Form == casefile.FormChoice, listed && t.Form == casefile.FormRef && t.Fields == nil:
		return m.manyPicker(o, path, t, v)
	case listed && t.Fields != nil:
		return m.listForm(o, path)
	case listed:
		return m.linesEditor(o, path, v)
	case t.Form == casefile.FormChoice, t.Form == casefile.FormBool, t.Form == casefile.FormRef:
		return m.onePicker(o, path, t, v)
	case t.Form == casefile.FormText:
		return newTextEditor(m.st, m.titleOf(o, path), m.fieldDoc(o, path), v.Text(), func(m *model, value string) tea.Cmd {
			return m.setAt(o, path, textOrNil(value))
		})
	}
	return m.valuePrompt(o, path, t, v)
}

func textOrNil(value string) any {
	if strings.TrimSpace(value) == "" {
		return nil
	}
	return value
}

func (m *model) titleOf(o owner, path []string) string {
	return orElse(string(o), "the case") + ": " + strings.Join(path, " › ")
}

const removeValue = "\x00remove"

// onePicker chooses one of the values that are allowed, or none.
func (m *model) onePicker(o owner, path []string, t *casefile.Type, v casefile.Value) dialog {
	choices := m.choicesFor(t)
	if v.Exists() {
		choices = append(choices, choice{removeValue, "(remove)", "leave the field out"})
	}
	if t.Fields != nil {
		for _, f := range t.Fields {
			choices = append(choices, choice{"\x00map " + f.Key, f.Key + " …", f.Doc})
		}
	}
	p := newPicker(m.st, m.titleOf(o, path), m.fieldDoc(o, path), choices, func(m *model, value string) tea.Cmd {
		if key, isMap := strings.CutPrefix(value, "\x00map "); isMap {
			return m.editField(o, append(slices.Clone(path), key))
		}
		if value == removeValue {
			return m.setAt(o, path, nil)
		}
		return m.setAt(o, path, typedValue(t, value))
	})
	p.selectValue(v.Text())
	return p
}

// typedValue turns a chosen word into what is written.
func typedValue(t *casefile.Type, word string) any {
	if t.Form == casefile.FormBool {
		return word == "true"
	}
	return word
}

func (m *model) choicesFor(t *casefile.Type) []choice {
	var out []choice
	switch t.Form {
	case casefile.FormBool:
		return []choice{{"true", "true", ""}, {"false", "false", ""}}
	case casefile.FormRef:
		return m.idsOf(t.Refer)
	}
	for _, c := range t.Choices {
		out = append(out, choice{c.Name, c.Name, strings.TrimSpace(c.Doc)})
	}
	return out
}

// idsOf lists what an id may refer to.
func (m *model) idsOf(r casefile.Refer) []choice {
	var out []choice
	if section := casefile.SectionOf(r); section != "nodes" {
		for _, item := range m.file.Case.Items(section) {
			out = append(out, choice{item.ID, shown(item.ID), written(item.Value)})
		}
		return out
	}
	for _, n := range m.file.Case.Nodes {
		if r == casefile.ReferNode || n.Kind == casefile.Evidence {
			out = append(out, choice{n.ID, shown(n.ID), shown(string(n.Kind) + ": " + firstLine(n.Text))})
		}
	}
	return out
}

// manyPicker marks several of the values that are allowed.
func (m *model) manyPicker(o owner, path []string, t *casefile.Type, v casefile.Value) dialog {
	p := newPicker(m.st, m.titleOf(o, path), m.fieldDoc(o, path), m.choicesFor(t), nil)
	p.many = true
	for _, word := range v.Texts() {
		p.marked[word] = true
	}
	p.all1 = func(m *model, values []string) tea.Cmd {
		if len(values) == 0 {
			return m.setAt(o, path, nil)
		}
		return m.setAt(o, path, listValue(values))
	}
	return p
}

func listValue(values []string) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// linesEditor edits a list of texts, one a line.
func (m *model) linesEditor(o owner, path []string, v casefile.Value) dialog {
	doc := m.fieldDoc(o, path) + " (one a line)"
	return newTextEditor(m.st, m.titleOf(o, path), doc, strings.Join(v.Texts(), "\n"), func(m *model, value string) tea.Cmd {
		var items []string
		for _, line := range strings.Split(value, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				items = append(items, line)
			}
		}
		if items == nil {
			return m.setAt(o, path, nil)
		}
		return m.setAt(o, path, listValue(items))
	})
}

// valuePrompt asks for a number, a date or another short value.
func (m *model) valuePrompt(o owner, path []string, t *casefile.Type, v casefile.Value) dialog {
	doc := m.fieldDoc(o, path) + ". Write " + t.Words() + "; nothing removes the field."
	p := newPrompt(m.st, m.titleOf(o, path), doc, v.Text(), func(m *model, typed string) tea.Cmd {
		if strings.TrimSpace(typed) == "" {
			return m.setAt(o, path, nil)
		}
		value, err := casefile.ParseValue(t, strings.TrimSpace(typed))
		if err != nil {
			m.complain(err.Error())
			return nil
		}
		return m.setAt(o, path, value)
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

var errNoID = errors.New("use a letter, then letters, digits, _ . and single -")
