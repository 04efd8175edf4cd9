package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func journals(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.journal"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// crash ends a session without any farewell: the lock goes, the file stays.
func (s *screen) crash() { s.m.journal.file.Close(); s.m.journal.file = nil }

func TestRecover(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	dir := s.m.journal.dir
	s.press(`j e " indeed" enter v u a enter "Below" enter`)
	lost := s.m.file.Text
	s.crash()

	s = reopen(t, path, dir)
	if screen := s.shows(80, 24); !strings.Contains(screen, "unsaved edits were found") || !strings.Contains(screen, "indeed") {
		t.Fatalf("the edits are not offered:\n%s", screen)
	}
	s.press("r")
	if s.m.file.Text != lost {
		t.Errorf("recovered\n%s\nwant\n%s", s.m.file.Text, lost)
	}
	s.press("s")
	if got := read(t, path); got != lost {
		t.Errorf("saved\n%s", got)
	}
	s.m.journal.close(true)
	if names := journals(t, dir); len(names) > 0 {
		t.Errorf("journals are left: %q", names)
	}
}

// What stands in an open dialog is kept too, although it is no edit yet.
func TestRecoverDraft(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	dir := s.m.journal.dir
	s.press(`j a enter "A long text that took an ho"`)
	s.crash()
	s = reopen(t, path, dir)
	if screen := s.shows(80, 24); !strings.Contains(screen, "A long text that took an ho") {
		t.Fatalf("the text is not offered:\n%s", screen)
	}
	s.press(`r "ur" enter enter enter`)
	if !strings.Contains(s.m.file.Text, "A long text that took an hour") {
		t.Errorf("the text cannot be used:\n%s\n%s", s.m.file.Text, s.shows(80, 24))
	}
	s.press("s")
	s.crash()
	if again := reopen(t, path, dir); len(again.m.dialogs) > 0 {
		t.Errorf("what was used and saved is offered again:\n%s", again.shows(80, 24))
	}
}

// One line is kept as well, and stands there when its question comes again;
// until then a second crash does not lose it.
func TestRecoverLine(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	dir := s.m.journal.dir
	s.press(`j r ".main"`)
	s.crash()
	for range 2 {
		s = reopen(t, path, dir)
		if screen := s.shows(80, 24); !strings.Contains(screen, "C1.main") {
			t.Fatalf("the line is not offered:\n%s", screen)
		}
		s.press("r j e esc")
		s.crash()
	}
	s = reopen(t, path, dir)
	s.press("r j r")
	if screen := s.shows(80, 24); !strings.Contains(screen, "> C1.main") {
		t.Fatalf("the line does not stand in its prompt:\n%s", screen)
	}
	s.press("enter s")
	if !strings.Contains(read(t, path), "C1.main:") {
		t.Errorf("saved:\n%s", read(t, path))
	}
	s.crash()
	if again := reopen(t, path, dir); len(again.m.dialogs) > 0 {
		t.Errorf("what was used and saved is offered again:\n%s", again.shows(80, 24))
	}
}

// What was answered on the way to an edit is kept until the edit is made.
func TestRecoverAnswers(t *testing.T) {
	s, path := onDisk(t, oneClaim+"  D1: {defeater: It may fail, challenges: C1}\n")
	dir := s.m.journal.dir
	s.press(`G C "accept it" enter "A lost week" enter " of Oslo"`)
	s.crash()
	s = reopen(t, path, dir)
	if screen := s.shows(80, 24); !strings.Contains(screen, "A lost week") || !strings.Contains(screen, "R. Osei of Oslo") {
		t.Fatalf("the answers are not offered:\n%s", screen)
	}
	s.press("r")
	if screen := s.shows(80, 24); !strings.Contains(screen, "A lost week") {
		t.Errorf("the answers are not shown:\n%s", screen)
	}
}

// What was searched for is nothing to recover.
func TestSearchIsNoDraft(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	dir := s.m.journal.dir
	s.press(`/ "two in"`)
	s.m.journal.close(false)
	if again := reopen(t, path, dir); len(again.m.dialogs) > 0 {
		t.Errorf("a search is offered:\n%s", again.shows(80, 24))
	}
}

// Escaping the question must not lose the edits: they are offered again.
func TestRecoverLater(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	dir := s.m.journal.dir
	s.press("j v")
	s.crash()
	s = reopen(t, path, dir)
	s.press("esc q")
	s = reopen(t, path, dir)
	if screen := s.shows(80, 24); !strings.Contains(screen, "unsaved edits were found") {
		t.Errorf("the edits are not offered a second time:\n%s", screen)
	}
	s.press("d")
	if names := journals(t, dir); len(names) > 0 {
		t.Errorf("dropped, and yet left: %q", names)
	}
}

// A power loss may tear the last line of the journal.
func TestRecoverTorn(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	dir := s.m.journal.dir
	s.press(`j e " one" enter`)
	first := s.m.file.Text
	s.press(`e " two" enter`)
	s.crash()
	name := journals(t, dir)[0]
	text := read(t, name)
	for cut := len(text) - 1; cut > len(text)-40; cut-- {
		write(t, name, text[:cut])
		s := reopen(t, path, dir)
		if screen := s.shows(80, 24); !strings.Contains(screen, "torn") && cut < len(text)-1 {
			t.Fatalf("cut at %d: nothing says that the journal is torn:\n%s", cut, screen)
		}
		s.press("r")
		if got := s.m.file.Text; got != first && !strings.Contains(got, "one two") {
			t.Fatalf("cut at %d: recovered\n%s", cut, got)
		}
		s.crash()
		for _, name := range journals(t, dir) {
			os.Remove(name)
		}
	}
}

// What was saved is not offered, and a journal of another session that still
// runs is not touched.
func TestJournalOfRunningSession(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	dir := s.m.journal.dir
	s.press("j v")
	other := reopen(t, path, dir)
	if len(other.m.dialogs) > 0 {
		t.Errorf("the edits of a running session are offered:\n%s", other.shows(80, 24))
	}
	other.press(`j e "!" enter`)
	if names := journals(t, dir); len(names) != 2 {
		t.Errorf("journals: %q; want one for each session", names)
	}
	s.press("s")
	s.crash()
	if again := reopen(t, path, dir); len(again.m.dialogs) > 0 && strings.Contains(again.shows(80, 24), "undeveloped") {
		t.Error("what was saved is offered as unsaved")
	}
}

func TestJournalCannotBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.yaml")
	write(t, path, oneClaim)
	s := reopen(t, path, filepath.Join(path, "no folder"))
	s.press("j v")
	if !strings.Contains(s.m.said, "not kept against a crash") {
		t.Errorf("the status line says %q", s.m.said)
	}
	s.press("s")
	if read(t, path) != s.m.file.Text {
		t.Error("without a journal the case cannot be saved")
	}
}

