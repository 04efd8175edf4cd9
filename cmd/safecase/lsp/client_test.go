package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"sync"
	"testing"
	"time"

	"safecase/casefile"
)

var asOf = time.Date(2026, 6, 21, 0, 0, 0, 0, time.UTC)

func testOptions() Options {
	return Options{Today: func() time.Time { return asOf }, Version: "test"}
}

// TestMain is the server itself when the tests start this binary as one.
func TestMain(m *testing.M) {
	if os.Getenv("SAFECASE_TEST_SERVE") == "" {
		os.Exit(m.Run())
	}
	debug.SetGCPercent(400)                                     // as the command does
	if path := os.Getenv("SAFECASE_TEST_PROFILE"); path != "" { // go tool pprof reads it
		if f, err := os.Create(path); err == nil && pprof.StartCPUProfile(f) == nil {
			defer f.Close()
		}
	}
	if err := Serve(context.Background(), os.Stdin, os.Stdout, testOptions()); err != nil {
		pprof.StopCPUProfile()
		os.Exit(1)
	}
	pprof.StopCPUProfile()
	os.Exit(0)
}

// editor is a small client that talks to a server in a process of its own.
type editor struct {
	t    testing.TB
	cmd  *exec.Cmd
	in   io.WriteCloser
	id   int
	unit encoding
	dir  string
	uri  string
	text string
	v    int

	mu      sync.Mutex
	replies map[int]chan reply
	found   chan published
	count   int       // of them
	arrived time.Time // of the findings that were last waited for
}

// published is findings with the time when their last byte came.
type published struct {
	publishParams
	at time.Time
}

