package render

import (
	"fmt"
	"image"
	"image/color"
	pixels "image/draw"
	"io"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Limits of a PNG: what fits into the memory of a small machine, and the height
// of text below which nobody can read it, in pixels.
const (
	maxPixels   = 40e6
	mostPixels  = 120e6 // where the resolution was asked for
	leastLetter = 4.5
	letterSize  = 13
)

// writePNG draws a scene as pixels. Text is in the Go fonts, which have Latin,
// Greek and Cyrillic letters; other scripts show as boxes, SVG and HTML have
// them.
func writePNG(w io.Writer, sc *scene, dpi int) error {
	scale, err := sc.pixelScale(dpi)
	if err != nil {
		return err
	}
	wide, high := float64(sc.width)/64, float64(sc.height)/64
	size := image.Rect(0, 0, max(1, int(wide*scale)), max(1, int(high*scale)))
	c := &canvas{img: image.NewRGBA(size), scale: scale, faces: map[faceKey]font.Face{}}
	pixels.Draw(c.img, size, image.NewUniform(sc.sheet().color()), image.Point{}, pixels.Src)
	for i := range sc.groups {
		g := &sc.groups[i]
		for k := range g.items {
			if err := c.item(&g.items[k], g.at); err != nil {
				return err
			}
		}
	}
	return encodePNG(w, c.img)
}

// pixelScale is the pixels to draw for one of the scene. A picture too large
// for pixels that anybody can read is refused: it would show gaps that nobody
// sees. Somebody who names the resolution gets it, as far as memory allows.
func (sc *scene) pixelScale(dpi int) (float64, error) {
	const instead = "write svg or pdf, or draw a part with --focus, --depth, --about or --view gaps"
	wide, high := float64(sc.width)/64, float64(sc.height)/64
	if dpi > 0 {
		scale := float64(dpi) / 96
		if wide*high*scale*scale > mostPixels {
			most := int(96 * math.Sqrt(mostPixels/(wide*high)))
			return 0, fmt.Errorf("at %d dpi the picture has %.0f by %.0f pixels, which is too many: take at most --dpi %d, or %s", dpi, wide*scale, high*scale, most, instead)
		}
		return scale, nil
	}
	scale := min(1, math.Sqrt(maxPixels/(wide*high)))
	if scale*letterSize < leastLetter {
		return 0, fmt.Errorf("a PNG of this picture, %.0f by %.0f pixels, would have to be so small that nobody could read it: %s; --dpi %d draws it all the same", wide, high, instead, int(96*scale))
	}
	return scale, nil
}

// canvas is a picture of pixels.
type canvas struct {
	img   *image.RGBA
	scale float64
	faces map[faceKey]font.Face
	r     vector.Rasterizer
}

type faceKey struct {
	size int
	bold bool
}

// pixel is a place on the picture, between pixels, too.
type pixel struct{ x, y float64 }

func (c *canvas) pixel(p, origin Point) pixel {
	return pixel{float64(p.X+origin.X) / 64 * c.scale, float64(p.Y+origin.Y) / 64 * c.scale}
}

func (c *canvas) item(it *item, origin Point) error {
	if it.words != nil {
		return c.words(it.words, origin)
	}
	outlines := c.flatten(&it.path, origin)
	if it.fill != none {
		c.fill(outlines, it.fill)
	}
	if it.stroke != none {
		c.stroke(outlines, it)
	}
	return nil
}

// polyline is a run of straight lines.
type polyline struct {
	pts    []pixel
	closed bool
}

// flatness is how many lines stand for a curve; boxes are small.
const flatness = 14

// flatten turns curves into lines.
func (c *canvas) flatten(p *path, origin Point) []polyline {
	var out []polyline
	at := 0
	next := func() pixel { at++; return c.pixel(p.pts[at-1], origin) }
	for _, s := range p.steps {
		if s == moveTo {
			out = append(out, polyline{pts: []pixel{next()}})
			continue
		}
		o := &out[len(out)-1]
		switch s {
		case lineTo:
			o.pts = append(o.pts, next())
		case curveTo:
			o.curve(next(), next(), next())
		case closePath:
			o.closed = true
		}
	}
	return out
}

func (o *polyline) curve(b, c, d pixel) {
	a := o.pts[len(o.pts)-1]
	for i := 1; i <= flatness; i++ {
		t := float64(i) / flatness
		u := 1 - t
		o.pts = append(o.pts, pixel{
			u*u*u*a.x + 3*u*u*t*b.x + 3*u*t*t*c.x + t*t*t*d.x,
			u*u*u*a.y + 3*u*u*t*b.y + 3*u*t*t*c.y + t*t*t*d.y,
		})
	}
}

func (c *canvas) fill(outlines []polyline, ink ink) {
	polygons := make([][]pixel, len(outlines))
	for i, o := range outlines {
		polygons[i] = o.pts
	}
	c.paint(polygons, ink)
}

// stroke draws lines as filled shapes: a box for each piece, a disc at each
// bend. All turn the same way, so that they join and do not cancel.
func (c *canvas) stroke(outlines []polyline, it *item) {
	half := math.Max(float64(it.width)/64*c.scale/2, 0.3)
	var shapes [][]pixel
	for _, o := range outlines {
		pts := o.pts
		if o.closed && len(pts) > 0 {
			pts = append(pts[:len(pts):len(pts)], pts[0])
		}
		for _, run := range c.dashed(pts, it.dash) {
			shapes = append(shapes, thick(run, half, o.closed || it.round)...)
		}
	}
	// The rasterizer costs as much as the area it covers: the parts of a long
	// line are painted one by one.
	if size := bounds(shapes).Size(); size.X*size.Y < 1<<14 {
		c.paint(shapes, it.stroke)
		return
	}
	for i := range shapes {
		c.paint(shapes[i:i+1], it.stroke)
	}
}

// maxDashed is the size, in pixels, from which a line is drawn whole: nobody
// sees its dashes, and cutting it would take for ever.
const maxDashed = 1 << 17

// dashed cuts a line into dashes.
func (c *canvas) dashed(pts []pixel, dash []Unit) [][]pixel {
	if size := bounds([][]pixel{pts}).Size(); len(dash) == 0 || size.X+size.Y > maxDashed {
		return [][]pixel{pts}
	}
	var out [][]pixel
	k, left := 0, float64(dash[0])/64*c.scale
	run := []pixel{pts[0]}
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		for length := math.Hypot(b.x-a.x, b.y-a.y); length > left; length = math.Hypot(b.x-a.x, b.y-a.y) {
			t := left / length
			a = pixel{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t}
			if k%2 == 0 {
				out = append(out, append(run, a))
			}
			run = []pixel{a}
			k++
			left = math.Max(float64(dash[k%len(dash)])/64*c.scale, 0.1)
		}
		left -= math.Hypot(b.x-a.x, b.y-a.y)
		run = append(run, b)
	}
	if k%2 == 0 && len(run) > 1 {
		out = append(out, run)
	}
	return out
}

