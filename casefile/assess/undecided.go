package assess

import (
	"slices"
	"strings"

	"safecase/casefile"
)

// theirs begins the key under which a merge keeps the value of the other side
// until somebody decides.
const theirs = "x-theirs-"

// silentSections say nothing that a state depends on.
var silentSections = []string{"nodes", "waivers", "signoffs", "title", "authors"}

// judgeUndecided blames what a merge left with two values: the case says one
// thing and somebody meant another, so that what the first one shows is not yet
// shown. Outside the nodes it concerns all that the case is about.
func (j *judge) judgeUndecided() {
	for _, n := range j.all {
		if at, found := undecided(n.Value()); found && n.Kind != casefile.Defeater {
			n.blame(Cause{Code: "merge-conflict", State: CannotTell, Pos: at, Silent: true})
		}
	}
	for _, s := range j.Case.Sections() {
		if slices.Contains(silentSections, s.Key) {
			continue
		}
		if at, found := undecidedAt(s); found {
			for _, id := range j.a.Tops {
				j.a.nodes[id].blame(Cause{Code: "merge-conflict", State: CannotTell, Pos: at, Silent: true})
			}
			return
		}
	}
}

// undecided is the first place in a map, or in the maps of a list, at which a
// merge left two values.
func undecided(v casefile.Value) (casefile.Pos, bool) {
	for _, item := range v.Items() {
		for _, e := range item.Entries() {
			if at, found := undecidedAt(e); found {
				return at, true
			}
		}
	}
	return casefile.Pos{}, false
}

func undecidedAt(e casefile.Entry) (casefile.Pos, bool) {
	if strings.HasPrefix(e.Key, theirs) {
		return e.KeyPos, true
	}
	return undecided(e.Value)
}
