package assess

import (
	"fmt"
	"math/bits"
	"slices"
)

// The bounds of the search for sets of nodes that a claim cannot lose.
const (
	MaxCutSize  = 3      // nodes of a set
	MaxCutSets  = 100    // sets that are returned
	maxCutNodes = 20_000 // nodes of a case; beyond, nothing is searched
	maxCutWork  = 400_000
)

// Cuts is what one claim cannot lose without standing worse than it is recorded.
type Cuts struct {
	Top    string `json:"top"`
	Events int    `json:"events"` // evidence, assumptions and other leaves below it
	// Single are the leaves of which each alone breaks it.
	Single []string `json:"single"`
	// Inner are nodes above leaves that alone break it where no leaf below does.
	Inner []string `json:"inner"`
	// Shared are the nodes on which alternatives rest together: they count once.
	Shared []Shared `json:"shared"`
	// Sets are the smallest sets of two and more leaves that break it, the smallest first.
	Sets [][]string `json:"sets"`
	// Note says what was not searched; "" when Sets holds every set of up to MaxCutSize.
	Note string `json:"note"`
}

// Shared says what the alternatives of a step all rest on.
type Shared struct {
	At    string   `json:"at"`
	Nodes []string `json:"nodes"` // the highest ones
}

// CutSets finds, for each top claim, the nodes whose loss breaks it: alone, and
// in small sets. The time is bounded; where the bound was met, Note says so.
func (a *Assessment) CutSets() []Cuts {
	g := a.logic()
	if len(g.steps) > maxCutNodes {
		var out []Cuts
		for _, top := range a.Tops {
			out = append(out, Cuts{Top: top, Single: []string{}, Inner: []string{}, Shared: []Shared{}, Sets: [][]string{},
				Note: fmt.Sprintf("not searched: the case has more than %d nodes and links in doubt", maxCutNodes)})
		}
		return out
	}
	s := &cutSearch{logic: g, alone: make([]stepSet, len(g.steps)), sets: make([][]cut, len(g.steps)), work: maxCutWork}
	s.leaves = make(stepSet, len(g.steps)/64+1)
	for i, is := range g.event {
		if is {
			s.leaves.set(i)
		}
	}
	g.parts(func(part []int) {
		for _, i := range part {
			s.visit(i)
		}
		s.joinRing(part)
	})
	var out []Cuts
	for _, top := range a.Tops[:min(len(a.Tops), maxTops)] {
		out = append(out, s.of(top, a.nodes[top].order))
	}
	return out
}

// stepSet is a set of steps.
type stepSet []uint64

func (b stepSet) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b stepSet) set(i int)      { b[i/64] |= 1 << (i % 64) }

func (b stepSet) join(c stepSet) {
	for i := range c {
		b[i] |= c[i]
	}
}

// members are the steps of the set, in order.
func (b stepSet) members() []int {
	var out []int
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			out = append(out, 64*i+bits.TrailingZeros64(w))
		}
	}
	return out
}

// cut is a set of two or three events, sorted; the last is -1 where there are two.
type cut [MaxCutSize]int32

type cutSearch struct {
	*logic
	alone  []stepSet // by step: what alone makes it fail
	sets   [][]cut   // by step: events that only together do
	leaves stepSet
	work   int
	short  bool // the bound was met: sets may be missing
}

// visit finds what makes a step fail; what it rests on is known. Within a ring
// nothing is carried anyway.
func (s *cutSearch) visit(i int) {
	b := make(stepSet, len(s.steps)/64+1)
	b.set(i)
	for _, to := range s.steps[i].needs {
		if s.alone[to] != nil {
			b.join(s.alone[to])
		}
	}
	b.join(s.shared(i))
	s.alone[i] = b
	var found []cut
	for _, to := range s.steps[i].needs {
		found = append(found, s.sets[to]...)
	}
	found = append(found, s.together(i)...)
	s.sets[i] = s.minimal(b, found)
}

// joinRing lets all steps of a ring fail by what makes one of them fail.
func (s *cutSearch) joinRing(ring []int) {
	if len(ring) < 2 {
		return
	}
	all, sets := make(stepSet, len(s.steps)/64+1), []cut(nil)
	for _, i := range ring {
		all.join(s.alone[i])
		sets = append(sets, s.sets[i]...)
	}
	sets = s.minimal(all, sets)
	for _, i := range ring {
		s.alone[i], s.sets[i] = all, sets
	}
}

// shared is what makes too many of the alternatives of a step fail at once.
func (s *cutSearch) shared(i int) stepSet {
	st := s.steps[i]
	if len(st.alts) == 0 {
		return nil
	}
	out := make(stepSet, len(s.steps)/64+1)
	spare := len(st.alts) - st.need
	count := make([]int32, len(s.steps))
	for _, to := range st.alts {
		for _, x := range s.alone[to].members() {
			if count[x]++; int(count[x]) > spare {
				out.set(x)
			}
		}
	}
	return out
}

