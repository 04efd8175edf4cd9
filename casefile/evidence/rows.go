package evidence

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// rowSelect is a selector at work on rows.
type rowSelect struct {
	in             *Input
	sel            *Select
	value          *aggregate
	others         []*aggregate // n, k, date, model, task where they are asked for
	where          []rowCondition
	weight         *rowField
	cluster, item  *rowField
	keys           map[string]bool // members of a row that are needed
	whole          bool            // some field needs the whole row
	matched, total int
	refused        int // rows left out for what they show, and for nothing else
	groups, items  map[string]*Cluster
	repeats        *repeats
	low, high      float64 // of the weights
}

type rowCondition struct {
	field rowField
	Condition
	byResult bool // it asks for what is measured, or for how the row ended
}

func readRows(in *Input, r *Reading, sel *Select) error {
	s, err := newRowSelect(in, sel)
	if err != nil {
		return err
	}
	switch in.selectable() {
	case selectCSV:
		err = s.readCSV()
	case selectDocument:
		err = badSelect("value: %q is an aggregate over rows, and this file is one JSON document: use a path such as $.name", sel.Value)
		if !in.shape().lines && in.isOneLine() {
			err = s.readLines(r)
		}
	default:
		err = s.readLines(r)
	}
	if err != nil {
		return err
	}
	return s.fill(r)
}

// isOneLine: a JSONL file of one row looks like a document.
func (in *Input) isOneLine() bool {
	line, _, _ := strings.Cut(strings.TrimSpace(string(in.Head)), "\n")
	return len(line) == len(strings.TrimSpace(string(in.Head)))
}

func newRowSelect(in *Input, sel *Select) (*rowSelect, error) {
	s := &rowSelect{in: in, sel: sel, keys: map[string]bool{}, groups: map[string]*Cluster{}, items: map[string]*Cluster{},
		repeats: newRepeats(in.Options.Limits.Rows), low: math.Inf(1), high: math.Inf(-1)}
	var err error
	if s.value, err = parseAggregate("value", sel.Value); err != nil {
		return nil, err
	}
	if s.value.fn == "only" {
		return nil, badSelect("value: only(...) gives a text; use mean, sum, count, min, max or rate")
	}
	if sel.Missing != "" && sel.Missing != "error" && sel.Missing != "skip" {
		return nil, badSelect("missing: is %q, expected error or skip", sel.Missing)
	}
	if err := s.addOthers(); err != nil {
		return nil, err
	}
	if err := s.addFields(); err != nil {
		return nil, err
	}
	for _, a := range append([]*aggregate{s.value}, s.others...) {
		if a.fn != "count" {
			s.need(a.field)
		}
	}
	return s, nil
}

// addOthers compiles the parts besides value. Numbers stand for themselves; model and task name a field.
func (s *rowSelect) addOthers() error {
	date, _ := splitScale(s.sel.Date)
	for _, part := range []struct{ key, text string }{{"n", s.sel.N}, {"k", s.sel.K}, {"stderr", s.sel.StdErr},
		{"date", date}, {"model", s.sel.Model}, {"task", s.sel.Task}} {
		text := strings.TrimSpace(part.text)
		if text == "" || isNumber(text) {
			continue
		}
		if (part.key == "model" || part.key == "task") && !strings.HasSuffix(text, ")") {
			text = "only(" + text + ")"
		}
		a, err := parseAggregate(part.key, text)
		if err != nil {
			return err
		}
		s.others = append(s.others, a)
	}
	return nil
}

func (s *rowSelect) addFields() error {
	for _, f := range []struct {
		text string
		to   **rowField
	}{{s.sel.Weight, &s.weight}, {s.sel.ClusterBy, &s.cluster}, {s.sel.ItemBy, &s.item}} {
		if f.text == "" {
			continue
		}
		field, err := parseField(f.text)
		if err != nil {
			return err
		}
		*f.to = &field
		s.need(field)
	}
	if s.item == nil {
		s.item = s.cluster
	}
	for _, c := range s.sel.Where {
		field, err := parseField(c.Field)
		if err != nil {
			return err
		}
		condition := rowCondition{field: field, Condition: c}
		condition.byResult = s.choosesByResult(condition)
		s.where = append(s.where, condition)
		s.need(field)
	}
	return nil
}