type reply struct {
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

func start(t testing.TB, capabilities map[string]any) *editor {
	t.Helper()
	e := &editor{t: t, cmd: exec.Command(os.Args[0]), replies: map[int]chan reply{}, found: make(chan published, 1000), dir: t.TempDir()}
	e.cmd.Env = append(os.Environ(), "SAFECASE_TEST_SERVE=1")
	e.cmd.Stderr = os.Stderr
	in, err := e.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := e.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	e.in = in
	go e.listen(bufio.NewReader(out))
	t.Cleanup(func() { in.Close(); e.cmd.Wait() })
	var got initializeResult
	e.ask("initialize", map[string]any{"processId": nil, "capabilities": capabilities}, &got)
	e.unit = encoding(got.Capabilities["positionEncoding"].(string))
	e.tell("initialized", map[string]any{})
	return e
}

func (e *editor) listen(out *bufio.Reader) {
	for {
		var length int
		for {
			line, err := out.ReadString('\n')
			if err != nil {
				return
			}
			if line = strings.TrimSpace(line); line == "" {
				break
			}
			fmt.Sscanf(line, "Content-Length: %d", &length)
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(out, body); err != nil {
			return
		}
		e.take(body, time.Now())
	}
}

func (e *editor) take(body []byte, at time.Time) {
	var message struct {
		ID     *int            `json:"id"`
		Params json.RawMessage `json:"params"`
		reply
	}
	json.Unmarshal(body, &message)
	if message.ID == nil {
		var p published
		json.Unmarshal(message.Params, &p)
		p.at = at
		e.found <- p
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.replies[*message.ID] <- message.reply
}

func (e *editor) send(message map[string]any) {
	message["jsonrpc"] = "2.0"
	body, _ := json.Marshal(message)
	fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

func (e *editor) tell(method string, params any) {
	e.send(map[string]any{"method": method, "params": params})
}

// try asks and returns what came back, a refusal included.
func (e *editor) try(method string, params any) reply {
	e.t.Helper()
	e.id++
	back := make(chan reply, 1)
	e.mu.Lock()
	e.replies[e.id] = back
	e.mu.Unlock()
	e.send(map[string]any{"id": e.id, "method": method, "params": params})
	select {
	case r := <-back:
		return r
	case <-time.After(20 * time.Second):
		e.t.Fatalf("%s was not answered", method)
	}
	return reply{}
}

func (e *editor) ask(method string, params, result any) {
	e.t.Helper()
	r := e.try(method, params)
	if r.Error != nil {
		e.t.Fatalf("%s: %s", method, r.Error.Message)
	}
	if err := json.Unmarshal(r.Result, result); err != nil {
		e.t.Fatalf("%s: %s in %s", method, err, r.Result)
	}
}

func (e *editor) open(name, text string) {
	e.uri, e.text, e.v = uriOf(filepath.Join(e.dir, name)), text, 1
	e.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": e.uri, "languageId": "yaml", "version": 1, "text": text}})
}

// index of the text as the editor has it.
func (e *editor) index() *index { return newIndex(e.text, e.unit) }

// replace types text over the first place where old stands.
func (e *editor) replace(old, text string) {
	e.t.Helper()
	i := strings.Index(e.text, old)
	if i < 0 {
		e.t.Fatalf("%q is not in the text", old)
	}
	e.splice(i, i+len(old), text)
}

// splice types text over some bytes, as far as they are whole characters.
func (e *editor) splice(from, to int, text string) {
	x := e.index()
	where := x.span(from, to)
	from, to = x.offset(where.Start), x.offset(where.End)
	e.v++
	e.text = e.text[:from] + text + e.text[max(from, to):]
	e.tell("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": e.uri, "version": e.v},
		"contentChanges": []any{map[string]any{"range": where, "text": text}},
	})
}

// at is the request parameters for the first place of a mark, which holds a |
// where the cursor is.
func (e *editor) at(mark string) map[string]any {
	e.t.Helper()
	before, _, _ := strings.Cut(mark, "|")
	i := strings.Index(e.text, strings.Replace(mark, "|", "", 1))
	if i < 0 {
		e.t.Fatalf("%q is not in the text", mark)
	}
	return map[string]any{"textDocument": map[string]any{"uri": e.uri}, "position": e.index().position(i + len(before))}
}

// findings waits for those of the text as it is now, from a full check: the
// last ones that come before the server rests.
func (e *editor) findings(want func([]diagnostic) bool) []diagnostic {
	e.t.Helper()
	var last []diagnostic
	for deadline := time.After(20 * time.Second); ; {
		select {
		case p := <-e.found:
			if p.Version == nil || *p.Version != e.v {
				continue
			}
			e.arrived, e.count = p.at, len(p.Diagnostics)
			if last = p.Diagnostics; want(last) {
				return last
			}
		case <-deadline:
			e.t.Fatalf("the findings did not come; last: %+v", last)
		}
	}
}

func with(rule string) func([]diagnostic) bool {
	return func(all []diagnostic) bool { return find(all, rule) != nil }
}

func without(rule string) func([]diagnostic) bool {
	return func(all []diagnostic) bool { return find(all, rule) == nil }
}

func find(all []diagnostic, rule string) *diagnostic {
	for i := range all {
		if all[i].Code == rule {
			return &all[i]
		}
	}
	return nil
}

// labels are what is offered at a mark.
func (e *editor) labels(mark string) []string {
	e.t.Helper()
	var list completionList
	e.ask("textDocument/completion", e.at(mark), &list)
	for again := 0; list.IsIncomplete && len(list.Items) == 0 && again < 100; again++ { // an editor asks again, too
		time.Sleep(10 * time.Millisecond)
		e.ask("textDocument/completion", e.at(mark), &list)
	}
	out := []string{}
	for _, item := range list.Items {
		out = append(out, item.Label)
	}
	return out
}

// applied is the text after edits of the editor.
func (e *editor) applied(edits []textEdit) string {
	x := e.index()
	var c casefile.Change
	for _, edit := range edits {
		from, to := x.offset(edit.Range.Start), x.offset(edit.Range.End)
		c.Splices = append(c.Splices, casefile.Splice{At: from, Old: e.text[from:to], New: edit.NewText})
	}
	text, err := c.Apply(e.text)
	if err != nil {
		e.t.Fatal(err)
	}
	return text
}
