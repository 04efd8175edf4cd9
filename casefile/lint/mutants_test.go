package lint

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
)

// breakage is one way to break a case, with the rules that are meant to see it.
type breakage struct {
	name  string
	rules []string // any of these, as a warning or an error that was not there before
	make  func(*workshop)
}

// mutant is a case that was broken in one place.
type mutant struct {
	*breakage
	site  string
	edit  casefile.Edit
	files evidence.MapSource // what the evidence is then; nil for the same bytes
}

// workshop makes the mutants of one case.
type workshop struct {
	*casefile.Case
	file  *casefile.File
	files evidence.MapSource
	kind  *breakage
	made  []mutant
}

func (w *workshop) add(edit casefile.Edit, format string, args ...any) {
	w.made = append(w.made, mutant{breakage: w.kind, site: fmt.Sprintf(format, args...), edit: edit})
}

// with is a mutant whose evidence says something else.
func (w *workshop) with(ref string, data []byte, edit casefile.Edit, format string, args ...any) {
	files := maps.Clone(w.files)
	files[ref] = data
	w.made = append(w.made, mutant{w.kind, fmt.Sprintf(format, args...), edit, files})
}

// set and drop change a field of a node where it stands, or outside the nodes
// where node is "".
func (w *workshop) set(node string, value any, path ...string) {
	site := strings.TrimPrefix(node+"."+strings.Join(path, "."), ".")
	if node == "" {
		w.add(casefile.SetSection{Path: path, Value: value}, "%s = %v", site, value)
	} else {
		w.add(casefile.SetField{Node: node, Path: path, Value: value}, "%s = %v", site, value)
	}
}

func (w *workshop) drop(node string, path ...string) {
	switch {
	case node == "" && w.Get(path...).Exists():
		w.add(casefile.RemoveSection{Path: path}, "without %s", strings.Join(path, "."))
	case node != "" && w.Node(node).Get(path...).Exists():
		w.add(casefile.RemoveField{Node: node, Path: path}, "%s without %s", node, strings.Join(path, "."))
	}
}

// relock is the edit that writes the digest of other bytes of an evidence file
// into the case, and into the review of them.
func (w *workshop) relock(n *casefile.Node, data []byte) casefile.Batch {
	sum := sha256.Sum256(data)
	digest := hex.EncodeToString(sum[:])
	b := casefile.Batch{casefile.SetField{Node: n.ID, Path: []string{"sha256"}, Value: digest}}
	if n.Get("review", "digest").Exists() {
		b = append(b, casefile.SetField{Node: n.ID, Path: []string{"review", "digest"}, Value: digest})
	}
	return b
}

func (w *workshop) each(kind casefile.Kind, fn func(*casefile.Node)) {
	for _, n := range w.Nodes {
		if n.Kind == kind {
			fn(n)
		}
	}
}

// completeExamples are the examples that leave nothing to warn about under the
// strictest profile, with the day as of which they were signed.
func completeExamples(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{"../../examples/coding-agent/coding-agent.case.yaml": "2026-11-20"}
}

// wantMutants is how many ways of breaking a case are tried.
const wantMutants = 1000

// TestMutants breaks each complete example in a thousand ways, one at a time,
// and counts how many the rule that is meant to see them does see. The
// sign-off, which is void for every other case, does not count.
func TestMutants(t *testing.T) {
	for path, day := range completeExamples(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			w, check := startWorkshop(t, path, day)
			base := check(w.file, w.files)
			if c := base.Counts(); c.Error+c.Warning > 0 {
				t.Fatalf("%d errors and %d warnings: a case with findings hides those of its mutants", c.Error, c.Warning)
			}
			report(t, mutate(t, w), func(m mutant) (bool, []string, error) {
				broken, err := w.file.Apply(m.edit)
				if err != nil {
					return false, nil, err
				}
				files := m.files
				if files == nil {
					files = w.files
				}
				seen := fresh(base, check(broken, files))
				return slices.ContainsFunc(m.rules, func(r string) bool { return slices.Contains(seen, r) }), seen, nil
			})
		})
	}
}

