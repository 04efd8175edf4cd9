package render

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	colourRule = regexp.MustCompile(`\[((?:fill|stroke)="#[0-9a-f]{6}")\] \{ (fill|stroke): (#[0-9a-f]{6}); \}`)
	plainText  = regexp.MustCompile(`#canvas > svg text:not\(\[fill\]\) \{ fill: (#[0-9a-f]{6}); \}`)
	plainWords = regexp.MustCompile(`<text ([^>]*)>`)
)

// inked writes into a drawing the colour of the text that has none.
func inked(svg, colour string) string {
	return plainWords.ReplaceAllStringFunc(svg, func(tag string) string {
		if strings.Contains(tag, ` fill="`) {
			return tag
		}
		return strings.TrimSuffix(tag, ">") + ` fill="` + colour + `">`
	})
}

// On a dark screen the diagram of a report is the one that the dark theme draws,
// colour for colour: it is held to the same contrasts, and no colour of the
// light theme is forgotten.
func TestDiagramOnADarkScreenIsInTheDarkTheme(t *testing.T) {
	r, since, _ := redacted(t)
	light, err := inlineScene(r, since)
	if err != nil {
		t.Fatal(err)
	}
	since.Theme = BuiltinTheme("dark")
	dark, err := inlineScene(r, since)
	if err != nil {
		t.Fatal(err)
	}
	svg := inlineSVG(light)
	always, screen, found := strings.Cut(diagramStyle(svg, nil), "@media screen and (prefers-color-scheme: dark)")
	if !found || !strings.Contains(always, hex(inkText)) || !strings.Contains(screen, "#canvas { background: "+hex(dark.sheet())+"; }") {
		t.Fatalf("the style is %s", always+screen)
	}
	instead := map[string]string{}
	for _, m := range colourRule.FindAllStringSubmatch(screen, -1) {
		instead[m[1]] = m[2] + `="` + m[3] + `"`
	}
	got := regexp.MustCompile(`(fill|stroke)="#[0-9a-f]{6}"`).ReplaceAllStringFunc(string(svg), func(is string) string {
		if instead[is] == "" {
			t.Errorf("%s stays as it is", is)
		}
		return instead[is]
	})
	if d := cmp.Diff(strings.Split(inked(string(inlineSVG(dark)), ""), "\n"), strings.Split(inked(got, plainText.FindStringSubmatch(screen)[1]), "\n")); d != "" {
		t.Errorf("(-dark theme +dark screen):\n%s", d)
	}
}

// A theme that somebody chose is kept on every screen.
func TestChosenThemeStays(t *testing.T) {
	for _, theme := range builtins {
		got := diagramStyle([]byte(`fill="#ffffff"`), theme)
		if strings.Contains(got, "@media") || !strings.Contains(got, "#canvas { background: "+hex(theme.is(white))+"; }") {
			t.Errorf("%s: %s", theme.Name, got)
		}
	}
}

// The paper lies for what is wide and stands for what is tall.
func TestPaperFitsTheDrawing(t *testing.T) {
	for _, c := range []struct {
		wide, high Unit
		want       bool
	}{{3000, 500, false}, {500, 3000, true}, {1000, 1000, true}, {277, 165, false}, {190, 250, true}, {1 << 30, 1, false}} {
		if got := upright(c.wide*px, c.high*px); got != c.want {
			t.Errorf("%d by %d stands upright: %v", c.wide, c.high, got)
		}
	}
}

// A short path leads to the points of the long one, to the hundredth of a pixel.
func TestShortPathsAreTheSame(t *testing.T) {
	for name, d := range map[string]*Diagram{"board": board(), "mixed": mixedCase(60, 4), "lattice": lattice(6, 6, 3)} {
		sc, err := draw(d, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range sc.groups {
			for i := range g.items {
				var long, short svgWriter
				long.path(&g.items[i].path)
				short.shortPath(&g.items[i].path)
				if got := lengthened(t, string(short.b)); got != string(long.b) {
					t.Fatalf("%s: %s is %s, not %s", name, short.b, got, long.b)
				}
			}
		}
	}
}

var (
	pathStep   = regexp.MustCompile(`([Mhvlcz])([^Mhvlcz]*)`)
	pathNumber = regexp.MustCompile(`-?(\d+(\.\d+)?|\.\d+)`)
)

// lengthened writes a short path with absolute points.
func lengthened(t *testing.T, d string) string {
	t.Helper()
	var out strings.Builder
	var x, y, startX, startY int
	point := func(dx, dy int) string { return decimal(x+dx) + "," + decimal(y+dy) }
	for _, m := range pathStep.FindAllStringSubmatch(d, -1) {
		var n []int
		for _, s := range pathNumber.FindAllString(m[2], -1) {
			f, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatal(err)
			}
			n = append(n, int(f*100+map[bool]float64{true: 0.5, false: -0.5}[f > 0]))
		}
		switch m[1] {
		case "M":
			x, y = 0, 0
			out.WriteString("M" + point(n[0], n[1]))
			startX, startY = n[0], n[1]
		case "z":
			out.WriteString("Z")
			x, y, n = startX, startY, []int{0, 0}
		case "c":
			out.WriteString("C" + point(n[0], n[1]) + " " + point(n[2], n[3]) + " " + point(n[4], n[5]))
			n = n[4:]
		default:
			n = map[string]func() []int{"h": func() []int { return []int{n[0], 0} }, "v": func() []int { return []int{0, n[0]} }, "l": func() []int { return n }}[m[1]]()
			out.WriteString("L" + point(n[0], n[1]))
		}
		x, y = x+n[0], y+n[1]
	}
	return out.String()
}

func decimal(hundredths int) string {
	return strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64)
}
