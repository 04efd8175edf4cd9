package render

import (
	"bytes"
	"html/template"
	"regexp"
	"strconv"

	"safecase/casefile/lint"
)

// draw puts the drawing of the argument on the page, and its part of the style.
func (p *page) draw(r *lint.Result, o Options) error {
	sc, err := inlineScene(r, o)
	if err != nil {
		return err
	}
	svg := inlineSVG(sc)
	p.Style = template.CSS(asset("report.css") + diagramStyle(svg, o.Theme))
	p.Diagram, p.Upright = template.HTML(shareShapes(svg)), upright(sc.width, sc.height)
	return nil
}

// inlineScene draws the argument so that every node leads to its entry in the
// report.
func inlineScene(r *lint.Result, o Options) (*scene, error) {
	d := portray(r, o)
	for i := range d.Nodes {
		d.Nodes[i].URL = "#" + detailID(Plain(d.Nodes[i].ID))
		d.Nodes[i].Desc = "" // the entry has it all
	}
	return draw(&d, o)
}

// inlineSVG writes a drawing as a part of the page. There it is a group of
// links and not one image: an image would hide its links from a screen reader.
func inlineSVG(sc *scene) []byte {
	s := svgWriter{short: true}
	s.picture(sc)
	return shorter(bytes.Replace(s.b, []byte(` role="img"`), []byte(` role="group"`), 1))
}

// In a page the picture need not say again what stands beside it: the text of
// a node can be read in the picture and in its entry, a link in the outline.
var (
	wordyTitle    = regexp.MustCompile(`(<g id="node-[^>]*><title>[^<:]*): [^<]*( – [^<–]*</title>)`)
	needlessTitle = regexp.MustCompile(`(<g id="link-[^>]*>)<title>[^<]*</title>`)
)

// shorter leaves out what a page says elsewhere.
func shorter(svg []byte) []byte {
	return needlessTitle.ReplaceAll(wordyTitle.ReplaceAll(svg, []byte("$1$2")), []byte("$1"))
}

// Shapes that a drawing repeats are written once from this length and number
// on: in a large case the same tag or glyph stands on hundreds of nodes.
const (
	sharedBytes = 60
	sharedTimes = 4
)

var (
	pathStart = []byte(`<path d="`)
	pathEnd   = []byte(`/>`)
)

// shareShapes writes every path that is repeated byte for byte once, and
// refers to it where it stood. The picture stays the same.
func shareShapes(svg []byte) []byte {
	times := map[string]int{}
	eachPath(svg, func(path []byte) { times[string(path)]++ }, nil)
	names := map[string]string{}
	var defs bytes.Buffer
	var out bytes.Buffer
	out.Grow(len(svg))
	eachPath(svg, func(path []byte) {
		if len(path) < sharedBytes || times[string(path)] < sharedTimes {
			out.Write(path)
			return
		}
		name, known := names[string(path)]
		if !known {
			name = "s" + strconv.Itoa(len(names)+1)
			names[string(path)] = name
			defs.WriteString(`<path id="` + name + `" `)
			defs.Write(path[len("<path "):])
		}
		out.WriteString(`<use href="#` + name + `"/>`)
	}, func(other []byte) { out.Write(other) })
	if len(names) == 0 {
		return svg
	}
	head := bytes.IndexByte(out.Bytes(), '>') + 1
	return bytes.Join([][]byte{out.Bytes()[:head], []byte("\n<defs>"), defs.Bytes(), []byte("</defs>"), out.Bytes()[head:]}, nil)
}

// eachPath calls path for every path element of a drawing, and other for what
// stands between them. Text in a drawing is escaped, so that it holds no
// element.
func eachPath(svg []byte, path, other func([]byte)) {
	for {
		i := bytes.Index(svg, pathStart)
		end := -1
		if i >= 0 {
			end = bytes.Index(svg[i:], pathEnd)
		}
		if end < 0 {
			break
		}
		end += i + len(pathEnd)
		if other != nil {
			other(svg[:i])
		}
		path(svg[i:end])
		svg = svg[end:]
	}
	if other != nil {
		other(svg)
	}
}
