package lint

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// TestAwayNodesStandAsAtHome uses every node of every whole case of the tests
// from another file: each must have the very gaps, with the very causes, that
// it has at home.
func TestAwayNodesStandAsAtHome(t *testing.T) {
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			home := checkArchive(t, archive)
			index := Check(Input{File: casefile.Read("index.yaml", userOf(home)), AsOf: home.AsOf,
				Modules: []*Module{{Name: "m", Path: "case.yaml", Result: asContract(home)}}})
			for _, n := range home.File.Case.Nodes {
				want := home.Assessment.Gaps(n.ID)
				for i := range want {
					for k := range want[i].Because {
						want[i].Because[k] = "m:" + want[i].Because[k]
					}
				}
				id := "m:" + n.ID
				if diff := cmp.Diff(want, index.Assessment.Gaps(id), cmpopts.EquateEmpty(), sorted); diff != "" {
					t.Errorf("%s (-home +away):\n%s", id, diff)
				}
				if index.Assessment.State("U-"+n.ID) > home.Assessment.State(n.ID) && n.Kind == casefile.Claim {
					t.Errorf("what rests on %s looks better than it does", id)
				}
			}
		})
	}
}

var sorted = cmpopts.SortSlices(func(a, b string) bool { return a < b })

// userOf is a case with one claim for every node of another.
func userOf(r *Result) string {
	var b strings.Builder
	b.WriteString("safecase: 1\ntitle: Index\nuses: {m: case.yaml}\nnodes:\n")
	for _, n := range r.File.Case.Nodes {
		relation := casefile.SupportedBy
		if n.Kind != casefile.Claim && n.Kind != casefile.Strategy && n.Kind != casefile.Evidence && n.Kind != casefile.Assumption {
			relation = casefile.InContextOf
		}
		fmt.Fprintf(&b, "  U-%s: {claim: It holds, %s: [%q]}\n", n.ID, relation, "m:"+n.ID)
	}
	return b.String()
}

// asContract is a case of which every node may be referred to.
func asContract(r *Result) *Result {
	out := *r
	out.File = casefile.Read(r.File.Path, "contract: everything\n"+r.File.Text)
	out.Assessment = assess.Assess(assess.Input{Case: out.File.Case, Readings: r.Readings, AsOf: r.AsOf})
	return &out
}

// TestModulesAreBounded: many files, deep ones and those that share files are
// read within the limits, each once.
func TestModulesAreBounded(t *testing.T) {
	files := inMemory{}
	name := func(i int) string { return fmt.Sprintf("m%03d.yaml", i) }
	for i := range maxModuleDepth + 5 {
		files[name(i)] = fmt.Sprintf("safecase: 1\ntitle: M\nuses: {a: %s, b: %s}\nnodes:\n  C1: {claim: It holds, public: true, supported_by: [\"a:C1\", \"b:C1\"]}\n", name(i+1), name(i+2))
	}
	in := Input{File: casefile.Read(name(0), files[name(0)]), AsOf: asOf}
	in.Modules = ReadModules(context.Background(), in, Places{Cases: files, Evidence: files})
	r := Check(in)
	if got := len(r.Used()); got > maxModuleDepth+4 {
		t.Errorf("%d files were read; each must be read once", got)
	}
	if r.Assessment.State("C1") > assess.Unusable {
		t.Errorf("C1 rests on files that were not read and is %s", r.Assessment.State("C1"))
	}
	var wide strings.Builder
	wide.WriteString("safecase: 1\ntitle: Wide\nuses:\n")
	for i := range MaxModules + 10 {
		fmt.Fprintf(&wide, "  w%d: w%d.yaml\n", i, i)
		files[fmt.Sprintf("w%d.yaml", i)] = "safecase: 1\ntitle: W\nnodes:\n  C1: {claim: It holds, public: true}\n"
	}
	in = Input{File: casefile.Read("wide.yaml", wide.String()), AsOf: asOf}
	unread := 0
	for _, m := range ReadModules(context.Background(), in, Places{Cases: files, Evidence: files}) {
		if m.Result == nil {
			unread++
		}
	}
	if unread != 10 {
		t.Errorf("%d of %d files were refused, want 10", unread, MaxModules+10)
	}
}
