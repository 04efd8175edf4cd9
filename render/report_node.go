package render

import (
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// NodeDetail is all that is known of one node.
type NodeDetail struct {
	Ref
	Kind     string
	Text     string
	Category string
	State    StateMark // Name is "" for kinds that have none
	Arises   bool      // the worst gap arises here and not below
	Gaps     []GapLine
	Facts    []Fact
	Links    []LinkLine
	Numbers  []NumberLine
	Doubts   []Doubt
	Findings []FindingLine
	Errors   string   // how many errors no state tells, in words
	URL      string   // a link that cannot run anything, or ""
	Withheld bool     // nothing but its state is told
	Elided   int      // numbers of the file that are not listed
	Outcomes []string // ids of the outcomes that it is about, or that a claim above it is about
	History  []Event
	Changes  []string // since the earlier version, in words
}

// LinkLine is the nodes that stand in one relation to a node.
type LinkLine struct {
	Name string
	To   []Ref
}

func (b *reporter) nodes() []NodeDetail {
	out := make([]NodeDetail, 0, len(b.c.Nodes))
	outcomes := b.outcomesOf()
	for _, n := range b.once() {
		d := b.node(n)
		d.Outcomes, d.History = outcomes[n.ID], b.history(n)
		out = append(out, d)
	}
	for i := range b.a.Away {
		d := b.awayNode(&b.a.Away[i])
		d.Outcomes = outcomes[b.a.Away[i].ID]
		out = append(out, d)
	}
	return out
}

// awayNode is the entry of a node of another case file: how it stands here, what
// it says, and where all the rest about it is.
func (b *reporter) awayNode(away *assess.Away) NodeDetail {
	d := b.node(away.Node)
	d.Kind, d.Text, d.URL = awayKind(away.Node), awayText(away), ""
	d.Facts = []Fact{{Name: "Stands in", Lines: []string{Plain(away.Home + " of " + away.Path)}}}
	if away.Problem != "" {
		d.Facts = append(d.Facts, Fact{Name: "How it stands there", Gap: true, Lines: []string{Plain(away.Problem)}})
	}
	return d
}

func awayKind(n *casefile.Node) string { return orElse(string(n.Kind), "node of another file") }

// awayText is what the node says; where it was not found, why.
func awayText(away *assess.Away) string {
	if away.Node.Text != "" {
		return Plain(away.Node.Text)
	}
	return Plain(away.Path + ": " + away.Problem)
}

func (b *reporter) node(n *casefile.Node) NodeDetail {
	d := NodeDetail{
		Ref: b.ref(n.ID), Kind: orElse(string(n.Kind), "node of unknown kind"), Text: Plain(n.Text), Category: b.word(n.Get("argument")),
		Facts: b.nodeFacts(n), Links: b.nodeLinks(n), Findings: b.findings(b.found[n.ID]), Errors: b.errors(n.ID), URL: safeURL(n.Get("url").Text()),
	}
	switch state := b.a.State(n.ID); {
	case n.Kind == casefile.Defeater:
		d.State = doubtMark(b.doubtStatus(n.ID))
	case n.Kind != casefile.Context && n.Kind != casefile.Justification || state != assess.NoGap:
		d.State, d.Arises, d.Gaps = markOf(state), b.a.Arises(n.ID), otherGaps(b.gaps(n.ID, false), b.ref(n.ID))
	}
	for _, ch := range b.doubted[n.ID] {
		if from := b.c.Node(ch.Defeater); from != nil {
			doubt, _ := b.doubt(from)
			d.Doubts = append(d.Doubts, doubt)
		}
	}
	b.nodeNumbers(n, &d)
	return d
}

// otherGaps leaves out the one that the state says already: the worst one, when
// the node alone causes it.
func otherGaps(gaps []GapLine, self Ref) []GapLine {
	if len(gaps) > 0 && !gaps[0].More && len(gaps[0].Because) == 1 && gaps[0].Because[0].Ref == self {
		return gaps[1:]
	}
	return gaps
}

// shownNumbers is how many numbers of one file are listed; a file may hold
// hundreds, and those that claims use come first.
const shownNumbers = 12

func (b *reporter) nodeNumbers(n *casefile.Node, d *NodeDetail) {
	used := map[string]bool{}
	for _, num := range b.decided[n.ID] {
		used[num.Metric] = true
		d.Numbers = append(d.Numbers, b.number(num))
	}
	for _, num := range b.a.Numbers(n.ID) {
		switch {
		case num.Claim == "" && used[num.Metric]:
		case len(d.Numbers) >= shownNumbers:
			d.Elided++
		default:
			d.Numbers = append(d.Numbers, b.number(num))
		}
	}
}

func (b *reporter) nodeLinks(n *casefile.Node) []LinkLine {
	var out []LinkLine
	add := func(name string, to []Ref) {
		if len(to) > 0 {
			out = append(out, LinkLine{name, to})
		}
	}
	for _, r := range []struct {
		relation casefile.Relation
		name     string
	}{{casefile.SupportedBy, "Rests on"}, {casefile.InContextOf, "Read in the context of"}, {casefile.Challenges, "Challenges"}, {casefile.AnsweredBy, "Answered by"}} {
		var to []Ref
		for _, l := range n.To(r.relation) {
			to = append(to, b.ref(l.To))
		}
		add(r.name, to)
	}
	add("Side claims", b.refs(n.Get("side_claims").Texts()))
	add("Supports", b.parents[n.ID])
	return out
}

// nodeFacts are the facts about a node that people ask for.
func (b *reporter) nodeFacts(n *casefile.Node) []Fact {
	var out []Fact
	add := func(name string, lines ...string) {
		if f := told(name, "", lines...); !f.Gap {
			out = append(out, f)
		}
	}
	add("Aggregation", b.aggregation(n))
	add("About", strings.Join(append(append(b.says(n.Get("outcomes")), b.says(n.Get("threats"))...), b.says(n.Get("about"))...), ", "))
	add("Owner", b.say(n.Get("owner")))
	add("Rationale", b.say(n.Get("rationale")))
	add("Accepted without a number", joined("", b.say(n.Get("qualitative", "reason")), "accepted by", b.say(n.Get("qualitative", "accepted_by")), "on", b.say(n.Get("qualitative", "on"))))
	add("The author's own probability", joined("", b.say(n.Get("confidence", "value")), "by", b.say(n.Get("confidence", "by"))))
	add("Reviewed", b.review(n))
	add("Limitations", b.says(n.Get("limitations"))...)
	add("Left open by the template", pattern(n)...)
	add("Assurance claim points", claimPoints(b.a, n)...)
	out = append(out, layerFacts(n, b.layers)...)
	if n.Kind == casefile.Evidence && (n.Get("file").Exists() || n.Get("transcribed").Exists()) {
		out = append(out, b.testFacts(n)...)
	}
	return out
}

func (b *reporter) aggregation(n *casefile.Node) string {
	v := n.Get("aggregation")
	if k := b.say(v.Get("at_least")); k != "" {
		return "at least " + k + " of the branches must hold"
	}
	switch v.Text() {
	case "conjunctive":
		return "all branches must hold"
	case "disjunctive":
		return "one branch is enough"
	case "convergent":
		return joined("all branches point the same way; independence:", orElse(b.say(n.Get("independence", "reason")), "no reason is recorded, so all must hold"))
	}
	return ""
}

func (b *reporter) review(n *casefile.Node) string {
	v := n.Get("review")
	s := joined("", b.word(v.Get("verdict")), "by", b.say(v.Get("by")), "on", b.say(v.Get("on")))
	if text := b.conditions(v); text != "" {
		s += ", UNDER CONDITIONS: " + text
	}
	if s == "" || n.Kind != casefile.Evidence {
		return s
	}
	r := b.r.Readings[n.ID]
	signed := strings.ToLower(strings.TrimPrefix(v.Get("digest").Text(), "sha256:"))
	if r == nil || r.SHA256 == "" || signed != r.SHA256 {
		s += " (void: of other bytes than these)"
	}
	return s
}

// conditions are those under which a reviewer accepted something; "" where the
// verdict names none.
func (b *reporter) conditions(review casefile.Value) string {
	if review.Get("verdict").Text() != "accepted_with_conditions" {
		return ""
	}
	return orElse(b.say(review.Get("conditions")), "none are written down")
}

// testFacts are the circumstances of an evaluation.
func (b *reporter) testFacts(n *casefile.Node) []Fact {
	var out []Fact
	for _, e := range []struct {
		name string
		tell func(*casefile.Node, assess.Number) (string, bool)
	}{{"Mitigations", b.mitigations}, {"Checkpoint", b.checkpointMatch}, {"Ran by", b.ranBy}, {"Run on", b.ranOn}} {
		text, gap := e.tell(n, assess.Number{})
		out = append(out, Fact{Name: e.name, Lines: []string{text}, Gap: gap})
	}
	for _, key := range []string{"target", "kind", "method", "access"} {
		if words := spaced(strings.Join(b.says(b.c.Circumstance(n, key)), ", ")); words != "" {
			out = append(out, Fact{Name: strings.ToUpper(key[:1]) + key[1:], Lines: []string{words}})
		}
	}
	return append(out, b.elicitation(n))
}

func (b *reporter) elicitation(n *casefile.Node) Fact {
	v := b.c.Circumstance(n, "elicitation")
	var parts []string
	add := func(label string, path ...string) {
		if words := spaced(strings.Join(b.says(v.Get(path...)), ", ")); words != "" {
			parts = append(parts, label+" "+words)
		}
	}
	add("prompting:", "prompting")
	add("tries at one item:", "attempts", "k")
	add("counted:", "attempts", "aggregation")
	add("scaffold:", "scaffold")
	add("tools:", "tools")
	add("fine-tuning:", "fine_tuning", "method")
	add("jailbreaks:", "jailbreak", "kinds")
	add("checks for sandbagging:", "sandbagging_checks")
	return told("Elicitation", "what was done to bring out the capability is not recorded", strings.Join(parts, "; "))
}
