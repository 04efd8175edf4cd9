package render

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// besideGaps are the errors of the check that no state tells: a reference that leads
// nowhere, a sign-off that rejects the case, a threshold set after the result. A
// node that has one may stand there as if nothing were open. A waived finding has
// a sign of its own.
func besideGaps(r *lint.Result) []casefile.Finding {
	type place struct{ node, code string }
	told := map[place]bool{}
	for _, c := range r.Assessment.Causes {
		if c.State != assess.NoGap {
			told[place{c.Node, c.Code}] = true
		}
	}
	var out []casefile.Finding
	for _, f := range r.Findings {
		if f.Severity == casefile.Error && f.Waived == nil && !told[place{f.Node, f.Rule}] {
			out = append(out, f)
		}
	}
	return out
}

// untoldErrors counts them by node. What is about no node of the case counts
// under "".
func untoldErrors(r *lint.Result) map[string]int {
	out := map[string]int{}
	for _, f := range besideGaps(r) {
		id := f.Node
		if r.Assessment.Node(id) == nil {
			id = ""
		}
		out[id]++
	}
	return out
}

// untoldLine says under a picture how many errors no state tells, and of which
// rules, or nothing: a picture without a gap must not look like a case without a
// fault, and not every node need be in the picture.
func untoldLine(r *lint.Result) string {
	errors := besideGaps(r)
	if len(errors) == 0 {
		return ""
	}
	var rules []string
	for _, f := range errors {
		if !slices.Contains(rules, f.Rule) {
			rules = append(rules, f.Rule)
		}
	}
	const few = 4
	if more := len(rules) - few; more > 0 {
		rules = append(rules[:few], plural(more, "more rule"))
	}
	return fmt.Sprintf("the check found %s beside the gaps (%s)", plural(len(errors), "error"), strings.Join(rules, ", "))
}

// errors is how many errors of a node no state tells.
func (b *argument) errors(id string) int {
	if b.untold == nil {
		b.untold = untoldErrors(b.r)
	}
	return b.untold[id]
}

// errors says how many errors of a node no state tells, or nothing.
func (b *reporter) errors(id string) string {
	if n := b.untold[id]; n > 0 {
		return plural(n, "error")
	}
	return ""
}

// markEntries explains the sign of an error where it stands on a node.
func markEntries(p *placed) []entry {
	for i := range p.nodes {
		for _, badge := range p.nodes[i].Badges {
			if badge.Kind == Errors {
				b := item{path: roundRect(px, px, sampleW-2*px, sampleH-2*px, 9*px), fill: white, stroke: inkText, width: 2 * px}
				return []entry{{[]item{b, drawGlyph(glyphError, Point{(sampleW - glyphSize) / 2, (sampleH - glyphSize) / 2}, inkText)}, sampleW, "errors that the check found beside the state"}}
			}
		}
	}
	return nil
}
