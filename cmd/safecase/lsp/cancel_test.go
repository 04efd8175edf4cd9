package lsp

import (
	"context"
	"testing"
	"time"
)

// post sends a request and gives the channel of its answer.
func (e *editor) post(method string, params any) (id int, back chan reply) {
	e.id++
	back = make(chan reply, 2)
	e.mu.Lock()
	e.replies[e.id] = back
	e.mu.Unlock()
	e.send(map[string]any{"id": e.id, "method": method, "params": params})
	return e.id, back
}

// TestCancelledRequestIsAnsweredOnce takes a request back while the text is
// checked for it: it is answered as the protocol wants, and others go on.
func TestCancelledRequestIsAnsweredOnce(t *testing.T) {
	e := start(t, nil)
	e.open("big.case.yaml", bigCase())
	outline := map[string]any{"textDocument": map[string]any{"uri": e.uri}}
	cancelled := false
	for try := 0; try < 20 && !cancelled; try++ { // one may be answered before it is taken back
		e.replace("title: Big", "title: Big ")
		id, back := e.post("textDocument/documentSymbol", outline)
		e.tell("$/cancelRequest", map[string]any{"id": id})
		select {
		case r := <-back:
			cancelled = r.Error != nil && r.Error.Code == -32800
		case <-time.After(20 * time.Second):
			t.Fatal("a cancelled request was not answered")
		}
		time.Sleep(time.Millisecond)
		if len(back) > 0 {
			t.Fatal("a cancelled request was answered twice")
		}
	}
	if !cancelled {
		t.Error("no request could be cancelled")
	}
	e.tell("$/cancelRequest", map[string]any{"id": "never asked"})
	e.tell("$/cancelRequest", map[string]any{"id": []int{1}})
	var symbols []flatSymbol
	e.ask("textDocument/documentSymbol", outline, &symbols)
	if len(symbols) == 0 {
		t.Error("the outline is empty after a request was cancelled")
	}
	e.findings(with("file-missing"))
}

// TestCheckEndsWithTheLastWhoWaits: a check that somebody else waits for goes
// on when one who waited has gone.
func TestCheckEndsWithTheLastWhoWaits(t *testing.T) {
	d := &document{}
	ended := make(chan struct{})
	d.giveUp = func() { close(ended) }
	first, cancelFirst := context.WithCancel(t.Context())
	second, cancelSecond := context.WithCancel(t.Context())
	leave := d.join(first)
	d.join(second)
	cancelFirst()
	leave()
	d.mu.Lock()
	waiting := d.waiting
	d.mu.Unlock()
	if waiting != 1 {
		t.Errorf("%d wait, want 1", waiting)
	}
	select {
	case <-ended:
		t.Fatal("the check ended while somebody waited for it")
	default:
	}
	cancelSecond()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("nobody waits, and the check goes on")
	}
}
