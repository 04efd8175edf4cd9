package evidence

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// selectable is what a selector can be applied to.
type selectable int

const (
	selectDocument selectable = iota // one JSON document
	selectLines                      // JSONL, or one JSON array of objects
	selectCSV
)

// readSelected reads a file by its selector. A file that a reader knows is read by it as well, so that a selector
// cannot hide that the run failed: only the records are taken from the selector.
func readSelected(in *Input, r *Reading) error {
	if in.dir != nil {
		return badSelect("a selector reads one file, not a directory")
	}
	native, err := detect(in)
	switch {
	case err != nil:
		r.Format, err = in.selectable().name(), nil
	case native.RowsOnly:
		r.Format = native.Name
	default:
		r.Format = native.Name
		if err = native.Read(in, r); err == nil && len(r.Records) > 0 {
			err = in.Options.Select.refuseLiterals(native.Name)
		}
		r.Records = nil
	}
	if err != nil {
		return err
	}
	sel := in.Options.Select
	switch {
	case strings.TrimSpace(sel.Value) == "":
		return badSelect("value: is missing: say which number to take")
	case strings.HasPrefix(strings.TrimSpace(sel.Value), "$"):
		err = readDocument(in, r, sel)
	default:
		if err = readRows(in, r, sel); err == nil {
			filterSelected(in, r, sel)
		}
	}
	if err == nil {
		r.warn(WarnHandMade, "read through a selector: the file itself does not say how the number was made")
	}
	return err
}

// refuseLiterals refuses counts that somebody typed beside a number of a file
// that states its own.
func (s *Select) refuseLiterals(format string) error {
	for _, part := range []struct{ key, text string }{{"n", s.N}, {"k", s.K}, {"stderr", s.StdErr}} {
		if isNumber(strings.TrimSpace(part.text)) {
			return badSelect("%s: %s is typed, and %s files state their own numbers: name the metric in the claim instead of a selector", part.key, strings.TrimSpace(part.text), format)
		}
	}
	return nil
}

func (s selectable) name() string {
	return [...]string{"generic-json", "generic-jsonl", "generic-csv"}[s]
}

func (in *Input) selectable() selectable {
	shape := in.shape()
	switch {
	case shape.lines, shape.root.isArray():
		return selectLines
	case firstByte(in.Head) == '{':
		return selectDocument
	}
	return selectCSV
}

// readDocument takes values from one JSON document.
func readDocument(in *Input, r *Reading, sel *Select) error {
	if in.selectable() == selectCSV || in.shape().lines {
		return badSelect("value: %q is a path into one JSON document, and this file holds rows: use an aggregate such as mean(field)", sel.Value)
	}
	d := &document{paths: map[string]*pathMatch{}}
	date, scale := splitScale(sel.Date)
	for _, text := range []string{sel.Value, sel.N, sel.K, sel.StdErr, date, sel.Model, sel.Task} {
		if err := d.want(text); err != nil {
			return err
		}
	}
	j := in.document(r)
	err := j.walk(d.states)
	if err == nil {
		err = j.done()
	}
	if err != nil {
		return err
	}
	return d.fill(r, sel, date, scale)
}

// document is the set of paths that a selector asks for.
type document struct {
	paths  map[string]*pathMatch
	states []pathState
}

// want registers a path; a literal needs none.
func (d *document) want(text string) error {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "$") || d.paths[text] != nil {
		return nil
	}
	path, err := parsePath(text)
	if err != nil {
		return err
	}
	m := &pathMatch{jsonPath: path}
	d.paths[text] = m
	d.states = append(d.states, pathState{m, path.steps})
	return nil
}

// one returns the value of a path, which must be exactly one.
func (d *document) one(key, text string) (node, error) {
	found := d.paths[text].found
	switch len(found) {
	case 0:
		return node{}, badSelect("%s: %q matches nothing in this file", key, text)
	case 1:
		return found[0], nil
	}
	return node{}, badSelect("%s: %q matches more than one value", key, text)
}

func (d *document) fill(r *Reading, sel *Select, date, scale string) error {
	rec := Record{Name: sel.name(), Address: sel.address()}
	value, err := d.one("value", strings.TrimSpace(sel.Value))
	if err != nil {
		return err
	}
	if !value.numeric() {
		return badSelect("value: %q is %s, not a number", sel.Value, describe(value))
	}
	if f, ok := value.number(); ok {
		rec.Value = f
	} else {
		rec.NotANumber = true
	}
	if rec.N, err = d.count("n", sel.N); err != nil {
		return err
	}
	if rec.K, err = d.count("k", sel.K); err != nil {
		return err
	}
	if rec.N != nil {
		rec.NSource = "select"
	}
	if rec.StdErr, err = d.number("stderr", sel.StdErr); err != nil {
		return err
	}
	checkRate(r, &rec)
	r.add(rec)
	return d.fillRun(r, sel, date, scale)
}

