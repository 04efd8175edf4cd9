package tui

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safecase/casefile"
)

// onDisk opens a case in a folder of its own, with a journal.
func onDisk(t *testing.T, text string) (*screen, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "case.yaml")
	write(t, path, text)
	return reopen(t, path, t.TempDir()), path
}

func reopen(t *testing.T, path, journals string) *screen {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cfg := testConfig(path, string(text))
	cfg.JournalDir = journals
	cfg.Merge = joinNodes
	s := openConfig(t, cfg)
	t.Cleanup(func() { s.m.journal.close(false) })
	return s
}

// joinNodes stands in for merging: it works where nothing of mine was changed.
func joinNodes(base, mine, theirs *casefile.File) (*casefile.File, error) {
	if mine.Case.Node("C1").Text != base.Case.Node("C1").Text && theirs.Case.Node("C1").Text != base.Case.Node("C1").Text {
		return nil, errors.New("C1 was changed on both sides")
	}
	return theirs.Apply(casefile.SetText{ID: "C1", Text: mine.Case.Node("C1").Text})
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSave(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	s.press("j v s")
	if got := read(t, path); got != s.m.file.Text || got == oneClaim {
		t.Errorf("the file holds\n%s", got)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("permissions are %v, %v; want 0640", info.Mode(), err)
	}
	if s.m.modified() {
		t.Error("the screen says that there are unsaved edits")
	}
	s.press("u")
	if s.m.file.Text != oneClaim || !s.m.modified() {
		t.Error("undo does not survive saving")
	}
	s.press("s")
	if got := read(t, path); got != oneClaim {
		t.Errorf("the file holds\n%s", got)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %q", left)
	}
}

func TestSaveThroughLink(t *testing.T) {
	real := filepath.Join(t.TempDir(), "real.yaml")
	write(t, real, oneClaim)
	link := filepath.Join(t.TempDir(), "case.yaml")
	if err := os.Symlink(real, link); err != nil {
		t.Skip("no symbolic links here")
	}
	s := reopen(t, link, "")
	s.press("j v s")
	if got := read(t, real); got != s.m.file.Text {
		t.Errorf("what the link leads to holds\n%s", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is no link any more")
	}
}

func TestSaveReadOnly(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	s.press("j v s")
	if !strings.Contains(s.m.said, "read-only") || !s.m.urgent || !s.m.modified() {
		t.Errorf("the status line says %q", s.m.said)
	}
	if got := read(t, path); got != oneClaim {
		t.Error("a read-only file was replaced")
	}
}

// Saving must never overwrite what somebody else wrote, even when nothing told
// of the change.
func TestSaveOverChange(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	theirs := strings.Replace(oneClaim, "A help desk", "Their title", 1)
	write(t, path, theirs)
	s.press("j v s")
	if got := read(t, path); got != theirs {
		t.Fatalf("their change was overwritten:\n%s", got)
	}
	if screen := s.shows(80, 24); !strings.Contains(screen, "+ title: Their title") {
		t.Errorf("the difference is not shown:\n%s", screen)
	}
	t.Run("esc keeps both", func(t *testing.T) {
		s.press("esc s")
		if read(t, path) != theirs || !s.m.modified() {
			t.Error("their change or mine is lost")
		}
	})
	s.press("K s")
	if got := read(t, path); got != s.m.file.Text || strings.Contains(got, "Their title") {
		t.Errorf("keeping mine and saving gives\n%s\n%s", got, s.shows(80, 24))
	}
}

func TestReloadAndMerge(t *testing.T) {
	theirs := strings.Replace(oneClaim, "A help desk", "Their title", 1)
	s, path := onDisk(t, oneClaim)
	s.press(`j e " indeed" enter`)
	mine := s.m.file.Text
	write(t, path, theirs)
	s.press("s m")
	if got := s.m.file.Text; !strings.Contains(got, "Their title") || !strings.Contains(got, "correctly indeed") {
		t.Fatalf("merging gives\n%s", got)
	}
	s.press("u")
	if s.m.file.Text != mine {
		t.Errorf("undoing the merge gives\n%s", s.m.file.Text)
	}
	s.press("ctrl+r s")
	if got := read(t, path); got != s.m.file.Text || s.m.modified() {
		t.Errorf("the merged text was not saved:\n%s", got)
	}
	write(t, path, theirs)
	s.press(`e "!" enter s r`)
	if s.m.file.Text != theirs || s.m.modified() {
		t.Errorf("reloading gives\n%s", s.m.file.Text)
	}
}

func TestChangeOnDiskWhileNothingIsEdited(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	theirs := strings.Replace(oneClaim, "A help desk", "Their title", 1)
	write(t, path, theirs)
	s.send(diskMsg{text: theirs})
	if s.m.file.Text != theirs || s.m.modified() {
		t.Errorf("the change was not taken over:\n%s", s.m.file.Text)
	}
	s.press("u")
	if s.m.file.Text != oneClaim {
		t.Error("the text before cannot be had back by undo")
	}
	s.send(diskMsg{err: fs.ErrNotExist})
	if !strings.Contains(s.m.said, "removed") {
		t.Errorf("a removed file is not noticed: %q", s.m.said)
	}
}

func TestNewFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.yaml")
	cfg := testConfig(path, "safecase: 1\n")
	cfg.New = true
	s := openConfig(t, cfg)
	s.press(`esc e "A title" enter s`)
	if got := read(t, path); got != "safecase: 1\ntitle: A title\n" {
		t.Errorf("the new file holds %q", got)
	}
}

// Somebody may have made the file in the meantime.
func TestNewFileThatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.yaml")
	cfg := testConfig(path, "safecase: 1\n")
	cfg.New = true
	s := openConfig(t, cfg)
	write(t, path, oneClaim)
	s.press(`esc e "A title" enter s`)
	if got := read(t, path); got != oneClaim {
		t.Errorf("a file that was there was replaced by %q", got)
	}
}

