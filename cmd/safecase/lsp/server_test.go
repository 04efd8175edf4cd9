package lsp

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

const result = `{"results":{"ctf":{"alias":"ctf","acc,none":0.25,"acc_stderr,none":0.03}},"n-samples":{"ctf":{"original":200,"effective":200}},"config":{"model":"hf","model_args":"pretrained=lab/m1"},"date":1780000000.0,"lm_eval_version":"0.4.9","versions":{"ctf":1},"configs":{"ctf":{"task":"ctf"}}}`

// small opens the small case with an evidence file that an eval tool wrote.
func small(t *testing.T, capabilities map[string]any) *editor {
	t.Helper()
	text, err := os.ReadFile("testdata/small.case.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e := start(t, capabilities)
	if err := os.MkdirAll(filepath.Join(e.dir, "runs"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(e.dir, "runs", "result.json"), []byte(result), 0o644); err != nil {
		t.Fatal(err)
	}
	e.open("small.case.yaml", string(text))
	return e
}

func TestFindingsFollowTyping(t *testing.T) {
	e := small(t, nil)
	got := e.findings(with("unsupported"))
	if d := find(got, "unsupported"); d.Severity == 0 || d.Source != "safecase" || !strings.Contains(d.Message, "C3") {
		t.Errorf("unsupported: %+v", d)
	}
	e.replace("supported_by: [S1]", "suported_by: [S1]")
	d := find(e.findings(with("unknown-key")), "unknown-key")
	i := strings.Index(e.text, "suported_by")
	if want := e.index().span(i, i+len("suported_by")); d.Range != want {
		t.Errorf("the finding stands at %+v, want %+v", d.Range, want)
	}
	e.replace("suported_by", "supported_by")
	e.findings(without("unknown-key"))
}

func TestFindingsComeFromTheEvidenceOnTheDisk(t *testing.T) {
	e := small(t, nil)
	e.findings(without("file-missing"))
	if err := os.Remove(filepath.Join(e.dir, "runs", "result.json")); err != nil {
		t.Fatal(err)
	}
	e.findings(with("file-missing")) // nothing was typed or saved
	e.replace("runs/result.json", "runs/other.json")
	e.findings(with("file-missing"))
	if err := os.WriteFile(filepath.Join(e.dir, "runs", "other.json"), []byte(result), 0o644); err != nil {
		t.Fatal(err)
	}
	e.tell("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": e.uri}})
	e.findings(without("file-missing"))
}

// TestFastTyping holds that findings never follow those of a newer text, and
// that the last text gets its own.
func TestFastTyping(t *testing.T) {
	e := small(t, nil)
	for range 40 {
		e.replace("claim: Nobody", "claim: \"Nobody")
		e.replace("claim: \"Nobody", "claim: Nobody")
		time.Sleep(3 * time.Millisecond)
	}
	e.replace("supported_by: [S1]", "supported_by: [S9]")
	last := 0
	for {
		p := <-e.found
		if *p.Version < last {
			t.Fatalf("findings of version %d came after those of %d", *p.Version, last)
		}
		if last = *p.Version; last == e.v {
			if find(p.Diagnostics, "dangling-ref") == nil || find(p.Diagnostics, "yaml-syntax") != nil {
				t.Errorf("the last findings are %+v", p.Diagnostics)
			}
			return
		}
	}
}

