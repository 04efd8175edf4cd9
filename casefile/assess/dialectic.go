package assess

import (
	"slices"

	"safecase/casefile"
)

// attack is a challenge to a node or to one of its links.
type attack struct {
	by   *node
	link string // of a challenge to a link: where the link leads
	note string // why it counts here although it names something else; may be empty
}

// dialectic notes which defeater attacks what. A challenge that hits nothing is
// not lost: it counts against what the case is about.
func (j *judge) dialectic() {
	var loose []*node
	for _, d := range j.all {
		if !d.doubts() {
			continue
		}
		targets := slices.Concat(d.To(casefile.Challenges), alsoMeant(d))
		if len(targets) == 0 {
			d.loose = "it does not say what it challenges"
		}
		for _, l := range targets {
			if why := j.attack(d, l); why != "" {
				d.loose = why
			}
		}
		if d.loose != "" {
			loose = append(loose, d)
		}
	}
	j.gatherLoose(loose)
	for _, e := range j.all {
		if e.Kind == casefile.Evidence {
			j.speakAgainst(e)
		}
	}
}

// speakAgainst lets evidence that the case itself records as speaking against a
// claim count as a doubt about it, unless a doubt that is raised rests on it.
func (j *judge) speakAgainst(e *node) {
	for _, v := range e.Get("counter_evidence_for").Items() {
		target := j.a.nodes[v.Text()]
		if target == nil || target == e || slices.ContainsFunc(target.attackers, func(a attack) bool { return a.by.edgeTo(e, branch) != nil }) {
			continue
		}
		target.blame(Cause{Code: "counter-evidence-unattached", State: Challenged, Pos: v.Pos(), Because: e.ID, Silent: true})
	}
}

// doubts reports whether n challenges anything. What it is called does not
// matter: a slip in the word defeater must not make a doubt disappear.
func (n *node) doubts() bool {
	return n.home == nil && n.Kind == casefile.Defeater || slices.ContainsFunc(n.Links, func(l casefile.Link) bool { return l.Relation == casefile.Challenges })
}

// gatherLoose lets every claim that no other rests on rest on the challenges
// that hit nothing, by one node between them that nobody sees. What only
// answers a challenge is not what the case is about.
func (j *judge) gatherLoose(loose []*node) {
	if len(loose) == 0 {
		return
	}
	hub := &node{Node: &casefile.Node{}, order: len(j.all)}
	j.all = append(j.all, hub)
	for _, d := range loose {
		hub.rest(edge{to: d, part: backdrop})
	}
	for _, id := range j.claims(func(n *node) bool { return n.about }) {
		j.a.nodes[id].rest(edge{to: hub, part: backdrop})
	}
}

// attack puts a defeater on the node or the link that it challenges; why says
// that there is nothing to challenge.
func (j *judge) attack(d *node, l casefile.Link) (why string) {
	id := l.To
	if l.From != "" {
		id = l.From
	}
	target := j.a.nodes[id]
	switch {
	case target == nil:
		return "what it challenges, " + id + ", is not in this case"
	case target == d:
		return "it challenges itself"
	case target.home != nil && !target.below && !target.context && !target.replies:
		return "nothing here rests on " + id + ", which it challenges"
	case l.From != "":
		j.attackLink(d, target, l.To)
	case !target.carries && target.Kind != casefile.Defeater && !target.context:
		return "nothing is meant under " + id + ", which it challenges"
	default:
		target.attackers = append(target.attackers, attack{by: d})
	}
	return ""
}

// attackLink puts a defeater on a link. Where there is no such link, the doubt
// about the step is one about the node that takes it; so it is where the link
// carries nothing, as no state would show it.
func (j *judge) attackLink(d, target *node, to string) {
	child := j.a.nodes[to]
	var e *edge
	for _, p := range []part{branch, answer, backdrop} {
		if e == nil && child != nil {
			e = target.edgeTo(child, p)
		}
	}
	switch {
	case e == nil:
		target.attackers = append(target.attackers, attack{d, to, "; there is no such link"})
	case e.part == idle:
		target.attackers = append(target.attackers, attack{by: d, link: to})
	default:
		e.attackers = append(e.attackers, attack{by: d, link: to})
	}
}

// settleChallenges lets the attacks on a settled node's links and on the node
// itself count. A broken link carries nothing.
func (j *judge) settleChallenges(n *node) {
	for i := range n.edges {
		e := &n.edges[i]
		for _, a := range e.attackers {
			if c, stands := a.gap(); stands {
				e.own = append(e.own, n.complete(c))
			}
		}
		e.carried = maskOfAll(e.own) | e.passes()
	}
	if n.doubts() {
		j.settleStatus(n)
		if c, stands := (attack{by: n, note: "; " + n.loose}).gap(); n.loose != "" && stands {
			n.blame(c)
		}
	}
	for _, a := range n.attackers {
		if c, stands := a.gap(); stands {
			n.blame(c)
		}
	}
}

// settleStatus says once what became of a defeater whose answers are settled. A
// defeater in a ring is answered by nothing.
func (j *judge) settleStatus(d *node) {
	if d.status != "" {
		return
	}
	d.status, d.reason = j.challengeStatus(d)
	if d.ring != nil && d.status == Answered {
		d.status, d.reason = Open, reason{code: "defeater-answer-gap", detail: "its answer rests on what it challenges"}
	}
}

