package render

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safecase/casefile/diff"
	"safecase/internal/chromium"
)

// fullPage writes the report of the full case, compared with a version without
// its threats, so that every section is there, and returns its address.
func fullPage(t *testing.T) string {
	t.Helper()
	r := full(t)
	o := Options{Format: "html", Layout: "tree", Version: "1.2.3", Since: diff.Compare(checkText(t, ".", earlier), r), From: "v1"}
	var b bytes.Buffer
	if err := Write(context.Background(), &b, r, o); err != nil {
		t.Fatal(err)
	}
	return address(t, b.Bytes())
}

func address(t testing.TB, page []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "case.html")
	if err := os.WriteFile(path, page, 0o644); err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

// The report in a browser. One browser serves all of these tests: to start one
// takes longer than most of them.
func TestPageInABrowser(t *testing.T) {
	b, url := chromium.Start(t), fullPage(t)
	for name, test := range map[string]func(*testing.T, *chromium.Browser, string){
		"every size": everySize, "without script": withoutScript, "search, fold and filter": searchFoldAndFilter,
		"folded step": foldedStep, "keyboard": byKeyboard, "card": cardOfANode, "dark diagram": darkDiagram, "paper": onPaper,
	} {
		t.Run(name, func(t *testing.T) { test(t, b, url) })
	}
}

// What a page must be at every size, in light and in dark: nothing to complain
// of for the console or for axe-core, nothing asked of a network, nothing to
// scroll sideways, and no column so narrow that words break letter by letter.
func everySize(t *testing.T, b *chromium.Browser, url string) {
	for _, v := range []chromium.View{{Width: 390, Height: 844}, {Width: 1024, Height: 768, Dark: true}, {Width: 1920, Height: 1080}} {
		t.Run(fmt.Sprint(v.Width), func(t *testing.T) {
			p := b.Open(t, url, v)
			for _, what := range p.Inaccessible() {
				t.Error(what)
			}
			p.True(`document.documentElement.scrollWidth <= innerWidth`)
			p.Eval(`for (const e of document.querySelectorAll("#canvas, main > section, details")) e.style.contentVisibility = "visible"`, nil)
			if narrow := p.Text(`[...document.querySelectorAll("td, th, dd")].filter(e => e.getClientRects().length && e.innerText.length > 20 && e.clientWidth < 60).map(e => e.clientWidth + ": " + e.innerText).join("\n")`); narrow != "" {
				t.Errorf("too narrow to be read:\n%s", narrow)
			}
			if m := p.Messages(); len(m) > 0 {
				t.Errorf("the console says %s", m)
			}
			if r := p.Requests(); len(r) != 1 {
				t.Errorf("the page asked for %s", r)
			}
		})
	}
}

func withoutScript(t *testing.T, b *chromium.Browser, url string) {
	p := b.Open(t, url, chromium.View{NoScript: true})
	var seen string
	p.Eval(`document.body.innerText`, &seen)
	for _, n := range full(t).File.Case.Nodes {
		if !strings.Contains(seen, Plain(n.ID)) || !strings.Contains(strings.Join(strings.Fields(seen), " "), strings.Join(strings.Fields(Plain(n.Text)), " ")) {
			t.Errorf("without script the page does not show %s: %s", n.ID, n.Text)
		}
	}
	if strings.Contains(seen, "Search") {
		t.Error("tools that do nothing without script are shown")
	}
}

const shownEntries = `[...document.querySelectorAll("details.node")].filter(e => !e.hidden).map(e => e.id.slice(2)).join(" ")`

func searchFoldAndFilter(t *testing.T, b *chromium.Browser, url string) {
	p := b.Open(t, url, chromium.View{})
	all := p.Text(shownEntries)
	p.Press("/") // leads to the search from anywhere
	p.Type("e1")
	p.True(`document.activeElement.id === "q"`)
	p.True(`document.querySelector("#tools [role=status]").textContent.includes(" of ")`)
	if some := p.Text(shownEntries); some == all || !strings.Contains(some, "E1") {
		t.Errorf("a search for E1 shows %s", some)
	}
	if dim := p.Text(`document.querySelectorAll("#canvas g.node.dim").length`); dim == "0" {
		t.Error("the diagram does not fade what was not found")
	}
	clear := `[...document.querySelectorAll("#tools button")].find(b => b.textContent === "Clear").click()`
	p.Eval(clear, nil)
	for _, f := range []struct{ key, value, wanted, data string }{
		{"state", "unusable", "E3", `[data-state="unusable"]`}, {"kind", "claim", "C1", `[data-kind="claim"]`},
		{"category", "inability", "C2", `[data-category="inability"]`}, {"outcome", "O1", "C1", `[data-outcome~="O1"]`},
	} {
		p.Eval(fmt.Sprintf(`(() => { const s = document.getElementById("f-%s"); s.value = %q; s.dispatchEvent(new Event("input", {bubbles: true})); })()`, f.key, f.value), nil)
		want := p.Text(`[...document.querySelectorAll('details.node` + f.data + `')].map(e => e.id.slice(2)).join(" ")`)
		if got := p.Text(shownEntries); got != want || !strings.Contains(" "+got+" ", " "+f.wanted+" ") {
			t.Errorf("%s %s shows %q; expected %q with %s", f.key, f.value, got, want, f.wanted)
		}
		p.Eval(clear, nil)
	}
	for _, where := range []string{"#tools", "#folds"} {
		list := map[string]string{"#tools": "details.node", "#folds": "#outline details"}[where]
		p.Eval(`[...document.querySelectorAll("`+where+` button")].find(b => b.textContent.startsWith("Fold")).click()`, nil)
		p.True(`![...document.querySelectorAll("` + list + `")].some(e => e.open)`)
		p.Eval(`[...document.querySelectorAll("`+where+` button")].find(b => b.textContent.startsWith("Unfold")).click()`, nil)
		p.True(`[...document.querySelectorAll("` + list + `")].every(e => e.open)`)
	}
}

