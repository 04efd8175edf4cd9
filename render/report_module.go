package render

import (
	"fmt"
	"slices"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// modules are the facts about the other case files that the case rests on,
// each file once, and about those that could not be read.
func (b *reporter) modules() []Fact {
	var out []Fact
	for _, r := range append([]*lint.Result{b.r}, b.r.Used()...) {
		for _, m := range r.Modules {
			if m.Result == nil {
				out = append(out, Fact{Name: "Rests on " + Plain(m.Path), Gap: true,
					Lines: []string{fmt.Sprintf("module %s of %s was not read: %s", Plain(m.Name), Plain(r.File.Path), Plain(m.Problem))}})
			}
		}
	}
	for _, r := range b.r.Used() {
		out = append(out, moduleFact(r, b.hide.hiddenIn(r)))
	}
	return out
}

// moduleFact says of another case file what it offers, how that stands, and
// what is open, accepted or assumed in it: nothing of that may be hidden by
// standing in another file.
func moduleFact(r *lint.Result, hidden map[string]bool) Fact {
	c, a, counts := r.File.Case, r.Assessment, r.Counts()
	f := Fact{Name: "Rests on " + Plain(r.File.Path)}
	add := func(format string, args ...any) { f.Lines = append(f.Lines, Plain(fmt.Sprintf(format, args...))) }
	add("%s (status %s)", c.Title(), c.Status())
	for _, n := range r.Interface() {
		if hidden[n.ID] {
			add("offers %s, %s", withheld, a.State(n.ID).Word())
			f.Gap = f.Gap || a.State(n.ID) != assess.NoGap
			continue
		}
		add("offers %s, %s: %s", n.ID, a.State(n.ID).Word(), n.Text)
		f.Gap = f.Gap || a.State(n.ID) != assess.NoGap
		for _, num := range a.Numbers(n.ID) {
			switch {
			case num.Claim == "":
			case hidden[num.Evidence] || hidden[num.Minus]:
				add("%s: %s%s%s", n.ID, withheld, doubt(num, a), typed(num))
			default:
				add("%s: %s%s%s", n.ID, Comparison(num), doubt(num, a), typed(num))
			}
		}
	}
	for _, ch := range a.Challenges {
		switch {
		case ch.Status == assess.Answered:
		case hidden[ch.Defeater]:
			add("challenge %s, %s", withheld, ch.Status)
		default:
			add("challenge %s, %s: %s", ch.Defeater, ch.Status, a.Node(ch.Defeater).Text)
		}
	}
	for _, n := range c.Nodes {
		switch assumed, _ := n.Get("assumed").Bool(); {
		case !assumed && n.Kind != casefile.Assumption:
		case hidden[n.ID]:
			add("assumes %s", withheld)
		default:
			add("assumes %s: %s", n.ID, n.Text)
		}
	}
	for _, w := range c.Waivers() {
		if hidden[w.Node] {
			add("waiver of %s until %s: %s", w.Rule, w.Day, withheld)
			continue
		}
		add("waiver of %s %s by %s until %s: %s", w.Rule, w.Node, w.By, w.Day, w.Reason)
	}
	add("%s, %s, %d waived; digest %s", plural(counts.Error, "error"), plural(counts.Warning, "warning"), counts.Waived, r.Digest())
	return f
}

func typed(num assess.Number) string {
	if num.Transcribed {
		return " · transcribed"
	}
	return ""
}

// where is the file that an away id leads to, through as many files as it
// names, or that an id is one of an indicator or a trigger; "" for what is
// nowhere.
func (b *reporter) where(id string) string {
	if !b.defined[id] && b.watches(id) {
		return "see Monitored"
	}
	path, modules := "", b.r.Modules
	for {
		module, rest, away := casefile.CutAway(id)
		i := slices.IndexFunc(modules, func(m *lint.Module) bool { return m.Name == module })
		if !away || i < 0 {
			return path
		}
		m := modules[i]
		path, id, modules = "in "+Plain(m.Path), rest, nil
		if m.Result != nil {
			modules = m.Result.Modules
		}
	}
}

// watches reports whether a gap with this cause comes from an indicator or a
// trigger of the case.
func (b *reporter) watches(id string) bool {
	return slices.ContainsFunc(b.a.Indicators, func(in assess.Indicator) bool { return in.Cause() == id }) ||
		slices.ContainsFunc(b.a.Triggers, func(t assess.Trigger) bool { return t.Cause() == id })
}
