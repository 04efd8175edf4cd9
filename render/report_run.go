package render

import (
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

// mitigations says of every mitigation of the case whether it was on in a
// test. One that the evidence does not name is a gap: it is unknown, not off.
func (b *reporter) mitigations(n *casefile.Node, _ assess.Number) (string, bool) {
	var parts []string
	gap := false
	for _, m := range b.c.Items("mitigations") {
		v := b.c.Circumstance(n, "mitigations", m.ID)
		state := b.say(v)
		if state == "" {
			state, gap = "NOT RECORDED", true
		}
		parts = append(parts, Plain(m.ID)+" "+state)
	}
	if len(parts) == 0 {
		parts = append(parts, "the case defines no mitigation")
	}
	status, why := lint.MitigationStatus(b.c, n)
	derived := "as far as is recorded " + spaced(status) + " (" + Plain(why) + ")"
	if status == "" {
		derived = "whether it is mitigated cannot be told (" + Plain(why) + ")"
	}
	if called := b.word(b.c.Circumstance(n, "mitigation_status")); called != "" && called != spaced(status) {
		derived += "; ITS AUTHORS CALL IT " + called
		gap = true
	}
	return strings.Join(parts, ", ") + "; " + derived, gap || status == ""
}

// modelCodes are the causes that say that evidence is not about the checkpoint
// of the decision, or that this cannot be told.
var modelCodes = map[string]string{
	"model-mismatch":     "NO MATCH",
	"model-unidentified": "not identified",
	"stale-checkpoint":   "ANOTHER CHECKPOINT",
	"stale-compute":      "evaluated with less compute",
}

// checkpointMatch says whether the run is about the checkpoint that the
// decision is about.
func (b *reporter) checkpointMatch(n *casefile.Node, _ assess.Number) (string, bool) {
	r := b.r.Readings[n.ID]
	recorded := b.say(n.Get("model"))
	named := namedModels(r)
	if word := b.modelDoubt(n); word != "" {
		text := word + ": " + orElse(recorded, "the case names no model")
		if named != "" {
			text += "; the file says " + named
		}
		return text, true
	}
	switch {
	case recorded != "" && !b.c.Get("models", n.Get("model").Text()).Exists():
		return recorded + " IS NOT DEFINED in this case", true
	case n.Get("file").Text() == "":
		return orElse(recorded, "no model") + ", as the case says; there is no file", true
	case r == nil || r.Problem != nil && r.Problem.Code != evidence.CodeUnknownFormat:
		return "not known: the file could not be read", true
	case named == "":
		return orElse(recorded, "no model") + ", as the case says; the file names no model", true
	case recorded == "":
		return "matches: the file says " + named, false
	}
	return recorded + ", matches the file (" + named + ")", false
}

func (b *reporter) modelDoubt(n *casefile.Node) string {
	for _, c := range b.causes[n.ID] {
		if word := modelCodes[c.Code]; word != "" {
			return word
		}
	}
	return ""
}

func namedModels(r *evidence.Reading) string {
	if r == nil {
		return ""
	}
	var out []string
	for _, s := range append([]string{r.Model, r.Checkpoint}, r.Served...) {
		if s != "" && !strings.Contains(" "+strings.Join(out, " ")+" ", " "+s+" ") {
			out = append(out, Plain(s))
		}
	}
	return strings.Join(out, ", ")
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// ranBy says who ran the evaluation, and in which relation to the developer.
func (b *reporter) ranBy(n *casefile.Node, _ assess.Number) (string, bool) {
	name, kind := b.say(b.c.Circumstance(n, "evaluator", "name")), b.word(b.c.Circumstance(n, "evaluator", "type"))
	if r := b.r.Readings[n.ID]; name == "" && kind == "" && r != nil && r.Evaluator != "" {
		return "the file says: " + Plain(r.Evaluator), false
	}
	switch {
	case name == "" && kind == "":
		return "not recorded", true
	case kind == "":
		return name + " (relation to the developer not recorded)", true
	case name == "":
		return kind, false
	}
	return name + " (" + kind + ")", false
}

// source says where a number was read or typed from, and under which conditions
// a reviewer let it be relied on.
func (b *reporter) source(n *casefile.Node, num assess.Number) (string, bool) {
	text, gap := b.readFrom(n, num)
	if conditions := b.conditions(n.Get("review")); conditions != "" {
		return text + "; relied on UNDER CONDITIONS of " + orElse(b.say(n.Get("review", "by")), "somebody who is not named") + ": " + conditions, true
	}
	return text, gap
}

func (b *reporter) readFrom(n *casefile.Node, num assess.Number) (string, bool) {
	typed := n.Get("transcribed").Items()
	if num.Transcribed && len(typed) > 0 {
		return b.typedFrom(n, num.Metric), true
	}
	r := b.r.Readings[n.ID]
	switch {
	case n.Get("file").Text() == "":
		return "no file", true
	case r == nil:
		return b.say(n.Get("file")) + ": was not read", true
	case r.Problem != nil:
		return b.say(n.Get("file")) + ": " + Plain(r.Problem.Message), true
	}
	read := "read from " + b.say(n.Get("file")) + " (" + Plain(r.Format) + ")"
	if num.Transcribed {
		return read + "; TRANSCRIBED in part: " + Plain(orElse(num.From, "by somebody who is not named")), true
	}
	return read, false
}

// typedFrom says who typed a number from where; where the metric tells nothing
// all that was typed is named.
func (b *reporter) typedFrom(n *casefile.Node, metric string) string {
	var all, exact []string
	for _, t := range n.Get("transcribed").Items() {
		line := joined("TRANSCRIBED by", orElse(b.say(t.Get("by")), "somebody who is not named"),
			"from", orElse(b.say(t.Get("locator")), "a place that is not recorded"), "on", b.say(t.Get("on")))
		all = append(all, line)
		if t.Get("metric").Text() == metric {
			exact = append(exact, line)
		}
	}
	if len(exact) > 0 {
		all = exact
	}
	return strings.Join(all, "; ")
}

// ranOn is the day of the run, and of the report where that is another.
func (b *reporter) ranOn(n *casefile.Node, _ assess.Number) (string, bool) {
	old := b.old(n)
	if r := b.r.Readings[n.ID]; r != nil && !r.Date.IsZero() {
		s := b.day(r.Date.UTC())
		if r.DateIsLocal {
			s += " (without a time zone)"
		}
		return s + old, old != ""
	}
	if day := b.say(n.Get("date_run")); day != "" {
		return day + ", as the case says" + old, old != ""
	}
	if day := b.say(n.Get("date_reported")); day != "" {
		return "not recorded; reported on " + day, true
	}
	return "not recorded", true
}

// old says what is wrong with the day of a run, after a colon; "" when nothing
// is.
func (b *reporter) old(n *casefile.Node) string {
	for _, c := range b.causes[n.ID] {
		switch c.Code {
		case "stale-age":
			return ": too old on the day of this report"
		case "evidence-expired":
			return ": no longer valid on the day of this report"
		case "date-inconsistent":
			return ": the recorded days contradict each other"
		}
	}
	return ""
}
