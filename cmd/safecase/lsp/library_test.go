package lsp

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const cyberText = "safecase: 1\ntitle: Cyber\nnodes:\n  C1: {claim: The filter holds, public: true, supported_by: [C2]}\n  C2: {claim: It was in use, assumed: true}\n"

// modular opens a case that rests on another file.
func modular(t *testing.T) *editor {
	t.Helper()
	e := start(t, nil)
	writeBeside(t, e, "cyber.case.yaml", cyberText)
	e.open("index.case.yaml", "safecase: 1\ntitle: Index\nuses: {cyber: cyber.case.yaml}\nnodes:\n  C1: {claim: Nobody is harmed, supported_by: [cyber:C1]}\n")
	return e
}

func writeBeside(t *testing.T, e *editor, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(e.dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestModulesAreReadAndReadAgain(t *testing.T) {
	e := modular(t)
	e.findings(without("away-not-read"))
	var h *hoverResult
	e.ask("textDocument/hover", e.at("cyber:C|1"), &h)
	for _, want := range []string{"in cyber.case.yaml", "The filter holds", "rests on assumption: cyber:C2"} {
		if !strings.Contains(h.Contents.Value, want) {
			t.Errorf("hover does not say %q:\n%s", want, h.Contents.Value)
		}
	}
	e.replace("cyber:C1", "cyber:C2")
	e.findings(with("away-private"))
	e.replace("cyber:C2", "cyber:C9")
	e.findings(with("away-missing"))
	e.replace("cyber:C9", "cyber:C1")
	e.findings(without("away-missing"))
	if err := os.Remove(filepath.Join(e.dir, "cyber.case.yaml")); err != nil {
		t.Fatal(err)
	}
	e.tell("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": e.uri}})
	e.findings(with("away-not-read"))
}

func TestModulesOfferTheirInterface(t *testing.T) {
	e := modular(t)
	e.findings(func(all []diagnostic) bool { return with("case-incomplete")(all) && without("away-not-read")(all) })
	e.replace("[cyber:C1]", "[]")
	got := e.labels("supported_by: [|")
	if !strings.Contains(strings.Join(got, " "), "cyber:C1") || strings.Contains(strings.Join(got, " "), "cyber:C2") {
		t.Errorf("offered %v, want cyber:C1 and not cyber:C2", got)
	}
}

func TestRenameReachesTheOtherFile(t *testing.T) {
	e := modular(t)
	e.findings(func(all []diagnostic) bool { return with("case-incomplete")(all) && without("away-not-read")(all) })
	p := e.at("cyber:C|1")
	p["newName"] = "C-filter"
	var got workspaceEdit
	e.ask("textDocument/rename", p, &got)
	here, there := got.Changes[e.uri], got.Changes[uriOf(filepath.Join(e.dir, "cyber.case.yaml"))]
	if after := e.applied(here); !strings.Contains(after, "[cyber:C-filter]") {
		t.Errorf("this file became:\n%s", after)
	}
	if len(there) != 1 || there[0].NewText != "C-filter" || there[0].Range.Start.Line != 3 {
		t.Errorf("the other file gets %+v", there)
	}
	p["newName"] = "C2"
	if r := e.try("textDocument/rename", p); r.Error == nil || !strings.Contains(r.Error.Message, "C2 is there already") {
		t.Errorf("a taken id gives %+v", r)
	}
}
