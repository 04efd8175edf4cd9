package tui

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// The live diagram gets every text that was checked, saved or not, and where
// it is to be seen is said in full however narrow the screen.
func TestLiveDiagram(t *testing.T) {
	const url = "http://127.0.0.1:43210/0123456789abcdef0123456789abcdef/"
	var texts <-chan string
	cfg := testConfig("case.yaml", oneClaim)
	cfg.Preview = func(_ context.Context, to <-chan string) (string, error) { texts = to; return url, nil }
	s := openConfig(t, cfg)
	s.press("j g")
	if got := <-texts; got != oneClaim {
		t.Errorf("first it is to draw\n%s", got)
	}
	if screen := s.shows(80, 24); !strings.Contains(screen, url) {
		t.Errorf("the address is not on the screen in one piece:\n%s", screen)
	}
	s.press("v v v")
	if got := <-texts; got != s.m.file.Text || !strings.Contains(got, "undeveloped") {
		t.Errorf("then it is to draw\n%s", got)
	}
	select {
	case got := <-texts:
		t.Errorf("an older text is drawn after the newest:\n%s", got)
	default:
	}
}

func TestLiveDiagramFails(t *testing.T) {
	cfg := testConfig("case.yaml", oneClaim)
	cfg.Preview = func(context.Context, <-chan string) (string, error) { return "", errors.New("no port is free") }
	s := openConfig(t, cfg)
	s.press("g")
	if !s.m.urgent || !strings.Contains(s.m.said, "no port is free") {
		t.Errorf("the status line says %q", s.m.said)
	}
}