// TestFindingsAreThoseOfLint holds that the editor shows what every command
// says.
func TestFindingsAreThoseOfLint(t *testing.T) {
	e := small(t, nil)
	e.findings(without("file-missing"))
	e.replace("claim: The filter holds", "claim: The filter always holds")
	got := e.findings(func(all []diagnostic) bool { return find(all, "unparseable") == nil })
	src, err := evidence.Dir(e.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	f := casefile.Read("small.case.yaml", e.text)
	r := lint.Check(lint.Input{File: f, Readings: lint.ReadEvidence(t.Context(), f.Case, src, evidence.Options{}), AsOf: asOf})
	now := &snapshot{file: f, index: e.index()}
	var want []diagnostic
	for _, finding := range r.Findings {
		want = append(want, now.diagnostic(&finding))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCompletion(t *testing.T) {
	e := small(t, nil)
	e.findings(with("unsupported"))
	tests := []struct {
		name, old, typed, mark string
		want, not              []string
	}{
		{"keys of a claim", "    claim: The filter holds\n", "    claim: The filter holds\n    su\n", "    su|\n", []string{"supported_by", "undeveloped", "quantity"}, []string{"claim", "file"}},
		{"keys at the top", "protocols:\n", "sy\nprotocols:\n", "sy|\n", []string{"system", "decision"}, []string{"title", "nodes"}},
		{"kinds of a new node", "  X1:\n", "  N1:\n    \n  X1:\n", "  N1:\n    |\n", []string{"claim", "evidence", "defeater"}, nil},
		{"new nodes", "  X1:\n", "  \n  X1:\n", "  |\n  X1", []string{"C4", "E2", "D2"}, nil},
		{"what may support", "supported_by: [C2, C3]", "supported_by: [C2, ]", "supported_by: [C2, |]", []string{"C3", "E1"}, []string{"C1", "C2", "X1", "D1", "S1"}},
		{"what may be context", "in_context_of: [X1]", "in_context_of: []", "in_context_of: [|]", []string{"X1"}, []string{"C2", "E1"}},
		{"items on lines of their own", "    supported_by: [E1]\n", "    supported_by:\n      - E1\n      - \n", "      - E1\n      - |", []string{"C3"}, []string{"C1", "E1", "X1", "C2", "S1"}},
		{"evidence", "of: E1", "of: ", "of: |,", []string{"E1"}, []string{"C1"}},
		{"outcomes", "outcomes: [O1]", "outcomes: [", "outcomes: [|", []string{"O1"}, nil},
		{"models", "model: m1", "model: ", "model: |", []string{"m1"}, nil},
		{"protocols", "protocol: p1", "protocol: ", "protocol: |", []string{"p1"}, nil},
		{"mitigations as keys", "{filter: disabled}", "{}", "mitigations: {|}", []string{"filter"}, nil},
		{"switches of mitigations", "filter: disabled", "filter: ", "{filter: |}", []string{"enabled", "disabled", "removed"}, nil},
		{"choices", "status: draft", "status: ", "status: |", []string{"draft", "review", "release"}, nil},
		{"keys in brackets", "below: 0.5}", "be}", "be|}", []string{"below", "confidence"}, []string{"of", "metric"}},
		{"evidence paths", "file: runs/result.json", "file: ru", "file: ru|", []string{"runs/result.json"}, nil},
		{"metric addresses", "metric: accuracy", "metric: ", "metric: |", []string{"ctf:acc,none"}, nil},
		{"what argues a point", "outcomes: [O1]", "acp: {P1: {at: C2, argued_by: C}}", "argued_by: C|", []string{"C2", "C3"}, []string{"O1"}},
		{"inside a comment", "# C2 first", "# C2 ", "# C2 |", nil, []string{"C1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e.replace(test.old, test.typed)
			defer e.replace(test.typed, test.old)
			got := e.labels(test.mark)
			for _, w := range test.want {
				if !slices.Contains(got, w) {
					t.Errorf("%s is not offered; offered: %v", w, got)
				}
			}
			for _, w := range test.not {
				if slices.Contains(got, w) {
					t.Errorf("%s is offered; offered: %v", w, got)
				}
			}
		})
	}
}

func TestHover(t *testing.T) {
	e := small(t, nil)
	e.findings(with("unsupported"))
	for _, test := range []struct{ mark, want string }{
		{"[C2|, C3]", "C2, claim: The model fails"},
		{"[C2, C|3]", "as recorded on 2026-06-21: unsupported"},
		{"\n  C|1:", "unsupported: C3"},
		{"challenges: |C2", "challenge D1 to C2: open"},
		{"outco|mes: [O1]", "the outcomes it is about"},
		{"outcomes: [O|1]", "Somebody is harmed"},
		{"status: dr|aft", "being written"},
		{"filter: dis|abled", "disabled"},
		{"file: runs/|result", "metric: ctf:acc,none"},
	} {
		var got *hoverResult
		e.ask("textDocument/hover", e.at(test.mark), &got)
		if got == nil || !strings.Contains(got.Contents.Value, test.want) {
			t.Errorf("%s: got %+v, want %q", test.mark, got, test.want)
		}
	}
}

// Fields of the authors' own, and what argues an assurance claim point, are
// shown with the node.
func TestHoverShowsLayersAndPoints(t *testing.T) {
	e := small(t, nil)
	e.replace("outcomes: [O1]", "x-cost: {euro: 3}\n    acp: {P1: {at: C2, argued_by: C3}, P2: {at: C2}}")
	var got *hoverResult
	e.ask("textDocument/hover", e.at("\n  C|1:"), &got)
	for _, want := range []string{"\nx-cost: euro: 3", "point P1 at the link to C2, argued by C3: unsupported", "point P2 at the link to C2, argued by nobody"} {
		if got == nil || !strings.Contains(got.Contents.Value, want) {
			t.Errorf("got %+v, want %q", got, want)
		}
	}
}

func TestDefinitionAndReferences(t *testing.T) {
	e := small(t, nil)
	var got []location
	e.ask("textDocument/definition", e.at("[C2, C|3]"), &got)
	i := strings.Index(e.text, "C3:\n")
	if want := []location{{e.uri, e.index().span(i, i+2)}}; !cmp.Equal(got, want) {
		t.Error(cmp.Diff(got, want))
	}
	params := e.at("\n  |C2:")
	params["context"] = map[string]any{"includeDeclaration": true}
	e.ask("textDocument/references", params, &got)
	var want []location
	for _, mark := range []string{"C2:\n", "C2, C3]", "C2\n"} {
		at := strings.Index(e.text, mark)
		want = append(want, location{e.uri, e.index().span(at, at+2)})
	}
	if !cmp.Equal(got, want) {
		t.Error(cmp.Diff(got, want))
	}
}

// TestRenameBehindEmoji also holds that columns are those of UTF-16.
func TestRenameBehindEmoji(t *testing.T) {
	e := small(t, nil)
	if e.unit != utf16Units {
		t.Fatalf("the unit is %s", e.unit)
	}
	params := e.at("[C|2, C3]")
	params["newName"] = "C20"
	var got workspaceEdit
	e.ask("textDocument/rename", params, &got)
	want := strings.NewReplacer("[C2,", "[C20,", "  C2:", "  C20:", "challenges: C2", "challenges: C20").Replace(e.text)
	if diff := cmp.Diff(want, e.applied(got.Changes[e.uri])); diff != "" {
		t.Error(diff)
	}
	params["newName"] = "not an id"
	if r := e.try("textDocument/rename", params); r.Error == nil || !strings.Contains(r.Error.Message, "cannot be an id") {
		t.Errorf("a bad name gave %+v", r)
	}
}

func TestOtherUnits(t *testing.T) {
	for _, unit := range []encoding{utf8Units, utf32Units} {
		e := small(t, map[string]any{"general": map[string]any{"positionEncodings": []string{"odd", string(unit), "utf-16"}}})
		if e.unit != unit {
			t.Fatalf("%s was offered, %s was taken", unit, e.unit)
		}
		var got []location
		e.ask("textDocument/definition", e.at("[C2, C|3]"), &got)
		if len(got) != 1 || e.index().offset(got[0].Range.Start) != strings.Index(e.text, "C3:\n") {
			t.Errorf("%s: %+v", unit, got)
		}
	}
}

var update = flag.Bool("update", false, "rewrite the expected outline")

func TestOutline(t *testing.T) {
	e := small(t, map[string]any{"textDocument": map[string]any{"documentSymbol": map[string]any{"hierarchicalDocumentSymbolSupport": true}}})
	var got []documentSymbol
	e.ask("textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": e.uri}}, &got)
	var b strings.Builder
	writeOutline(&b, got, "")
	want, err := os.ReadFile("testdata/outline.txt")
	if *update {
		os.WriteFile("testdata/outline.txt", []byte(b.String()), 0o644)
	} else if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Error(diff)
	}
}

