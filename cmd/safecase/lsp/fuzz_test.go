package lsp

import (
	"encoding/json"
	"os"
	"testing"
	"time"
)

// FuzzRequests holds that no text, and no place in one, brings the server
// down, and that a place is found again where it came from.
func FuzzRequests(f *testing.F) {
	small, err := os.ReadFile("testdata/small.case.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(small), 17, 50, byte(0))
	f.Add("safecase: 1\r\nnodes:\r  C1: {claim: \"🙂\", supported_by: [", 1, 40, byte(1))
	f.Add("\ufeffsafecase: 1\nwaivers:\n- - rule: x\n  -\n- {", 4, 3, byte(2))
	f.Add("safecase: 1\nnodes: {C1: {quantity: {of: [E1, {", 1, 30, byte(0))
	f.Fuzz(func(t *testing.T, text string, line, character int, unit byte) {
		s := &server{ctx: t.Context(), opt: testOptions(), phase: ready, documents: map[string]*document{}}
		d := &document{uri: "x", text: text, unit: []encoding{utf16Units, utf8Units, utf32Units}[unit%3], wake: make(chan struct{}, 1), done: make(chan struct{})}
		d.shelf = newShelf("", nil, func() {})
		d.library = newLibrary(d.path, d.shelf, func() {})
		s.documents["x"] = d
		x := newIndex(text, d.unit)
		if at := x.offset(position{line, character}); at < 0 || at > len(text) || x.offset(x.position(at)) != at {
			t.Fatalf("byte %d is found again at %d", at, x.offset(x.position(at)))
		}
		params, _ := json.Marshal(map[string]any{
			"textDocument": map[string]any{"uri": "x"}, "position": position{line, character}, "newName": "Z9",
			"range": span{position{line, character}, position{line + 1, 0}},
		})
		before := time.Now()
		for name, ask := range methods {
			if name == "textDocument/didOpen" || name == "textDocument/didClose" || name == "initialize" || name == "shutdown" {
				continue
			}
			ask(s, call{params: params})
		}
		if time.Since(before) > 10*time.Second {
			t.Fatal("hangs")
		}
	})
}
