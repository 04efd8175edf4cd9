package render

import (
	"slices"
	"strconv"
	"strings"
)

// shortPath writes a path in relative steps, in about half the bytes. It counts
// in the hundredths of a pixel that other paths are rounded to, so that no
// error adds up over the steps: each point is where the long form has it.
func (s *svgWriter) shortPath(p *path) {
	at, now, start := 0, Point{}, Point{}
	take := func() Point { at++; return Point{hundredths(p.pts[at-1].X), hundredths(p.pts[at-1].Y)} }
	for _, st := range p.steps {
		switch st {
		case moveTo:
			now = take()
			start = now
			s.numbers('M', now.X, now.Y)
		case lineTo:
			q := take()
			s.shortLine(now, q)
			now = q
		case curveTo:
			c, d, q := take(), take(), take()
			s.numbers('c', c.X-now.X, c.Y-now.Y, d.X-now.X, d.Y-now.Y, q.X-now.X, q.Y-now.Y)
			now = q
		case closePath:
			s.str("z")
			now = start
		}
	}
}

// shortLine writes a line, of which most are level or upright.
func (s *svgWriter) shortLine(from, to Point) {
	switch {
	case from == to: // nothing, but it may be a round dot
		s.str("h0")
	case from.Y == to.Y:
		s.numbers('h', to.X-from.X)
	case from.X == to.X:
		s.numbers('v', to.Y-from.Y)
	default:
		s.numbers('l', to.X-from.X, to.Y-from.Y)
	}
}

// numbers writes a step of a path with its numbers in hundredths; a minus
// parts two of them as well as a space.
func (s *svgWriter) numbers(step byte, all ...Unit) {
	s.b = append(s.b, step)
	for i, n := range all {
		if i > 0 && n >= 0 {
			s.b = append(s.b, ' ')
		}
		if n < 0 {
			s.b, n = append(s.b, '-'), -n
		}
		if n >= 100 || n == 0 {
			s.b = strconv.AppendInt(s.b, int64(n/100), 10)
		}
		if f := n % 100; f != 0 {
			s.b = append(s.b, '.', byte('0'+f/10))
			if f%10 != 0 {
				s.b = append(s.b, byte('0'+f%10))
			}
		}
	}
}

// hundredths is a length in hundredths of a pixel, rounded as appendUnit does.
func hundredths(u Unit) Unit {
	if u < 0 {
		return -hundredths(-u)
	}
	return (u*100 + 32) / 64
}

// shortLook writes how a text looks. The style sheet of the page has a class
// for what most texts have, and the colour of plain text.
func (s *svgWriter) shortLook(w *words) {
	var classes []string
	add := func(class string, is bool) {
		if is {
			classes = append(classes, class)
		}
	}
	known := slices.Contains([]int{11, 12, 13}, w.size)
	add("b", w.bold)
	add("z"+strconv.Itoa(w.size), known && w.size != 13)
	add("m", w.anchor == middle)
	if len(classes) > 0 {
		s.str(` class="`, strings.Join(classes, " "), `"`)
	}
	if !known {
		s.str(` font-size="`, strconv.Itoa(w.size), `"`)
	}
	if w.rtl {
		s.str(` direction="rtl"`)
	} else if w.anchor == right {
		s.str(` text-anchor="end"`)
	}
	if w.strike {
		s.str(` text-decoration="line-through"`)
	}
	if w.fill != inkText {
		s.ink("fill", w.fill)
	}
}
