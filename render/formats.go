package render

import (
	"fmt"
	"io"
	"strings"

	"safecase/casefile/diff"
	"safecase/casefile/lint"
)

// Options are the choices that the text of a case does not make.
type Options struct {
	Format string // a name that KnownFormat knows; used by Write only
	Layout string // a name in Layouts; empty is auto
	View   View   // which part of the argument to draw; used by Write only
	Theme  *Theme // how a picture looks; nil is the light one
	Dot    Dot    // how the dot layout is run
	DPI    int    // dots per inch of a PNG; 0 is 96, or less for a picture that is too large
	Paper  string // size of the pages of a PDF, one of PaperNames; "" is that of the picture
	Poster bool   // spreads a PDF at full size over as many pages as it takes

	Fonts []*Font      // for the letters that the built-in ones lack, asked in this order; for PNG and PDF
	Note  func(string) // hears what a picture cannot show; may be nil

	Version string // of the program, named at the foot of a report; may be empty

	Since  *diff.Diff   // what changed from an earlier version, marked and told; nil for nothing
	Before *lint.Result // that earlier version; without it a picture cannot show what was removed
	From   string       // how that earlier version is called

	Redact *Redaction // what to leave out, made from the case and the earlier version; nil for nothing
}

// Format is one way to write a diagram.
type Format struct {
	Name  string // as given to --format
	Ext   string // of a file in this format, with the dot
	Doc   string // what it is good for
	Write func(io.Writer, *Diagram, Options) error
}

// Formats lists all formats of a diagram.
var Formats = []Format{
	{"svg", ".svg", "vector picture for browsers and documents", drawn(writeSVG)},
	{"png", ".png", "picture of pixels; Latin, Greek and Cyrillic letters, others with --font", drawPNG},
	{"pdf", ".pdf", "pages to print, text to select; Latin, Greek and Cyrillic letters, others with --font", drawPDF},
	{"dot", ".dot", "text for Graphviz", writeDOT},
	{"mmd", ".mmd", "text for Mermaid, as GitHub draws it", writeMermaid},
}

// LayoutInfo is an entry of Layouts.
type LayoutInfo struct {
	Name string // as given to --layout
	Doc  string
}

// Layouts lists the layouts by name.
var Layouts = []LayoutInfo{
	{"auto", "the layout that reads best: the built-in one"},
	{"dot", "Graphviz, through the program safecase-dot beside this one"},
	{"tree", "built in, for cases of any size"},
}

// drawn turns a writer of scenes into one of diagrams.
func drawn(write func(io.Writer, *scene) error) func(io.Writer, *Diagram, Options) error {
	return func(w io.Writer, d *Diagram, o Options) error {
		sc, err := draw(d, o)
		if err != nil {
			return err
		}
		return write(w, sc)
	}
}

// drawPNG writes a diagram as pixels, as densely as the options say.
func drawPNG(w io.Writer, d *Diagram, o Options) (err error) {
	defer soundly(o, &err)
	sc, t, err := drawInFonts(d, o)
	if err != nil {
		return err
	}
	return writePNG(w, sc, t, o.DPI)
}

// drawPDF writes a diagram as a PDF.
func drawPDF(w io.Writer, d *Diagram, o Options) (err error) {
	defer soundly(o, &err)
	sc, t, err := drawInFonts(d, o)
	if err != nil {
		return err
	}
	return writePDF(w, sc, t, o)
}

// soundly turns a fall over a given font into an error.
func soundly(o Options, err *error) {
	if len(o.Fonts) == 0 {
		return
	}
	if p := recover(); p != nil {
		var names []string
		for _, f := range o.Fonts {
			names = append(names, f.name)
		}
		*err = fmt.Errorf("drawing with %s failed: a font is not sound, or of a kind that cannot be drawn with; leave out one after the other to find it", strings.Join(names, ", "))
	}
}

// drawInFonts draws for a format that brings its own fonts, and says on the
// picture and to the caller where they do not do: a claim that nobody can read
// must not look as if it had been read.
func drawInFonts(d *Diagram, o Options) (*scene, *typesetter, error) {
	t, err := newTypesetter(o.Fonts)
	if err != nil {
		return nil, nil, err
	}
	sc, err := draw(d, o)
	if err != nil || !t.lacking(sc) {
		return sc, t, err
	}
	names := t.missingNames()
	if o.Note != nil {
		o.Note("no font has " + names + ": boxes with these codes stand for them; give a font that has them with --font FILE, or write svg or html")
	}
	said := *d
	said.Footer = append(said.Footer[:len(said.Footer):len(said.Footer)], unshown+names+". The SVG and the HTML report show them.")
	sc, err = draw(&said, o)
	return sc, t, err
}

// unshown stands at the foot of a picture whose fonts lack some of its text,
// before their codes.
const unshown = "Boxes with codes stand for characters that no font here has: "

// draw does all that happens between a diagram and a writer.
func draw(d *Diagram, o Options) (*scene, error) {
	layout, err := o.layout()
	if err != nil {
		return nil, err
	}
	p := newPlan(d, o.Theme)
	p.attach()
	p.gather()
	placed, err := p.spread(layout)
	if err != nil {
		return nil, err
	}
	sc := paint(d, placed)
	o.Theme.paint(sc)
	return sc, nil
}

// layout finds the layout that the options ask for; nil is the built-in one.
func (o Options) layout() (Layout, error) {
	switch o.Layout {
	case "", "auto", "tree":
		return nil, nil
	case "dot":
		return o.Dot.layout, nil
	}
	return nil, fmt.Errorf("layout %q is not known; take one of %s", o.Layout, layoutNames())
}

func layoutNames() string {
	var names []string
	for _, l := range Layouts {
		names = append(names, l.Name)
	}
	return strings.Join(names, ", ")
}
