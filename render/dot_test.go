package render

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// buildDot builds the child program once for all tests.
var buildDot = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "safecase-dot-*")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "safecase-dot")
	out, err := exec.Command("go", "build", "-o", path, "../cmd/safecase-dot").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return path, nil
})

func dotProgram(t *testing.T) string {
	t.Helper()
	path, err := buildDot()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// fourBoxes is a claim over two claims that share their evidence.
func fourBoxes() Graph {
	box := Box{100 * px, 50 * px}
	down := Point{50 * px, 50 * px}
	return Graph{Boxes: []Box{box, box, box, box}, Edges: []Edge{
		{From: 0, To: 1, Exit: down, EntryX: 50 * px}, {From: 0, To: 2, Exit: down, EntryX: 50 * px},
		{From: 1, To: 3, Exit: down, EntryX: 50 * px}, {From: 2, To: 3, Exit: down, EntryX: 50 * px},
	}}
}

func checkPlaced(t *testing.T, p Placement, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	g := fourBoxes()
	for i, a := range p.At {
		for k := i + 1; k < len(p.At); k++ {
			b := p.At[k]
			if a.X < b.X+g.Boxes[k].W && b.X < a.X+g.Boxes[i].W && a.Y < b.Y+g.Boxes[k].H && b.Y < a.Y+g.Boxes[i].H {
				t.Errorf("boxes %d and %d overlap: %v, %v", i, k, a, b)
			}
		}
	}
	for i, r := range p.Routes {
		e := g.Edges[i]
		first, last := r.Points[0], r.Points[len(r.Points)-1]
		if first != (Point{p.At[e.From].X + e.Exit.X, p.At[e.From].Y + e.Exit.Y}) || last != (Point{p.At[e.To].X + e.EntryX, p.At[e.To].Y}) {
			t.Errorf("edge %d does not touch its boxes: %v", i, r.Points)
		}
	}
}

func TestDotPlacesBoxes(t *testing.T) {
	p, err := Dot{Path: dotProgram(t), CacheDir: filepath.Join(t.TempDir(), "cache")}.layout(fourBoxes())
	checkPlaced(t, p, err)
}

// Graphviz cuts a corner now and then; no line may run behind a box for it.
func TestDotHidesNoLine(t *testing.T) {
	dot := Dot{Path: dotProgram(t), CacheDir: filepath.Join(t.TempDir(), "cache")}
	all := map[string]*Diagram{"besieged": besieged(6), "mixed": mixedCase(80, 2), "fan": fan(12, 2), "ring": ring(6)}
	for name, r := range examples(t) {
		d := Argument(r, View{})
		all[name] = &d
	}
	for name, d := range all {
		var b bytes.Buffer
		if err := drawn(writeSVG)(&b, d, Options{Layout: "dot", Dot: dot}); err != nil {
			t.Fatal(err)
		}
		p := parseSVG(t, b.Bytes())
		var boxes []*drawing
		for i := range p.groups {
			if p.groups[i].is("node") {
				boxes = append(boxes, &p.groups[i])
			}
		}
		grid := newGround(boxes)
		for i := range p.groups {
			if g := &p.groups[i]; g.is("link") {
				for _, n := range grid.under(g.shapes[0].runs[0]) {
					t.Errorf("%s: %s runs behind %s", name, g.title, n)
				}
			}
		}
	}
}

// Whatever somebody put where the cache should be must neither be run nor
// reach the user.
func TestDotSurvivesItsCache(t *testing.T) {
	program := dotProgram(t)
	spoil := map[string]func(t *testing.T, dir string){
		"corrupt":   func(t *testing.T, dir string) { warm(t, program, dir); eachCached(t, dir, flipByte) },
		"truncated": func(t *testing.T, dir string) { warm(t, program, dir); eachCached(t, dir, cutInHalf) },
		"empty":     func(t *testing.T, dir string) { warm(t, program, dir); eachCached(t, dir, makeEmpty) },
		"a file":    func(t *testing.T, dir string) { write(t, dir, "x") },
		"a link": func(t *testing.T, dir string) {
			if err := os.Symlink(t.TempDir(), dir); err != nil {
				t.Skip("no symbolic links here")
			}
		},
		"open to all": func(t *testing.T, dir string) {
			if err := os.MkdirAll(filepath.Join(dir, "go-graphviz"), 0o777); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, "go-graphviz", "planted"), "x")
			os.Chmod(dir, 0o777)
		},
		"below a file": func(t *testing.T, dir string) { write(t, filepath.Dir(dir), "x") },
	}
	for name, prepare := range spoil {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "private", "dot")
			if name != "below a file" {
				if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			prepare(t, dir)
			p, err := Dot{Path: program, CacheDir: dir}.layout(fourBoxes())
			checkPlaced(t, p, err)
			if _, err := os.Stat(filepath.Join(dir, "go-graphviz", "planted")); err == nil {
				t.Error("what others had put into the cache is still there")
			}
		})
	}
}

func TestDotShunsAForeignCache(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dot")
	if err := os.MkdirAll(filepath.Join(dir, "go-graphviz"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(dir, 65534, 65534); err != nil {
		t.Skip("only root can give a folder away:", err)
	}
	p, err := Dot{Path: dotProgram(t), CacheDir: dir}.layout(fourBoxes())
	checkPlaced(t, p, err)
	if used, err := os.ReadDir(filepath.Join(dir, "go-graphviz")); err != nil || len(used) > 0 {
		t.Errorf("somebody else's folder was used: %v, %v", used, err)
	}
}

func warm(t *testing.T, program, dir string) {
	t.Helper()
	if _, err := (Dot{Path: program, CacheDir: dir}).layout(fourBoxes()); err != nil {
		t.Fatal(err)
	}
}

func eachCached(t *testing.T, dir string, spoil func([]byte) []byte) {
	t.Helper()
	spoilt := 0
	err := filepath.WalkDir(filepath.Join(dir, "go-graphviz"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		spoilt++
		return os.WriteFile(path, spoil(b), 0o600)
	})
	if err != nil || spoilt == 0 {
		t.Fatal("nothing was cached", err)
	}
}

func flipByte(b []byte) []byte  { b[len(b)/2] ^= 0xff; return b }
func cutInHalf(b []byte) []byte { return b[:len(b)/2] }
func makeEmpty([]byte) []byte   { return nil }

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// script writes a program that stands in for safecase-dot.
func script(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "safecase-dot")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDotSaysWhatToDo(t *testing.T) {
	for name, c := range map[string]struct{ path, want string }{
		"missing":        {filepath.Join(t.TempDir(), "safecase-dot"), "install both with go install ./cmd/..."},
		"hanging":        {script(t, "exec /bin/sleep 60\n"), "took longer than"},
		"hanging child":  {script(t, "/bin/sleep 60 & wait\n"), "took longer than"},
		"another one":    {script(t, "echo something else\n"), "install both programs together"},
		"talks nonsense": {script(t, "echo safecase-dot 1; echo {\n"), "gave no layout"},
		"dies":           {script(t, "echo broken >&2; exit 7\n"), "broken"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Dot{Path: c.path, Limit: time.Second, CacheDir: filepath.Join(t.TempDir(), "c")}.layout(fourBoxes())
			var dot *DotError
			if !errors.As(err, &dot) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %q; expected one line with %q", err, c.want)
			}
		})
	}
}
