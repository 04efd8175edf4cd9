package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// session opens a case with evidence, and a folder where sessions keep what
// they must not forget.
func session(t *testing.T, path, state string) *screen {
	t.Helper()
	s := openFile(t, path)
	cfg := s.m.cfg
	cfg.JournalDir = state
	s = openConfig(t, cfg)
	t.Cleanup(func() { s.m.journal.close(true) })
	return s
}

const withNumber = oneClaim + `    quantity: {of: E1, at_least: 0.7}
    supported_by: [E1]
  E1: {evidence: The run, file: logs/guide.eval}
`

// A value that an earlier session showed is known to the next.
func TestSeenInAnEarlierSession(t *testing.T) {
	for name, first := range map[string]string{
		"looked at":             `j f "guide" ctrl+o esc`,
		"attached and undone":   `j f "guide" enter ctrl+u "at least 0.4" enter u`,
		"attached and not kept": `j f "guide" enter ctrl+u "at least 0.4" enter q d`,
	} {
		t.Run(name, func(t *testing.T) {
			path, state := folder(t, oneClaim), t.TempDir()
			session(t, path, state).press(first)
			s := session(t, path, state)
			s.press(`j f "guide" enter ctrl+u "at least 0.3" enter`)
			if seen, _ := s.m.file.Case.Node("C1").Get("quantity", "seen").Bool(); !seen {
				t.Errorf("the case does not say that the value was seen:\n%s", s.m.file.Text)
			}
		})
	}
}

// Of another run under the same name, whose digest is known, nothing was seen;
// and what another case showed is not what this one did.
func TestNotSeen(t *testing.T) {
	path, state := folder(t, withNumber), t.TempDir()
	session(t, path, state)
	write(t, path, oneClaim)
	write(t, filepath.Join(filepath.Dir(path), "logs", "guide.eval"), read(t, "../../../casefile/evidence/testdata/samples/inspect/limit10_popularity_gpt-4o-mini_2025-02.eval"))
	s := session(t, path, state)
	s.press(`j f "guide" enter ctrl+u "at least 0.3" enter`)
	if q := s.m.file.Case.Node("C1").Get("quantity"); !q.Exists() || q.Get("seen").Exists() {
		t.Errorf("quantity is %s:\n%s", written(q), s.shows(120, 40))
	}
}

// The file of what was seen tells nobody what was looked at, is bounded, and
// fails closed.
func TestRememberedFile(t *testing.T) {
	path, state := folder(t, withNumber), t.TempDir()
	s := session(t, path, state)
	name := s.m.seenName()
	if text := read(t, name); strings.Contains(text, "guide") || !strings.Contains(text, "sha256:ce055d4d") {
		t.Errorf("the file holds\n%s", text)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("it may be read by others: %v %v", info.Mode(), err)
	}
	write(t, name, strings.Repeat("x", 1<<20)+"\nsha256:torn")
	if r := remembered(name); !r.full {
		t.Error("a file that is no longer whole counts as nothing seen")
	}
	write(t, name, strings.Repeat("sha256:"+strings.Repeat("0", 64)+"\n", mostRemembered))
	if r := remembered(name); !r.full {
		t.Error("beyond the bound something counts as not seen")
	}
}

// fromEditor is what the user's editor brings back.
func (s *screen) fromEditor(text string) {
	s.t.Helper()
	s.m.cfg.Editor = "true"
	s.send(editedMsg{text: text, then: s.m.fileFromEditor()})
}

