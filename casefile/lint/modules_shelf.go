package lint

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

// Shelf keeps the modules of a case between checks of it, for views that check
// while somebody types: they are read again when the case uses others, is
// checked otherwise, or after Forget. The zero Shelf is empty; it is safe for
// concurrent use.
type Shelf struct {
	mu      sync.Mutex
	key     string
	modules []*Module
}

// Take returns the modules of a case; read reads them where that is needed.
func (s *Shelf) Take(in Input, read func(Input) []*Module) []*Module {
	key := UsesKey(in)
	s.mu.Lock()
	if s.key == key {
		defer s.mu.Unlock()
		return s.modules
	}
	s.mu.Unlock()
	modules := read(in)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.key, s.modules = key, modules
	return modules
}

// Forget lets the next Take read again.
func (s *Shelf) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.key = ""
}

// UsesKey tells apart what ReadModules would read: which files the case uses,
// where they stand in it, and how they are checked.
func UsesKey(in Input) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %v", in.AsOf.Format(time.DateOnly), in.Profile, profileOf(in), in.NoWaivers)
	for _, e := range in.File.Case.Items("uses") {
		fmt.Fprintf(&b, "\n%q %q %v", e.ID, e.Text(), e.Pos())
	}
	return b.String()
}
