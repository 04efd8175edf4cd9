//go:build unix

package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/cmd/safecase/watch"
)

// When this names a case, the test program is the screen itself.
const childCase = "SAFECASE_TEST_CASE"

func runChild(path string) int {
	text, err := os.ReadFile(path)
	source, failed := evidence.Dir(filepath.Dir(path))
	if err != nil || failed != nil {
		return 3
	}
	cfg := testConfig(path, string(text))
	cfg.Source, cfg.Walk, cfg.JournalDir = source, source.Walk, os.Getenv("SAFECASE_TEST_JOURNAL")
	cfg.Editor = os.Getenv("SAFECASE_TEST_EDITOR")
	cfg.Watch = func(ctx context.Context) (<-chan struct{}, error) { return watch.File(ctx, path) }
	if os.Getenv("SAFECASE_TEST_PANIC") != "" {
		cfg.Merge = func(_, _, _ *casefile.File) (*casefile.File, error) { panic("a fault in the program") }
	}
	if err := Run(context.Background(), cfg); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// terminal is a pseudo-terminal with the screen in it.
type terminal struct {
	t    *testing.T
	file *os.File
	cmd  *exec.Cmd
	mu   sync.Mutex
	out  strings.Builder
	wide bool
}

func startTerminal(t *testing.T, path, journal string) *terminal {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childCase+"="+path, "SAFECASE_TEST_JOURNAL="+journal, "TERM=xterm-256color")
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	term := &terminal{t: t, file: file, cmd: cmd}
	go term.listen()
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait(); file.Close() })
	return term
}

func (term *terminal) listen() {
	buffer := make([]byte, 1<<16)
	for {
		n, err := term.file.Read(buffer)
		term.mu.Lock()
		term.out.Write(buffer[:n])
		term.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (term *terminal) text() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.out.String()
}

// await waits until the screen shows all words. The terminal is resized now
// and then, since only a whole new picture is sure to hold them in one piece.
func (term *terminal) await(words ...string) {
	term.t.Helper()
	end := time.Now().Add(60 * time.Second)
	for time.Now().Before(end) {
		term.mu.Lock()
		term.out.Reset()
		term.mu.Unlock()
		term.wide = !term.wide
		size := pty.Winsize{Rows: 24, Cols: 120}
		if term.wide {
			size.Cols = 121
		}
		if err := pty.Setsize(term.file, &size); err != nil {
			term.t.Fatal(err)
		}
		time.Sleep(60 * time.Millisecond)
		if holdsAll(ansi.Strip(term.text()), words) {
			return
		}
	}
	term.t.Fatalf("the screen never shows %q; it shows\n%s", words, ansi.Strip(term.text()))
}

// save presses s and waits until the file is another.
func (term *terminal) save(path string) {
	term.t.Helper()
	before := read(term.t, path)
	term.keys("s")
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if read(term.t, path) != before {
			return
		}
	}
	term.t.Fatal("the case was not saved")
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (term *terminal) keys(keys string) {
	term.t.Helper()
	if _, err := io.WriteString(term.file, keys); err != nil {
		term.t.Fatal(err)
	}
}

// TestTerminal goes the way of an author through a real terminal: a claim is
// added, evidence attached, the gap closes; undo, save; then the program is
// killed over unsaved edits and has them again.
func TestTerminal(t *testing.T) {
	path := folder(t, oneClaim)
	journal := t.TempDir()
	term := startTerminal(t, path, journal)
	term.await("A help desk", "unsupported")

	term.keys("ja\r")
	term.await("new claim below C1")
	term.keys("A second claim, with evidence\r")
	term.await("C2", "added C2")
	term.keys("f")
	term.await("evidence for C2", "guide.eval")
	term.keys("guide")
	term.await("value hidden")
	term.keys("\r")
	term.await("the threshold")
	term.keys("\x15at least 0.4\r")
	term.await("claimed at least 0.4: holds")

	term.save(path)
	saved := read(t, path)
	if c := casefile.Read(path, saved).Case; c.Node("E1") == nil || c.Node("C2").Get("quantity", "of").Text() != "E1" {
		t.Fatalf("saved:\n%s", saved)
	}
	term.keys("u")
	term.await("undone: attached", "not saved")
	term.keys("e and more\r")
	term.await("changed the text of C2", "and more")
	time.Sleep(200 * time.Millisecond) // the journal is written beside the screen
	if err := term.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	term.cmd.Wait()
	if read(t, path) != saved {
		t.Fatal("the file changed without saving")
	}

	term = startTerminal(t, path, journal)
	term.await("unsaved edits were found")
	term.keys("r")
	term.await("recovered")
	term.save(path)
	time.Sleep(200 * time.Millisecond)
	term.keys("q")
	if err := term.cmd.Wait(); err != nil {
		t.Errorf("the screen ends with %v", err)
	}
	if got := read(t, path); !strings.Contains(got, "and more") {
		t.Errorf("saved after recovery:\n%s", got)
	}
	if left := journals(t, journal); len(left) > 0 {
		t.Errorf("journals are left: %q", left)
	}
}

// A line that was being typed when the program was killed stands there again
// when its question comes.
func TestTerminalLineDraft(t *testing.T) {
	path, journal := folder(t, oneClaim), t.TempDir()
	term := startTerminal(t, path, journal)
	term.await("A help desk")
	term.keys("jr")
	term.await("rename C1")
	term.keys(".main")
	term.await("> C1.main")
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); {
		if kept := journals(t, journal); len(kept) > 0 && strings.Contains(read(t, kept[0]), "C1.main") {
			break
		}
		time.Sleep(20 * time.Millisecond) // the journal is written beside the screen
	}
	if err := term.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	term.cmd.Wait()

	term = startTerminal(t, path, journal)
	term.await("unsaved edits were found", "C1.main")
	term.keys("r")
	term.await("recovered", "C1.main")
	term.keys("jr")
	term.await("> C1.main")
	term.keys("\r")
	term.await("renamed C1 to C1.main")
	term.save(path)
	if text := read(t, path); !strings.Contains(text, "  C1.main:") {
		t.Errorf("saved:\n%s", text)
	}
}

