package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// click clicks on the first place where the screen shows text.
func (s *screen) click(text string) {
	s.t.Helper()
	for y, line := range strings.Split(s.shows(s.m.width, s.m.height), "\n") {
		if x := strings.Index(line, text); x >= 0 {
			s.send(tea.MouseClickMsg{X: len([]rune(line[:x])), Y: y, Button: tea.MouseLeft})
			return
		}
	}
	s.t.Fatalf("%q is not on the screen:\n%s", text, s.shows(s.m.width, s.m.height))
}

func TestMouse(t *testing.T) {
	s := openView(t)
	s.shows(120, 40)
	s.click("Sixteen questions")
	if s.m.current() != "D1" {
		t.Errorf("a click selects %q", s.m.current())
	}
	s.click("It answers at least")
	s.press("t")
	s.click("argument = ")
	s.click("the system cannot cause")
	s.click("the system cannot cause")
	if got := s.m.file.Case.Node("C2").Get("argument").Text(); got != "inability" {
		t.Errorf("two clicks on a value set %q", got)
	}
	s.press("esc")
	s.send(tea.MouseWheelMsg{X: 5, Y: 5, Button: tea.MouseWheelDown})
	if s.m.current() == "C2" {
		t.Error("the wheel does not move")
	}
	before := s.m.current()
	s.press("3")
	s.send(tea.MouseClickMsg{X: 500, Y: 500, Button: tea.MouseLeft})
	s.send(tea.MouseClickMsg{X: 5, Y: 5, Button: tea.MouseRight})
	if s.m.current() != before {
		t.Error("a click beside everything moves")
	}
}

// Files are chosen with the mouse as well, with their preview.
func TestMouseFile(t *testing.T) {
	s := openFile(t, folder(t, oneClaim))
	s.shows(100, 30)
	s.press("j f")
	s.click("notes.txt")
	if screen := s.shows(100, 30); !strings.Contains(screen, "no reader knows") {
		t.Errorf("no preview of the clicked file:\n%s", screen)
	}
	s.click("notes.txt")
	if s.m.file.Case.Node("E1").Get("file").Text() != "notes.txt" {
		t.Errorf("the case is\n%s", s.m.file.Text)
	}
}
