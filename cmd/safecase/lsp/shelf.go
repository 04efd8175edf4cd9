package lsp

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/cmd/safecase/watch"
)

// shelf keeps what the evidence files of one case said when they were last
// read. Reading goes on in the background; what is not read yet is a reading
// that says so, and supports nothing.
type shelf struct {
	store  evidence.ObjectSource // nil when objects may not be read
	root   string                // "" when the case has no place yet
	told   func()                // called when something new was read
	ctx    context.Context
	cancel context.CancelFunc
	group  sync.WaitGroup

	mu       sync.Mutex
	readings map[string]*evidence.Reading // by request
	wanted   map[string]evidence.Request  // what the case asks for
	stale    bool                         // everything must be read again
	busy     bool
	idle     chan struct{} // closed when nothing is being read
	watched  []string
	unwatch  context.CancelFunc
}

func newShelf(root string, store evidence.ObjectSource, told func()) *shelf {
	ctx, cancel := context.WithCancel(context.Background())
	s := &shelf{root: root, store: store, told: told, ctx: ctx, cancel: cancel, readings: map[string]*evidence.Reading{}, idle: make(chan struct{}), unwatch: func() {}}
	close(s.idle)
	return s
}

func evidenceRoot(path, given string) string {
	if given != "" || path == "" {
		return given
	}
	return filepath.Dir(path)
}

// close waits until nothing is read any more.
func (s *shelf) close() {
	s.cancel()
	s.group.Wait()
}

// forget has everything read again. What was read stays until then.
func (s *shelf) forget() {
	s.mu.Lock()
	s.stale = true
	s.mu.Unlock()
}

// key tells requests apart.
func key(r evidence.Request) string {
	if r.Options.Select == nil && len(r.Options.Filters) == 0 {
		return r.Ref + "\x00" + r.Options.Version + "\x00" + strconv.FormatBool(r.Options.NeedRows) // nearly all of them, at every keystroke
	}
	return fmt.Sprintf("%s\x00%s\x00%v\x00%+v\x00%+v", r.Ref, r.Options.Version, r.Options.NeedRows, r.Options.Select, r.Options.Filters)
}

// take returns the readings of a case as far as they are there. It starts to
// read what is missing and waits for that a little, so that small files show
// no detour.
func (s *shelf) take(c *casefile.Case, wait time.Duration) assess.Readings {
	ids, requests := assess.Requests(c, evidence.Options{})
	keys := make([]string, len(ids))
	for i, r := range requests {
		keys[i] = key(r)
	}
	idle := s.want(keys, requests)
	select {
	case <-idle:
	case <-time.After(wait):
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out := assess.Readings{}
	for i, id := range ids {
		out[id] = s.found(keys[i], requests[i].Ref)
	}
	return out
}

// found is what was read, or a reading that says that nothing was.
func (s *shelf) found(key, ref string) *evidence.Reading {
	if r := s.readings[key]; r != nil {
		return r
	}
	why := &evidence.Problem{Code: evidence.CodeCancelled, Message: "it is being read now", Hint: "wait a moment"}
	if s.root == "" {
		why = &evidence.Problem{Code: evidence.CodeMissing, Message: "the case has no place on the disk yet", Hint: "save the case"}
	}
	return &evidence.Reading{Ref: evidence.Clean(ref), Problem: why}
}

// want notes what the case asks for and reads what is missing.
func (s *shelf) want(keys []string, requests []evidence.Request) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wanted = make(map[string]evidence.Request, len(keys))
	var refs []string
	for i, k := range keys {
		s.wanted[k] = requests[i]
		refs = append(refs, requests[i].Ref)
	}
	for k := range s.readings {
		if _, used := s.wanted[k]; !used {
			delete(s.readings, k)
		}
	}
	s.watch(refs)
	s.start()
	return s.idle
}

// start reads what is missing, unless that is under way. The caller holds mu.
func (s *shelf) start() {
	if s.busy || s.root == "" || s.ctx.Err() != nil {
		return
	}
	missing := s.missing()
	if len(missing) == 0 {
		return
	}
	requests := make([]evidence.Request, len(missing))
	for i, k := range missing {
		requests[i] = s.wanted[k]
	}
	s.busy, s.idle = true, make(chan struct{})
	s.group.Add(1)
	go s.fetch(missing, requests)
}

func (s *shelf) missing() []string {
	var out []string
	for k := range s.wanted {
		if s.stale || s.readings[k] == nil {
			out = append(out, k)
		}
	}
	s.stale = false
	slices.Sort(out)
	return out
}

// fetch reads what the keys ask for and starts again when more was wanted
// meanwhile.
func (s *shelf) fetch(keys []string, requests []evidence.Request) {
	defer s.group.Done()
	readings := s.read(requests)
	s.mu.Lock()
	if s.ctx.Err() == nil {
		for i, k := range keys {
			s.readings[k] = readings[i]
		}
	}
	s.busy = false
	close(s.idle)
	s.start()
	s.mu.Unlock()
	s.told()
}

func (s *shelf) read(requests []evidence.Request) []*evidence.Reading {
	src, err := evidence.Dir(s.root)
	if err != nil {
		out := make([]*evidence.Reading, len(requests))
		for i, r := range requests {
			out[i] = &evidence.Reading{Ref: evidence.Clean(r.Ref), Problem: &evidence.Problem{Code: evidence.CodeMissing, Message: "the evidence folder cannot be read", Hint: evidence.Clean(err.Error())}}
		}
		return out
	}
	defer src.Close()
	if s.store != nil {
		return evidence.ReadAll(s.ctx, evidence.WithObjects(src, s.store), requests, 0)
	}
	return evidence.ReadAll(s.ctx, src, requests, 0)
}

// watch follows the evidence files on the disk, so that a check never rests on
// bytes that are not there any more. The caller holds mu.
func (s *shelf) watch(refs []string) {
	slices.Sort(refs)
	refs = slices.Compact(refs)
	if s.root == "" || slices.Equal(refs, s.watched) || s.ctx.Err() != nil {
		return
	}
	s.unwatch()
	s.watched, s.unwatch = refs, func() {}
	paths := []string{filepath.Join(s.root, "evidence")} // its folder must be there
	for _, ref := range refs {
		if !evidence.IsObject(ref) && filepath.IsLocal(filepath.FromSlash(ref)) {
			paths = append(paths, filepath.Join(s.root, filepath.FromSlash(ref)))
		}
	}
	ctx, stop := context.WithCancel(s.ctx)
	changed, err := watch.Files(ctx, paths)
	if err != nil {
		stop()
		return
	}
	s.unwatch = stop
	s.group.Add(1)
	go s.follow(changed)
}

func (s *shelf) follow(changed <-chan struct{}) {
	defer s.group.Done()
	for range changed {
		s.forget()
		s.told()
	}
}
