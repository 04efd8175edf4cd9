package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safecase/casefile"
)

// maxTheme bounds a theme file, in bytes.
const maxTheme = 64 << 10

// Limits of what a theme may do to boxes, in pixels.
const (
	mostCorner    = 12
	leastTextWide = 160
	mostTextWide  = 360
)

// ReadTheme reads a theme file:
//
//	theme: The colours of the board
//	base: light                  # light, dark or mono: what is not named here
//	colours:
//	  paper: "#ffffff"
//	  text: "#101820"
//	  not_met: {line: "#b83c00", fill: "#fdefe6"}
//	fonts: [Arial]
//	shapes: {corner: 6, text_width: 240}
//
// What is wrong with it comes back as findings in that file, among them colours
// that cannot be told from what they stand on; a theme with findings must not
// be used.
func ReadTheme(path, text string) (*Theme, []casefile.Finding) {
	r := &themeReader{path: path, out: &Theme{inks: map[ink]ink{}, corner: -1}, at: map[ink]casefile.Pos{}}
	if len(text) > maxTheme {
		r.report(casefile.Pos{Line: 1, Column: 1}, "too-large", "", "a theme has at most %d bytes, this file has %d", maxTheme, len(text))
		return r.out, r.findings
	}
	v, findings := casefile.ParseYAML(path, text)
	r.findings = findings
	if v.Exists() && v.Shape() != casefile.Map {
		r.report(v.Pos(), "wrong-type", "begin with theme: and a name", "this is not a theme")
	}
	if base := v.Get("base"); base.Exists() {
		r.base(base)
	}
	for _, e := range v.Entries() {
		r.section(e)
	}
	if len(r.findings) == 0 && r.out.Name == "" {
		r.report(casefile.Pos{Line: 1, Column: 1}, "missing-key", "add theme: with its name", "this is not a theme")
	}
	if len(r.findings) == 0 {
		r.check()
	}
	casefile.SortFindings(r.findings)
	return r.out, r.findings
}

type themeReader struct {
	path     string
	out      *Theme
	at       map[ink]casefile.Pos // where a colour was set
	findings []casefile.Finding
}

func (r *themeReader) report(at casefile.Pos, rule, hint, format string, args ...any) {
	r.findings = append(r.findings, casefile.Finding{Rule: rule, Severity: casefile.Error, File: r.path, Pos: at, Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (r *themeReader) unknown(at casefile.Pos, key string, names []string) {
	r.report(at, "unknown-key", "take one of "+strings.Join(names, ", "), "a theme does not know %s", Plain(key))
}

func (r *themeReader) base(v casefile.Value) {
	t := BuiltinTheme(v.Text())
	if t == nil {
		r.report(v.Pos(), "wrong-type", "take one of "+ThemeNames(), "there is no theme %q to begin with", Plain(v.Text()))
		return
	}
	for from, to := range t.inks {
		r.out.inks[from] = to
	}
}

func (r *themeReader) section(e casefile.Entry) {
	switch e.Key {
	case "theme":
		r.out.Name = Plain(e.Text())
	case "base":
	case "colours":
		for _, c := range e.Entries() {
			r.colour(c)
		}
	case "fonts":
		r.fonts(e)
	case "shapes":
		for _, s := range e.Entries() {
			r.shape(s)
		}
	default:
		r.unknown(e.KeyPos, e.Key, []string{"theme", "base", "colours", "fonts", "shapes"})
	}
}

// colour sets one of the plain colours, or the two of a state or a change.
func (r *themeReader) colour(e casefile.Entry) {
	var names []string
	for _, n := range plainInks {
		if n.name == e.Key {
			r.set(n.ink, e.Value)
			return
		}
		names = append(names, n.name)
	}
	for _, s := range order {
		if string(s) == e.Key && s != NoGap {
			r.pair(looks[s], e)
			return
		}
		names = append(names, string(s))
	}
	for _, c := range changeOrder {
		if string(c) == e.Key && c != Affected {
			r.pair(changeLooks[c], e)
			return
		}
		names = append(names, string(c))
	}
	names = slices.DeleteFunc(names, func(s string) bool { return s == string(NoGap) || s == string(Affected) })
	r.unknown(e.KeyPos, e.Key, names)
}

func (r *themeReader) pair(l look, e casefile.Entry) {
	for _, part := range e.Entries() {
		switch part.Key {
		case "line":
			r.set(l.color, part.Value)
		case "fill":
			r.set(l.tint, part.Value)
		default:
			r.unknown(part.KeyPos, part.Key, []string{"line", "fill"})
		}
	}
	if len(e.Entries()) == 0 {
		r.report(e.Pos(), "wrong-type", `write {line: "#b83c00", fill: "#fdefe6"}`, "%s has a colour for its line and one for its fill", e.Key)
	}
}

func (r *themeReader) set(of ink, v casefile.Value) {
	s := v.Text()
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil || len(s) != 7 || s[0] != '#' {
		r.report(v.Pos(), "wrong-type", `write it as "#rrggbb", in quotes`, "%q is no colour", Plain(s))
		return
	}
	r.out.inks[of] = 0xFF000000 | ink(n)
	r.at[of] = v.Pos()
}

func (r *themeReader) fonts(e casefile.Entry) {
	for _, v := range e.Items() {
		if !slices.Contains(fontsAllowed, v.Text()) {
			r.report(v.Pos(), "wrong-type", "take some of "+strings.Join(fontsAllowed, ", "), "boxes cannot be sized for the font %q", Plain(v.Text()))
			continue
		}
		r.out.fonts = append(r.out.fonts, v.Text())
	}
}

func (r *themeReader) shape(e casefile.Entry) {
	n, ok := e.Int()
	switch {
	case e.Key == "corner" && ok && n >= 0 && n <= mostCorner:
		r.out.corner = Unit(n) * px
	case e.Key == "corner":
		r.report(e.Pos(), "wrong-type", "", "the corner of a claim is 0 to %d pixels", mostCorner)
	case e.Key == "text_width" && ok && n >= leastTextWide && n <= mostTextWide:
		r.out.textWidth = Unit(n) * px
	case e.Key == "text_width":
		r.report(e.Pos(), "wrong-type", "", "the text of a claim is %d to %d pixels wide", leastTextWide, mostTextWide)
	default:
		r.unknown(e.KeyPos, e.Key, []string{"corner", "text_width"})
	}
}

// check refuses colours that cannot be told from what they stand on: one
// finding a colour, about the worst of its grounds.
func (r *themeReader) check() {
	type fault struct {
		pairing
		got  float64
		more int
	}
	faults := map[casefile.Pos]*fault{}
	for _, p := range pairings() {
		got := contrastOf(r.out.is(p.above), r.out.is(p.below))
		if got >= p.least {
			continue
		}
		at := r.place(p)
		f := faults[at]
		switch {
		case f == nil:
			faults[at] = &fault{pairing: p, got: got}
		case got/p.least < f.got/f.least:
			f.pairing, f.got = p, got
			f.more++
		default:
			f.more++
		}
	}
	for at, f := range faults {
		more := ""
		if f.more > 0 {
			more = ", and so for " + plural(f.more, "other ground")
		}
		r.report(at, "low-contrast", "take a lighter or a darker colour", "%s has a contrast of %.1f to 1 and needs %.1f%s: it would not be seen", f.what, f.got, f.least, more)
	}
}

// place is where one of two colours was set.
func (r *themeReader) place(p pairing) casefile.Pos {
	for _, i := range []ink{p.above, p.below} {
		if at, ok := r.at[i]; ok {
			return at
		}
	}
	return casefile.Pos{Line: 1, Column: 1}
}
