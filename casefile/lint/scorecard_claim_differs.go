package lint

import (
	"strings"

	"safecase/casefile"
	"safecase/templates"
)

var scorecardClaimDiffers = &Rule{
	Name: "scorecard-claim-differs", ID: "AIS032", Severity: strict,
	Title: "the scorecard states another level than the claim that is to show it",
	Why:   "The gates look at the scorecard; the evidence carries the claim. Where the two name different levels, a gate opens on a level that nothing shows.",
	Fix:   "state in the scorecard the level that the claim shows",
	Bad:   "safecase: 1\ntitle: Example\nscorecard: {framework: preparedness-v1, cybersecurity: {pre: {at_most: low, claim: C1}}}\nnodes:\n  C1: {claim: The cybersecurity risk is at most high, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nscorecard: {framework: preparedness-v1, cybersecurity: {pre: {at_most: high, claim: C1}}}\nnodes:\n  C1: {claim: The cybersecurity risk is at most high, undeveloped: true}\n",
	Check: func(p *Pass) {
		card := p.Case.Get("scorecard")
		framework, err := templates.FindFramework(card.Get("framework").Text())
		if err != nil {
			return
		}
		for _, e := range card.Entries() {
			for _, phase := range []string{"pre", "post"} {
				p.levelOfClaim(framework, e, e.Get(phase))
			}
		}
	},
}

func (p *Pass) levelOfClaim(f *templates.Framework, category casefile.Entry, v casefile.Value) {
	level := v.Get("at_most").Text()
	n := p.Case.Node(v.Get("claim").Text())
	if n == nil || f.Rank(level) < 0 {
		return
	}
	said := levelsIn(f, n.Text)
	for _, s := range said {
		if s == level {
			return
		}
	}
	if len(said) > 0 {
		p.Report(v.Pos(), n.ID, "the scorecard says that %s is at most %s; its claim %s speaks of %s", category.Key, level, n.ID, list(said))
	}
}

// levelsIn lists the levels that a text states. The words of some levels, such
// as low, mean many things: they count next to words that say that a level is
// meant.
func levelsIn(f *templates.Framework, text string) []string {
	text = strings.ToLower(text)
	var out []string
	for _, l := range f.Levels {
		name := strings.ReplaceAll(strings.ToLower(l.Name), "_", " ")
		for _, frame := range levelFrames {
			if hasWord(text, strings.Replace(frame, "*", name, 1)) {
				out = append(out, l.Name)
				break
			}
		}
	}
	return out
}

// levelFrames are the words around a level, *.
var levelFrames = []string{"at most *", "no more than *", "level *", "level is *", "risk is *", "stays *", "* at most", "* or lower", "* or below", "* level", "* risk"}
