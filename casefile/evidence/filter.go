package evidence

import (
	"fmt"
	"slices"
	"strings"
)

// Filtered is what those rows of a file say that meet some conditions.
type Filtered struct {
	Key     string   // FilterKey of the conditions
	Words   string   // the conditions as a person would write them
	Records []Record // of the rows that meet them
	Why     string   // why there are none; "" when there are
}

// FilterKey tells sets of conditions apart, whatever their order.
func FilterKey(where []Condition) string {
	parts := make([]string, len(where))
	for i, c := range where {
		parts[i] = fmt.Sprintf("%q=%q/%v", c.Field, slices.Sorted(slices.Values(c.Equals)), c.OrNull)
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}

// filterWords writes conditions for people.
func filterWords(where []Condition) string {
	parts := make([]string, len(where))
	for i, c := range where {
		values := slices.Clone(c.Equals)
		if c.OrNull {
			values = append(values, "nothing")
		}
		parts[i] = c.Field + " is " + strings.Join(values, " or ")
	}
	return Clean(strings.Join(parts, " and "))
}

// Where returns what the rows that meet the conditions say, nil where nobody
// asked for them when the file was read.
func (r *Reading) Where(where []Condition) *Filtered {
	key := FilterKey(where)
	for i := range r.Filtered {
		if r.Filtered[i].Key == key {
			return &r.Filtered[i]
		}
	}
	return nil
}

// Find is Reading.Find among the records of the rows.
func (f *Filtered) Find(address string) (*Record, []string) {
	part := &Reading{Records: f.Records}
	return part.Find(address)
}

// unfiltered says of the filters that no reader took why there is nothing, and
// tells the results of the others apart.
func unfiltered(r *Reading, filters [][]Condition) {
	for _, where := range filters {
		if r.Where(where) == nil {
			r.Filtered = append(r.Filtered, Filtered{Key: FilterKey(where), Words: filterWords(where),
				Why: "a file of this kind (" + r.Format + ") holds no rows that could be filtered"})
		}
	}
	for i := range r.Filtered {
		part := &Reading{Records: r.Filtered[i].Records}
		uniqueAddresses(part)
	}
}

// filterSelected reads the rows of a selector once more for each filter.
func filterSelected(in *Input, r *Reading, sel *Select) {
	for _, where := range in.Options.Filters {
		if r.Where(where) != nil {
			continue
		}
		f := Filtered{Key: FilterKey(where), Words: filterWords(where)}
		narrow := *sel
		narrow.Where = append(slices.Clone(sel.Where), where...)
		part := &Reading{Format: r.Format}
		if err := readRows(in, part, &narrow); err != nil {
			f.Why = Clean(problemOf(err).Message)
		} else {
			f.Records = part.Records
			for i := range f.Records {
				f.Records[i].Filtered = true
			}
			for _, w := range part.Warnings {
				if w.Code == WarnChosenRows || w.Code == WarnNoSuchValue {
					r.warn(w.Code, "where %s: %s", f.Words, w.Message)
				}
			}
		}
		r.Filtered = append(r.Filtered, f)
	}
}
