package assess

// Aside is a branch with a gap that a step does not need: another branch carries
// it. The gap does not pass up, and whoever reads the claim above must know of it.
type Aside struct {
	Step   string `json:"step"`   // the strategy that does without it
	Branch string `json:"branch"` // the node below
	State  State  `json:"state"`  // as which the branch stands
}

// Aside lists the branches with a gap that a step does without, in file order.
func (a *Assessment) Aside() []Aside {
	out := []Aside{}
	for _, n := range a.judge.all {
		if n.ID == "" || !n.carries || n.ring != nil {
			continue
		}
		for _, e := range n.edges {
			if e.part == branch && !e.counts && e.carried != 0 {
				out = append(out, Aside{n.ID, e.to.ID, e.carried.worst()})
			}
		}
	}
	return out
}
