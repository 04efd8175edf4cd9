package render

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// Report is all that a reviewer is told about a case, in words and in the
// order in which it is told: what blocks the decision before any picture. The
// writers of HTML and Markdown lay it out and decide nothing. All text in it
// went through Plain.
type Report struct {
	Title     string
	File      string      // the name of the case file, without the folder
	Status    string      // draft, review or release, as the case says
	Day       string      // the day of the judgement, YYYY-MM-DD
	Facts     []Fact      // decision, system, checkpoints, window, digest, profile
	Signoffs  []Signature // in file order
	Tops      []Standing  // the claims that the case is about
	Aside     []AsideLine // branches with a gap that a step does without
	Counts    []StateCount
	Found     lint.Counts
	Outcomes  []Outcome
	Numbers   []NumberLine // of all claims, in file order
	Doubts    []DoubtGroup // challenges, those that stand first
	Waivers   []WaiverLine
	Bare      bool // the waivers were not applied
	Assumed   []AssumedLine
	Untested  []UntestedGroup
	Redacted  string // how much is left out; "" when nothing is
	Since     *Since // nil when no earlier version was given
	Shown     string // which part of the argument the diagram shows; "" for all of it
	Outline   []*Branch
	Nodes     []NodeDetail
	Evidence  []EvidenceLine
	Findings  []FindingLine
	Rules     []RuleNote // the rules that the findings name, by name
	Framework string     // of the scorecard
	Scores    []ScoreLine
	Gates     []GateLine
}

// AsideLine is a branch with a gap that a step does without.
type AsideLine struct {
	Step, Branch Ref
	State        StateMark
}

// Fact is one named thing that is recorded, or that is not.
type Fact struct {
	Name  string
	Lines []string
	Gap   bool // the lines say what is missing or wrong
	Code  bool // the lines are digests or names of files
}

// Ref is the id of a node. Known is false when the report has no entry for it.
type Ref struct {
	ID    string
	Known bool
	Where string // of a node of another case file: "in PATH"
}

// StateMark is how a state is shown: a class, a word and a sign that tells it
// apart without colour.
type StateMark struct {
	Name, Word, Sign string
}

// GapLine is one kind of gap with the nodes that cause it.
type GapLine struct {
	State   StateMark
	Because []Reason
	More    bool // more nodes cause it than are listed
}

// Reason is a node that causes a gap. Text is only told of the first few
// causes of the claims that the case is about.
type Reason struct {
	Ref
	Text string
}

// Standing is a claim with how it stands.
type Standing struct {
	Ref
	Text     string
	Category string // of the argument; "" when none is recorded
	State    StateMark
	Gaps     []GapLine // worst first
}

// StateCount is how many nodes are in a state.
type StateCount struct {
	State StateMark
	Count int
}

// NewReport gathers the report of a checked case. Of the options it looks at
// the view of the diagram and at the comparison with an earlier version.
func NewReport(r *lint.Result, o Options) *Report {
	b, since := newReporter(r), o.Since
	b.layers = o.View.Layers
	if b.hide = o.Redact; b.hide != nil {
		since = b.hide.changes(since)
	}
	out := &Report{
		Title: Plain(b.c.Title()), File: Plain(filepath.Base(r.File.Path)), Status: b.c.Status(), Day: b.day(r.AsOf), Found: r.Counts(),
		Facts: b.facts(), Signoffs: b.signoffs(), Counts: b.counts(), Outcomes: b.outcomes(),
		Numbers: b.numbers(), Doubts: b.doubts(), Waivers: b.waivers(), Bare: r.NoWaivers, Assumed: b.assumed(), Untested: b.untested(),
		Outline: b.outline(), Nodes: b.nodes(), Evidence: b.evidence(), Findings: b.findings(r.Findings), Rules: b.rules(),
		Framework: b.say(b.c.Get("scorecard", "framework")), Scores: b.scores(), Gates: b.gates(),
		Since: b.since(since, o.From), Shown: o.View.words(),
	}
	if out.Title == "" {
		out.Title = "Case without a title"
	}
	for _, id := range b.a.Tops {
		out.Tops = append(out.Tops, b.top(id))
	}
	for _, x := range b.a.Aside() {
		out.Aside = append(out.Aside, AsideLine{b.ref(x.Step), b.ref(x.Branch), markOf(x.State)})
	}
	if b.hide != nil {
		b.hide.report(out)
	}
	out.moved()
	return out
}

// reporter gathers a report. Its tables are made once, so that a report stays
// linear in the size of the case.
type reporter struct {
	r       *lint.Result
	c       *casefile.Case
	a       *assess.Assessment
	parents map[string][]Ref              // what rests on a node, by its id
	found   map[string][]casefile.Finding // findings by node
	causes  map[string][]assess.Cause     // gaps by the node at which they arise
	doubted map[string][]assess.Challenge // challenges by target
	raised  map[string][]assess.Challenge // challenges by defeater
	blamed  map[string][]assess.Cause     // causes by the id that is shown as the cause
	decided map[string][]assess.Number    // numbers that evidence decides, by its id
	defined map[string]bool               // ids of nodes, and those of other files that links lead to
	away    map[string]*assess.Away       // nodes of other files that links lead to
	untold  map[string]int                // errors that no state tells, by node
	hide    *Redaction                    // what is left out; nil for nothing
	layers  []string                      // fields that were asked for
}

