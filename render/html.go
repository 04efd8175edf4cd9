package render

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"safecase/casefile/lint"
)

//go:embed html
var htmlFiles embed.FS

// page is what the template lays out.
type page struct {
	*Report
	Version string
	Policy  string // content security policy
	Style   template.CSS
	Script  template.JS
	Diagram template.HTML
	Upright bool // the drawing is printed on an upright page
}

// writeHTML writes the reviewer's report as one page that needs no network and
// no script. Its policy lets nothing run or load but its own style and script.
func writeHTML(w io.Writer, r *lint.Result, o Options) error {
	t, err := reportTemplate()
	if err != nil {
		return err
	}
	p := page{Report: NewReport(r, o), Version: Plain(o.Version), Script: template.JS(asset("report.js"))}
	if err := p.draw(r, o); err != nil {
		return err
	}
	p.Policy = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", sourceHash(string(p.Style)), sourceHash(string(p.Script)))
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "report.tmpl", p); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// asset is an embedded file without carriage returns, so that its digest is
// that of what a browser sees.
func asset(name string) string {
	b, err := htmlFiles.ReadFile("html/" + name)
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(string(b), "\r", "")
}

func sourceHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// reportTemplate is parsed once, and only by who writes a report.
var reportTemplate = sync.OnceValues(func() (*template.Template, error) {
	return template.New("report").Funcs(template.FuncMap{
		"detail": detailID,
		"rule":   func(name string) string { return "r-" + safeID(name) },
		"draw":   drawPlot,
		"say":    say,
	}).ParseFS(htmlFiles, "html/*.tmpl")
})

// detailID is the id attribute of the entry of a node in a report.
func detailID(id string) string { return "d-" + safeID(id) }

// longWord is the length from which a word may be broken, so that it does not
// push its neighbours off the page.
const longWord = 24

// say writes the text of a case so that it can turn nothing around that stands
// beside it. Plain ASCII cannot; of that only long words need room to break.
// A large page has thousands of such texts.
func say(text string) template.HTML {
	escaped := template.HTMLEscapeString(text)
	word := 0
	for i := range len(text) {
		if word++; text[i] == ' ' {
			word = 0
		}
		if text[i] >= 0x80 || word >= longWord {
			return template.HTML("<bdi>" + escaped + "</bdi>")
		}
	}
	return template.HTML(escaped)
}
