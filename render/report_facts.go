package render

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// Signature is a recorded sign-off, and whether it is about these bytes.
type Signature struct {
	By, Role, On string
	Verdict      string
	Conditions   []string
	Statement    string
	Digest       string // what was signed
	Valid        bool   // signed exactly this case with this evidence, by a named person, not in the future
	Why          string // why it is void
}

// facts are the facts about the decision and what it rests on.
func (b *reporter) facts() []Fact {
	d, c := b.c.Get("decision"), b.c
	out := []Fact{
		told("Decision", "no decision is recorded", b.word(d.Get("type")), b.say(d.Get("statement"))),
		told("Decided by", "who decides is not recorded", joined("", b.say(d.Get("by")), ", due on", b.say(d.Get("on")))),
		b.decisionOutcome(d),
		told("System", "no description of the system is recorded", b.say(c.Get("system", "description"))),
		told("Inside the boundary", "what is inside the system boundary is not recorded", strings.Join(b.says(c.Get("system", "includes")), ", ")),
		b.checkpoints(),
		told("Setting", "where and how the system is used is not recorded", b.setting()...),
		told("Window", "no window is recorded", joined("", b.say(c.Get("window", "from")), "to", b.say(c.Get("window", "until")))),
		told("Answers for the case", "no owner is recorded", b.say(c.Get("owner"))),
		b.reviewBy(),
		b.monitored(),
		{Name: "Support as recorded on", Lines: []string{b.day(b.r.AsOf)}},
		{Name: "Checked under", Lines: []string{fmt.Sprintf("profile %s (the case calls itself %s); %s%s", b.r.Profile, c.Status(), policyLine(b.r.Policy), waiverWords(b.r.NoWaivers))}},
		{Name: "Digest of case and evidence", Lines: []string{b.digest()}, Code: true},
	}
	if gates, ok := b.gateFact(); ok {
		out = append(out, gates)
	}
	return append(b.unread(), append(append(out, b.confidence()...), b.modules()...)...)
}

// unread says that the report may lack what stands in the file.
func (b *reporter) unread() []Fact {
	f := Fact{Name: "NOT ALL OF THE CASE FILE COULD BE READ: nodes may be missing from this report", Gap: true}
	for _, x := range b.r.File.Unread() {
		f.Lines = append(f.Lines, fmt.Sprintf("%s: %s", x.Pos, Plain(x.Message)))
	}
	if len(f.Lines) == 0 {
		return nil
	}
	return []Fact{f}
}

func (b *reporter) decisionOutcome(d casefile.Value) Fact {
	f := Fact{Name: "Outcome of the decision", Lines: []string{orElse(b.word(d.Get("outcome")), "pending: none is recorded")}}
	for _, condition := range b.says(d.Get("conditions")) {
		f.Lines = append(f.Lines, "on condition: "+condition)
	}
	return f
}

// checkpoints says which weights the decision is about, and which others the
// case speaks of.
func (b *reporter) checkpoints() Fact {
	var lines []string
	for _, m := range b.c.Items("models") {
		line := Plain(m.ID) + ": no checkpoint is recorded"
		if cp := b.say(m.Get("checkpoint")); cp != "" {
			line = Plain(m.ID) + ": checkpoint " + cp
		}
		lines = append(lines, line+b.derivation(m))
	}
	return told("Checkpoints", "no checkpoint is recorded", lines...)
}

func (b *reporter) derivation(m casefile.Item) string {
	s := ""
	if made := joined("made from", b.say(m.Get("derived_from")), "by", b.word(m.Get("by")), "for", b.say(m.Get("for"))); made != "" {
		s += ", " + made
	}
	if w := b.word(m.Get("weights")); w != "" {
		s += "; weights " + w
	}
	if !b.c.Get("system", "includes").Has(m.ID) {
		s += " (not named inside the boundary)"
	}
	return s
}

func (b *reporter) setting() []string {
	s := b.c.Get("setting")
	var parts []string
	add := func(label, text string) {
		if text != "" {
			parts = append(parts, label+" "+text)
		}
	}
	add("access:", b.word(s.Get("access")))
	add("users:", b.say(s.Get("users")))
	add("affordances:", spaced(strings.Join(b.says(s.Get("affordances")), ", ")))
	add("fine-tuning:", b.word(s.Get("fine_tuning")))
	add("attempts in the window:", b.say(s.Get("scale", "attempts")))
	return []string{strings.Join(parts, "; ")}
}

