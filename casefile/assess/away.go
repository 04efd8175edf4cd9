package assess

import (
	"cmp"
	"fmt"
	"maps"
	"strings"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// Module is another case file that a case uses, judged before the case itself
// and never assumed to hold.
type Module struct {
	Path       string         // as findings name it
	Problem    string         // why nothing of it can be relied on; "" when it was read and judged
	Ring       bool           // it is not read because it rests on the case that uses it
	Case       *casefile.Case // nil where there is a problem
	Assessment *Assessment    // of Case
	Readings   Readings       // of Case
}

// Away is a node of another case file that the case refers to.
type Away struct {
	ID      string         // as it is written here: module:ID
	Module  string         // the name under uses
	Path    string         // of the file, as findings name it
	Home    string         // its id there
	Node    *casefile.Node // under its id here, without links; of no kind where it was not found
	Problem string         // why its state is not known; "" when it is that of its home
	At      casefile.Pos   // where the case first refers to it
}

// home is how an away node stands in the file that it lives in.
type home struct {
	prefix string // of ids of that file, as they are shown here
	path   string
	a      *Assessment // nil where the file was not read
	n      *node       // nil where it has no such node
	unlike mismatch    // how that case differs from this one
}

// enterAway makes a node of every node of another file that the case refers
// to. It stands as it stands at home; what cannot be read, is not there, or is
// not offered for use is a gap of its own.
func (j *judge) enterAway() {
	mentions := j.Case.Away()
	if len(mentions) == 0 {
		return
	}
	j.Readings = maps.Clone(j.Readings)
	if j.Readings == nil {
		j.Readings = Readings{}
	}
	uses, unlike := j.uses(), map[string]mismatch{}
	for _, m := range mentions {
		module, id, _ := casefile.CutAway(m.ID)
		if !uses[module] || !casefile.ValidID(id) || j.a.nodes[m.ID] != nil {
			continue // reading the file reports modules that it does not name
		}
		at := j.Modules[module]
		if _, known := unlike[module]; !known && at.Case != nil {
			unlike[module] = j.compareCases(at)
		}
		j.enterFrom(m, at, &home{prefix: module + ":", path: at.Path, a: at.Assessment, unlike: unlike[module]})
	}
}

// uses are the names of the modules of the case.
func (j *judge) uses() map[string]bool {
	out := map[string]bool{}
	for _, e := range j.Case.Items("uses") {
		out[e.ID] = true
	}
	return out
}

// enterFrom makes the node of one away id.
func (j *judge) enterFrom(m casefile.Mention, from Module, h *home) {
	module, id, _ := casefile.CutAway(m.ID)
	away := Away{ID: m.ID, Module: module, Path: from.Path, Home: id, At: m.Pos(), Node: &casefile.Node{ID: m.ID}}
	n := &node{home: h}
	h.n = from.nodeOf(id)
	if h.n != nil {
		away.Node = h.n.Node.As(m.ID)
	}
	cause, stands := from.problemWith(id, h.n)
	n.Node = away.Node
	if h.n != nil {
		n.takeFrom(h, j.Readings, from.Readings[id])
		n.covers = j.sameOutcomes(h)
	}
	if stands {
		cause.Pos = m.Pos()
		away.Problem = awayProblems[cause.Code]
		if away.Problem == "" {
			away.Problem = "not read: " + cause.Detail
		}
		n.blame(cause)
	}
	j.a.nodes[m.ID] = n
	j.a.Away = append(j.a.Away, away)
	j.away = append(j.away, n)
}

// awayProblems says in short why the state of an away node is not known.
var awayProblems = map[string]string{"away-missing": "there is no such node", "away-private": "it is not public there"}

// nodeOf is a node of the module as it was judged, nil where there is none.
func (m Module) nodeOf(id string) *node {
	if m.Case == nil || m.Assessment == nil {
		return nil
	}
	return m.Assessment.nodes[id]
}

// problemWith says why a case may not simply rest on a node of the module.
func (m Module) problemWith(id string, n *node) (c Cause, stands bool) {
	others := []string{m.Path, id}
	switch {
	case m.Case == nil || m.Assessment == nil:
		c = Cause{Code: "away-not-read", State: Unusable, Others: others, Detail: cmp.Or(m.Problem, "nobody read it")}
		if m.Ring {
			c.State = Unsupported
		}
	case n == nil || n.home != nil:
		offered := interfaceOf(m.Case)
		c = Cause{Code: "away-missing", State: Unsupported, Others: append(others, offered[:min(len(offered), fewOffered)]...), Detail: casefile.Nearest(id, offered)}
	case !n.Public() && !m.Case.Contract():
		c = Cause{Code: "away-private", State: CannotTell, Others: append(others, n.Pos().String())}
	default:
		return c, false
	}
	return c, true
}

// takeFrom gives an away node the gaps and numbers that it has at home.
func (n *node) takeFrom(h *home, readings Readings, own *evidence.Reading) {
	n.mask, n.rate, n.stated, n.model = h.n.mask, h.n.rate, h.n.stated, h.n.model
	n.carries = h.n.carries
	for _, num := range h.n.numbers {
		n.numbers = append(n.numbers, num.from(h.prefix))
	}
	if own != nil {
		readings[n.ID] = own
	}
}

// from is a number of another file as it is shown here.
func (num Number) from(prefix string) Number {
	for _, id := range []*string{&num.Claim, &num.Evidence, &num.Minus} {
		if *id != "" {
			*id = prefix + *id
		}
	}
	return num
}

// fewOffered is how many nodes of a module are listed where one is missing.
const fewOffered = 8

// interfaceOf lists the nodes that a file offers to others.
func interfaceOf(c *casefile.Case) []string {
	var out []string
	for _, n := range c.Nodes {
		if n.Public() || c.Contract() {
			out = append(out, n.ID)
		}
	}
	return out
}

// joinAway lets away nodes be settled with those of the case, and blames what
// rests on one of a case that is about something else.
func (j *judge) joinAway() {
	for _, n := range j.all {
		for i := range n.edges {
			if e := &n.edges[i]; len(j.away) > 0 && e.part != answer && e.part != backdrop {
				n.blameUnlike(e.to, e.link.Pos())
			}
		}
	}
	for _, n := range j.away {
		n.order = len(j.all)
		j.all = append(j.all, n)
	}
}

// because are the nodes that cause a gap of an away node, as they are shown
// here.
func (h *home) because(s State) []string {
	if h.n == nil || h.n.mask&maskOf(s) == 0 {
		return nil
	}
	ids := h.a.because(h.n, s)
	for i, id := range ids {
		ids[i] = h.prefix + id
	}
	return ids
}

// why is the gap of an away node with the first few nodes that cause it.
func (h *home) why(s State) Why {
	out := Why{State: s}
	if h.n == nil {
		return out
	}
	for _, w := range h.n.why {
		if w.State == s {
			out.More = w.More
			for _, id := range w.Because {
				out.Because = append(out.Because, h.prefix+id)
			}
		}
	}
	return out
}

// mismatch is how the case of a module differs from the one that uses it, so
// far that what holds there need not hold here; the zero mismatch is none.
type mismatch struct {
	state  State
	detail string
}

// compareCases looks whether a module is about the checkpoints that the case
// is about, and whether anybody decided what it says of itself.
func (j *judge) compareCases(m Module) mismatch {
	if section, found := undecidedSection(m.Case); found {
		return mismatch{CannotTell, fmt.Sprintf("in %s both sides of a merge changed %s, and nobody has decided", m.Path, section)}
	}
	theirs := m.Assessment.judge.models
	if len(theirs.subjects) == 0 {
		return mismatch{}
	}
	if len(j.models.subjects) == 0 {
		return mismatch{CannotTell, fmt.Sprintf("%s is about %s, and this case does not say which checkpoint it is about", m.Path, strings.Join(theirs.subjects, ", "))}
	}
	for _, subject := range j.models.subjects {
		if !theirs.speaksOf(j.models.names[subject]) {
			return mismatch{Stale, fmt.Sprintf("%s is about %s, and this case about %s", m.Path, strings.Join(theirs.subjects, ", "), subject)}
		}
	}
	return mismatch{}
}

// speaksOf reports whether one of the names is one of a subject.
func (m models) speaksOf(names map[string]bool) bool {
	for _, id := range m.subjects {
		for name := range m.names[id] {
			if names[name] {
				return true
			}
		}
	}
	return false
}

// blameUnlike blames a node that rests on an away node of a case that is about
// something else.
func (n *node) blameUnlike(to *node, at casefile.Pos) {
	if to.home != nil && to.home.unlike.detail != "" && to.home.n != nil {
		n.blame(Cause{Code: "away-inconsistent", State: to.home.unlike.state, Pos: at, Because: to.ID, Detail: to.home.unlike.detail})
	}
}

// sameOutcomes are the outcomes to which an away node carries rates, as far as
// they are outcomes of this case, too, with the very same limits.
func (j *judge) sameOutcomes(h *home) outcomeSet {
	var out outcomeSet
	for _, theirs := range h.a.judge.outcomes.all {
		ours := j.outcomes.byID[theirs.id]
		if h.n.covers&theirs.bit != 0 && ours != nil && ours.sameLimits(theirs) {
			out |= ours.bit
		}
	}
	return out
}

// modelsOf is what is said about checkpoints where the node lives.
func (j *judge) modelsOf(n *node) models {
	if n.home != nil && n.home.a != nil {
		return n.home.a.judge.models
	}
	return j.models
}

// circumstance is what is written about an evaluation in the file where its
// evidence lives: a protocol of the same name here is another one.
func (j *judge) circumstance(e *casefile.Node, path ...string) casefile.Value {
	if len(j.away) > 0 {
		if n := j.a.nodes[e.ID]; n != nil && n.home != nil && n.home.n != nil {
			return n.home.a.judge.circumstance(n.home.n.Node, path...)
		}
	}
	return j.Case.Circumstance(e, path...)
}
