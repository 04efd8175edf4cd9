package render

import (
	"slices"

	"safecase/casefile"
)

// Outcome is an outcome that must not happen: how much of it is tolerable, who
// said so, and what is claimed about it.
type Outcome struct {
	ID, Text string
	Facts    []Fact     // severity, threshold, who set it, margin
	Claims   []Standing // that name the outcome, or a threat that leads to it
}

func (b *reporter) outcomes() []Outcome {
	about := b.claimsByOutcome()
	var out []Outcome
	for _, item := range b.c.Items("outcomes") {
		o := Outcome{ID: Plain(item.ID), Text: b.say(item.Get("text")), Facts: b.outcomeFacts(item)}
		for _, n := range about[item.ID] {
			o.Claims = append(o.Claims, b.standing(n, slices.Contains(b.a.Tops, n.ID)))
		}
		out = append(out, o)
	}
	return out
}

// claimsByOutcome lists the claims that name an outcome or a threat to it.
func (b *reporter) claimsByOutcome() map[string][]*casefile.Node {
	leadsTo := map[string]string{}
	for _, t := range b.c.Items("threats") {
		leadsTo[t.ID] = t.Get("outcome").Text()
	}
	out := map[string][]*casefile.Node{}
	for _, n := range b.once(casefile.Claim) {
		named := n.Get("outcomes").Texts()
		for _, t := range n.Get("threats").Texts() {
			named = append(named, leadsTo[t])
		}
		slices.Sort(named)
		for _, id := range slices.Compact(named) {
			out[id] = append(out[id], n)
		}
	}
	return out
}

// outcomesOf lists by node the outcomes that the node is about: those that it
// names, and those of the claims that it stands under.
func (b *reporter) outcomesOf() map[string][]string {
	below, about := b.below(), b.claimsByOutcome()
	out := map[string][]string{}
	for _, item := range b.c.Items("outcomes") {
		seen := map[string]bool{}
		var queue []string
		for _, n := range about[item.ID] {
			queue = append(queue, n.ID)
		}
		for ; len(queue) > 0; queue = queue[1:] {
			if id := queue[0]; !seen[id] {
				seen[id] = true
				out[id] = append(out[id], Plain(item.ID))
				queue = append(queue, below[id]...)
			}
		}
	}
	return out
}

func (b *reporter) outcomeFacts(item casefile.Item) []Fact {
	t := item.Get("threshold")
	return []Fact{
		told("Severity", "how severe it is, is not recorded", b.say(item.Get("severity"))),
		told("Threshold", "no threshold is recorded", b.threshold(t)...),
		b.setBy(t.Get("set"), "the threshold"),
		b.margin(t.Get("margin")),
	}
}

func (b *reporter) threshold(t casefile.Value) []string {
	per := joined("per", b.word(t.Get("per")))
	with := ""
	if c := b.say(t.Get("confidence")); c != "" {
		with = ", at confidence " + c
	}
	var lines []string
	add := func(what, key string) {
		if x := b.say(t.Get(key)); x != "" {
			lines = append(lines, what+" "+x+spaceBefore(per)+with)
		}
	}
	add("probability at most", "probability")
	add("number of events at most", "frequency")
	add("expected harm at most", "expected_harm")
	add("level:", "level")
	return lines
}

func spaceBefore(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

func (b *reporter) setBy(v casefile.Value, what string) Fact {
	by, on := b.say(v.Get("by")), b.say(v.Get("on"))
	switch {
	case by == "" && on == "":
		return Fact{Name: "Set by", Lines: []string{"who set " + what + ", and when, is not recorded"}, Gap: true}
	case by == "":
		return Fact{Name: "Set by", Lines: []string{"set on " + on + "; by whom is not recorded"}, Gap: true}
	case on == "":
		return Fact{Name: "Set by", Lines: []string{by + "; when is not recorded"}, Gap: true}
	}
	return Fact{Name: "Set by", Lines: []string{joined("", by, "on", on, ", basis:", b.say(v.Get("basis")))}}
}

func (b *reporter) margin(v casefile.Value) Fact {
	var parts []string
	for _, key := range []string{"factor", "absolute", "logit"} {
		if x := b.say(v.Get(key)); x != "" {
			parts = append(parts, key+" "+x)
		}
	}
	if none, _ := v.Get("none").Bool(); none {
		parts = append(parts, "none, by decision")
	}
	f := told("Margin", "no margin is recorded, nor that none is needed", parts...)
	if reason := b.say(v.Get("reason")); reason != "" && !f.Gap {
		f.Lines = append(f.Lines, "reason: "+reason)
	}
	return f
}
