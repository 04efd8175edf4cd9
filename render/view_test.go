package render

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"safecase/casefile/diff"
)

// Each archive holds a case, what to draw of it in the file "view", perhaps an
// earlier version in "before.yaml", and in "want" what the picture then says:
// its head, and a line for every link and node.
func TestViews(t *testing.T) {
	paths, err := filepath.Glob("testdata/view/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := said(t, drawnView(t, a))
			for i, f := range a.Files {
				if f.Name != "want" {
					continue
				}
				if *update {
					a.Files[i].Data = []byte(got)
				} else if d := cmp.Diff(string(f.Data), got); d != "" {
					t.Errorf("(-want +got):\n%s", d)
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

// drawnView draws the case of an archive as its file "view" asks for.
func drawnView(t *testing.T, a *txtar.Archive) *picture {
	t.Helper()
	o := Options{Format: "svg"}
	files := map[string]string{}
	for _, f := range a.Files {
		files[f.Name] = string(f.Data)
	}
	for _, field := range strings.Fields(files["view"]) {
		name, value, _ := strings.Cut(field, "=")
		switch name {
		case "focus":
			o.View.Focus = value
		case "gaps":
			o.View.Gaps = true
		case "depth":
			o.View.Depth, _ = strconv.Atoi(value)
		case "category":
			o.View.Category = value
		case "about":
			o.View.About = value
		default:
			t.Fatalf("view: %q is not known", field)
		}
	}
	r := checkText(t, ".", files["case.yaml"])
	if before := files["before.yaml"]; before != "" {
		o.Before, o.From = checkText(t, ".", before), "before.yaml"
		o.Since = diff.Compare(o.Before, r)
	}
	var b bytes.Buffer
	if err := Write(context.Background(), &b, r, o); err != nil {
		t.Fatal(err)
	}
	d := portray(r, o)
	p := parseSVG(t, b.Bytes())
	checkGeometry(t, &d, p)
	return p
}

// said is what a picture says in words.
func said(t *testing.T, p *picture) string {
	t.Helper()
	var b strings.Builder
	for i := range p.groups {
		switch g := &p.groups[i]; {
		case g.is("heading"):
			b.WriteString(g.words() + "\n")
		case g.is("link"):
			b.WriteString("link " + g.title + "\n")
		case g.is("node"):
			b.WriteString(strings.TrimPrefix(g.class, "node ") + ": " + g.words() + "\n")
		}
	}
	return b.String()
}
