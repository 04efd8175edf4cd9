package templates

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"safecase/casefile"
)

// Template is a case, or a fragment of one, with placeholders.
type Template struct {
	Info
	Text string // the file as embedded

	file func() *casefile.File // reads it once; the list of templates needs only the headers
}

// Info says what a template is.
type Info struct {
	Name       string // what it is called on the command line
	Number     int    // its place in the list
	Fragment   bool   // true when it is meant to be inserted into a case
	Title      string // what it argues, in a few words
	About      string // when to use it
	Source     string // where the argument comes from
	Unverified string // what was written from memory and not checked against the source; "" for nothing
	Parameters []Parameter
}

// Parameter is one value that a template asks for.
type Parameter struct {
	Name    string
	Meaning string
	Type    Type
	Default string   // what stands in the template already; "" for nothing
	Example []string // values that show what is meant
	Repeat  string   // the name of the repetition that it belongs to; "" for one value
	Options []Option // of a choice
	AtLeast int      // of a choice: how many options must be taken
	Nodes   []string // of a yes-or-no: the nodes that it decides on
}

// Type says what a parameter takes.
type Type string

// The types of parameters.
const (
	Words    Type = "text"
	Number   Type = "number"
	Date     Type = "date"      // YYYY-MM-DD
	Word     Type = "word"      // one of the words that the format allows there
	WordList Type = "words"     // several of them
	Texts    Type = "texts"     // several texts
	Choice   Type = "choice"    // names of options
	YesOrNo  Type = "yes or no" // whether optional nodes stay
)

// Option is one branch of a choice.
type Option struct {
	Name string
	Node string // the node at its head
}

// List returns the templates in order.
func List() []*Template { return those(false) }

// Fragments returns the fragments in order.
func Fragments() []*Template { return those(true) }

func those(fragment bool) []*Template {
	var out []*Template
	for _, t := range all() {
		if t.Fragment == fragment {
			out = append(out, t)
		}
	}
	return out
}

// Find returns the template or fragment with the name. The error names the
// nearest one.
func Find(name string) (*Template, error) {
	var names []string
	for _, t := range all() {
		if t.Name == name {
			return t, nil
		}
		names = append(names, t.Name)
	}
	if near := casefile.Nearest(strings.ToLower(name), names); near != "" {
		return nil, fmt.Errorf("no template is called %q; did you mean %s?", name, near)
	}
	return nil, fmt.Errorf("no template is called %q; safecase templates lists them", name)
}

// Case is the template read as a case, with its placeholders.
func (t *Template) Case() *casefile.Case { return t.file().Case }

// Parameter returns the parameter with the name, or nil.
func (t *Template) Parameter(name string) *Parameter {
	for i := range t.Parameters {
		if t.Parameters[i].Name == name {
			return &t.Parameters[i]
		}
	}
	return nil
}

// Examples returns the example values of all parameters.
func (t *Template) Examples() Values {
	v := Values{}
	for _, p := range t.Parameters {
		if len(p.Example) > 0 {
			v[p.Name] = p.Example
		}
	}
	return v
}

// Open returns the names of the parameters that values leave open and that have
// no default, in order.
func (t *Template) Open(values Values) []string {
	var names []string
	for _, p := range t.Parameters {
		if p.Default == "" && len(values[p.Name]) == 0 {
			names = append(names, p.Name)
		}
	}
	return names
}

// Defeaters returns the ids of the defeaters that the template ships, in file
// order. A case that came from it names them in template: as NAME/ID.
func (t *Template) Defeaters() []string {
	var ids []string
	for _, n := range t.file().Case.Nodes {
		if n.Kind == casefile.Defeater {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// all reads the embedded templates once. They are part of the program: one
// that does not read is a fault of the program and found by its tests.
var all = sync.OnceValue(func() []*Template {
	shared := read("parameters.yaml").Case.Get("x-parameters")
	whole, _ := fs.Glob(files, "*.case.yaml")
	fragments, _ := fs.Glob(files, "fragments/*.case.yaml")
	names := slices.Concat(whole, fragments)
	out := make([]*Template, len(names))
	var loading sync.WaitGroup // each is a file of its own: somebody waits for the list
	for i, name := range names {
		loading.Go(func() { out[i] = load(name, shared) })
	}
	loading.Wait()
	slices.SortStableFunc(out, func(a, b *Template) int {
		return cmp.Or(compareBool(a.Fragment, b.Fragment), cmp.Compare(a.Number, b.Number), strings.Compare(a.Name, b.Name))
	})
	return out
})

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func read(name string) *casefile.File { return casefile.Read(name, text(name)) }

func text(name string) string {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// section is the text of one top-level key of a template: to read it alone
// takes a small part of the time.
func section(text, key string) string {
	_, rest, _ := strings.Cut("\n"+text, "\n"+key+":")
	out := key + ":"
	for line := range strings.Lines(rest) {
		if out != key+":" && line[0] != ' ' && line[0] != '\n' && line[0] != '#' {
			break
		}
		out += line
	}
	return out
}

func load(name string, shared casefile.Value) *Template {
	t := &Template{Text: text(name), file: sync.OnceValue(func() *casefile.File { return read(name) })}
	t.Fragment = strings.HasPrefix(name, "fragments/")
	t.Name = strings.TrimSuffix(path.Base(name), ".case.yaml")
	header := casefile.Read(name, section(t.Text, "x-template")).Case.Get("x-template")
	t.Number, _ = header.Get("number").Int()
	t.Title = header.Get("title").Text()
	t.About = header.Get("about").Text()
	t.Source = header.Get("source").Text()
	t.Unverified = header.Get("unverified").Text()
	t.Parameters = parameters(t, header, shared)
	return t
}
