package evidence

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// aggregate is one expression over rows: mean(f), sum(f), count(), min(f), max(f), only(f), rate(f == x).
type aggregate struct {
	key   string // what asks for it: "value", "n", ... for messages
	text  string
	fn    string
	field rowField
	equal string // rate: the value that counts as one

	count, missing int
	sum, weights   float64
	low, high      float64
	nan            bool
	binary, unit   bool           // all values so far are 0 or 1; lie in 0..1
	single         node           // only: the value
	clash          bool           // only: several values
	dates          bool           // the values were dates written out; they count as seconds since 1970
	others         map[string]int // rate: the values that did not count, the first few of them
}

// rowField names a value in a row: a key, or a path from the row's root in rows of JSON.
type rowField struct {
	name string
	path *jsonPath
}

func parseField(text string) (rowField, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return rowField{}, badSelect("a field has no name")
	}
	if !strings.HasPrefix(text, "$") {
		return rowField{name: text}, nil
	}
	path, err := parsePath(text)
	return rowField{name: text, path: path}, err
}

// key is the top-level member of a row that the field needs; "" means the whole row.
func (f rowField) key() string {
	if f.path == nil {
		return f.name
	}
	if len(f.path.steps) > 0 && f.path.steps[0].filter == nil && f.path.steps[0].index < 0 {
		return f.path.steps[0].name
	}
	return ""
}

func (f rowField) in(row node) node {
	if f.path == nil {
		return row.member(f.name)
	}
	found := follow(row, f.path.steps)
	if len(found) != 1 {
		return node{}
	}
	return found[0]
}

var aggregateNames = []string{"mean", "sum", "count", "min", "max", "only", "rate"}

// parseAggregate reads an expression; key names the part of the selector in messages.
func parseAggregate(key, text string) (*aggregate, error) {
	a := &aggregate{key: key, text: text, low: math.Inf(1), high: math.Inf(-1), binary: true, unit: true}
	fn, rest, ok := strings.Cut(text, "(")
	arg, closed := strings.CutSuffix(strings.TrimSpace(rest), ")")
	a.fn = strings.TrimSpace(fn)
	if !ok || !closed || !known(a.fn) {
		return nil, badSelect("%s: %q is not one of mean(f), sum(f), count(), min(f), max(f), only(f), rate(f == x); a path into a JSON document begins with $., such as $.fpr", key, text)
	}
	if a.fn == "count" {
		if strings.TrimSpace(arg) != "" {
			return nil, badSelect("%s: count() takes no field: it counts rows", key)
		}
		return a, nil
	}
	if a.fn == "rate" {
		field, want, ok := strings.Cut(arg, "==")
		if !ok {
			return nil, badSelect("%s: %q needs a comparison: rate(field == value)", key, text)
		}
		arg, a.equal = field, unquote(strings.TrimSpace(want))
	}
	var err error
	a.field, err = parseField(arg)
	return a, err
}

func known(fn string) bool {
	for _, name := range aggregateNames {
		if fn == name {
			return true
		}
	}
	return false
}

func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

// add takes one row. ok is false where the value is missing.
func (a *aggregate) add(row node, weight float64) (value float64, ok bool, err error) {
	if a.fn == "count" {
		a.count++
		return 1, true, nil
	}
	v := a.field.in(row)
	if isMissing(v) {
		a.missing++
		return 0, false, nil
	}
	if a.fn == "only" {
		a.addOnly(v)
		return 0, true, nil
	}
	if value, err = a.value(v); err != nil {
		return 0, false, err
	}
	a.addNumber(value, weight)
	return value, true, nil
}

func (a *aggregate) addOnly(v node) {
	if a.count++; a.count == 1 {
		a.single = v
	} else if !equalNodes(a.single, v) {
		a.clash = true
	}
}

