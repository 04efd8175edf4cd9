package render

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

func asPDF(t *testing.T, d *Diagram) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := drawPDF(&b, d, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPDFIsTheSameTwice(t *testing.T) {
	d := mixedCase(60, 4)
	if !bytes.Equal(asPDF(t, d), asPDF(t, d)) {
		t.Error("two runs over one case gave different bytes")
	}
}

// TestPDFTextCanBeSelected finds the words of a case in the content of its page.
func TestPDFTextCanBeSelected(t *testing.T) {
	page := pageText(t, asPDF(t, board()))
	for _, want := range []string{"Atlas-2 may be served", "open challenge", "0.0613 > 0.05", "Support as recorded on 2026-11-21"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// A poster shows every node on one of its sheets at least, and every sheet says
// where it belongs and of which day it is.
func TestPoster(t *testing.T) {
	d := fan(12, 0)
	for _, size := range []string{"a4", "a3", "letter"} {
		var b bytes.Buffer
		if err := drawPDF(&b, d, Options{Paper: size, Poster: true}); err != nil {
			t.Fatal(err)
		}
		sheets := len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(b.Bytes(), -1))
		text := pageText(t, b.Bytes())
		if said := strings.Count(text, "Support as recorded on 2026-11-21\n"); sheets < 2 || said < sheets {
			t.Errorf("%s: %d sheets, %d of them say their date", size, sheets, said)
		}
		if !strings.Contains(text, "sheet "+strconv.Itoa(sheets)+" of "+strconv.Itoa(sheets)) {
			t.Errorf("%s: the last of %d sheets does not say so", size, sheets)
		}
		for _, n := range d.Nodes {
			if !strings.Contains(text, n.ID+"\n") {
				t.Errorf("%s: no sheet shows %s", size, n.ID)
			}
		}
	}
}

// Between two sheets of a poster nothing is lost: the overlap is on both.
func TestPosterSheetsOverlap(t *testing.T) {
	for _, sc := range []*scene{{width: 4000 * px, height: 3000 * px}, {width: 9000 * px, height: 300 * px}, {width: 10 * px, height: 10 * px}} {
		g, err := pagesOf(sc, Options{Poster: true})
		if err != nil {
			t.Fatal(err)
		}
		if shown := float64(g.cols-1)*g.stepX + g.wide - 2*g.margin; shown < float64(sc.width)*g.scale {
			t.Errorf("%d columns show %.0f of %.0f points", g.cols, shown, float64(sc.width)*g.scale)
		}
		if shown := float64(g.rows-1)*g.stepY + g.high - 2*g.margin; shown < float64(sc.height)*g.scale {
			t.Errorf("%d rows show %.0f of %.0f points", g.rows, shown, float64(sc.height)*g.scale)
		}
	}
}

func TestPosterHasAnEnd(t *testing.T) {
	err := drawPDF(io.Discard, tree(3000, 4), Options{Paper: "a4", Poster: true})
	if err == nil || !strings.Contains(err.Error(), "take larger paper") {
		t.Errorf("a poster of thousands of sheets: %v", err)
	}
}

// Fitted to paper, the picture is whole on one page of that size.
func TestFittedPaper(t *testing.T) {
	var b bytes.Buffer
	if err := drawPDF(&b, fan(12, 0), Options{Paper: "A4"}); err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`/MediaBox \[0 0 (841.89 595.28|595.28 841.89)\]`).Match(b.Bytes()) {
		t.Errorf("the page is %s", regexp.MustCompile(`/MediaBox \[.*?\]`).Find(b.Bytes()))
	}
	if err := drawPDF(io.Discard, board(), Options{Paper: "a9"}); err == nil {
		t.Error("paper that nobody has is taken")
	}
}

func TestPDFSaysWhatItsFontsLack(t *testing.T) {
	d := board()
	if strings.Contains(pageText(t, asPDF(t, d)), "Boxes with codes") {
		t.Error("a picture in Latin letters says that it lacks some")
	}
	d.Nodes[0].Text = "モデルは安全とは言えない"
	if !strings.Contains(pageText(t, asPDF(t, d)), "Boxes with codes") {
		t.Error("a claim is unreadable and nothing says so")
	}
}

func TestPDFDrawsEveryForm(t *testing.T) {
	for name, d := range forms() {
		if len(d.Nodes) > 400 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			if b := asPDF(t, d); !bytes.HasPrefix(b, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(b), []byte("%%EOF")) {
				t.Error("this is no whole PDF")
			}
		})
	}
}

func TestPDFOfAMilePage(t *testing.T) {
	b := asPDF(t, tree(1200, 2))
	m := regexp.MustCompile(`/MediaBox \[0 0 ([0-9]+)`).FindSubmatch(b)
	if m == nil {
		t.Fatal("the page has no size")
	}
	if wide, err := strconv.Atoi(string(m[1])); err != nil || wide > maxPage {
		t.Errorf("the page is %q points wide; readers take %v", m[1], maxPage)
	}
}

// pageText gathers the text that a page shows, from its inflated streams.
func pageText(t *testing.T, pdf []byte) string {
	t.Helper()
	var out strings.Builder
	shown := regexp.MustCompile(`(?s)BT.*?\((.*?)\) Tj`)
	for _, part := range bytes.Split(pdf, []byte("stream\n")) {
		z, err := zlib.NewReader(bytes.NewReader(part))
		if err != nil {
			continue
		}
		content, _ := io.ReadAll(z)
		for _, m := range shown.FindAllSubmatch(content, -1) {
			out.WriteString(fromUTF16(m[1]) + "\n")
		}
	}
	return out.String()
}

func fromUTF16(b []byte) string {
	b = regexp.MustCompile(`(?s)\\(.)`).ReplaceAll(b, []byte("$1"))
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}
