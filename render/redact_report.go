package render

import (
	"reflect"
	"slices"
	"strings"

	"safecase/casefile/lint"
)

// report leaves out of a report what is to be left out: first every entry of
// something left out loses all but its name, its state and its gaps, then no
// text is left that names or quotes it.
func (x *Redaction) report(o *Report) {
	x.visit(reflect.ValueOf(o).Elem())
	for i, c := range o.Outcomes {
		if x.Hides(c.ID) {
			o.Outcomes[i].Text, o.Outcomes[i].Facts = withheld, nil
		}
	}
	x.instead(o)
	x.words.sweep(o)
	for i := range o.Nodes {
		if o.Nodes[i].Text == withheld {
			o.Nodes[i].Withheld = true
		}
	}
	o.Redacted = x.note.String()
}

// visit calls strip on every entry of a report.
func (x *Redaction) visit(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			x.visit(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			x.visit(v.Index(i))
		}
	case reflect.Struct:
		if v.CanAddr() {
			x.strip(v)
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				x.visit(v.Field(i))
			}
		}
	}
}

// strip leaves out of one entry what is to be left out. An entry of a type that
// is not named here keeps nothing but its name, its state and its gaps: what
// somebody adds to a report is left out until it is let in.
func (x *Redaction) strip(v reflect.Value) {
	switch e := v.Addr().Interface().(type) {
	case *NumberLine:
		x.number(e)
		return
	case *FindingLine:
		x.finding(e)
		return
	case *WaiverLine:
		if x.Hides(e.Node.ID) {
			e.Reason, e.By, e.Problems = withheld, withheld, hideAll(e.Problems)
		}
		return
	case *NodeDetail:
		x.detail(e)
		return
	case *Ref, *Report, *ChangeLine:
		return
	}
	ref := v.FieldByName("Ref")
	if !ref.IsValid() || !x.Hides(ref.Interface().(Ref).ID) {
		return
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Name == "Text" || f.Type.Kind() == reflect.String && f.Name != "Kind":
			v.Field(i).SetString(withheld)
		case !keptFields[f.Name]:
			v.Field(i).SetZero()
		}
	}
	if f := v.FieldByName("Withheld"); f.IsValid() {
		f.SetBool(true)
	}
}

// keptFields are the parts of an entry that say how something left out stands
// and where it is in the argument.
var keptFields = map[string]bool{
	"Ref": true, "Kind": true, "State": true, "Mark": true, "Old": true, "New": true, "Gaps": true, "Targets": true, "Answers": true,
	"Also": true, "Below": true, "Again": true, "Open": true, "Under": true, "Passed": true, "Bears": true, "Typed": true,
}

func hideAll(list []string) []string {
	out := slices.Clone(list)
	for i := range out {
		out[i] = withheld
	}
	return out
}

func (x *Redaction) detail(d *NodeDetail) {
	if !x.Hides(d.ID) {
		return
	}
	*d = NodeDetail{
		Ref: d.Ref, Kind: d.Kind, Text: withheld, State: d.State, Arises: d.Arises, Gaps: d.Gaps, Links: d.Links,
		Doubts: d.Doubts, Findings: d.Findings, Outcomes: d.Outcomes,
	}
}

// number leaves out a number that comes from something left out. The threshold
// of a claim that stays, the verdict, and that it was transcribed, stay.
func (x *Redaction) number(n *NumberLine) {
	hidden := x.Hides(n.Claim.ID) || x.numb[n.Claim.ID]
	for _, e := range n.Evidence {
		hidden = hidden || x.Hides(e.ID)
	}
	if !hidden {
		return
	}
	rest := NumberLine{
		Claim: n.Claim, ClaimText: n.ClaimText, Evidence: n.Evidence, State: n.State, Typed: n.Typed, Withheld: true,
		Required: n.Required, Count: withheld, Point: withheld, Bound: withheld, Verdict: "what decides it is withheld",
	}
	if x.Hides(n.Claim.ID) {
		rest.ClaimText, rest.Required = hideIf(n.ClaimText), hideIf(n.Required)
	}
	*n = rest
}

// finding leaves out the words of a finding that is about something left out,
// or that may tell a number that was read off it.
func (x *Redaction) finding(f *FindingLine) {
	said := f.Message + " " + f.Hint + " " + f.Waived + " " + f.Place
	switch {
	case x.Hides(f.Node.ID) || x.words.mentions(said):
	case x.silent[f.Node.ID] && strings.ContainsAny(x.words.withoutIDs(said[:len(f.Message)+1+len(f.Hint)]), "0123456789"):
	default:
		return
	}
	f.Message, f.Hint, f.Waived = "what was found is withheld", "", hideIf(f.Waived)
	if f.Place = strings.TrimSpace(f.Place); strings.Count(f.Place, ":") > 1 {
		f.Place = withheld
	}
}

// withoutIDs takes the ids that stay out of a text, so that the digits in them
// are not taken for numbers.
func (w *cleaner) withoutIDs(s string) string {
	return word.ReplaceAllStringFunc(s, func(t string) string {
		if w.x.known[strings.TrimRight(t, ".:-")] {
			return ""
		}
		return t
	})
}

// diagram leaves out of a picture what is to be left out.
func (x *Redaction) diagram(d *Diagram) {
	for i := range d.Nodes {
		n := &d.Nodes[i]
		if x.Hides(n.ID) {
			n.Text, n.Category, n.URL, n.Away = withheld, "", "", ""
			n.Badges = x.badges(n.Badges, func(k BadgeKind) bool { return k == Open || k == Errors || k == Waived || k == Transcribed })
			continue
		}
		for k, badge := range n.Badges {
			if id, _, _ := strings.Cut(badge.Text, " · "); n.Kind == Module && (x.away[id] || x.Hides(id)) {
				n.Badges[k].Text = numberless(badge.Text)
			}
			claim, _, byClaim := strings.Cut(badge.Text, ": ")
			if badge.Kind == Number && (x.numb[n.ID] && n.Kind != Evidence || byClaim && (x.Hides(claim) || x.numb[claim])) {
				n.Badges[k].Text = numberless(badge.Text)
			}
		}
	}
	x.words.sweep(d)
	d.Subtitle = append(d.Subtitle, x.note.String())
}

// numberless is a number on a node without the number: its verdict stays.
func numberless(text string) string {
	if _, verdict, found := strings.Cut(text, " · "); found {
		return withheld + " · " + verdict
	}
	return withheld
}

// badges keeps what says how a node stands: counts, and how it stood before.
func (x *Redaction) badges(list []Badge, keep func(BadgeKind) bool) []Badge {
	var out []Badge
	for _, b := range list {
		if keep(b.Kind) || b.Kind == Note && (strings.HasPrefix(b.Text, "was: ") || strings.Contains(b.Text, "not yet considered")) {
			out = append(out, b)
		}
	}
	return out
}

// hiddenIn are the nodes of another file that a redacted edition leaves out;
// without a redaction there are none.
func (x *Redaction) hiddenIn(r *lint.Result) map[string]bool {
	if x == nil {
		return nil
	}
	return withheldNodes(r.File.Case)
}
