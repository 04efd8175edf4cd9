package assess

import (
	"slices"
	"strings"

	"safecase/casefile"
)

// silentSections say nothing that a state depends on.
var silentSections = []string{"nodes", "waivers", "signoffs", "title", "authors"}

// nobodyDecided says in words what a merge left.
const nobodyDecided = "both sides of a merge changed it, and nobody has decided"

// judgeUndecided blames what a merge left with two values: the case says one
// thing and somebody meant another, so that what the first one shows is not yet
// shown.
func (j *judge) judgeUndecided() {
	var open map[*node]casefile.Pos
	for _, n := range j.all {
		at, found := casefile.Undecided(n.Value())
		if !found || n.Kind == casefile.Defeater { // whose status says it
			continue
		}
		n.blame(undecided(at))
		if open == nil {
			open = map[*node]casefile.Pos{}
		}
		open[n] = at
	}
	if len(open) > 0 {
		j.doubtCorroboration(open)
	}
	j.judgeSections()
}

func undecided(at casefile.Pos) Cause {
	return Cause{Code: "merge-conflict", State: CannotTell, Pos: at, Silent: true}
}

// doubtCorroboration blames what undecided evidence only corroborates: of the
// two versions of it, the other one may contradict.
func (j *judge) doubtCorroboration(open map[*node]casefile.Pos) {
	for _, n := range j.all {
		for _, e := range n.edges {
			if at, found := open[e.to]; found && e.part == idle {
				c := undecided(at)
				c.Because = e.to.ID
				n.blame(c)
			}
		}
	}
}

// judgeSections blames what is undecided outside the nodes on all that the case
// is about and on whatever is judged by that section.
func (j *judge) judgeSections() {
	blamed := map[*node]bool{}
	for _, s := range j.Case.Outside() {
		at, found := openSection(s)
		if !found {
			continue
		}
		for _, n := range slices.Concat(j.abouts(), j.concerned(strings.TrimPrefix(s.Key, casefile.Theirs), s)) {
			if !blamed[n] {
				blamed[n] = true
				n.blame(undecided(at))
			}
		}
	}
}

// openSection is the first place in a section that a state depends on at which
// a merge left two values.
func openSection(s casefile.Entry) (casefile.Pos, bool) {
	if slices.Contains(silentSections, strings.TrimPrefix(s.Key, casefile.Theirs)) {
		return casefile.Pos{}, false
	}
	return s.Undecided()
}

// undecidedSection names the first section of a case that nobody has decided.
func undecidedSection(c *casefile.Case) (name string, found bool) {
	for _, s := range c.Outside() {
		if _, open := openSection(s); open {
			return strings.TrimPrefix(s.Key, casefile.Theirs), true
		}
	}
	return "", false
}

// naming says by which keys of a node the entries of a section are named there.
var naming = map[string][][]string{
	"threats":     {{"threats"}},
	"subsystems":  {{"subsystems"}},
	"mitigations": {{"about"}, {"mitigations"}},
	"protocols":   {{"protocol"}},
	"indicators":  {{"indicator"}},
}

// concerned are the nodes that are judged by what an undecided section says.
// Which of several checkpoints evidence is about, and when it is too old, all
// entries decide together; elsewhere it is those that name an undecided one.
func (j *judge) concerned(section string, s casefile.Entry) (out []*node) {
	var open map[string]bool // nil for all entries
	if section == s.Key {
		open = map[string]bool{}
		for _, e := range s.Entries() {
			if _, found := e.Undecided(); found {
				open[strings.TrimPrefix(e.Key, casefile.Theirs)] = true
			}
		}
	}
	for _, n := range slices.Concat(j.all, j.away) {
		if j.judgedBy(n, section, open) {
			out = append(out, n)
		}
	}
	return out
}

func (j *judge) judgedBy(n *node, section string, open map[string]bool) bool {
	switch section {
	case "models", "system", "validity":
		return n.Kind == casefile.Evidence && n.home == nil
	case "setting":
		return n.Kind == casefile.Claim && n.home == nil && n.Get("bound").Exists()
	case "outcomes":
		return n.Kind == casefile.Claim && n.home == nil && slices.ContainsFunc(j.outcomesOf(n), func(o *outcome) bool { return open == nil || open[o.id] })
	case "uses":
		module, _, _ := casefile.CutAway(n.ID)
		return n.home != nil && (open == nil || open[module])
	}
	if n.home != nil {
		return false
	}
	return slices.ContainsFunc(naming[section], func(path []string) bool {
		v := n.Get(path...)
		if n.Kind == casefile.Evidence {
			v = j.circumstance(n.Node, path...)
		}
		return names(v, open)
	})
}

// names reports whether a list of ids, or a map by ids, names one of them; nil
// for any at all.
func names(v casefile.Value, ids map[string]bool) bool {
	if ids == nil {
		return v.Exists()
	}
	for _, e := range v.Entries() {
		if ids[e.Key] {
			return true
		}
	}
	return slices.ContainsFunc(v.Texts(), func(id string) bool { return ids[id] })
}

// alsoMeant is what the other side of a merge lets a defeater challenge: until
// somebody decides, both are challenged.
func alsoMeant(d *node) []casefile.Link {
	var out []casefile.Link
	for _, v := range d.Get(casefile.Theirs + string(casefile.Challenges)).Items() {
		l := casefile.Link{Relation: casefile.Challenges, To: v.Text(), Value: v}
		if v.Shape() == casefile.Map {
			l.To, l.From = v.Get("to").Text(), v.Get("from").Text()
		}
		out = append(out, l)
	}
	return out
}
