package tui

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
	"safecase/casefile/merge"
)

// fuzzKeys are the keys that random sessions are made of: every bound key, and
// what is typed into fields.
func fuzzKeys() []string {
	var keys []string
	for _, c := range commands() {
		if c.title() != "quit" && c.title() != "suspend" {
			keys = append(keys, c.binding.Keys()...)
		}
	}
	for _, typed := range []string{"C1", ": #", "0.05", "é模", "- x", `"`, "2027-01-01", "claim"} {
		keys = append(keys, "text "+typed)
	}
	return append(keys, "enter", "enter", "enter", "esc", "esc", "down", "down", "tab", "backspace", "ctrl+x", "ctrl+o", "paste", "click", "disk", "K", "r", "m")
}

// randomSession sends keys that the bytes choose, and checks after each that
// what is shown is what the text says, and at the end that undo leads back.
func randomSession(t *testing.T, s *screen, choose []byte) {
	keys, before := fuzzKeys(), s.m.file.Text
	for _, b := range choose {
		sendFuzz(s, keys[int(b)%len(keys)])
		s.m.View()
		s.m.outline.agreesWithPlain(t)
	}
	for range 20 {
		s.press("esc")
	}
	if full := casefile.Read(s.m.file.Path, s.m.file.Text); !sameReading(s.m.file, full) {
		t.Fatalf("the screen shows another case than this text says:\n%s", s.m.file.Text)
	}
	for steps := len(s.m.history.undo); steps > 0; steps-- {
		s.press("u")
		s.m.outline.agreesWithPlain(t)
	}
	if s.m.file.Text != before {
		t.Fatalf("undoing everything gives\n%s\nwant\n%s", s.m.file.Text, before)
	}
}

func sendFuzz(s *screen, key string) {
	switch {
	case key == "click":
		s.send(tea.MouseClickMsg{X: 20, Y: len(s.m.history.undo)%20 + 2, Button: tea.MouseLeft})
	case key == "disk":
		somebodyElse(s)
	case key == "paste":
		s.send(tea.PasteMsg{Content: "pasted\ntext: of two lines"})
	case len(key) > 5 && key[:5] == "text ":
		for _, r := range key[5:] {
			s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	default:
		s.send(keyNamed(s.t, key))
	}
}

func mergeReal(base, mine, theirs *casefile.File) (*casefile.File, error) {
	out, conflicts, err := merge.Merge(base, mine, theirs)
	if err == nil && len(conflicts) > 0 {
		return nil, errors.New(conflicts[0].String())
	}
	return out, err
}

// somebodyElse changes the file on the disk under the screen.
func somebodyElse(s *screen) {
	text, err := os.ReadFile(s.m.file.Path)
	if err != nil {
		s.t.Fatal(err)
	}
	text = append(text, "# somebody else\n"...)
	if err := os.WriteFile(s.m.file.Path, text, 0o644); err != nil {
		s.t.Fatal(err)
	}
	s.send(diskMsg{text: string(text), told: true})
}

// fuzzScreen opens a case on the disk with everything that the program gives
// it, so that saving, changes by others and templates are part of the session.
func fuzzScreen(t *testing.T) *screen {
	text, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "case.yaml")
	write(t, path, string(text))
	cfg := testConfig(path, string(text))
	source := openSource(t, filepath.Dir(path))
	cfg.Source, cfg.Walk, cfg.Merge, cfg.JournalDir = source, source.Walk, mergeReal, t.TempDir()
	cfg.Fragments = []Fragment{{Name: "watch", Doc: "somebody watches", Asks: []Ask{{Name: "who", Meaning: "a name"}}, Text: func(values map[string][]string) (string, error) {
		return "C1:\n  claim: ${who} watches\n  supported_by: [C2]\nC2: {claim: Somebody acts, undeveloped: true}\n", nil
	}}}
	s := openConfig(t, cfg)
	t.Cleanup(func() { s.m.journal.close(true) })
	return s
}

func FuzzKeys(f *testing.F) {
	for seed := range 4 {
		f.Add(randomBytes(uint64(seed), 60))
	}
	f.Fuzz(func(t *testing.T, choose []byte) {
		randomSession(t, fuzzScreen(t), choose[:min(len(choose), 300)])
	})
}

func randomBytes(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]byte, n)
	for i := range out {
		out[i] = byte(r.UintN(256))
	}
	return out
}

// TestRandomSessions is the fuzz test with fixed seeds; SAFECASE_SESSIONS says
// how many, for a long run.
func TestRandomSessions(t *testing.T) {
	sessions := 15
	if n, err := strconv.Atoi(os.Getenv("SAFECASE_SESSIONS")); err == nil {
		sessions = n
	}
	for seed := range sessions {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			randomSession(t, fuzzScreen(t), randomBytes(uint64(seed), 200))
		})
	}
}
