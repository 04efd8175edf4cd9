package casefile

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// Value is something written in a case file, together with its place. The zero
// Value stands for something that is not there; all methods work on it.
type Value struct {
	n     *yaml.Node
	shift int // lines to add to the node's own: text before it grew since it was read
}

// Entry is one key of a map and what stands there.
type Entry struct {
	Key    string
	KeyPos Pos
	Value
	key *yaml.Node
}

// Shape is how a value is written.
type Shape int

// The shapes of values.
const (
	Missing Shape = iota
	Null
	Single
	List
	Map
)

var shapeNames = [...]string{"nothing", "nothing", "a single value", "a list", "a map"}

// String says in words how a value is written.
func (s Shape) String() string { return shapeNames[s] }

// Exists reports whether anything is written there, an explicit null included.
func (v Value) Exists() bool { return v.n != nil }

// Shape says how the value is written.
func (v Value) Shape() Shape {
	switch {
	case v.n == nil:
		return Missing
	case v.n.Kind == yaml.SequenceNode:
		return List
	case v.n.Kind == yaml.MappingNode:
		return Map
	case v.n.Tag == "!!null":
		return Null
	}
	return Single
}

// Pos is where the value begins.
func (v Value) Pos() Pos {
	if v.n == nil {
		return Pos{}
	}
	return Pos{v.n.Line + v.shift, v.n.Column}
}

// Text is a single value as written, without quotes; "" for anything else.
func (v Value) Text() string {
	if v.Shape() != Single {
		return ""
	}
	return v.n.Value
}

// plainNumber is what counts as a number in a case file. YAML 1.1 reads 012 as
// ten and 1_000 as a thousand; a threshold must mean what it looks like.
var plainNumber = regexp.MustCompile(`^[-+]?(0|[1-9][0-9]*)?(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

// Number is the value as a finite decimal number; ok is false for anything
// else.
func (v Value) Number() (x float64, ok bool) {
	if v.Shape() != Single || v.quoted() || len(v.n.Value) > 64 || !plainNumber.MatchString(v.n.Value) {
		return 0, false
	}
	x, err := strconv.ParseFloat(v.n.Value, 64)
	return x, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}

// Int is the value as a whole number; ok is false for anything else.
func (v Value) Int() (i int, ok bool) {
	x, ok := v.Number()
	if !ok || x != math.Trunc(x) || math.Abs(x) > 1<<53 {
		return 0, false
	}
	return int(x), true
}

// Bool reports whether the value is the word true; ok is false when it is
// neither true nor false.
func (v Value) Bool() (b, ok bool) {
	if v.Shape() != Single || v.quoted() {
		return false, false
	}
	return v.n.Value == "true", v.n.Value == "true" || v.n.Value == "false"
}

// Date is the value as a day in UTC; ok is false for anything else.
func (v Value) Date() (day time.Time, ok bool) {
	text := v.Text()
	if len(text) != len(time.DateOnly) {
		return day, false // most are asked for and not there: an error for each would cost
	}
	day, err := time.Parse(time.DateOnly, text)
	return day, err == nil
}

// Items returns the elements of a list. A single value or a map stands for a
// list of one, as everywhere in a case file.
func (v Value) Items() []Value {
	switch v.Shape() {
	case Missing, Null:
		return nil
	case List:
		items := make([]Value, len(v.n.Content))
		for i, n := range v.n.Content {
			items[i] = Value{n, v.shift}
		}
		return items
	}
	return []Value{v}
}

// Texts returns the single values of a list as written.
func (v Value) Texts() []string {
	var out []string
	for _, item := range v.Items() {
		if item.Shape() == Single {
			out = append(out, item.n.Value)
		}
	}
	return out
}

// Entries returns the keys of a map in file order.
func (v Value) Entries() []Entry {
	if v.Shape() != Map {
		return nil
	}
	out := make([]Entry, 0, len(v.n.Content)/2)
	for e := range v.entries {
		out = append(out, e)
	}
	return out
}

// entries yields the keys of a map in file order.
func (v Value) entries(yield func(Entry) bool) {
	if v.Shape() != Map {
		return
	}
	for i := 0; i+1 < len(v.n.Content); i += 2 {
		if !yield(v.entry(i)) {
			return
		}
	}
}

// Walk yields the keys of all maps in the value, at any depth and in file
// order: a key before those below it.
func (v Value) Walk(yield func(Entry) bool) { v.walk(yield) }

func (v Value) walk(yield func(Entry) bool) bool {
	switch v.Shape() {
	case List:
		for _, n := range v.n.Content {
			if !(Value{n, v.shift}).walk(yield) {
				return false
			}
		}
	case Map:
		for i := 0; i+1 < len(v.n.Content); i += 2 {
			if e := v.entry(i); !yield(e) || !e.Value.walk(yield) {
				return false
			}
		}
	}
	return true
}

func (v Value) entry(i int) Entry {
	k := v.n.Content[i]
	return Entry{k.Value, Pos{k.Line + v.shift, k.Column}, Value{v.n.Content[i+1], v.shift}, k}
}

// down is the entry after lines were added above it.
func (e Entry) down(lines int) Entry {
	e.KeyPos.Line += lines
	e.shift += lines
	return e
}

// Get returns what stands at path below a map; the zero Value when nothing
// does. Of a key that is written twice, the first counts.
func (v Value) Get(path ...string) Value {
	for _, key := range path {
		v = v.child(key)
	}
	return v
}

func (v Value) child(key string) Value {
	if v.Shape() != Map {
		return Value{}
	}
	for i := 0; i+1 < len(v.n.Content); i += 2 {
		if v.n.Content[i].Value == key {
			return Value{v.n.Content[i+1], v.shift}
		}
	}
	return Value{}
}

// Has reports whether a list holds the word.
func (v Value) Has(word string) bool {
	for _, item := range v.Items() {
		if item.Text() == word {
			return true
		}
	}
	return false
}

func (v Value) quoted() bool {
	return v.n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
}

// String shows the value on one line, for messages.
func (v Value) String() string {
	switch v.Shape() {
	case Missing, Null:
		return "nothing"
	case Single:
		return strconv.Quote(shorten(v.n.Value, 60))
	case List:
		return "a list of " + strconv.Itoa(len(v.n.Content))
	}
	return "a map"
}

func shorten(s string, max int) string {
	s = strings.Join(strings.Fields(s), " ")
	r := []rune(s)
	if len(r) <= max {
		return s
	}
	return string(r[:max-1]) + "…"
}

// Flow is a value on one line, with brackets and braces as in YAML's flow
// style and the keys of maps in the order of the file, for messages.
func (v Value) Flow() string {
	var parts []string
	switch v.Shape() {
	case Single:
		return v.Text()
	case List:
		for _, item := range v.Items() {
			parts = append(parts, item.Flow())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Map:
		for _, e := range v.Entries() {
			parts = append(parts, e.Key+": "+e.Flow())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return ""
}
