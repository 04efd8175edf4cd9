package render

// ink is a colour as 0xFFrrggbb; zero paints nothing.
type ink uint32

const (
	none     ink = 0
	white    ink = 0xFFFFFFFF
	inkText  ink = 0xFF1B2733 // text and heavy lines
	inkSoft  ink = 0xFF52606D // secondary text
	inkLine  ink = 0xFF9AA7B4 // quiet lines
	inkRule  ink = 0xFFD5DCE3 // rules and quiet borders
	inkPaper ink = 0xFFF5F7F9 // fill of context and tags
	inkFight ink = 0xFFB01E3C // challenges
	inkLabel ink = 0xFFE9EDF1 // behind a category
	inkCross ink = 0xFFF0C4C4 // behind the text of a defeated node
)

// look says how a state is drawn: by colour, border, glyph and word, so that
// none of them alone has to be told apart.
type look struct {
	word  string
	color ink
	tint  ink
	dash  []Unit
	glyph glyph
}

// order lists the states worst first; the legend and the checks follow it.
var order = []State{Defeated, NotMet, Unusable, Challenged, Unsupported,
	Undeveloped, CannotTell, Assumed, NotShown, Stale, NoGap}

// looks is the palette: Okabe and Ito's colours for colour-blind readers,
// darkened until white text on them reaches a contrast of 4.5 to 1.
var looks = map[State]look{
	Defeated:    {"defeated", 0xFF8C1018, 0xFFFBE9E9, nil, glyphCross},
	NotMet:      {"not met", 0xFFB83C00, 0xFFFDEFE6, nil, glyphBar},
	Unusable:    {"evidence unusable", 0xFF6B4A1C, 0xFFF7F0E6, dashes(10, 3, 2, 3), glyphSlash},
	Challenged:  {"open challenge", 0xFFA01F6E, 0xFFFBECF5, dashes(8, 4), glyphBang},
	Unsupported: {"unsupported", 0xFF8F5E00, 0xFFFDF4E1, dashes(5, 3), glyphRing},
	Undeveloped: {"undeveloped", 0xFF756300, 0xFFFBF7DF, dashes(2, 3), glyphDiamond},
	CannotTell:  {"cannot tell", 0xFF5A4CA0, 0xFFF0EEFA, dashes(1, 4), glyphQuery},
	Assumed:     {"rests on assumption", 0xFF00707A, 0xFFE5F5F5, dashes(12, 3, 3, 3), glyphLetterA},
	NotShown:    {"not shown", 0xFF005EA8, 0xFFE8F2FB, dashes(6, 3), glyphTilde},
	Stale:       {"stale", 0xFF3E5F78, 0xFFECF2F6, dashes(10, 3, 2, 3, 2, 3), glyphClock},
	NoGap:       {"no recorded gap", inkSoft, white, nil, glyphDot},
}

func dashes(n ...Unit) []Unit {
	for i := range n {
		n[i] *= px
	}
	return n
}

// Word is how a state is said to people, as in the table of states.
func (s State) Word() string { return looks[s].word }

// States lists all states, worst first.
func States() []State { return append([]State(nil), order...) }

// appearance is the look of a node: that of its state, or a plain one.
func (n *Node) appearance() look {
	if n.Unconsidered {
		return look{"not yet considered", inkSoft, white, dashes(2, 3), glyphRing}
	}
	l, ok := looks[n.State]
	switch {
	case n.State == "":
		return look{color: inkSoft, tint: white}
	case !ok: // a state that this package does not know must not look fine
		l = look{string(n.State), looks[CannotTell].color, looks[CannotTell].tint, dashes(1, 4), glyphQuery}
	}
	if n.StateWord != "" {
		l.word = n.StateWord
	}
	return l
}

// loud reports whether a gap starts at this node.
func (n *Node) loud() bool {
	return n.State != "" && n.State != NoGap && !n.Inherited && !n.Unconsidered
}

// gap reports whether the node has a gap, its own or from below.
func (n *Node) gap() bool { return n.State != "" && n.State != NoGap }

// changeOrder lists the marks as the legend does.
var changeOrder = []Change{Added, Removed, Changed, Affected}

// changeLooks are the marks of a comparison of two versions.
var changeLooks = map[Change]look{
	Added:    {word: "added", color: 0xFF00695C, tint: 0xFFE2F3F0},
	Removed:  {word: "removed", color: 0xFF7A1F1F, tint: 0xFFF8E9E9, dash: dashes(6, 4)},
	Changed:  {word: "changed", color: 0xFF6A3D9A, tint: 0xFFF1EAF8},
	Affected: {word: "affected below", color: 0xFF52606D, tint: 0xFFEEF1F4},
}
