package render

import (
	"fmt"
	"strings"
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// Argument turns a checked case into a picture. It hides no gap: what a view
// leaves out is counted on the node above it.
func Argument(r *lint.Result, v View) Diagram {
	if v.Architecture {
		return Architecture(r)
	}
	b := &argument{r: r, a: r.Assessment, c: r.File.Case, view: v, open: map[string]int{}, unconsidered: map[string]int{}}
	b.challenges()
	b.survey()
	b.choose()
	d := Diagram{Title: b.c.Title(), Subtitle: Subtitle(r), Footer: Footer(r)}
	if words := v.words(); words != "" {
		d.Subtitle = append(d.Subtitle, words+b.leftOut())
	}
	for i, n := range b.web.nodes {
		if b.shown[i] {
			d.Nodes = append(d.Nodes, b.node(i, n))
			d.Links = append(d.Links, b.links(n)...)
		}
	}
	return d
}

// Subtitle is what stands under the title of every picture: the decision, the
// checkpoints and the day.
func Subtitle(r *lint.Result) []string {
	c := r.File.Case
	var line []string
	if t := c.Get("decision", "type").Text(); t != "" {
		line = append(line, "decision: "+strings.ReplaceAll(t, "_", " "))
	}
	if by := c.Get("decision", "by").Text(); by != "" {
		line = append(line, "by "+by)
	}
	for _, m := range c.Get("system", "includes").Texts() {
		if cp := c.Get("models", m, "checkpoint").Text(); cp != "" {
			line = append(line, "checkpoint "+cp)
		}
	}
	line = append(line, "status: "+c.Status())
	return []string{strings.Join(line, "  ·  ")}
}

// Footer is what stands under every picture.
func Footer(r *lint.Result) []string {
	out := []string{fmt.Sprintf("support as recorded on %s; soundness is a human judgement", r.AsOf.Format(time.DateOnly))}
	if len(r.File.Unread()) > 0 {
		out = append(out, "NOT ALL OF THE CASE FILE COULD BE READ: nodes may be missing here")
	}
	if line := untoldLine(r); line != "" {
		out = append(out, line)
	}
	if r.NoWaivers {
		out = append(out, "shown bare: the waivers of the case were not applied")
	}
	return out
}

type argument struct {
	r    *lint.Result
	a    *assess.Assessment
	c    *casefile.Case
	view View
	web
	shown []bool // by node of the web

	open         map[string]int // challenges that somebody raised and nobody answered, by target
	unconsidered map[string]int // challenges of a template that nobody looked at, by target

	numbers map[string][]assess.Number // by the evidence that decides them
	waivers map[string]int             // waived findings, by node
	untold  map[string]int             // errors that no state tells, by node
	doubts  map[string]int             // challenges that the view leaves out, by target
	visited []int                      // by node: the last fold that met it
	became  map[string]assess.ChallengeStatus
	away    map[string]*assess.Away // nodes of other files
}

// challenges counts the doubts on every node, those that somebody raised apart
// from those that came with a template.
func (b *argument) challenges() {
	for _, ch := range b.a.Challenges {
		switch ch.Status {
		case assess.Open, assess.Sustained:
			b.open[ch.Target]++
		case assess.NotConsidered:
			b.unconsidered[ch.Target]++
		}
	}
}

// node describes one node of the picture.
func (b *argument) node(i int, n *casefile.Node) Node {
	out := Node{
		ID: n.ID, Kind: Kind(n.Kind), Text: n.Text, Category: n.Get("argument").Text(),
		Undeveloped: n.Undeveloped, URL: n.Get("url").Text(), Desc: b.describe(n),
	}
	if away := b.away[n.ID]; away != nil {
		out.fromElsewhere(away)
	}
	switch n.Kind {
	case casefile.Context, casefile.Justification:
		if b.a.State(n.ID) == assess.NoGap {
			return b.furnish(out, i, n)
		}
	case casefile.Defeater:
		b.defeater(n, &out)
		return b.furnish(out, i, n)
	}
	out.State = State(b.a.State(n.ID).String())
	out.StateWord = b.a.State(n.ID).Word()
	for _, w := range b.a.Why(n.ID) {
		if s := State(w.State.String()); s != out.State {
			out.Also = append(out.Also, s)
		}
	}
	out.Inherited = out.State != NoGap && !b.a.Arises(n.ID)
	return b.furnish(out, i, n)
}

// furnish adds the short facts on a node, and what a view hides below it.
func (b *argument) furnish(out Node, i int, n *casefile.Node) Node {
	below := b.fold(i)
	out.Badges = append(append(out.Badges, b.badges(n)...), below.badges()...)
	out.Folded, out.FoldedGaps = below.nodes, below.gaps
	return out
}

// fromElsewhere says in which file a node lives, and why that does not help
// where it could not be found there.
func (n *Node) fromElsewhere(away *assess.Away) {
	n.Away = away.Module
	if away.Problem == "" {
		return
	}
	n.Badges = append(n.Badges, Badge{Note, away.Problem})
	n.Desc = strings.TrimPrefix(n.Desc+"; "+away.Problem, "; ")
	if n.Text == "" {
		n.Text = away.Path + ": " + away.Problem
	}
}

func (b *argument) status(defeater string) assess.ChallengeStatus {
	if b.became == nil {
		b.became = map[string]assess.ChallengeStatus{}
		for _, ch := range b.a.Challenges {
			b.became[ch.Defeater] = ch.Status
		}
	}
	if status, ok := b.became[defeater]; ok {
		return status
	}
	return assess.Open
}

// defeater shows what became of a challenge.
func (b *argument) defeater(n *casefile.Node, out *Node) {
	status := b.status(n.ID)
	out.StateWord = string(status)
	switch status {
	case assess.Sustained:
		out.State = Defeated
	case assess.Answered:
		out.State, out.StateWord = NoGap, "answered"
	case assess.Accepted:
		out.State, out.StateWord = Assumed, "accepted as residual doubt"
	case assess.NotConsidered:
		out.State, out.Unconsidered = Challenged, true
	default:
		out.State = Challenged
	}
}

// badges are the short facts on a node.
func (b *argument) badges(n *casefile.Node) []Badge {
	out := b.numberBadges(n)
	if count := b.open[n.ID]; count > 0 {
		out = append(out, Badge{Open, plural(count, "open challenge")})
	}
	if count := b.unconsidered[n.ID]; count > 0 {
		out = append(out, Badge{Note, plural(count, "challenge") + " not yet considered"})
	}
	if count := b.errors(n.ID); count > 0 {
		out = append(out, Badge{Errors, plural(count, "error")})
	}
	if waived := b.waived(n.ID); waived > 0 {
		out = append(out, Badge{Waived, plural(waived, "waived finding")})
	}
	return append(out, b.extraBadges(n)...)
}

// numberBadges are the numbers of a node against their thresholds: on a claim
// those it states, on evidence those that it decides, by claim. A number that
// does not hold, or that unusable evidence gave, says so: it must never look as
// if it did.
func (b *argument) numberBadges(n *casefile.Node) []Badge {
	numbers, byClaim := b.a.Numbers(n.ID), false
	if n.Kind == casefile.Evidence {
		numbers, byClaim = b.byEvidence()[n.ID], true
	}
	var out []Badge
	for _, num := range numbers {
		if num.Claim == "" {
			continue
		}
		text := Comparison(num) + doubt(num, b.a)
		if byClaim {
			text = num.Claim + ": " + text
		}
		out = append(out, Badge{Number, text})
		if num.Transcribed {
			out = append(out, Badge{Transcribed, "transcribed"})
		}
	}
	return out
}

func doubt(num assess.Number, a *assess.Assessment) string {
	if num.Verdict != assess.NoGap {
		return " · " + num.Verdict.Word()
	}
	if num.Evidence != "" && a.Has(num.Evidence, assess.Unusable) {
		return " · " + assess.Unusable.Word()
	}
	return ""
}

func (b *argument) byEvidence() map[string][]assess.Number {
	if b.numbers == nil {
		b.numbers = map[string][]assess.Number{}
		for _, n := range b.c.Nodes {
			for _, num := range b.a.Numbers(n.ID) {
				if num.Claim != "" && num.Evidence != "" && num.Minus == "" && num.Metric != assess.RiskPerWindow {
					b.numbers[num.Evidence] = append(b.numbers[num.Evidence], num)
				}
			}
		}
	}
	return b.numbers
}

func (b *argument) waived(id string) int {
	if b.waivers == nil {
		b.waivers = map[string]int{}
		for _, f := range b.r.Findings {
			if f.Waived != nil {
				b.waivers[f.Node]++
			}
		}
	}
	return b.waivers[id]
}

// describe is the text alternative of a node: all its gaps with their causes.
func (b *argument) describe(n *casefile.Node) string {
	var parts []string
	for _, w := range b.a.Why(n.ID) {
		because := strings.Join(w.Because, ", ")
		if w.More {
			because += " and more"
		}
		parts = append(parts, w.State.Word()+" because of "+because)
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "; ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
