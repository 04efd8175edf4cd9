package lint

import "safecase/casefile/evidence"

var fileCaveat = &Rule{
	Name: "file-caveat", ID: "EVI037", Covers: []string{"EVI024"}, Severity: advises,
	Title: "something in the evidence file that a careful evaluator would mention",
	Why:   "Subsets, limits that were hit, refusals and errors lower what a result says, mostly about what the model can do.",
	Fix:   "say in limitations what it means for the claim, and waive this",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: subset.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		p.warnings(evidence.WarnSubset, evidence.WarnStdErrZero, evidence.WarnDirtyRevision, evidence.WarnLimitHits,
			evidence.WarnErrors, evidence.WarnUnscored, evidence.WarnRefusals, evidence.WarnSkipped,
			evidence.WarnNoChatTemplate, evidence.WarnOtherModels, evidence.WarnHandMade, evidence.WarnLocalDate)
	},
}
