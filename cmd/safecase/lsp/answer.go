package lsp

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/sourcegraph/jsonrpc2"
)

// slow are the requests that need a check of the text. Editors send them after
// every keystroke and at every move of the cursor; they are answered beside the
// others, so that typing and completion never wait for them.
var slow = map[string]bool{
	"textDocument/hover":          true,
	"textDocument/documentSymbol": true,
	"textDocument/codeAction":     true,
}

// errModified is the protocol's word for an answer that is of no use any more,
// since the text has changed since it was asked for.
var errModified = &jsonrpc2.Error{Code: -32801, Message: "the text has changed"}

// Handle implements jsonrpc2.Handler. Messages arrive one after the other.
func (s *server) Handle(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) {
	if req.Method == "exit" {
		close(s.exit)
		return
	}
	method, err := s.admit(req)
	if err != nil {
		s.answer(req, nil, err)
		return
	}
	c := call{}
	if req.Params != nil {
		c.params = *req.Params
	}
	if !slow[req.Method] {
		result, err := method(s, c)
		s.answer(req, result, err)
		return
	}
	c.turn = s.turnOf(c)
	c.ctx = s.wait(req)
	go func() {
		result, err := method(s, c)
		if s.finish(req.ID) {
			s.answer(req, result, err)
		}
	}()
}

// turnOf is the turn of the text that a request is about; nil when it is about
// none that is open.
func (s *server) turnOf(c call) *int {
	p, err := read[documentParams](c)
	if err != nil {
		return nil
	}
	d, err := s.document(p.TextDocument.URI)
	if err != nil || d == nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	turn := d.turn
	return &turn
}

// about is the document as the request knew it; an error when it has changed.
func (c call) about(d *document, how func(*document) *snapshot) (*snapshot, error) {
	now := how(d)
	now.ctx = c.ctx
	if c.turn != nil && *c.turn != now.turn {
		return nil, errModified
	}
	return now, nil
}

// answer sends the result of a request. Notifications have none. It is written
// here and not by the library, which turns a result into JSON three times over.
func (s *server) answer(req *jsonrpc2.Request, result any, err error) {
	if req.Notif {
		return
	}
	word, body := "result", []byte(nil)
	if err == nil {
		body, err = json.Marshal(result)
	}
	if err != nil {
		told := &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: show(err.Error())}
		errors.As(err, &told)
		word = "error"
		body, _ = json.Marshal(told)
	}
	id, _ := json.Marshal(req.ID)
	s.out.write([]byte(`{"jsonrpc":"2.0","id":`), id, []byte(`,"`+word+`":`), body, []byte("}"))
}
