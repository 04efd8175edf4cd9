package lint

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/templates"
)

// GateStanding is how far a gate is from letting a decision pass.
type GateStanding string

// The standings of a gate, worst first.
const (
	GateClosed   GateStanding = "closed"
	GateNotShown GateStanding = "not shown to be open" // a level that is missing, or whose claim has a gap
	GatePartial  GateStanding = "open for what was assessed"
	GateOpen     GateStanding = "open"
	GateAside    GateStanding = "does not concern this decision"
)

// GateLine is one gate of the framework of the scorecard, held against the
// decision of the case.
type GateLine struct {
	Name, Text string // as the framework has them
	Standing   GateStanding
	Because    []string // what makes it stand so, a sentence each
}

// Words say how the gate stands and what makes it so, on one line.
func (g GateLine) Words() string {
	if len(g.Because) == 0 {
		return string(g.Standing)
	}
	return string(g.Standing) + ": " + strings.Join(g.Because, "; ")
}

// NoGates says why no gate can be held against the decision of a case that has
// a scorecard: its framework is missing or not known. It is nil for all others.
func NoGates(c *casefile.Case) error {
	card := c.Get("scorecard")
	if !card.Exists() {
		return nil
	}
	_, err := templates.FindFramework(card.Get("framework").Text())
	return err
}

// Gates holds the decision against every gate of the framework that the
// scorecard uses, in the order of the framework; none where the case has no
// scorecard or its framework is not known. A level counts only as far as the
// claim behind it has no gap.
func Gates(r *Result) []GateLine {
	framework, err := templates.FindFramework(r.File.Case.Get("scorecard", "framework").Text())
	if err != nil {
		return nil
	}
	p := &Pass{Result: r, facts: factsOf(r), Case: r.File.Case}
	var out []GateLine
	for _, g := range framework.Gates {
		out = append(out, p.gate(framework, g))
	}
	return out
}

func (p *Pass) gate(f *templates.Framework, g templates.Gate) GateLine {
	line := GateLine{Name: g.Name, Text: g.Text, Standing: GateOpen}
	decision := p.Case.Get("decision", "type").Text()
	switch {
	case decision == "":
		line.Standing, line.Because = GateNotShown, []string{"the case does not state the decision"}
		return line
	case len(g.Decisions) > 0 && !slices.Contains(g.Decisions, decision):
		line.Standing = GateAside
		return line
	}
	argued := len(g.Requires) > 0 && p.argued(g.Requires)
	for _, c := range f.Categories {
		standing, why := p.gateFor(f, g, c.Name, argued)
		if why != "" {
			line.Because = append(line.Because, why)
		}
		line.Standing = worse(line.Standing, standing)
	}
	if argued {
		line.Because = append(line.Because, "what it asks for is argued without a recorded gap: "+strings.Join(g.Requires, ", "))
	}
	return line
}

// gateFor is what one category of the scorecard means for a gate.
func (p *Pass) gateFor(f *templates.Framework, g templates.Gate, category string, argued bool) (GateStanding, string) {
	entry := p.Case.Get("scorecard", category)
	level := entry.Get(g.Phase, "at_most").Text()
	name := strings.ReplaceAll(category, "_", " ")
	switch {
	case entry.Get("not_assessed").Exists():
		return GatePartial, name + " was not assessed"
	case f.Rank(level) < 0:
		return GateNotShown, fmt.Sprintf("%s has no level %s mitigations", name, phaseWord(g.Phase))
	case f.Rank(level) >= f.Rank(g.AtLeast) && !argued:
		return GateClosed, fmt.Sprintf("%s is %s %s mitigations", name, level, phaseWord(g.Phase))
	case f.Rank(level) >= f.Rank(g.AtLeast):
		return GateOpen, ""
	}
	id := entry.Get(g.Phase, "claim").Text()
	switch state := p.Assessment.State(id); {
	case p.Case.Node(id) == nil:
		return GateNotShown, fmt.Sprintf("no claim shows that %s is at most %s", name, level)
	case state != assess.NoGap:
		return GateNotShown, fmt.Sprintf("%s, which is to show that %s is at most %s, has a gap: %s", id, name, level, state.Word())
	}
	return GateOpen, ""
}

func phaseWord(phase string) string {
	if phase == "pre" {
		return "before"
	}
	return "after"
}

// worse is the worse of two standings.
func worse(a, b GateStanding) GateStanding {
	order := []GateStanding{GateClosed, GateNotShown, GatePartial, GateOpen}
	if slices.Index(order, b) < slices.Index(order, a) {
		return b
	}
	return a
}

// ScorecardCategories are the categories that a report lists: those of the
// framework, in its order, and then what the scorecard has beside them.
func ScorecardCategories(c *casefile.Case) []string {
	var names []string
	card := c.Get("scorecard")
	if framework, err := templates.FindFramework(card.Get("framework").Text()); err == nil && card.Exists() {
		for _, category := range framework.Categories {
			names = append(names, category.Name)
		}
	}
	for _, e := range card.Entries() {
		if e.Key != "framework" && !strings.HasPrefix(e.Key, "x-") && !slices.Contains(names, e.Key) {
			names = append(names, e.Key)
		}
	}
	return names
}
