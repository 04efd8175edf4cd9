package assess

import "safecase/casefile"

// Assumption is something that is taken as true, with what depends on it.
type Assumption struct {
	ID        string
	Kind      casefile.Kind // an assumption, or a claim that is marked as assumed
	By        string        // who assumes it; "" when nobody is named
	Since     string        // the day since when, as written
	Status    string        // open, monitored or violated, as written
	Indicator string        // what watches it; "" when nothing does
	ReviewBy  string        // the day by which somebody must look again, as written
	Under     []string      // what rests on it or is meant under it, in file order
	Tops      []string      // the top claims that hang on it; of a case with very many, the first
	Pos       casefile.Pos
}

// maxTops bounds how many top claims are followed down, so that the register
// stays linear.
const maxTops = 64

// Assumptions is the register of what is taken as true, in file order.
func (a *Assessment) Assumptions() []Assumption {
	if a.judge == nil {
		return nil
	}
	under, watchers := map[*node][]string{}, map[string]string{}
	for _, n := range a.judge.all {
		for _, e := range n.edges {
			if n.ID != "" {
				under[e.to] = append(under[e.to], n.ID)
			}
		}
	}
	for _, in := range a.Indicators {
		for _, id := range in.Bears {
			if watchers[id] == "" {
				watchers[id] = in.ID
			}
		}
	}
	tops := a.topsAbove()
	var out []Assumption
	for _, id := range a.order {
		n := a.nodes[id]
		if n.Kind != casefile.Assumption && !(n.Kind == casefile.Claim && marked(n.Get("assumed"))) {
			continue
		}
		out = append(out, Assumption{
			ID: id, Kind: n.Kind, By: either(n.Get("by").Text(), n.Get("owner").Text()), Since: n.Get("on").Text(), Status: n.Get("status").Text(),
			Indicator: either(n.Get("indicator").Text(), watchers[id]), ReviewBy: n.Get("review_by").Text(), Under: under[n], Tops: a.topIDs(tops[n]), Pos: n.Pos(),
		})
	}
	return out
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// topsAbove says of every node which top claims hang on it: by support, by what
// they are meant under, and by the answers to challenges.
func (a *Assessment) topsAbove() map[*node]uint64 {
	out := map[*node]uint64{}
	for i, id := range a.Tops[:min(len(a.Tops), maxTops)] {
		queue := []*node{a.nodes[id]}
		for bit := uint64(1) << i; len(queue) > 0; queue = queue[1:] {
			n := queue[0]
			if out[n]&bit == 0 {
				out[n] |= bit
				queue = append(queue, n.dependencies()...)
			}
		}
	}
	return out
}

func (a *Assessment) topIDs(set uint64) (out []string) {
	for i, id := range a.Tops[:min(len(a.Tops), maxTops)] {
		if set&(1<<i) != 0 {
			out = append(out, id)
		}
	}
	return out
}
