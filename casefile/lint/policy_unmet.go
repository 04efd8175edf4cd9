package lint

import (
	"strings"
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
)

var policyUnmet = &Rule{
	Name: "policy-unmet", ID: "PRO022", Severity: always,
	Title: "the case does not keep to the reviewer's policy",
	Why:   "Whoever relies on a case may ask more than its authors did: fresher evidence, more confidence, other evaluations. A policy changes what is found and never a state.",
	Fix:   "meet the policy, or ask its owner to change it",
	Bad:   "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05, confidence: 0.9}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: The model solves few tasks, quantity: {of: E1, below: 0.05, confidence: 0.99}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		policy := p.Policy
		if policy == nil {
			return
		}
		for _, e := range p.kinds[casefile.Evidence] {
			p.tooOld(policy, e)
		}
		for _, n := range p.numbers() {
			c, at := assess.DefaultConfidence, n.q.Pos()
			if x, ok := n.q.Get("confidence").Number(); ok {
				c, at = x, n.q.Get("confidence").Pos()
			}
			if c < policy.Confidence {
				p.Report(at, n.claim.ID, "%s is judged at %s confidence; the policy asks for %s", n.claim.ID, percent(c), percent(policy.Confidence))
			}
		}
		p.laxLimits(policy)
		p.policyRequires(policy)
	},
}

func (p *Pass) tooOld(policy *Policy, e *casefile.Node) {
	run, ok := p.runDate(e)
	if age := p.AsOf.Sub(run).Hours() / 24; ok && policy.MaxAgeDays > 0 && age > policy.MaxAgeDays {
		p.Report(e.At("file"), e.ID, "the run of %s is of %s, %.0f days old; the policy allows %.0f", e.ID, run.Format(time.DateOnly), age, policy.MaxAgeDays)
	}
}

// laxLimits reports limits of the case that allow more than the policy: the
// judgement went by the case's own.
func (p *Pass) laxLimits(policy *Policy) {
	v := p.Case.Get("validity", "max_compute_ratio")
	ratio, ok := v.Number()
	if !ok {
		ratio, v = assess.DefaultMaxComputeRatio, p.Case.Get("validity")
	}
	if policy.MaxComputeRatio > 0 && ratio > policy.MaxComputeRatio {
		p.Report(v.Pos(), "", "the case allows %g times the effective compute; the policy %g", ratio, policy.MaxComputeRatio)
	}
}

func (p *Pass) policyRequires(policy *Policy) {
	for _, q := range policy.Requires {
		for _, n := range p.kinds[casefile.Claim] {
			concerned := q.Argument == "" && n.Get("quantity").Exists() || q.Argument != "" && n.Get("argument").Text() == q.Argument
			if !concerned {
				continue
			}
			closest, lacks, any := p.Assessment.Unmet(n.ID, q.Evidence)
			if len(lacks) > 0 {
				why := make([]string, len(lacks))
				for i, l := range lacks {
					why[i] = l.Why
				}
				p.Report(n.Pos(), n.ID, "no evidence below %s is what the policy asks; %s comes closest, but %s", n.ID, closest, strings.Join(why, ", "))
			} else if closest == "" && !any {
				p.Report(n.Pos(), n.ID, "no evidence stands below %s to meet the policy", n.ID)
			}
		}
	}
}
