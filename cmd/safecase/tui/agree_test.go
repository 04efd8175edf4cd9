package tui

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/rogpeppe/go-internal/txtar"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
	"safecase/render"
)

// Every node that has a gap is marked with it in every view, and no view shows
// a gap that is not recorded. The case files of all tests and all examples are
// held to that; one view that differs would let a reviewer overlook a gap.
func TestViewsAgree(t *testing.T) {
	cases, gaps, marked := 0, 0, 0
	eachCase(t, func(name string, s *screen) {
		r := s.m.about.result
		if r == nil || !r.File.Readable || len(r.File.Case.Nodes) == 0 || len(r.File.Case.Nodes) > 120 {
			return
		}
		cases++
		views := map[string]func(*casefile.Node) []string{
			"screen": onScreen(s), "svg": onPicture(t, r), "html": inReport(t, r), "md": inMarkdown(t, r),
		}
		errors := errorsSeen(t, s, r)
		for _, n := range nodes(r) {
			if want := untold(r, n); want > 0 {
				marked++
				for view, seen := range errors {
					if !seen(n, want) {
						t.Errorf("%s: %s has %d errors that its state does not tell, and %s does not say so", name, n.ID, want, view)
					}
				}
			}
			want := expected(r.Assessment, n)
			gaps += len(want)
			for view, marked := range views {
				want := want
				if view == "screen" { // a line has room for the worst only
					want = want[:min(1, len(want))]
				}
				if got := marked(n); !slices.Equal(got, want) {
					t.Errorf("%s: %s is %q, and %s marks it as %q", name, n.ID, want, view, got)
				}
			}
		}
	})
	if cases < 300 || gaps < 1000 || marked < 40 {
		t.Errorf("only %d cases with %d gaps and %d nodes with errors were found", cases, gaps, marked)
	}
}

// untold is how many errors the check found on a node that are not the words of
// a gap that arises there, and that nobody waived.
func untold(r *lint.Result, n *casefile.Node) int {
	count := 0
	for _, f := range r.Findings {
		told := slices.ContainsFunc(r.Assessment.Causes, func(c assess.Cause) bool {
			return c.Node == f.Node && c.Code == f.Rule && c.State != assess.NoGap
		})
		if f.Node == n.ID && f.Severity == casefile.Error && f.Waived == nil && !told {
			count++
		}
	}
	return count
}

// errorsSeen tells for each view whether it says that a node has so many errors.
// The screen counts warnings with them.
func errorsSeen(t *testing.T, s *screen, r *lint.Result) map[string]func(*casefile.Node, int) bool {
	o := s.m.outline
	o.foldAll(1 << 20)
	screen := ansi.Strip(strings.Join(o.view(canvas{width: roomyWidth, height: len(o.all.lines) + 1, st: s.m.st}, s.m.file.Case, s.m.about), "\n"))
	svg, page, md := html.UnescapeString(drawn(t, r, "svg")), html.UnescapeString(drawn(t, r, "html")), drawn(t, r, "md")
	return map[string]func(*casefile.Node, int) bool{
		"screen": func(n *casefile.Node, _ int) bool {
			return strings.Contains(screen, fmt.Sprintf("%s (%d)", shown(n.ID), s.m.about.open(n.ID)))
		},
		"svg": func(n *casefile.Node, count int) bool {
			return regexp.MustCompile(`<title>` + regexp.QuoteMeta(render.Plain(n.ID)) + `, [^\n]*? – ` + errorCount(count) + `[^\n]*?</title>`).MatchString(svg)
		},
		"html": func(n *casefile.Node, count int) bool {
			return regexp.MustCompile(`<h3><span class="id">` + regexp.QuoteMeta(render.Plain(n.ID)) + `</span>[^\n]*<b class="err">` + errorCount(count) + `</b></h3>`).MatchString(page)
		},
		"md": func(n *casefile.Node, count int) bool {
			return regexp.MustCompile(`(?m)^- ` + regexp.QuoteMeta(render.Plain(n.ID)) + ` \(.*\*\*■ ` + errorCount(count) + `\*\*`).MatchString(strings.ReplaceAll(md, "\\", ""))
		},
	}
}

