package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
)

// takeText takes over a text that was edited elsewhere. Thresholds that it sets
// or moves although their value was on the screen are recorded as seen, in the
// same step.
func (m *model) takeText(name, text string) tea.Cmd {
	f := casefile.Read(m.file.Path, text)
	if m.file.Readable {
		m.sound = m.file.Case
	}
	if !f.Readable {
		return m.replaceText(name, text) // compared once it can be read again
	}
	var known []moved
	for _, t := range m.movedBetween(m.sound, f.Case) {
		if m.known(f.Case, t.claim, quantityAt(f.Case, t)) {
			known = append(known, t)
		} else {
			m.moved[t.key()] = t
		}
	}
	if known != nil {
		marked, err := f.Apply(marks(known))
		if err != nil {
			m.moved = keyed(m.moved, known)
		} else {
			text, name = marked.Text, name+"; "+saysSeen(known)
		}
	}
	return m.replaceText(name, text)
}

func keyed(to map[string]moved, all []moved) map[string]moved {
	for _, t := range all {
		to[t.key()] = t
	}
	return to
}

// movedBetween lists the thresholds that after has and before has nowhere, with
// the same bar for the same evidence: a claim that only got another name keeps
// its threshold.
func (m *model) movedBetween(before, after *casefile.Case) []moved {
	stood := map[string]bool{}
	if before != nil {
		eachThreshold(before, func(_ string, _ []string, bar string) { stood[bar] = true })
	}
	var out []moved
	eachThreshold(after, func(claim string, path []string, bar string) {
		t := moved{claim, path, m.revealed.count()}
		if seen, _ := quantityAt(after, t).Get("seen").Bool(); !seen && !stood[bar] {
			out = append(out, t)
		}
	})
	return out
}

func quantityAt(c *casefile.Case, t moved) casefile.Value {
	q := c.Node(t.claim).Get("quantity")
	if len(t.path) == 2 {
		at, _ := strconv.Atoi(t.path[1])
		return q.Items()[at]
	}
	return q
}

// eachThreshold gives every quantity that says what it will take, with its bar
// in words.
func eachThreshold(c *casefile.Case, fn func(claim string, path []string, bar string)) {
	for _, n := range c.Nodes {
		q := n.Get("quantity")
		if q.Shape() == casefile.Map && limited(q) {
			fn(n.ID, []string{"quantity"}, barOf(c, n.ID, q))
		}
		if q.Shape() != casefile.List {
			continue
		}
		for i, item := range q.Items() {
			if limited(item) {
				fn(n.ID, []string{"quantity", strconv.Itoa(i)}, barOf(c, n.ID, item))
			}
		}
	}
}

// barOf is all of a quantity that bears on how its number is judged, with the
// files that decide in place of the names of their nodes.
func barOf(c *casefile.Case, claim string, q casefile.Value) string {
	var parts []string
	for _, e := range q.Entries() {
		if bears(e.Key) && e.Key != "of" && e.Key != "difference" {
			parts = append(parts, e.Key+": "+written(e.Value))
		}
	}
	for _, side := range q.Get("difference").Items() {
		parts = append(parts, "metric of the difference: "+written(side.Get("metric")))
	}
	slices.Sort(parts)
	for _, e := range deciding(c, claim, q) {
		parts = append(parts, "file: "+written(e.Get("file")))
	}
	return strings.Join(parts, "\n")
}
