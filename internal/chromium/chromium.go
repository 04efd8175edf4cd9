// Package chromium opens pages in headless Chromium for the tests of what a
// browser shows. It speaks the DevTools protocol over the browser's debugging
// pipe, so that no port is opened and no library is needed for the few calls
// that the tests make. Only tests import it.
package chromium

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
)

// answerLimit is how long the browser may take for one answer.
const answerLimit = 60 * time.Second

// Browser is a running browser without a network.
type Browser struct {
	to io.Writer

	mu      sync.Mutex
	last    int
	waiting map[int]chan answer
	pages   map[string]*Page // by session
	ended   error
}

type answer struct {
	Result json.RawMessage
	Error  *struct{ Message string }
}

// Find returns the path of Chromium. Without one the test is skipped aloud;
// where SAFECASE_NO_SKIP is set that is a failure.
func Find(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("SAFECASE_NO_SKIP") != "" {
		t.Fatal("no Chromium on the path: install it")
	}
	t.Skip("SKIPPED: no Chromium on the path, so that the page was not opened in a browser")
	return ""
}

// Start starts a browser that ends with the test. Its network leads nowhere
// but to the loopback address.
func Start(t testing.TB) *Browser {
	t.Helper()
	c := exec.Command(Find(t), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
		"--hide-scrollbars", "--force-color-profile=srgb", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=127.0.0.1",
		"--remote-debugging-pipe", "--user-data-dir="+t.TempDir(), "about:blank")
	reads, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, writes, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c.ExtraFiles = []*os.File{reads, writes} // the browser reads 3 and writes 4
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	reads.Close()
	writes.Close()
	b := &Browser{to: to, waiting: map[int]chan answer{}, pages: map[string]*Page{}}
	go b.listen(from)
	t.Cleanup(func() {
		b.call("", "Browser.close", nil, nil)
		done := make(chan struct{})
		go func() { c.Wait(); close(done) }()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			c.Process.Kill()
			<-done
		}
		to.Close()
		from.Close()
	})
	return b
}

type message struct {
	ID        int             `json:"id"`
	Session   string          `json:"sessionId"`
	Method    string          `json:"method"`
	Params    json.RawMessage `json:"params"`
	Result    json.RawMessage `json:"result"`
	ErrorPart *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// listen hands out what the browser says until it ends.
func (b *Browser) listen(from io.Reader) {
	r := bufio.NewReaderSize(from, 1<<20)
	for {
		line, err := r.ReadBytes(0)
		if err != nil {
			b.end(err)
			return
		}
		var m message
		if err := json.Unmarshal(line[:len(line)-1], &m); err != nil {
			b.end(err)
			return
		}
		b.mu.Lock()
		waiting, page := b.waiting[m.ID], b.pages[m.Session]
		delete(b.waiting, m.ID)
		b.mu.Unlock()
		switch {
		case m.ID == 0 && page != nil:
			page.hear(m.Method, m.Params)
		case waiting != nil:
			a := answer{Result: m.Result}
			if m.ErrorPart != nil {
				a.Error = &struct{ Message string }{m.ErrorPart.Message}
			}
			waiting <- a
		}
	}
}

func (b *Browser) end(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ended = fmt.Errorf("the browser has ended: %w", err)
	for _, ch := range b.waiting {
		close(ch)
	}
	b.waiting = map[int]chan answer{}
}

// call asks the browser, or one page of it, and reads its answer into result.
func (b *Browser) call(session, method string, params any, result any) error {
	if params == nil {
		params = struct{}{}
	}
	ch := make(chan answer, 1)
	b.mu.Lock()
	b.last++
	id := b.last
	text, err := json.Marshal(map[string]any{"id": id, "method": method, "params": params, "sessionId": session})
	if session == "" {
		text, err = json.Marshal(map[string]any{"id": id, "method": method, "params": params})
	}
	if err == nil && b.ended != nil {
		err = b.ended
	}
	if err == nil {
		b.waiting[id] = ch
		_, err = b.to.Write(append(text, 0))
	}
	b.mu.Unlock()
	if err != nil {
		return err
	}
	select {
	case a, open := <-ch:
		switch {
		case !open:
			return errors.New("the browser has ended")
		case a.Error != nil:
			return fmt.Errorf("%s: %s", method, a.Error.Message)
		case result == nil:
			return nil
		}
		return json.Unmarshal(a.Result, result)
	case <-time.After(answerLimit):
		return fmt.Errorf("%s: no answer within %s", method, answerLimit)
	}
}
