package tui

import (
	"runtime"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// cpuTime is what the thread of a benchmark has worked so far: unlike the time
// on the wall it says the same on a machine that is busy with other things.
func cpuTime(b *testing.B) func() time.Duration {
	runtime.LockOSThread()
	b.Cleanup(runtime.UnlockOSThread)
	return func() time.Duration {
		const thread = 3 // CLOCK_THREAD_CPUTIME_ID, which package syscall lacks; its Getrusage counts in steps of 4 ms
		var at syscall.Timespec
		if _, _, failed := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, thread, uintptr(unsafe.Pointer(&at)), 0); failed != 0 {
			b.Fatal(failed)
		}
		return time.Duration(at.Nano())
	}
}
