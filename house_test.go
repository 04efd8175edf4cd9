// Package house holds the tests of the whole repository: which package may
// import which, and the rules that every file keeps. There is no code in it.
package house

import (
	"bufio"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport is the direction of imports: a package may import these of ours
// and nothing else of ours.
var mayImport = map[string][]string{
	"casefile":                 {},
	"casefile/evidence":        {},
	"casefile/evidence/object": {"casefile/evidence"},
	"casefile/stats":           {},
	"casefile/assess":          {"casefile", "casefile/evidence", "casefile/stats", "internal/abreast"},
	"casefile/lint":            {"casefile", "casefile/evidence", "casefile/stats", "casefile/assess", "templates", "internal/abreast"},
	"casefile/diff":            {"casefile", "casefile/evidence", "casefile/assess", "casefile/lint"},
	"casefile/merge":           {"casefile"},
	"casefile/convert":         {"casefile"},
	"templates":                {"casefile"},
	"render":                   {"casefile", "casefile/evidence", "casefile/assess", "casefile/lint", "casefile/diff"},
	"internal/abreast":         {},
	"internal/chromium":        {},
	"cmd/safecase-dot":         {},
	"cmd/safecase/watch":       {},
	"cmd/safecase/attach":      {"casefile", "casefile/evidence"},
	"cmd/safecase/tui":         {"casefile", "casefile/evidence", "casefile/stats", "casefile/assess", "casefile/lint", "templates", "cmd/safecase/watch", "cmd/safecase/attach", "internal/abreast"},
	"cmd/safecase/lsp":         {"casefile", "casefile/evidence", "casefile/stats", "casefile/assess", "casefile/lint", "templates", "cmd/safecase/watch", "internal/abreast"},
	"cmd/safecase/serve":       {"casefile", "casefile/evidence", "casefile/assess", "casefile/lint", "casefile/diff", "render", "cmd/safecase/watch"},
}

// onlyImporter names the packages that may import a heavy library.
var onlyImporter = map[string][]string{
	"gopkg.in/yaml.v3":                {"casefile"},
	"github.com/goccy/go-graphviz":    {"cmd/safecase-dot"},
	"charm.land/":                     {"cmd/safecase/tui"},
	"golang.org/x/image":              {"render"},
	"github.com/go-text/typesetting":  {"render"},
	"codeberg.org/go-pdf/fpdf":        {"render"},
	"github.com/aws/":                 {"casefile/evidence/object"},
	"github.com/klauspost/compress":   {"casefile/evidence"},
	"gonum.org/v1/gonum":              {"casefile/stats"},
	"github.com/fsnotify/fsnotify":    {"cmd/safecase/watch"},
	"github.com/sourcegraph/jsonrpc2": {"cmd/safecase/lsp"},
	"github.com/spf13/cobra":          {"cmd/safecase"},
}

type pkg struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "safecase/")
		if name == "safecase" || name == "cmd/safecase" {
			continue
		}
		allowed, known := mayImport[name]
		if !known {
			t.Errorf("package %s is not in the plan of the house: add it to mayImport", name)
		}
		for _, imported := range p.Imports {
			ours, is := strings.CutPrefix(imported, "safecase/")
			if is && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s, which it may not", name, ours)
			}
		}
	}
}

func TestHeavyLibrariesHaveOneImporter(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "safecase/")
		for _, imported := range p.Imports {
			for library, importers := range onlyImporter {
				if strings.HasPrefix(imported, library) && !slices.Contains(importers, name) {
					t.Errorf("%s imports %s; only %v may", name, imported, importers)
				}
			}
		}
	}
}

func TestFilesStayShort(t *testing.T) {
	eachGoFile(t, func(path string) {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		lines, s := 0, bufio.NewScanner(file)
		for s.Scan() {
			lines++
			if strings.Contains(s.Text(), "TO"+"DO") || strings.Contains(s.Text(), "FIX"+"ME") {
				t.Errorf("%s:%d: unfinished by its own words", path, lines)
			}
		}
		if lines > 400 && !strings.HasSuffix(path, "_test.go") {
			t.Errorf("%s has %d lines; is there a second room in it? at most 400", path, lines)
		}
	})
}

func eachGoFile(t *testing.T, check func(path string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".go") {
			check(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