// A threshold that comes out of the editor is recorded as seen, in the same
// step, when its value was on the screen.
func TestSeenFromTheEditor(t *testing.T) {
	const seen = "at_least: 0.4, seen: true}"
	for _, c := range []struct{ name, before, keys, from, to, want string }{
		{"moved", withNumber, "", "at_least: 0.7}", "at_least: 0.4}", seen},
		{"added", strings.Replace(withNumber, ", at_least: 0.7", "", 1), "", "of: E1}", "of: E1, at_least: 0.4}", seen},
		{"softer in another way", withNumber, "", "at_least: 0.7}", "at_least: 0.7, confidence: 0.9}", "confidence: 0.9, seen: true}"},
		{"set by", withNumber, "", "at_least: 0.7}", "at_least: 0.7, set: {by: board, on: 2025-01-01}}", "at_least: 0.7, set: {by: board, on: 2025-01-01}}"},
		{"renamed", withNumber, "", "  C1:", "  C-rate:", "at_least: 0.7}"},
		{"said already", withNumber, "", "at_least: 0.7}", "at_least: 0.4, seen: true}", seen},
		{"with new evidence that was looked at", oneClaim, `j f "guide" ctrl+o esc`, "    claim", "    supported_by: [E1]\n    quantity: {of: E1, at_least: 0.4}\n    claim", seen},
		{"with new evidence", oneClaim, "", "    claim", "    supported_by: [E1]\n    quantity: {of: E1, at_least: 0.4}\n    claim", "at_least: 0.4}"},
		{"with a copy of evidence", withNumber, "", "at_least: 0.7}\n    supported_by: [E1]\n  E1: {evidence: The run, file: logs/guide.eval}", "at_least: 0.4}\n    supported_by: [E1]\n  E1: {evidence: The run, file: logs/copy.eval}", seen},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := folder(t, c.before)
			write(t, filepath.Join(filepath.Dir(path), "logs", "copy.eval"), read(t, realLog))
			s := openFile(t, path)
			s.press(c.keys)
			if !strings.Contains(s.m.file.Text, c.from) {
				t.Fatalf("%q is not in\n%s", c.from, s.m.file.Text)
			}
			text := strings.Replace(s.m.file.Text, c.from, c.to, 1)
			if c.from == "    claim" {
				text += "  E1: {evidence: The run, file: logs/guide.eval}\n"
			}
			s.fromEditor(text)
			if !strings.Contains(s.m.file.Text, c.want) {
				t.Errorf("want %q in\n%s", c.want, s.m.file.Text)
			}
			if c.want == seen && !strings.Contains(c.to, "seen") && !strings.Contains(s.m.said, "seen: true for C1") {
				t.Errorf("the status line says %q", s.m.said)
			}
			undoAll(t, s, c.before)
		})
	}
}

// A text from the editor that cannot be read hides no threshold that it moved.
func TestSeenAfterATextThatCannotBeRead(t *testing.T) {
	s := openFile(t, folder(t, withNumber))
	broken := strings.Replace(withNumber, "at_least: 0.7}", "at_least: 0.4", 1)
	s.fromEditor(broken)
	s.fromEditor(strings.Replace(broken, "at_least: 0.4", "at_least: 0.4}", 1))
	want := strings.Replace(withNumber, "at_least: 0.7}", "at_least: 0.4, seen: true}", 1)
	if diff := cmp.Diff(want, s.m.file.Text); diff != "" {
		t.Error(diff)
	}
	s.fromEditor(broken)
	s.fromEditor(want)
	if diff := cmp.Diff(want, s.m.file.Text); diff != "" {
		t.Error(diff)
	}
}

// A threshold that was typed after the value was on the screen, and joined to
// its evidence only then, was not set before.
func TestSeenThenJoined(t *testing.T) {
	const apart = oneClaim + "  C2: {claim: Another, supported_by: [E1]}\n  E1: {evidence: The run, file: logs/guide.eval}\n"
	for name, keys := range map[string]string{
		"linked":   `j t "quantity" enter "at_least" enter "0.4" enter esc esc L "E1" enter`,
		"attached": `j t "quantity" enter "at_least" enter "0.4" enter esc esc f "guide" enter`,
	} {
		t.Run(name, func(t *testing.T) {
			s := openFile(t, folder(t, apart))
			s.press(keys)
			n := s.m.file.Case.Node("C1")
			if seen, _ := n.Get("quantity", "seen").Bool(); !seen || len(n.Links) == 0 {
				t.Errorf("the case does not say that the value was seen:\n%s\n%s", s.m.file.Text, s.shows(80, 24))
			}
			undoAll(t, s, apart)
		})
	}
	s := openFile(t, folder(t, oneClaim))
	s.press(`j t "quantity" enter "at_least" enter "0.4" enter esc esc f "guide" enter`)
	if q := s.m.file.Case.Node("C1").Get("quantity"); !q.Get("of").Exists() || q.Get("seen").Exists() {
		t.Errorf("a threshold that stood before its value was shown counts as seen:\n%s", s.m.file.Text)
	}
}

// What makes a standing threshold easier to meet is a change of it.
func TestSofterAfterSeen(t *testing.T) {
	for name, keys := range map[string]string{
		"confidence":        `j t "quantity" enter "confidence" enter ctrl+u "0.9" enter`,
		"confidence, taken": `j t "quantity" enter "confidence" enter ctrl+u enter`,
	} {
		t.Run(name, func(t *testing.T) {
			s := openFile(t, folder(t, strings.Replace(withNumber, "0.7}", "0.7, confidence: 0.99}", 1)))
			s.press(keys)
			if seen, _ := s.m.file.Case.Node("C1").Get("quantity", "seen").Bool(); !seen {
				t.Errorf("the case does not say that the value was seen:\n%s", s.m.file.Text)
			}
		})
	}
}
