package tui

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

var update = flag.Bool("update", false, "write the golden files anew")

var today = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	if path := os.Getenv(childCase); path != "" {
		os.Exit(runChild(path))
	}
	quiet = 0
	os.Exit(m.Run())
}

// screen is a model under test: keys go in, and everything that runs beside
// the screen is run to its end before the next key.
type screen struct {
	t       testing.TB
	m       *model
	reverse bool // of what runs beside the screen, the last begun ends first
}

// check judges for real: lint reads neither the disk nor the clock.
func check(_ context.Context, f *casefile.File, r assess.Readings) *lint.Result {
	return lint.Check(lint.Input{File: f, Readings: r, AsOf: today})
}

func testConfig(path, text string) Config {
	return Config{File: casefile.Read(path, text), Check: check, Today: today, User: "R. Osei"}
}

func openText(t testing.TB, text string) *screen {
	t.Helper()
	return openConfig(t, testConfig("case.yaml", text))
}

// openFile opens a case from the disk, with the evidence below its folder.
func openFile(t testing.TB, path string) *screen {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	cfg := testConfig(path, string(text))
	source, err := evidence.Dir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { source.Close() })
	cfg.Source, cfg.Walk, cfg.New = source, source.Walk, len(text) == 0
	return openConfig(t, cfg)
}

func openConfig(t testing.TB, cfg Config) *screen {
	t.Helper()
	s := &screen{t: t, m: newModel(t.Context(), cfg)}
	s.run(s.m.Init())
	return s
}

// run does a command and everything that follows from it.
func (s *screen) run(cmd tea.Cmd) {
	todo := []tea.Cmd{cmd}
	for len(todo) > 0 {
		cmd := todo[0]
		todo = todo[1:]
		if cmd == nil {
			continue
		}
		switch msg := cmd().(type) {
		case nil, tea.QuitMsg:
		case tea.BatchMsg:
			if s.reverse {
				slices.Reverse(msg)
			}
			todo = append(todo, msg...)
		default:
			_, next := s.m.Update(msg)
			todo = append(todo, next)
		}
	}
}

// press sends keys: names of keys between blanks, and what stands in quotes as
// typed text.
func (s *screen) press(keys string) {
	s.t.Helper()
	for keys = strings.TrimSpace(keys); keys != ""; keys = strings.TrimSpace(keys) {
		if keys[0] == '"' {
			text, rest, ok := strings.Cut(keys[1:], `"`)
			if !ok {
				s.t.Fatalf("no closing quote in %s", keys)
			}
			for _, r := range text {
				s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
			keys = rest
			continue
		}
		name, rest, _ := strings.Cut(keys, " ")
		s.send(keyNamed(s.t, name))
		keys = rest
	}
}

func (s *screen) send(msg tea.Msg) {
	_, cmd := s.m.Update(msg)
	s.run(cmd)
}

var namedKeys = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
	"space": tea.KeySpace, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
}

func keyNamed(t testing.TB, name string) tea.KeyPressMsg {
	t.Helper()
	k := tea.KeyPressMsg{}
	for {
		mod, rest, ok := strings.Cut(name, "+")
		if !ok || rest == "" {
			break
		}
		k.Mod |= map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}[mod]
		name = rest
	}
	if code, ok := namedKeys[name]; ok {
		k.Code = code
		return k
	}
	r, size := utf8.DecodeRuneInString(name)
	if size != len(name) {
		t.Fatalf("no key is called %q", name)
	}
	k.Code = r
	if k.Mod == 0 {
		k.Text = name
	}
	return k
}

// shows is the screen as text, without colours.
func (s *screen) shows(width, height int) string {
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	lines := strings.Split(ansi.Strip(s.m.View().Content), "\n")
	for i, line := range lines {
		if w := ansi.StringWidth(line); w != width {
			s.t.Errorf("line %d is %d cells wide; want %d: %q", i+1, w, width, line)
		}
		lines[i] = strings.TrimRight(line, " ")
	}
	if len(lines) != height {
		s.t.Errorf("the screen has %d lines; want %d", len(lines), height)
	}
	return strings.Join(lines, "\n") + "\n"
}

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
