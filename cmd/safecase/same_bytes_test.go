package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"safecase/casefile/lint"
	"safecase/render"
	"safecase/templates"
)

// digests is for comparing machines: CONTRIBUTING.md says how.
var digests = flag.String("digests", "", "write the digest of every output of every example, template and imported case to `FILE`")

// TestSameBytesOnEveryMachine holds what is printed for each example, in each
// format, to the digests of bytes that another machine printed. Processors
// round differently where a product and a sum become one instruction, and
// zones and languages differ; none of it may show.
func TestSameBytesOnEveryMachine(t *testing.T) {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(exampleDays)) {
		path := filepath.Join("..", "..", "examples", name, name+".case.yaml")
		b.WriteString(digestsOf(t, name, path, exampleDays[name]))
	}
	golden(t, "digests.txt", b.String())
}

// TestDigestsOfAll writes the digests of all there is to render, to be compared
// with those of another machine.
func TestDigestsOfAll(t *testing.T) {
	if *digests == "" {
		t.Skip("asked for with -digests FILE")
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(exampleDays)) {
		b.WriteString(digestsOf(t, name, filepath.Join("..", "..", "examples", name, name+".case.yaml"), exampleDays[name]))
	}
	for name, text := range othersToDraw(t) {
		path := filepath.Join(t.TempDir(), "case.yaml")
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		b.WriteString(digestsOf(t, name, path, "2026-11-21"))
	}
	lines := strings.SplitAfter(b.String(), "\n")
	slices.Sort(lines)
	if err := os.WriteFile(*digests, []byte(strings.Join(lines, "")), 0o666); err != nil {
		t.Fatal(err)
	}
}

// othersToDraw are the templates, and the cases of other tools as imported.
func othersToDraw(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, info := range templates.List() {
		all["template "+info.Name] = command(t, "templates", "--yaml", info.Name)
	}
	paths, err := filepath.Glob("../../casefile/convert/testdata/*/*.*")
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob("../../casefile/convert/testdata/gsn2x/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(paths, deeper...) {
		var out, problem bytes.Buffer
		code := run(context.Background(), []string{"import", path}, stdio{strings.NewReader(""), &out, &problem})
		if code <= exitFindings && out.Len() > 0 {
			all["import "+filepath.ToSlash(path)] = out.String()
		}
	}
	return all
}

// digestsOf is a line for each way to print a case.
func digestsOf(t *testing.T, name, path, day string) string {
	t.Helper()
	ways := [][]string{
		{"render", "--format", "pdf", "--paper", "a4", "--poster"}, {"render", "--format", "svg", "--view", "gaps", "--theme", "dark"},
		{"render", "--format", "png", "--dpi", "55"},
		{"status"}, {"status", "--format", "json"},
		{"evidence", "table", "--format", "json"}, {"evidence", "table", "--format", "csv"},
	}
	for _, format := range strings.Split(render.FormatNames(), ", ") {
		ways = append(ways, []string{"render", "--format", format})
	}
	for _, format := range lint.Formats() {
		ways = append(ways, []string{"lint", "--format", format.Name})
	}
	var b strings.Builder
	t.Run(name, func(t *testing.T) {
		folder, file := filepath.Split(path)
		t.Chdir(folder) // the output names the file as it was given
		for _, way := range ways {
			var out, problem bytes.Buffer
			args := append(slices.Clone(way), "--as-of", day, file)
			code := run(context.Background(), args, stdio{strings.NewReader(""), &out, &problem})
			sum := sha256.Sum256(append(out.Bytes(), problem.Bytes()...))
			fmt.Fprintf(&b, "%x %s: %s, exit %d\n", sum[:8], name, strings.Join(way, " "), code)
		}
	})
	return b.String()
}