// The user's own editor gets the text, and what it writes comes back as one
// step.
func TestTerminalEditor(t *testing.T) {
	path := folder(t, oneClaim)
	t.Setenv("SAFECASE_TEST_EDITOR", "sed -i s/two.in.five/three-in-five/")
	term := startTerminal(t, path, t.TempDir())
	term.await("A help desk")
	term.keys("jE")
	term.await("changed the text of C1", "three-in-five")
	term.keys("u")
	term.await("undone", "two in five")
	term.keys("\x05")
	term.await("took over the text", "three-in-five")
}

// A change on the disk shows up by itself.
func TestTerminalNoticesChange(t *testing.T) {
	path := folder(t, oneClaim)
	term := startTerminal(t, path, t.TempDir())
	term.await("A help desk")
	time.Sleep(300 * time.Millisecond) // the watcher starts beside the screen
	write(t, path, strings.Replace(oneClaim, "A help desk", "Another title", 1))
	term.await("Another title", "took over the change")
}

// Pasted text comes as one piece with its line breaks, and keys in a row are
// all heard.
func TestTerminalPasteAndFastKeys(t *testing.T) {
	path := folder(t, oneClaim)
	term := startTerminal(t, path, t.TempDir())
	term.await("A help desk")
	term.keys("je\x15")
	term.await("what C1 says")
	long := strings.Repeat("words and words ", 200)
	term.keys("\x1b[200~first line\nsecond " + long + "\x1b[201~\r")
	term.await("changed the text")
	term.save(path)
	text := casefile.Read(path, read(t, path)).Case.Node("C1").Text
	if text != strings.TrimSpace("first line\nsecond "+long) {
		t.Errorf("pasted text became %q", text)
	}
	typed := strings.Repeat("abcdefghij", 50)
	term.keys("e\x15" + typed + "\r")
	term.save(path)
	if got := casefile.Read(path, read(t, path)).Case.Node("C1").Text; got != "first line\n"+typed {
		t.Errorf("of %d keys arrived %q", len(typed), got)
	}
}

// After a panic the terminal is as it was, and the edits are offered again.
func TestTerminalAfterPanic(t *testing.T) {
	path, journal := folder(t, oneClaim), t.TempDir()
	t.Setenv("SAFECASE_TEST_PANIC", "1")
	term := startTerminal(t, path, journal)
	term.await("A help desk")
	term.keys("jv")
	term.await("not saved")
	write(t, path, strings.Replace(oneClaim, "A help desk", "Another title", 1))
	term.await("changed on the disk")
	term.keys("m")
	if err := waitFor(term.cmd); err == nil {
		t.Error("the program ended as if all were well")
	}
	time.Sleep(100 * time.Millisecond)
	if out := term.text(); !strings.Contains(out, "\x1b[?1049l") || !strings.Contains(out, "\x1b[?25h") {
		t.Errorf("the terminal was not restored: %q", out)
	}
	startTerminal(t, path, journal).await("unsaved edits were found")
}

func waitFor(cmd *exec.Cmd) error {
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		return err
	case <-time.After(10 * time.Second):
		return errors.New("still running")
	}
}