func (s *rowSelect) need(f rowField) {
	if key := f.key(); key != "" {
		s.keys[key] = true
	} else {
		s.whole = true
	}
}

// readLines reads JSONL, or the elements of one array.
func (s *rowSelect) readLines(r *Reading) error {
	j := s.in.document(r)
	c, err := j.next()
	if err != nil {
		return err
	}
	if c == '[' {
		if err := j.array(func(int) error { return s.readRow(j) }); err != nil {
			return err
		}
		return j.done()
	}
	return j.lines(s.in.Options.Limits.Line, func() error { return s.readRow(j) })
}

// lines calls read for each value of a JSONL stream.
func (j *jsonReader) lines(limit int64, read func() error) error {
	for {
		more, err := j.more()
		if err != nil || !more {
			return err
		}
		start := j.offset()
		if err := read(); err != nil {
			return err
		}
		if j.offset()-start > limit {
			return j.tooLarge("a line is longer than %d bytes", limit)
		}
	}
}

func (s *rowSelect) readRow(j *jsonReader) error {
	c, err := j.next()
	if err != nil {
		return err
	}
	if c != '{' {
		return badSelect("row %d is not an object", s.total+1)
	}
	row, err := s.rowValue(j)
	if err != nil {
		return err
	}
	j.release(row)
	return s.add(row)
}

// rowValue keeps the members that are needed.
func (s *rowSelect) rowValue(j *jsonReader) (node, error) {
	if s.whole {
		return j.value()
	}
	return j.pick(func(key string) bool { return s.keys[key] || watched(key) })
}

func (s *rowSelect) add(row node) error {
	s.total++
	if in, refused := s.takes(row); !in {
		if refused {
			s.refused++
		}
		return nil
	}
	s.matched++
	weight, err := s.weightOf(row)
	if err != nil {
		return err
	}
	value, ok, err := s.value.add(row, weight)
	if err != nil {
		return err
	}
	if !ok {
		if s.sel.Missing != "skip" {
			return badSelect("value: row %d has no %q: say missing: skip to leave such rows out", s.total, Clean(s.value.field.name))
		}
		return nil // the row is left out of everything else too
	}
	for _, a := range s.others {
		if _, _, err := a.add(row, 1); err != nil {
			return err
		}
	}
	return s.group(row, value)
}

// takes reports whether the conditions take the row; refused that only those
// which ask for its result do not.
func (s *rowSelect) takes(row node) (in, refused bool) {
	in, refused = true, true
	for _, c := range s.where {
		if !c.holds(row) {
			in, refused = false, refused && c.byResult
		}
	}
	return in, refused
}

func (c rowCondition) holds(row node) bool { return c.allows(c.field.in(row)) }

func (s *rowSelect) weightOf(row node) (float64, error) {
	if s.weight == nil {
		return 1, nil
	}
	w, ok := s.weight.in(row).number()
	if !ok || w < 0 {
		return 0, badSelect("weight: row %d has %s in %q, expected a number that is not negative", s.total, describe(s.weight.in(row)), Clean(s.weight.name))
	}
	s.low, s.high = math.Min(s.low, w), math.Max(s.high, w)
	return w, nil
}

// group adds the row to its cluster and its item.
func (s *rowSelect) group(row node, value float64) error {
	group := ""
	if s.cluster != nil {
		group = s.cluster.in(row).id()
	}
	s.repeats.add(row, group, s.total)
	for _, g := range []struct {
		by   *rowField
		into map[string]*Cluster
	}{{s.cluster, s.groups}, {s.item, s.items}} {
		if g.by == nil {
			continue
		}
		id := g.by.in(row).id()
		if id == "" {
			return badSelect("row %d has no %q to group by", s.total, Clean(g.by.name))
		}
		c := g.into[id]
		if c == nil {
			if len(g.into) >= s.in.Options.Limits.Rows {
				return &Problem{Code: CodeTooLarge, Message: "more groups of rows than the limit allows"}
			}
			c = &Cluster{ID: id}
			g.into[id] = c
		}
		c.K += value
		c.N++
	}
	return nil
}

// sorted lists groups by their id.
func sorted(groups map[string]*Cluster) []Cluster {
	out := make([]Cluster, 0, len(groups))
	for _, c := range groups {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Cluster) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
