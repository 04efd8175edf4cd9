package render

import (
	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// untoldErrors counts by node the errors of the check that no state tells: a
// reference that leads nowhere, a key that nobody knows. A node that has one
// may stand there as if nothing were open. What is about no node of the case
// counts under "". A waived finding has a sign of its own.
func untoldErrors(r *lint.Result) map[string]int {
	type place struct{ node, code string }
	told := map[place]bool{}
	for _, c := range r.Assessment.Causes {
		if c.State != assess.NoGap {
			told[place{c.Node, c.Code}] = true
		}
	}
	out := map[string]int{}
	for _, f := range r.Findings {
		if f.Severity < casefile.Error || f.Waived != nil || told[place{f.Node, f.Rule}] {
			continue
		}
		id := f.Node
		if r.Assessment.Node(id) == nil {
			id = ""
		}
		out[id]++
	}
	return out
}

// errors is how many errors of a node no state tells.
func (b *argument) errors(id string) int {
	if b.untold == nil {
		b.untold = untoldErrors(b.r)
	}
	return b.untold[id]
}

// caseErrors says under a picture what was found about no node of it.
func (b *argument) caseErrors() []string {
	if n := b.errors(""); n > 0 {
		return []string{"the check found " + plural(n, "error") + " about the case as a whole"}
	}
	return nil
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