// passes is what comes up from below an edge. What a node is meant under passes
// up challenges, and that nobody can tell what it says: two nodes of one name,
// two values that a merge left.
func (e *edge) passes() mask {
	if e.part == backdrop {
		return e.to.mask & (maskOf(Defeated) | maskOf(Challenged) | maskOf(CannotTell))
	}
	return e.to.mask
}

// gap is the cause that an attack leaves; stands is false when it is answered
// or accepted.
func (a attack) gap() (c Cause, stands bool) {
	switch a.by.status {
	case Sustained:
		c = Cause{Code: "sustained-challenge", State: Defeated}
	case Answered, Accepted:
		return c, false
	default:
		c = Cause{Code: a.by.reason.code, State: Challenged, Detail: a.by.reason.detail + a.note, Silent: a.by.reason.silent && a.note == ""}
	}
	c.Pos, c.Because = a.by.Pos(), a.by.ID
	if a.link != "" {
		c.Others = []string{a.link}
	}
	return c, true
}

// reason says why a defeater is open.
type reason struct {
	code, detail string
	silent       bool // reading the file reports it
}

// challengeStatus says what became of a defeater, and for one that is still
// open why. A status that is not known settles nothing.
func (j *judge) challengeStatus(d *node) (ChallengeStatus, reason) {
	v := d.Get("status")
	if d.Kind != casefile.Defeater {
		return Open, reason{code: "open-defeater", detail: "it is no defeater, so that nothing can answer it"}
	}
	if _, found := casefile.Undecided(d.Value()); found && v.Text() != "sustained" {
		return Open, reason{code: "merge-conflict", detail: nobodyDecided, silent: true}
	}
	if _, open := leftOpen(d.Node); open && v.Text() != "sustained" {
		return Open, reason{code: "uninstantiated-placeholder", detail: "nobody has decided what its template leaves open", silent: true}
	}
	switch v.Text() {
	case "sustained":
		return Sustained, reason{}
	case "accepted":
		return j.residual(d)
	case "open", "investigating":
	default:
		if v.Exists() {
			return Open, reason{code: "open-defeater", detail: "its status is none that is known"}
		}
	}
	if len(d.To(casefile.AnsweredBy)) == 0 {
		if said(d.Get("template")) && !said(d.Get("raised_by")) {
			return NotConsidered, reason{code: "open-defeater", detail: "it came with the template and nobody has considered it"}
		}
		if d.Get("residual").Exists() {
			return Open, reason{code: "open-defeater", detail: "nothing answers it; its residual counts only with status: accepted"}
		}
		return Open, reason{code: "open-defeater", detail: "nothing answers it"}
	}
	return d.answers()
}

// answers judges the answers to d: all of them must stand without a gap, and
// the links to them must not be in doubt.
func (d *node) answers() (ChallengeStatus, reason) {
	if len(d.void) > 0 {
		return Open, d.void[0]
	}
	worst, gap := NoGap, ""
	for _, e := range d.edges {
		if e.part != answer {
			continue
		}
		if s := e.to.mask.worst(); s < worst {
			worst, gap = s, "its answer "+e.to.ID+" is itself: "+s.Word()
		}
		if s := maskOfAll(e.own).worst(); s < worst {
			worst, gap = s, "the link to its answer "+e.to.ID+" is itself in doubt"
		}
	}
	if worst != NoGap {
		return Open, reason{code: "defeater-answer-gap", detail: gap}
	}
	return Answered, reason{}
}

// residual judges a doubt that somebody accepted: it counts as open unless a
// named person accepted it, said what it could cost, and the acceptance has not
// expired.
func (j *judge) residual(d *node) (ChallengeStatus, reason) {
	r := d.Get("residual")
	for _, key := range []string{"accepted_by", "accepted_on", "consequence"} {
		if !said(r.Get(key)) {
			return Open, reason{code: "residual-unaccepted", detail: key + " is missing"}
		}
	}
	on, ok := r.Get("accepted_on").Date()
	if !ok || on.After(j.AsOf) {
		return Open, reason{code: "residual-unaccepted", detail: "it is accepted only from " + r.Get("accepted_on").Text()}
	}
	if v := r.Get("until"); v.Exists() {
		until, ok := v.Date()
		if !ok {
			return Open, reason{code: "residual-unaccepted", detail: "until is no day"}
		}
		if until.Before(j.AsOf) {
			return Open, reason{code: "residual-expired", detail: "the acceptance ended on " + v.Text()}
		}
	}
	return Accepted, reason{}
}

// challenges lists every defeater once for each thing that it challenges, in
// file order.
func (j *judge) challenges() []Challenge {
	var out []Challenge
	for _, d := range j.all {
		if !d.doubts() {
			continue
		}
		c := Challenge{Defeater: d.ID, Status: d.status}
		for _, l := range d.To(casefile.AnsweredBy) {
			c.Answers = append(c.Answers, l.To)
		}
		targets := d.To(casefile.Challenges)
		if len(targets) == 0 {
			out = append(out, c)
		}
		for _, l := range targets {
			c.Target, c.LinkTo = l.To, ""
			if l.From != "" {
				c.Target, c.LinkTo = l.From, l.To
			}
			out = append(out, c)
		}
	}
	return out
}
