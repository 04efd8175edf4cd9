package render

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// maxPage is the longest side of a page that readers of PDF must take, in
// points; a larger picture is drawn smaller.
const maxPage = 14400.0

// maxPages bounds a poster.
const maxPages = 200

// paper is a size of paper, upright, in points.
type paper struct {
	name       string
	wide, high float64
}

// papers are the sizes that printers have.
var papers = []paper{
	{"a0", 2383.94, 3370.39}, {"a1", 1683.78, 2383.94}, {"a2", 1190.55, 1683.78}, {"a3", 841.89, 1190.55},
	{"a4", 595.28, 841.89}, {"letter", 612, 792}, {"legal", 612, 1008}, {"tabloid", 792, 1224},
}

// PaperNames lists the sizes of paper, for help and messages.
func PaperNames() string {
	var names []string
	for _, p := range papers {
		names = append(names, p.name)
	}
	return strings.Join(names, ", ")
}

// KnownPaper reports whether there is paper of a name.
func KnownPaper(name string) bool {
	return slices.ContainsFunc(papers, func(p paper) bool { return p.name == strings.ToLower(name) })
}

// Margins of a page, in points: around a picture that fits, and around a sheet
// of a poster, with the room for the label that says where the sheet belongs.
const (
	pageMargin  = 28.0
	sheetMargin = 34.0
	overlap     = 20.0 // what neighbouring sheets both show, to put them together
)

// pages is how a scene is spread over the pages of a PDF.
type pages struct {
	wide, high float64 // of a page
	scale      float64
	cols, rows int
	stepX      float64 // how much of the scene a sheet of a poster adds
	stepY      float64
	margin     float64
}

func (g pages) count() int { return g.cols * g.rows }

// pagesOf chooses the pages: one of the size of the picture, one of a size of
// paper that the picture is fitted to, or as many as it takes at full size.
func pagesOf(sc *scene, o Options) (pages, error) {
	wide, high := float64(sc.width)/64*0.75, float64(sc.height)/64*0.75
	if o.Paper == "" && !o.Poster {
		shrink := min(1, maxPage/wide, maxPage/high)
		return pages{wide: wide * shrink, high: high * shrink, scale: 0.75 / 64 * shrink, cols: 1, rows: 1}, nil
	}
	name := strings.ToLower(o.Paper)
	if name == "" {
		name = "a4"
	}
	i := slices.IndexFunc(papers, func(p paper) bool { return p.name == name })
	if i < 0 {
		return pages{}, fmt.Errorf("paper %q is not known; take one of %s", o.Paper, PaperNames())
	}
	if o.Poster {
		return poster(papers[i], wide, high)
	}
	return fitted(papers[i], wide, high), nil
}

// fitted puts a picture on one page, upright or not, whichever shows it larger.
func fitted(p paper, wide, high float64) pages {
	best := pages{}
	for _, g := range []pages{{wide: p.wide, high: p.high}, {wide: p.high, high: p.wide}} {
		g.scale = 0.75 / 64 * min(1, (g.wide-2*pageMargin)/wide, (g.high-2*pageMargin)/high)
		g.cols, g.rows, g.margin = 1, 1, pageMargin
		if g.scale > best.scale {
			best = g
		}
	}
	return best
}

// poster spreads a picture at full size over sheets, upright or not, whichever
// needs fewer.
func poster(p paper, wide, high float64) (pages, error) {
	best := pages{}
	for _, g := range []pages{{wide: p.wide, high: p.high}, {wide: p.high, high: p.wide}} {
		g.scale, g.margin = 0.75/64, sheetMargin
		g.stepX, g.stepY = g.wide-2*sheetMargin-overlap, g.high-2*sheetMargin-overlap
		g.cols = max(1, int(math.Ceil((wide-overlap)/g.stepX)))
		g.rows = max(1, int(math.Ceil((high-overlap)/g.stepY)))
		if best.cols == 0 || g.count() < best.count() {
			best = g
		}
	}
	if best.count() > maxPages {
		return best, fmt.Errorf("a poster of this picture takes %d sheets of %s, and at most %d are written; take larger paper with --paper, a part with --focus, --depth or --view gaps, or one page of its own size without --poster", best.count(), strings.ToUpper(p.name[:1])+p.name[1:], maxPages)
	}
	return best, nil
}

