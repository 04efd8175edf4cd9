package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safecase/casefile/assess"
	"safecase/casefile/evidence"
)

const realLog = "../../../examples/help-desk/evidence/security-guide.eval"

const oneClaim = `safecase: 1
title: A help desk
nodes:
  C1:
    claim: It answers at least two in five questions correctly
`

// folder makes a folder with a case and a real Inspect log.
func folder(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	log, err := os.ReadFile(realLog)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "logs", "guide.eval"), string(log))
	write(t, filepath.Join(dir, "notes.txt"), "nothing that can be read")
	path := filepath.Join(dir, "case.yaml")
	write(t, path, text)
	return path
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestAttachEvidence(t *testing.T) {
	s := openFile(t, folder(t, oneClaim))
	s.press(`j f "guide" enter ctrl+u "at least 0.4" enter`)
	const want = `safecase: 1
title: A help desk
models:
  gpt-4o-mini: {served_as: [openai/gpt-4o-mini]}
nodes:
  C1:
    claim: It answers at least two in five questions correctly
    quantity:
      of: E1
      metric: model_graded_fact:accuracy
      at_least: 0.4
      confidence: 0.95
      set: {by: R. Osei, on: 2026-11-21}
    supported_by: [E1]
  E1:
    evidence: security_guide with openai/gpt-4o-mini, run of 2025-09-23
    file: logs/guide.eval
    sha256: ce055d4dc4115962d177426a734927645bfebcdf8ff57f6858411d377599a002
    model: gpt-4o-mini
`
	if got := strings.ReplaceAll(s.m.file.Text, `"on"`, "on"); got != want {
		t.Errorf("the case is\n%s\nwant\n%s", got, want)
	}
	numbers := s.m.about.result.Assessment.Numbers("C1")
	if len(numbers) != 1 || numbers[0].K == nil || *numbers[0].N != 16 {
		t.Fatalf("numbers of C1: %+v", numbers)
	}
	if !strings.Contains(s.m.said, "of 16") || !strings.Contains(s.m.said, "claimed at least 0.4") {
		t.Errorf("the status line says %q", s.m.said)
	}
}

// The value must not be on the screen before the threshold is set, and when
// somebody looks all the same, the case must say so.
func TestThresholdBeforeValue(t *testing.T) {
	s := openFile(t, folder(t, oneClaim))
	s.press(`j f "guide"`)
	screen := s.shows(120, 40)
	if !strings.Contains(screen, "n 16, value hidden") || strings.Contains(screen, "accuracy = ") {
		t.Errorf("the preview shows a value, or nothing:\n%s", screen)
	}
	s.press(`enter`)
	if screen := s.shows(120, 40); strings.Contains(screen, "accuracy = ") {
		t.Errorf("the question for the threshold shows the value:\n%s", screen)
	}
	s.press(`esc f "guide" ctrl+o`)
	if screen := s.shows(120, 40); !strings.Contains(screen, "accuracy = ") {
		t.Errorf("ctrl+o does not show the value:\n%s", screen)
	}
	s.press(`enter "0.4" enter`)
	if seen, _ := s.m.file.Case.Node("C1").Get("quantity", "seen").Bool(); !seen {
		t.Errorf("the case does not say that the value was seen:\n%s", s.m.file.Text)
	}
}

// Undoing, or leaving the list of files, does not make anybody forget a value.
func TestSeenStaysSeen(t *testing.T) {
	for name, keys := range map[string]string{
		"undone":                `j f "guide" enter ctrl+u "at least 0.4" enter u f "guide" enter ctrl+u "at least 0.3" enter`,
		"looked at and left":    `j f "guide" ctrl+o esc f "guide" enter ctrl+u "at least 0.4" enter`,
		"evidence of another":   `j f "guide" enter ctrl+u enter a enter "A claim" enter f "guide" enter ctrl+u "at least 0.4" enter`,
		"the same in two files": `j f "guide" enter ctrl+u enter a enter "A claim" enter f "copy" enter ctrl+u "at least 0.4" enter`,
		"threshold moved":       `j f "guide" enter ctrl+u "at least 0.7" enter t "quantity" enter "at_least" enter ctrl+u "0.4" enter`,
		"threshold added":       `j f "guide" enter ctrl+u enter t "quantity" enter "at_least" enter "0.4" enter`,
	} {
		t.Run(name, func(t *testing.T) {
			path := folder(t, oneClaim)
			write(t, filepath.Join(filepath.Dir(path), "logs", "copy.eval"), read(t, realLog))
			s := openFile(t, path)
			s.press(keys)
			for _, n := range s.m.file.Case.Nodes {
				q := n.Get("quantity")
				if seen, _ := q.Get("seen").Bool(); q.Exists() && !seen {
					t.Errorf("the case does not say that the value was seen:\n%s", s.m.file.Text)
				}
			}
		})
	}
}

