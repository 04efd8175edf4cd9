package lint

import (
	"slices"

	"safecase/casefile/assess"
)

// Deadlines lists every day on which something recorded ends, in the case and
// in the files that it uses, the earliest first. What stands in another file is
// named module:ID, and "module:" is that file itself.
func (r *Result) Deadlines() []assess.Deadline {
	var out []assess.Deadline
	r.deadlines("", map[*Result]bool{}, &out)
	slices.SortStableFunc(out, func(a, b assess.Deadline) int { return a.On.Compare(b.On) })
	return out
}

func (r *Result) deadlines(module string, seen map[*Result]bool, out *[]assess.Deadline) {
	seen[r] = true
	for _, d := range r.Assessment.Deadlines() {
		d.ID = module + d.ID
		*out = append(*out, d)
	}
	for _, m := range r.Modules {
		if m.Result != nil && !seen[m.Result] {
			m.Result.deadlines(m.Name+":", seen, out)
		}
	}
}
