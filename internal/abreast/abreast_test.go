package abreast

import (
	"sync/atomic"
	"testing"
)

func TestEveryTaskRunsOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 63, 1000} {
		ran := make([]atomic.Int32, n)
		Do(n, func(i int) { ran[i].Add(1) })
		Pieces(n, func(from, to int) {
			for i := from; i < to; i++ {
				ran[i].Add(1)
			}
		})
		for i := range ran {
			if got := ran[i].Load(); got != 2 {
				t.Errorf("of %d: %d ran %d times, want 2", n, i, got)
			}
		}
	}
}

func TestPanicReachesTheCaller(t *testing.T) {
	defer func() {
		if reason := recover(); reason != "lost" {
			t.Errorf("caught %v, want lost", reason)
		}
	}()
	Do(100, func(i int) {
		if i == 50 {
			panic("lost")
		}
	})
	t.Error("the panic got lost")
}
