package casefile

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the goldens of this package")

// Every file in testdata/edit says in its comment what it shows, and holds the
// text before, the edits as a script, and the text after or the error.
func TestEdits(t *testing.T) {
	paths, _ := filepath.Glob("testdata/edit/*.txtar")
	if len(paths) == 0 {
		t.Fatal("no files in testdata/edit")
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { testEdit(t, path) })
	}
}

func testEdit(t *testing.T, path string) {
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	part := map[string]string{}
	for _, f := range a.Files {
		part[f.Name] = string(f.Data)
	}
	edits, err := ParseScript(part["edits"])
	if err != nil {
		t.Fatal(err)
	}
	if text, ok := part["fragment"]; ok {
		edits = append(edits, InsertFragment{Text: text, Under: strings.TrimSpace(part["under"])})
	}
	name, got := "after", ""
	if g, err := Read("case.yaml", part["before"]).Apply(edits); err != nil {
		name, got = "error", err.Error()+"\n"
	} else {
		got = g.Text
		checkApplied(t, part["before"], g)
	}
	if *update {
		write(t, path, a, name, got)
		return
	}
	if diff := cmp.Diff(part[name], got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

// write puts the result into the archive, as its last file.
func write(t *testing.T, path string, a *txtar.Archive, name, got string) {
	var files []txtar.File
	for _, f := range a.Files {
		if f.Name != "after" && f.Name != "error" {
			files = append(files, f)
		}
	}
	a.Files = append(files, txtar.File{Name: name, Data: []byte(got)})
	if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkApplied holds the promises that every edit makes.
func checkApplied(t *testing.T, before string, g *File) {
	t.Helper()
	full := Read(g.Path, g.Text)
	if diff := cmp.Diff(dump(full), dump(g)); diff != "" {
		t.Errorf("reading only what changed gives something else than reading all (-all +changed):\n%s\ntext:\n%s", diff, g.Text)
	}
	back, err := g.ApplyChange(g.Change().Inverse())
	if err != nil {
		t.Fatalf("undo: %v", err)
	}
	if back.Text != before {
		t.Errorf("undo gives another text (-want +got):\n%s", cmp.Diff(before, back.Text))
	}
	if diff := cmp.Diff(dump(Read(g.Path, before)), dump(back)); diff != "" {
		t.Errorf("undo reads as something else (-all +changed):\n%s", diff)
	}
}

// Free ids are those that counting up one by one would find.
func TestFreeIDs(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for range 300 {
		there := map[string]bool{}
		for range 40 {
			there[fmt.Sprint([]string{"C", "E1", "x-"}[r.IntN(3)], r.IntN(30))] = true
		}
		ids := &freeIDs{taken: func(id string) bool { return there[id] }}
		for range 30 {
			stem, number := []string{"C", "E1-", "x-"}[r.IntN(3)], 2+r.IntN(30)
			want := number + 1
			for there[fmt.Sprint(stem, want)] {
				want++
			}
			got := ids.next("", fmt.Sprint(stem, number))
			if got != fmt.Sprint(stem, want) {
				t.Fatalf("behind %s%d: %s; want %s%d of %v", stem, number, got, stem, want, there)
			}
			there[got] = true
		}
	}
}
