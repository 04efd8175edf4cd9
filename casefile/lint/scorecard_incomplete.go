package lint

import (
	"strings"

	"safecase/casefile"
	"safecase/templates"
)

var scorecardIncomplete = &Rule{
	Name: "scorecard-incomplete", ID: "AIS013", Severity: demands,
	Title: "the scorecard leaves out a category or a claim, or names what its framework does not know",
	Why:   "A category that is missing looks as if it were harmless, and a level without a claim is an opinion.",
	Fix:   "state pre and post with at_most and claim for each category, or not_assessed: {reason, by}",
	Bad:   "safecase: 1\ntitle: Example\nscorecard: {framework: preparedness-v1, cybersecurity: {post: {at_most: low}}}\nnodes:\n  C1: {claim: The level is low, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nscorecard:\n  framework: preparedness-v1\n  cybersecurity: {pre: {at_most: low, claim: C1}, post: {at_most: low, claim: C1}}\n  cbrn: {not_assessed: {reason: No threat names it, by: Board}}\n  persuasion: {not_assessed: {reason: No threat names it, by: Board}}\n  model_autonomy: {not_assessed: {reason: No threat names it, by: Board}}\nnodes:\n  C1: {claim: The level is low, undeveloped: true}\n",
	Check: func(p *Pass) {
		for _, v := range p.Case.Get("frameworks").Items() {
			if _, err := templates.FindFramework(v.Text()); err != nil {
				p.Report(v.Pos(), "", "%s", err)
			}
		}
		card := p.Case.Get("scorecard")
		if !card.Exists() {
			return
		}
		framework, err := templates.FindFramework(card.Get("framework").Text())
		if err != nil {
			p.Report(card.Get("framework").Pos(), "", "%s", err)
			return
		}
		for _, c := range framework.Categories {
			if !card.Get(c.Name).Exists() {
				p.Report(card.Pos(), "", "the scorecard does not rate %s", c.Name)
			}
		}
		for _, e := range card.Entries() {
			if e.Key != "framework" && !strings.HasPrefix(e.Key, "x-") {
				p.category(framework, e)
			}
		}
	},
}

func (p *Pass) category(f *templates.Framework, e casefile.Entry) {
	skipped := e.Get("not_assessed")
	switch {
	case f.Category(e.Key) == nil:
		p.Report(e.KeyPos, "", "%s has no category %s", f.Name, e.Key)
		return
	case skipped.Exists():
		if skipped.Get("reason").Text() == "" || skipped.Get("by").Text() == "" {
			p.Report(skipped.Pos(), "", "%s was not assessed, without who decided that and why", e.Key)
		}
		return
	}
	for _, phase := range []string{"pre", "post"} {
		level := e.Get(phase)
		switch {
		case !level.Exists():
			p.Report(e.KeyPos, "", "%s has no level %s mitigations", e.Key, phaseWord(phase))
		case f.Rank(level.Get("at_most").Text()) < 0:
			p.Report(level.Pos(), "", "%s does not know the level %s", f.Name, level.Get("at_most"))
		case level.Get("claim").Text() == "":
			p.Report(level.Pos(), "", "no claim shows that %s is at most %s", e.Key, level.Get("at_most").Text())
		}
	}
}