// thick is the shapes of a line of a width; round adds discs at its ends, too.
func thick(pts []pixel, half float64, round bool) [][]pixel {
	var out [][]pixel
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		if length == 0 {
			continue
		}
		nx, ny := -(b.y-a.y)/length*half, (b.x-a.x)/length*half
		out = append(out, []pixel{{a.x + nx, a.y + ny}, {a.x - nx, a.y - ny}, {b.x - nx, b.y - ny}, {b.x + nx, b.y + ny}})
	}
	for i, p := range pts {
		end := i == 0 || i == len(pts)-1
		if end && round || !end && bends(pts[i-1], p, pts[i+1]) {
			out = append(out, joint(p, half))
		}
	}
	return out
}

// bends reports whether a line turns so much that a gap would show.
func bends(a, b, c pixel) bool {
	ux, uy, vx, vy := b.x-a.x, b.y-a.y, c.x-b.x, c.y-b.y
	return ux*vx+uy*vy < 0.97*math.Hypot(ux, uy)*math.Hypot(vx, vy)
}

// joint is a disc where two pieces of a line meet; it turns the same way as the boxes of thick.
func joint(at pixel, radius float64) []pixel {
	const corners = 10
	out := make([]pixel, corners)
	for i := range out {
		a := 2 * math.Pi * float64(i) / corners
		out[i] = pixel{at.x + radius*math.Cos(a), at.y + radius*math.Sin(a)}
	}
	return out
}

