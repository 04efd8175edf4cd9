package lsp

import (
	"context"
	"errors"
	"math/rand"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// TestTypedIsAsOpened types a case to pieces and together again, faster than it
// can be checked and with requests in between, and holds that the findings are
// always those of a server that was shown the text only now.
func TestTypedIsAsOpened(t *testing.T) {
	b, err := os.ReadFile("testdata/small.case.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e := start(t, nil)
	e.open("small.case.yaml", string(b))
	e.findings(with("file-missing"))
	random := rand.New(rand.NewSource(7))
	parts := strings.Split("x|\n|: |\"|'|[|]|{|}|, |  |# |- |C2|E1|supported_by: [C3]|claim: |\n  C9:\n    claim: New\n|0.5|é|🙂", "|")
	for round := range 12 {
		for range 1 + random.Intn(8) {
			from := random.Intn(len(e.text))
			to := min(len(e.text), from+random.Intn(4))
			e.splice(from, to, parts[random.Intn(len(parts))])
			if random.Intn(2) == 0 {
				e.try("textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": e.uri}})
			}
		}
		got := e.settled()
		other := start(t, nil)
		other.dir = e.dir
		other.open("small.case.yaml", e.text)
		if diff := cmp.Diff(other.settled(), got); diff != "" {
			t.Fatalf("round %d (-opened +typed):\n%s\n%s", round, diff, e.text)
		}
		e.splice(0, len(e.text), string(b))
	}
}

// settled are the findings of the text once the server rests: those of a
// request that waits for the check are the last.
func (e *editor) settled() []diagnostic {
	e.t.Helper()
	var last []diagnostic
	e.findings(func(all []diagnostic) bool {
		last = all
		for _, d := range all {
			if strings.Contains(d.Message, "being read") {
				return false
			}
		}
		return len(all) == 0 || len(e.found) == 0 && e.fully(all)
	})
	return last
}

// fully reports whether the findings are those of a whole check, and not only
// what reading the text gave, which comes first.
func (e *editor) fully(all []diagnostic) bool {
	f := casefile.Read("small.case.yaml", e.text)
	return len(all) > len(f.Findings) || len(lint.Check(lint.Input{File: f, AsOf: asOf}).Findings) == len(f.Findings)
}

// TestSupersededChecksEnd holds that a check of a text that has changed gives
// no result, and leaves the last one alone.
func TestSupersededChecksEnd(t *testing.T) {
	d := &document{uri: "x", text: "safecase: 1\nnodes:\n  C1: {claim: All is well}\n", unit: utf8Units, wake: make(chan struct{}, 1)}
	d.shelf, d.library = newShelf("", nil, func() {}), newLibrary("", nil, func() {})
	s := &server{ctx: context.Background(), opt: testOptions(), documents: map[string]*document{"x": d}}
	old := d.snapshot()
	r, err := s.check(old, 0)
	if err != nil || r == nil {
		t.Fatal(err)
	}
	d.change(changeParams{})
	if _, err := s.check(old, 0); !errors.Is(err, errModified) || d.checked != r {
		t.Errorf("an old text was checked: %v", err)
	}
	turn := old.turn
	if _, err := (call{turn: &turn}).about(d, (*document).snapshot); !errors.Is(err, errModified) {
		t.Errorf("a request about an old text was answered from the new one: %v", err)
	}
	now := d.snapshot()
	ctx, done := s.checkable(now)
	d.change(changeParams{})
	if ctx.Err() == nil {
		t.Error("a change does not end the check that is going on")
	}
	done()
	if r, err := lint.CheckContext(ctx, lint.Input{File: now.file}); r != nil || err == nil {
		t.Errorf("a check that was given up has a result: %v", r)
	}
}
