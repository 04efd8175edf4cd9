package render

import (
	"safecase/casefile"
	"safecase/casefile/assess"
)

// DoubtGroup is the challenges that have come equally far.
type DoubtGroup struct {
	Status string
	Title  string
	Doubts []Doubt
}

// Doubt is one challenge with what became of it.
type Doubt struct {
	Ref
	Text     string
	Type     string // rebutting, undercutting, undermining
	Mark     StateMark
	Targets  []Ref
	AtLink   []string // of challenges to a link, that link
	Raised   string   // by whom and when
	Why      string   // why it is still open
	Answers  []Standing
	Residual []Fact // of an accepted one: what it could cost, who accepts it, until when
}

// doubtOrder lists what becomes of challenges, those first that weigh most.
var doubtOrder = []struct {
	status assess.ChallengeStatus
	title  string
	mark   StateMark
}{
	{assess.Sustained, "Sustained: they stand", StateMark{"defeated", "sustained", assess.Defeated.Mark()}},
	{assess.Open, "Open", StateMark{"challenged", "open", assess.Challenged.Mark()}},
	{assess.Accepted, "Accepted as residual doubt", StateMark{"assumed", "accepted as residual doubt", assess.Assumed.Mark()}},
	{assess.NotConsidered, "Not yet considered: they came with a template", StateMark{"unconsidered", "not yet considered", "○"}},
	{assess.Answered, "Answered", StateMark{"no_gap", "answered", assess.NoGap.Mark()}},
}

func doubtMark(status assess.ChallengeStatus) StateMark {
	for _, o := range doubtOrder {
		if o.status == status {
			return o.mark
		}
	}
	return doubtOrder[1].mark
}

func (b *reporter) doubts() []DoubtGroup {
	byStatus := map[assess.ChallengeStatus][]Doubt{}
	for _, n := range b.once(casefile.Defeater) {
		d, status := b.doubt(n)
		byStatus[status] = append(byStatus[status], d)
	}
	var out []DoubtGroup
	for _, o := range doubtOrder {
		if list := byStatus[o.status]; len(list) > 0 {
			out = append(out, DoubtGroup{o.mark.Word, o.title, list})
		}
	}
	return out
}

// doubtStatus is what became of a defeater. One that challenges nothing that
// exists stays open.
func (b *reporter) doubtStatus(id string) assess.ChallengeStatus {
	for _, ch := range b.raised[id] {
		return ch.Status
	}
	return assess.Open
}

func (b *reporter) doubt(n *casefile.Node) (Doubt, assess.ChallengeStatus) {
	status := b.doubtStatus(n.ID)
	d := Doubt{
		Ref: b.ref(n.ID), Text: Plain(n.Text), Type: b.word(n.Get("type")), Mark: doubtMark(status),
		Raised: joined("by", b.say(n.Get("raised_by")), "on", b.say(n.Get("raised_on"))),
	}
	for _, l := range n.To(casefile.Challenges) {
		d.Targets = append(d.Targets, b.ref(l.To))
		if l.From != "" {
			d.AtLink = append(d.AtLink, Plain(l.From)+" to "+Plain(l.To))
		}
	}
	for _, l := range n.To(casefile.AnsweredBy) {
		d.Answers = append(d.Answers, b.answer(l.To))
	}
	if status == assess.Accepted {
		d.Residual = b.residual(n.Get("residual"))
	}
	if status == assess.Open {
		d.Why = b.whyOpen(n)
	}
	return d, status
}

func (b *reporter) answer(id string) Standing {
	if n := b.a.Node(id); n != nil && n.Kind != "" {
		return b.standing(n, false)
	}
	return Standing{Ref: b.ref(id), Text: "not in this case", State: StateMark{"unusable", "not in this case", assess.Unusable.Mark()}}
}

func (b *reporter) whyOpen(n *casefile.Node) string {
	if len(n.To(casefile.Challenges)) == 0 {
		return "it does not say what it challenges"
	}
	if len(b.raised[n.ID]) == 0 {
		return "what it challenges does not exist"
	}
	for _, c := range b.blamed[n.ID] {
		if c.Detail != "" && c.State == assess.Challenged {
			return Plain(c.Detail)
		}
	}
	return ""
}

func (b *reporter) residual(v casefile.Value) []Fact {
	return []Fact{
		told("Could cost", "not recorded", b.say(v.Get("consequence"))),
		told("Likelihood", "not recorded", b.say(v.Get("likelihood"))),
		told("Accepted by", "not recorded", joined("", b.say(v.Get("accepted_by")), "on", b.say(v.Get("accepted_on")))),
		told("Until", "no last day is recorded", b.say(v.Get("until"))),
	}
}

// WaiverLine is a waiver with what it silences.
type WaiverLine struct {
	Rule, Reason, By, Until string
	Node                    Ref // ID is "" for one on the case itself
	Silences                int // findings
	Problems                []string
}

func (b *reporter) waivers() []WaiverLine {
	var out []WaiverLine
	for _, w := range b.c.Waivers() {
		line := WaiverLine{Rule: Plain(w.Rule), Reason: Plain(w.Reason), By: Plain(w.By), Until: Plain(w.Day), Node: b.ref(w.Node)}
		for _, f := range b.r.Findings {
			switch {
			case f.Waived != nil && f.Waived.Pos == w.Pos:
				line.Silences++
			case f.Pos == w.Pos:
				line.Problems = append(line.Problems, Plain(f.Message))
			}
		}
		out = append(out, line)
	}
	return out
}

// AssumedLine is something that is taken as true.
type AssumedLine struct {
	Ref
	Text    string
	Kind    string
	Owner   string // "" when nobody is named
	Status  string // what is known about it
	Watched string // the indicator that watches it
	Since   string // the day since when it is assumed
	Until   string // the day by which it must be looked at again
	Passed  bool   // that day is over
	Bears   []Ref  // what rests on it or is meant under it
}

func (b *reporter) assumed() []AssumedLine {
	var out []AssumedLine
	for _, as := range b.a.Assumptions() {
		n := b.c.Node(as.ID)
		until, dated := n.Get("review_by").Date()
		out = append(out, AssumedLine{
			Ref: b.ref(n.ID), Text: Plain(n.Text), Kind: string(n.Kind), Owner: Plain(as.By),
			Status: b.word(n.Get("status")), Watched: Plain(as.Indicator), Since: Plain(as.Since), Until: Plain(as.ReviewBy),
			Passed: dated && until.Before(b.r.AsOf), Bears: b.refs(as.Under),
		})
	}
	return out
}
