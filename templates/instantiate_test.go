package templates

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"safecase/casefile"
)

var update = flag.Bool("update", false, "rewrite the expected files")

// variants are ways to fill in a template.
func variants(t *Template) map[string]Values {
	out := map[string]Values{"nothing": nil, "examples": t.Examples()}
	twice := t.Examples()
	for _, p := range t.Parameters {
		if p.Repeat != "" {
			twice[p.Name] = []string{p.Example[0], p.Example[0], p.Example[0]}
		}
		for _, o := range p.Options {
			out["option "+o.Name] = Values{p.Name: {o.Name}}
		}
		if p.Type == YesOrNo {
			out["with "+p.Name] = Values{p.Name: {"yes"}}
			out["without "+p.Name] = Values{p.Name: {"no"}}
		}
	}
	out["three times"] = twice
	return out
}

func TestInstantiatedTemplatesRead(t *testing.T) {
	for _, tmpl := range everything() {
		for name, values := range variants(tmpl) {
			text, err := tmpl.Instantiate(values)
			if err != nil {
				t.Errorf("%s with %s: %v", tmpl.Name, name, err)
			}
			f := casefile.Read(tmpl.Name, text)
			for _, finding := range f.Findings {
				t.Errorf("%s with %s: %s: %s: %s", tmpl.Name, name, finding.Pos, finding.Rule, finding.Message)
			}
			checkNodes(t, tmpl, name, f.Case)
		}
	}
}

// checkNodes wants of an instantiated case: every node says where it came from
// and hangs together with one top claim; no mark is left but of decisions that
// nobody made.
func checkNodes(t *testing.T, tmpl *Template, name string, c *casefile.Case) {
	t.Helper()
	kept := reach(c, nil)
	for _, n := range c.Nodes {
		_, place, _ := strings.Cut(n.Get("template").Text(), tmpl.Name+"/")
		if tmpl.Case().Node(place) == nil {
			t.Errorf("%s with %s: %s does not say where it came from", tmpl.Name, name, n.ID)
		}
		if !kept[n.ID] {
			t.Errorf("%s with %s: nothing leads to %s", tmpl.Name, name, n.ID)
		}
		if n.Get("x-repeat").Exists() {
			t.Errorf("%s with %s: %s keeps a mark", tmpl.Name, name, n.ID)
		}
	}
	if len(c.Tops()) != 1 || c.Get("x-template").Exists() {
		t.Errorf("%s with %s: not one case of its own", tmpl.Name, name)
	}
}

func TestExamplesFillEverything(t *testing.T) {
	for _, tmpl := range everything() {
		text, err := tmpl.Instantiate(tmpl.Examples())
		if err != nil {
			t.Fatal(err)
		}
		if left := Placeholders(text); left != nil {
			t.Errorf("%s: the examples leave %v", tmpl.Name, left)
		}
		for _, m := range Undecided(casefile.Read("", text).Case) {
			t.Errorf("%s: the examples leave %s %s at %s", tmpl.Name, m.Kind, m.Name, m.Node)
		}
	}
}

// A number, a date or a word that was not given must be missing, not invented.
func TestNothingIsInvented(t *testing.T) {
	tmpl, _ := Find("inability")
	text, err := tmpl.Instantiate(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := casefile.Read("", text).Case
	for _, v := range []casefile.Value{c.Get("outcomes", "O1", "threshold", "probability"), c.Get("window"), c.Node("C5").Get("quantity", "below"),
		c.Get("models", "model", "checkpoint"), c.Get("threats", "T1", "actor"), c.Get("system", "description"), c.Node("S1").Get("independence")} {
		if v.Exists() {
			t.Errorf("%s is there at %s", v, v.Pos())
		}
	}
}

// What a template leaves unchecked stands in the new case word by word.
func TestUncheckedIsSaid(t *testing.T) {
	for _, tmpl := range List() {
		text, err := tmpl.Instantiate(nil)
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Join(strings.Fields(strings.ReplaceAll(text, "\n#", "\n")), " ")
		if want := strings.Join(strings.Fields(tmpl.Unverified), " "); !strings.Contains(said, want) {
			t.Errorf("%s: the new case does not say %q", tmpl.Name, want)
		}
	}
}

func TestInstantiate(t *testing.T) {
	tmpl, _ := Find("weights-security")
	for _, test := range []struct {
		file   string
		values Values
	}{
		{"bare", nil},
		{"chosen", Values{"line": {"security"}, "model": {"Atlas: 2"}, "threshold": {"0.001"}, "thief": {`a "group" \ with #hash`}, "window-from": {"2026-12-01"}}},
	} {
		text, err := tmpl.Instantiate(test.values)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "testdata/"+test.file+".yaml", text)
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func TestOutline(t *testing.T) {
	tmpl, _ := Find("generic-gpai")
	var b strings.Builder
	tmpl.Outline(&b)
	golden(t, "testdata/outline.txt", b.String())
}

func TestRefusals(t *testing.T) {
	tmpl, _ := Find("six-step")
	for _, test := range []struct {
		values Values
		want   string
	}{
		{Values{"outcom": {"x"}}, `no parameter "outcom"; did you mean outcome?`},
		{Values{"zzzzzz": {"x"}}, "it takes "},
		{Values{"threshold": {"low"}}, "write a plain decimal number"},
		{Values{"threshold": {"NaN"}}, "write a plain decimal number"},
		{Values{"threshold": {"012"}}, "parameter threshold: "},
		{Values{"window-from": {"soon"}}, "YYYY-MM-DD"},
		{Values{"decision": {"ship"}}, "parameter decision: type cannot be"},
		{Values{"decision": {"a: b"}}, "write one word"},
		{Values{"interaction": {"maybe"}}, "write yes or no"},
		{Values{"argument": {"contol"}}, "did you mean control?"},
		{Values{"argument": {"luck"}}, "it is one of inability"},
		{Values{"system": {"a", "b"}}, "takes one value"},
		{Values{"system": {" "}}, "write some text"},
		{Values{"outcome": {"a", "b"}, "threshold": {"0.1"}}, "give one of each for every outcome"},
	} {
		if _, err := tmpl.Instantiate(test.values); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: got %v; expected %q", test.values, err, test.want)
		}
	}
}

// Whatever a person types as a text stands in the case as typed.
func FuzzValue(f *testing.F) {
	for _, s := range []string{"plain", `a "quote" and \ a slash`, "a: b # c", "two\nlines\r\ttab", "${outcome}", "yes", "[x]", "- y", "é \u2028 \u0085 \ufeff", "1e9", "'", "end."} {
		f.Add(s)
	}
	tmpl, _ := Find("six-step")
	f.Fuzz(func(t *testing.T, s string) {
		text, err := tmpl.Instantiate(Values{"outcome": {s}, "statement": {s}})
		if err != nil {
			if strings.TrimSpace(s) != "" {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		c := casefile.Read("", text).Case
		want := strings.ToValidUTF8(s, "\uFFFD")
		for _, v := range []casefile.Value{c.Get("outcomes", "O1", "text"), c.Get("decision", "statement")} {
			if v.Text() != want {
				t.Errorf("%q became %q", want, v.Text())
			}
		}
	})
}

func BenchmarkInstantiate(b *testing.B) {
	tmpl, _ := Find("inability")
	values := tmpl.Examples()
	for b.Loop() {
		if _, err := tmpl.Instantiate(values); err != nil {
			b.Fatal(err)
		}
	}
}
