package object

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// patience is how long a store may keep us waiting.
type patience struct {
	connect time.Duration // for a connection
	answer  time.Duration // for the beginning of an answer
	window  time.Duration // in every one of these, least bytes must arrive
	backoff time.Duration // the longest pause before a request is tried again
}

var usualPatience = patience{connect: 10 * time.Second, answer: 30 * time.Second, window: 30 * time.Second, backoff: 4 * time.Second}

const (
	least       = 16 << 10 // bytes that must arrive in a window
	mostHeader  = 256 << 10
	mostRefusal = 1 << 20  // bytes of an answer that is an error
	mostPage    = 16 << 20 // bytes of one page of a listing
)

var errStalled = errors.New("the store stopped sending")

// newHTTPClient makes a client that follows no redirect: one would lead, with our signature, to where the user did not
// say. It decodes nothing, so that bytes are those that are stored.
func newHTTPClient(p patience) *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &boundedTransport{window: p.window, next: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            (&net.Dialer{Timeout: p.connect}).DialContext,
			TLSHandshakeTimeout:    p.connect,
			ResponseHeaderTimeout:  p.answer,
			MaxResponseHeaderBytes: mostHeader,
			MaxIdleConnsPerHost:    8,
			IdleConnTimeout:        time.Minute,
			DisableCompression:     true,
			ForceAttemptHTTP2:      true,
		}},
	}
}

// boundedTransport ends answers that do not come to an end, and bounds those that the client library reads into memory.
type boundedTransport struct {
	next   http.RoundTripper
	window time.Duration
}

// RoundTrip implements http.RoundTripper.
func (t *boundedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, stop := context.WithCancelCause(r.Context())
	answer, err := t.next.RoundTrip(r.WithContext(ctx))
	if err != nil {
		stop(nil)
		return nil, err
	}
	b := &watchedBody{ReadCloser: answer.Body, ctx: ctx, stop: stop}
	b.mu.Lock()
	b.watch = time.AfterFunc(t.window, func() { b.look(t.window) })
	b.mu.Unlock()
	answer.Body = b
	switch {
	case answer.StatusCode >= 300:
		answer.Body = limitedBody{io.LimitReader(b, mostRefusal), b}
	case r.URL.Query().Has("list-type"):
		answer.Body = limitedBody{io.LimitReader(b, mostPage), b}
	}
	return answer, nil
}

type limitedBody struct {
	io.Reader
	io.Closer
}

// watchedBody ends a body of which too little arrives while somebody waits for it. A reader that is busy elsewhere is
// not the store's fault.
type watchedBody struct {
	io.ReadCloser
	ctx   context.Context
	stop  context.CancelCauseFunc
	watch *time.Timer

	mu     sync.Mutex
	since  time.Time     // when the present wait began; zero when nobody waits
	waited time.Duration // in this window, in earlier waits
	got    int           // bytes in this window
}

// look ends a window.
func (b *watchedBody) look(window time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.since.IsZero() {
		b.waited += time.Since(b.since)
		b.since = time.Now()
	}
	switch {
	case b.ctx.Err() != nil:
		return
	case b.waited > window*3/4 && b.got < least:
		b.stop(errStalled)
		return
	}
	b.waited, b.got = 0, 0
	b.watch.Reset(window)
}

// Read implements io.Reader.
func (b *watchedBody) Read(p []byte) (int, error) {
	b.mu.Lock()
	b.since = time.Now()
	b.mu.Unlock()
	n, err := b.ReadCloser.Read(p)
	b.mu.Lock()
	b.waited += time.Since(b.since)
	b.since = time.Time{}
	b.got += n
	b.mu.Unlock()
	if err != nil && errors.Is(context.Cause(b.ctx), errStalled) {
		err = errStalled
	}
	return n, err
}

// Close implements io.Closer.
func (b *watchedBody) Close() error {
	b.watch.Stop()
	b.stop(nil)
	return b.ReadCloser.Close()
}
