// Package serve shows a case in the browser while it is written: the report of
// the last version that could be drawn, drawn again when the case or its
// evidence changes. It writes nothing and answers on a loopback address only.
package serve

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Page is one drawing of the case.
type Page struct {
	HTML    []byte // the report; nil when it could not be drawn
	Problem string // why not, or what is wrong with the case; plain text
}

// Server shows one case.
type Server struct {
	// Draw draws the case as it is now. It is called one call at a time, in the
	// background, and should run in a process of its own.
	Draw func(ctx context.Context) Page
	// Changed tells that the case or its evidence may have changed.
	Changed <-chan struct{}

	token string
	host  string

	mu      sync.Mutex
	page    Page // the last drawing that succeeded, with the last problem
	version int
	waiting map[chan struct{}]bool
}

//go:embed shell.html
var shell string

// Listen opens the server on a loopback port; port 0 takes a free one. The
// address to open in a browser is returned; it holds a token that nobody
// guesses.
func (s *Server) Listen(port int) (net.Listener, string, error) {
	secret := make([]byte, 16)
	if _, err := rand.Read(secret); err != nil {
		return nil, "", err
	}
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", fmt.Sprint(port)))
	if err != nil {
		return nil, "", err
	}
	s.token, s.host, s.waiting = hex.EncodeToString(secret), l.Addr().String(), map[chan struct{}]bool{}
	return l, "http://" + s.host + "/" + s.token + "/", nil
}

// Run serves until ctx ends.
func (s *Server) Run(ctx context.Context, l net.Listener) error {
	go s.redraw(ctx)
	server := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second, MaxHeaderBytes: 1 << 14,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// redraw draws at the start and after every change, and tells who waits.
func (s *Server) redraw(ctx context.Context) {
	for {
		page := s.Draw(ctx)
		s.mu.Lock()
		if page.HTML == nil {
			page.HTML = s.page.HTML
		}
		s.page = page
		s.version++
		for ch := range s.waiting {
			close(ch)
		}
		s.waiting = map[chan struct{}]bool{}
		s.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case _, open := <-s.Changed:
			if !open {
				return
			}
		}
	}
}

// ServeHTTP answers requests that name this server and carry the token.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	token, page, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case r.Host != s.host:
		http.Error(w, "this address is not served here", http.StatusMisdirectedRequest)
	case !s.sameOrigin(r):
		http.Error(w, "only its own page may ask this server", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "only reading is possible", http.StatusMethodNotAllowed)
	case !ok || subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) != 1:
		http.NotFound(w, r)
	case page == "":
		header.Set("Content-Security-Policy", shellPolicy())
		header.Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, shell)
	case page == "report":
		s.report(w)
	case page == "state":
		s.state(w, r)
	default:
		http.NotFound(w, r)
	}
}

// sameOrigin refuses what a browser says that another page asked for. The
// address itself may be opened from anywhere: it holds the token.
func (s *Server) sameOrigin(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+s.host {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return true
	}
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// shellPolicy lets nothing run but the style and the script of the page itself.
var shellPolicy = sync.OnceValue(func() string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		inlineHash("style"), inlineHash("script"))
})

// inlineHash is the digest of an element of the page, as a policy names it.
func inlineHash(element string) string {
	_, rest, _ := strings.Cut(shell, "<"+element+">")
	text, _, _ := strings.Cut(rest, "</"+element+">")
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func (s *Server) report(w http.ResponseWriter) {
	s.mu.Lock()
	html := s.page.HTML
	s.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if html == nil {
		fmt.Fprint(w, "<!doctype html><title>safecase</title><p>Nothing could be drawn yet.</p>")
		return
	}
	w.Write(html)
}

type state struct {
	Version int    `json:"version"`
	Problem string `json:"problem"`
}

// longest is how long a question for the next version waits; shorter than
// what browsers and proxies allow.
const longest = 25 * time.Second

// state answers with the version that is served, at once or, when the browser
// has it already, as soon as there is another.
func (s *Server) state(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	if r.URL.Query().Get("after") == fmt.Sprint(s.version) {
		ch := make(chan struct{})
		s.waiting[ch] = true
		s.mu.Unlock()
		select {
		case <-ch:
		case <-r.Context().Done():
		case <-time.After(longest):
		}
		s.mu.Lock()
		delete(s.waiting, ch)
	}
	now := state{s.version, s.page.Problem}
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(now)
}
