package render

// plan is a diagram on its way to a picture: its nodes measured, gathered
// into blocks and boxes, its links told apart by how they are drawn.
type plan struct {
	nodes []Node
	figs  []figure
	links []line
	byID  map[string]int

	host   []int   // by node: the node it stands beside, or -1
	beside [][]int // by node: those that stand beside it, in order
	blocks []block
	block  []int   // by node
	at     []Point // by node: its corner in its block

	boxes []container // by block
	inBox []Point     // by block: its corner in its box
	inRow []bool      // by block: it hangs in a column
	over  []int       // by block: the one above it in its column, or -1
	into  []int       // by block in a column: the edge that leads to it
	edges []Edge
}

// line is a link between nodes of the plan.
type line struct {
	link     *Link
	from, to int
	target   int // the link that is attacked, or -1
	role     role
	edge     int  // in plan.edges, for role hierarchy
	flip     bool // the edge runs against the link
}

// role is how the way of a link is found.
type role uint8

const (
	loose     role = iota // after the layout, around the boxes
	beside                // within a block, from a node to one that stands beside it
	hierarchy             // by the layout
	branch                // by the layout, down the line of a column
)

// newPlan resolves the links of a diagram and measures its nodes.
func newPlan(d *Diagram, t *Theme) *plan {
	p := &plan{byID: make(map[string]int, len(d.Nodes))}
	p.nodes = append(p.nodes, d.Nodes...)
	for i := range d.Nodes {
		if _, twice := p.byID[d.Nodes[i].ID]; !twice {
			p.byID[d.Nodes[i].ID] = i
		}
	}
	for i := range d.Links {
		p.addLink(&d.Links[i])
	}
	p.aim()
	p.figs = make([]figure, len(p.nodes))
	for i := range p.nodes {
		p.figs[i] = newFigure(&p.nodes[i], t)
	}
	return p
}

func (p *plan) addLink(l *Link) {
	n := line{link: l, from: p.find(l.From), to: -1, target: -1, edge: -1}
	if l.Attacks == nil {
		n.to = p.find(l.To)
	}
	p.links = append(p.links, n)
}

// find returns the node with an ID. One that is not there gets a node that
// says so, because a link into nothing is a gap.
func (p *plan) find(id string) int {
	if i, ok := p.byID[id]; ok {
		return i
	}
	i := len(p.nodes)
	p.nodes = append(p.nodes, Node{ID: id, Kind: Claim, Text: "There is no node with this ID", State: Unsupported, StateWord: "missing"})
	p.byID[id] = i
	return i
}

// aim finds the links that challenges are aimed at.
func (p *plan) aim() {
	byEnds := map[[2]string]int{}
	for i := range p.links {
		if l := p.links[i].link; l.Attacks == nil {
			byEnds[[2]string{l.From, l.To}] = i
		}
	}
	for i := range p.links {
		l := &p.links[i]
		if l.link.Attacks == nil {
			continue
		}
		if t, ok := byEnds[*l.link.Attacks]; ok {
			l.target = t
		} else { // no such link: aim at the node that it would end in
			l.to = p.findAny(l.link.Attacks[1], l.from)
		}
	}
}

func (p *plan) findAny(id string, otherwise int) int {
	if i, ok := p.byID[id]; ok {
		return i
	}
	return otherwise
}
