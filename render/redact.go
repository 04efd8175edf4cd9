package render

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/diff"
	"safecase/casefile/lint"
)

// Redaction knows what a redacted edition leaves out: every node, outcome,
// threat, mitigation and model with a visibility of restricted or secret, and
// what hangs on such nodes alone and is not marked as public. The judgement is
// that of the whole case: a gap of what is left out still counts, and stands at
// a box without words.
type Redaction struct {
	alias  map[string]string // what stands for the id of something left out
	known  map[string]bool   // ids that stay
	nodes  map[string]bool   // of the left-out ids, those of nodes
	numb   map[string]bool   // nodes with a number that came from something left out
	silent map[string]bool   // nodes whose findings may tell such a number
	away   map[string]bool   // ids that the files that the case uses leave out
	copies map[string]string // what may be shown in the stead of a left-out node, by its id
	words  *cleaner
	note   Redacted
}

// Redacted says how much a redacted edition leaves out.
type Redacted struct {
	Nodes int // nodes without words
	Gaps  int // of these, nodes with a gap
	Items int // outcomes, threats, mitigations and models without words
}

// String says it in one line.
func (r Redacted) String() string {
	s := fmt.Sprintf("redacted edition: %s withheld, %d of them with a gap", plural(r.Nodes, "node"), r.Gaps)
	if r.Items > 0 {
		s += fmt.Sprintf("; %s withheld", plural(r.Items, "outcome, threat, mitigation or model"))
		if r.Items > 1 {
			s = fmt.Sprintf("redacted edition: %s withheld, %d of them with a gap; %d outcomes, threats, mitigations or models withheld", plural(r.Nodes, "node"), r.Gaps, r.Items)
		}
	}
	return s + "; each still counts with its gaps"
}

// withheld stands where a text is left out.
const withheld = "[withheld]"

// markable are the sections whose entries may be marked.
var markable = []string{"outcomes", "threats", "mitigations", "models"}

// Redact finds what is to be left out of a case, and of the earlier version
// that it is compared with, if that is not nil. What is marked in one of the
// two is left out of both.
func Redact(r, before *lint.Result) *Redaction {
	x := &Redaction{alias: map[string]string{}, known: map[string]bool{}, nodes: map[string]bool{}, numb: map[string]bool{}, silent: map[string]bool{}, away: map[string]bool{}, copies: map[string]string{}}
	var versions []*lint.Result
	for _, v := range []*lint.Result{r, before} {
		if v != nil {
			versions = append(versions, v)
		}
	}
	for _, v := range versions {
		x.find(v)
	}
	for _, v := range versions {
		x.derive(v)
		for _, used := range v.Used() {
			for id, hidden := range withheldNodes(used.File.Case) {
				x.away[id] = x.away[id] || hidden
			}
		}
	}
	x.words = newCleaner(x, versions)
	for _, n := range r.File.Case.Nodes {
		if x.Hides(n.ID) {
			x.copies[n.ID] = Plain(shownInstead(n))
		}
		if x.nodes[n.ID] && r.File.Case.Node(n.ID) == n {
			x.note.Nodes++
			if r.Assessment.State(n.ID) != assess.NoGap || n.Kind == casefile.Defeater {
				x.note.Gaps++
			}
		}
	}
	for _, section := range markable {
		for _, item := range r.File.Case.Items(section) {
			if isMarked(item.Get("visibility")) {
				x.note.Items++
			}
		}
	}
	return x
}

// Note says how much is left out.
func (x *Redaction) Note() Redacted { return x.note }

// Hides reports whether the node, outcome, threat, mitigation or model is left
// out.
func (x *Redaction) Hides(id string) bool { return x != nil && x.alias[id] != "" }

// isMarked reports whether something must be left out. A word that is not
// known is taken for the strictest.
func isMarked(v casefile.Value) bool { return v.Exists() && v.Text() != "public" }

// find notes what one version marks.
func (x *Redaction) find(r *lint.Result) {
	c := r.File.Case
	for _, section := range markable {
		for _, item := range c.Items(section) {
			x.place(item.ID, isMarked(item.Get("visibility")))
		}
	}
	hidden := withheldNodes(c)
	for _, away := range r.Assessment.Away {
		hidden[away.ID] = hidden[away.ID] || x.hiddenElsewhere(r, away.ID)
	}
	for _, n := range c.Nodes {
		x.nodes[n.ID] = x.nodes[n.ID] || hidden[n.ID]
		x.place(n.ID, hidden[n.ID])
	}
	for _, away := range r.Assessment.Away {
		x.nodes[away.ID] = x.nodes[away.ID] || hidden[away.ID]
		x.place(away.ID, hidden[away.ID])
	}
}

