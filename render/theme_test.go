package render

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// Whatever a picture says can be told from what it stands on, in every theme
// that the program brings along.
func TestBuiltinThemesCanBeRead(t *testing.T) {
	for _, theme := range builtins {
		for _, p := range pairings() {
			above, below := theme.is(p.above), theme.is(p.below)
			if got := contrast(hex(above), hex(below)); got < p.least {
				t.Errorf("%s: %s, %s on %s, has a contrast of %.2f, want %.1f", theme.Name, p.what, hex(above), hex(below), got, p.least)
			}
		}
	}
}

// Each archive holds a theme and what is wrong with it, or how a picture in it
// looks.
func TestThemeFiles(t *testing.T) {
	paths, err := filepath.Glob("testdata/theme/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := themed(t, string(a.Files[0].Data))
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if d := cmp.Diff(string(a.Files[1].Data), got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// themed is the findings of a theme, or the looks of the first claim in it.
func themed(t *testing.T, text string) string {
	theme, findings := ReadTheme("board.yaml", text)
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%d:%d: %s: %s (%s)\n", f.Pos.Line, f.Pos.Column, f.Rule, f.Message, f.Hint)
	}
	if len(findings) > 0 {
		return b.String()
	}
	d := board()
	var svg bytes.Buffer
	if err := drawn(writeSVG)(&svg, d, Options{Theme: theme}); err != nil {
		t.Fatal(err)
	}
	p := parseSVG(t, svg.Bytes())
	checkGeometry(t, d, p)
	family, _, _ := strings.Cut(strings.SplitN(svg.String(), `font-family="`, 2)[1], `"`)
	fmt.Fprintf(&b, "%s: fonts %s\n", theme.Name, family)
	for i := range p.groups {
		if g := &p.groups[i]; g.id == "node-C2" {
			s := g.shapes[0]
			fmt.Fprintf(&b, "C2: fill %s, line %s, text %s, %d lines of text\n", s.fill, s.stroke, g.texts[0].fill, len(g.texts))
		}
	}
	return b.String()
}

// Every theme draws the same words in the same places.
func TestThemesSayTheSame(t *testing.T) {
	d := board()
	var first []string
	for _, theme := range builtins {
		var svg bytes.Buffer
		if err := drawn(writeSVG)(&svg, d, Options{Theme: theme}); err != nil {
			t.Fatal(err)
		}
		p := parseSVG(t, svg.Bytes())
		var words []string
		for i := range p.groups {
			words = append(words, p.groups[i].title+" "+p.groups[i].words())
		}
		if first == nil {
			first = words
		} else if diff := cmp.Diff(first, words); diff != "" {
			t.Errorf("%s: %s", theme.Name, diff)
		}
	}
}

func FuzzReadTheme(f *testing.F) {
	f.Add("theme: x\nbase: dark\ncolours: {paper: \"#ffffff\", not_met: {line: \"#000000\"}}\nfonts: [Arial]\nshapes: {corner: 3}\n")
	f.Add("theme: [")
	f.Add("colours: {<<: *a}")
	f.Fuzz(func(t *testing.T, text string) {
		theme, findings := ReadTheme("t.yaml", text)
		if len(findings) > 0 {
			return
		}
		for _, p := range pairings() {
			if got := contrastOf(theme.is(p.above), theme.is(p.below)); got < p.least {
				t.Errorf("a theme makes %s unreadable: %.2f", p.what, got)
			}
		}
	})
}
