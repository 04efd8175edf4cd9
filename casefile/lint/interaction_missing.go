package lint

import "safecase/casefile"

var interactionMissing = &Rule{
	Name: "interaction-missing", ID: "ARG017", Covers: []string{"AIS016", "AIS019"}, Severity: demands,
	Title: "several parts, or several instances, and no claim about what they do together",
	Why:   "Parts that are harmless alone may collude, cascade or strike at once (Clymer et al. 2024, step 6; Lindner et al. 2025).",
	Fix:   "add a claim with role: macro_interaction",
	Bad:   "safecase: 1\ntitle: Example\nsubsystems: {S1: {text: The coding agent}, S2: {text: The monitor}}\nnodes:\n  C1: {claim: Nobody is harmed, subsystems: [S1, S2], undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nsubsystems: {S1: {text: The coding agent}, S2: {text: The monitor}}\nnodes:\n  C1: {claim: Nobody is harmed, subsystems: [S1, S2], supported_by: [C2]}\n  C2: {claim: The agent and the monitor do not collude, role: macro_interaction, undeveloped: true}\n",
	Check: func(p *Pass) {
		if p.role("macro_interaction", nil) {
			return
		}
		affordances := p.Case.Get("setting", "affordances")
		parts := p.Case.Items("subsystems")
		switch {
		case len(parts) > 1:
			p.Report(parts[1].IDPos, "", "the case has %d subsystems and no claim about what they do together", len(parts))
		case affordances.Has("multi_agent"):
			p.Report(affordances.Pos(), "", "several instances can talk, and no claim is about what they do together")
		case p.instances() > 1 && p.controlsAI():
			at := p.Case.Get("setting", "scale", "instances").Pos()
			p.ReportAs(asks, at, "", "%g instances run at once, and no claim is about many attacks at a time", p.instances())
		}
	},
}

func (p *Pass) instances() float64 {
	x, _ := p.Case.Get("setting", "scale", "instances").Number()
	return x
}

// controlsAI reports whether the case argues by control against the model
// itself.
func (p *Pass) controlsAI() bool {
	for _, n := range p.kinds[casefile.Claim] {
		if n.Get("argument").Text() != "control" {
			continue
		}
		for _, t := range p.threatsOf(n) {
			if p.Case.Get("threats", t, "actor").Text() == "ai_system" {
				return true
			}
		}
	}
	return false
}
