package render

import (
	"fmt"
	"image"
	"image/color"
	pixels "image/draw"
	"io"
	"math"

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
// Greek and Cyrillic letters, and in the given ones.
func writePNG(w io.Writer, sc *scene, t *typesetter, dpi int) error {
	scale, err := sc.pixelScale(dpi)
	if err != nil {
		return err
	}
	wide, high := float64(sc.width)/64, float64(sc.height)/64
	size := image.Rect(0, 0, max(1, int(wide*scale)), max(1, int(high*scale)))
	c := &canvas{img: image.NewRGBA(size), scale: scale, set: t}
	pixels.Draw(c.img, size, image.NewUniform(sc.sheet().color()), image.Point{}, pixels.Src)
	for i := range sc.groups {
		g := &sc.groups[i]
		for k := range g.items {
			c.item(&g.items[k], g.at)
		}
	}
	return encodePNG(w, c.img)
}

// pixelScale is the pixels to draw for one of the scene. A picture too large
// for pixels that anybody can read is refused: it would show gaps that nobody
// sees. Somebody who names the resolution gets it, as far as memory allows.
func (sc *scene) pixelScale(dpi int) (float64, error) {
	wide, high := float64(sc.width)/64, float64(sc.height)/64
	if dpi > 0 {
		scale := float64(dpi) / 96
		if wide*high*scale*scale > mostPixels {
			most := int(96 * math.Sqrt(mostPixels/(wide*high)))
			return 0, fmt.Errorf("at %d dpi the picture has %.0f by %.0f pixels, which is too many: take at most --dpi %d, or %s", dpi, wide*scale, high*scale, most, sc.instead())
		}
		return scale, nil
	}
	scale := min(1, math.Sqrt(maxPixels/(wide*high)))
	if scale*letterSize < leastLetter {
		return 0, fmt.Errorf("a PNG of this picture, %.0f by %.0f pixels, would have to be so small that nobody could read it: %s; --dpi %d draws it all the same, with letters %.1f pixels high", wide, high, sc.instead(), int(96*scale), scale*letterSize)
	}
	return scale, nil
}

// instead says how a picture that is too large for a PNG can be read: as
// lines, on as many sheets of the smallest paper as a poster may have, or in
// part.
func (sc *scene) instead() string {
	said := "write svg, which can be zoomed"
	for _, name := range []string{"a4", "a3", "a2", "a1", "a0"} {
		if g, err := pagesOf(sc, Options{Paper: name, Poster: true}); err == nil {
			said += fmt.Sprintf(", or a PDF with --poster --paper %s on %d sheets", name, g.count())
			break
		}
	}
	return said + ", or draw a part with --view gaps, --depth 3, --focus ID or --about ID"
}

// canvas is a picture of pixels.
type canvas struct {
	img   *image.RGBA
	scale float64
	set   *typesetter
	r     vector.Rasterizer
}

// pixel is a place on the picture, between pixels, too.
type pixel struct{ x, y float64 }

func (c *canvas) pixel(p, origin Point) pixel {
	return pixel{float64(p.X+origin.X) / 64 * c.scale, float64(p.Y+origin.Y) / 64 * c.scale}
}

func (c *canvas) item(it *item, origin Point) {
	if it.words != nil {
		c.words(it.words, origin)
		return
	}
	outlines := c.flatten(&it.path, origin)
	if it.fill != none {
		c.fill(outlines, it.fill)
	}
	if it.stroke != none {
		c.stroke(outlines, it)
	}
}

func (i ink) color() color.Color {
	return color.RGBA{uint8(i >> 16), uint8(i >> 8), uint8(i), 0xff}
}
