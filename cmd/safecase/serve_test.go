package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// live is a running "safecase serve".
type live struct {
	t       testing.TB
	dir     string
	url     string
	version int
}

// serveLive builds the program and serves a case with these files.
func serveLive(t testing.TB, files map[string]string) *live {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "safecase")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	l := &live{t: t, dir: t.TempDir()}
	for name, text := range files {
		l.write(name, text)
	}
	c := exec.CommandContext(t.Context(), bin, "serve", "--as-of", "2026-11-21", filepath.Join(l.dir, "case.yaml"))
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Signal(os.Interrupt)
		c.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	l.url = strings.TrimSpace(line)
	l.next()
	return l
}

func (l *live) write(name, text string) {
	l.t.Helper()
	path := filepath.Join(l.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		l.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		l.t.Fatal(err)
	}
}

func (l *live) get(page string) string {
	l.t.Helper()
	resp, err := http.Get(l.url + page)
	if err != nil {
		l.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(b)
}

// next waits for the next drawing and says what is wrong with the case.
func (l *live) next() (problem string) {
	l.t.Helper()
	for range 3 { // an answer comes after 25 seconds at the latest, also when nothing changed
		var s struct {
			Version int
			Problem string
		}
		if err := json.Unmarshal([]byte(l.get(fmt.Sprintf("state?after=%d", l.version))), &s); err != nil {
			l.t.Fatal(err)
		}
		if s.Version != l.version {
			l.version = s.Version
			return s.Problem
		}
	}
	l.t.Fatal("a change was not drawn")
	return ""
}

// until waits for a drawing of which something is true.
func (l *live) until(what string, ok func(report, problem string) bool) {
	l.t.Helper()
	for range 5 {
		if problem := l.next(); ok(l.get("report"), problem) {
			return
		}
	}
	l.t.Errorf("not drawn: %s", what)
}

const (
	liveCase = "safecase: 1\ntitle: Live\nnodes:\n  C1: {claim: Before, supported_by: [E1], quantity: {of: E1, metric: $.rate, unit: item, below: 0.5}}\n" +
		"  E1: {evidence: e, file: log.json, select: {value: $.rate, n: $.n}}\n"
	laterEvidence = "  E2: {evidence: new, file: new/log.json, select: {value: $.rate, n: $.n}}\n"
)

// Serve follows the case and its evidence, also evidence that came later, and
// shows the findings of a broken case over the last good drawing. It writes
// nothing.
func TestServeFollowsCaseAndEvidence(t *testing.T) {
	l := serveLive(t, map[string]string{"case.yaml": liveCase, "log.json": `{"rate": 0.125, "n": 80}`, "new/log.json": `{"rate": 0.375, "n": 80}`})
	if report := l.get("report"); !strings.Contains(report, "Before") || !strings.Contains(report, "0.125") {
		t.Fatal("the first drawing does not show the case")
	}
	l.write("case.yaml", "safecase: 1\ntitle: [broken\n")
	l.until("findings over the last good drawing", func(report, problem string) bool {
		return strings.Contains(problem, "case.yaml:") && strings.Contains(report, "Before")
	})
	l.write("case.yaml", strings.Replace(liveCase, "Before", "After", 1)+laterEvidence)
	l.until("the mended case", func(report, problem string) bool { return problem == "" && strings.Contains(report, "After") })
	l.write("log.json", `{"rate": 0.25, "n": 80}`)
	l.until("a change of the evidence", func(report, _ string) bool {
		return strings.Contains(report, "0.25 ") || strings.Contains(report, ">0.25<")
	})
	l.write("new/log.json", `{"rate": 0.4375, "n": 80}`)
	l.until("a change of evidence that came later", func(report, _ string) bool {
		return strings.Contains(report, "0.4375") || strings.Contains(report, "0.438")
	})
	var left []string
	err := filepath.WalkDir(l.dir, func(path string, d os.DirEntry, err error) error {
		if !d.IsDir() {
			left = append(left, filepath.Base(path))
		}
		return err
	})
	if err != nil || strings.Join(left, " ") != "case.yaml log.json log.json" {
		t.Errorf("in the folder stand %v; expected what was put there: %v", left, err)
	}
}

// BenchmarkServeReload measures from the save of a case of 200 nodes to the
// moment at which the browser is told and has the new report. 40 ms of it are
// spent waiting for an editor that writes in several steps.
func BenchmarkServeReload(b *testing.B) {
	var text strings.Builder
	text.WriteString("safecase: 1\ntitle: Live %d\nnodes:\n")
	for i := range 200 {
		if 4*i+1 >= 200 {
			fmt.Fprintf(&text, "  N%d: {evidence: Report number %d of the whole series}\n", i, i)
			continue
		}
		fmt.Fprintf(&text, "  N%d: {claim: Part number %d of the risk stays within what was decided, supported_by: [N%d, N%d, N%d]}\n", i, i, 4*i+1, min(4*i+2, 199), min(4*i+3, 199))
	}
	l := serveLive(b, map[string]string{"case.yaml": fmt.Sprintf(text.String(), 0)})
	i := 0
	for b.Loop() {
		i++
		l.write("case.yaml", fmt.Sprintf(text.String(), i))
		l.until("the change", func(report, _ string) bool { return strings.Contains(report, fmt.Sprintf("Live %d", i)) })
	}
}
