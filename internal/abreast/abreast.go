// Package abreast runs tasks that do not depend on each other on all
// processors.
package abreast

import (
	"runtime"
	"sync/atomic"
)

// Do runs task(0) to task(n-1), each once, and returns when all have ended.
// Those with a low number begin first. What tasks find belongs into a slot each,
// so that the order in which they end shows nowhere. A panic of a task becomes
// one of the caller, which alone knows what must be put in order then.
func Do(n int, task func(i int)) {
	if n <= 0 {
		return
	}
	var next, ended atomic.Int64
	var failed atomic.Pointer[any]
	all := make(chan struct{})
	run := func(i int) {
		defer func() {
			if reason := recover(); reason != nil {
				failed.CompareAndSwap(nil, &reason)
			}
			if ended.Add(1) == int64(n) {
				close(all)
			}
		}()
		if failed.Load() == nil {
			task(i)
		}
	}
	work := func() {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			run(i)
		}
	}
	for range min(n, runtime.GOMAXPROCS(0)) - 1 {
		go work()
	}
	work()
	<-all // and not for a helper that found nothing left: on a busy machine it may not even have begun
	if reason := failed.Load(); reason != nil {
		panic(*reason)
	}
}

// All runs the tasks as Do does.
func All(tasks ...func()) { Do(len(tasks), func(i int) { tasks[i]() }) }

// Pieces cuts n things into pieces of about the same size, a few for each
// processor, and runs task on each.
func Pieces(n int, task func(from, to int)) {
	const least = 64 // fewer things are not worth a piece
	size := max(least, (n+4*runtime.GOMAXPROCS(0)-1)/(4*runtime.GOMAXPROCS(0)))
	Do((n+size-1)/size, func(i int) { task(i*size, min(n, (i+1)*size)) })
}
