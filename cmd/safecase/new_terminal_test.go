//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
)

// shell runs the program in a pseudo-terminal of 80 by 24, with nothing of the
// user around it.
type shell struct {
	t    *testing.T
	cmd  *exec.Cmd
	file *os.File
	mu   sync.Mutex
	out  bytes.Buffer
}

func inTerminal(t *testing.T, home string, args ...string) *shell {
	t.Helper()
	cmd := program(home, args...)
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	s := &shell{t: t, cmd: cmd, file: file}
	go func() {
		buffer := make([]byte, 1<<16)
		for {
			n, err := file.Read(buffer)
			s.mu.Lock()
			s.out.Write(buffer[:n])
			s.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait(); file.Close() })
	return s
}

// program is the command line itself: this test program under another name.
func program(home string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Args[0] = "safecase"
	cmd.Env = []string{"HOME=" + home, "USER=ro", "TERM=xterm-256color", "PATH=" + os.Getenv("PATH")}
	return cmd
}

// answer types keys and then waits for words that the program draws after them.
func (s *shell) answer(keys string, words ...string) {
	s.t.Helper()
	s.mu.Lock()
	s.out.Reset()
	s.mu.Unlock()
	if _, err := io.WriteString(s.file, keys); err != nil {
		s.t.Fatal(err)
	}
	for wide, end := uint16(0), time.Now().Add(60*time.Second); time.Now().Before(end); wide = 1 - wide {
		time.Sleep(60 * time.Millisecond)
		if s.drew(words) {
			return
		}
		if err := pty.Setsize(s.file, &pty.Winsize{Rows: 24, Cols: 80 + wide}); err != nil { // has all drawn again, in one piece
			s.t.Fatal(err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.out.String()
	s.t.Fatalf("after %q the screen never draws %q; it draws\n%q", keys, words, all[strings.LastIndex(all, "\x1b[2J")+1:])
}

func (s *shell) drew(words []string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range words {
		if !strings.Contains(s.out.String(), w) {
			return false
		}
	}
	return true
}

// TestNewInTerminal starts from nothing with "safecase new FILE", answers the
// six steps, saves, and has a case that lints clean at draft. The terminal says
// only in the middle of a word what its colours are, which must neither delay
// nor garble anything.
func TestNewInTerminal(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, "desk.case.yaml")
	s := inTerminal(t, home, "new", path)
	s.answer("", "how do you want to start?", "six steps")
	for _, step := range []struct{ keys, next string }{
		{"\r", "step 1 of 6"},
		{"A help desk may answer questions of staff\r", "what is decided"},
		{"\r", "the system and the decision: the system"},
		{"The model beh\x1b]11;rgb:ffff/ffff/ffff\x1b\\ind its filter\r", "who can reach it"},
		{"\r", "step 2 of 6"},
		{"Somebody acts on wrong advice\r", "how much risk is tolerable"},
		{"0.001\r", "another outcome?"},
		{"\r", "step 3 of 6"},
		{"The weights stay with us\r", "anything else taken for granted?"},
		{"\r", "step 4 of 6"},
		{"\r", "step 5 of 6"},
		{"\r", "A claim that a test could refute"},
		{"It answers wrongly in fewer than one in twenty questions\r", "step 6 of 6"},
		{"\r", "long enough"},
		{"\r", "six steps are done"},
		{"s", "saved"},
	} {
		s.answer(step.keys, step.next)
	}
	if _, err := io.WriteString(s.file, "q"); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("the screen ends with %v", err)
	}
	lintsClean(t, home, path)
	left, err := filepath.Glob(filepath.Join(home, "*", "safecase", "journal", "*.journal"))
	if err != nil || len(left) > 0 {
		t.Errorf("journals are left: %q %v", left, err)
	}
}

func lintsClean(t *testing.T, home, path string) {
	t.Helper()
	out, err := program(home, "lint", "--profile", "draft", "--fail-on", "warning", "--format", "json", path).Output()
	if err != nil {
		t.Errorf("lint ends with %v:\n%s", err, out)
	}
	var found struct{ Counts map[string]int }
	if err := json.Unmarshal(out, &found); err != nil || found.Counts["error"] > 0 || found.Counts["warning"] > 0 {
		t.Errorf("lint finds %v: %v", found.Counts, err)
	}
	if text, err := os.ReadFile(path); err != nil || !strings.Contains(string(text), "description: The model behind its filter") {
		t.Errorf("the case is %v\n%s", err, text)
	}
}
