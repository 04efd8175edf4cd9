package tui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

const example = "../../../examples/help-desk/help-desk.case.yaml"

// fewRules judges for real, and words one finding a cause: goldens of the
// screen must not change with the wording of the rules.
func fewRules(_ context.Context, f *casefile.File, r assess.Readings) *lint.Result {
	out := &lint.Result{File: f, Readings: r, AsOf: today, Profile: lint.Review, Findings: f.Findings}
	out.Assessment = assess.Assess(assess.Input{Case: f.Case, Readings: r, AsOf: today})
	for _, c := range out.Assessment.Causes {
		out.Findings = append(out.Findings, casefile.Finding{Rule: "gap", Severity: casefile.Warning, Pos: c.Pos, Node: c.Node,
			Message: c.Node + " has a gap: " + c.State.Word(), Hint: "close the gap"})
	}
	return out
}

// openView opens the case of the goldens over real evidence.
func openView(t *testing.T) *screen {
	t.Helper()
	text, err := os.ReadFile("testdata/view.yaml")
	if err != nil {
		t.Fatal(err)
	}
	source, err := evidence.Dir(filepath.Dir(example))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { source.Close() })
	cfg := testConfig("view.yaml", string(text))
	cfg.Check, cfg.Source, cfg.Walk = fewRules, source, source.Walk
	return openConfig(t, cfg)
}

// TestViews compares whole screens with golden files. Each shows one thing.
func TestViews(t *testing.T) {
	for _, v := range []struct {
		name, keys    string
		width, height int
	}{
		{"outline-80x24", "j j j j", 80, 24},
		{"outline-120x40", "j j j j", 120, 40},
		{"inspector-80x24", "j j j j 2", 80, 24},
		{"problems-80x24", "3 j", 80, 24},
		{"case-80x24", "2", 80, 24},
		{"help-80x24", "?", 80, 24},
		{"palette-80x24", `: "undo"`, 80, 24},
		{"kind-80x24", "j j j j a", 80, 24},
		{"field-80x24", `j j j j t "argum" enter`, 80, 24},
		{"text-80x24", `j j j j e`, 80, 24},
		{"delete-80x24", "j j j d", 80, 24},
		{"quit-80x24", "j j j v q", 80, 24},
		{"evidence-120x40", `j j j j j f "guide"`, 120, 40},
		{"threshold-80x24", `j j j j j j j j j j j f "guide" enter ctrl+u "at least 0.4"`, 80, 24},
	} {
		t.Run(v.name, func(t *testing.T) {
			s := openView(t)
			s.send(tea.WindowSizeMsg{Width: v.width, Height: v.height})
			s.press(v.keys)
			golden(t, v.name+".txt", s.shows(v.width, v.height))
		})
	}
}

// Whatever the size, the screen is exactly as large as the terminal.
func TestEverySize(t *testing.T) {
	s := openFile(t, example)
	for _, keys := range []string{"", "j j j j", "2", "3", "?", `esc : "un"`, "esc 1 d", "esc e"} {
		s.press(keys)
		for _, size := range [][2]int{{20, 5}, {30, 8}, {40, 12}, {79, 24}, {80, 24}, {99, 30}, {109, 20}, {110, 9}, {250, 80}} {
			s.shows(size[0], size[1])
		}
	}
}

// hostile puts what terminals obey, or do not show, into every text.
const hostile = `safecase: 1
title: "a\u001b[2Jb\u202Ec\u200Bd"
nodes:
  C1:
    claim: "x\u001b]0;owned\u0007y\u009bmz\u2066q\tt"
    owner: "\u001b[31mred"
    supported_by: [E1]
  E1: {evidence: "wide 模型 é 👩 ok"}
`

func TestHostileText(t *testing.T) {
	s := openText(t, hostile)
	for _, keys := range []string{"j", "enter", "esc 3", "1 home enter", "esc 1 j d", "esc e"} {
		s.press(keys)
		s.shows(120, 40)
		content := s.m.View().Content
		for _, bad := range []string{"\x1b[2J", "\x1b]0;", "\u202e", "\u200b", "\u009b", "\u2066", "\x1b[31mred"} {
			if strings.Contains(content, bad) {
				t.Errorf("after %q the screen holds %q", keys, bad)
			}
		}
	}
	s.press("esc home")
	if screen := s.shows(120, 40); !strings.Contains(screen, "a␛[2Jb<U+202E>c<U+200B>d") {
		t.Errorf("the escapes of the title are not shown as text:\n%s", screen)
	}
}

