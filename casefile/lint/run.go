package lint

import (
	"context"
	"slices"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/internal/abreast"
)

// findings collects what reading, assessing and the rules have to say, and
// marks what is waived. It fails only when ctx ends.
func findings(ctx context.Context, in Input, r *Result, known *facts) error {
	r.Findings = slices.Clone(in.File.Findings)
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Message, f.Hint = evidence.Clean(f.Message), evidence.Clean(f.Hint)
	}
	known.judged(r)
	check(ctx, r, known)
	if err := ctx.Err(); err != nil {
		return err
	}
	in.Policy.tighten(r.Findings)
	if !in.NoWaivers {
		waive(r)
	}
	casefile.SortFindings(r.Findings)
	return nil
}

// check words the causes and runs the rules, those that look at the findings of
// others last, until ctx ends.
func check(ctx context.Context, r *Result, known *facts) {
	tasks := []func() []casefile.Finding{func() []casefile.Finding { return word(r, known) }}
	part := r.Part || r.File.Case.Contract()
	for _, late := range []bool{false, true} {
		for _, rule := range rules {
			if !r.File.Readable || rule.Check == nil || rule.Late != late || part && rule.Whole || !known.any(rule.Needs) {
				continue
			}
			tasks = append(tasks, func() []casefile.Finding {
				p := &Pass{Result: r, facts: known, Case: r.File.Case, rule: rule}
				rule.Check(p)
				return p.found
			})
		}
		collect(ctx, r, tasks)
		tasks = nil
	}
}

// collect runs tasks abreast and adds what they find in the order of the tasks,
// as if they had run one after the other.
func collect(ctx context.Context, r *Result, tasks []func() []casefile.Finding) {
	found := make([][]casefile.Finding, len(tasks))
	abreast.Do(len(tasks), func(i int) {
		if ctx.Err() == nil {
			found[i] = tasks[i]()
		}
	})
	r.Findings = slices.Concat(append([][]casefile.Finding{r.Findings}, found...)...)
}

// word turns every cause into its one finding.
func word(r *Result, known *facts) []casefile.Finding {
	p := &Pass{Result: r}
	for _, c := range r.Assessment.Causes {
		if c.Silent {
			continue
		}
		if p.rule = Find(c.Code); p.rule == nil || p.rule.Word == nil {
			p.rule = unworded(c.Code)
		}
		message, hint := p.rule.Word(c)
		p.add(c.Pos, c.Node, message, hint)
		if p.rule.Weigh != nil {
			p.found[len(p.found)-1].Severity = p.rule.Weigh(known, c, p.rule.Severity).At(p.Profile)
		}
	}
	return p.found
}
