package render

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// attacks are texts that want to be more than text.
var attacks = map[string]string{
	"script":    `</text></svg><script>alert(1)</script><svg onload="alert(2)">`,
	"attribute": `" onclick="alert(1)" x='`,
	"entities":  `&lt;script&gt; &#60;script&#62; ]]> <!-- <![CDATA[`,
	"dot":       `"]; "x" -> "y" [URL="javascript:alert(1)"]; // \" \\" \n`,
	"mermaid":   "x\"]\n  click n0 javascript:alert(1)\n%%{init: {}}%%\nsubgraph",
	"controls":  "a\x00b\x1b[2Jc\x07d\u009be\ufffe\uffff\u202etxet",
	"bytes":     "bad \xff\xfe\xc0\xaf bytes \xed\xa0\x80",
	"long":      strings.Repeat("<b>long ", 1<<14),
}

// besides are link targets, and whether one may stay a link.
var besides = map[string]bool{
	"javascript:alert(1)": false, "JaVaScRiPt:alert(1)": false, " javascript:alert(1)": false, "java\nscript:alert(1)": false,
	"data:text/html,<script>": false, "vbscript:x": false, "file:///etc/passwd": false, "//example.org/x": false, "\\\\host\\x": false,
	"https://example.org/?a=1&b=\"2\"": true, "http://example.org": true, "mailto:a@example.org": true, "evidence/run.json#x": true,
}

// taken is a diagram with a hostile text in every place that holds one.
func taken(text string) *Diagram {
	d := worded(text)
	for i := range d.Nodes {
		d.Nodes[i].Desc, d.Nodes[i].URL = text, text
	}
	d.Nodes = append(d.Nodes, Node{ID: text, Kind: Kind(text), State: State(text), Change: Change(text)})
	d.Links = append(d.Links, Link{From: text, To: text + "2", Kind: LinkKind(text)})
	return d
}

var svgAttributes = regexp.MustCompile(`^(xmlns|role|aria-labelledby|width|height|viewBox|font-(family|size|weight)|fill|stroke|stroke-(linejoin|linecap|width|dasharray)|id|class|transform|href|x|y|d|direction|text-(anchor|decoration))$`)

// checkInert holds an SVG to the few elements and attributes that draw.
func checkInert(t *testing.T, svg []byte) {
	t.Helper()
	if !utf8.Valid(svg) {
		t.Error("the picture is not UTF-8")
	}
	seen := map[string]bool{}
	for dec := xml.NewDecoder(bytes.NewReader(svg)); ; {
		tok, err := dec.Token()
		if err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("the picture is not XML: %v", err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if !strings.Contains(" svg g a path rect text title desc ", " "+e.Name.Local+" ") {
			t.Errorf("there is a %s element", e.Name.Local)
		}
		for _, a := range e.Attr {
			if !svgAttributes.MatchString(a.Name.Local) {
				t.Errorf("%s has the attribute %s", e.Name.Local, a.Name.Local)
			}
			if a.Name.Local == "href" && !besides[a.Value] {
				t.Errorf("there is a link to %q", a.Value)
			}
			if a.Name.Local == "id" && seen[a.Value] {
				t.Errorf("the id %.60q occurs twice", a.Value)
			} else if a.Name.Local == "id" {
				seen[a.Value] = true
			}
		}
	}
}

func TestHostileTextIsInertInSVG(t *testing.T) {
	for name, text := range attacks {
		t.Run(name, func(t *testing.T) {
			d := taken(text)
			for i := range d.Nodes {
				if len(text) > 1000 || name == "script" || name == "controls" || name == "mermaid" {
					d.Nodes[i].URL = "javascript:" + text
				} else {
					d.Nodes[i].URL = ""
				}
			}
			checkInert(t, svgOf(t, d))
		})
	}
}

func TestLinkTargets(t *testing.T) {
	for url, kept := range besides {
		d := tree(1, 1)
		d.Nodes[0].URL = url
		svg := svgOf(t, d)
		checkInert(t, svg)
		for _, g := range parseSVG(t, svg).groups {
			if g.is("node") && (g.href == url) != kept {
				t.Errorf("%q became the link %q", url, g.href)
			}
		}
	}
}
