package render

// shape is the outline of a kind of node and the room that it leaves for text.
type shape struct {
	doc     string // what the legend calls it
	wrap    Unit   // widest line of text
	size    int    // text size in pixels
	leading Unit
	center  bool // text is centred
	fit     func(rows []row) (w, h, top Unit)
	body    func(w, h Unit) path
	inset   func(w, h, y Unit) (left, right Unit) // the outline's distance from its box at y
}

// The slant of a strategy, the corner of a context and the cut of a defeater.
const (
	skew   = 14 * px
	corner = 18 * px
	cut    = 13 * px
)

// The Bézier arms of the two ovals: evidence is a squared circle, because a
// true one wastes half of its area on a sentence.
const (
	squareArm = 7800
	roundArm  = 5523
)

var shapes = map[Kind]*shape{
	Claim:         {"claim", 216 * px, 13, 17 * px, false, fitBox(14*px, 11*px), box, flat},
	Strategy:      {"strategy", 206 * px, 13, 17 * px, false, fitBox(skew+9*px, 11*px), slanted, slant},
	Evidence:      {"evidence", 150 * px, 13, 17 * px, true, fitOval(squareProfile, 12*px), squared, ovalInset(squareProfile)},
	Context:       {"context", 170 * px, 12, 16 * px, false, fitBox(15*px, 9*px), stadium, stadiumInset},
	Assumption:    {"assumption", 150 * px, 12, 16 * px, true, fitOval(roundProfile, 17*px), ellipse, ovalInset(roundProfile)},
	Justification: {"justification", 150 * px, 12, 16 * px, true, fitOval(roundProfile, 17*px), ellipse, ovalInset(roundProfile)},
	Module:        {"case file", 230 * px, 13, 17 * px, false, fitModule, moduleBox, flat},
	Defeater:      {"challenge", 190 * px, 13, 17 * px, false, fitBox(17*px, 12*px), octagon, flat},
}

// kindOrder lists the kinds as the legend does.
var kindOrder = []Kind{Claim, Strategy, Evidence, Context, Assumption, Justification, Defeater, Module}

// shapeOf falls back to a plain box: an unknown kind is drawn, not dropped.
func shapeOf(k Kind) *shape {
	if s, ok := shapes[k]; ok {
		return s
	}
	return shapes[Claim]
}

// shapeOf is the shape of a kind in a theme.
func (t *Theme) shapeOf(k Kind) *shape {
	s := shapeOf(k)
	if t == nil || t.textWidth == 0 && (t.corner < 0 || s.doc != shapes[Claim].doc) {
		return s
	}
	own := *s
	if t.textWidth > 0 {
		own.wrap = s.wrap * t.textWidth / shapes[Claim].wrap
	}
	if t.corner >= 0 && s.doc == shapes[Claim].doc {
		r := t.corner
		own.body = func(w, h Unit) path { return roundRect(0, 0, w, h, r) }
		own.fit = fitBox(14*px, max(11*px, r))
	}
	return &own
}

// fitBox sizes a shape with straight sides around its rows.
func fitBox(padX, padY Unit) func([]row) (w, h, top Unit) {
	return func(rows []row) (w, h, top Unit) {
		for _, r := range rows {
			w, h = max(w, r.w), h+r.h
		}
		return max(w, 76*px) + 2*padX, h + 2*padY, padY
	}
}

// profile is half the width of an oval at each height, both in parts of 256,
// from its middle (0) to its tip (256).
type profile [257]Unit

var (
	squareProfile = newProfile(squareArm)
	roundProfile  = newProfile(roundArm)
)

// newProfile walks along the quarter curve from the tip to the side.
func newProfile(arm Unit) *profile {
	var p profile
	const steps = 2048
	for t := Unit(0); t <= steps; t++ {
		u := steps - t
		x := (3*u*u*t*arm/10000 + 3*u*t*t + t*t*t) * 256 / (steps * steps * steps)
		y := (u*u*u + 3*u*u*t + 3*u*t*t*arm/10000) * 256 / (steps * steps * steps)
		p[y] = max(p[y], x)
	}
	for y := 255; y >= 0; y-- {
		p[y] = max(p[y], p[y+1])
	}
	return &p
}

// at is the half width, in parts of 256 of the full one, at height y of h.
func (p *profile) at(y, h Unit) Unit {
	d := y - h/2
	if d < 0 {
		d = -d
	}
	return p[min(256, (d*512+h-1)/max(h, 1))]
}

// fitOval sizes an oval so that every row is inside the curve, not only
// inside its box.
func fitOval(p *profile, padY Unit) func([]row) (w, h, top Unit) {
	return func(rows []row) (w, h, top Unit) {
		for _, r := range rows {
			h += r.h
		}
		h += 2*padY + h/6
		top = (h - sumHeights(rows)) / 2
		w = max(h*11/10, 110*px)
		y := top
		for _, r := range rows {
			half := max(1, min(p.at(y, h), p.at(y+r.h, h)))
			w = max(w, (r.w+16*px)*256/half)
			y += r.h
		}
		return w, h, top
	}
}

func sumHeights(rows []row) Unit {
	var h Unit
	for _, r := range rows {
		h += r.h
	}
	return h
}

func box(w, h Unit) path { return roundRect(0, 0, w, h, 2*px) }

// The tab in the corner of a module.
const tabHeight, tabWidth = 7 * px, 48 * px

// fitModule leaves room for the tab above the text.
func fitModule(rows []row) (w, h, top Unit) {
	w, h, top = fitBox(14*px, 11*px)(rows)
	return w, h + tabHeight, top + tabHeight
}

// moduleBox is a box with a tab drawn inside its corner, so that arrows meet
// its outline wherever they meet a box.
func moduleBox(w, h Unit) path {
	p := box(w, h)
	tab := min(tabWidth, w/2)
	p.move(Point{0, min(tabHeight, h/3)})
	p.line(Point{tab, min(tabHeight, h/3)})
	p.line(Point{tab, 0})
	return p
}

func slanted(w, h Unit) path {
	return polygon(Point{skew, 0}, Point{w, 0}, Point{w - skew, h}, Point{0, h})
}

func squared(w, h Unit) path { return oval(0, 0, w, h, squareArm) }
func ellipse(w, h Unit) path { return oval(0, 0, w, h, roundArm) }
func stadium(w, h Unit) path { return roundRect(0, 0, w, h, min(corner, h/2)) }

func octagon(w, h Unit) path {
	return polygon(Point{cut, 0}, Point{w - cut, 0}, Point{w, cut}, Point{w, h - cut},
		Point{w - cut, h}, Point{cut, h}, Point{0, h - cut}, Point{0, cut})
}

func flat(_, _, _ Unit) (left, right Unit) { return 0, 0 }

func slant(_, h, y Unit) (left, right Unit) { return skew * (h - y) / h, skew * y / h }

func ovalInset(p *profile) func(w, h, y Unit) (left, right Unit) {
	return func(w, h, y Unit) (left, right Unit) {
		d := w / 2 * (256 - p.at(y, h)) / 256
		return d, d
	}
}

func stadiumInset(_, h, y Unit) (left, right Unit) {
	r := min(corner, h/2)
	d := max(r-y, y-(h-r), 0)
	in := r - Unit(isqrt(int64(r*r-d*d)))
	return in, in
}
