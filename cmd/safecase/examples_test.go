package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// exampleDays is the day as of which each example is checked, as its README
// says.
var exampleDays = map[string]string{
	"help-desk":       "2025-12-01",
	"wmdp-unlearning": "2024-12-01",
	"cyber-inability": "2025-06-01",
	"coding-agent":    "2026-11-20",
}

// TestExamples lints and draws every example and compares with its goldens.
func TestExamples(t *testing.T) {
	paths, err := filepath.Glob("../../examples/*/*.case.yaml")
	if err != nil || len(paths) != len(exampleDays) {
		t.Fatalf("found %d examples, know the days of %d; add new ones to the table", len(paths), len(exampleDays))
	}
	readme, err := os.ReadFile("../../examples/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		name := filepath.Base(filepath.Dir(path))
		t.Run(name, func(t *testing.T) {
			day := exampleDays[name]
			if !strings.Contains(string(readme), name) || !strings.Contains(string(readme), day) {
				t.Errorf("the README of the examples does not list %s as of %s", name, day)
			}
			golden(t, name+".lint", command(t, "lint", "--as-of", day, path))
			golden(t, name+".svg", command(t, "render", "--format", "svg", "--as-of", day, path))
			page := command(t, "render", "--format", "html", "--as-of", day, path)
			if again := command(t, "render", "--format", "html", "--as-of", day, path); page != again {
				t.Error("the report drawn twice is not the same bytes")
			}
			png := command(t, "render", "--format", "png", "--as-of", day, path)
			if !strings.HasPrefix(png, "\x89PNG") {
				t.Error("the PNG is none")
			}
		})
	}
}

// command runs safecase and returns what it prints; findings are no failure.
func command(t *testing.T, args ...string) string {
	t.Helper()
	var out, problem bytes.Buffer
	if code := run(context.Background(), args, stdio{strings.NewReader(""), &out, &problem}); code > exitFindings {
		t.Fatalf("safecase %s: exit %d: %s", strings.Join(args, " "), code, problem.String())
	}
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "examples", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is another now; look at it and run with -update\n%s", name, diff)
	}
}
