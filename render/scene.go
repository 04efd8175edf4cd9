package render

// A scene is the whole picture in integer geometry. The writers of SVG, PNG
// and PDF read nothing else, so that they cannot disagree.
type scene struct {
	width, height Unit
	title, desc   string
	foot          string // the first line of the footer
	paper         ink    // of the sheet
	family        string // fonts, for formats that find their own
	groups        []group
}

// sheet is the colour of the paper; a scene without a theme is white.
func (sc *scene) sheet() ink {
	if sc.paper == none {
		return white
	}
	return sc.paper
}

// group is one node, link or piece of furniture, at its own origin.
type group struct {
	id, class string
	at        Point
	title     string
	desc      string
	href      string
	items     []item
}

// item is one path or, if it has text, one line of text.
type item struct {
	path   path
	fill   ink
	stroke ink
	width  Unit
	dash   []Unit
	round  bool // round ends of dashes
	words  *words
}

// words is one line of text on a baseline.
type words struct {
	at     Point
	text   string
	size   int // pixels
	bold   bool
	anchor anchor
	fill   ink
	rtl    bool
	strike bool
}

// narrow is how much closer the characters must stand to keep to the room that
// the text was given, when a font sets it to a width in pixels: the marks for
// characters that a font lacks are wider than these.
func (w *words) narrow(width float64) float64 {
	f := regular
	if w.bold {
		f = bold
	}
	if room := float64(f.width(w.text, w.size)) / 64; room > 0 && width > room {
		return room / width
	}
	return 1
}

type anchor uint8

const (
	left anchor = iota
	middle
	right
)

// path is a list of steps with their points: one for move and line, three for
// a curve, none for close.
type path struct {
	steps []step
	pts   []Point
}

type step uint8

const (
	moveTo step = iota
	lineTo
	curveTo
	closePath
)

func (p *path) move(a Point)        { p.add(moveTo, a) }
func (p *path) line(a Point)        { p.add(lineTo, a) }
func (p *path) curve(a, b, c Point) { p.add(curveTo, a, b, c) }
func (p *path) close()              { p.add(closePath) }

func (p *path) add(s step, pts ...Point) {
	p.steps = append(p.steps, s)
	p.pts = append(p.pts, pts...)
}

// shift moves the whole path.
func (p path) shift(by Point) path {
	out := path{steps: p.steps, pts: make([]Point, len(p.pts))}
	for i, q := range p.pts {
		out.pts[i] = q.add(by)
	}
	return out
}

// lines is an open path through points.
func lines(pts ...Point) path {
	var p path
	p.move(pts[0])
	for _, q := range pts[1:] {
		p.line(q)
	}
	return p
}

// polygon is a closed path through points.
func polygon(pts ...Point) path {
	p := lines(pts...)
	p.close()
	return p
}

// span is the distance from a to b in parts of n: a + (b-a)*k/n.
func span(a, b, k, n Unit) Unit { return a + (b-a)*k/n }

// roundRect is a rectangle whose corners are quarter circles.
func roundRect(x, y, w, h, r Unit) path {
	r = min(r, w/2, h/2)
	c := r * 4477 / 10000 // what is left of the radius beside the Bézier arm of a circle
	var p path
	p.move(Point{x + r, y})
	p.line(Point{x + w - r, y})
	p.curve(Point{x + w - c, y}, Point{x + w, y + c}, Point{x + w, y + r})
	p.line(Point{x + w, y + h - r})
	p.curve(Point{x + w, y + h - c}, Point{x + w - c, y + h}, Point{x + w - r, y + h})
	p.line(Point{x + r, y + h})
	p.curve(Point{x + c, y + h}, Point{x, y + h - c}, Point{x, y + h - r})
	p.line(Point{x, y + r})
	p.curve(Point{x, y + c}, Point{x + c, y}, Point{x + r, y})
	p.close()
	return p
}

// oval is an ellipse-like curve; arm is the Bézier arm in ten-thousandths of
// the radius: 5523 draws an ellipse, more makes it squarer.
func oval(x, y, w, h, arm Unit) path {
	ax, ay := w/2*arm/10000, h/2*arm/10000
	cx, cy := x+w/2, y+h/2
	var p path
	p.move(Point{cx, y})
	p.curve(Point{cx + ax, y}, Point{x + w, cy - ay}, Point{x + w, cy})
	p.curve(Point{x + w, cy + ay}, Point{cx + ax, y + h}, Point{cx, y + h})
	p.curve(Point{cx - ax, y + h}, Point{x, cy + ay}, Point{x, cy})
	p.curve(Point{x, cy - ay}, Point{cx - ax, y}, Point{cx, y})
	p.close()
	return p
}
