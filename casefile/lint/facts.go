package lint

import (
	"slices"
	"sync"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// facts is what several rules look up, gathered once a check. Rules run abreast:
// what is worked out when the first one asks is behind a sync.Once.
type facts struct {
	kinds  map[casefile.Kind][]*casefile.Node
	users  map[string][]use // who refers to a node, by its id
	known  func(nameOrID string) *Rule
	shapes map[*casefile.Node]shape
	used   casefile.Keys // of all nodes and protocols

	// of the assessment
	causes map[string][]assess.Cause // by node
	tops   map[string]bool
	reach  map[string]bool // what hangs together with a top claim

	trialsOnce, handedOnce, rolesOnce, numbersOnce, mitigationsOnce sync.Once

	trialList      []*trial
	handed         map[*casefile.Node]*inherited
	roleIndex      map[string][]*casefile.Node
	numberList     []number
	numbersOf      map[*casefile.Node][]number
	mitigationList []casefile.Item
}

// use is one reference to a node.
type use struct {
	by       *casefile.Node // nil outside nodes
	relation casefile.Relation
	side     bool // by side_claims
}

// gather looks the case over; what it gives is not complete before judged.
func gather(c *casefile.Case) *facts {
	f := &facts{kinds: map[casefile.Kind][]*casefile.Node{}, users: make(map[string][]use, len(c.Nodes)), known: Find}
	f.shape(c)
	for _, n := range c.Nodes {
		f.kinds[n.Kind] = append(f.kinds[n.Kind], n)
		f.uses(n)
	}
	return f
}

// factsOf gathers everything about a case that was checked before.
func factsOf(r *Result) *facts {
	f := gather(r.File.Case)
	f.judged(r)
	return f
}

// judged adds what the assessment says.
func (f *facts) judged(r *Result) {
	f.causes, f.tops = map[string][]assess.Cause{}, map[string]bool{}
	for _, cause := range r.Assessment.Causes {
		f.causes[cause.Node] = append(f.causes[cause.Node], cause)
	}
	for _, top := range r.Assessment.Tops {
		f.tops[top] = true
	}
	f.reached(r.File.Case)
}

func (f *facts) uses(n *casefile.Node) {
	for _, l := range n.Links {
		f.users[l.To] = append(f.users[l.To], use{by: n, relation: l.Relation})
		if l.From != "" {
			f.users[l.From] = append(f.users[l.From], use{by: n, relation: l.Relation})
		}
	}
	for _, id := range f.references(n) {
		f.users[id] = append(f.users[id], use{by: n, side: true})
	}
}

// references are the ids of nodes that n names other than by its links.
func (f *facts) references(n *casefile.Node) []string {
	var ids []string
	switch n.Kind {
	case casefile.Strategy:
		ids = n.Get("side_claims").Texts()
	case casefile.Claim:
		for _, q := range n.Get("quantity").Items() {
			ids = append(ids, q.Get("of").Texts()...)
			for _, side := range q.Get("difference").Items() {
				ids = append(ids, side.Get("of").Texts()...)
			}
		}
		ids = append(ids, n.Get("bound", "per_attempt").Texts()...)
	case casefile.Evidence:
		ids = append(n.Get("pair_of").Texts(), n.Get("counter_evidence_for").Texts()...)
	}
	for _, point := range n.Points() {
		for _, at := range slices.Concat(point.At, []casefile.Value{point.ArguedBy}) {
			ids = append(ids, at.Texts()...)
		}
	}
	return ids
}

// reached marks what hangs together with a top claim: what it refers to, and
// what challenges or answers any of that.
func (f *facts) reached(c *casefile.Case) {
	f.reach = make(map[string]bool, len(c.Nodes))
	var queue []*casefile.Node
	visit := func(id string) {
		if n := c.Node(id); n != nil && !f.reach[id] {
			f.reach[id] = true
			queue = append(queue, n)
		}
	}
	for top := range f.tops {
		visit(top)
	}
	for ; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		for _, l := range n.Links {
			visit(l.To)
		}
		for _, id := range f.references(n) {
			visit(id)
		}
		for _, u := range f.users[n.ID] {
			if u.relation == casefile.Challenges {
				visit(u.by.ID)
			}
		}
	}
}

// blamed reports whether assess found a cause of that code at the node.
func (f *facts) blamed(node string, codes ...string) bool {
	for _, c := range f.causes[node] {
		for _, code := range codes {
			if c.Code == code {
				return true
			}
		}
	}
	return false
}
