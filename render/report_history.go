package render

import (
	"slices"
	"strings"

	"safecase/casefile"
)

// Event is something that happened to a node, as the case or its evidence
// records it.
type Event struct {
	Day  string // YYYY-MM-DD; "" when no day is recorded
	What string
}

// history lists what is recorded about a node with a day, oldest first.
func (b *reporter) history(n *casefile.Node) []Event {
	var out []Event
	add := func(day casefile.Value, what ...string) {
		if day.Exists() {
			out = append(out, Event{b.say(day), joined(what...)})
		}
	}
	for _, q := range n.Get("quantity").Items() {
		add(q.Get("set", "on"), "threshold set by", orElse(b.say(q.Get("set", "by")), "somebody who is not named"))
	}
	add(n.Get("raised_on"), "raised by", orElse(b.say(n.Get("raised_by")), "somebody who is not named"))
	add(n.Get("date_reported"), "", "reported")
	add(n.Get("review", "on"), "reviewed by", orElse(b.say(n.Get("review", "by")), "somebody who is not named"), "as", b.word(n.Get("review", "verdict")))
	add(n.Get("qualitative", "on"), "accepted without a number by", orElse(b.say(n.Get("qualitative", "accepted_by")), "somebody who is not named"))
	add(n.Get("residual", "accepted_on"), "residual doubt accepted by", orElse(b.say(n.Get("residual", "accepted_by")), "somebody who is not named"))
	for _, t := range n.Get("transcribed").Items() {
		add(t.Get("on"), "numbers typed in by", orElse(b.say(t.Get("by")), "somebody who is not named"))
	}
	if n.Kind == casefile.Evidence {
		if r := b.r.Readings[n.ID]; r != nil && !r.Date.IsZero() {
			out = append(out, Event{b.day(r.Date.UTC()), "run, as the file says"})
		} else {
			add(n.Get("date_run"), "", "run, as the case says")
		}
	}
	slices.SortStableFunc(out, func(x, y Event) int { return strings.Compare(x.Day, y.Day) })
	return out
}

// moved adds to every node what changed at it since the earlier version.
func (o *Report) moved() {
	if o.Since == nil {
		return
	}
	changed, moved := map[string][]ChangeLine{}, map[string]MovedState{}
	for _, c := range o.Since.Changes {
		changed[c.Node.ID] = append(changed[c.Node.ID], c)
	}
	for _, s := range o.Since.States {
		moved[s.ID] = s
	}
	for i, n := range o.Nodes {
		for _, c := range changed[n.ID] {
			o.Nodes[i].Changes = append(o.Nodes[i].Changes, c.words())
		}
		if s, ok := moved[n.ID]; ok {
			o.Nodes[i].Changes = append(o.Nodes[i].Changes, "it was "+s.Old.Word+" and is "+s.New.Word)
		}
	}
}

// words say a change in one line.
func (c ChangeLine) words() string {
	s := c.Sort
	if c.Path != "" {
		s += " " + c.Path
	}
	switch {
	case c.Old == "" && c.New != "":
		s += ": " + c.New
	case c.Old != "":
		s += ": " + orElse(c.New, "nothing") + ", was " + c.Old
	}
	if c.Why != "" {
		s += " (" + c.Why + ")"
	}
	return s
}
