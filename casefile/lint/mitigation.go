package lint

import (
	"safecase/casefile"
	"safecase/casefile/assess"
)

// MitigationStatus derives under which mitigations an evaluation of a case was
// done, as assess.MitigationStatus does, and says why.
func MitigationStatus(c *casefile.Case, e *casefile.Node) (status, why string) {
	return assess.MitigationStatus(c.Items("mitigations"), func(path ...string) casefile.Value { return c.Circumstance(e, path...) })
}

// status is MitigationStatus with what the pass knows already.
func (p *Pass) status(e *casefile.Node) (status, why string) {
	return assess.MitigationStatus(p.mitigations(), p.recorded(e))
}

func (p *Pass) mitigations() []casefile.Item {
	p.facts.mitigationsOnce.Do(func() { p.facts.mitigationList = p.Case.Items("mitigations") })
	return p.facts.mitigationList
}

// recorded returns what is written about an evaluation.
func (p *Pass) recorded(e *casefile.Node) assess.Recorded {
	return func(path ...string) casefile.Value { return p.circumstance(e, path...) }
}

// external are the kinds of evaluators outside the developer.
var external = assess.External

func orUnknown(s string) string {
	if s == "" {
		return "not known"
	}
	return s
}
