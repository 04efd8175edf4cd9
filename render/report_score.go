package render

import (
	"strings"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// ScoreLine is one category of the scorecard.
type ScoreLine struct {
	Category    string
	Rated       bool // the scorecard has an entry for it
	Pre, Post   Score
	NotAssessed string
}

// Score is a level with the claim that is to show it.
type Score struct {
	Level string // "" when none is recorded
	Claim Standing
	Named bool // a claim is named
	Shown bool // its claim has no gap
}

// GateLine is one gate of the scorecard's framework, held against the
// decision.
type GateLine struct {
	Name, Text string
	Standing   string
	Gap        bool // it is closed, or not shown to be open
	Because    []string
}

// scores lists the categories of the framework, those that the scorecard
// leaves out as well.
func (b *reporter) scores() []ScoreLine {
	var out []ScoreLine
	for _, name := range lint.ScorecardCategories(b.c) {
		e := b.c.Get("scorecard", name)
		line := ScoreLine{Category: spaced(Plain(name)), Rated: e.Exists(), Pre: b.score(e.Get("pre")), Post: b.score(e.Get("post"))}
		if v := e.Get("not_assessed"); v.Exists() {
			line.NotAssessed = orElse(b.say(v.Get("reason")), "no reason is recorded") + afterComma(joined("decided by", b.say(v.Get("by")), "on", b.say(v.Get("on"))))
		}
		out = append(out, line)
	}
	return out
}

func (b *reporter) score(v casefile.Value) Score {
	s := Score{Level: b.say(v.Get("at_most"))}
	if id := v.Get("claim").Text(); id != "" {
		s.Claim, s.Named = b.answer(id), true
		s.Shown = s.Claim.State.Name == "no_gap"
	}
	return s
}

func (b *reporter) gates() []GateLine {
	var out []GateLine
	for _, g := range lint.Gates(b.r) {
		line := GateLine{Name: Plain(g.Name), Text: Plain(g.Text), Standing: string(g.Standing)}
		line.Gap = g.Standing == lint.GateClosed || g.Standing == lint.GateNotShown
		for _, why := range g.Because {
			line.Because = append(line.Because, Plain(why))
		}
		out = append(out, line)
	}
	return out
}

// gateFact is what the gates of the framework say to the decision, for page
// one; ok is false where the case has no scorecard.
func (b *reporter) gateFact() (f Fact, ok bool) {
	gates := b.gates()
	if len(gates) == 0 {
		return Fact{}, false
	}
	f.Name = "Gates of " + b.say(b.c.Get("scorecard", "framework"))
	for _, g := range gates {
		f.Lines = append(f.Lines, g.Name+": "+g.Standing+bracketed(strings.Join(g.Because, "; ")))
		f.Gap = f.Gap || g.Gap
	}
	return f, true
}

// bracketed puts what makes something so behind it.
func bracketed(because string) string {
	if because == "" {
		return ""
	}
	return " (" + because + ")"
}
