package casefile

import "strings"

// Theirs begins the key under which a merge keeps the value of the other side
// beside ours until somebody decides.
const Theirs = "x-theirs-"

// Undecided returns the first place in a map, or in the maps of a list, however
// deep, at which a merge left two values.
func Undecided(v Value) (Pos, bool) {
	for e := range v.Walk {
		if strings.HasPrefix(e.Key, Theirs) {
			return e.KeyPos, true
		}
	}
	return Pos{}, false
}

// Undecided returns the first place at or below the entry at which a merge left
// two values.
func (e Entry) Undecided() (Pos, bool) {
	if strings.HasPrefix(e.Key, Theirs) {
		return e.KeyPos, true
	}
	return Undecided(e.Value)
}
