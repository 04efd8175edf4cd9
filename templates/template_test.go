package templates

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"safecase/casefile"
)

func everything() []*Template { return append(List(), Fragments()...) }

func TestTemplatesRead(t *testing.T) {
	if n := len(List()); n != 22 {
		t.Errorf("there are %d templates; expected T0 to T21", n)
	}
	for _, tmpl := range everything() {
		for _, f := range tmpl.file().Findings {
			t.Errorf("%s:%s: %s: %s; %s", f.File, f.Pos, f.Rule, f.Message, f.Hint)
		}
	}
}

func TestHeadersAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for i, tmpl := range everything() {
		header := tmpl.file().Case.Get("x-template")
		for _, key := range []string{"title", "about", "source"} {
			if header.Get(key).Text() == "" {
				t.Errorf("%s: the header has no %s", tmpl.Name, key)
			}
		}
		if !header.Get("unverified").Exists() {
			t.Errorf("%s: the header does not say what is unverified", tmpl.Name)
		}
		if !tmpl.Fragment && tmpl.Number != i {
			t.Errorf("%s has number %d; expected %d", tmpl.Name, tmpl.Number, i)
		}
		if seen[tmpl.Name] {
			t.Errorf("two templates are called %s", tmpl.Name)
		}
		seen[tmpl.Name] = true
		for _, p := range tmpl.Parameters {
			checkParameter(t, tmpl, p)
		}
	}
}

// TestHeadersReadAlone holds that a header says the same on its own as in its
// file.
func TestHeadersReadAlone(t *testing.T) {
	shared := read("parameters.yaml").Case.Get("x-parameters")
	for _, tmpl := range everything() {
		header := tmpl.file().Case.Get("x-template")
		number, _ := header.Get("number").Int()
		want := Info{tmpl.Name, number, tmpl.Fragment, header.Get("title").Text(), header.Get("about").Text(), header.Get("source").Text(), header.Get("unverified").Text(), parameters(tmpl, header, shared)}
		if diff := cmp.Diff(want, tmpl.Info); diff != "" {
			t.Errorf("%s (-in its file +alone):\n%s", tmpl.Name, diff)
		}
	}
}

func checkParameter(t *testing.T, tmpl *Template, p Parameter) {
	if p.Meaning == "" {
		t.Errorf("%s: nothing says what ${%s} means", tmpl.Name, p.Name)
	}
	if len(p.Example) == 0 {
		t.Errorf("%s: parameter %s has no example", tmpl.Name, p.Name)
	}
	for _, o := range p.Options {
		if tmpl.Case().Node(o.Node) == nil {
			t.Errorf("%s: option %s of %s names no node", tmpl.Name, o.Name, p.Name)
		}
	}
	for _, id := range p.Nodes {
		if tmpl.Case().Node(id) == nil {
			t.Errorf("%s: parameter %s decides on %s, which is no node", tmpl.Name, p.Name, id)
		}
	}
	used := slices.ContainsFunc(body(tmpl.Text), func(line string) bool {
		m := mark.FindStringSubmatch(line)
		return strings.Contains(line, "${"+p.Name+"}") || m != nil && m[2] == p.Name
	})
	if !used {
		t.Errorf("%s: parameter %s stands nowhere in the template", tmpl.Name, p.Name)
	}
}

// What the text-level instantiation relies on.
func TestTemplatesKeepToTheirStyle(t *testing.T) {
	for _, tmpl := range everything() {
		for i, line := range body(tmpl.Text) {
			if line == skipped || !strings.Contains(line, "${") || defaulted.MatchString(line) {
				continue
			}
			for _, at := range placeholder.FindAllStringIndex(line, -1) {
				if strings.Count(line[:at[0]], `"`)%2 == 0 {
					t.Errorf("%s:%d: a placeholder stands outside double quotes: %s", tmpl.Name, i+1, line)
				}
			}
		}
		w := &writer{t: tmpl, blocks: blocks(tmpl.Text), gone: map[string]bool{}}
		w.references()
		lines := strings.Split(tmpl.Text, "\n")
		for n := range w.refs {
			for _, r := range lines[n-1] {
				if r > 0x7f {
					t.Errorf("%s:%d: ids in a line with %q are not where their columns say", tmpl.Name, n, r)
				}
			}
		}
	}
}

func TestEveryNodeIsReachable(t *testing.T) {
	for _, tmpl := range everything() {
		c := tmpl.Case()
		if n := len(c.Tops()); n != 1 {
			t.Errorf("%s has %d top claims; expected one", tmpl.Name, n)
		}
		kept := reach(c, nil)
		for _, n := range c.Nodes {
			if !kept[n.ID] {
				t.Errorf("%s: nothing leads to %s", tmpl.Name, n.ID)
			}
		}
	}
}

// Every branch ends in evidence or says that it is undeveloped, every defeater
// is open and raised by nobody, and every argument meets doubts.
func TestTemplatesArgue(t *testing.T) {
	for _, tmpl := range everything() {
		if len(tmpl.Defeaters()) == 0 {
			t.Errorf("%s ships no defeater", tmpl.Name)
		}
		for _, n := range tmpl.Case().Nodes {
			leaf := (n.Kind == casefile.Claim || n.Kind == casefile.Strategy) && len(n.To(casefile.SupportedBy)) == 0
			if leaf && !n.Undeveloped {
				t.Errorf("%s: %s has no support and is not marked undeveloped", tmpl.Name, n.ID)
			}
			if n.Kind == casefile.Strategy && !n.Get("aggregation").Exists() {
				t.Errorf("%s: %s does not say how its branches carry it", tmpl.Name, n.ID)
			}
			if n.Kind != casefile.Defeater {
				continue
			}
			for _, key := range []string{"raised_by", "status", "answered_by"} {
				if n.Get(key).Exists() {
					t.Errorf("%s: %s has %s; a defeater ships open and unconsidered", tmpl.Name, n.ID, key)
				}
			}
			if !n.Get("type").Exists() {
				t.Errorf("%s: %s does not say how it attacks", tmpl.Name, n.ID)
			}
		}
	}
}

func TestFindNamesTheNearest(t *testing.T) {
	if _, err := Find("inabilty"); err == nil || !strings.Contains(err.Error(), "did you mean inability?") {
		t.Errorf("got %v", err)
	}
	if _, err := Find("nothing-like-it"); err == nil || !strings.Contains(err.Error(), "lists them") {
		t.Errorf("got %v", err)
	}
}
