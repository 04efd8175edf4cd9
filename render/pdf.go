package render

import (
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// pdfWriter draws a scene on the pages of a PDF, in points.
type pdfWriter struct {
	doc     *fpdf.Fpdf
	scale   float64 // points to 1/64 pixel
	offX    float64 // where the scene begins on the page
	offY    float64
	extents []extent // of the groups, to draw on a page only what is on it
	set     *typesetter
	given   embedder // the glyphs of given fonts
}

// extent is the rectangle that a group covers.
type extent struct{ low, high Point }

// writePDF writes a scene as one page or as a poster: lines stay lines, text
// can be selected and searched. Of the fonts what is used is embedded. The
// document bears no date, so that equal cases give equal bytes.
func writePDF(w io.Writer, sc *scene, t *typesetter, o Options) error {
	pages, err := pagesOf(sc, o)
	if err != nil {
		return err
	}
	p := &pdfWriter{scale: pages.scale, set: t}
	p.doc = fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: pages.wide, Ht: pages.high}})
	p.open(sc)
	if pages.count() > 1 {
		p.measure(sc)
	}
	for i := range pages.count() {
		p.page(sc, pages, i)
	}
	return p.doc.Output(w)
}

func (p *pdfWriter) open(sc *scene) {
	d := p.doc
	d.SetCatalogSort(true)
	d.SetCreationDate(time.Unix(0, 0).UTC())
	d.SetModificationDate(time.Unix(0, 0).UTC())
	d.SetProducer("safecase", true)
	d.SetTitle(sc.title, true)
	d.SetSubject(sc.desc, true)
	d.SetMargins(0, 0, 0)
	d.SetAutoPageBreak(false, 0)
	d.AddUTF8FontFromBytes("go", "", goregular.TTF)
	d.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	p.embed(sc)
}

func (p *pdfWriter) group(g *group) {
	for i := range g.items {
		if it := &g.items[i]; it.words != nil {
			p.words(it.words, g.at)
		} else {
			p.path(it, g.at)
		}
	}
	if g.href != "" && len(g.items) > 0 {
		low, high := reach(&g.items[0].path)
		x, y := p.at(low, g.at)
		p.doc.LinkString(x, y, float64(high.X-low.X)*p.scale, float64(high.Y-low.Y)*p.scale, g.href)
	}
}

// reach is the rectangle around the points of a path.
func reach(p *path) (low, high Point) {
	for i, q := range p.pts {
		if i == 0 {
			low, high = q, q
		}
		low = Point{min(low.X, q.X), min(low.Y, q.Y)}
		high = Point{max(high.X, q.X), max(high.Y, q.Y)}
	}
	return low, high
}

func (p *pdfWriter) at(q, origin Point) (x, y float64) {
	return float64(float64(q.X+origin.X)*p.scale) + p.offX, float64(float64(q.Y+origin.Y)*p.scale) + p.offY
}

func (p *pdfWriter) path(it *item, origin Point) {
	style := ""
	if it.stroke != none {
		style = "D"
		p.pen(it)
	}
	if it.fill != none {
		style += "F"
		p.doc.SetFillColor(it.fill.rgb())
	}
	if style == "" {
		return
	}
	next := 0
	take := func() (x, y float64) { next++; return p.at(it.path.pts[next-1], origin) }
	for _, s := range it.path.steps {
		switch s {
		case moveTo:
			p.doc.MoveTo(take())
		case lineTo:
			p.doc.LineTo(take())
		case curveTo:
			ax, ay := take()
			bx, by := take()
			x, y := take()
			p.doc.CurveBezierCubicTo(ax, ay, bx, by, x, y)
		case closePath:
			p.doc.ClosePath()
		}
	}
	p.doc.DrawPath(style)
}

// pen sets width, colour, ends and dashes of a line.
func (p *pdfWriter) pen(it *item) {
	p.doc.SetDrawColor(it.stroke.rgb())
	p.doc.SetLineWidth(float64(it.width) * p.scale)
	p.doc.SetLineCapStyle(map[bool]string{true: "round", false: "butt"}[it.round])
	dash := make([]float64, len(it.dash))
	for i, d := range it.dash {
		dash[i] = float64(d) * p.scale
	}
	p.doc.SetDashPattern(dash, 0)
}

func (i ink) rgb() (r, g, b int) { return int(i >> 16 & 0xff), int(i >> 8 & 0xff), int(i & 0xff) }