// How a number came out is said only once its file was read, however long
// that takes.
func TestVerdictWaitsForReading(t *testing.T) {
	s := openFile(t, folder(t, oneClaim))
	s.reverse = true
	s.press(`j f "guide" enter ctrl+u "at least 0.4" enter`)
	if !strings.Contains(s.m.said, "11 of 16") {
		t.Errorf("the status line says %q", s.m.said)
	}
}

func TestAttachToClaimWithThreshold(t *testing.T) {
	s := openFile(t, folder(t, oneClaim+"    quantity: {at_least: 0.4}\n"))
	s.press(`j f "guide"`)
	if screen := s.shows(120, 40); !strings.Contains(screen, "accuracy = ") {
		t.Errorf("the threshold stands, and the value is hidden:\n%s", screen)
	}
	s.press("enter")
	q := s.m.file.Case.Node("C1").Get("quantity")
	if q.Get("of").Text() != "E1" || q.Get("metric").Text() != "model_graded_fact:accuracy" || q.Get("seen").Exists() {
		t.Errorf("quantity is %s", written(q))
	}
}

// A file that no reader knows is attached as a document, and counts for
// nothing until somebody reviews it.
func TestAttachDocument(t *testing.T) {
	s := openFile(t, folder(t, oneClaim))
	s.press(`j f "notes" enter`)
	e := s.m.file.Case.Node("E1")
	if e == nil || e.Get("file").Text() != "notes.txt" || len(e.Get("sha256").Text()) != 64 {
		t.Fatalf("the document is not attached with its digest:\n%s", s.m.file.Text)
	}
	if state := s.m.about.result.Assessment.State("C1"); state == assess.NoGap {
		t.Error("a document that nobody reviewed closes the gap")
	}
}

func TestStateNumber(t *testing.T) {
	s := openFile(t, folder(t, oneClaim+"    supported_by: [E1]\n  E1: {evidence: The run, file: logs/guide.eval}\n"))
	s.press(`j # enter ctrl+u ">= 40%" enter`)
	q := s.m.file.Case.Node("C1").Get("quantity")
	if x, _ := q.Get("at_least").Number(); x != 0.4 || q.Get("of").Text() != "E1" || q.Get("seen").Text() != "true" {
		t.Errorf("quantity is %s", written(q))
	}
}

// What a file says about its model joins the checkpoints of the case only by a
// choice.
func TestChooseCheckpoint(t *testing.T) {
	s := openFile(t, folder(t, "models: {atlas: {checkpoint: atlas-1}}\n"+oneClaim))
	s.press(`j f "guide" enter "0.5" enter "atlas" enter`)
	if names := s.m.file.Case.Get("models", "atlas", "served_as").Texts(); len(names) != 1 || names[0] != "openai/gpt-4o-mini" {
		t.Errorf("served_as is %q:\n%s", names, s.m.file.Text)
	}
}

// blocked is a source whose bytes never come until it is let go.
type blocked struct {
	evidence.Source
	open chan struct{}
}

func (b blocked) Open(ref string) (evidence.File, error) {
	<-b.open
	return b.Source.Open(ref)
}

// Reading large evidence can be stopped, and then nothing is attached.
func TestStopHashing(t *testing.T) {
	s := openFile(t, folder(t, oneClaim))
	s.press(`j f "guide"`)
	source := blocked{s.m.cfg.Source, make(chan struct{})}
	s.m.cfg.Source = source
	s.press("enter")
	_, hashing := s.m.Update(keyNamed(t, "enter"))
	if screen := s.shows(80, 24); !strings.Contains(screen, "esc stop") {
		t.Fatalf("nothing says that a file is read:\n%s", screen)
	}
	s.press("esc")
	close(source.open)
	s.run(hashing)
	if s.m.file.Text != oneClaim || len(s.m.dialogs) > 0 {
		t.Errorf("what was stopped was attached:\n%s", s.m.file.Text)
	}
}

// While a file is being read its node says so, and after a stop it counts as
// unusable, never as fine.
func TestStopReading(t *testing.T) {
	path := folder(t, oneClaim+"    supported_by: [E1]\n  E1: {evidence: The run, file: logs/guide.eval}\n")
	dir, err := evidence.Dir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	cfg := testConfig(path, read(t, path))
	source := blocked{dir, make(chan struct{})}
	cfg.Source = source
	s := &screen{t: t, m: newModel(t.Context(), cfg)}
	reading := s.m.startReading()
	s.run(s.m.startCheck())
	if screen := s.shows(80, 24); !strings.Contains(screen, "reading") || !strings.Contains(screen, "ctrl+x stops") {
		t.Errorf("nothing says that evidence is being read:\n%s", screen)
	}
	s.press("ctrl+x")
	close(source.open)
	s.run(reading)
	if state := s.m.about.result.Assessment.State("E1"); state != assess.Unusable {
		t.Errorf("evidence that was not read is %s", state)
	}
	s.press("R")
	if state := s.m.about.result.Assessment.State("E1"); state == assess.Unusable {
		t.Error("R does not read it again")
	}
}
