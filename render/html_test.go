package render

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

func full(t testing.TB) *lint.Result {
	t.Helper()
	a, err := txtar.ParseFile("testdata/full.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return checkArchive(t, a)
}

// element is a start tag of a page with its attributes, and the text up to the
// next tag.
type element struct {
	name  string
	attrs map[string]string
	text  string
}

// elements reads a page. Style and script are cut out: they are not markup.
func elements(t testing.TB, html string) []element {
	t.Helper()
	html = rawText.ReplaceAllString(html, "<$1></$1>")
	d := xml.NewDecoder(strings.NewReader(html))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var out []element
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("the page is not well formed: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[strings.TrimPrefix(a.Name.Space+":"+a.Name.Local, ":")] = a.Value
			}
			out = append(out, e)
		case xml.CharData:
			if len(out) > 0 {
				out[len(out)-1].text += string(token)
			}
		}
	}
}

var rawText = regexp.MustCompile(`(?s)<(style|script)>.*?</(?:style|script)>`)

func TestPageLoadsNothing(t *testing.T) {
	page := written(t, full(t), "html")
	for _, e := range elements(t, page) {
		for name, value := range e.attrs {
			switch {
			case name == "src" || name == "srcset" || name == "action" || name == "style" || name == "xlink:href" || strings.HasPrefix(name, "on"):
				t.Errorf("<%s %s=%q>", e.name, name, value)
			case name == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "https://example.org/"):
				t.Errorf("<%s> leads to %q", e.name, value)
			}
		}
		if slices.Contains([]string{"link", "img", "iframe", "object", "embed", "base", "form", "foreignObject", "image"}, e.name) {
			t.Errorf("<%s> in the page", e.name)
		}
	}
	if n := strings.Count(page, "<script>"); n != 1 {
		t.Errorf("%d scripts", n)
	}
}

