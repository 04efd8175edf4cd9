package lsp

import (
	"context"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// errCancelled is the protocol's word for a request that the editor took back.
var errCancelled = &jsonrpc2.Error{Code: -32800, Message: "the request was cancelled"}

// asked is a request that is being answered beside the others.
type asked struct {
	request *jsonrpc2.Request
	end     context.CancelFunc
}

// wait notes a slow request; the context ends when its answer is sent, or not
// wanted any more.
func (s *server) wait(req *jsonrpc2.Request) context.Context {
	ctx, end := context.WithCancel(s.ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[req.ID] = asked{req, end}
	return ctx
}

// finish reports whether a request still wants its answer, which nobody gives
// twice.
func (s *server) finish(id jsonrpc2.ID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, open := s.asked[id]
	if open {
		delete(s.asked, id)
		a.end()
	}
	return open
}

// cancelRequest answers a slow request at once, without a result. One that was
// answered before, or is none of the slow ones, is none of its business.
func (s *server) cancelRequest(c call) (any, error) {
	p, err := read[struct {
		ID jsonrpc2.ID `json:"id"`
	}](c)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	a, open := s.asked[p.ID]
	s.mu.Unlock()
	if open && s.finish(p.ID) {
		s.answer(a.request, nil, errCancelled)
	}
	return nil, nil
}

// join counts somebody who waits for a check of d, until leave is called or ctx
// ends. With the last one who waits the check ends, too.
func (d *document) join(ctx context.Context) (leave func()) {
	d.mu.Lock()
	d.waiting++
	d.mu.Unlock()
	gone := sync.OnceFunc(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.waiting--; d.waiting == 0 && d.giveUp != nil {
			d.giveUp()
		}
	})
	stop := context.AfterFunc(ctx, gone)
	return func() {
		stop()
		gone()
	}
}