// together finds the sets of events that make too many alternatives fail, by
// taking what breaks each of them.
func (s *cutSearch) together(i int) []cut {
	st := s.steps[i]
	if len(st.alts) == 0 {
		return nil
	}
	type partial struct {
		c      cut
		n      int // events in c
		broken int // alternatives that they break
	}
	part := []partial{{c: cut{-1, -1, -1}}}
	need := len(st.alts) - st.need + 1
	for at, to := range st.alts {
		ways := s.ways(to)
		var next []partial
		for _, p := range part {
			if p.broken+len(st.alts)-at > need { // it may be spared
				next = append(next, p)
			}
			for _, w := range ways {
				if s.work--; s.work < 0 {
					s.short = true
					return nil
				}
				if c, n := union(p.c, w); n <= MaxCutSize && p.broken < need {
					next = append(next, partial{c, n, p.broken + 1})
				}
			}
		}
		part = next
	}
	var out []cut
	for _, p := range part {
		if p.broken == need && p.n >= 2 {
			out = append(out, p.c)
		}
	}
	return out
}

// ways are the sets of events, single ones too, that make a step fail.
func (s *cutSearch) ways(i int) []cut {
	var out []cut
	for _, x := range s.alone[i].members() {
		if s.event[x] {
			out = append(out, cut{int32(x), -1, -1})
		}
	}
	return append(out, s.sets[i]...)
}

// union joins two sets; n is the size, more than fits where it is too large.
func union(a, b cut) (c cut, n int) {
	c = cut{-1, -1, -1}
	var all []int32
	for _, x := range append(a[:len(a):len(a)], b[:]...) {
		if x >= 0 && !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	slices.Sort(all)
	if len(all) <= MaxCutSize {
		copy(c[:], all)
	}
	return c, len(all)
}

// minimal leaves out sets that hold a smaller one.
func (s *cutSearch) minimal(alone stepSet, found []cut) []cut {
	if len(found) == 0 {
		return nil
	}
	if s.work -= len(found); s.work < 0 {
		s.short = true
		return nil
	}
	slices.SortFunc(found, compareCuts)
	known := map[cut]bool{}
	var out []cut
	for _, c := range found {
		if known[c] || slices.ContainsFunc(c.events(), func(x int32) bool { return alone.has(int(x)) }) ||
			known[cut{c[0], c[1], -1}] || c[2] >= 0 && (known[cut{c[0], c[2], -1}] || known[cut{c[1], c[2], -1}]) {
			continue
		}
		known[c] = true
		out = append(out, c)
	}
	return out
}

func (c cut) events() []int32 {
	if c[2] < 0 {
		return c[:2]
	}
	return c[:]
}

// compareCuts puts small sets first, then those of earlier nodes.
func compareCuts(a, b cut) int {
	if d := len(a.events()) - len(b.events()); d != 0 {
		return d
	}
	return slices.Compare(a[:], b[:])
}

// of collects what was found for a top claim.
func (s *cutSearch) of(top string, i int) Cuts {
	out := Cuts{Top: top, Single: []string{}, Inner: []string{}, Shared: []Shared{}, Sets: [][]string{}}
	below := s.below(i)
	for x := range s.steps {
		if !below[x] || s.names[x] == "" {
			continue
		}
		switch {
		case s.event[x]:
			out.Events++
			if s.alone[i].has(x) {
				out.Single = append(out.Single, s.names[x])
			}
		case x != i && s.carries[x] && s.alone[i].has(x) && !s.leafIn(s.alone[x]):
			out.Inner = append(out.Inner, s.names[x])
		}
		if shared := s.highest(s.shared(x)); len(shared) > 0 {
			out.Shared = append(out.Shared, Shared{s.names[x], shared})
		}
	}
	for _, c := range s.sets[i] {
		if len(out.Sets) == MaxCutSets {
			out.Note = fmt.Sprintf("only the first %d sets are listed", MaxCutSets)
			break
		}
		var ids []string
		for _, x := range c.events() {
			ids = append(ids, s.names[x])
		}
		out.Sets = append(out.Sets, ids)
	}
	if s.short {
		out.Note = "the search for sets was stopped at its bound: there may be others; single nodes are complete"
	}
	return out
}

// leafIn reports whether a set holds a leaf.
func (s *cutSearch) leafIn(b stepSet) bool {
	for i := range b {
		if b[i]&s.leaves[i] != 0 {
			return true
		}
	}
	return false
}

// highest names the steps of a set above which no other of it stands.
func (s *cutSearch) highest(b stepSet) []string {
	covered := make(stepSet, len(b))
	for _, x := range b.members() {
		own := s.alone[x]
		for i := range own {
			if i == x/64 {
				covered[i] |= own[i] &^ (1 << (x % 64))
			} else {
				covered[i] |= own[i]
			}
		}
	}
	var out []string
	for _, x := range b.members() {
		if s.names[x] != "" && !covered.has(x) {
			out = append(out, s.names[x])
		}
	}
	return out
}

// below marks what a step rests on. Of a ring all counts.
func (s *cutSearch) below(i int) []bool {
	seen := make([]bool, len(s.steps))
	members := map[int][]int{}
	for x, ring := range s.ring {
		if ring != 0 {
			members[ring] = append(members[ring], x)
		}
	}
	for queue := []int{i}; len(queue) > 0; queue = queue[1:] {
		if x := queue[0]; !seen[x] {
			seen[x] = true
			queue = append(append(queue, s.steps[x].needs...), s.steps[x].alts...)
			queue = append(queue, members[s.ring[x]]...)
			delete(members, s.ring[x])
		}
	}
	return seen
}
