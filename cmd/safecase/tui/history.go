package tui

import (
	"strings"

	"safecase/casefile"
)

// history is the way back and forth: each step is a change of the text, never
// a copy of the file.
type history struct {
	undo, redo []step
}

// step is one change and the node that was selected when it was made.
type step struct {
	change casefile.Change
	name   string // what was done, for the status line
	before string // node selected before
	after  string // node selected after
	theirs bool   // it brought in a change on the disk
}

func (h *history) push(s step) {
	s.change = own(s.change)
	h.undo = append(h.undo, s)
	h.redo = nil
}

// own copies the few bytes of a change: as they come they are parts of whole
// texts, and a thousand steps would keep a thousand texts.
func own(c casefile.Change) casefile.Change {
	out := casefile.Change{Splices: make([]casefile.Splice, len(c.Splices))}
	for i, s := range c.Splices {
		out.Splices[i] = casefile.Splice{At: s.At, Old: strings.Clone(s.Old), New: strings.Clone(s.New)}
	}
	return out
}
