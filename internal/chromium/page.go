package chromium

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// View is how a page is looked at. The zero View is a screen of 1280 by 900
// in light colours.
type View struct {
	Width, Height int
	Dark          bool
	Print         bool // as on paper
	Forced        bool // high contrast: the colours of the system instead of those of the page
	NoScript      bool
	First         string // a script that runs before those of the page
}

// Page is one open page.
type Page struct {
	t       testing.TB
	b       *Browser
	target  string
	session string

	mu       sync.Mutex
	messages []string
	requests []string
	loaded   chan struct{}
}

// Open opens an address and waits until the page has loaded and its script
// ran.
func (b *Browser) Open(t testing.TB, url string, v View) *Page {
	t.Helper()
	var target struct{ TargetID string }
	var session struct{ SessionID string }
	must(t, b.call("", "Target.createTarget", map[string]any{"url": "about:blank"}, &target))
	must(t, b.call("", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session))
	p := &Page{t: t, b: b, target: target.TargetID, session: session.SessionID, loaded: make(chan struct{}, 8)}
	b.mu.Lock()
	b.pages[p.session] = p
	b.mu.Unlock()
	t.Cleanup(p.Close)
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		p.do(domain+".enable", nil)
	}
	p.do("Performance.enable", map[string]any{"timeDomain": "threadTicks"})
	p.Look(v)
	if v.First != "" {
		p.do("Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": v.First})
	}
	p.do("Page.navigate", map[string]any{"url": url})
	select {
	case <-p.loaded:
	case <-time.After(answerLimit):
		t.Fatalf("%s was not loaded within %s", url, answerLimit)
	}
	return p
}

// Close closes the page. The end of the test closes those that are still open.
func (p *Page) Close() {
	p.b.mu.Lock()
	_, open := p.b.pages[p.session]
	delete(p.b.pages, p.session)
	p.b.mu.Unlock()
	if open {
		p.b.call("", "Target.closeTarget", map[string]any{"targetId": p.target}, nil)
	}
}

// Metrics are the browser's own counts about the page since it was opened:
// TaskDuration, ScriptDuration, LayoutDuration and RecalcStyleDuration are
// seconds of processor time of its main thread, Nodes is how many nodes its document has.
func (p *Page) Metrics() map[string]float64 {
	p.t.Helper()
	var out struct {
		Metrics []struct {
			Name  string
			Value float64
		}
	}
	must(p.t, p.b.call(p.session, "Performance.getMetrics", nil, &out))
	all := map[string]float64{}
	for _, m := range out.Metrics {
		all[m.Name] = m.Value
	}
	return all
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (p *Page) do(method string, params any) {
	p.t.Helper()
	must(p.t, p.b.call(p.session, method, params, nil))
}

// Look changes how the page is looked at.
func (p *Page) Look(v View) {
	p.t.Helper()
	if v.Width == 0 {
		v.Width, v.Height = 1280, 900
	}
	scheme, media := "light", "screen"
	if v.Dark {
		scheme = "dark"
	}
	if v.Print {
		media = "print"
	}
	p.do("Emulation.setDeviceMetricsOverride", map[string]any{"width": v.Width, "height": v.Height, "deviceScaleFactor": 1, "mobile": v.Width < 500})
	forced := "none"
	if v.Forced {
		forced = "active"
	}
	p.do("Emulation.setEmulatedMedia", map[string]any{"media": media, "features": []any{
		map[string]any{"name": "prefers-color-scheme", "value": scheme}, map[string]any{"name": "forced-colors", "value": forced}}})
	p.do("Emulation.setScriptExecutionDisabled", map[string]any{"value": v.NoScript})
}

// hear notes what the page says.
func (p *Page) hear(method string, params json.RawMessage) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch method {
	case "Page.loadEventFired":
		select {
		case p.loaded <- struct{}{}:
		default:
		}
	case "Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled":
		p.messages = append(p.messages, method+": "+string(params))
	case "Network.requestWillBeSent":
		var r struct{ Request struct{ URL string } }
		if json.Unmarshal(params, &r) == nil {
			p.requests = append(p.requests, r.Request.URL)
		}
	}
}