func FuzzReadJournal(f *testing.F) {
	f.Add(`{"safecase_journal":1,"path":"/c","text":"abc","exists":true}` + "\n" + `{"splices":[{"at":1,"old":"b","new":"x"}]}`)
	f.Add(`{"safecase_journal":1,"path":"/c","text":"abc"}{"splices":[{"at":-1,"old":"","new":"x"}]}`)
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "j")
		write(t, path, text)
		readJournal(path, "/c")
	})
}

// A journal that could not be written, say on a full disk, begins anew as a
// whole once that is possible; until then what it holds stays.
func TestJournalAfterFailure(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	dir := s.m.journal.dir
	s.press(`j e " one" enter`)
	kept := read(t, journals(t, dir)[0])
	s.m.journal.file.Close() // every write fails from here on
	s.m.journal.dir = filepath.Join(path, "no folder")
	s.press(`e " two" enter`)
	if !strings.Contains(s.shows(80, 24), "no journal") {
		t.Errorf("nothing says so:\n%s", s.shows(80, 24))
	}
	s.press(`e " three" enter`)
	if got := read(t, journals(t, dir)[0]); got != kept {
		t.Errorf("the journal lost what it held:\n%s", got)
	}
	s.m.journal.dir = dir
	s.press(`e " four" enter`)
	lost := s.m.file.Text
	s.crash()
	s = reopen(t, path, dir)
	s.press("r")
	if s.m.file.Text != lost {
		t.Errorf("recovered\n%s\nwant\n%s", s.m.file.Text, lost)
	}
	if names := journals(t, dir); len(names) != 1 {
		t.Errorf("journals after recovery: %q; want the new one only", names)
	}
}

// What is queued when the screen ends is written, in order.
func TestJournalClosedWithUnwritten(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	dir := s.m.journal.dir
	s.press("j v")
	for range 3 {
		s.m.Update(keyNamed(t, "v"))
	}
	lost := s.m.file.Text
	s.m.journal.close(false)
	l, ok := readJournal(journals(t, dir)[0], s.m.journal.of)
	if !ok || l.broken || l.text != lost {
		t.Errorf("the journal of %s holds %+v", path, l)
	}
}