// startWorkshop reads a case and its evidence, and returns what checks it.
func startWorkshop(t *testing.T, path, on string) (*workshop, func(*casefile.File, evidence.MapSource) *Result) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w := &workshop{file: casefile.Read(path, string(text)), files: evidence.MapSource{}}
	w.Case = w.file.Case
	w.each(casefile.Evidence, func(n *casefile.Node) {
		ref := n.Get("file").Text()
		if w.files[ref], err = os.ReadFile(filepath.Join(filepath.Dir(path), ref)); err != nil {
			t.Fatal(err)
		}
	})
	known := map[string]assess.Readings{}
	return w, func(f *casefile.File, files evidence.MapSource) *Result {
		readings := readKnown(f.Case, files, known)
		return Check(Input{File: f, Readings: readings, AsOf: day(on), Profile: Release})
	}
}

// readKnown reads the evidence of a case, each request for the same bytes once.
func readKnown(c *casefile.Case, files evidence.MapSource, known map[string]assess.Readings) assess.Readings {
	out := assess.Readings{}
	ids, requests := assess.Requests(c, evidence.Options{})
	for i, id := range ids {
		q := requests[i]
		sum := sha256.Sum256(files[q.Ref])
		key := fmt.Sprintf("%x %s %t %+v", sum, q.Ref, q.Options.NeedRows, q.Options.Select)
		if known[key] == nil {
			known[key] = assess.Readings{"": evidence.ReadAll(context.Background(), files, requests[i:i+1], 1)[0]}
		}
		out[id] = known[key][""]
	}
	return out
}

// fresh lists the rules with a finding that weighs, is not waived and was not
// there before.
func fresh(base, r *Result) []string {
	type said struct{ rule, node, message string }
	before := map[said]bool{}
	for _, f := range base.Findings {
		before[said{f.Rule, f.Node, f.Message}] = f.Waived == nil && f.Severity != casefile.Note
	}
	var out []string
	for _, f := range r.Findings {
		if f.Waived == nil && f.Severity != casefile.Note && f.Rule != "signoff-missing" && !before[said{f.Rule, f.Node, f.Message}] && !slices.Contains(out, f.Rule) {
			out = append(out, f.Rule)
		}
	}
	return out
}

// mutate makes all mutants and takes a thousand, as many of each kind as there
// are and can be; the choice is the same every time.
func mutate(t *testing.T, w *workshop) []mutant {
	t.Helper()
	dice := rand.New(rand.NewPCG(1, 2))
	var kinds [][]mutant
	total := 0
	for i := range breakages {
		w.kind, w.made = &breakages[i], nil
		w.kind.make(w)
		if len(w.made) == 0 {
			t.Errorf("nothing to break by: %s", w.kind.name)
		}
		for _, r := range w.kind.rules {
			if Find(r) == nil || Find(r).Name != r {
				t.Errorf("%s: no rule is called %s", w.kind.name, r)
			}
		}
		dice.Shuffle(len(w.made), func(a, b int) { w.made[a], w.made[b] = w.made[b], w.made[a] })
		kinds = append(kinds, w.made)
		total += len(w.made)
	}
	if total < wantMutants {
		t.Errorf("only %d mutants; wanted %d", total, wantMutants)
	}
	var out []mutant
	for i := 0; len(out) < min(total, wantMutants); i++ {
		for _, made := range kinds {
			if i < len(made) && len(out) < wantMutants {
				out = append(out, made[i])
			}
		}
	}
	return out
}

// report tries every mutant and logs what was caught and what survived.
func report(t *testing.T, mutants []mutant, try func(mutant) (bool, []string, error)) {
	t.Helper()
	type score struct{ made, caught int }
	scores, survivors, caught := map[string]*score{}, []string{}, 0
	for _, m := range mutants {
		ok, seen, err := try(m)
		if err != nil {
			t.Errorf("%s: %s: %v", m.name, m.site, err)
			continue
		}
		s := scores[m.name]
		if s == nil {
			s = &score{}
			scores[m.name] = s
		}
		s.made++
		if ok {
			s.caught++
			caught++
		} else {
			survivors = append(survivors, fmt.Sprintf("%s: %s; seen instead: %s", m.name, m.site, cmp.Or(strings.Join(seen, ", "), "nothing")))
		}
	}
	for _, b := range breakages {
		t.Logf("%4d of %4d  %-38s %s", scores[b.name].caught, scores[b.name].made, b.name, strings.Join(b.rules, ", "))
	}
	slices.Sort(survivors)
	for _, s := range survivors {
		t.Logf("survived: %s", s)
	}
	t.Logf("%d of %d mutants are seen by the rule that is meant for them", caught, len(mutants))
	if caught*100 < 95*len(mutants) {
		t.Errorf("%d of %d mutants are seen; at least 95 in 100 are asked", caught, len(mutants))
	}
}
