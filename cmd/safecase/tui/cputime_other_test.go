//go:build !linux

package tui

import (
	"testing"
	"time"
)

// cpuTime is not known here.
func cpuTime(*testing.B) func() time.Duration { return func() time.Duration { return 0 } }