func writeOutline(b *strings.Builder, symbols []documentSymbol, indent string) {
	for _, s := range symbols {
		b.WriteString(strings.TrimRight(indent+s.Name+" | "+s.Detail, " |") + "\n")
		writeOutline(b, s.Children, indent+"  ")
	}
}

func TestCodeActions(t *testing.T) {
	tests := []struct{ name, old, text, mark, title, becomes string }{
		{"a key", "    outcomes: [O1]", "    outcomse: [O1]", "outc|omse", "change to outcomes", "    outcomes: [O1]"},
		{"an id", "protocol: p1", "protocol: pp1", "protocol: |pp1", "change to p1", "protocol: p1"},
		{"a value", "target: capability", "target: capabilty", "target: |cap", "change to capability", "target: capability"},
		{"a missing key", "title: \"A tidy 🙂 case\"\n", "", "|safecase: 1", "add title", "title: \nsafecase: 1"},
		{"undeveloped", "The filter holds", "The filter holds", "  C|3:", "mark C3 as undeveloped", "The filter holds\n    undeveloped: true\n"},
		{"the digest", "A test", "A test", "file: |runs", "pin the digest of runs/result.json", "    sha256: "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := small(t, nil)
			e.findings(with("unsupported"))
			if test.old != test.text {
				e.replace(test.old, test.text)
			}
			params := e.at(test.mark)
			params["range"] = span{params["position"].(position), params["position"].(position)}
			var got []codeAction
			e.ask("textDocument/codeAction", params, &got)
			i := slices.IndexFunc(got, func(a codeAction) bool { return a.Title == test.title })
			if i < 0 {
				t.Fatalf("%q is not offered: %+v", test.title, got)
			}
			if after := e.applied(got[i].Edit.Changes[e.uri]); !strings.Contains(after, test.becomes) {
				t.Errorf("the text became\n%s", after)
			}
		})
	}
}

