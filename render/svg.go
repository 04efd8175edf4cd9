package render

import (
	"io"
	"strconv"
)

// svgWriter appends to one buffer; a picture of 10,000 nodes is one write.
type svgWriter struct {
	b     []byte
	short bool // paths in relative steps, for a page that holds much besides
}

func (s *svgWriter) str(parts ...string) {
	for _, p := range parts {
		s.b = append(s.b, p...)
	}
}

// writeSVG writes a scene as one SVG document without script or style sheet:
// every look is an attribute, so that it shows alike in a browser, a mail and
// an office program.
func writeSVG(w io.Writer, sc *scene) error {
	s := &svgWriter{}
	s.picture(sc)
	_, err := w.Write(s.b)
	return err
}

// picture appends a whole scene.
func (s *svgWriter) picture(sc *scene) {
	s.b = make([]byte, 0, 4096+len(sc.groups)*900)
	s.str(`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="case-title case-desc" width="`)
	s.unit(sc.width)
	s.str(`" height="`)
	s.unit(sc.height)
	s.str(`" viewBox="0 0 `)
	s.unit(sc.width)
	s.str(" ")
	s.unit(sc.height)
	s.str(`" font-family="`, sc.family, `" font-size="13" fill="none" stroke-linejoin="round">`, "\n")
	s.str(`<title id="case-title">`)
	s.escape(sc.title)
	s.str("</title>\n", `<desc id="case-desc">`)
	s.escape(sc.desc)
	s.str("</desc>\n", `<rect class="sheet" width="100%" height="100%" fill="`, hex(sc.sheet()), `"/>`, "\n")
	for i := range sc.groups {
		s.group(&sc.groups[i])
	}
	s.str("</svg>\n")
}

func (s *svgWriter) group(g *group) {
	s.str("<g")
	if g.id != "" {
		s.str(` id="`, g.id, `"`)
	}
	s.str(` class="`, g.class, `"`)
	if g.at != (Point{}) {
		s.str(` transform="translate(`)
		s.point(g.at)
		s.str(`)"`)
	}
	s.str(">")
	s.about("title", g.title)
	s.about("desc", g.desc)
	if g.href != "" {
		s.str(`<a href="`)
		s.escape(g.href)
		s.str(`">`)
	}
	for i := range g.items {
		s.item(&g.items[i])
	}
	if g.href != "" {
		s.str("</a>")
	}
	s.str("</g>\n")
}

func (s *svgWriter) about(element, text string) {
	if text != "" {
		s.str("<", element, ">")
		s.escape(text)
		s.str("</", element, ">")
	}
}

func (s *svgWriter) item(it *item) {
	if it.words != nil {
		s.words(it.words)
		return
	}
	s.str(`<path d="`)
	if s.short {
		s.shortPath(&it.path)
	} else {
		s.path(&it.path)
	}
	s.str(`"`)
	if it.fill != none {
		s.ink("fill", it.fill)
	}
	if it.stroke != none {
		s.ink("stroke", it.stroke)
		s.str(` stroke-width="`)
		s.unit(it.width)
		s.str(`"`)
	}
	if it.round {
		s.str(` stroke-linecap="round"`)
	}
	if len(it.dash) > 0 {
		s.str(` stroke-dasharray="`)
		for i, d := range it.dash {
			if i > 0 {
				s.str(" ")
			}
			s.unit(d)
		}
		s.str(`"`)
	}
	s.str("/>")
}

func (s *svgWriter) words(w *words) {
	s.str(`<text x="`)
	s.unit(w.at.X)
	s.str(`" y="`)
	s.unit(w.at.Y)
	s.str(`"`)
	if s.short {
		s.shortLook(w)
		s.str(">")
		s.escape(w.text)
		s.str("</text>")
		return
	}
	if w.size != 13 {
		s.str(` font-size="`, strconv.Itoa(w.size), `"`)
	}
	if w.bold {
		s.str(` font-weight="bold"`)
	}
	switch {
	case w.rtl:
		s.str(` direction="rtl"`)
		if w.anchor == middle {
			s.str(` text-anchor="middle"`)
		}
	case w.anchor == middle:
		s.str(` text-anchor="middle"`)
	case w.anchor == right:
		s.str(` text-anchor="end"`)
	}
	if w.strike {
		s.str(` text-decoration="line-through"`)
	}
	s.ink("fill", w.fill)
	s.str(">")
	s.escape(w.text)
	s.str("</text>")
}

func (s *svgWriter) path(p *path) {
	at := 0
	for _, st := range p.steps {
		n := 1
		switch st {
		case moveTo:
			s.str("M")
		case lineTo:
			s.str("L")
		case curveTo:
			s.str("C")
			n = 3
		case closePath:
			s.str("Z")
			n = 0
		}
		for k := range n {
			if k > 0 {
				s.str(" ")
			}
			s.point(p.pts[at])
			at++
		}
	}
}

func (s *svgWriter) point(p Point) {
	s.unit(p.X)
	s.str(",")
	s.unit(p.Y)
}

func (s *svgWriter) unit(u Unit) { s.b = appendUnit(s.b, u) }

func (s *svgWriter) ink(name string, c ink) {
	s.str(" ", name, `="`, hex(c), `"`)
}

// hex is a colour as #rrggbb.
func hex(c ink) string {
	const digits = "0123456789abcdef"
	b := [7]byte{0: '#'}
	for i := range 6 {
		b[1+i] = digits[c>>(20-4*i)&15]
	}
	return string(b[:])
}

// escape writes text so that it stays text, in an element or an attribute.
func (s *svgWriter) escape(text string) {
	for i := range len(text) {
		switch c := text[i]; c {
		case '&':
			s.str("&amp;")
		case '<':
			s.str("&lt;")
		case '>':
			s.str("&gt;")
		case '"':
			s.str("&quot;")
		case '\'':
			s.str("&#39;")
		default:
			s.b = append(s.b, c)
		}
	}
}
