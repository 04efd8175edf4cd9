package lint

import (
	"slices"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

var fileDoubtful = &Rule{
	Name: "file-doubtful", ID: "EVI036", Severity: grows,
	Title: "something in the evidence file makes its numbers doubtful",
	Why:   "Edited scores, several served models, a header that its rows do not bear out: the number may not be what was measured.",
	Fix:   "find out what happened and say so in limitations, or repeat the run",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: edited.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		p.warnings(evidence.WarnMetricDiffers, evidence.WarnEdited, evidence.WarnServedDiffers, evidence.WarnModelSuspect, evidence.WarnModelIdle,
			evidence.WarnScoreOnError, evidence.WarnDuplicateMember, evidence.WarnDuplicateKey, evidence.WarnPrefixData,
			evidence.WarnRetuned, evidence.WarnSamplesUnread, evidence.WarnChosenRows, evidence.WarnNoSuchValue, evidence.WarnNonIndependent, evidence.WarnNoDigest,
			evidence.WarnNotPooled)
	},
}

// warnings reports what the readers of evidence warned of with one of the
// codes.
func (p *Pass) warnings(codes ...evidence.Code) {
	for _, n := range p.kinds[casefile.Evidence] {
		r := p.Readings[n.ID]
		if r == nil {
			continue
		}
		for _, w := range r.Warnings {
			if slices.Contains(codes, w.Code) {
				p.Report(n.At("file"), n.ID, "%s: %s", n.ID, w.Message)
			}
		}
	}
}
