package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// leak is a drawing that takes memory until it gets no more. It ends by itself
// far above the limit, so that a limit that fails does not take the machine down.
func leak() {
	if err := keepToMemory(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var kept [][]byte
	for total := 0; total < drawAtMost+1<<29; total += 64 << 20 {
		kept = append(kept, make([]byte, 64<<20)) // never written to: the limit counts it, the machine does not
	}
	fmt.Println("<p>drawn", len(kept))
}

// A drawing that leaks ends, and serve says so and lives on.
func TestLeakingDrawingEnds(t *testing.T) {
	if runtime.GOOS != "linux" || strings.HasPrefix(runtime.GOARCH, "386") {
		t.Skip("only Linux has the limit; 32 bits have not that much memory")
	}
	self, err := exec.LookPath("leak")
	if err != nil {
		t.Fatal(err)
	}
	page := runDrawing(context.Background(), self, nil)
	if page.HTML != nil || !strings.Contains(page.Problem, "drawing needed more than 3 GiB of memory") {
		t.Errorf("a drawing that leaks: %d bytes, %.300q", len(page.HTML), page.Problem)
	}
}