// place gives a left-out id the name that stands for it.
func (x *Redaction) place(id string, hidden bool) {
	switch {
	case x.alias[id] != "":
	case hidden:
		x.alias[id] = fmt.Sprintf("withheld-%d", len(x.alias)+1)
		delete(x.known, id)
	default:
		x.known[id] = true
	}
}

// hiddenElsewhere reports whether a node of another file is left out there.
func (x *Redaction) hiddenElsewhere(r *lint.Result, id string) bool {
	for modules := r.Modules; ; {
		module, rest, away := casefile.CutAway(id)
		i := slices.IndexFunc(modules, func(m *lint.Module) bool { return m.Name == module })
		if !away || i < 0 || modules[i].Result == nil {
			return false
		}
		used := modules[i].Result
		if withheldNodes(used.File.Case)[rest] {
			return true
		}
		id, modules = rest, used.Modules
	}
}

// withheldNodes are the nodes of a case that are marked, and those that are
// reached from marked nodes only and do not say that they are public.
func withheldNodes(c *casefile.Case) map[string]bool {
	below, held := c.LeadsTo()
	marked, begin := []string{}, []string{}
	hidden := map[string]bool{}
	for _, n := range c.Nodes {
		switch v := n.Get("visibility"); {
		case isMarked(v):
			hidden[n.ID] = true
			marked = append(marked, n.ID)
		case v.Exists() || !held[n.ID]:
			begin = append(begin, n.ID)
		}
	}
	seen := casefile.Reach(below, begin, hidden)
	for id := range casefile.Reach(below, marked, nil) {
		if !seen[id] {
			hidden[id] = true
		}
	}
	return hidden
}

// derive notes where something left out could be read off a number.
func (x *Redaction) derive(r *lint.Result) {
	above := map[string][]string{}
	below, _ := r.File.Case.LeadsTo()
	for from, list := range below {
		for _, to := range list {
			above[to] = append(above[to], from)
		}
	}
	var queue []string
	for id := range x.nodes {
		if x.nodes[id] {
			queue = append(queue, id)
		}
	}
	for id := range casefile.Reach(above, queue, nil) {
		x.silent[id] = true
	}
	for _, n := range r.File.Case.Nodes {
		for _, num := range r.Assessment.Numbers(n.ID) {
			hidden := x.Hides(num.Claim) || slices.ContainsFunc(sourcesOf(num), x.Hides)
			if hidden || num.Metric == assess.RiskPerWindow && x.Hides(n.Get("bound", "per_attempt").Text()) {
				x.numb[n.ID], x.silent[n.ID] = true, true
			}
		}
	}
}

// Diff is a comparison without what is left out. What was compared must be
// what the redaction was made from. No redaction leaves out nothing.
func (x *Redaction) Diff(d *diff.Diff) *diff.Diff {
	if x == nil {
		return d
	}
	out := x.changes(d)
	x.words.sweep(out)
	return out
}

// changes is a copy of a comparison in which left-out nodes still have their
// ids and nothing else.
func (x *Redaction) changes(d *diff.Diff) *diff.Diff {
	if d == nil {
		return nil
	}
	out := &diff.Diff{States: slices.Clone(d.States), Affected: slices.Clone(d.Affected)}
	for _, c := range d.Changes {
		if x.Hides(c.Node) || c.Node == "" && x.words.mentions(c.Path+" "+c.Old+" "+c.New) || c.Sort == diff.Evidence && x.numb[c.Node] || x.numb[c.Node] && c.Path == "quantity" {
			c.Path, c.Old, c.New = "", hideIf(c.Old), hideIf(c.New)
			if c.Why != "" {
				c.Why = "what was made easier is withheld"
			}
		}
		out.Changes = append(out.Changes, c)
	}
	return out
}

func hideIf(s string) string {
	if s == "" {
		return ""
	}
	return withheld
}

// shownInstead is the edition or summary that the authors name for who may not
// see a node: the one text of it that is meant for them. What is the file
// itself, or stands in the case as something else of the node, is none.
func shownInstead(n *casefile.Node) string {
	text := strings.TrimSpace(n.Get("redacted_copy").Text())
	for _, e := range n.Value().Entries() {
		if e.Key != "redacted_copy" && strings.TrimSpace(e.Value.Text()) == text {
			return ""
		}
	}
	return text
}

// instead fills in what may be shown instead of left-out nodes.
func (x *Redaction) instead(o *Report) {
	for i := range o.Nodes {
		if text := x.copies[o.Nodes[i].ID]; text != "" && x.Hides(o.Nodes[i].ID) {
			o.Nodes[i].Facts = []Fact{{Name: "May be shown instead", Lines: []string{text}}}
		}
	}
	for i := range o.Evidence {
		if x.Hides(o.Evidence[i].ID) {
			o.Evidence[i].Instead = x.copies[o.Evidence[i].ID]
		}
	}
}