// State and category of every node must be told without colour, and no state
// may look like any other.
func TestStatesWithoutColour(t *testing.T) {
	marks := map[string]bool{}
	for _, info := range assess.States {
		if marks[info.Mark] || lipgloss.Width(info.Mark) != 1 {
			t.Errorf("the mark of %s is taken or not one cell wide", info.Name)
		}
		marks[info.Mark] = true
	}
	s := openFile(t, example)
	screen := s.shows(80, 24)
	for _, n := range s.m.file.Case.Nodes {
		b := s.m.about.badge(n)
		found := false
		for _, line := range strings.Split(screen, "\n") {
			found = found || strings.Contains(line, b.mark+" "+n.ID) && strings.Contains(line, b.word) && strings.Contains(line, category(n))
		}
		if !found {
			t.Errorf("no line shows %s with %s %s and %s:\n%s", n.ID, b.mark, b.word, category(n), screen)
		}
	}
}

// Every node of a file is in the outline, whatever the file looks like.
func TestEveryNodeIsShown(t *testing.T) {
	for name, text := range map[string]string{
		"ring":    "nodes:\n  C1: {claim: a, supported_by: [C2]}\n  C2: {claim: b, supported_by: [C1]}\n",
		"self":    "nodes:\n  C1: {claim: a, supported_by: [C1]}\n",
		"loose":   "nodes:\n  C1: {claim: a}\n  E1: {evidence: e}\n  D1: {defeater: d, challenges: C9}\n",
		"shared":  "nodes:\n  C1: {claim: a, supported_by: [C2, C3]}\n  C2: {claim: b, supported_by: [E1]}\n  C3: {claim: c, supported_by: [E1]}\n  E1: {evidence: e}\n",
		"no kind": "nodes:\n  C1: {claim: a}\n  Q1: {text: b}\n",
	} {
		t.Run(name, func(t *testing.T) {
			s := openText(t, "safecase: 1\ntitle: t\n"+text)
			s.shows(120, 40)
			full := map[string]int{}
			for i := range s.m.outline.all.lines {
				if r := s.m.outline.all.row(i); r.id != "" && !r.again && !r.missing {
					full[r.id]++
				}
			}
			for _, n := range s.m.file.Case.Nodes {
				if full[n.ID] != 1 {
					t.Errorf("%s stands in full %d times", n.ID, full[n.ID])
				}
			}
		})
	}
}

// A file that cannot be read as a case is shown with what is wrong, and no key
// breaks anything.
func TestUnreadable(t *testing.T) {
	for _, text := range []string{"", "{", "a: [", "safecase: 1\nnodes: 3\n", "\x00", "- a\n"} {
		s := openText(t, text)
		s.press("esc j enter a 3 enter ] d v x e esc")
		s.shows(80, 24)
		if casefile.Read("case.yaml", text).Readable == false && s.m.file.Text != text {
			t.Errorf("%q became %q", text, s.m.file.Text)
		}
	}
}

// Every command has a key, a description and, but for arrows and their like, a
// key of its own.
func TestKeymap(t *testing.T) {
	seen := map[string]string{}
	for _, c := range commands() {
		h := c.binding.Help()
		if h.Desc == "" || h.Key == "" || c.run == nil || c.section == "" {
			t.Errorf("the command %q of %v is not whole", h.Desc, c.binding.Keys())
		}
		for _, k := range c.binding.Keys() {
			if seen[k] != "" {
				t.Errorf("%s is bound to %q and to %q", k, seen[k], h.Desc)
			}
			seen[k] = h.Desc
		}
	}
}

// In an empty case every command must answer without breaking.
func TestEveryCommandOnEveryRow(t *testing.T) {
	for _, text := range []string{"safecase: 1\n", oneClaim, hostile} {
		for i := range commands() {
			s := openText(t, text)
			s.press("esc")
			for row := range 3 {
				c := s.m.keys.commands[i]
				if c.title() == "quit" {
					continue
				}
				s.run(c.run(s.m))
				s.shows(80, 24)
				for range 3 {
					s.press("esc")
				}
				s.m.focus = outlinePane
				s.m.outline.cursor = min(row, len(s.m.outline.visible)-1)
			}
		}
	}
}

// What decides stands at the top of the inspector, and stays in sight while
// the check that runs beside the screen adds to it.
func TestInspectorStaysAtTheTop(t *testing.T) {
	s := openFile(t, example)
	if screen := s.shows(120, 30); !strings.Contains(screen, "top claim") {
		t.Errorf("the inspector is scrolled away from the top claim:\n%s", screen)
	}
	s.press("j j j j 2 end")
	if s.m.inspector.cursor == 0 {
		t.Fatal("end does not move")
	}
	was := s.m.inspector.selected()
	s.press("R")
	if got := s.m.inspector.selected(); got.add != was.add || got.node != was.node {
		t.Errorf("checking again moves the selected line from %+v to %+v", was, got)
	}
}
