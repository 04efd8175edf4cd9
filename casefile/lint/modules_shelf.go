package lint

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"safecase/casefile"
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
		return Placed(s.modules, in.File.Case)
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

// Placed are modules that were read for an earlier text of a case, at the
// places at which the case now names them.
func Placed(modules []*Module, c *casefile.Case) []*Module {
	items := c.Items("uses")
	if len(items) != len(modules) {
		return modules
	}
	out := make([]*Module, len(modules))
	for i, m := range modules {
		now := *m
		now.At = placeOf(items[i])
		out[i] = &now
	}
	return out
}

// placeOf is where an entry of uses names its file.
func placeOf(item casefile.Item) casefile.Pos {
	if item.Exists() {
		return item.Pos()
	}
	return item.IDPos
}

// UsesKey tells apart what ReadModules would read: which files the case uses
// and how they are checked.
func UsesKey(in Input) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %v", in.AsOf.Format(time.DateOnly), in.Profile, profileOf(in), in.NoWaivers)
	for _, e := range in.File.Case.Items("uses") {
		fmt.Fprintf(&b, "\n%q %q", e.ID, e.Text())
	}
	return b.String()
}