// The policy names exactly the style and the script that the page holds.
func TestPolicyFitsThePage(t *testing.T) {
	page := written(t, full(t), "html")
	policy := ""
	for _, e := range elements(t, page) {
		if e.attrs["http-equiv"] == "Content-Security-Policy" {
			policy = e.attrs["content"]
		}
	}
	for _, element := range []string{"style", "script"} {
		_, rest, _ := strings.Cut(page, "<"+element+">")
		content, _, _ := strings.Cut(rest, "</"+element+">")
		if want := element + "-src '" + sourceHash(content) + "'"; content == "" || !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %s", policy, want)
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
}

func TestLinksInThePageLeadSomewhere(t *testing.T) {
	page := elements(t, written(t, full(t), "html"))
	ids := map[string]int{}
	for _, e := range page {
		if id := e.attrs["id"]; id != "" {
			ids[id]++
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %q stands %d times", id, n)
		}
	}
	for _, e := range page {
		for _, name := range []string{"href", "aria-labelledby", "for"} {
			for _, to := range strings.Fields(strings.TrimPrefix(e.attrs[name], "#")) {
				if !strings.Contains(e.attrs[name], "://") && ids[to] == 0 {
					t.Errorf("<%s %s=%q> leads nowhere", e.name, name, e.attrs[name])
				}
			}
		}
	}
}

func TestHeadingsAndTablesCanBeHeard(t *testing.T) {
	level, tops, captions, tables := 0, 0, 0, 0
	for _, e := range elements(t, written(t, full(t), "html")) {
		switch e.name {
		case "h1", "h2", "h3", "h4":
			next := int(e.name[1] - '0')
			if next > level+1 {
				t.Errorf("h%d after h%d: %q", next, level, e.text)
			}
			if level = next; next == 1 {
				tops++
			}
		case "table":
			tables++
		case "caption":
			captions++
		case "th":
			if e.attrs["scope"] == "" {
				t.Errorf("th without scope: %q", e.text)
			}
		case "svg":
			if e.attrs["role"] == "img" && e.attrs["aria-label"] == "" {
				t.Error("a picture without a text alternative")
			}
		}
	}
	if tops != 1 || tables == 0 || tables != captions {
		t.Errorf("%d h1, %d tables, %d captions", tops, tables, captions)
	}
}

// Whatever a case says stays text, and nothing of it can hide or turn around
// what stands beside it.
func TestHostileTextIsInert(t *testing.T) {
	r := full(t)
	for _, format := range []string{"html", "md"} {
		out := written(t, r, format)
		for _, bad := range []string{"<script>alert", "<img", "<svg onload", "<b>doubt", "<u>", "\u202e", "\u2028", "\x1b", "href=\"javascript", "](javascript"} {
			if strings.Contains(out, bad) {
				t.Errorf("%s holds %q", format, bad)
			}
		}
	}
	if md := written(t, r, "md"); strings.Contains(md, "@team") || strings.Contains(md, "#1") {
		t.Error("the Markdown report calls people or issues")
	}
}

func TestReportsAreEqualEveryTime(t *testing.T) {
	for _, format := range []string{"html", "md"} {
		if first, second := written(t, full(t), format), written(t, full(t), format); first != second {
			t.Errorf("%s differs from one run to the next", format)
		}
	}
}

// Page one stands before the diagram and hides no gap, challenge, waiver or
// transcribed number.
func TestPageOneHidesNothing(t *testing.T) {
	r := full(t)
	first, _, found := strings.Cut(written(t, r, "html"), `<section id="diagram"`)
	if !found {
		t.Fatal("no diagram")
	}
	for _, top := range r.Assessment.Tops {
		for _, g := range r.Assessment.Gaps(top) {
			if !strings.Contains(first, `<b class="st `+g.State.String()+`">`+g.State.Word()+`</b> because of`) {
				t.Errorf("%s: the gap %q is missing", top, g.State.Word())
			}
			for _, id := range g.Because {
				if !strings.Contains(first, `href="#`+detailID(id)+`"`) && !strings.Contains(first, id+" (not in this case)") {
					t.Errorf("%s: the cause %s is missing", top, id)
				}
			}
		}
	}
	for _, want := range []string{"doubt&lt;/b&gt;", "Accepted doubt", "Template doubt", "Sustained doubt", "TRANSCRIBED by R. Osei", "Will be considered &lt;next&gt; week", "Nobody steals it", "weights"} {
		if !strings.Contains(first, want) {
			t.Errorf("page one lacks %q", want)
		}
	}
}

func TestEveryFindingIsInTheReport(t *testing.T) {
	r := full(t)
	if r.Counts().Note == 0 || r.Counts().Waived == 0 {
		t.Fatal("the case has no note or no waived finding")
	}
	for format, row := range map[string]string{"html": "<tr class=", "md": "\n| "} {
		body := section(written(t, r, "md"), "Findings")
		if format == "html" {
			_, body, _ = strings.Cut(written(t, r, "html"), `<section id="findings"`)
		}
		head := map[string]int{"md": 1}[format] // the line under the names of the columns
		if n := strings.Count(body, row) - head; n != len(r.Findings) {
			t.Errorf("%s has %d findings, expected %d", format, n, len(r.Findings))
		}
		for _, f := range r.Findings {
			if place := fmt.Sprintf("%d:%d", f.Pos.Line, f.Pos.Column); !strings.Contains(body, place) || !strings.Contains(body, f.Rule) {
				t.Errorf("%s lacks %s at %s", format, f.Rule, place)
			}
		}
	}
}

// The report never says that anything is safe, and gives no score.
func TestReportClaimsNothing(t *testing.T) {
	a, err := txtar.ParseFile("testdata/report/outcomes.txtar")
	if err != nil {
		t.Fatal(err)
	}
	verdict := regexp.MustCompile(`(?i)\bsafe(ly)?\b|\bscore:|\bpassed\b|\bapproved\b`)
	for _, format := range []string{"html", "md"} {
		page := rawText.ReplaceAllString(written(t, checkArchive(t, inputs(a)), format), "")
		if found := verdict.FindString(page); found != "" {
			t.Errorf("%s says %q", format, found)
		}
	}
}

// Each state has its own sign in the style sheet, the one that the Markdown
// report shows.
func TestEveryStateHasASign(t *testing.T) {
	css := asset("report.css")
	for _, info := range assess.States {
		rule := regexp.MustCompile(`\.st\.` + info.Name + `(?:, [^{]*|)::before[^{]*\{ content: "` + regexp.QuoteMeta(info.Mark) + `"`)
		if info.State == assess.CannotTell {
			rule = regexp.MustCompile(`\.st::before \{ content: "\?"`)
		}
		if !rule.MatchString(css) {
			t.Errorf("no sign for %s in the style sheet", info.Name)
		}
		if !strings.Contains(css, "--"+info.Name+":") {
			t.Errorf("no colour for %s in the style sheet", info.Name)
		}
	}
}

func TestSharedShapesDrawTheSame(t *testing.T) {
	long := `<path d="M0,0` + strings.Repeat("L1,1", 30) + `" fill="none"/>`
	svg := "<svg viewBox=\"0 0 1 1\">" + strings.Repeat("<g>"+long+"</g><path d=\"M1\"/>", sharedTimes) + "</svg>"
	got := string(shareShapes([]byte(svg)))
	if strings.Count(got, "L1,1L1,1") == 0 || strings.Count(got, long[6:]) != 1 || strings.Count(got, `<use href="#s1"/>`) != sharedTimes || strings.Count(got, `<path d="M1"/>`) != sharedTimes {
		t.Errorf("shared: %s", got)
	}
	if few := "<svg>" + long + long + "</svg>"; string(shareShapes([]byte(few))) != few {
		t.Error("shapes that hardly repeat are moved")
	}
}
