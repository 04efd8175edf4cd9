package lsp

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

// library keeps the case files that a document uses, as they were last read
// from the disk and checked. Reading goes on in the background; what is not
// read yet is a module that says so, and carries nothing.
type library struct {
	folder string // of the case; "" when it has no place yet
	shelf  *shelf
	told   func() // called when something new was read
	ctx    context.Context
	cancel context.CancelFunc
	group  sync.WaitGroup

	mu      sync.Mutex
	key     string // of what modules holds; "" for nothing
	modules []*lint.Module
	turn    int           // counts what was forgotten
	busy    chan struct{} // closed when reading ends; nil when nothing is read
}

func newLibrary(path string, shelf *shelf, told func()) *library {
	l := &library{shelf: shelf, told: told}
	if path != "" {
		l.folder = filepath.Dir(path)
	}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	return l
}

func (l *library) close() {
	l.cancel()
	l.group.Wait()
}

// forget has the files read again.
func (l *library) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.key = ""
	l.turn++
}

// take returns the modules of a case, and waits a little where they must be
// read first.
func (l *library) take(in lint.Input, wait time.Duration) []*lint.Module {
	if len(in.File.Case.Items("uses")) == 0 {
		return nil
	}
	if l.folder == "" {
		return unknown(in, "the case has no place on the disk yet")
	}
	key := lint.UsesKey(in)
	if busy := l.start(in, key); busy != nil {
		select {
		case <-busy:
		case <-time.After(wait):
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.key != key {
		return unknown(in, "it is being read now")
	}
	return lint.Placed(l.modules, in.File.Case)
}

// start reads the modules in the background, unless they are there or on the
// way; the channel is closed when that ends.
func (l *library) start(in lint.Input, key string) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.key == key || l.busy != nil || l.ctx.Err() != nil {
		return l.busy
	}
	busy, turn := make(chan struct{}), l.turn
	l.busy = busy
	l.group.Add(1)
	go func() {
		defer l.group.Done()
		modules := l.read(in)
		l.mu.Lock()
		if l.busy = nil; l.turn == turn {
			l.key, l.modules = key, modules
		}
		l.mu.Unlock()
		close(busy)
		l.told()
	}()
	return busy
}

func (l *library) read(in lint.Input) []*lint.Module {
	cases, err := evidence.Dir(l.folder)
	if err != nil {
		return unknown(in, "its folder cannot be read")
	}
	defer cases.Close()
	files, err := evidence.Dir(l.shelf.root)
	if err != nil {
		return unknown(in, "the folder of the evidence cannot be read")
	}
	defer files.Close()
	from := lint.Places{Cases: cases, Evidence: files}
	if l.shelf.store != nil {
		from.Evidence = evidence.WithObjects(files, l.shelf.store)
	}
	return lint.ReadModules(l.ctx, in, from)
}

// unknown are modules of which nothing is known, and why.
func unknown(in lint.Input, why string) []*lint.Module {
	var out []*lint.Module
	for _, e := range in.File.Case.Items("uses") {
		out = append(out, &lint.Module{Name: e.ID, At: e.IDPos, Ref: e.Text(), Path: e.Text(), Problem: why})
	}
	return out
}

func sameModules(a, b []*lint.Module) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Result != b[i].Result || a[i].Problem != b[i].Problem || a[i].Name != b[i].Name {
			return false
		}
	}
	return true
}

// forgetModules has every document read again what it uses: a file that was
// saved may be one that another document rests on.
func (s *server) forgetModules() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.documents {
		d.library.forget()
		d.nudge()
	}
}

// awayText says where a node of another file lives, "" for one of this file.
func awayText(r *lint.Result, id string) string {
	for _, away := range r.Assessment.Away {
		if away.ID != id {
			continue
		}
		if away.Problem != "" {
			return "in " + away.Path + ": " + away.Problem + "\n\n"
		}
		return "in " + away.Path + "\n\n"
	}
	return ""
}

// awayIDs offers what other files offer.
func (l *offers) awayIDs(allowed func(casefile.Kind) bool, after string) {
	l.now.mu.Lock()
	checked := l.now.checked
	l.now.mu.Unlock()
	if checked == nil {
		return
	}
	for _, m := range checked.Modules {
		if m.Result == nil {
			continue
		}
		for _, n := range m.Result.Interface() {
			if id := m.Name + ":" + n.ID; allowed(n.Kind) && l.fits(id) {
				state := m.Result.Assessment.State(n.ID).Word()
				l.add(completionItem{Label: id, Kind: kindReference, Detail: m.Ref + ", " + string(n.Kind) + ": " + n.Text, Documentation: state}, id+after)
			}
		}
	}
}
