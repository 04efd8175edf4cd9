package lint

import (
	"slices"

	"safecase/casefile"
)

// trial is evidence that evaluates a model, with what rests on it: rules about
// how an evaluation was done look at trials.
type trial struct {
	*casefile.Node
	claims    []*casefile.Node // the claims that it decides, in file order
	arguments []string         // the categories of argument that rest on it
	threats   []string         // the threats that those claims are about
}

// serves reports whether an argument of that category rests on the trial.
func (t *trial) serves(argument string) bool { return slices.Contains(t.arguments, argument) }

// inability reports whether the trial is to show that the model cannot do
// something. A target that is not stated does not excuse it.
func (p *Pass) inability(t *trial) bool {
	target := p.circumstance(t.Node, "target").Text()
	return t.serves("inability") && (target == "" || target == "capability" || target == "uplift")
}

// first is the claim under which the trial is reported.
func (t *trial) first() string { return t.claims[0].ID }

// trials lists the evaluations that decide a claim, in file order.
func (p *Pass) trials() []*trial {
	p.facts.trialsOnce.Do(p.findTrials)
	return p.facts.trialList
}

func (p *Pass) findTrials() {
	byNode := map[*casefile.Node]*trial{}
	for _, claim := range p.kinds[casefile.Claim] {
		for _, e := range p.results(claim) {
			if !p.evaluates(e) {
				continue
			}
			t := byNode[e]
			if t == nil {
				t = &trial{Node: e}
				byNode[e] = t
			}
			t.claims = append(t.claims, claim)
			t.arguments = union(t.arguments, p.argumentOf(claim))
			t.threats = union(t.threats, p.threatsOf(claim))
		}
	}
	for _, e := range p.kinds[casefile.Evidence] {
		if t := byNode[e]; t != nil {
			p.facts.trialList = append(p.facts.trialList, t)
		}
	}
}

// results is the evidence that decides a claim: what its numbers name, and of
// what is linked with it, everything when it states no number and what is
// marked as decisive when it does.
func (p *Pass) results(claim *casefile.Node) []*casefile.Node {
	var out []*casefile.Node
	add := func(id string) {
		if e := p.Case.Node(id); e != nil && e.Kind == casefile.Evidence {
			out = append(out, e)
		}
	}
	p.numbers()
	named := false
	for _, number := range p.facts.numbersOf[claim] {
		for _, e := range number.evidence {
			out, named = append(out, e), true
		}
	}
	p.linkedResults(claim, named, 0, add)
	return once(out)
}

// once removes what is there already, in place.
func once(nodes []*casefile.Node) []*casefile.Node {
	if len(nodes) < 2 {
		return nodes
	}
	seen := make(map[*casefile.Node]bool, len(nodes))
	return slices.DeleteFunc(nodes, func(n *casefile.Node) bool {
		twice := seen[n]
		seen[n] = true
		return twice
	})
}

// linkedResults goes through strategies, which state nothing themselves.
func (p *Pass) linkedResults(n *casefile.Node, named bool, depth int, add func(string)) {
	for _, l := range n.Links {
		if l.Relation != casefile.SupportedBy || l.Role == "corroborating" || named && l.Role != "decisive" {
			continue
		}
		add(l.To)
		if to := p.Case.Node(l.To); to != nil && to.Kind == casefile.Strategy && depth < 3 {
			p.linkedResults(to, named, depth+1, add)
		}
	}
}

// inherited is what a claim has of the claims that it supports, where it says
// nothing itself.
type inherited struct {
	arguments, threats []string
}

func (p *Pass) argumentOf(claim *casefile.Node) []string { return p.inherits(claim).arguments }

func (p *Pass) threatsOf(claim *casefile.Node) []string { return p.inherits(claim).threats }

func (p *Pass) inherits(claim *casefile.Node) *inherited {
	p.facts.handedOnce.Do(func() {
		p.facts.handed = make(map[*casefile.Node]*inherited, len(p.Case.Nodes))
		for _, n := range p.Case.Nodes {
			p.inherit(n, 0)
		}
	})
	return p.facts.handed[claim]
}

// ownMatters are roles that stand on their own: the category of the argument
// that they serve says nothing about what they claim.
var ownMatters = []string{"coverage", "process", "security", "monitoring", "side_claim", "necessity", "proxy_validity", "macro_interaction", "extrapolation"}

// inherit works out each claim once. Deeper than maxInherit claims nothing is
// handed down.
func (p *Pass) inherit(n *casefile.Node, depth int) *inherited {
	const maxInherit = 10000
	if known := p.facts.handed[n]; known != nil {
		return known
	}
	h := &inherited{} // known from here on, so that a ring ends
	p.facts.handed[n] = h
	h.arguments, h.threats = n.Get("argument").Texts(), n.Get("threats").Texts()
	mayInherit := !slices.Contains(ownMatters, n.Get("role").Text())
	for _, u := range p.users[n.ID] {
		if u.relation != casefile.SupportedBy || depth > maxInherit {
			continue
		}
		above := p.inherit(u.by, depth+1)
		if n.Get("argument").Text() == "" && mayInherit {
			h.arguments = union(h.arguments, above.arguments)
		}
		if !n.Get("threats").Exists() {
			h.threats = union(h.threats, above.threats)
		}
	}
	return h
}

// union adds what is not there yet; the sets are small.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(slices.Clip(a), s)
		}
	}
	return a
}

// shares reports whether two sets of threats concern each other; a set that
// names none concerns all.
func shares(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// role reports whether a claim of that role hangs together with the top and
// concerns one of the threats.
func (p *Pass) role(role string, threats []string) bool {
	for _, n := range p.roles()[role] {
		if p.reach[n.ID] && shares(p.threatsOf(n), threats) {
			return true
		}
	}
	return false
}

func (p *Pass) roles() map[string][]*casefile.Node {
	p.facts.rolesOnce.Do(func() {
		p.facts.roleIndex = map[string][]*casefile.Node{}
		for _, n := range p.kinds[casefile.Claim] {
			if role := n.Get("role").Text(); role != "" {
				p.facts.roleIndex[role] = append(p.facts.roleIndex[role], n)
			}
		}
	})
	return p.facts.roleIndex
}

// can lists what an actor of the threat can do, with what that implies.
func (p *Pass) can(threat string) []string {
	t := p.Case.Get("threats", threat)
	out := t.Get("actor_access").Texts()
	if inScope, _ := t.Get("weights_in_scope").Bool(); (inScope || p.weightsOut()) && !slices.Contains(out, "weights") {
		out = append(out, "weights")
	}
	return out
}

// weightsOut reports whether the case itself says that anybody may hold the
// weights, whatever its threats say.
func (p *Pass) weightsOut() bool {
	if p.Case.Get("setting", "access").Text() == "open_weights" || p.Case.Get("decision", "type").Text() == "weight_release" {
		return true
	}
	for _, id := range p.Case.Get("system", "includes").Texts() {
		if w := p.Case.Get("models", id, "weights").Text(); w == "open" || w == "leaked_assumed" {
			return true
		}
	}
	return false
}

// absence reports whether a claim says that something is not there.
func absence(n *casefile.Node) bool { return n.Get("polarity").Text() == "absence" }
