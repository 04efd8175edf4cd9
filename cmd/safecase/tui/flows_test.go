package tui

import (
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// Of a file with many numbers one is chosen; the list hides values until
// somebody asks for them, and then the case says so.
func TestManyMetrics(t *testing.T) {
	for _, look := range []bool{false, true} {
		path := folder(t, oneClaim)
		write(t, filepath.Join(filepath.Dir(path), "many.json"), read(t, "../../../examples/cyber-inability/evidence/cyse2.json"))
		s := openFile(t, path)
		s.press(`j f "many" enter`)
		screen := s.shows(120, 40)
		if !strings.Contains(screen, "which number of many.json") || !strings.Contains(screen, "value hidden") || strings.Contains(screen, " = ") {
			t.Fatalf("the list of numbers shows values, or is none:\n%s", screen)
		}
		if look {
			s.press("ctrl+o")
			if screen := s.shows(120, 40); !strings.Contains(screen, " = ") {
				t.Errorf("ctrl+o shows no values:\n%s", screen)
			}
		}
		s.press(`down enter ctrl+u "below 0.9" enter`)
		q := s.m.file.Case.Node("C1").Get("quantity")
		if seen, _ := q.Get("seen").Bool(); q.Get("metric").Text() == "" || q.Get("below").Text() != "0.9" || seen != look {
			t.Errorf("quantity is %s", written(q))
		}
	}
}

// sample is a template that wants to know two things.
func sample(t *testing.T) Config {
	cfg := testConfig("case.yaml", oneClaim)
	cfg.Fragments = []Fragment{{Name: "watch", Doc: "somebody watches", Asks: []Ask{
		{Name: "who", Meaning: "who watches"}, {Name: "what", Meaning: "what is watched", Many: true},
	}, Text: func(values map[string][]string) (string, error) {
		text := "C1:\n  claim: ${who} watches ${what}\n  supported_by: [C2]\nC2: {claim: Somebody acts, undeveloped: true}\n"
		for name, said := range values {
			text = strings.ReplaceAll(text, "${"+name+"}", strings.Join(said, " and "))
		}
		return text, nil
	}}}
	return cfg
}

func TestInsertFragment(t *testing.T) {
	s := openConfig(t, sample(t))
	s.press(`j I "watch" enter "The desk" enter "doors" alt+enter "windows" enter`)
	c := s.m.file.Case
	if got := c.Node("C3"); got == nil || got.Text != "The desk watches doors and windows" || c.Node("C1").To(casefile.SupportedBy)[0].To != "C3" {
		t.Fatalf("the case is\n%s", s.m.file.Text)
	}
	s.press(`u I "watch" enter "The desk" ctrl+d`)
	if !strings.Contains(s.m.said, "1 value ${…} still open") {
		t.Errorf("what was left open is not said: %q", s.m.said)
	}
	s.press("n")
	if s.m.current() != "C3" {
		t.Errorf("n goes to %q", s.m.current())
	}
}

// A template that is started from becomes the whole case.
func TestStartFromTemplate(t *testing.T) {
	cfg := sample(t)
	cfg.File = casefile.Read("case.yaml", "safecase: 1\ntitle: \"\"\n")
	cfg.Fragments[0].Whole = true
	cfg.Fragments = append(cfg.Fragments, Fragment{Name: "piece", Doc: "no case by itself"})
	cfg.Fragments[0].Text = func(map[string][]string) (string, error) { return oneClaim, nil }
	s := openConfig(t, cfg)
	if screen := s.shows(80, 24); !strings.Contains(screen, "template watch") || strings.Contains(screen, "piece") {
		t.Errorf("offered to start from:\n%s", screen)
	}
	s.press(`"watch" enter ctrl+d`)
	if s.m.file.Text != oneClaim {
		t.Errorf("the case is\n%s", s.m.file.Text)
	}
}

const challenged = oneClaim + `    supported_by: [C2]
  C2: {claim: A second claim, undeveloped: true}
  D1: {defeater: A doubt, challenges: C1}
`

func TestAnswerWithWhatIsThere(t *testing.T) {
	s := openText(t, challenged)
	s.press(`j C enter "a node that" enter "C2" enter`)
	if links := s.m.file.Case.Node("D1").To(casefile.AnsweredBy); len(links) != 1 || links[0].To != "C2" {
		t.Errorf("D1 is answered by %+v\n%s", links, s.m.file.Text)
	}
}

// What is cut and pasted on the case itself becomes a top claim; what may not
// hang somewhere stays, and why is said.
func TestPaste(t *testing.T) {
	s := openText(t, challenged+"  X1: {context: The desk}\n")
	s.press("j j j X home p")
	if len(s.m.file.Case.Tops()) != 2 {
		t.Errorf("C2 is no top claim:\n%s", s.m.file.Text)
	}
	before := s.m.file.Text
	s.m.outline.selectID("C1")
	s.press("X")
	s.m.outline.selectID("X1")
	s.press("p")
	if s.m.file.Text != before || !strings.Contains(s.m.said, "may not hang from context") {
		t.Errorf("%q\n%s", s.m.said, s.m.file.Text)
	}
	s.m.outline.selectID("C1")
	s.press("y")
	s.m.outline.selectID("X1")
	s.press("p")
	if s.m.file.Text != before || !strings.Contains(s.m.said, "may not hang from context") {
		t.Errorf("%q\n%s", s.m.said, s.m.file.Text)
	}
}

func TestItemsOfAList(t *testing.T) {
	s := openText(t, oneClaim+"    requires: [{target: capability}, {max_age_days: 100}]\n")
	s.press(`j t "requires" enter down ctrl+x`)
	if got := s.m.file.Case.Node("C1").Get("requires").Items(); len(got) != 1 {
		t.Fatalf("requires is %s", written(s.m.file.Case.Node("C1").Get("requires")))
	}
	s.press(`enter "target" enter`)
	if screen := s.shows(80, 24); !strings.Contains(screen, "capability") {
		t.Errorf("the item does not open:\n%s", screen)
	}
}

// What the user's editor gives back and the case does not take is not lost.
func TestEditorTextRefused(t *testing.T) {
	s := openText(t, oneClaim)
	s.press("j")
	s.send(editedMsg{text: "text that took an hour", then: func(m *model, text string) tea.Cmd {
		return m.takeNodeText("C9", text) // a node that went away meanwhile
	}})
	if screen := s.shows(80, 24); !strings.Contains(screen, "text that took an hour") {
		t.Errorf("the text is gone:\n%s", screen)
	}
}