func errorCount(n int) string {
	if n == 1 {
		return "1 error"
	}
	return fmt.Sprintf("%d errors", n)
}

// nodes are those of the case and those of other files that it refers to. An id
// that is none is written in another way in every view.
func nodes(r *lint.Result) []*casefile.Node {
	var out []*casefile.Node
	for _, n := range r.File.Case.Nodes {
		if casefile.ValidID(n.ID) {
			out = append(out, n)
		}
	}
	for _, away := range r.Assessment.Away {
		out = append(out, away.Node)
	}
	return out
}

// eachCase opens every text in a test file that looks like a case, with the
// files beside it, and every case file of the examples.
func eachCase(t *testing.T, fn func(name string, s *screen)) {
	t.Helper()
	seen := map[string]bool{}
	err := filepath.WalkDir("../../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
			return err
		case strings.HasSuffix(path, ".case.yaml") && !strings.Contains(path, "templates"):
			fn(path, openFile(t, path))
		case strings.HasSuffix(path, ".txtar"):
			a, err := txtar.ParseFile(path)
			if err != nil {
				return err
			}
			for _, f := range a.Files {
				if text := string(f.Data); strings.HasSuffix(f.Name, ".yaml") && strings.Contains(text, "nodes:") && !seen[text] {
					seen[text] = true
					fn(path+"/"+f.Name, openBeside(t, a, f.Name, text))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// openBeside opens a case that may read the other files of the archive.
func openBeside(t *testing.T, a *txtar.Archive, name, text string) *screen {
	files := archive{}
	for _, f := range a.Files {
		files[f.Name] = string(f.Data)
	}
	cfg := testConfig(name, text)
	cfg.Source = files
	cfg.Check = func(ctx context.Context, f *casefile.File, r assess.Readings) *lint.Result {
		in := lint.Input{File: f, Readings: r, AsOf: today}
		in.Modules = lint.ReadModules(ctx, in, lint.Places{Cases: files, Evidence: files})
		return lint.Check(in)
	}
	return openConfig(t, cfg)
}

// archive is a Source of texts by path.
type archive map[string]string

func (a archive) Open(ref string) (evidence.File, error) {
	text, ok := a[ref]
	if !ok {
		return nil, &evidence.RefError{Ref: ref, Code: evidence.CodeMissing, Reason: "does not exist", Err: evidence.ErrMissing}
	}
	return entry{strings.NewReader(text)}, nil
}

type entry struct{ *strings.Reader }

func (entry) Close() error { return nil }

// expected is how a view must mark the node: all its gaps by name, worst first,
// what became of a challenge, nothing where nothing is open.
func expected(a *assess.Assessment, n *casefile.Node) []string {
	var out []string
	if n.Kind == casefile.Defeater {
		for _, c := range a.Challenges {
			if c.Defeater == n.ID && c.Status != assess.Answered {
				return []string{string(c.Status)}
			}
		}
		return nil
	}
	for _, g := range a.Gaps(n.ID) {
		out = append(out, g.State.String())
	}
	return out
}

// canonical maps the words that views have for a state, or for what became of a
// challenge, to the one that expected gives.
var canonical = func() map[string]string {
	words := map[string]string{
		"-": "", "answered": "", "untouched": string(assess.NotConsidered), "accepted as residual doubt": string(assess.Accepted),
	}
	for _, status := range []assess.ChallengeStatus{assess.Open, assess.Accepted, assess.Sustained, assess.NotConsidered} {
		words[string(status)] = string(status)
	}
	for _, info := range assess.States {
		words[info.Word], words[info.Name] = info.Name, info.Name
	}
	words[assess.NoGap.Word()], words[assess.NoGap.String()] = "", ""
	return words
}()

// inOurWords drops what says that nothing is open, and what is said twice.
func inOurWords(words ...string) []string {
	var out []string
	for _, word := range words {
		word = strings.TrimSpace(word)
		if c, ok := canonical[word]; ok {
			word = c
		}
		if word != "" && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

var absent = []string{"not there at all"}

// onScreen reads the words at the right edge of the outline, in the first row of
// each node.
func onScreen(s *screen) func(*casefile.Node) []string {
	o := s.m.outline
	o.foldAll(1 << 20)
	cv := canvas{width: roomyWidth, height: len(o.all.lines) + 1, st: s.m.st}
	lines := o.view(cv, s.m.file.Case, s.m.about)
	return func(n *casefile.Node) []string {
		for v, i := range o.visible {
			if r := o.all.row(i); r.id == n.ID && !r.again && r.heading == "" {
				line := []rune(ansi.Strip(lines[v]))
				return inOurWords(string(line[len(line)-fullWidth:]))
			}
		}
		return absent
	}
}

func drawn(t *testing.T, r *lint.Result, format string) string {
	t.Helper()
	var b bytes.Buffer
	if err := render.Write(t.Context(), &b, r, render.Options{Format: format, Layout: "tree"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var svgNode = regexp.MustCompile(`<g id="node-[^"]+" class="node [a-z]+ ?([^" ]*)[^"]*"[^>]*>(?:<a [^>]*>)?<title>([^<]*)</title>`)

// onPicture takes the class of a box, and the words at the end of its title.
func onPicture(t *testing.T, r *lint.Result) func(*casefile.Node) []string {
	nodes := svgNode.FindAllStringSubmatch(drawn(t, r, "svg"), -1)
	return func(n *casefile.Node) []string {
		for _, m := range nodes {
			title := html.UnescapeString(m[2])
			if !strings.HasPrefix(title, render.Plain(n.ID)+", ") {
				continue
			}
			var said []string
			for _, part := range strings.Split(title, " – ")[1:] {
				words := strings.Split(strings.ReplaceAll(part, ", from below", ""), ", ")
				if _, known := canonical[words[0]]; known && said == nil {
					said = inOurWords(words...)
				}
			}
			if n.Kind != casefile.Defeater && !slices.Equal(inOurWords(m[1]), said[:min(1, len(said))]) {
				return append(said, "but drawn as "+m[1])
			}
			return said
		}
		return absent
	}
}

var (
	htmlNode = regexp.MustCompile(`(?s)<h3><span class="id">([^<]*)</span> <span class="kind">[^<]*</span>(?: <b class="st [^"]*">([^<]*)</b>)?.*?</details>`)
	htmlGaps = regexp.MustCompile(`<ul class="gaps">(.*?)</ul>`)
	htmlWord = regexp.MustCompile(`<b class="st [^"]*">([^<]*)</b>`)
)

func inReport(t *testing.T, r *lint.Result) func(*casefile.Node) []string {
	nodes := htmlNode.FindAllStringSubmatch(drawn(t, r, "html"), -1)
	return func(n *casefile.Node) []string {
		for _, m := range nodes {
			if html.UnescapeString(m[1]) != render.Plain(n.ID) {
				continue
			}
			words := []string{m[2]}
			for _, gap := range htmlWord.FindAllStringSubmatch(strings.Join(htmlGaps.FindAllString(m[0], -1), ""), -1) {
				words = append(words, gap[1])
			}
			return inOurWords(words...)
		}
		return absent
	}
}

var markdownWord = regexp.MustCompile(`\*\*. ([a-z ]+)\*\*`)

func inMarkdown(t *testing.T, r *lint.Result) func(*casefile.Node) []string {
	_, rest, _ := strings.Cut(drawn(t, r, "md"), "\n## Every node\n")
	rest, _, _ = strings.Cut(rest, "\n## ")
	lines := strings.Split(rest, "\n")
	return func(n *casefile.Node) []string {
		for _, line := range lines {
			if !strings.HasPrefix(strings.ReplaceAll(line, "\\", ""), "- "+render.Plain(n.ID)+" (") {
				continue
			}
			var words []string
			for _, m := range markdownWord.FindAllStringSubmatch(line, -1) {
				words = append(words, m[1])
			}
			return inOurWords(words...)
		}
		return absent
	}
}