// paint fills polygons. The rasterizer covers only where they are, and what
// lies outside the picture is cut off first: it would panic there.
func (c *canvas) paint(polygons [][]pixel, ink ink) {
	area := bounds(polygons).Intersect(c.img.Bounds())
	if area.Empty() {
		return
	}
	c.r.Reset(area.Dx(), area.Dy())
	for _, pts := range polygons {
		for i, p := range pts {
			x := float32(math.Min(math.Max(p.x-float64(area.Min.X), 0), float64(area.Dx())))
			y := float32(math.Min(math.Max(p.y-float64(area.Min.Y), 0), float64(area.Dy())))
			if i == 0 {
				c.r.MoveTo(x, y)
			} else {
				c.r.LineTo(x, y)
			}
		}
		c.r.ClosePath()
	}
	c.r.Draw(c.img, area, image.NewUniform(ink.color()), image.Point{})
}

func bounds(polygons [][]pixel) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, pts := range polygons {
		for _, p := range pts {
			x0, y0, x1, y1 = math.Min(x0, p.x), math.Min(y0, p.y), math.Max(x1, p.x), math.Max(y1, p.y)
		}
	}
	if x0 > x1 || math.IsNaN(x0+y0+x1+y1) {
		return image.Rectangle{}
	}
	const far = 1 << 20
	clamp := func(v float64) int { return int(math.Min(math.Max(v, -far), far)) }
	return image.Rect(clamp(math.Floor(x0)), clamp(math.Floor(y0)), clamp(math.Ceil(x1)), clamp(math.Ceil(y1)))
}

func (i ink) color() color.Color {
	return color.RGBA{uint8(i >> 16), uint8(i >> 8), uint8(i), 0xff}
}

// fonts are parsed when the first text is drawn.
var fonts = sync.OnceValues(func() (map[bool]*opentype.Font, error) {
	plain, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("the built-in font: %w", err)
	}
	heavy, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return nil, fmt.Errorf("the built-in font: %w", err)
	}
	return map[bool]*opentype.Font{false: plain, true: heavy}, nil
})

func (c *canvas) face(w *words) (font.Face, error) {
	key := faceKey{w.size, w.bold}
	if f, ok := c.faces[key]; ok {
		return f, nil
	}
	all, err := fonts()
	if err != nil {
		return nil, err
	}
	f, err := opentype.NewFace(all[w.bold], &opentype.FaceOptions{Size: float64(w.size) * c.scale, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, err
	}
	c.faces[key] = f
	return f, nil
}

// squeezed draws text whose characters stand closer than the font has them.
func (c *canvas) squeezed(d *font.Drawer, text string, narrow float64) {
	for _, r := range text {
		from := d.Dot.X
		d.DrawString(string(r))
		d.Dot.X = from + fixed.Int26_6(float64(d.Dot.X-from)*narrow)
	}
}

func (c *canvas) words(w *words, origin Point) error {
	face, err := c.face(w)
	if err != nil {
		return err
	}
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(w.fill.color()), Face: face}
	at := c.pixel(w.at, origin)
	width := float64(d.MeasureString(w.text)) / 64
	narrow := w.narrow(width / c.scale)
	width *= narrow
	switch {
	case w.anchor == middle:
		at.x -= width / 2
	case w.anchor == right || w.rtl:
		at.x -= width
	}
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(at.x * 64), Y: fixed.Int26_6(at.y * 64)}
	if narrow < 1 {
		c.squeezed(&d, w.text, narrow)
	} else {
		d.DrawString(w.text)
	}
	if w.strike {
		y := at.y - float64(w.size)*c.scale*0.3
		c.paint(thick([]pixel{{at.x, y}, {at.x + width, y}}, 0.6*c.scale, false), w.fill)
	}
	return nil
}