// Messages is what the console said: errors, refusals of the policy, and what
// scripts log.
func (p *Page) Messages() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.messages...)
}

// Requests are the addresses that the page asked for, its own first.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.requests...)
}

// Eval reads the value of an expression in the page into result, which may be
// nil. A promise is waited for.
func (p *Page) Eval(expression string, result any) {
	p.t.Helper()
	var out struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	must(p.t, p.b.call(p.session, "Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true}, &out))
	if e := out.ExceptionDetails; e != nil {
		p.t.Fatalf("%s: %s %s", short(expression), e.Text, e.Exception.Description)
	}
	if result == nil {
		return
	}
	if len(out.Result.Value) == 0 {
		p.t.Fatalf("%s has no value", short(expression))
	}
	must(p.t, json.Unmarshal(out.Result.Value, result))
}

func short(s string) string {
	if len(s) > 200 {
		return s[:200] + "…"
	}
	return s
}

// Text is the value of an expression as text.
func (p *Page) Text(expression string) string {
	p.t.Helper()
	var s string
	p.Eval("String("+expression+")", &s)
	return s
}

// True waits until an expression is true, and fails the test when it does not
// become so within ten seconds.
func (p *Page) True(expression string) {
	p.t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		var ok bool
		p.Eval("!!("+expression+")", &ok)
		if ok {
			return
		}
		if time.Now().After(end) {
			p.t.Errorf("did not become true: %s", expression)
			return
		}
	}
}

// keyCodes are the virtual codes of keys that are no letters.
var keyCodes = map[string]int{"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Home": 36, "End": 35}

// Press presses keys as a person does: names of keys as browsers call them,
// or single characters.
func (p *Page) Press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		down := map[string]any{"type": "keyDown", "key": key, "code": key}
		switch code := keyCodes[key]; {
		case key == "Enter":
			down["text"], down["windowsVirtualKeyCode"] = "\r", code
		case code != 0:
			down["windowsVirtualKeyCode"] = code
		default:
			down["text"], down["code"] = key, ""
		}
		p.do("Input.dispatchKeyEvent", down)
		up := map[string]any{"type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": keyCodes[key]}
		p.do("Input.dispatchKeyEvent", up)
	}
}

// Type types text into what has the focus.
func (p *Page) Type(text string) { p.t.Helper(); p.Press(strings.Split(text, "")...) }

// Click clicks into the middle of the first element that a selector finds,
// once the page has come to rest after scrolling there.
func (p *Page) Click(selector string) {
	p.t.Helper()
	var at struct{ X, Y float64 }
	p.Eval(fmt.Sprintf(`(async () => { const e = document.querySelector(%q); e.scrollIntoView({block: "center", behavior: "instant"}); await new Promise(r => setTimeout(r, 150)); const b = e.getBoundingClientRect(); return {x: b.x + b.width / 2, y: b.y + b.height / 2}; })()`, selector), &at)
	p.ClickAt(at.X, at.Y)
}

// ClickAt clicks at a place of the window.
func (p *Page) ClickAt(x, y float64) {
	p.t.Helper()
	for _, kind := range []string{"mouseMoved", "mousePressed", "mouseReleased"} {
		p.do("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1})
	}
}

// Wheel turns the wheel of the mouse at a place of the window.
func (p *Page) Wheel(x, y, delta float64) {
	p.t.Helper()
	p.do("Input.dispatchMouseEvent", map[string]any{"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": delta})
}

// PDF prints the page. Afterwards it is looked at as on paper.
func (p *Page) PDF() []byte {
	p.t.Helper()
	p.do("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
	var out struct{ Data string }
	must(p.t, p.b.call(p.session, "Page.printToPDF", map[string]any{"preferCSSPageSize": true, "printBackground": true}, &out))
	return p.decoded(out.Data)
}

// Picture takes a picture of the window as PNG, or of the whole page.
func (p *Page) Picture(whole bool) []byte {
	p.t.Helper()
	var out struct{ Data string }
	must(p.t, p.b.call(p.session, "Page.captureScreenshot", map[string]any{"captureBeyondViewport": whole}, &out))
	return p.decoded(out.Data)
}

func (p *Page) decoded(s string) []byte {
	p.t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	must(p.t, err)
	return b
}