// Under an open dialog nothing moves, and what is typed there answers no
// question that comes up meanwhile.
func TestChangeOnDiskWhileTyping(t *testing.T) {
	theirs := strings.Replace(oneClaim, "two in five", "three in five", 1)
	s, path := onDisk(t, oneClaim)
	s.press(`j e " in"`)
	write(t, path, theirs)
	s.send(diskMsg{text: theirs, told: true})
	s.press(`"K mr"`)
	if _, typing := s.m.topDialog().(*textEditor); !typing || s.m.file.Text != oneClaim {
		t.Fatalf("the change did not wait:\n%s", s.shows(80, 24))
	}
	if !strings.Contains(s.shows(80, 24), "changed on the disk") {
		t.Error("the change is not told")
	}
	s.press("enter")
	if screen := s.shows(80, 24); !strings.Contains(screen, "K keep mine") {
		t.Errorf("nothing is asked once the text is accepted:\n%s", screen)
	}
	s.press("j k k esc s")
	if read(t, path) != theirs {
		t.Error("scrolling through the difference chose something, and theirs is lost")
	}
	s.press("esc e")
	write(t, path, oneClaim)
	s.send(diskMsg{text: oneClaim, told: true})
	s.press("esc")
	if s.m.topDialog() != nil {
		t.Errorf("asked about a change that was taken back:\n%s", s.shows(80, 24))
	}
}

// What was read before the last save is old news.
func TestOldNewsOfTheDisk(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	s.press("j v s")
	saved := read(t, path)
	s.send(diskMsg{text: oneClaim, told: true})
	s.send(diskMsg{text: oneClaim, saves: s.m.disk.saves - 1})
	if s.m.file.Text != saved || s.m.modified() {
		t.Error("the screen went back to what was on the disk before it saved")
	}
}

// Undoing the step that brought in somebody else's change says what saving
// would do.
func TestUndoOfTheirChange(t *testing.T) {
	theirs := strings.Replace(oneClaim, "A help desk", "Their title", 1)
	s, path := onDisk(t, oneClaim)
	write(t, path, theirs)
	s.send(diskMsg{text: theirs})
	s.press("u")
	if !s.m.urgent || !strings.Contains(s.m.said, "would overwrite") {
		t.Errorf("the status line says %q", s.m.said)
	}
}

// A change that comes in while the user's editor has the text is joined with
// it, and where that cannot be, saving asks.
func TestChangeOnDiskUnderEditor(t *testing.T) {
	s, path := onDisk(t, oneClaim)
	base := s.m.file
	theirs := strings.Replace(oneClaim, "A help desk", "Their title", 1)
	mine := strings.Replace(oneClaim, "two in five", "three in five", 1)
	write(t, path, theirs)
	s.send(diskMsg{text: theirs})
	s.m.takeMeanwhile(base, oneClaim, mine)
	if got := s.m.file.Text; !strings.Contains(got, "Their title") || !strings.Contains(got, "three in five") {
		t.Fatalf("joined:\n%s", got)
	}
	s.press("u")
	s.m.cfg.Merge = nil
	s.m.takeMeanwhile(base, oneClaim, mine)
	if s.m.file.Text != mine || !s.m.urgent {
		t.Fatalf("not joined:\n%s\n%s", s.m.file.Text, s.m.said)
	}
	s.press("s")
	if screen := s.shows(80, 24); read(t, path) != theirs || !strings.Contains(screen, "K keep mine") {
		t.Errorf("saving does not ask:\n%s", screen)
	}
}
