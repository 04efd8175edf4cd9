package render

import (
	"bytes"
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"
)

// picture is an SVG as a reader sees it: what the tests know about a drawing
// they know from its bytes, not from the plan behind it.
type picture struct {
	wide, high float64
	desc       string
	groups     []drawing
}

// drawing is one group of a picture, moved to its place on the sheet.
type drawing struct {
	id, class   string
	title, desc string
	href        string
	shapes      []outlined
	texts       []lettering
}

// outlined is one path, its curves cut into short lines.
type outlined struct {
	runs         [][]pixel
	fill, stroke string
	dash         string
	width        float64
}

// lettering is one line of text with the room it takes, by the metrics that
// the browser's fonts share.
type lettering struct {
	text           string
	x0, y0, x1, y1 float64
	fill           string
	bold           bool
	size           int
}

func (d *drawing) is(class string) bool { return strings.HasPrefix(d.class+" ", class+" ") }

func (d *drawing) name() string { return strings.TrimPrefix(d.id, "node-") }

// words is all that a drawing shows as text.
func (d *drawing) words() string {
	var all []string
	for _, t := range d.texts {
		all = append(all, t.text)
	}
	return strings.Join(all, " ")
}

// svgOf draws a diagram.
func svgOf(t testing.TB, d *Diagram) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := drawn(writeSVG)(&b, d, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pictureOf draws a diagram and reads the drawing.
func pictureOf(t testing.TB, d *Diagram) *picture {
	t.Helper()
	return parseSVG(t, svgOf(t, d))
}

// parseSVG reads a picture; one that is not well-formed XML fails the test.
func parseSVG(t testing.TB, svg []byte) *picture {
	t.Helper()
	p := &picture{}
	dec := xml.NewDecoder(bytes.NewReader(svg))
	var g *drawing
	var at pixel
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return p
		} else if err != nil {
			t.Fatalf("the picture is not XML: %v", err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		a := attributes(start)
		switch start.Name.Local {
		case "svg":
			p.wide, p.high = number(t, a["width"]), number(t, a["height"])
		case "g":
			p.groups = append(p.groups, drawing{id: a["id"], class: a["class"]})
			g, at = &p.groups[len(p.groups)-1], shiftOf(t, a["transform"])
		case "a":
			g.href = a["href"]
		case "path":
			g.shapes = append(g.shapes, pathOf(t, a, at))
		case "title", "desc", "text":
			p.say(t, g, start.Name.Local, content(t, dec), a, at)
		}
	}
}

func (p *picture) say(t testing.TB, g *drawing, element, text string, a map[string]string, at pixel) {
	switch {
	case element == "text":
		g.texts = append(g.texts, letters(t, a, text, at))
	case g == nil && element == "desc":
		p.desc = text
	case g != nil && element == "title":
		g.title = text
	case g != nil:
		g.desc = text
	}
}

// content is the text up to the end of an element that holds nothing else.
func content(t testing.TB, dec *xml.Decoder) string {
	t.Helper()
	text := ""
	for {
		tok, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.CharData:
			text += string(tok)
		case xml.EndElement:
			return text
		case xml.StartElement:
			t.Fatalf("there is a %s element within text", tok.Name.Local)
		}
	}
}

func attributes(e xml.StartElement) map[string]string {
	out := map[string]string{}
	for _, a := range e.Attr {
		out[a.Name.Local] = a.Value
	}
	return out
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("%q is no number", s)
	}
	return n
}

func shiftOf(t testing.TB, transform string) pixel {
	t.Helper()
	if transform == "" {
		return pixel{}
	}
	return pair(t, strings.TrimSuffix(strings.TrimPrefix(transform, "translate("), ")"))
}

func pair(t testing.TB, s string) pixel {
	t.Helper()
	x, y, ok := strings.Cut(s, ",")
	if !ok {
		t.Fatalf("%q is no point", s)
	}
	return pixel{number(t, x), number(t, y)}
}

// pathOf reads the path language that the writer uses: M, L, C and Z.
func pathOf(t testing.TB, a map[string]string, at pixel) outlined {
	t.Helper()
	o := outlined{fill: a["fill"], stroke: a["stroke"], dash: a["stroke-dasharray"]}
	if a["stroke-width"] != "" {
		o.width = number(t, a["stroke-width"])
	}
	d := a["d"]
	for len(d) > 0 {
		step := d[0]
		end := strings.IndexAny(d[1:], "MLCZ") + 1
		if end == 0 {
			end = len(d)
		}
		o.step(step, points(t, d[1:end], at))
		d = d[end:]
	}
	return o
}

func points(t testing.TB, s string, at pixel) []pixel {
	var out []pixel
	for _, f := range strings.Fields(s) {
		p := pair(t, f)
		out = append(out, pixel{p.x + at.x, p.y + at.y})
	}
	return out
}

func (o *outlined) step(s byte, pts []pixel) {
	if s == 'M' {
		o.runs = append(o.runs, pts)
		return
	}
	run := &o.runs[len(o.runs)-1]
	switch s {
	case 'L':
		*run = append(*run, pts...)
	case 'C':
		line := polyline{pts: *run}
		line.curve(pts[0], pts[1], pts[2], flatness)
		*run = line.pts
	case 'Z':
		*run = append(*run, (*run)[0])
	}
}

func letters(t testing.TB, a map[string]string, text string, at pixel) lettering {
	t.Helper()
	l := lettering{text: text, fill: a["fill"], bold: a["font-weight"] == "bold", size: 13}
	if a["font-size"] != "" {
		l.size = int(number(t, a["font-size"]))
	}
	f := regular
	if l.bold {
		f = bold
	}
	w := float64(f.width(text, l.size)) / 64
	x, y := at.x+number(t, a["x"]), at.y+number(t, a["y"])
	switch anchor := a["text-anchor"]; {
	case anchor == "middle":
		x -= w / 2
	case anchor == "end" || a["direction"] == "rtl":
		x -= w
	}
	l.x0, l.x1 = x, x+w
	l.y0, l.y1 = y-0.72*float64(l.size), y+0.2*float64(l.size)
	return l
}

// body is the outline of a node.
func (d *drawing) body() []pixel { return d.shapes[0].runs[0] }

// rect is the smallest rectangle around an outline.
func rect(pts []pixel) (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range pts {
		x0, y0, x1, y1 = math.Min(x0, p.x), math.Min(y0, p.y), math.Max(x1, p.x), math.Max(y1, p.y)
	}
	return x0, y0, x1, y1
}

// holds reports whether a point lies within an outline, or at most slack beside it.
func holds(outline []pixel, p pixel, slack float64) bool {
	in := false
	for i := 1; i < len(outline); i++ {
		a, b := outline[i-1], outline[i]
		if (a.y > p.y) != (b.y > p.y) && p.x < a.x+(p.y-a.y)/(b.y-a.y)*(b.x-a.x) {
			in = !in
		}
	}
	return in || distance(outline, p) <= slack
}

// distance is how far a point lies from a line.
func distance(line []pixel, p pixel) float64 {
	least := math.Inf(1)
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		dx, dy := b.x-a.x, b.y-a.y
		k := 0.0
		if n := dx*dx + dy*dy; n > 0 {
			k = math.Min(1, math.Max(0, ((p.x-a.x)*dx+(p.y-a.y)*dy)/n))
		}
		least = math.Min(least, math.Hypot(p.x-a.x-k*dx, p.y-a.y-k*dy))
	}
	return least
}