// measure finds what each group covers.
func (p *pdfWriter) measure(sc *scene) {
	p.extents = make([]extent, len(sc.groups))
	for i := range sc.groups {
		g, e := &sc.groups[i], &p.extents[i]
		first := true
		grow := func(low, high Point) {
			if first {
				e.low, e.high, first = low, high, false
				return
			}
			e.low = Point{min(e.low.X, low.X), min(e.low.Y, low.Y)}
			e.high = Point{max(e.high.X, high.X), max(e.high.Y, high.Y)}
		}
		for k := range g.items {
			if it := &g.items[k]; it.words != nil {
				far := Unit(len(it.words.text)*it.words.size) * px // wider than any text
				grow(it.words.at.add(g.at).add(Point{-far, -far}), it.words.at.add(g.at).add(Point{far, far}))
			} else if len(it.path.pts) > 0 {
				low, high := reach(&it.path)
				grow(low.add(g.at).add(Point{-8 * px, -8 * px}), high.add(g.at).add(Point{8 * px, 8 * px}))
			}
		}
	}
}

// page draws what a page shows of the scene.
func (p *pdfWriter) page(sc *scene, g pages, i int) {
	d := p.doc
	d.AddPageFormat("P", fpdf.SizeType{Wd: g.wide, Ht: g.high})
	d.SetLineJoinStyle("round")
	col, row := i%g.cols, i/g.cols
	p.offX, p.offY = g.margin-float64(float64(col)*g.stepX), g.margin-float64(float64(row)*g.stepY)
	if g.count() > 1 {
		d.ClipRect(g.margin, g.margin, g.wide-2*g.margin, g.high-2*g.margin, false)
	}
	if sc.sheet() != white {
		p.path(&item{path: polygon(Point{0, 0}, Point{sc.width, 0}, Point{sc.width, sc.height}, Point{0, sc.height}), fill: sc.sheet()}, Point{})
	}
	for k := range sc.groups {
		if p.onPage(g, k) {
			p.group(&sc.groups[k])
		}
	}
	if g.count() > 1 {
		d.ClipEnd()
		p.label(sc, g, col, row)
	}
}

func (p *pdfWriter) onPage(g pages, k int) bool {
	if p.extents == nil {
		return true
	}
	x0, y0 := p.at(p.extents[k].low, Point{})
	x1, y1 := p.at(p.extents[k].high, Point{})
	return x1 >= g.margin && y1 >= g.margin && x0 <= g.wide-g.margin && y0 <= g.high-g.margin
}

// label says on a sheet of a poster where it belongs, and marks the corners of
// what it adds: a sheet that lies alone must not pass for the whole.
func (p *pdfWriter) label(sc *scene, g pages, col, row int) {
	d := p.doc
	d.SetDashPattern(nil, 0)
	d.SetDrawColor(inkLine.rgb())
	d.SetLineWidth(0.5)
	for _, x := range []float64{g.margin, g.wide - g.margin} {
		for _, y := range []float64{g.margin, g.high - g.margin} {
			d.Line(x-8, y, x+8, y)
			d.Line(x, y-8, x, y+8)
		}
	}
	place := fmt.Sprintf("sheet %d of %d: row %d of %d, column %d of %d", row*g.cols+col+1, g.count(), row+1, g.rows, col+1, g.cols)
	if sc.foot != "" {
		place += "   ·   " + sc.foot
	}
	for i, line := range []string{place, sc.title} {
		y := g.high - g.margin + 13 + float64(11*i)
		p.line(p.fit(line, 8, g.wide-2*g.margin), pixel{g.margin, y}, pdfText{size: 8, narrow: 1, ink: inkSoft, rtl: rightToLeft(line)})
	}
}

// fit cuts a text to a width at a size.
func (p *pdfWriter) fit(text string, size, wide float64) string {
	for n := 200; n > 0; n -= 5 {
		if _, ems := p.set.set(text, false, rightToLeft(text)); ems*size <= wide {
			break
		}
		text = shorten(text, n)
	}
	return text
}
