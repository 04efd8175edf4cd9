package lint

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
)

// Selection says of which rules findings are wanted. What it leaves out is
// counted and said: a gap may be left out of sight by whoever asks for it, but
// not unnoticed.
type Selection struct {
	only, without []string // as asked for
	left          map[string]bool
}

// GroupNames lists the groups of rules: the letters that ids begin with.
func GroupNames() []string {
	var out []string
	for _, g := range Groups {
		out = append(out, g.Name)
	}
	return out
}

// Select wants the findings of the rules in only, or of all when it is empty,
// but for those in without. Each is the name or id of a rule, or a group.
func Select(only, without []string) (*Selection, error) {
	wanted, err := named(only)
	if err != nil {
		return nil, err
	}
	unwanted, err := named(without)
	if err != nil {
		return nil, err
	}
	s := &Selection{only: only, without: without, left: map[string]bool{}}
	for _, r := range rules {
		if len(only) > 0 && !wanted[r.Name] || unwanted[r.Name] {
			s.left[r.Name] = true
		}
	}
	return s, nil
}

// Wants reports whether the selection leaves the rule in.
func (s *Selection) Wants(r *Rule) bool { return !s.left[r.Name] }

// named are the names of the rules that are meant.
func named(asked []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, name := range asked {
		if rule := Find(name); rule != nil {
			out[rule.Name] = true
			continue
		}
		if !slices.Contains(GroupNames(), strings.ToUpper(name)) {
			return nil, fmt.Errorf("no rule and no group is called %q: groups are %s; safecase explain lists the rules", name, strings.Join(GroupNames(), ", "))
		}
		for _, r := range rules {
			if r.Group() == strings.ToUpper(name) {
				out[r.Name] = true
			}
		}
	}
	return out, nil
}

// Apply takes the findings of rules that are left out from the results, and
// returns in words what that hides; "" when every rule is wanted. What is wrong
// with the text is never left out, as part of the case may not have been read;
// nor is what a policy asks for.
func (s *Selection) Apply(results []*Result) string {
	if s == nil || len(s.left) == 0 {
		return ""
	}
	var hidden Counts
	for _, r := range results {
		before := r.Counts()
		r.Findings = slices.DeleteFunc(r.Findings, func(f casefile.Finding) bool {
			return s.left[f.Rule] && !ofText(f) && !r.Policy.names(f.Rule)
		})
		after := r.Counts()
		hidden.Error, hidden.Warning = hidden.Error+before.Error-after.Error, hidden.Warning+before.Warning-after.Warning
		hidden.Note, hidden.Waived = hidden.Note+before.Note-after.Note, hidden.Waived+before.Waived-after.Waived
	}
	return fmt.Sprintf("%s left out on request (%s); what they found is not shown: %s", count(len(s.left), "rule"), s.words(), summaryOf(hidden))
}

func (s *Selection) words() string {
	var out []string
	if len(s.only) > 0 {
		out = append(out, "only "+strings.Join(s.only, ", "))
	}
	if len(s.without) > 0 {
		out = append(out, "without "+strings.Join(s.without, ", "))
	}
	return strings.Join(out, "; ")
}

// ofText reports whether a finding is about the text itself, and not about what
// it argues.
func ofText(f casefile.Finding) bool {
	rule := Find(f.Rule)
	return rule == nil || rule.Check == nil && rule.Word == nil
}

// names reports whether the policy asks for the rule by its name.
func (p *Policy) names(rule string) bool {
	if p == nil {
		return false
	}
	_, raised := p.Severities[rule]
	return raised || p.Unwaivable[rule] || rule == policyUnmet.Name
}

// summaryOf says how many there are, also when there are none.
func summaryOf(c Counts) string {
	if c == (Counts{}) {
		return "nothing"
	}
	return summary(c)
}