func (b *reporter) reviewBy() Fact {
	v := b.c.Get("validity", "review_by")
	f := told("Review due by", "no day is recorded by which the case must be looked at again", b.say(v))
	if day, ok := v.Date(); ok && day.Before(b.r.AsOf) {
		return Fact{Name: f.Name, Lines: []string{b.say(v) + ": this day has passed"}, Gap: true}
	}
	return f
}

// digest covers the case and the bytes of all evidence that could be read.
func (b *reporter) digest() string { return b.r.Digest() }

// signoffs says of every sign-off whether it is about these bytes.
func (b *reporter) signoffs() []Signature {
	var out []Signature
	digest := b.digest()
	for _, v := range b.c.Get("signoffs").Items() {
		s := Signature{
			By: b.say(v.Get("by")), Role: b.say(v.Get("role")), On: b.say(v.Get("on")), Verdict: b.word(v.Get("verdict")),
			Conditions: b.says(v.Get("conditions")), Statement: b.say(v.Get("statement")), Digest: b.say(v.Get("digest")),
		}
		s.Why = b.voidBecause(v, digest)
		s.Valid = s.Why == ""
		out = append(out, s)
	}
	return out
}

func (b *reporter) voidBecause(v casefile.Value, digest string) string {
	on, dated := v.Get("on").Date()
	_, open := casefile.Undecided(v)
	signed := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(v.Get("digest").Text()), "sha256:"))
	switch {
	case open:
		return "both sides of a merge changed it, and nobody has decided"
	case signed == "":
		return "it does not say what was signed"
	case signed != digest:
		return "other bytes were signed than these"
	case v.Get("by").Text() == "":
		return "nobody is named"
	case !dated:
		return "it has no date"
	case on.After(b.r.AsOf):
		return "it is dated after this report"
	}
	return ""
}

// waiverWords say whether the case is shown bare.
func waiverWords(none bool) string {
	if none {
		return "; shown bare: its waivers were not applied"
	}
	return ""
}

// confidence says what the authors' own probabilities give, where somebody
// asked for it.
func (b *reporter) confidence() []Fact {
	if !b.r.Confidence {
		return nil
	}
	f := Fact{Name: "Authors' own probabilities", Lines: []string{"measured by nobody, whatever depends on what; not the chance that anything holds in the world"}}
	for _, top := range b.a.Tops {
		f.Lines = append(f.Lines, Plain(top)+": "+Plain(b.a.Confidence(top).Words()))
	}
	return []Fact{f}
}

// monitored says what was measured of the indicators, the worst first: what is
// beyond its limit must not stand behind what is kept.
func (b *reporter) monitored() Fact {
	var lines []string
	gap := false
	for _, t := range b.a.Triggers {
		if t.Fired != "" {
			gap = true
			lines = append(lines, joined("trigger", Plain(t.ID), "has fired:", Plain(t.Fired)))
		}
	}
	sorted := slices.Clone(b.a.Indicators)
	slices.SortStableFunc(sorted, func(x, y assess.Indicator) int { return int(x.Verdict) - int(y.Verdict) })
	for _, in := range sorted {
		gap = gap || in.Verdict != assess.NoGap
		lines = append(lines, Plain(in.ID)+": "+b.measured(in))
	}
	if b.r.Values != nil {
		lines = append(lines, joined("values from", Plain(filepath.Base(b.r.Values.Path)), ", written by", Plain(b.r.Values.By)))
	}
	f := told("Monitored", "no indicator is recorded", lines...)
	f.Gap = f.Gap || gap
	return f
}

func (b *reporter) measured(in assess.Indicator) string {
	switch {
	case in.Verdict != assess.NoGap:
		return in.Verdict.Word() + ", it " + Plain(in.Detail)
	case in.Value == "":
		return "no value yet; due from " + b.day(in.Due)
	}
	return fmt.Sprintf("%s on %s, within %s", Plain(in.Value), b.day(in.On), Plain(in.Limits))
}

// policyLine names the reviewer's own file of requirements, which can only ask
// for more.
func policyLine(p *lint.Policy) string {
	if p == nil {
		return "no reviewer's policy file"
	}
	return "policy: " + joined("", Plain(p.Name), ", from", Plain(filepath.Base(p.Path)))
}
