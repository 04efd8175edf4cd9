package templates

import (
	"regexp"
	"slices"
	"strings"

	"safecase/casefile"
)

var (
	placeholder = regexp.MustCompile(`\$\{([a-z][a-z0-9-]*)\}`)
	mark        = regexp.MustCompile(`^    x-(repeat|choice|optional): \[?([a-z0-9, -]+)\]?$`)
	defaulted   = regexp.MustCompile(`^( *[a-z_]+: )(\S.*?) +# \$\{([a-z][a-z0-9-]*)\}$`)
	condition   = regexp.MustCompile(`^( +)x-if: ([a-z][a-z0-9-]*)$`)
	conditional = regexp.MustCompile(`^( *)x-([a-z_]+): "\$\{([a-z][a-z0-9-]*)\}"$`)
)

// Placeholders returns the names of the placeholders in a text, each once, in
// order. A placeholder is written as ${name}.
func Placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// Undecided returns the places where a case still carries a mark of the
// template that it came from: a choice that nobody made, an optional node that
// nobody decided on, or something of which nobody said how often it stands there.
func Undecided(c *casefile.Case) []Mark {
	var out []Mark
	for _, s := range c.Outside() {
		if !strings.HasPrefix(s.Key, "x-") {
			out = append(out, marks("", s.Value, 0)...)
		}
	}
	for _, n := range c.Nodes {
		out = append(out, marks(n.ID, n.Value(), 0)...)
	}
	return out
}

// deepest is how deep marks are looked for: aliases can nest without end.
const deepest = 20

func marks(node string, v casefile.Value, depth int) []Mark {
	var out []Mark
	if depth > deepest {
		return nil
	}
	for _, e := range v.Entries() {
		switch {
		case slices.Contains(casefile.PatternKeys, e.Key):
			out = append(out, Mark{node, e.Key[2:], e.Text(), e.KeyPos})
		case !strings.HasPrefix(e.Key, "x-"):
			out = append(out, marks(node, e.Value, depth+1)...)
		}
	}
	if v.Shape() == casefile.List {
		for _, item := range v.Items() {
			out = append(out, marks(node, item, depth+1)...)
		}
	}
	return out
}

// Mark is a decision that a template leaves to the author.
type Mark struct {
	Node string // "" for a section of the case
	Kind string // repeat, choice or optional
	Name string // of the parameter
	Pos  casefile.Pos
}

// parameters lists what a template asks for, in the order in which its text
// uses it. What the header does not declare is one of the parameters that all
// templates share.
func parameters(t *Template, header, shared casefile.Value) []Parameter {
	var out []Parameter
	for _, name := range used(t, header) {
		v := header.Get("parameters", name)
		if !v.Exists() {
			v = shared.Get(name)
		}
		p := parameter(name, v)
		p.Repeat = repetitionOf(header, name)
		out = append(out, p)
	}
	setDefaults(t, out)
	return out
}

// used lists the names that the body of the template refers to, and then
// those that only its header declares.
func used(t *Template, header casefile.Value) []string {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, line := range body(t.Text) {
		for _, m := range placeholder.FindAllStringSubmatch(line, -1) {
			add(m[1])
		}
		if m := mark.FindStringSubmatch(line); m != nil && m[1] != "repeat" {
			add(m[2])
		}
	}
	for _, e := range header.Get("parameters").Entries() {
		add(e.Key)
	}
	return names
}

func parameter(name string, v casefile.Value) Parameter {
	p := Parameter{Name: name, Meaning: v.Get("meaning").Text(), Type: Type(v.Get("type").Text()), Example: v.Get("example").Texts()}
	p.AtLeast, _ = v.Get("at_least").Int()
	for _, e := range v.Get("options").Entries() {
		p.Options = append(p.Options, Option{e.Key, e.Text()})
	}
	p.Nodes = v.Get("nodes").Texts()
	switch {
	case p.Options != nil:
		p.Type = Choice
	case p.Nodes != nil:
		p.Type = YesOrNo
	case p.Type == "":
		p.Type = Words
	}
	return p
}

func repetitionOf(header casefile.Value, name string) string {
	for _, e := range header.Get("repeats").Entries() {
		if e.Has(name) {
			return e.Key
		}
	}
	return ""
}

func setDefaults(t *Template, ps []Parameter) {
	for _, line := range body(t.Text) {
		if m := defaulted.FindStringSubmatch(line); m != nil {
			i := slices.IndexFunc(ps, func(p Parameter) bool { return p.Name == m[3] })
			ps[i].Default = m[2]
		}
	}
}
