package render

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

var layouts = flag.String("layouts", "", "count how dot and the built-in layout draw every case, and write the table of docs/diagrams.md to `FILE`")

// TestLayoutsCompared counts on the pictures themselves what makes one easier
// to read than another.
func TestLayoutsCompared(t *testing.T) {
	if *layouts == "" {
		t.Skip("asked for with -layouts FILE")
	}
	var b strings.Builder
	b.WriteString("| case | nodes | crossings, built in | dot | mean length of a link | dot | width × height | dot |\n|---|---|---|---|---|---|---|---|\n")
	cases := examples(t)
	for name, r := range fresh(t) {
		if name, found := strings.CutSuffix(name, " with nothing"); found {
			cases["template "+name] = r
		}
	}
	for name, r := range imported(t) {
		cases["imported "+name] = r
	}
	var all [2]counted
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		d := Argument(cases[name], View{})
		if len(d.Nodes) < 5 || len(d.Nodes) > 400 {
			continue
		}
		own, dot := looksOf(t, &d, Options{}), looksOf(t, &d, Options{Layout: "dot", Dot: Dot{Path: dotProgram(t)}})
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %.0f | %.0f | %.0f × %.0f | %.0f × %.0f |\n", strings.TrimSuffix(name, ".case.yaml"), len(d.Nodes),
			own.crossings, dot.crossings, own.length/float64(max(own.links, 1)), dot.length/float64(max(dot.links, 1)), own.wide, own.high, dot.wide, dot.high)
		all[0].add(own)
		all[1].add(dot)
	}
	fmt.Fprintf(&b, "| all | | %d | %d | %.0f | %.0f | area %.1f Mpx | area %.1f Mpx |\n", all[0].crossings, all[1].crossings,
		all[0].length/float64(all[0].links), all[1].length/float64(all[1].links), all[0].area/1e6, all[1].area/1e6)
	if err := os.WriteFile(*layouts, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

// counted is what can be counted on a picture; lengths in pixels.
type counted struct {
	crossings, links         int
	length, wide, high, area float64
}

func (l *counted) add(o counted) {
	l.crossings += o.crossings
	l.links += o.links
	l.length += o.length
	l.area += o.area
}

func looksOf(t *testing.T, d *Diagram, o Options) counted {
	t.Helper()
	var b bytes.Buffer
	if err := drawn(writeSVG)(&b, d, o); err != nil {
		t.Fatal(err)
	}
	p := parseSVG(t, b.Bytes())
	l := counted{wide: p.wide, high: p.high, area: p.wide * p.high}
	var ways [][]pixel
	for i := range p.groups {
		if g := &p.groups[i]; g.is("link") && len(g.shapes) > 0 && len(g.shapes[0].runs) > 0 {
			way := g.shapes[0].runs[0]
			for k := 1; k < len(way); k++ {
				l.length += math.Hypot(way[k].x-way[k-1].x, way[k].y-way[k-1].y)
			}
			ways = append(ways, way)
			l.links++
		}
	}
	for i, a := range ways {
		for _, b := range ways[:i] {
			l.crossings += crossingsOf(a, b)
		}
	}
	return l
}

// crossingsOf counts where two lines cross. Lines that run along each other or
// share an end do not.
func crossingsOf(a, b []pixel) int {
	n := 0
	for i := 1; i < len(a); i++ {
		for k := 1; k < len(b); k++ {
			if turns(a[i-1], a[i], b[k-1])*turns(a[i-1], a[i], b[k]) < 0 && turns(b[k-1], b[k], a[i-1])*turns(b[k-1], b[k], a[i]) < 0 {
				n++
			}
		}
	}
	return n
}

// turns is 1 or -1 for the side of a line on which a point lies, 0 on it.
func turns(a, b, p pixel) float64 {
	side := (b.x-a.x)*(p.y-a.y) - (b.y-a.y)*(p.x-a.x)
	if math.Abs(side) < 0.5*math.Hypot(b.x-a.x, b.y-a.y) { // within half a pixel
		return 0
	}
	return math.Copysign(1, side)
}
