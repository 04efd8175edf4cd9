package render

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
)

func typesetterOf(t testing.TB, given ...*Font) *typesetter {
	t.Helper()
	set, err := newTypesetter(given)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// fontFor makes a font that has these characters, in the shapes of Latin
// letters: small enough for tests, and it takes the way through the writer of
// fonts as well.
func fontFor(t testing.TB, characters string) []byte {
	t.Helper()
	own := typesetterOf(t).faces[0][0]
	f := embedded{face: own}
	for i, r := range []rune(characters) {
		g, _ := own.glyph(rune('A' + i%26))
		f.glyphs, f.codes = append(f.glyphs, g), append(f.codes, r)
	}
	return f.trueType()
}

func given(t testing.TB, characters string) *Font {
	t.Helper()
	f, err := ReadFont("given.ttf", fontFor(t, characters), "")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A font that is given is drawn with, and nothing is said to be missing; what
// it lacks is named, on the picture and to whoever asked for it.
func TestGivenFontsAreDrawnWith(t *testing.T) {
	d := board()
	d.Nodes[0].Text = "模型可以"
	var said []string
	draw := func(fonts ...*Font) string {
		said = nil
		var b bytes.Buffer
		o := Options{Fonts: fonts, Note: func(s string) { said = append(said, s) }}
		if err := drawPDF(&b, d, o); err != nil {
			t.Fatal(err)
		}
		if err := drawPNG(io.Discard, d, o); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if page := pageText(t, []byte(draw(given(t, "以可型模")))); len(said) > 0 || !strings.Contains(page, "模") {
		t.Errorf("said %q; the text is selectable: %v", said, strings.Contains(page, "模"))
	}
	page := pageText(t, []byte(draw(given(t, "以可型"))))
	if len(said) != 2 || !strings.Contains(said[0], "U+6A21:") || !strings.Contains(page, "U+6A21") {
		t.Errorf("one character is missing, and what is said is %q", said)
	}
	if first, again := draw(given(t, "以可型模")), draw(given(t, "以可型模")); first != again {
		t.Error("drawn twice with a font it is not the same bytes")
	}
}

// Letters written from right to left stand so, and numbers among them do not.
func TestLinesRunBothWays(t *testing.T) {
	set := typesetterOf(t, given(t, "אבגד"))
	for text, want := range map[string]string{
		"אב (12) ג": "ג (12) בא",
		"to אב go":  "to בא go",
	} {
		line, _ := set.set(text, false, rightToLeft(text))
		got := ""
		for _, l := range line {
			if l.face == set.faces[0][0] {
				got += l.shown()
			} else {
				got += l.text
			}
		}
		if got != want {
			t.Errorf("%q stands as %q, want %q", text, got, want)
		}
	}
}

// Every character that no font has leaves a box, also among letters that join.
func TestNothingIsDropped(t *testing.T) {
	set := typesetterOf(t, given(t, "אבגד"))
	for _, text := range []string{"ا", "אا", "a\u0301ا", "🔒🏽", "模型", "é模\u3099"} {
		line, wide := set.set(text, false, rightToLeft(text))
		shown := 0
		for _, l := range line {
			shown += len([]rune(l.text))
		}
		if shown != len([]rune(text)) || wide <= 0 {
			t.Errorf("of %q %d characters are shown", text, shown)
		}
	}
}

// FuzzFont reads what may be a font and draws with it.
func FuzzFont(f *testing.F) {
	sound := fontFor(f, "AB模型اب")
	f.Add(sound)
	f.Add(goregular.TTF[:4000])
	for _, at := range []int{20, 60, 200, 250, 300, 400, 500} {
		broken := bytes.Clone(sound)
		broken[at] ^= 0xff
		f.Add(broken)
	}
	f.Add(append([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x02\x00\x00\x00\x14\x00\x00\x00\x14"), sound...))
	d := &Diagram{NoLegend: true, Nodes: []Node{{ID: "C1", Kind: Claim, Text: "模型 AB اب"}}}
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := ReadFont("f", data, "")
		if err != nil {
			return
		}
		o := Options{Fonts: []*Font{font}}
		drawPNG(io.Discard, d, o)
		drawPDF(io.Discard, d, o)
	})
}
