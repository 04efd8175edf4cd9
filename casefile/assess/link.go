package assess

import (
	"safecase/casefile"
)

// link adds what n rests on, what it is meant under, and what answers it.
func (j *judge) link(n *node) {
	for _, l := range n.Links {
		switch l.Relation {
		case casefile.SupportedBy:
			j.support(n, l, branch)
		case casefile.InContextOf:
			j.mean(n, l)
		case casefile.AnsweredBy:
			j.answeredBy(n, l)
		}
	}
	for _, side := range n.Get("side_claims").Items() {
		// A step needs its side claims whichever of its branches holds.
		j.support(n, casefile.Link{Relation: casefile.SupportedBy, To: side.Text(), Value: side}, always)
	}
}

// support adds what a node rests on. A reference that leads nowhere, or to
// something that cannot support, leaves the node unsupported.
func (j *judge) support(n *node, l casefile.Link, p part) {
	to := j.a.nodes[l.To]
	switch {
	case to == nil:
		n.blame(Cause{Code: "dangling-ref", State: Unsupported, Pos: l.Pos(), Because: l.To, Silent: true})
	case n.Kind != "" && to.Kind != "" && !n.Kind.MaySupport(to.Kind):
		n.blame(Cause{Code: "illegal-support", State: Unsupported, Pos: l.Pos(), Because: l.To, Others: []string{string(n.Kind), string(to.Kind)}})
	default:
		e := edge{to: to, link: l, part: p}
		if l.Defeated || marked(l.Get("defeated")) {
			e.own = append(e.own, Cause{Code: "link-defeated", State: Defeated, Node: n.ID, Pos: l.Pos(), Because: l.To})
		}
		n.rest(e)
		if to.Kind == casefile.Strategy {
			j.above[to] = append(j.above[to], n)
		}
	}
}

// mean adds a context, a justification or an assumption under which n is meant.
// What is shown under a broken assumption is not shown; an open challenge to a
// context is one to whatever is meant under it.
func (j *judge) mean(n *node, l casefile.Link) {
	to := j.a.nodes[l.To]
	if to == nil {
		return
	}
	switch to.Kind {
	case casefile.Assumption:
		if to.Get("status").Text() == "violated" {
			n.blame(Cause{Code: "violated-assumption", State: Unsupported, Pos: l.Pos(), Because: l.To})
		}
	case casefile.Context, casefile.Justification:
	case "":
		if to.home == nil {
			return
		}
		n.blame(Cause{Code: "away-not-read", State: CannotTell, Pos: l.Pos(), Because: l.To, Silent: true})
	default:
		return
	}
	to.context = true
	n.rest(edge{to: to, link: l, part: backdrop})
}

// answeredBy adds what answers a defeater. Only what can itself be shown or not
// shown can answer: a context, an assumption or another doubt cannot.
func (j *judge) answeredBy(d *node, l casefile.Link) {
	if d.Kind != casefile.Defeater {
		return
	}
	to := j.a.nodes[l.To]
	switch {
	case to == nil:
		d.void = append(d.void, reason{code: "defeater-answer-gap", detail: "its answer " + l.To + " does not exist", silent: true})
	case to.Kind == "" && to.home != nil:
		d.refuse("its answer " + l.To + " stands in another file and could not be found there")
	case to.Kind != casefile.Claim && to.Kind != casefile.Strategy && to.Kind != casefile.Evidence:
		d.refuse("its answer " + l.To + " is no claim, strategy or evidence")
	case l.Defeated || marked(l.Get("defeated")):
		d.refuse("the link to its answer " + l.To + " is marked as defeated")
	case to.home != nil && to.home.unlike.detail != "":
		d.refuse("its answer " + l.To + " is about something else: " + to.home.unlike.detail)
	default:
		to.replies = true
		d.rest(edge{to: to, link: l, part: answer})
	}
}

// refuse notes an answer that answers nothing.
func (n *node) refuse(why string) {
	n.void = append(n.void, reason{code: "defeater-answer-gap", detail: why})
}
