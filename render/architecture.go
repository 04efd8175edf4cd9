package render

import (
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// architecture is the picture of the files that a case rests on: each a box
// with what it offers to others, and how that stands.
type architecture struct {
	prefix string // of the folder of the case, which the names of files leave out
	d      Diagram
	seen   map[string]bool // files that have a box
}

// Architecture turns a checked case into a picture of its modules. A box shows
// the worst state of its top claims and of all that it offers.
func Architecture(r *lint.Result) Diagram {
	path := r.File.Path
	b := &architecture{prefix: path[:strings.LastIndexAny(path, `/\:`)+1], seen: map[string]bool{}}
	b.d = Diagram{Title: r.File.Case.Title(), Subtitle: append(Subtitle(r), "the files that the case rests on, each with what it offers to others"), Footer: Footer(r)}
	b.module(r)
	for _, used := range r.Used() {
		b.module(used)
	}
	return b.d
}

func (b *architecture) name(path string) string { return strings.TrimPrefix(path, b.prefix) }

// module adds the box of a file and its arrows.
func (b *architecture) module(r *lint.Result) {
	c, id := r.File.Case, b.name(r.File.Path)
	n := Node{ID: id, Kind: Module, Text: c.Title(), Category: ""}
	if c.Contract() {
		n.Category = "contract"
	}
	offered := r.Interface()
	ids := slices.Clone(r.Assessment.Tops)
	for _, o := range offered {
		ids = append(ids, o.ID)
	}
	gather(&n, r.Assessment, ids)
	n.Badges = interfaceBadges(r.Assessment, offered)
	if count := unanswered(r.Assessment); count > 0 {
		n.Badges = append(n.Badges, Badge{Open, plural(count, "open challenge")})
	}
	b.seen[id] = true
	b.d.Nodes = append(b.d.Nodes, n)
	for _, m := range r.Modules {
		b.use(r, m, id)
	}
}

// gather gives the box of a file the states of the nodes that stand for it.
func gather(n *Node, a *assess.Assessment, ids []string) {
	worst, inherited := assess.NoGap, true
	var all []assess.State
	for _, id := range ids {
		s := a.State(id)
		if s < worst {
			worst, inherited = s, true
		}
		if s == worst && a.Arises(id) {
			inherited = false
		}
		for _, w := range a.Why(id) {
			all = append(all, w.State)
		}
	}
	slices.Sort(all)
	for _, s := range slices.Compact(all) {
		if s != worst {
			n.Also = append(n.Also, State(s.String()))
		}
	}
	n.State, n.StateWord, n.Inherited = State(worst.String()), worst.Word(), inherited && worst != assess.NoGap
}

// mostOffered is how many nodes of an interface a box lists.
const mostOffered = 24

// interfaceBadges lists what a file offers. Of a long list the worst states
// come first, so that what is left out is never worse than what is shown.
func interfaceBadges(a *assess.Assessment, offered []*casefile.Node) []Badge {
	shown := slices.Clone(offered)
	if len(shown) > mostOffered {
		slices.SortStableFunc(shown, func(x, y *casefile.Node) int { return int(a.State(x.ID)) - int(a.State(y.ID)) })
		shown = shown[:mostOffered]
	}
	var out []Badge
	for _, n := range shown {
		s := a.State(n.ID)
		out = append(out, Badge{Note, n.ID + " · " + s.Word()})
	}
	if more := len(offered) - len(shown); more > 0 {
		out = append(out, Badge{Note, plural(more, "more node") + ", none worse"})
	}
	return out
}

func unanswered(a *assess.Assessment) int {
	count := 0
	for _, ch := range a.Challenges {
		if ch.Status != assess.Answered {
			count++
		}
	}
	return count
}

// use adds the arrow to a module, and a box for one that could not be read.
func (b *architecture) use(r *lint.Result, m *lint.Module, from string) {
	to := b.name(m.Path)
	if m.Ring != nil {
		to = m.Ring[len(m.Ring)-1]
	}
	if m.Result == nil && m.Ring == nil && !b.seen[to] {
		b.seen[to] = true
		b.d.Nodes = append(b.d.Nodes, Node{ID: to, Kind: Module, Text: "not read: " + m.Problem, State: Unusable, Desc: m.Problem})
	}
	kind, gap := reliance(r, m.Name)
	if kind == "" {
		kind = InContextOf
	}
	b.d.Links = append(b.d.Links, Link{From: from, To: to, Kind: kind, OnGapPath: gap || m.Result == nil, Defeated: m.Ring != nil})
}

// reliance is the strongest way in which a case refers to a module, "" when it
// does not, and whether anything that it refers to has a gap.
func reliance(r *lint.Result, module string) (kind LinkKind, gap bool) {
	context := map[string]bool{}
	for _, n := range r.File.Case.Nodes {
		for _, l := range n.Links {
			if strings.HasPrefix(l.To, module+":") && l.Relation != casefile.InContextOf {
				context[l.To] = false
			} else if _, known := context[l.To]; !known {
				context[l.To] = true
			}
		}
	}
	for _, away := range r.Assessment.Away {
		if away.Module != module {
			continue
		}
		gap = gap || r.Assessment.State(away.ID) != assess.NoGap
		if kind == "" || !context[away.ID] {
			kind = map[bool]LinkKind{true: InContextOf, false: SupportedBy}[context[away.ID]]
		}
	}
	return kind, gap
}