func (d *document) fillRun(r *Reading, sel *Select, date, scale string) error {
	for _, f := range []struct {
		key, text string
		to        *string
	}{{"model", sel.Model, &r.Model}, {"task", sel.Task, &r.Task}} {
		if text := strings.TrimSpace(f.text); text != "" {
			v, err := d.text(f.key, text)
			if err != nil {
				return err
			}
			*f.to = v
		}
	}
	if date == "" {
		return nil
	}
	if d.paths[date] == nil {
		return badSelect("date: %q is not a path", date)
	}
	v, err := d.one("date", date)
	if err != nil {
		return err
	}
	return setSelectedDate(r, v, scale, date)
}

// text is the text at a path.
func (d *document) text(key, path string) (string, error) {
	if d.paths[path] == nil {
		return "", badSelect("%s: %q is not a path", key, path)
	}
	v, err := d.one(key, path)
	if err == nil && v.label() == "" {
		err = badSelect("%s: %q is %s, not a text", key, path, describe(v))
	}
	return v.label(), err
}

// number is a literal or the number at a path; nil where nothing is asked.
func (d *document) number(key, text string) (*float64, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	v := node{kind: '0', text: text}
	if d.paths[text] != nil {
		var err error
		if v, err = d.one(key, text); err != nil {
			return nil, err
		}
	} else if !isNumber(text) {
		return nil, badSelect("%s: %q is neither a number nor a path", key, text)
	}
	f := v.float()
	if f == nil {
		return nil, badSelect("%s: %q is %s, not a number", key, text, describe(v))
	}
	return f, nil
}

func (d *document) count(key, text string) (*int, error) {
	f, err := d.number(key, text)
	if f == nil || err != nil {
		return nil, err
	}
	if *f < 0 || *f > 1e15 || *f != math.Trunc(*f) {
		return nil, badSelect("%s: %v is not a count", key, *f)
	}
	return ref(int(*f)), nil
}

// checkRate compares a value with the k and n that were selected beside it.
func checkRate(r *Reading, rec *Record) {
	if rec.N == nil || rec.K == nil || rec.NotANumber {
		return
	}
	if *rec.N > 0 && *rec.K <= *rec.N && math.Abs(float64(*rec.K)/float64(*rec.N)-rec.Value) <= 1e-6 {
		rec.Rate = true
		return
	}
	r.warn(WarnMetricDiffers, "%s is %v, and k of n is %d of %d", rec.Address, rec.Value, *rec.K, *rec.N)
	rec.K, rec.Rate = nil, false
}

func (s *Select) name() string {
	if s.Name != "" {
		return Clean(s.Name)
	}
	return Clean(strings.TrimSpace(s.Value))
}

func (s *Select) address() string { return s.name() }

// splitScale separates a date's unit: "max(completed_at)/unix_ms".
func splitScale(date string) (expr, scale string) {
	date = strings.TrimSpace(date)
	for _, scale := range []string{"/unix_ms", "/unix"} {
		if expr, ok := strings.CutSuffix(date, scale); ok {
			return strings.TrimSpace(expr), scale
		}
	}
	return date, ""
}

func setSelectedDate(r *Reading, v node, scale, from string) error {
	when, local, err := selectedDate(v, scale)
	if err != nil {
		return badSelect("date: %q %v", from, err)
	}
	r.Date, r.DateFrom, r.DateIsLocal = when, Clean(from), local
	return nil
}

func selectedDate(v node, scale string) (when time.Time, local bool, err error) {
	f, isNumber := v.number()
	switch {
	case isNumber && scale == "":
		return when, false, fmt.Errorf("is a number: say whether it counts seconds (/unix) or milliseconds (/unix_ms)")
	case isNumber && scale == "/unix_ms":
		when = unixDate(f / 1000)
	case isNumber:
		when = unixDate(f)
	default:
		when, local = parseDate(v.str())
	}
	if when.IsZero() {
		return when, false, fmt.Errorf("is %s, not a date", describe(v))
	}
	return when, local, nil
}

// describe names a value in an error.
func describe(n node) string {
	switch n.kind {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case 'n', 0:
		return "null"
	case '"':
		return fmt.Sprintf("the text %q", n.str())
	}
	return n.label()
}
