package convert_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"safecase/casefile"
	"safecase/casefile/convert"
)

// randomModules makes cases that use each other, the first of them all others
// at last. Their ids and titles repeat.
func randomModules(seed uint64) ([]convert.CaseFile, error) {
	r := rand.New(rand.NewPCG(seed, 11))
	paths := []string{"top.case.yaml", "cyber.case.yaml", "parts/bio.case.yaml", "parts/deep/x.case.yaml", "parts/Y.yaml"}[:2+r.IntN(4)]
	files := make([]convert.CaseFile, len(paths))
	for i := len(paths) - 1; i >= 0; i-- {
		a := &author{Rand: r}
		var uses casefile.Pairs
		for j := i + 1; j < len(paths); j++ {
			way, below := strings.CutPrefix(paths[j], path.Dir(paths[i])+"/")
			if below = below || path.Dir(paths[i]) == "."; !below || i > 0 && r.IntN(2) == 0 {
				continue
			}
			alias := fmt.Sprintf("m%d", j)
			uses = append(uses, casefile.Pair{Key: alias, Value: way})
			for _, n := range files[j].File.Case.Nodes {
				a.away = append(a.away, alias+":"+n.ID)
			}
		}
		if r.IntN(5) == 0 {
			uses = append(uses, casefile.Pair{Key: "gone", Value: "gone.case.yaml"})
			a.away = append(a.away, "gone:C1")
		}
		f, err := a.write(paths[i], uses)
		if err != nil {
			return nil, err
		}
		files[i] = convert.CaseFile{Path: paths[i], File: f}
	}
	return files, nil
}

// asModules exports case files and imports what was written.
func asModules(files []convert.CaseFile) (*convert.Exported, *convert.Imported, error) {
	gsn := convert.Find("gsn2x")
	exported, err := gsn.Export(files[0].File, convert.Options{Path: files[0].Path, Modules: files[1:]})
	if err != nil {
		return nil, nil, err
	}
	dir := fstest.MapFS{}
	for _, out := range exported.Files {
		dir[out.Path] = &fstest.MapFile{Data: out.Data}
	}
	return exported, gsn.Import(convert.Source{Path: exported.Files[0].Path, Text: string(exported.Data), Dir: fs.FS(dir), Apart: true}), nil
}

// TestModulesRoundTrip sends cases of several files to gsn2x and back: what
// differs in a file is named by the reports.
func TestModulesRoundTrip(t *testing.T) {
	renamed := 0
	for seed := range uint64(150) {
		before, err := randomModules(seed)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		exported, imported, err := asModules(before)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		losses := append(exported.Losses, imported.Losses...)
		if len(imported.Parts) != len(before) {
			t.Fatalf("seed %d: %d files became %d; %v", seed, len(before), len(imported.Parts), imported.Losses)
		}
		nodes := 0
		for i, was := range before {
			renamed += differences(t, seed, was, i == 0, partAt(imported.Parts, was.Path), losses)
			nodes += len(was.File.Case.Nodes)
		}
		if now := len(imported.Case.Case.Nodes); now < nodes {
			t.Errorf("seed %d: %d nodes in all became %d in one case", seed, nodes, now)
		}
		if t.Failed() {
			return
		}
	}
	if renamed == 0 {
		t.Error("no id of one file was that of another: nothing was tried")
	}
}

func partAt(parts []convert.CaseFile, path string) *casefile.File {
	for _, p := range parts {
		if p.Path == path {
			return p.File
		}
	}
	return nil
}

// differences compares a file before and after; it returns how many ids had to
// be others on the way.
func differences(t *testing.T, seed uint64, was convert.CaseFile, first bool, is *casefile.File, losses []convert.Loss) (renamed int) {
	t.Helper()
	if is == nil {
		t.Errorf("seed %d: %s is not there any more", seed, was.Path)
		return 0
	}
	var here []convert.Loss
	for _, l := range losses {
		if l.Where != "" && !first && !strings.HasPrefix(l.Where, was.Path) {
			continue
		}
		l.Where = strings.TrimPrefix(strings.TrimPrefix(l.Where, was.Path), ": ")
		if here = append(here, l); strings.Contains(l.What, "one set of ids") {
			renamed++
		}
	}
	then, now := facts(was.File.Case), facts(is.Case)
	for key := range union(then, now) {
		node, field, _ := strings.Cut(key, "\x00")
		if then[key] != now[key] && !named(here, node, field) {
			t.Errorf("seed %d: %s: %s.%s was %q and is %q, and no report says so", seed, was.Path, node, field, then[key], now[key])
		}
	}
	return renamed
}

// TestRingOfModules joins modules that refer to each other both ways, says so,
// and loses neither a node nor a link.
func TestRingOfModules(t *testing.T) {
	src := load(t, "gsn2x/examples/modular/index.gsn.yaml")
	src.Apart = true
	imp := convert.Find("gsn2x").Import(src)
	var got []string
	nodes, links := 0, 0
	for _, p := range imp.Parts {
		got = append(got, p.Path)
		nodes += len(p.File.Case.Nodes)
		for _, n := range p.File.Case.Nodes {
			links += len(n.Links)
		}
	}
	if diff := cmp.Diff([]string{"index.case.yaml", "sub3.case.yaml"}, got); diff != "" || nodes != 8 || links != 8 {
		t.Errorf("%d nodes and %d links; expected 8 and 8; files (-want +got):\n%s", nodes, links, diff)
	}
	said := ""
	for _, l := range imp.Losses {
		said += l.String() + "\n"
	}
	if !strings.Contains(said, "modules Main, Sub1 refer to each other in a ring") {
		t.Errorf("the report does not name the ring:\n%s", said)
	}
}
