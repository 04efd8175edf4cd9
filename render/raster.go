package render

import (
	"image"
	"math"
)

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
			o.curve(next(), next(), next(), flatness)
		case closePath:
			o.closed = true
		}
	}
	return out
}

func (o *polyline) curve(b, c, d pixel, parts int) {
	a := o.pts[len(o.pts)-1]
	for i := 1; i <= parts; i++ {
		t := float64(i) / float64(parts)
		u := 1 - t
		o.pts = append(o.pts, weighed([4]pixel{a, b, c, d}, [4]float64{u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t}))
	}
}

// weighed is a sum of points by their weights. Each product is rounded on its
// own, see between.
func weighed(p [4]pixel, w [4]float64) pixel {
	var out pixel
	for i := range p {
		out.x += float64(w[i] * p[i].x)
		out.y += float64(w[i] * p[i].y)
	}
	return out
}

// apart is how far it is from a to b, by means that round alike everywhere.
func apart(a, b pixel) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	return math.Sqrt(float64(dx*dx) + float64(dy*dy))
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
		for length := apart(a, b); length > left; length = apart(a, b) {
			a = between(a, b, left/length)
			if k%2 == 0 {
				out = append(out, append(run, a))
			}
			run = []pixel{a}
			k++
			left = math.Max(float64(dash[k%len(dash)])/64*c.scale, 0.1)
		}
		left -= apart(a, b)
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
		length := apart(a, b)
		if length == 0 {
			continue
		}
		nx, ny := float64(-(b.y-a.y)/length*half), float64((b.x-a.x)/length*half)
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
	return float64(ux*vx)+float64(uy*vy) < 0.97*apart(a, b)*apart(b, c)
}

// disc10 are the corners of a disc of radius 1, written out because sines
// differ in the last digit from processor to processor.
var disc10 = [10]pixel{
	{1, 0}, {0.80901699, 0.58778525}, {0.30901699, 0.95105652}, {-0.30901699, 0.95105652}, {-0.80901699, 0.58778525},
	{-1, 0}, {-0.80901699, -0.58778525}, {-0.30901699, -0.95105652}, {0.30901699, -0.95105652}, {0.80901699, -0.58778525},
}

// joint is a disc where two pieces of a line meet; it turns the same way as the boxes of thick.
func joint(at pixel, radius float64) []pixel {
	out := make([]pixel, len(disc10))
	for i, p := range disc10 {
		out[i] = pixel{at.x + float64(radius*p.x), at.y + float64(radius*p.y)}
	}
	return out
}

// tile is the side of what is painted at once: from 512 pixels on the
// rasterizer adds up floating-point numbers, in another order on other
// processors.
const tile = 512

// paint fills polygons. The rasterizer covers only where they are, and what
// lies outside the picture is cut off first: it would panic there.
func (c *canvas) paint(polygons [][]pixel, ink ink) {
	area := bounds(polygons).Intersect(c.img.Bounds())
	if area.Empty() {
		return
	}
	src := image.NewUniform(ink.color())
	for y := area.Min.Y; y < area.Max.Y; y += tile {
		for x := area.Min.X; x < area.Max.X; x += tile {
			part := image.Rect(x, y, x+tile, y+tile).Intersect(area)
			c.trace(polygons, part, part != area)
			c.r.Draw(c.img, part, src, image.Point{})
		}
	}
}

// trace hands the polygons to the rasterizer as far as they lie in a part.
func (c *canvas) trace(polygons [][]pixel, part image.Rectangle, cut bool) {
	c.r.Reset(part.Dx(), part.Dy())
	for _, pts := range polygons {
		if cut {
			pts = clip(pts, part)
		}
		for i, p := range pts {
			x := float32(math.Min(math.Max(p.x-float64(part.Min.X), 0), float64(part.Dx())))
			y := float32(math.Min(math.Max(p.y-float64(part.Min.Y), 0), float64(part.Dy())))
			if i == 0 {
				c.r.MoveTo(x, y)
			} else {
				c.r.LineTo(x, y)
			}
		}
		if len(pts) > 0 {
			c.r.ClosePath()
		}
	}
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

// clip cuts a polygon to a rectangle, side by side (Sutherland and Hodgman
// 1974). What runs along a side encloses nothing there.
func clip(pts []pixel, to image.Rectangle) []pixel {
	for side := range 4 {
		depth := func(p pixel) float64 { // how far inside this side
			switch side {
			case 0:
				return p.x - float64(to.Min.X)
			case 1:
				return float64(to.Max.X) - p.x
			case 2:
				return p.y - float64(to.Min.Y)
			}
			return float64(to.Max.Y) - p.y
		}
		var kept []pixel
		for i, b := range pts {
			a := pts[(i+len(pts)-1)%len(pts)]
			da, db := depth(a), depth(b)
			if (da < 0) != (db < 0) {
				kept = append(kept, between(a, b, da/(da-db)))
			}
			if db >= 0 {
				kept = append(kept, b)
			}
		}
		pts = kept
	}
	return pts
}
