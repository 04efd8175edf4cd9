package tui

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/cmd/safecase/attach"
)

// moved is a threshold that was set or changed in this session, and how much
// had been shown until then. Whether it was set with the value known may come
// out only later, when its evidence is linked or read.
type moved struct {
	claim string
	path  []string // of the quantity in the claim
	after int
}

func (t moved) key() string { return t.claim + "\x00" + strings.Join(t.path, "\x00") }

func (t moved) mark() casefile.Edit {
	return casefile.SetField{Node: t.claim, Path: append(slices.Clone(t.path), "seen"), Value: true}
}

// bears reports whether a key of a quantity has a part in how its number is
// judged.
func bears(key string) bool {
	return key != "set" && key != "seen" && key != "unit" && !strings.HasPrefix(key, "x-")
}

// movedAt is the threshold that a change at path of a node sets or moves.
func (m *model) movedAt(o owner, path []string) (moved, bool) {
	if o == "" || len(path) < 2 || path[0] != "quantity" {
		return moved{}, false
	}
	at := 1
	if _, err := strconv.Atoi(path[1]); err == nil {
		at = 2
	}
	if len(path) <= at || !bears(path[at]) {
		return moved{}, false
	}
	q := m.valueAt(o, path[:at])
	sets := slices.Contains(attach.Limits, path[at])
	points := slices.Contains([]string{"of", "metric", "difference"}, path[at])
	if !sets && (!limited(q) || points && !q.Get(path[at]).Exists()) {
		return moved{}, false
	}
	return moved{string(o), slices.Clone(path[:at]), m.revealed.count()}, true
}

// limited reports whether a quantity says what it will take.
func limited(q casefile.Value) bool {
	return slices.ContainsFunc(attach.Limits, func(op string) bool { return q.Get(op).Exists() })
}

// seenEdit is what a change of a threshold has to say beside it when the value
// was on the screen already: a threshold that is moved to fit the result must
// not look like one that was set before.
func (m *model) seenEdit(o owner, path []string) casefile.Batch {
	t, ok := m.movedAt(o, path)
	if !ok {
		return nil
	}
	q := m.valueAt(o, t.path)
	if seen, _ := q.Get("seen").Bool(); seen {
		return nil
	}
	if m.known(m.file.Case, t.claim, q) {
		return casefile.Batch{t.mark()}
	}
	m.moved[t.key()] = t
	return nil
}

// known reports whether a value that a quantity compares was on the screen.
func (m *model) known(c *casefile.Case, claim string, q casefile.Value) bool {
	return slices.ContainsFunc(deciding(c, claim, q), func(e *casefile.Node) bool { return m.revealed.has(m.lastReading(e)) })
}

// deciding is the evidence that a quantity compares. Where it names none, it is
// that of its claim.
func deciding(c *casefile.Case, claim string, q casefile.Value) []*casefile.Node {
	of := q.Get("of").Texts()
	for _, side := range q.Get("difference").Items() {
		of = append(of, side.Get("of").Texts()...)
	}
	if n := c.Node(claim); len(of) == 0 && n != nil {
		for _, l := range n.To(casefile.SupportedBy) {
			of = append(of, l.To)
		}
	}
	var out []*casefile.Node
	for _, id := range of {
		if e := c.Node(id); e != nil && e.Kind == casefile.Evidence {
			out = append(out, e)
		}
	}
	return out
}

// lastReading is what was read of evidence, or as much as the case says of it.
func (m *model) lastReading(e *casefile.Node) *evidence.Reading {
	ref := e.Get("file").Text()
	if r := m.reads.readings[e.ID]; r != nil && r.Ref == ref {
		return r
	}
	return &evidence.Reading{Ref: ref, SHA256: e.Get("sha256").Text()}
}

// markLate records of thresholds of this session that their value was known,
// once it comes out: they were set first and joined to evidence then, or that
// had to be read again. It waits for open dialogs, and marks each only once, so
// that undoing it stands.
func (m *model) markLate() tea.Cmd {
	if len(m.moved) == 0 || len(m.dialogs) > 0 || !m.file.Readable {
		return nil
	}
	var late []moved
	for _, key := range slices.Sorted(maps.Keys(m.moved)) {
		t := m.moved[key]
		q := m.valueAt(owner(t.claim), t.path)
		if seen, _ := q.Get("seen").Bool(); seen || !limited(q) || !m.knownBefore(t, q) {
			continue
		}
		delete(m.moved, key)
		late = append(late, t)
	}
	if late == nil {
		return nil
	}
	return m.do(saysSeen(late), marks(late), "")
}

func (m *model) knownBefore(t moved, q casefile.Value) bool {
	return slices.ContainsFunc(deciding(m.file.Case, t.claim, q), func(e *casefile.Node) bool {
		shown, ok := m.revealed.first(m.lastReading(e))
		return ok && shown < t.after
	})
}

func marks(all []moved) casefile.Batch {
	var batch casefile.Batch
	for _, t := range all {
		batch = append(batch, t.mark())
	}
	return batch
}

// saysSeen tells what was recorded.
func saysSeen(all []moved) string {
	var claims []string
	for _, t := range all {
		claims = append(claims, t.claim)
	}
	return "recorded seen: true for " + strings.Join(slices.Compact(claims), ", ") + ": the value was on the screen before the threshold was set"
}
