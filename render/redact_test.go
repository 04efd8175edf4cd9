package render

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"safecase/casefile/assess"
	"safecase/casefile/diff"
	"safecase/casefile/lint"
)

// hush is what may stand in no redacted output: what the case marks begins with
// zq, and its numbers and days stand nowhere else.
var hush = regexp.MustCompile(`(?i)zq|4091|0\.4\d|8371|8123|0073|0818|8183|0627|4219|3571|7919|345 of|224 of|2024-0|2025-03`)

func redacted(t *testing.T) (r *lint.Result, o Options, digests []string) {
	t.Helper()
	a, err := txtar.ParseFile("testdata/redact.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		if strings.HasPrefix(f.Name, "zq") {
			sum := sha256.Sum256(f.Data)
			digests = append(digests, fmt.Sprintf("%x", sum))
		}
	}
	r = checkArchive(t, a)
	a.Files[1].Name, a.Files[0].Name = "new.yaml", "case.yaml"
	before := checkArchive(t, a)
	o = Options{Layout: "tree", Version: "1.2.3", Since: diff.Compare(before, r), Before: before, From: "v1"}
	o.Redact = Redact(r, before)
	return r, o, digests
}

// Nothing that is marked, and nothing that hangs on it alone, is in any byte of
// any redacted output.
func TestRedactedEditionHoldsNoSecret(t *testing.T) {
	r, o, digests := redacted(t)
	views := []View{{}, {Focus: "C1"}, {Focus: "zqC3"}, {Gaps: true, Depth: 3}, {About: "zqO2"}, {Architecture: true}}
	for _, format := range []string{"html", "md", "svg", "dot", "mmd", "png", "pdf"} {
		for _, o.View = range views {
			o.Format = format
			var b bytes.Buffer
			if err := Write(context.Background(), &b, r, o); err != nil {
				t.Fatal(err)
			}
			out := bared(t, format, b.Bytes())
			if format == "svg" || format == "html" { // places are numbers, too
				out = regexp.MustCompile(`(<path[^>]* d="[^"]*"|(x|y|width|height|viewBox|transform|id)="[^"]*")`).ReplaceAllString(out, "")
			}
			out = regexp.MustCompile(`[0-9a-f]{64}|sha256-[A-Za-z0-9+/=]*`).ReplaceAllStringFunc(out, func(s string) string {
				for _, d := range digests {
					if s == d {
						t.Errorf("%s %+v holds the digest of a file that is left out", format, o.View)
					}
				}
				return ""
			})
			for _, at := range hush.FindAllStringIndex(out, -1) {
				t.Errorf("%s %+v: %q", format, o.View, out[max(0, at[0]-100):min(len(out), at[1]+40)])
			}
		}
	}
}

// The search of a PDF finds what stands in one that is not redacted, on its
// pages and outside them.
func TestSearchOfAPDFFindsSecrets(t *testing.T) {
	r, o, _ := redacted(t)
	o.Format, o.Redact = "pdf", nil
	var b bytes.Buffer
	if err := Write(context.Background(), &b, r, o); err != nil {
		t.Fatal(err)
	}
	for where, text := range map[string]string{"pages": pageText(t, b.Bytes()), "links": pdfObjects(t, b.Bytes())} {
		if !hush.MatchString(text) {
			t.Errorf("%s: nothing is found in %.300q", where, text)
		}
	}
}

// bared is what a document holds that somebody could read, without the places
// of what is drawn.
func bared(t *testing.T, format string, doc []byte) string {
	switch format {
	case "png":
		return pngParts(t, doc)
	case "pdf":
		return strings.Join(strings.Fields(pageText(t, doc)), " ") + "\n" + pdfObjects(t, doc)
	}
	return string(doc)
}

// pngParts walks the parts of a PNG: there is none but those that hold pixels, so
// that no word, no day and no profile can hide beside them, and nothing after
// the last.
func pngParts(t *testing.T, doc []byte) string {
	t.Helper()
	var names []string
	for at := 8; at+12 <= len(doc); {
		size := int(binary.BigEndian.Uint32(doc[at:]))
		name := string(doc[at+4 : at+8])
		if !slices.Contains([]string{"IHDR", "PLTE", "IDAT", "IEND", "pHYs"}, name) {
			t.Errorf("the PNG has a part %q", name)
		}
		names = append(names, name)
		at += 12 + size
		if name == "IEND" && at != len(doc) {
			t.Errorf("%d bytes stand after the PNG", len(doc)-at)
		}
	}
	return strings.Join(names, " ")
}

