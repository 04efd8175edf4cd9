package render

import (
	"testing"

	"safecase/internal/chromium"
)

// In the report of a large case the nodes that nobody sees are not laid out.
// They come when the drawing moves to them, whoever listens hears them all, and
// on paper all of them are drawn.
func TestLargeDiagramInABrowser(t *testing.T) {
	b := chromium.Start(t)
	p := b.Open(t, address(t, []byte(written(t, large(t, 200), "html"))), chromium.View{})
	p.Eval(`document.querySelector("#canvas").scrollIntoView()`, nil)
	shown := `document.querySelectorAll("#canvas g.node:not(.far)").length`
	p.True(`document.querySelector("#node-C0 text").getClientRects().length === 1`)
	p.True(shown + ` < 120`)
	p.True(`[...document.querySelectorAll("#canvas .far a")].every(a => a.getAttribute("aria-label").startsWith(a.getAttribute("href").slice(3) + ","))`)
	p.True(`!document.querySelector("#canvas g.node:not(.far) a[aria-label]")`)
	p.Eval(`document.querySelector("#node-E199 a").focus({focusVisible: true})`, nil)
	p.True(`(() => { const b = document.querySelector("#node-E199 text").getBoundingClientRect(), c = document.querySelector("#canvas").getBoundingClientRect(); return b.width > 0 && b.x > c.x && b.right < c.right && b.y > c.y && b.bottom < c.bottom; })()`)
	p.Press("0")
	p.True(shown + ` === 200 && document.querySelector("#canvas > svg").matches(".small")`)
	p.Eval(`dispatchEvent(new Event("beforeprint"))`, nil)
	p.True(`document.querySelectorAll("#canvas .far, #canvas .small").length === 0`)
}
