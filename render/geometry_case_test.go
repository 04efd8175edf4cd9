package render

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"safecase/casefile"
	"safecase/casefile/convert"
	"safecase/casefile/lint"
	"safecase/templates"
)

// examples are the worked cases, checked with their evidence.
func examples(t testing.TB) map[string]*lint.Result {
	t.Helper()
	files, err := filepath.Glob("../examples/*/*.case.yaml")
	if err != nil || len(files) < 3 {
		t.Fatalf("found %d examples: %v", len(files), err)
	}
	out := map[string]*lint.Result{}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(path)] = checkText(t, filepath.Dir(path), string(text))
	}
	return out
}

// fresh are new cases from every template, filled in with nothing and with the
// examples of the template.
func fresh(t testing.TB) map[string]*lint.Result {
	t.Helper()
	out := map[string]*lint.Result{}
	for _, tmpl := range templates.List() {
		for name, values := range map[string]templates.Values{"nothing": nil, "examples": tmpl.Examples()} {
			text, err := tmpl.Instantiate(values)
			if err != nil {
				t.Fatal(err)
			}
			file := casefile.Read(tmpl.Name, text)
			out[tmpl.Name+" with "+name] = lint.Check(lint.Input{File: file, AsOf: judged})
		}
	}
	if len(out) < 20 {
		t.Fatalf("found %d templates", len(out))
	}
	return out
}

// imported are the cases of other tools that the importers are held to, as far
// as they can be read.
func imported(t testing.TB) map[string]*lint.Result {
	t.Helper()
	out := map[string]*lint.Result{}
	root := "../casefile/convert/testdata"
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".yaml", ".ltac", ".json", ".xml"}, filepath.Ext(path)) {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		format := convert.Detect(path, string(text))
		if format == nil {
			return nil
		}
		got := format.Import(convert.Source{Path: path, Text: string(text), Dir: os.DirFS(filepath.Dir(path))})
		if got.Case != nil && got.Case.Readable {
			out[strings.TrimPrefix(path, root+"/")] = lint.Check(lint.Input{File: got.Case, AsOf: judged})
		}
		return nil
	})
	if err != nil || len(out) < 20 {
		t.Fatalf("imported %d cases: %v", len(out), err)
	}
	return out
}

func TestGeometryOfCases(t *testing.T) {
	for _, cases := range []map[string]*lint.Result{examples(t), fresh(t), imported(t)} {
		for name, r := range cases {
			for view, v := range map[string]View{"all": {}, "gaps": {Gaps: true}, "depth 2": {Depth: 2}} {
				t.Run(name+", "+view, func(t *testing.T) {
					d := Argument(r, v)
					checkGeometry(t, &d, pictureOf(t, &d))
				})
			}
		}
	}
}
