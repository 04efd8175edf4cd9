package lsp

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// completion offers what the format allows where the cursor stands.
func (s *server) completion(c call) (any, error) {
	now, at, err := s.seen(c, (*document).quick)
	if err != nil || now == nil {
		return completionList{Items: []completionItem{}}, err
	}
	p := placeAt(now.index, at)
	l := &offers{now: now, place: p, at: now.index.span(p.from, p.to), day: s.opt.Today().Format("2006-01-02")}
	if !p.inText {
		l.fill()
	}
	return completionList{IsIncomplete: l.partly, Items: append([]completionItem{}, l.items...)}, nil
}

// offers collects completions for one place.
type offers struct {
	now    *snapshot
	place  *place
	at     span
	day    string
	partly bool // there is more than is listed
	items  []completionItem
}

func (l *offers) fill() {
	t := l.now.typeAt(l.place, l.place.path)
	if len(l.place.path) == 0 {
		t = casefile.Schema
	}
	if l.place.key {
		l.keys(t)
	}
	if l.place.value {
		l.values(t)
	}
}

// add offers to write text. The order of the calls is the order on the screen.
func (l *offers) add(item completionItem, text string) {
	item.Label, item.Detail, item.Documentation = show(item.Label), show(item.Detail), lines(item.Documentation)
	item.SortText = fmt.Sprintf("%06d", len(l.items))
	item.FilterText = item.Label
	if item.InsertTextFormat == 0 {
		item.InsertTextFormat = 1
	}
	item.TextEdit = &textEdit{l.at, text}
	l.items = append(l.items, item)
}

// lines makes a text of several lines safe to show.
func lines(s string) string {
	parts := strings.Split(s, "\n")
	for i := range parts {
		parts[i] = show(parts[i])
	}
	return strings.Join(parts, "\n")
}

// keys offers the keys of a map that are not there yet.
func (l *offers) keys(t *casefile.Type) {
	if t != nil && t.Fields == nil && t.Dict == nil && t.Elem != nil {
		t = t.Elem
	}
	if t == nil {
		return
	}
	if len(l.place.path) == 1 && l.place.section() == "nodes" {
		l.newNodes()
		return
	}
	for _, f := range l.ordered(t) {
		if _, there := l.place.siblings[f.Key]; there {
			continue
		}
		detail := f.Type.Words()
		if f.Required {
			detail += ", required"
		}
		l.add(completionItem{Label: f.Key, Kind: kindField, Detail: detail, Documentation: fieldDoc(f)}, f.Key+l.after(f.Type))
	}
	if t.DictOf != "" {
		l.ids(t.DictOf, l.after(t.Dict))
	}
}

// ordered puts the keys that say what a node is first while none of them is
// there.
func (l *offers) ordered(t *casefile.Type) []*casefile.Field {
	if l.place.node() == "" || len(l.place.path) != 2 || kindOf(l.place.siblings) != "" {
		return t.Fields
	}
	kinds, rest := []*casefile.Field{}, []*casefile.Field{}
	for _, f := range t.Fields {
		if casefile.Kind(f.Key).Info().Kind != "" {
			kinds = append(kinds, f)
		} else {
			rest = append(rest, f)
		}
	}
	return append(kinds, rest...)
}

// after is what follows a key that is completed.
func (l *offers) after(t *casefile.Type) string {
	switch {
	case l.place.colon:
		return ""
	case t != nil && t.Form == "" && t.Elem == nil:
		return ":"
	}
	return ": "
}

// newNodes offers the next free id of every kind.
func (l *offers) newNodes() {
	column := l.now.index.position(l.place.from).Character
	for _, info := range casefile.Kinds {
		id := l.now.file.Case.NextID(info.Kind)
		text := id
		if !l.place.colon {
			text += ":\n" + strings.Repeat(" ", column+2) + string(info.Kind) + ": "
		}
		l.add(completionItem{Label: id, Kind: kindClass, Detail: "a new " + string(info.Kind), Documentation: info.Doc, InsertTextMode: 1}, text)
	}
}

// values offers what may stand behind a key or in a list.
func (l *offers) values(t *casefile.Type) {
	if refer := l.now.refers(l.place); refer != "" {
		l.ids(refer, "")
	}
	for _, c := range choicesOf(t) {
		if !slices.Contains(l.place.items, c.Name) {
			l.add(completionItem{Label: c.Name, Kind: kindEnum, Detail: c.Doc, Documentation: c.Doc}, c.Name)
		}
	}
	switch {
	case t == nil:
	case t.Form == casefile.FormBool:
		l.add(completionItem{Label: "true", Kind: kindValue}, "true")
		l.add(completionItem{Label: "false", Kind: kindValue}, "false")
	case t.Form == casefile.FormDate:
		l.add(completionItem{Label: l.day, Kind: kindValue, Detail: "the day of the check"}, l.day)
	}
	l.special(l.place.last())
}