// pdfObjects is what a PDF says outside its pages: title, subject, links and
// names, as bytes and, where they are in UTF-16, as text.
func pdfObjects(t *testing.T, doc []byte) string {
	t.Helper()
	doc = regexp.MustCompile(`(?s)stream\n.*?endstream`).ReplaceAll(doc, nil)
	var out strings.Builder
	for _, m := range regexp.MustCompile(`(?s)/([A-Za-z]+) ?\((.*?[^\\])\)`).FindAllSubmatch(doc, -1) {
		text := string(m[2])
		if strings.HasPrefix(text, "\xfe\xff") {
			text = fromUTF16(m[2][2:])
		}
		if string(m[1]) != "CreationDate" && string(m[1]) != "ModDate" {
			out.WriteString(string(m[1]) + " " + text + "\n")
		}
	}
	if !strings.Contains(out.String(), "Title ") {
		t.Errorf("the PDF names no title: %q", doc[max(0, len(doc)-2000):])
	}
	return out.String()
}

// What is left out still counts with its gaps and stands in its place, and the
// edition says how much it leaves out.
func TestRedactedEditionShowsTheGaps(t *testing.T) {
	r, o, _ := redacted(t)
	o.Format = "md"
	var b bytes.Buffer
	if err := Write(context.Background(), &b, r, o); err != nil {
		t.Fatal(err)
	}
	full, left := NewReport(r, Options{}), NewReport(r, o)
	if len(full.Nodes) != len(left.Nodes) || len(full.Findings) != len(left.Findings) || len(full.Evidence) != len(left.Evidence) {
		t.Error("entries were left out, not only their words")
	}
	for i, n := range full.Nodes {
		if m := left.Nodes[i]; n.State != m.State || len(n.Gaps) != len(m.Gaps) {
			t.Errorf("%s is %s in the whole report and %s in the redacted one", n.ID, n.State.Word, m.State.Word)
		}
	}
	for i, c := range full.Counts {
		if left.Counts[i] != c {
			t.Errorf("%s: %d in the whole report, %d in the redacted one", c.State.Word, c.Count, left.Counts[i].Count)
		}
	}
	for i, g := range full.Doubts {
		if len(left.Doubts[i].Doubts) != len(g.Doubts) {
			t.Errorf("challenges that are %s: %d, redacted %d", g.Status, len(g.Doubts), len(left.Doubts[i].Doubts))
		}
	}
	if note := o.Redact.Note(); note.Nodes != 7 || note.Items != 4 || note.Gaps == 0 {
		t.Errorf("it says %+v; expected 7 nodes and 4 others", note)
	}
	if !strings.Contains(b.String(), "redacted edition: 7 nodes withheld") {
		t.Error("the report does not say that it is redacted")
	}
	for i, e := range left.Evidence {
		if want := map[string]string{"zqE1": "board-summary.md on request, without [withheld]"}[full.Evidence[i].ID]; e.Instead != want {
			t.Errorf("%s: %q may be shown instead, expected %q", full.Evidence[i].ID, e.Instead, want)
		}
	}
	for _, want := range []string{"may be shown instead: board-summary", "nothing is named that may be shown instead"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	d := portray(r, o)
	if len(d.Nodes) < len(r.File.Case.Nodes) {
		t.Errorf("%d of %d nodes are drawn", len(d.Nodes), len(r.File.Case.Nodes))
	}
	if !strings.Contains(strings.Join(d.Subtitle, " "), "7 nodes withheld") {
		t.Error("the diagram does not say that it is redacted")
	}
}

// A case that marks nothing is not changed, and a word that the format does not
// know hides.
func TestRedactionOfWhatIsNotMarked(t *testing.T) {
	r := full(t)
	if got, want := mustWrite(t, r, Options{Format: "md", Redact: Redact(r, nil)}), mustWrite(t, r, Options{Format: "md"}); strings.Count(got, "\n") != strings.Count(want, "\n")+2 {
		t.Error("the report differs by more than the note")
	}
	odd := checkText(t, ".", "safecase: 1\ntitle: x\nnodes: {C1: {claim: zqa, visibility: internal}}\n")
	if out := mustWrite(t, odd, Options{Format: "md", Redact: Redact(odd, nil)}); strings.Contains(out, "zqa") || odd.Assessment.State("C1") == assess.NoGap {
		t.Error("a visibility that is not known shows the node")
	}
}

func mustWrite(t *testing.T, r *lint.Result, o Options) string {
	t.Helper()
	o.Layout = "tree"
	var b bytes.Buffer
	if err := Write(context.Background(), &b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
