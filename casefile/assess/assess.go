package assess

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"safecase/casefile"
	"safecase/internal/abreast"
)

// Assess judges the case. It takes time linear in nodes and links: every node
// is visited once, however many others rest on it.
func Assess(in Input) *Assessment {
	y, m, d := in.AsOf.Date()
	in.AsOf = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	j := &judge{Input: in, a: &Assessment{AsOf: in.AsOf, nodes: make(map[string]*node, len(in.Case.Nodes))}}
	j.a.judge, j.mitigations = j, in.Case.Items("mitigations")
	j.outcomes = j.readOutcomes()
	j.models = j.readModels()
	j.enter()
	j.judgeAll()
	j.watch()
	j.lose()
	j.dialectic()
	j.joinAway()
	j.passUp()
	j.a.Challenges = j.challenges()
	j.a.Causes = j.causes()
	return j.a
}

// node is a node while it is judged.
type node struct {
	*casefile.Node
	order   int
	own     []Cause // gaps that arise here
	edges   []edge
	at      map[edgeKey]int // where edges stand, once there are many
	numbers []Number
	quotes  map[*node]bool // of a claim: the evidence that its numbers name
	stated  int            // how many of the numbers are judged against evidence
	mask    mask
	why     []Why
	ring    []*node // the nodes that rest on each other, when it is one of them
	carries bool    // others rest on nodes of this kind
	context bool    // some node is meant under it
	head    bool    // a claim that no other claim rests on
	below   bool    // something rests on it
	replies bool    // it answers a challenge
	about   bool    // a claim that the case is about: doubts of the whole case count here
	model   string  // of evidence: the checkpoint that it is about, once that is known

	attackers []attack // challenges to the node itself
	status    ChallengeStatus
	reason    reason // of a defeater that is open
	void      []reason
	loose     string // of a defeater: why a challenge of it hits nothing; else ""

	rate    bool       // a rate stands here or below
	covers  outcomeSet // outcomes to which something carries rates, here or below
	unbound bool       // its bound gives no number: that is a gap of its own

	home *home // of an away node: where it lives; else nil
}

// part says how an edge counts at the node above.
type part uint8

const (
	branch   part = iota // one of the branches that the aggregation chooses from
	always               // needed, whatever the aggregation says
	idle                 // corroborating: its gaps stay with it
	answer               // answers a defeater: its gaps decide whether the defeater is answered
	backdrop             // what the node is meant under: challenges to it pass up, and doubt about what it says
)

// edge is something that a node rests on.
type edge struct {
	to        *node
	link      casefile.Link
	part      part
	own       []Cause  // gaps that arise at the link
	attackers []attack // challenges to the link
	carried   mask     // what came up through it
	point     string   // of an argument for an assurance claim point: its name
	counts    bool     // whether what came up counts at the node above
}

// edgeKey tells edges apart: a node is supported, answered or put in context by
// another at most once.
type edgeKey struct {
	to   *node
	role part // branch for every kind of support
}

func keyOf(to *node, p part) edgeKey {
	if p == always || p == idle {
		p = branch
	}
	return edgeKey{to, p}
}

// manyEdges is the number of edges from which a node keeps an index of them.
const manyEdges = 16

// edgeTo returns the edge to a node in the given role, nil when there is none.
func (n *node) edgeTo(to *node, p part) *edge {
	key := keyOf(to, p)
	if n.at != nil {
		if i, ok := n.at[key]; ok {
			return &n.edges[i]
		}
		return nil
	}
	for i := range n.edges {
		if e := &n.edges[i]; keyOf(e.to, e.part) == key {
			return e
		}
	}
	return nil
}

// rest adds an edge. Of two links to one node in the same role the one that
// makes it count more stays: naming a branch twice does not make it two.
func (n *node) rest(e edge) {
	if old := n.edgeTo(e.to, e.part); old != nil {
		old.own = append(old.own, e.own...)
		if e.point == "" {
			old.point = ""
		}
		if e.part == always {
			old.part = always
		}
		if old.link.Role != "decisive" && (e.link.Role == "decisive" || e.link.Role == "") {
			old.link.Role = e.link.Role
		}
		return
	}
	n.edges = append(n.edges, e)
	if n.at == nil && len(n.edges) > manyEdges {
		n.at = make(map[edgeKey]int, 2*len(n.edges))
		for i, e := range n.edges {
			n.at[keyOf(e.to, e.part)] = i
		}
	} else if n.at != nil {
		n.at[keyOf(e.to, e.part)] = len(n.edges) - 1
	}
}

type judge struct {
	Input
	a        *Assessment
	all      []*node
	models   models
	outcomes outcomes
	// compared is the evidence that claims use for a difference only, worked out
	// when it is first asked for.
	comparing   sync.Once
	compared    map[string]bool
	above       map[*node][]*node // of strategies: the nodes that they support
	mitigations []casefile.Item
	away        []*node // nodes of other files
	// meantUnder is what is meant under a context or an assumption; nil before it
	// is first asked for.
	meantUnder map[*node][]*node
}

