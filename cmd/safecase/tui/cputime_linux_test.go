package tui

import (
	"runtime"
	"syscall"
	"testing"
	"time"
)

// cpuTime is what the thread of a benchmark has worked so far: unlike the time
// on the wall it says the same on a machine that is busy with other things.
func cpuTime(b *testing.B) func() time.Duration {
	runtime.LockOSThread()
	b.Cleanup(runtime.UnlockOSThread)
	return func() time.Duration {
		var u syscall.Rusage
		const thisThread = 1 // RUSAGE_THREAD, which package syscall lacks
		if err := syscall.Getrusage(thisThread, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
}
