package main

import (
	"runtime/debug"
	"strings"
)

// Limits of the process that draws for serve, in bytes and seconds. From the
// first on it spends its time to free memory, at the second it ends. A report
// of 50,000 nodes stays below the first.
const (
	drawMemory  = 1536 << 20
	drawAtMost  = 3 << 30
	drawSeconds = 120 // of processor time, also where nobody is left to end it
)

// keepToMemory lets this process use no more than a child of serve may: what
// leaks must end before the machine does.
func keepToMemory() error {
	debug.SetMemoryLimit(drawMemory)
	return limitProcess(drawAtMost, drawSeconds)
}

// outOfMemory reports whether a process ended because it got no more memory,
// by what the runtime of Go says then.
func outOfMemory(said string) bool {
	return strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory")
}
