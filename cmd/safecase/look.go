package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/lint"
	"safecase/render"
)

// lookFlags say how a diagram is drawn, whatever it shows.
type lookFlags struct {
	theme, paper string
	poster       bool
	dpi          int
	fonts        []string
}

func (f *lookFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.theme, "theme", "", "how a diagram looks: "+render.ThemeNames()+", or a `FILE`")
	c.Flags().IntVar(&f.dpi, "dpi", 0, "dots per inch of a PNG (default 96)")
	c.Flags().StringArrayVar(&f.fonts, "font", nil, "for PNG and PDF, a `FILE` (.ttf, .otf, .ttc) with the letters that the built-in fonts lack;\nFILE#NAME takes the font of that name, or number, out of a collection")
	c.Flags().StringVar(&f.paper, "paper", "", "fit a PDF to one page of this `SIZE`: "+render.PaperNames())
	c.Flags().BoolVar(&f.poster, "poster", false, "spread a PDF at full size over pages of --paper (a4) to put together")
}

// set checks the flags and adds what they ask for. A flag that the format has
// no use for is refused: whoever gave it expects something else.
func (f *lookFlags) set(a *app, o *render.Options) error {
	format := strings.ToLower(strings.TrimPrefix(o.Format, "."))
	switch {
	case f.theme != "" && format != "svg" && format != "png" && format != "pdf":
		return usage("--theme is for svg, png and pdf")
	case f.dpi != 0 && format != "png":
		return usage("--dpi is for png")
	case len(f.fonts) > 0 && format != "png" && format != "pdf":
		return usage("--font is for png and pdf; the other formats show text in the fonts of whoever reads them")
	case len(f.fonts) > render.MaxFonts:
		return usage("--font stands %d times; at most %d are taken", len(f.fonts), render.MaxFonts)
	case f.dpi < 0 || f.dpi > 2400:
		return usage("--dpi %d: take 1 to 2400", f.dpi)
	case (f.paper != "" || f.poster) && format != "pdf":
		return usage("--paper and --poster are for pdf")
	case f.paper != "" && !render.KnownPaper(f.paper):
		return usage("--paper %q is not known: %s", f.paper, render.PaperNames())
	}
	o.DPI, o.Paper, o.Poster = f.dpi, f.paper, f.poster
	o.Note = func(said string) { fmt.Fprintln(a.err, said) }
	var err error
	if o.Fonts, err = f.readFonts(); err != nil {
		return err
	}
	o.Theme, err = f.read(a)
	return err
}

// readFonts reads the given fonts.
func (f *lookFlags) readFonts() ([]*render.Font, error) {
	var out []*render.Font
	for _, given := range f.fonts {
		path, which := given, ""
		if i := strings.LastIndexByte(given, '#'); i > 0 {
			if _, err := os.Stat(given); err != nil {
				path, which = given[:i], given[i+1:]
			}
		}
		data, err := readFont(path)
		if err != nil {
			return nil, failed("%s", err)
		}
		font, err := render.ReadFont(path, data, which)
		if err != nil {
			return nil, failed("--font: %s", err)
		}
		out = append(out, font)
	}
	return out, nil
}

// readFont reads a file no larger than a font may be.
func readFont(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if about, err := file.Stat(); err == nil && !about.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file that could be a font", path)
	}
	return io.ReadAll(io.LimitReader(file, render.MaxFont+1))
}

// read finds a theme by name or reads it from a file. One with a fault is
// refused: it might hide a gap.
func (f *lookFlags) read(a *app) (*render.Theme, error) {
	if f.theme == "" {
		return nil, nil
	}
	if t := render.BuiltinTheme(f.theme); t != nil {
		return t, nil
	}
	text, err := a.readAll(f.theme)
	if err != nil {
		return nil, err
	}
	theme, findings := render.ReadTheme(f.theme, text)
	if len(findings) == 0 {
		return theme, nil
	}
	broken := &lint.Result{File: casefile.Read(f.theme, text), Findings: findings}
	if err := lint.Write(a.err, "text", []*lint.Result{broken}, lint.WriteOptions{}); err != nil {
		return nil, failed("%s", err)
	}
	return nil, usage("--theme %s cannot be used", f.theme)
}