// enter makes the nodes and the edges between them.
func (j *judge) enter() {
	store := make([]node, len(j.Case.Nodes))
	j.above = map[*node][]*node{}
	for i, n := range j.Case.Nodes {
		node := &store[i]
		node.Node, node.order = n, i
		node.carries = n.Kind != casefile.Context && n.Kind != casefile.Justification && n.Kind != casefile.Defeater
		j.all = append(j.all, node)
		if first := j.a.nodes[n.ID]; first != nil {
			first.blame(Cause{Code: "duplicate-id", State: CannotTell, Pos: n.Pos(), Silent: true})
			continue
		}
		j.a.nodes[n.ID] = node
		j.a.order = append(j.a.order, n.ID)
	}
	j.enterAway()
	for _, n := range j.all {
		j.link(n)
	}
	j.argue()
	j.findHeads()
	j.a.Tops = j.tops()
	for _, id := range slices.Concat(j.a.Tops, j.claims(func(n *node) bool { return n.head && (n.below || !n.replies) })) {
		j.a.nodes[id].about = true
	}
}

// judgeAll judges what can be judged of each node without those below it:
// evidence before the claims that quote it, rates before what extrapolates them.
// Nodes that do not look at each other are judged abreast.
func (j *judge) judgeAll() {
	var evidence, others []*node
	for _, n := range j.all {
		if n.Kind == casefile.Evidence {
			evidence = append(evidence, n)
		} else {
			others = append(others, n)
		}
	}
	abreastly(evidence, func(n *node) {
		j.judgeEvidence(n)
		j.judgeAlone(n)
	})
	abreastly(others, func(n *node) { n.quotes = j.quoted(n) })
	abreastly(others, j.judgeAlone)
	for _, n := range j.all {
		j.judgeBound(n)
	}
	j.judgeUndecided()
}

// abreastly judges nodes side by side. What is judged of a node may be written
// to that node alone, and no other node may be looked at that is written to.
func abreastly(nodes []*node, judge func(*node)) {
	abreast.Pieces(len(nodes), func(from, to int) {
		for _, n := range nodes[from:to] {
			judge(n)
		}
	})
}

// causes collects the causes of all nodes and links by position.
func (j *judge) causes() []Cause {
	var out []Cause
	for _, n := range j.all {
		out = append(out, n.own...)
		for _, e := range n.edges {
			out = append(out, e.own...)
		}
	}
	slices.SortStableFunc(out, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Node, b.Node), cmp.Compare(a.Because, b.Because))
	})
	return out
}

// tops are the claims that the case is about. A claim that answers a challenge
// is one all the same when it says that it is: whoever lets the top claim
// answer something must not make it disappear.
func (j *judge) tops() []string {
	named := map[string]bool{}
	for _, top := range j.Case.Tops() {
		named[top.ID] = true
	}
	out := j.claims(func(n *node) bool {
		return named[n.ID] || n.head && !n.below && (n.Get("outcomes").Exists() || n.Get("role").Text() == "top")
	})
	if len(out) == 0 {
		out = j.claims(func(n *node) bool { return n.head })
	}
	return out
}

// findHeads marks the claims that no other claim rests on, whether something
// else does or not; all of them where every claim is in a ring or below one.
func (j *judge) findHeads() {
	var queue []*node
	covered := map[*node]bool{}
	visit := func(n *node) {
		for _, e := range n.edges {
			if e.part == answer || e.part == backdrop || e.to == n {
				continue
			}
			e.to.below = true
			if !covered[e.to] && (n.Kind == casefile.Claim || covered[n]) {
				covered[e.to] = true
				queue = append(queue, e.to)
			}
		}
	}
	for _, n := range j.all {
		visit(n)
	}
	for len(queue) > 0 {
		visit(queue[0])
		queue = queue[1:]
	}
	heads := j.claims(func(n *node) bool { return !covered[n] })
	if len(heads) == 0 {
		heads = j.claims(func(*node) bool { return true })
	}
	for _, id := range heads {
		j.a.nodes[id].head = true
	}
}

// claims are the ids of the claims of which something holds, in file order.
func (j *judge) claims(is func(*node) bool) (out []string) {
	for _, n := range j.all {
		if n.Kind == casefile.Claim && n == j.a.nodes[n.ID] && is(n) {
			out = append(out, n.ID)
		}
	}
	return out
}

// blame records a gap that arises at n.
func (n *node) blame(c Cause) {
	n.own = append(n.own, n.complete(c))
}

// complete fills in what a cause at n says by itself.
func (n *node) complete(c Cause) Cause {
	c.Node = n.ID
	if c.Because == "" {
		c.Because = n.ID
	}
	if c.Pos == (casefile.Pos{}) {
		c.Pos = n.Pos()
	}
	return c
}

// blamed reports whether a gap of the state arises at n itself.
func (n *node) blamed(s State) bool {
	return slices.ContainsFunc(n.own, func(c Cause) bool { return c.State == s })
}

// marked reads a mark that speaks against a node: whatever is written there and
// is not a plain false sets it.
func marked(v casefile.Value) bool {
	b, ok := v.Bool()
	return v.Exists() && (b || !ok)
}
