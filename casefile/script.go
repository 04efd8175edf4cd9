package casefile

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// Verb is one way to write an edit as a line of text.
type Verb struct {
	Name  string
	Usage string // the words that follow the name
	Doc   string
	edit  func(w *words) Edit
}

// Verbs are the edits that a script can hold, one a line. A word that holds
// spaces is written in double quotes, as in JSON; VALUE is the rest of the line
// as YAML; the steps of a PATH are separated by dots or, where a key holds a
// dot, by slashes. Blank lines and lines that begin with # are skipped.
var Verbs = []Verb{
	{"add", "KIND ID TEXT [under PARENT [RELATION]]", "adds a node", func(w *words) Edit {
		e := AddNode{Kind: Kind(w.next()), ID: w.next(), Text: w.next()}
		if w.maybe("under") {
			e.Parent, e.Relation = w.next(), Relation(w.optional())
		}
		return e
	}},
	{"text", "ID TEXT", "replaces the text of a node", func(w *words) Edit { return SetText{w.next(), w.next()} }},
	{"kind", "ID KIND", "makes a node one of another kind", func(w *words) Edit { return SetKind{w.next(), Kind(w.next())} }},
	{"set", "ID PATH VALUE", "writes a value in a node", func(w *words) Edit { return SetField{w.next(), w.path(), w.value()} }},
	{"unset", "ID PATH", "removes a key from a node", func(w *words) Edit { return RemoveField{w.next(), w.path()} }},
	{"link", "FROM RELATION TO [PLACE]", "makes one node refer to another", func(w *words) Edit {
		return AddLink{From: w.next(), Relation: Relation(w.next()), To: w.next(), At: w.number()}
	}},
	{"unlink", "FROM RELATION TO", "removes a link", func(w *words) Edit {
		return RemoveLink{w.next(), Relation(w.next()), w.next()}
	}},
	{"relink", "FROM RELATION TO NEWFROM [PLACE]", "moves a link to another node, or to another place in its list", func(w *words) Edit {
		return MoveLink{From: w.next(), Relation: Relation(w.next()), To: w.next(), NewFrom: w.next(), At: w.number()}
	}},
	{"rename", "[TABLE] FROM TO", "gives a node, or an outcome, a model and so on, another id everywhere; of module:ID in its own file, too", func(w *words) Edit {
		e := Rename{}
		if w.count() > 2 {
			e.Refer = Refer(w.next())
		}
		e.From, e.To = w.next(), w.next()
		return e
	}},
	{"delete", "ID...", "removes nodes and the links to them", func(w *words) Edit { return Delete{w.all()} }},
	{"move", "ID [AFTER]", "moves the entry of a node in the file", func(w *words) Edit { return MoveNode{w.next(), w.optional()} }},
	{"duplicate", "ID NEWID [under PARENT [RELATION]]", "adds a copy of a node", func(w *words) Edit {
		e := Duplicate{ID: w.next(), NewID: w.next()}
		if w.maybe("under") {
			e.Parent, e.Relation = w.next(), Relation(w.optional())
		}
		return e
	}},
	{"section", "PATH VALUE", "writes a value outside the nodes", func(w *words) Edit { return SetSection{w.path(), w.value()} }},
	{"unset-section", "PATH", "removes a value outside the nodes", func(w *words) Edit { return RemoveSection{w.path()} }},
	{"append", "PATH VALUE", "appends an item to a list outside the nodes", func(w *words) Edit { return AddItem{w.path(), w.value()} }},
	{"remove-item", "PATH INDEX", "removes an item, counted from 0, of a list outside the nodes", func(w *words) Edit { return RemoveItem{w.path(), w.number()} }},
}

// ParseScript reads edits written one a line: see Verbs. The error names the
// line.
func ParseScript(text string) (Batch, error) {
	var out Batch
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		e, err := parseVerb(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		out = append(out, e)
	}
	return out, nil
}

func parseVerb(line string) (Edit, error) {
	w := &words{left: line}
	name := w.next()
	i := slices.IndexFunc(Verbs, func(v Verb) bool { return v.Name == name })
	if i < 0 {
		var known []string
		for _, v := range Verbs {
			known = append(known, v.Name)
		}
		return nil, fmt.Errorf("unknown edit %q: expected one of %s", name, strings.Join(known, ", "))
	}
	e := Verbs[i].edit(w)
	if w.err == nil && w.left != "" {
		w.err = fmt.Errorf("%q is too much", w.left)
	}
	if w.err != nil {
		return nil, fmt.Errorf("%w; usage: %s %s", w.err, name, Verbs[i].Usage)
	}
	return e, nil
}

// words takes a line apart, word by word.
type words struct {
	left string
	err  error
}

// next is the next word; its absence is an error.
func (w *words) next() string {
	if w.left == "" && w.err == nil {
		w.err = errors.New("a word is missing")
	}
	return w.optional()
}

// optional is the next word, or "" when there is none.
func (w *words) optional() string {
	word, rest, _ := strings.Cut(w.left, " ")
	if strings.HasPrefix(w.left, `"`) {
		d := json.NewDecoder(strings.NewReader(w.left))
		if err := d.Decode(&word); err != nil && w.err == nil {
			w.err = fmt.Errorf("a quote is not closed: %w", err)
		}
		rest = w.left[min(int(d.InputOffset()), len(w.left)):]
	}
	w.left = strings.TrimSpace(rest)
	return word
}

// maybe takes the next word when it is this one.
func (w *words) maybe(word string) bool {
	first, rest, _ := strings.Cut(w.left, " ")
	if first == word {
		w.left = strings.TrimSpace(rest)
	}
	return first == word
}

func (w *words) count() int {
	other := *w
	n := 0
	for ; other.left != "" && other.err == nil; n++ {
		other.optional()
	}
	return n
}

func (w *words) all() []string {
	out := []string{w.next()}
	for w.left != "" {
		out = append(out, w.optional())
	}
	return out
}

// number is the next word as a number; 0 when there is none.
func (w *words) number() int {
	word := w.optional()
	if word == "" {
		return 0
	}
	n, err := strconv.Atoi(word)
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("%q is not a whole number", word)
	}
	return n
}

func (w *words) path() []string {
	path := w.next()
	if strings.Contains(path, "/") {
		return strings.Split(path, "/")
	}
	return strings.Split(path, ".")
}

// value is the rest of the line as YAML.
func (w *words) value() any {
	text := w.left
	w.left = ""
	root, err := parseYAML("v: " + text)
	if err == nil && (root == nil || root.Kind != yaml.MappingNode || len(root.Content) != 2) || text == "" {
		err = errors.New("a value is missing")
	}
	if err != nil {
		w.err = cmp.Or(w.err, err)
		return nil
	}
	return Value{n: root.Content[1]}.Any()
}
