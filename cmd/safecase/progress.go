package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"safecase/casefile/evidence"
)

// progress says on one line of the terminal how far hashing is. Where errors
// do not go to a terminal it says nothing.
type progress struct {
	what string
	out  io.Writer // nil says nothing

	mu    sync.Mutex
	files map[string][2]int64 // done and total, by ref
	last  time.Time
	shown bool
}

func (a *app) progress(what string) *progress {
	p := &progress{what: what, files: map[string][2]int64{}}
	if f, ok := a.err.(*os.File); ok && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd())) {
		p.out = f
	}
	return p
}

// often is how often the line changes: a person reads no faster.
const often = 100 * time.Millisecond

// report takes what the reader says. It is called from several goroutines.
func (p *progress) report(ref string, done, total int64) {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files[ref] = [2]int64{done, max(total, done)}
	if time.Since(p.last) < often {
		return
	}
	p.last, p.shown = time.Now(), true
	var all, got int64
	for _, f := range p.files {
		got, all = got+f[0], all+f[1]
	}
	fmt.Fprintf(p.out, "\r\x1b[K%s %s of %s: %.50s", p.what, megabytes(got), megabytes(all), evidence.Clean(ref))
}

// end takes the line away.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }
