package render

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"

	"safecase/internal/chromium"
)

// stopwatch runs in a page before anything else. It notes, in milliseconds
// since the navigation began, when the tools of the script stood, when the
// first frame after that was on the screen, and the tasks that kept the page
// from answering for longer than 50 ms.
const stopwatch = `(() => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const watch = window.stopwatch = { long: 0, frame };
  new PerformanceObserver((l) => { for (const e of l.getEntries()) watch.long += e.duration; }).observe({ type: "longtask", buffered: true });
  watch.start = new Promise((done) => document.addEventListener("DOMContentLoaded", async () => {
    if (!document.querySelector("#tools form")) throw "the script set nothing up";
    watch.ready = performance.now();
    await frame();
    watch.painted = performance.now();
    done();
  }));
})()`

// aimed scrolls to the diagram, and tells the middle of a node in it once the
// picture stands still: there a person clicks.
const aimed = `(async () => {
  const w = window.stopwatch, canvas = document.querySelector("#canvas");
  await w.start;
  canvas.scrollIntoView();
  const box = () => document.querySelector("#canvas g.node.claim a text").getBoundingClientRect();
  await w.frame();
  for (let was = {}; ; ) {
    const b = box();
    if (b.x === was.x && b.y === was.y && document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)?.closest("g.node")) break;
    was = b;
    await new Promise(requestAnimationFrame);
  }
  w.scrolled = performance.now();
  addEventListener("click", (e) => { w.clicked = e.timeStamp; }, true);
  const b = box();
  return { x: b.x + b.width / 2, y: b.y + b.height / 2 };
})()`

const clickAnswered = `(async () => {
  const w = window.stopwatch;
  while (!document.querySelector("#card h3")) await w.frame();
  await w.frame();
  w.answered = performance.now();
  document.querySelector("#q").focus();
  document.querySelector("#q").addEventListener("keydown", (e) => { w.pressed = e.timeStamp; });
})()`

const keyAnswered = `(async () => {
  const w = window.stopwatch;
  while (!document.querySelector("#tools [role=status]").textContent.includes(" of ")) await w.frame();
  await w.frame();
  w.found = performance.now();
  return { Ready: w.ready, Painted: w.painted, Scrolled: w.scrolled, Answered: w.answered, Click: w.answered - w.clicked, Key: w.found - w.pressed, Long: w.long };
})()`

// opening is what one load of a page took, in milliseconds.
type opening struct{ Ready, Painted, Scrolled, Answered, Click, Key, Long, CPU, Script, Layout, Style float64 }

// BenchmarkPageInteractive opens the report of a thousand nodes in a browser
// that is running, as a person who is in a hurry does: as soon as the page
// stands they scroll to the diagram, click its first node, read what it says,
// and then type the first letter of a search. Times begin with the navigation;
// each ends with the frame that shows the answer.
func BenchmarkPageInteractive(b *testing.B) {
	browser := chromium.Start(b)
	r := large(b, 1000)
	var page bytes.Buffer
	if err := Write(context.Background(), &page, r, Options{Format: "html", Layout: "tree"}); err != nil {
		b.Fatal(err)
	}
	url := address(b, page.Bytes())
	for _, v := range []chromium.View{{Width: 1280, Height: 900}, {Width: 390, Height: 844}} {
		b.Run(fmt.Sprintf("%dx%d", v.Width, v.Height), func(b *testing.B) {
			var all []opening
			for b.Loop() {
				all = append(all, openPage(b, browser, url, v))
			}
			reportOpenings(b, all)
		})
	}
}

func openPage(t testing.TB, b *chromium.Browser, url string, v chromium.View) opening {
	v.First = stopwatch
	p := b.Open(t, url, v)
	defer p.Close()
	var at struct{ X, Y float64 }
	p.Eval(aimed, &at)
	p.ClickAt(at.X, at.Y)
	p.Eval(clickAnswered, nil)
	m := p.Metrics()
	p.Press("9")
	var o opening
	p.Eval(keyAnswered, &o)
	o.CPU, o.Script, o.Layout, o.Style = 1000*m["TaskDuration"], 1000*m["ScriptDuration"], 1000*m["LayoutDuration"], 1000*m["RecalcStyleDuration"]
	return o
}

// reportOpenings reports the median of each time, and the longest of those
// that somebody waits for.
func reportOpenings(b *testing.B, all []opening) {
	for _, m := range []struct {
		name string
		of   func(opening) float64
		max  bool
	}{
		{"ready-ms", func(o opening) float64 { return o.Ready }, true},
		{"painted-ms", func(o opening) float64 { return o.Painted }, false},
		{"scrolled-ms", func(o opening) float64 { return o.Scrolled }, false},
		{"answered-ms", func(o opening) float64 { return o.Answered }, true},
		{"click-ms", func(o opening) float64 { return o.Click }, true},
		{"key-ms", func(o opening) float64 { return o.Key }, true},
		{"long-ms", func(o opening) float64 { return o.Long }, false},
		{"cpu-ms", func(o opening) float64 { return o.CPU }, false},
		{"script-ms", func(o opening) float64 { return o.Script }, false},
		{"layout-ms", func(o opening) float64 { return o.Layout }, false},
		{"style-ms", func(o opening) float64 { return o.Style }, false},
	} {
		var values []float64
		for _, o := range all {
			values = append(values, m.of(o))
		}
		slices.Sort(values)
		b.ReportMetric(values[len(values)/2], m.name)
		if m.max {
			b.ReportMetric(values[len(values)-1], "max-"+m.name)
		}
	}
}
