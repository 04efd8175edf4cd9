package render

import "testing"

// fan is a claim over many claims, each with a challenge, evidence of its own
// and some evidence that neighbours share.
func fan(n, shared int) *Diagram {
	b := newBuilder("A fan")
	top := b.node(Claim, Challenged)
	common := b.node(Evidence, Stale)
	for i := range n {
		c := b.node(Claim, Challenged)
		b.link(top, c, SupportedBy)
		b.link(c, b.node(Evidence, NotShown), SupportedBy)
		b.link(b.node(Defeater, Challenged), c, Challenges)
		if i < shared {
			b.link(c, common, SupportedBy)
		}
	}
	return &b.d
}

// A dozen claims side by side must not make a picture that no paper holds.
func TestWideFamiliesStandInRows(t *testing.T) {
	for _, c := range []struct{ n, shared int }{{12, 0}, {12, 2}, {40, 0}} {
		d := fan(c.n, c.shared)
		p := pictureOf(t, d)
		checkGeometry(t, d, p)
		if most := 2600.0 + 45*float64(c.n); p.wide > most {
			t.Errorf("%d claims side by side, %d of them sharing evidence: %.0f pixels wide, want at most %.0f", c.n, c.shared, p.wide, most)
		}
	}
}

// Branches that share much stay in one row: rows below rows would be joined by
// a tangle of lines.
func TestBranchesThatShareStayInOneRow(t *testing.T) {
	d := fan(12, 12)
	tops := map[float64]bool{}
	for i, g := range pictureOf(t, d).groups {
		if g.is("node claim") && i > 0 {
			_, y, _, _ := rect(g.body())
			tops[y] = true
		}
	}
	if len(tops) != 2 {
		t.Errorf("the claims stand at %d heights, want one row below the top", len(tops))
	}
}
