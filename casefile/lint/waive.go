package lint

import (
	"unicode/utf8"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// minReason is how many characters the reason of a waiver needs: fewer say
// nothing that a reviewer could weigh.
const minReason = 10

// waive marks the findings that a waiver in force silences. A waiver for a
// node silences that rule at that node; one without a node silences the rule
// where it is about the case itself. Findings about the text itself, and about
// waivers, cannot be waived.
func waive(r *Result) {
	for _, w := range r.File.Case.Waivers() {
		rule := Find(w.Rule)
		if rule == nil || !inForce(w, r) || !waivable(rule) || r.Policy != nil && r.Policy.Unwaivable[rule.Name] {
			continue
		}
		for i := range r.Findings {
			if f := &r.Findings[i]; matches(w, rule, *f) && f.Waived == nil {
				mark := w
				mark.Reason, mark.By = evidence.Clean(w.Reason), evidence.Clean(w.By)
				f.Waived = &mark
			}
		}
	}
}

func matches(w casefile.Waiver, rule *Rule, f casefile.Finding) bool {
	return f.Rule == rule.Name && f.Node == w.Node
}

// inForce reports whether the waiver says who accepts it, why, and until a day
// that has not passed, and a merge left no doubt about it.
func inForce(w casefile.Waiver, r *Result) bool {
	return !w.Open && utf8.RuneCountInString(w.Reason) >= minReason && casefile.Says(w.By) && !w.Until.IsZero() && !w.Until.Before(r.AsOf)
}

// waivable reports whether a finding of the rule may be silenced. What is
// wrong with the text can be mended by whoever writes the waiver.
func waivable(rule *Rule) bool {
	return (rule.Check != nil || rule.Word != nil) && !rule.Late
}
