package render

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

var update = flag.Bool("update", false, "write the expected files of this package anew")

// The day on which every case of these tests is judged.
var judged = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// checkText checks a case whose evidence lies below dir.
func checkText(t testing.TB, dir, text string) *lint.Result {
	t.Helper()
	file := casefile.Read("case.yaml", text)
	if !file.Readable {
		t.Fatalf("the case cannot be read: %v", file.Findings)
	}
	src, err := evidence.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	readings := lint.ReadEvidence(context.Background(), file.Case, src, evidence.Options{})
	return lint.Check(lint.Input{File: file, Readings: readings, AsOf: judged})
}

// checkArchive checks the case.yaml of an archive, with the other files of it
// as evidence.
func checkArchive(t testing.TB, a *txtar.Archive) *lint.Result {
	t.Helper()
	dir, text := t.TempDir(), ""
	for _, f := range a.Files {
		if f.Name == "case.yaml" {
			text = string(f.Data)
			continue
		}
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return checkText(t, dir, text)
}

func written(t testing.TB, r *lint.Result, format string) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, r, Options{Format: format, Layout: "tree", Version: "1.2.3"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// section is the part of a Markdown report below a heading of the second
// level.
func section(md, heading string) string {
	_, rest, found := strings.Cut(md, "\n## "+heading+"\n")
	if !found {
		return "there is no such section\n"
	}
	if i := strings.Index(rest, "\n## "); i >= 0 {
		rest = rest[:i]
	}
	rest, _, _ = strings.Cut(rest, "\n---\n")
	return strings.TrimSpace(rest) + "\n"
}

// Each archive holds a case, its evidence, and files called "want HEADING" with
// what the report says under that heading.
func TestReportSections(t *testing.T) {
	paths, err := filepath.Glob("testdata/report/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			md := written(t, checkArchive(t, inputs(a)), "md")
			for i, f := range a.Files {
				heading, wanted := strings.CutPrefix(f.Name, "want ")
				if !wanted {
					continue
				}
				got := section(md, heading)
				if *update {
					a.Files[i].Data = []byte(got)
				} else if d := cmp.Diff(string(f.Data), got); d != "" {
					t.Errorf("%s (-want +got):\n%s", heading, d)
				}
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func inputs(a *txtar.Archive) *txtar.Archive {
	out := &txtar.Archive{}
	for _, f := range a.Files {
		if !strings.HasPrefix(f.Name, "want ") {
			out.Files = append(out.Files, f)
		}
	}
	return out
}

// A report that was made without the waivers of a case says so on page one, at
// the waivers, and under the diagram.
func TestReportSaysThatWaiversWereNotApplied(t *testing.T) {
	file := casefile.Read("case.yaml", "safecase: 1\ntitle: x\nnodes: {C1: {claim: y}}\nwaivers: [{rule: unsupported, node: C1, reason: z, by: a, until: 2027-01-01}]\n")
	for _, bare := range []bool{false, true} {
		r := lint.Check(lint.Input{File: file, AsOf: judged, NoWaivers: bare})
		for format, wants := range map[string][]string{
			"html": {"shown bare: its waivers were not applied", "no waiver was applied", "shown bare: the waivers of the case were not applied"},
			"md":   {"shown bare: its waivers were not applied", "no waiver was applied"},
			"svg":  {"shown bare: the waivers of the case were not applied"},
		} {
			page := written(t, r, format)
			for _, want := range wants {
				if strings.Contains(page, want) != bare {
					t.Errorf("%s, waivers ignored %v: says %q %v", format, bare, want, !bare)
				}
			}
		}
	}
}

// A file of which a part could not be read must not look like a small case.
func TestReportSaysThatPartOfTheFileWasNotRead(t *testing.T) {
	broken := checkText(t, ".", "safecase: 1\ntitle: x\nnodes:\n  C1: {claim: y, supported_by: [C2]}\n  C2: {claim: z\n")
	for _, format := range []string{"html", "md", "svg", "mmd", "dot"} {
		if !strings.Contains(written(t, broken, format), "NOT ALL OF THE CASE FILE COULD BE READ") {
			t.Errorf("%s does not say so", format)
		}
		if strings.Contains(written(t, checkText(t, ".", later), format), "NOT ALL OF") {
			t.Errorf("%s says so of a whole file", format)
		}
	}
}
