package lint

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
)

// Rule is one thing that is checked, with its documentation. A rule is exactly
// one of three: it words the causes of assess (Word), it checks the case itself
// (Check), or reading the file reports it (neither).
type Rule struct {
	Name     string   // kebab-case; says what is wrong
	ID       string   // group and number, such as STR003; accepted wherever a name is
	Covers   []string // ids of other checks of the literature that this one rule does, too
	Severity Levels
	Title    string   // what it detects, in one line
	Why      string   // why it matters, with the source
	Fix      string   // how to mend it
	Bad      string   // a case, or the nodes of one, that it reports
	Good     string   // the same, mended
	Beside   []Beside // other case files that the examples use

	Check func(*Pass)
	Word  func(assess.Cause) (message, hint string) // the hint may be "": then Fix stands in
	Weigh func(*facts, assess.Cause, Levels) Levels // of causes that do not weigh the same: given the rule's own levels
	Needs string                                    // Check is skipped where no node and no protocol has this key
	Late  bool                                      // Check looks at what the other rules found
	Whole bool                                      // Check asks what only the case that informs the decision has to say, not the modules that it uses
}

// Beside is a case file beside the example of a rule.
type Beside struct{ Path, Text string }

// Levels is the severity of a rule under each profile: draft, review, release.
type Levels [3]casefile.Severity

// The usual levels.
var (
	always   = Levels{casefile.Error, casefile.Error, casefile.Error}
	grows    = Levels{casefile.Note, casefile.Warning, casefile.Error} // a gap that a draft may have
	strict   = Levels{casefile.Warning, casefile.Error, casefile.Error}
	warns    = Levels{casefile.Warning, casefile.Warning, casefile.Warning}
	hardens  = Levels{casefile.Warning, casefile.Warning, casefile.Error}
	advises  = Levels{casefile.Note, casefile.Note, casefile.Warning}
	asks     = Levels{casefile.Note, casefile.Warning, casefile.Warning}
	mentions = Levels{casefile.Note, casefile.Note, casefile.Note}
	demands  = Levels{casefile.Note, casefile.Error, casefile.Error} // what a case must have once it is reviewed
)

// At returns the severity under the profile.
func (l Levels) At(p Profile) casefile.Severity { return l[max(0, slices.Index(Profiles, p))] }

// Group returns the group of a rule: the letters of its id.
func (r *Rule) Group() string { return strings.TrimRight(r.ID, "0123456789") }

// Rules returns all rules in the order of their ids.
func Rules() []*Rule { return slices.Clone(rules) }

// Find returns the rule with the name or id, or nil. The id of a check that a
// rule covers finds that rule.
func Find(nameOrID string) *Rule { return byName()[strings.ToLower(nameOrID)] }

var byName = sync.OnceValue(func() map[string]*Rule {
	m := make(map[string]*Rule, 3*len(rules))
	for _, r := range rules {
		for _, id := range append([]string{r.Name, r.ID}, r.Covers...) {
			m[strings.ToLower(id)] = r
		}
	}
	return m
})

// Pass is all that a rule may look at, and how it reports.
type Pass struct {
	*Result
	*facts
	Case *casefile.Case
	rule *Rule

	found []casefile.Finding // what the rule reported
}

// Report adds a finding at a place. Node is "" when it is about no node.
func (p *Pass) Report(at casefile.Pos, node, format string, args ...any) {
	p.add(at, node, fmt.Sprintf(format, args...), "")
}

// ReportHint adds a finding with advice that is more exact than the rule's own.
func (p *Pass) ReportHint(at casefile.Pos, node, hint, format string, args ...any) {
	p.add(at, node, fmt.Sprintf(format, args...), hint)
}

// ReportAs adds a finding at other levels than the rule's own, for rules whose
// findings do not weigh the same.
func (p *Pass) ReportAs(levels Levels, at casefile.Pos, node, format string, args ...any) {
	p.add(at, node, fmt.Sprintf(format, args...), "")
	p.found[len(p.found)-1].Severity = levels.At(p.Profile)
}

func (p *Pass) add(at casefile.Pos, node, message, hint string) {
	if hint == "" {
		hint = p.rule.Fix
	}
	if at == (casefile.Pos{}) {
		at = casefile.Pos{Line: 1, Column: 1}
	}
	p.found = append(p.found, casefile.Finding{
		Rule: p.rule.Name, Severity: p.rule.Severity.At(p.Profile), File: p.File.Path,
		Pos: at, Node: node, Message: evidence.Clean(message), Hint: evidence.Clean(hint),
	})
}

// unworded stands in for a rule that is missing: a gap is shown in plain words
// rather than hidden. A test finds every code without a rule.
func unworded(code string) *Rule {
	return &Rule{Name: code, Severity: always, Word: func(c assess.Cause) (string, string) {
		return strings.TrimSpace(c.Node + " has a gap (" + c.State.Word() + "): " + c.Detail), ""
	}}
}