// special offers what the schema takes for mere text.
func (l *offers) special(last string) {
	switch n := l.now.file.Case.Node(l.place.node()); {
	case l.place.section() == "waivers" && last == "rule":
		for _, r := range lint.Rules() {
			l.add(completionItem{Label: r.Name, Kind: kindValue, Detail: r.Title, Documentation: r.Why}, r.Name)
		}
	case last == "file" && len(l.place.path) == 3 && l.place.section() == "nodes":
		l.files()
	case last == "metric" && l.place.node() != "":
		l.metrics(n)
	}
}

// ids offers the ids of a table, of nodes only those that may stand here.
func (l *offers) ids(refer casefile.Refer, after string) {
	c := l.now.file.Case
	if refer == casefile.ReferNode || refer == casefile.ReferEvidence {
		allowed, above := l.allowed(refer), l.above()
		defer l.awayIDs(allowed, after)
		for _, n := range c.Nodes {
			if n.ID != l.place.node() && allowed(n.Kind) && !above[n.ID] && l.fits(n.ID) {
				l.add(completionItem{Label: n.ID, Kind: kindReference, Detail: string(n.Kind) + ": " + n.Text, Documentation: l.now.standing(n.ID)}, n.ID+after)
			}
		}
		return
	}
	for _, item := range c.Items(casefile.SectionOf(refer)) {
		_, there := l.place.siblings[item.ID]
		if !l.fits(item.ID) || l.place.key && there {
			continue
		}
		l.add(completionItem{Label: item.ID, Kind: kindReference, Detail: string(refer) + itemText(item)}, item.ID+after)
	}
}

// above is the nodes that the node of the place carries: one of them below it
// would close a ring.
func (l *offers) above() map[string]bool {
	out := map[string]bool{}
	if len(l.place.path) < 3 || casefile.Relation(l.place.path[2]) != casefile.SupportedBy {
		return out
	}
	parents := map[string][]string{}
	for _, n := range l.now.file.Case.Nodes {
		for _, link := range n.To(casefile.SupportedBy) {
			parents[link.To] = append(parents[link.To], n.ID)
		}
	}
	for open := parents[l.place.node()]; len(open) > 0; {
		id := open[0]
		if open = open[1:]; !out[id] {
			out[id] = true
			open = append(open, parents[id]...)
		}
	}
	return out
}

const mostIDs = 200 // offered at once; typing on brings the others

// fits reports whether an id is still to be offered: it is not in the list yet
// and what was typed are some of its letters, in order.
func (l *offers) fits(id string) bool {
	if slices.Contains(l.place.items, id) || !within(strings.ToLower(l.place.typed), strings.ToLower(id)) {
		return false
	}
	if len(l.items) >= mostIDs {
		l.partly = true
		return false
	}
	return true
}

func within(letters, word string) bool {
	for i := 0; i < len(word) && letters != ""; i++ {
		if word[i] == letters[0] {
			letters = letters[1:]
		}
	}
	return letters == ""
}

// itemText is what an entry of a section says about itself.
func itemText(item casefile.Item) string {
	for _, key := range []string{"text", "name", "checkpoint"} {
		if s := item.Get(key).Text(); s != "" {
			return ": " + s
		}
	}
	return ""
}

// allowed says which kinds of node may stand at the place.
func (l *offers) allowed(refer casefile.Refer) func(casefile.Kind) bool {
	relation := ""
	if len(l.place.path) > 2 {
		relation = l.place.path[2]
	}
	of := func(kinds ...casefile.Kind) func(casefile.Kind) bool {
		return func(k casefile.Kind) bool { return slices.Contains(kinds, k) }
	}
	switch {
	case refer == casefile.ReferEvidence:
		return of(casefile.Evidence)
	case casefile.Relation(relation) == casefile.SupportedBy:
		from := l.now.kindAt(l.place, l.place.node())
		return func(k casefile.Kind) bool { return from == "" || from.MaySupport(k) }
	case casefile.Relation(relation) == casefile.InContextOf:
		return of(casefile.Context, casefile.Assumption, casefile.Justification)
	case casefile.Relation(relation) == casefile.AnsweredBy:
		return of(casefile.Defeater.Info().Support...)
	case relation == "side_claims", relation == "bound", relation == "counter_evidence_for":
		return of(casefile.Claim)
	}
	return func(casefile.Kind) bool { return true }
}