func TestBrokenYAML(t *testing.T) {
	e := small(t, nil)
	e.findings(with("unsupported"))
	e.replace("    claim: The model fails\n", "    claim: \"The model fails\n    quantity: {of: E1, metric: , below: 0.5\n")
	e.findings(with("yaml-syntax"))
	if got := e.labels("metric: |, below"); !slices.Contains(got, "ctf:acc,none") {
		t.Errorf("offered: %v", got)
	}
	if got := e.labels("supported_by: [|E1]"); !slices.Contains(got, "C3") {
		t.Errorf("offered: %v", got)
	}
	params := e.at("[C|2, C3]")
	params["newName"] = "C20"
	if r := e.try("textDocument/rename", params); r.Error == nil || !strings.Contains(r.Error.Message, "mend the YAML first") {
		t.Errorf("rename gave %+v", r)
	}
}

func TestConversation(t *testing.T) {
	e := small(t, nil)
	if r := e.try("textDocument/nonsense", nil); r.Error == nil || r.Error.Code != -32601 {
		t.Errorf("an unknown method gave %+v", r)
	}
	if r := e.try("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": "file:///nowhere"}}); r.Error == nil {
		t.Errorf("a text that is not open gave %+v", r)
	}
	e.try("shutdown", nil)
	if r := e.try("textDocument/hover", e.at("C|1")); r.Error == nil {
		t.Errorf("after shutdown hover gave %+v", r)
	}
	e.tell("exit", nil)
	if err := e.cmd.Wait(); err != nil {
		t.Errorf("exit after shutdown: %s", err)
	}
}

func TestExitWithoutShutdown(t *testing.T) {
	e := small(t, nil)
	e.tell("exit", nil)
	if err := e.cmd.Wait(); e.cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("exit without shutdown: %v", err)
	}
}

// TestOtherYAML holds that files which are no cases are left alone.
func TestOtherYAML(t *testing.T) {
	e := start(t, nil)
	e.open("values.yaml", "replicas: 3\n")
	if got := e.findings(func([]diagnostic) bool { return true }); len(got) > 0 {
		t.Errorf("findings: %+v", got)
	}
	if got := e.labels("repl|icas"); len(got) > 0 {
		t.Errorf("offered: %v", got)
	}
}

// TestTextIsMadeSafe holds that a case cannot write to the screen of whoever
// opens it.
func TestTextIsMadeSafe(t *testing.T) {
	e := start(t, nil)
	e.open("bad.case.yaml", "safecase: 1\ntitle: X\nnodes:\n  C1: {claim: \"a \\e[31m b \\u202e c\", x-team: \"red \\e[0m\", supported_by: [\"E\\e[2J1\"]}\n")
	d := find(e.findings(with("dangling-ref")), "dangling-ref")
	var h *hoverResult
	e.ask("textDocument/hover", e.at("\n  C|1"), &h)
	if !strings.Contains(h.Contents.Value, "x-team: red") {
		t.Errorf("hover does not say what the authors added: %q", h.Contents.Value)
	}
	for _, s := range []string{d.Message, h.Contents.Value} {
		if strings.ContainsAny(s, "\x1b\u202e") {
			t.Errorf("%q", s)
		}
	}
}
