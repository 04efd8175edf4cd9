package lint

import (
	"cmp"
	"slices"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/templates"
)

var cadenceTooSlow = &Rule{
	Name: "cadence-too-slow", ID: "AIS033", Severity: hardens,
	Title: "evaluations may lie further apart than the framework asks",
	Why:   "Capability is measured again each time the model has grown by a fixed ratio; a case that sets itself a larger one never finds its evidence stale (Preparedness Framework beta: every doubling of effective compute).",
	Fix:   "lower validity.max_compute_ratio to what the framework asks, or evaluate in between",
	Bad:   "safecase: 1\ntitle: Example\nframeworks: [preparedness-v1]\nvalidity: {max_compute_ratio: 6}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nframeworks: [preparedness-v1]\nvalidity: {max_compute_ratio: 2}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Check: func(p *Pass) {
		for _, f := range p.paced() {
			p.cadence(f)
		}
	},
}

// paced lists the frameworks of the case that ask for evaluations at a fixed
// growth of effective compute.
func (p *Pass) paced() []*templates.Framework {
	var out []*templates.Framework
	for _, name := range union(p.Case.Get("frameworks").Texts(), p.Case.Get("scorecard", "framework").Texts()) {
		if f, err := templates.FindFramework(name); err == nil && f.Cadence.ComputeRatio > 0 {
			out = append(out, f)
		}
	}
	return out
}

// cadence holds the limit of the case, and the evaluations along the line from
// which its models come, to the ratio of a framework.
func (p *Pass) cadence(f *templates.Framework) {
	own := p.Case.Get("validity", "max_compute_ratio")
	limit, ok := own.Number()
	if !ok {
		limit = assess.DefaultMaxComputeRatio
	}
	if limit > f.Cadence.ComputeRatio {
		p.Report(own.Pos(), "", "evidence goes stale at %.3g times the effective compute; %s asks for %.3g", limit, f.Name, f.Cadence.ComputeRatio)
	}
	evaluated := map[string]bool{}
	for _, e := range p.kinds[casefile.Evidence] {
		evaluated[e.Get("model").Text()] = true
	}
	for _, m := range p.Case.Items("models") {
		line := p.computeLine(m.ID, evaluated)
		for i := 1; i < len(line); i++ {
			if ratio := line[i].compute / line[i-1].compute; ratio > f.Cadence.ComputeRatio {
				at := p.Case.Get("models", line[i].id, "effective_compute").Pos()
				p.Report(at, "", "from %s to %s, evaluated one after the other, effective compute grew %.3g times; %s asks for an evaluation every %.3g times", line[i-1].id, line[i].id, ratio, f.Name, f.Cadence.ComputeRatio)
			}
		}
	}
}

// computeStep is a checkpoint of known effective compute.
type computeStep struct {
	id      string
	compute float64
}

// computeLine lists the evaluated checkpoints from which a model comes, and
// itself, the least first. Only the last of a line has one, so that each step
// is reported once.
func (p *Pass) computeLine(id string, evaluated map[string]bool) []computeStep {
	models := p.Case.Get("models")
	for _, m := range p.Case.Items("models") {
		if m.Get("derived_from").Text() == id && m.Get("effective_compute").Exists() {
			return nil
		}
	}
	var line []computeStep
	for range len(p.Case.Items("models")) {
		if x, ok := models.Get(id, "effective_compute").Number(); ok && x > 0 && (evaluated[id] || len(line) == 0) {
			line = append(line, computeStep{id, x})
		}
		id = models.Get(id, "derived_from").Text()
	}
	slices.SortStableFunc(line, func(a, b computeStep) int { return cmp.Compare(a.compute, b.compute) })
	return line
}
