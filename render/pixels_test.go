package render

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"
)

func pixelsOf(t *testing.T, sc *scene, dpi int) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := writePNG(&b, sc, typesetterOf(t), dpi); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// A PNG is as large as the SVG says, times the density, and there are letters
// where the SVG has them.
func TestPixelsShowTheSameText(t *testing.T) {
	sc, err := draw(board(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := pictureOf(t, board())
	for _, dpi := range []int{0, 48, 96, 192} {
		scale := float64(dpi) / 96
		if dpi == 0 {
			scale = 1
		}
		img := pixelsOf(t, sc, dpi)
		if got, want := img.Bounds().Size(), image.Pt(int(p.wide*scale), int(p.high*scale)); got != want {
			t.Errorf("at %d dpi the picture is %v, not %v", dpi, got, want)
		}
		for _, g := range p.groups {
			for _, l := range g.texts {
				area := image.Rect(int(l.x0*scale), int(l.y0*scale), int(l.x1*scale)+1, int(l.y1*scale)+1)
				if inks(img, area) < 2 {
					t.Errorf("at %d dpi nothing is written where %q belongs", dpi, l.text)
				}
			}
		}
	}
}

// inks counts the colours in an area, up to two.
func inks(img image.Image, area image.Rectangle) int {
	first := img.At(area.Min.X, area.Min.Y)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if img.At(x, y) != first {
				return 2
			}
		}
	}
	return 1
}

func TestPixelsAreBounded(t *testing.T) {
	sc := &scene{width: 15_000 * px, height: 10_000 * px}
	size := pixelsOf(t, sc, 0).Bounds().Size()
	if n := size.X * size.Y; n > maxPixels || n < maxPixels*9/10 {
		t.Errorf("the picture is %v, %d pixels; expected just under %d", size, n, int(maxPixels))
	}
	for dpi, want := range map[int]string{300: "take at most --dpi 85", 0: "nobody could read it"} {
		sc := &scene{width: 30_000 * px, height: 5_000 * px}
		if dpi == 0 {
			sc.height *= 10
		}
		if err := writePNG(io.Discard, sc, typesetterOf(t), dpi); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("at %d dpi: %v, want %q", dpi, err, want)
		}
	}
}
