package lint

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
)

var update = flag.Bool("update", false, "write the goldens anew")

// asOf is the day of all tests that do not name another.
var asOf = day("2026-07-01")

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// plainRun is what a reading of the tests says where it says nothing else: a
// run of the model lab/m1 that ended well, without an event in 300 tasks.
const plainRun = `{"Format": "inspect-eval", "Model": "lab/m1", "Status": "success", "Date": "2026-06-10T12:00:00Z",
	"Records": [{"Address": "accuracy", "Name": "accuracy", "Value": 0, "K": 0, "N": 300, "Rate": true}]}`

// fakeReadings decodes what the files of the tests say, by path.
func fakeReadings(t testing.TB, data []byte, into map[string]*evidence.Reading) map[string]*evidence.Reading {
	t.Helper()
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatal(err)
	}
	for ref, text := range raw {
		r := &evidence.Reading{Ref: ref}
		for _, layer := range []string{plainRun, string(text)} {
			if strings.Contains(layer, `"Records"`) {
				r.Records = nil // or the fields of the first layer would shine through
			}
			if err := json.Unmarshal([]byte(layer), r); err != nil {
				t.Fatalf("%s: %v", ref, err)
			}
		}
		into[ref] = r
	}
	return into
}

func sharedReadings(t testing.TB) map[string]*evidence.Reading {
	t.Helper()
	data, err := os.ReadFile("testdata/readings.json")
	if err != nil {
		t.Fatal(err)
	}
	return fakeReadings(t, data, map[string]*evidence.Reading{})
}

// testValues name one indicator that only the good example has.
var testValues = func() *casefile.Values {
	v, findings := casefile.ReadValues("values.yaml", "values: 1\non: 2026-06-30\nindicators: {I2: {value: 2}}\n")
	if len(findings) > 0 {
		panic(findings[0].Message)
	}
	return v
}()

// checkText checks a case whose evidence says what the readings say.
func checkText(name, text string, files map[string]*evidence.Reading, profile Profile) *Result {
	f := casefile.Read(name, text)
	in := Input{File: f, Readings: attach(f.Case, files), AsOf: asOf, Profile: profile, Policy: testPolicy}
	in.Modules = ReadModules(context.Background(), in, Places{Cases: beside(), Evidence: beside()})
	if strings.Contains(text, "indicators:") {
		in.Values = testValues
	}
	return Check(in)
}

// beside are the case files that the examples of the rules use.
func beside() inMemory {
	out := inMemory{}
	for _, r := range Rules() {
		for _, f := range r.Beside {
			out[f.Path] = f.Text
		}
	}
	return out
}

// inMemory is a Source of texts by path.
type inMemory map[string]string

func (m inMemory) Open(ref string) (evidence.File, error) {
	text, ok := m[ref]
	if !ok {
		return nil, &evidence.RefError{Ref: ref, Code: evidence.CodeMissing, Reason: "does not exist", Err: evidence.ErrMissing}
	}
	return opened{strings.NewReader(text)}, nil
}

type opened struct{ *strings.Reader }

func (opened) Close() error { return nil }

// testPolicy asks what no example but that of policy-unmet falls short of.
var testPolicy = func() *Policy {
	p, findings := ReadPolicy("policy.yaml", "policy: the reviewers of the board\nlimits: {confidence: 0.95}\n")
	if len(findings) > 0 {
		panic(findings[0].Message)
	}
	return p
}()

func attach(c *casefile.Case, files map[string]*evidence.Reading) assess.Readings {
	out := assess.Readings{}
	for _, n := range c.Nodes {
		if r := files[n.Get("file").Text()]; r != nil {
			out[n.ID] = r
		}
	}
	return out
}

// complete makes a case of the nodes of one; whole cases and sections stay as
// they are.
func complete(example string) string {
	first, _, _ := strings.Cut(example, ":")
	if example == "" || first == "safecase" {
		return example
	}
	if casefile.Schema.Field(first) != nil {
		return head + example
	}
	return head + "nodes:\n  " + strings.ReplaceAll(strings.TrimSuffix(example, "\n"), "\n", "\n  ") + "\n"
}

const head = "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\n"

func rulesIn(r *Result) map[string]int {
	out := map[string]int{}
	for _, f := range r.Findings {
		out[f.Rule]++
	}
	return out
}
