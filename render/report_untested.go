package render

import (
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// UntestedGroup is one way in which something was not tested or not argued.
type UntestedGroup struct {
	Title string
	Items []UntestedItem
	None  string // what an empty list means, said plainly
	Gap   bool   // an empty list is itself a gap
}

// UntestedItem is one thing that was not tested. Ref is empty where it is not
// about one node.
type UntestedItem struct {
	Ref
	Text string
}

func (b *reporter) untested() []UntestedGroup {
	return []UntestedGroup{
		{"Left outside the system boundary", b.outside(), "no exclusion is recorded", true},
		{"Threats that were looked at and left out", b.leftOut(), "no threat is recorded as left out", !b.c.Get("coverage").Exists()},
		b.unnamedGroup(),
		{"Mitigations left on in a test", b.leftOn(), "none is recorded as left on", false},
		b.unstatedGroup(),
		{"Access that evaluators asked for and did not get", b.refused(), "none is recorded", false},
		{"What tests left out, and what they do not show", b.limits(), "no test records what it left out", true},
		{"Risk categories that were not assessed", b.notAssessed(), "none is recorded", false},
	}
}

func (b *reporter) outside() []UntestedItem {
	var out []UntestedItem
	for _, s := range b.says(b.c.Get("system", "excludes")) {
		out = append(out, UntestedItem{Text: s})
	}
	return out
}

func afterComma(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

func (b *reporter) leftOut() []UntestedItem {
	var out []UntestedItem
	for _, v := range b.c.Get("coverage", "excluded").Items() {
		threat := orElse(b.say(v.Get("threat")), "a threat without a name")
		text := threat + ": " + orElse(b.say(v.Get("reason")), "no reason is recorded")
		out = append(out, UntestedItem{Text: text + afterComma(joined("decided by", b.say(v.Get("by"))))})
	}
	return out
}

// defines reports whether any of the sections has an entry.
func (b *reporter) defines(sections ...string) bool {
	for _, s := range sections {
		if len(b.c.Items(s)) > 0 {
			return true
		}
	}
	return false
}

func (b *reporter) unnamedGroup() UntestedGroup {
	g := UntestedGroup{Title: "Outcomes, threats and mitigations that no claim names", Items: b.unnamed(), None: "every one that is listed is named by a claim"}
	if !b.defines("outcomes", "threats", "mitigations") {
		g.None, g.Gap = "the case lists no outcome, no threat and no mitigation", true
	}
	return g
}

func (b *reporter) unstatedGroup() UntestedGroup {
	g := UntestedGroup{Title: "Mitigations of which a test does not say whether they were on", Items: b.unstated(), None: "every test states all of them"}
	switch {
	case !b.defines("mitigations"):
		g.None = "the case lists no mitigation"
	case len(b.once(casefile.Evidence)) == 0:
		g.None, g.Gap = "there is no test", true
	}
	return g
}

// unnamed lists what the case defines and no claim speaks of.
func (b *reporter) unnamed() []UntestedItem {
	named := map[string]bool{}
	for _, n := range b.once(casefile.Claim) {
		for _, key := range []string{"outcomes", "threats", "about"} {
			for _, id := range n.Get(key).Texts() {
				named[key+" "+id] = true
			}
		}
	}
	var out []UntestedItem
	for _, s := range []struct{ section, key, word string }{{"outcomes", "outcomes", "outcome"}, {"threats", "threats", "threat"}, {"mitigations", "about", "mitigation"}} {
		for _, item := range b.c.Items(s.section) {
			if !named[s.key+" "+item.ID] {
				out = append(out, UntestedItem{Text: s.word + " " + Plain(item.ID) + ": " + orElse(b.say(item.Get("text")), "no text")})
			}
		}
	}
	return out
}

func (b *reporter) leftOn() []UntestedItem {
	return b.perTest(func(n *casefile.Node) []string {
		var on []string
		for _, m := range b.c.Items("mitigations") {
			if b.c.Circumstance(n, "mitigations", m.ID).Text() == "enabled" {
				on = append(on, Plain(m.ID))
			}
		}
		return on
	})
}

func (b *reporter) unstated() []UntestedItem {
	return b.perTest(func(n *casefile.Node) []string {
		var missing []string
		for _, m := range b.c.Items("mitigations") {
			if !b.c.Circumstance(n, "mitigations", m.ID).Exists() {
				missing = append(missing, Plain(m.ID))
			}
		}
		return missing
	})
}

// perTest lists words about every evidence node that has some.
func (b *reporter) perTest(words func(*casefile.Node) []string) []UntestedItem {
	var out []UntestedItem
	for _, n := range b.once(casefile.Evidence) {
		if list := words(n); len(list) > 0 {
			out = append(out, UntestedItem{b.ref(n.ID), strings.Join(list, ", ")})
		}
	}
	return out
}

func (b *reporter) refused() []UntestedItem {
	return b.perTest(func(n *casefile.Node) []string {
		granted := b.c.Circumstance(n, "evaluator", "access", "granted").Texts()
		var out []string
		for _, asked := range b.c.Circumstance(n, "evaluator", "access", "requested").Texts() {
			if !slices.Contains(granted, asked) {
				out = append(out, spaced(Plain(asked)))
			}
		}
		return out
	})
}

// limits is what tests left out, as the case or the file says.
func (b *reporter) limits() []UntestedItem {
	return b.perTest(func(n *casefile.Node) []string {
		out := b.says(n.Get("limitations"))
		for _, s := range b.says(b.c.Circumstance(n, "excluded_scope")) {
			out = append(out, "not tested: "+s)
		}
		for _, s := range b.says(b.c.Circumstance(n, "attacker_restrictions")) {
			out = append(out, "attackers were not allowed: "+s)
		}
		if r := b.r.Readings[n.ID]; r != nil {
			for _, w := range r.Warnings {
				if w.Code == evidence.WarnSubset || w.Code == evidence.WarnSkipped || w.Code == evidence.WarnUnscored {
					out = append(out, "the file says: "+Plain(w.Message))
				}
			}
		}
		return out
	})
}

func (b *reporter) notAssessed() []UntestedItem {
	var out []UntestedItem
	for _, s := range b.scores() {
		if s.NotAssessed != "" {
			out = append(out, UntestedItem{Text: s.Category + ": " + s.NotAssessed})
		} else if !s.Rated {
			out = append(out, UntestedItem{Text: s.Category + ": the scorecard does not rate it"})
		}
	}
	return out
}
