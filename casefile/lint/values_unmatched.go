package lint

import (
	"maps"
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
)

var valuesUnmatched = &Rule{
	Name: "values-unmatched", ID: "PRO027", Severity: warns, Whole: true,
	Title: "a value of monitoring for an indicator that the case does not have",
	Why:   "After a slip in the id, a value beyond its limit would be read by nobody.",
	Fix:   "give the indicator the same id in the case and in the file of --values",
	Bad:   "safecase: 1\ntitle: Example\nindicators: {I1: {text: Published jailbreaks, at_most: 0, value: 0, on: 2026-06-20, claims: [C1]}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nindicators: {I1: {text: Published jailbreaks, at_most: 0, value: 0, on: 2026-06-20, claims: [C1]}, I2: {text: Reports, at_most: 3, claims: [C1]}}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Check: func(p *Pass) {
		if p.Values == nil {
			return
		}
		where := map[string][]string{}
		p.indicators(where, map[*Result]bool{})
		for _, v := range p.Values.Indicators {
			at := p.Case.Get("indicators").Pos()
			switch files := where[v.ID]; {
			case len(files) > 1:
				p.ReportHint(at, "", "give them different ids", "%s gives a value for %s, which is an indicator of both %s and %s", p.Values.Path, shortID(v.ID), files[0], files[1])
			case len(files) == 0:
				hint := ""
				if near := casefile.Nearest(v.ID, slices.Sorted(maps.Keys(where))); near != "" {
					hint = "did you mean " + near + "?"
				}
				p.ReportHint(at, "", hint, "%s gives a value of %s for %s, which is no indicator of this case", p.Values.Path, v.Text, shortID(v.ID))
			}
		}
	},
}

// indicators notes in which files each indicator stands: the case, and those
// that it uses.
func (r *Result) indicators(where map[string][]string, seen map[*Result]bool) {
	seen[r] = true
	for _, i := range r.Assessment.Indicators {
		where[i.ID] = append(where[i.ID], r.File.Path)
	}
	for _, m := range r.Modules {
		if m.Result != nil && !seen[m.Result] {
			m.Result.indicators(where, seen)
		}
	}
}

// shortID keeps what a stranger calls an indicator within a line.
func shortID(id string) string {
	const most = 60
	if runes := []rune(strings.TrimSpace(id)); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return id
}

// valuesByID are the values of a file by indicator; of one that is named twice
// the reader reports it.
func valuesByID(v *casefile.Values) assess.Values {
	if v == nil {
		return nil
	}
	out := assess.Values{}
	for _, i := range v.Indicators {
		if _, twice := out[i.ID]; !twice {
			out[i.ID] = assess.Measured{Value: i.Value, On: i.On, Text: i.Text, From: v.Path + ":" + i.Pos.String()}
		}
	}
	return out
}
