package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

// Options says how cases are checked.
type Options struct {
	Today        func() time.Time // the day of every judgement; the server itself has no clock for it
	Profile      lint.Profile     // "" is the one that the case's status names
	NoWaivers    bool             // show cases bare
	Policy       *lint.Policy     // what the reviewer asks beyond the rules; nil for nothing
	Values       *casefile.Values // what monitoring measured; nil for nothing
	EvidenceRoot string           // where evidence is; "" is the folder of the case
	// Store reads evidence in object storage; nil reads none.
	Store   evidence.ObjectSource
	Version string // of this program, told to the editor
}

// ErrNoShutdown says that the editor went away, or asked to exit, without a
// shutdown before: the protocol wants exit code 1 then.
var ErrNoShutdown = errors.New("the editor left without a shutdown request")

// Serve speaks the Language Server Protocol 3.17 over a pair of streams until
// the editor says exit, the streams end or ctx ends. It reads evidence below
// the evidence root and writes nothing to the disk.
func Serve(ctx context.Context, in io.Reader, out io.Writer, opt Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &server{ctx: ctx, opt: opt, documents: map[string]*document{}, asked: map[jsonrpc2.ID]asked{}, exit: make(chan struct{}), out: newStream(in, out)}
	quiet := jsonrpc2.SetLogger(log.New(io.Discard, "", 0))
	conn := jsonrpc2.NewConn(ctx, s.out, s, quiet)
	select {
	case <-conn.DisconnectNotify():
	case <-s.exit:
	case <-ctx.Done():
	}
	cancel()
	s.closeAll()
	conn.Close()
	if s.mode() != stopped {
		return ErrNoShutdown
	}
	return nil
}

// phase is how far the conversation is.
type phase int

const (
	fresh phase = iota
	ready
	stopped
)

type server struct {
	ctx  context.Context
	opt  Options
	exit chan struct{}
	out  *stream

	mu        sync.Mutex
	phase     phase
	client    client
	documents map[string]*document
	asked     map[jsonrpc2.ID]asked // the slow requests that are not answered yet
}

// client is what the editor said about itself.
type client struct {
	encoding   encoding
	versioned  bool // takes edits that name the version they are for
	nestedTree bool // takes an outline that is a tree
}

func (s *server) mode() phase {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.phase
}

// call is the parameters of one request or notification.
type call struct {
	params json.RawMessage
	turn   *int            // of the text that a slow request is about; nil for the one that is there
	ctx    context.Context // of a slow request: ends when nobody wants the answer any more; else nil
}

// methods is the table of what editors may ask.
var methods = map[string]func(*server, call) (any, error){
	"initialize":                      (*server).initialize,
	"initialized":                     ignored,
	"shutdown":                        (*server).shutdown,
	"$/cancelRequest":                 (*server).cancelRequest,
	"$/setTrace":                      ignored,
	"workspace/didChangeWatchedFiles": (*server).filesChanged,
	"textDocument/didOpen":            (*server).didOpen,
	"textDocument/didChange":          (*server).didChange,
	"textDocument/didSave":            (*server).didSave,
	"textDocument/didClose":           (*server).didClose,
	"textDocument/completion":         (*server).completion,
	"textDocument/hover":              (*server).hover,
	"textDocument/definition":         (*server).definition,
	"textDocument/references":         (*server).references,
	"textDocument/prepareRename":      (*server).prepareRename,
	"textDocument/rename":             (*server).rename,
	"textDocument/documentSymbol":     (*server).documentSymbol,
	"textDocument/codeAction":         (*server).codeAction,
}

func ignored(*server, call) (any, error) { return nil, nil }

const codeNotInitialized = -32002

// admit finds the method that a request asks for, unless it comes too early or
// too late.
func (s *server) admit(req *jsonrpc2.Request) (func(*server, call) (any, error), error) {
	method := methods[req.Method]
	switch mode := s.mode(); {
	case method == nil:
		return nil, problem(jsonrpc2.CodeMethodNotFound, "%q is not understood", show(req.Method))
	case mode == fresh && req.Method != "initialize":
		return nil, problem(codeNotInitialized, "the first request must be initialize")
	case mode == stopped, mode == ready && req.Method == "initialize":
		return nil, problem(jsonrpc2.CodeInvalidRequest, "%s is too late", req.Method)
	}
	return method, nil
}

func problem(code int64, format string, args ...any) error {
	return &jsonrpc2.Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// read takes the parameters of a call apart.
func read[T any](c call) (T, error) {
	var params T
	if err := json.Unmarshal(c.params, &params); err != nil {
		return params, problem(jsonrpc2.CodeInvalidParams, "parameters: %s", err)
	}
	return params, nil
}

func (s *server) initialize(c call) (any, error) {
	p, err := read[initializeParams](c)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phase = ready
	s.client = client{
		encoding:   choose(p.Capabilities.General.PositionEncodings),
		versioned:  p.Capabilities.Workspace.WorkspaceEdit.DocumentChanges,
		nestedTree: p.Capabilities.TextDocument.DocumentSymbol.HierarchicalDocumentSymbolSupport,
	}
	return initializeResult{
		Capabilities: capabilities(s.client.encoding),
		ServerInfo:   serverInfo{"safecase", s.opt.Version},
	}, nil
}

func (s *server) shutdown(call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.phase = stopped
	return nil, nil
}

func (s *server) closeAll() {
	s.mu.Lock()
	documents := s.documents
	s.documents = map[string]*document{}
	s.mu.Unlock()
	for _, d := range documents {
		d.close()
	}
}

// document finds an open document. It is nil, without an error, for a text
// that is open and is no case.
func (s *server) document(uri string) (*document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.documents[uri]
	switch {
	case d == nil:
		return nil, problem(jsonrpc2.CodeInvalidParams, "%s is not open", show(uri))
	case !d.isCase():
		return nil, nil
	}
	return d, nil
}

// at is what most requests begin with: the document and a place in it.
func (s *server) at(c call) (*snapshot, int, error) { return s.seen(c, (*document).snapshot) }

func (s *server) seen(c call, how func(*document) *snapshot) (*snapshot, int, error) {
	p, err := read[positionParams](c)
	if err != nil {
		return nil, 0, err
	}
	d, err := s.document(p.TextDocument.URI)
	if err != nil || d == nil {
		return nil, 0, err
	}
	now, err := c.about(d, how)
	if err != nil {
		return nil, 0, err
	}
	return now, now.index.offset(p.Position), nil
}