// A folded step of the outline still shows its gaps, and what no state tells.
func foldedStep(t *testing.T, b *chromium.Browser, url string) {
	p := b.Open(t, url, chromium.View{})
	p.Eval(`document.querySelector("#outline").style.contentVisibility = "visible"; for (const d of document.querySelectorAll("#outline details")) d.open = false`, nil)
	top := p.Text(`document.querySelector("#outline .outline > li").innerText`)
	for _, want := range []string{"defeated", "open challenge", "TRANSCRIBED number", "accepted challenge", "waived finding"} {
		if !strings.Contains(top, want) {
			t.Errorf("the folded top claim does not say %q: %s", want, top)
		}
	}
}

func byKeyboard(t *testing.T, b *chromium.Browser, url string) {
	p := b.Open(t, url, chromium.View{})
	p.Press("Tab")
	p.True(`document.activeElement.matches(".skip")`)
	p.Eval(`document.querySelector("#canvas").focus()`, nil)
	before := p.Text(`document.querySelector("#canvas svg").getAttribute("viewBox")`)
	p.Press("+", "ArrowRight", "ArrowDown")
	if after := p.Text(`document.querySelector("#canvas svg").getAttribute("viewBox")`); after == before {
		t.Error("plus and arrows do not move the diagram")
	}
	p.Press("0", "Tab")
	p.True(`document.activeElement.closest("g.node")`)
	at := p.Text(`document.activeElement.getAttribute("href")`)
	p.Press("Enter")
	p.True(`document.activeElement.id === "card"`)
	p.True(`document.querySelector("#card h3").textContent.includes(` + fmt.Sprintf("%q", strings.TrimPrefix(at, "#d-")) + `)`)
	p.Press("Escape")
	p.True(`!document.querySelector("#card") && document.activeElement.getAttribute("href") === ` + fmt.Sprintf("%q", at))
}

func cardOfANode(t *testing.T, b *chromium.Browser, url string) {
	p := b.Open(t, url, chromium.View{})
	p.Eval(`document.querySelector("#canvas").scrollIntoView()`, nil)
	p.Click("#node-C2 a text")
	p.True(`document.querySelector("#card h3").textContent.includes("C2")`)
	p.True(`document.querySelector("#card svg.plot") && document.querySelector("#card .doubt")`)
	p.True(`document.querySelector("#card").textContent.includes("History")`)
	p.Click(`#card a[href="#d-E1"]`)
	p.True(`document.querySelector("#card h3").textContent.includes("E1")`)
	for _, what := range p.Inaccessible() {
		t.Error(what)
	}
	p.Click("#card button")
	p.True(`!document.querySelector("#card")`)
}

// On a dark screen the diagram is dark, what is drawn by reference too, also
// where the system forces its colours on the page; on paper it is light again.
func darkDiagram(t *testing.T, b *chromium.Browser, url string) {
	ground := `getComputedStyle(document.querySelector("#canvas > svg > rect")).fill`
	text := `getComputedStyle(document.querySelector("#canvas g.node text:not([fill])")).fill`
	for dark, want := range map[bool]string{false: "rgb(255, 255, 255) rgb(27, 39, 51)", true: "rgb(20, 25, 31) rgb(232, 237, 242)"} {
		p := b.Open(t, url, chromium.View{Width: 1024, Height: 768, Dark: dark})
		if got := p.Text(ground + ` + " " + ` + text); got != want {
			t.Errorf("dark %v: the drawing is in %s, not %s", dark, got, want)
		}
		p.Look(chromium.View{Width: 1024, Height: 768, Dark: dark, Forced: true})
		if got := p.Text(ground + ` + " " + ` + text); got != want {
			t.Errorf("dark %v, high contrast: the drawing is in %s, not %s", dark, got, want)
		}
		p.True(`[...document.querySelectorAll("#canvas text.m")].every(e => getComputedStyle(e).textAnchor === "middle")`)
	}
}

// On paper nothing is folded, filtered or for clicking.
func onPaper(t *testing.T, b *chromium.Browser, url string) {
	p := b.Open(t, url, chromium.View{Dark: true})
	p.Eval(`document.querySelectorAll("details.node, #outline details").forEach(e => e.open = false)`, nil)
	if pdf := p.PDF(); len(pdf) < 20_000 || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Fatalf("no document came out of the printer: %d bytes", len(pdf))
	}
	p.True(`[...document.querySelectorAll("details")].every(e => e.open)`)
	p.True(`getComputedStyle(document.querySelector("#canvas > svg > rect")).fill === "rgb(255, 255, 255)"`)
	if shown := p.Text(`[...document.querySelectorAll("#tools, .zoom, #folds, nav, button, select, input")].filter(e => e.getClientRects().length).map(e => e.outerHTML.slice(0, 60)).join("\n")`); shown != "" {
		t.Errorf("on paper stands %s", shown)
	}
}
