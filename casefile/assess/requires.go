package assess

import (
	"strings"

	"safecase/casefile"
)

// several writes a list of words, shortened where it is long.
func several(words []string) string {
	const most = 8
	if len(words) > most {
		return strings.Join(words[:most], ", ") + " and more"
	}
	return strings.Join(words, ", ")
}

// judgeRequirements blames a claim for each field of what it requires of its
// evidence that no evidence meets: what was measured otherwise than the claim
// itself asks for does not decide it. One evidence must meet all of one item.
func (j *judge) judgeRequirements(n *node) {
	if n.Kind != casefile.Claim {
		return
	}
	items := n.Get("requires").Items()
	if len(items) == 0 {
		return
	}
	fit, any := j.mayMeet(n)
	if len(fit) == 0 && (any || n.blamed(Unsupported) || n.blamed(Undeveloped)) {
		return // what stands there, or does not, is a worse gap of its own
	}
	for _, item := range items {
		j.judgeRequirement(n, item, fit)
	}
}

func (j *judge) judgeRequirement(n *node, item casefile.Value, fit []*casefile.Node) {
	if len(fit) == 0 {
		n.blame(Cause{Code: "requirement-unmet", State: CannotTell, Pos: item.Pos()})
		return
	}
	closest, lacks := j.closest(fit, item)
	for _, l := range lacks {
		n.blame(Cause{Code: "requirement-unmet", State: CannotTell, Pos: l.Pos, Because: closest.ID, Detail: l.Why})
	}
}

// maxLooked bounds how far below one claim evidence is looked for, so that many
// claims with requirements over one large argument stay fast.
const maxLooked = 5000

// mayMeet is the evidence below a settled node that can meet a requirement: what
// counts there and can be used. Of a branch that carries nothing none can.
// Evidence that only corroborates passes its gaps up to nobody, so that it must
// be in order itself. any says that there is evidence whose gap passes up. Past
// maxLooked links only what stands directly below is looked at.
func (j *judge) mayMeet(n *node) (fit []*casefile.Node, any bool) {
	seen := map[*node]bool{n: true}
	queue := []*node{n}
	looked := 0
	for i := 0; i < len(queue) && looked <= maxLooked; i++ {
		looked += len(queue[i].edges)
		for _, e := range queue[i].edges {
			counts := e.counts && (e.part == branch || e.part == always)
			if seen[e.to] || !counts && e.part != idle {
				continue
			}
			seen[e.to] = true
			if e.to.Kind != casefile.Evidence {
				queue = append(queue, e.to)
				continue
			}
			least := Unusable
			if e.part == idle {
				least = CannotTell
			}
			any = any || counts
			if e.to.mask.worst() > least {
				fit = append(fit, e.to.Node)
			}
		}
	}
	return fit, any
}

// closest is the evidence that meets most of a requirement, with what it does
// not meet.
func (j *judge) closest(fit []*casefile.Node, item casefile.Value) (closest *casefile.Node, fewest []Lack) {
	for _, e := range fit {
		lacks := j.lacks(e, item)
		if closest == nil || len(lacks) < len(fewest) {
			closest, fewest = e, lacks
		}
		if len(lacks) == 0 {
			break
		}
	}
	return closest, fewest
}

// Unmet says what a requirement, written as an item of a claim's requires, finds
// missing in the evidence below the claim: the evidence that comes closest with
// what it lacks. closest is "" where no evidence there can be used; any says that
// there is evidence all the same, with a gap of its own.
func (a *Assessment) Unmet(claim string, item casefile.Value) (closest string, lacks []Lack, any bool) {
	n := a.nodes[claim]
	if n == nil {
		return "", nil, false
	}
	fit, any := a.judge.mayMeet(n)
	e, lacks := a.judge.closest(fit, item)
	if e == nil {
		return "", nil, any
	}
	return e.ID, lacks, any
}

// Reviewed reports whether an accepted review of the very bytes of the evidence
// is recorded.
func (a *Assessment) Reviewed(evidence string) bool {
	n := a.nodes[evidence]
	return n != nil && a.judge.reviewed(n)
}