func newReporter(r *lint.Result) *reporter {
	b := &reporter{
		r: r, c: r.File.Case, a: r.Assessment,
		parents: map[string][]Ref{}, found: map[string][]casefile.Finding{}, causes: map[string][]assess.Cause{},
		doubted: map[string][]assess.Challenge{}, raised: map[string][]assess.Challenge{}, blamed: map[string][]assess.Cause{},
		decided: map[string][]assess.Number{}, defined: map[string]bool{}, away: map[string]*assess.Away{}, untold: untoldErrors(r),
	}
	for _, n := range b.c.Nodes {
		b.defined[n.ID] = true
		for _, l := range n.Links {
			if l.Relation == casefile.SupportedBy {
				b.parents[l.To] = append(b.parents[l.To], Ref{ID: Plain(n.ID), Known: true})
			}
		}
		for _, num := range b.a.Numbers(n.ID) {
			if num.Claim == "" || num.Metric == assess.RiskPerWindow {
				continue
			}
			for _, id := range sourcesOf(num) {
				b.decided[id] = append(b.decided[id], num)
			}
		}
	}
	for i := range b.a.Away {
		away := &b.a.Away[i]
		b.away[away.ID], b.defined[away.ID] = away, true
	}
	for _, f := range r.Findings {
		b.found[f.Node] = append(b.found[f.Node], f)
	}
	for _, c := range b.a.Causes {
		b.causes[c.Node] = append(b.causes[c.Node], c)
		b.blamed[c.Because] = append(b.blamed[c.Because], c)
	}
	for _, ch := range b.a.Challenges {
		b.doubted[ch.Target] = append(b.doubted[ch.Target], ch)
		b.raised[ch.Defeater] = append(b.raised[ch.Defeater], ch)
	}
	return b
}

// once yields the nodes of the case; of an id that is taken twice the first.
func (b *reporter) once(kinds ...casefile.Kind) []*casefile.Node {
	var out []*casefile.Node
	for _, n := range b.c.Nodes {
		if b.c.Node(n.ID) == n && (len(kinds) == 0 || slices.Contains(kinds, n.Kind)) {
			out = append(out, n)
		}
	}
	return out
}

func (b *reporter) ref(id string) Ref { return Ref{Plain(id), b.defined[id], b.where(id)} }

func (b *reporter) refs(ids []string) []Ref {
	out := make([]Ref, len(ids))
	for i, id := range ids {
		out[i] = b.ref(id)
	}
	return out
}

// say is a single value as people read it.
func (b *reporter) say(v casefile.Value) string { return Plain(v.Text()) }

// word is a single value out of a list of words, without its underscores.
func (b *reporter) word(v casefile.Value) string { return spaced(b.say(v)) }

func (b *reporter) says(v casefile.Value) []string {
	var out []string
	for _, s := range v.Texts() {
		out = append(out, Plain(s))
	}
	return out
}

func spaced(s string) string { return strings.ReplaceAll(s, "_", " ") }

func (b *reporter) day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func markOf(s assess.State) StateMark { return StateMark{s.String(), s.Word(), s.Mark()} }

func (b *reporter) standing(n *casefile.Node, all bool) Standing {
	return Standing{
		Ref: b.ref(n.ID), Text: Plain(n.Text), Category: b.word(n.Get("argument")),
		State: markOf(b.a.State(n.ID)), Gaps: b.gaps(n.ID, all),
	}
}

// gaps lists the gaps of a node, with every cause or with the first few: all
// causes of all nodes would be quadratic in a deep argument.
func (b *reporter) gaps(id string, all bool) []GapLine {
	var out []GapLine
	if all {
		for _, g := range b.a.Gaps(id) {
			out = append(out, GapLine{markOf(g.State), b.reasons(g.Because), false})
		}
		return out
	}
	for _, w := range b.a.Why(id) {
		out = append(out, GapLine{markOf(w.State), b.reasons(w.Because), w.More})
	}
	return out
}

// toldReasons is how many causes of one gap are told in words: a board must
// not look up every id, and a long list helps nobody.
const toldReasons = 5

func (b *reporter) reasons(ids []string) []Reason {
	out := make([]Reason, len(ids))
	for i, id := range ids {
		out[i] = Reason{Ref: b.ref(id)}
	}
	return out
}

// top is a claim that the case is about, with what blocks it in words.
func (b *reporter) top(id string) Standing {
	s := b.standing(b.c.Node(id), true)
	for i, g := range b.a.Gaps(id) {
		for k, cause := range g.Because {
			if n := b.c.Node(cause); n != nil && k < toldReasons {
				s.Gaps[i].Because[k].Text = Plain(n.Text)
			}
		}
	}
	return s
}

func (b *reporter) counts() []StateCount {
	var out []StateCount
	counts := b.a.Counts()
	for _, info := range assess.States {
		if n := counts[info.State]; n > 0 {
			out = append(out, StateCount{markOf(info.State), n})
		}
	}
	return out
}

// told is a fact, or a gap that says what is missing.
func told(name, missing string, lines ...string) Fact {
	var said []string
	for _, l := range lines {
		if l != "" {
			said = append(said, l)
		}
	}
	if len(said) == 0 {
		return Fact{Name: name, Lines: []string{missing}, Gap: true}
	}
	return Fact{Name: name, Lines: said}
}

// joined puts the words given before what is there, and leaves both out where
// nothing is: "set by" and "board", "on" and "". Words that begin with a comma
// follow without a space.
func joined(parts ...string) string {
	out := ""
	for i := 0; i+1 < len(parts); i += 2 {
		words, said := parts[i], parts[i+1]
		switch {
		case said == "":
			continue
		case out == "":
			words = strings.TrimPrefix(words, ", ")
		case !strings.HasPrefix(words, ","):
			out += " "
		}
		if words != "" {
			words += " "
		}
		out += words + said
	}
	return out
}