func (a *aggregate) addNumber(value, weight float64) {
	a.count++
	a.sum += value * weight
	a.weights += weight
	a.low, a.high = math.Min(a.low, value), math.Max(a.high, value)
	a.nan = a.nan || math.IsNaN(value) || math.IsInf(value, 0)
	a.binary = a.binary && (value == 0 || value == 1)
	a.unit = a.unit && value >= 0 && value <= 1
}

// value turns one cell into a number.
func (a *aggregate) value(v node) (float64, error) {
	if a.fn == "rate" {
		if matches(v, a.equal) {
			return 1, nil
		}
		a.note(v)
		return 0, nil
	}
	switch v.kind {
	case '0':
		f, _ := v.number()
		return f, nil
	case 't':
		return 1, nil
	case 'f':
		return 0, nil
	case 'N':
		return math.NaN(), nil
	}
	if a.key == "date" {
		if when, _ := parseDate(v.str()); !when.IsZero() {
			a.dates = true
			return float64(when.UnixMicro()) / 1e6, nil
		}
	}
	if v.kind == '"' && (v.text == "NaN" || strings.HasSuffix(v.text, "Infinity")) {
		return math.NaN(), nil
	}
	return 0, badSelect("%s: a row has %s in %q, expected a number", a.key, describe(v), Clean(a.field.name))
}

// fewOthers is how many different values are named that a rate did not count.
const fewOthers = 5

func (a *aggregate) note(v node) {
	text := v.label()
	if v.kind == '"' {
		text = v.text
	}
	if a.others == nil {
		a.others = map[string]int{}
	}
	if _, known := a.others[text]; known || len(a.others) <= fewOthers {
		a.others[strings.Clone(text)]++
	}
}

// complement reports whether what did not count is the plain opposite of what a
// rate counts: that no row is true is then no slip of the pen.
func (a *aggregate) complement() bool {
	opposite := map[string]string{"true": "false", "false": "true", "1": "0", "0": "1", "yes": "no", "no": "yes"}[strings.ToLower(a.equal)]
	if opposite == "" {
		return false
	}
	for text := range a.others {
		if !strings.EqualFold(text, opposite) {
			return false
		}
	}
	return true
}

// otherValues lists the values that did not count, with how often they came.
func (a *aggregate) otherValues() string {
	var out []string
	for _, text := range slices.Sorted(maps.Keys(a.others)) {
		if len(out) == fewOthers {
			return strings.Join(out, ", ") + " and others"
		}
		out = append(out, fmt.Sprintf("%q %d times", short(text), a.others[text]))
	}
	return strings.Join(out, ", ")
}

// short keeps the words of a row out of a message but for their beginning.
func short(text string) string {
	const most = 40
	if text = Clean(text); len([]rune(text)) > most {
		return string([]rune(text)[:most]) + "…"
	}
	return text
}

// result is the value of a numeric aggregate over the rows.
func (a *aggregate) result() (value float64, notANumber bool) {
	switch a.fn {
	case "count":
		return float64(a.count), false
	case "sum":
		value = a.sum
	case "min":
		value = a.low
	case "max":
		value = a.high
	default:
		value = a.sum / a.weights
	}
	if a.nan || math.IsNaN(value) || math.IsInf(value, 0) {
		return 0, true
	}
	return value, false
}

// isMissing: null, absent, and what CSV files write for it.
func isMissing(v node) bool {
	if v.kind == '"' {
		switch strings.TrimSpace(v.text) {
		case "", "NA", "N/A", "nan":
			return true
		}
	}
	return !v.known()
}

// matches compares a cell with the text of a selector: numbers by value, everything else by its text.
func matches(v node, want string) bool {
	if v.kind == '0' && isNumber(want) {
		x, _ := v.number()
		y, ok := node{kind: '0', text: want}.number()
		return ok && x == y
	}
	switch v.kind {
	case '"':
		return v.text == want
	case 't':
		return want == "true"
	case 'f':
		return want == "false"
	case '0':
		return v.text == want
	}
	return false
}
