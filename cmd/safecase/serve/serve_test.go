package serve

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"safecase/internal/chromium"
)

func start(t *testing.T, s *Server) string {
	t.Helper()
	l, url, err := s.Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return url
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func stateAfter(t *testing.T, url, version string) state {
	t.Helper()
	_, body := get(t, url+"state?after="+version)
	var s state
	if err := json.Unmarshal([]byte(body), &s); err != nil {
		t.Fatal(err, body)
	}
	return s
}

// A case that breaks keeps the last good drawing and says what is wrong; once
// mended it is drawn again, and who waits is told at once.
func TestBrokenCaseKeepsTheLastDrawing(t *testing.T) {
	changed := make(chan struct{})
	pages := make(chan Page, 3)
	pages <- Page{HTML: []byte("first")}
	pages <- Page{Problem: "case.yaml:3:1: error"}
	pages <- Page{HTML: []byte("third")}
	url := start(t, &Server{Changed: changed, Draw: func(context.Context) Page { return <-pages }})
	if s := stateAfter(t, url, "0"); s.Version != 1 || s.Problem != "" {
		t.Fatalf("got %+v", s)
	}
	if _, body := get(t, url+"report"); body != "first" {
		t.Errorf("report is %q", body)
	}
	go func() { time.Sleep(20 * time.Millisecond); changed <- struct{}{} }()
	if s := stateAfter(t, url, "1"); s.Version != 2 || !strings.Contains(s.Problem, "3:1") {
		t.Fatalf("got %+v", s)
	}
	if _, body := get(t, url+"report"); body != "first" {
		t.Errorf("the last drawing is lost: %q", body)
	}
	changed <- struct{}{}
	if s := stateAfter(t, url, "2"); s.Version != 3 || s.Problem != "" {
		t.Fatalf("got %+v", s)
	}
	if _, body := get(t, url+"report"); body != "third" {
		t.Errorf("report is %q", body)
	}
}

func TestOnlyWhoKnowsTheTokenIsServed(t *testing.T) {
	url := start(t, &Server{Changed: make(chan struct{}), Draw: func(context.Context) Page { return Page{HTML: []byte("secret")} }})
	base := url[:strings.LastIndex(strings.TrimSuffix(url, "/"), "/")+1]
	if !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Errorf("served on %s; expected a loopback address", url)
	}
	for _, path := range []string{"", "report", "00000000000000000000000000000000/report", "../report"} {
		if code, body := get(t, base+path); code != http.StatusNotFound || strings.Contains(body, "secret") {
			t.Errorf("%q: %d %q", path, code, body)
		}
	}
	req, _ := http.NewRequest(http.MethodGet, url+"report", nil)
	req.Host = "evil.example:80"
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("a foreign host name is served: %d", resp.StatusCode)
	}
	resp, err = http.Post(url, "text/plain", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("writing is answered with %d", resp.StatusCode)
	}
}

// A page of somebody else that got hold of the address is told nothing.
func TestOtherOriginsAreRefused(t *testing.T) {
	url := start(t, &Server{Changed: make(chan struct{}), Draw: func(context.Context) Page { return Page{HTML: []byte("secret")} }})
	for _, c := range []struct {
		header map[string]string
		want   int
	}{
		{map[string]string{"Origin": "https://evil.example"}, http.StatusForbidden},
		{map[string]string{"Origin": "null"}, http.StatusForbidden},
		{map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, http.StatusForbidden},
		{map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, http.StatusForbidden},
		{map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, http.StatusOK},
		{map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": url[:strings.LastIndex(url, ":")+6]}, http.StatusOK},
	} {
		req, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range c.header {
			req.Header.Set(k, v)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != c.want {
			t.Errorf("%v is answered with %d; expected %d", c.header, resp.StatusCode, c.want)
		}
	}
}

// In a browser the page follows the drawing, keeps the last good one under the
// findings, and its policy refuses nothing of its own.
func TestPageFollowsTheDrawing(t *testing.T) {
	changed, pages := make(chan struct{}), make(chan Page, 3)
	for _, p := range []Page{{HTML: []byte("<p id=x>first")}, {Problem: "case.yaml:3:1: <b>error"}, {HTML: []byte("<p id=x>third")}} {
		pages <- p
	}
	b := chromium.Start(t)
	p := b.Open(t, start(t, &Server{Changed: changed, Draw: func(context.Context) Page { return <-pages }}), chromium.View{})
	shown := `document.getElementById("report").contentDocument?.getElementById("x")?.textContent`
	p.True(shown + ` === "first"`)
	changed <- struct{}{}
	p.True(`document.getElementById("problem").textContent.includes("case.yaml:3:1: <b>error") && ` + shown + ` === "first"`)
	changed <- struct{}{}
	p.True(`!document.getElementById("problem").textContent && ` + shown + ` === "third"`)
	for _, m := range p.Messages() {
		if !strings.Contains(m, "favicon") {
			t.Errorf("the console says %s", m)
		}
	}
}
