package assess

import "math/bits"

// State says how a node stands as recorded, worst first. The zero State is
// Defeated: whoever forgets to judge hides nothing.
type State uint8

// The states of a node, worst first.
const (
	Defeated State = iota
	NotMet
	Unusable
	Challenged
	Unsupported
	Undeveloped
	CannotTell
	Assumed
	NotShown
	Stale
	NoGap
)

// StateInfo describes one state.
type StateInfo struct {
	State State
	Name  string // in machine output and as a class of drawings
	Word  string // as said to people
	Mark  string // one character that tells it apart without colour, the same in every view
	Doc   string
}

// States is the table of states, worst first.
var States = []StateInfo{
	{Defeated, "defeated", "defeated", "✕", "a sustained challenge stands, or a trigger that ends the case has fired"},
	{NotMet, "not_met", "not met", "↑", "the number is on the wrong side of the claim, or an indicator is beyond its limit"},
	{Unusable, "unusable", "evidence unusable", "⊘", "evidence is missing, changed, unreadable, unfinished or of a failed run"},
	{Challenged, "challenged", "open challenge", "!", "a challenge has no answer, or its answer has a gap"},
	{Unsupported, "unsupported", "unsupported", "○", "nothing stands below it, or it supports itself in a ring"},
	{Undeveloped, "undeveloped", "undeveloped", "◇", "marked as not yet argued"},
	{CannotTell, "cannot_tell", "cannot tell", "?", "what is recorded does not decide it"},
	{Assumed, "assumed", "rests on assumption", "A", "an assumption stands where support is needed"},
	{NotShown, "not_shown", "not shown", "≈", "the number is on the right side, but the data does not show it at the stated confidence"},
	{Stale, "stale", "stale", "◷", "the evidence or a measured value is too old, or of another checkpoint"},
	{NoGap, "no_gap", "no recorded gap", "·", "nothing of the above is recorded, here or below"},
}

// String returns the name of s as machine output has it.
func (s State) String() string { return States[min(s, NoGap)].Name }

// Word returns the name of s as said to people.
func (s State) Word() string { return States[min(s, NoGap)].Word }

// Mark returns the character that stands for s.
func (s State) Mark() string { return States[min(s, NoGap)].Mark }

// MarshalText writes the name of s.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// mask is a set of gaps. The worst state has the highest bit, so that of two
// sets the one with the smaller number is the better.
type mask uint16

func maskOf(s State) mask {
	if s >= NoGap {
		return 0
	}
	return 1 << (NoGap - 1 - s)
}

// worst is the state of a node with these gaps.
func (m mask) worst() State {
	if m == 0 {
		return NoGap
	}
	return NoGap - State(bits.Len16(uint16(m)))
}

func (m mask) states() []State {
	var out []State
	for s := Defeated; s < NoGap; s++ {
		if m&maskOf(s) != 0 {
			out = append(out, s)
		}
	}
	return out
}
