package evidence

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// What rows are commonly identified by: names of an item, of what the item
// belongs to, and the words that were put to the model. id alone often counts
// rows, so that it serves only where nothing else does.
var (
	itemFields  = []string{"sample_id", "item_id", "doc_id", "question_id", "prompt_id", "problem_id", "example_id", "case_id", "test_id", "behavior_id", "challenge_id"}
	scopeFields = []string{"task", "task_id", "dataset", "split", "subset", "language"}
	textFields  = []string{"question", "prompt", "input"}
)

// repeats finds rows about the same item. Rows that repeat an item are not
// independent, and nobody who counts them as if they were has said so.
type repeats struct {
	first   map[uint64]string // by what identifies the item: the group of its first row
	rows    int               // rows that repeat an item in another group than before
	by      []string          // the fields that identified the items
	tooMany bool
	limit   int
	unnamed int // rows that have nothing to go by
}

func newRepeats(limit int) *repeats { return &repeats{first: map[uint64]string{}, limit: limit} }

// watched are the members of a row that are kept for this, where it has them.
func watched(key string) bool {
	return key == "id" || slices.Contains(itemFields, key) || slices.Contains(scopeFields, key) || slices.Contains(textFields, key)
}

// add takes a row and the group that the selector puts it in; rows without a
// group stand each for itself.
func (p *repeats) add(row node, group string, number int) {
	by := identifying(row)
	if len(by) == 0 {
		p.unnamed++
		return
	}
	h := fnv.New64a()
	for _, key := range by {
		v := row.member(key)
		fmt.Fprintf(h, "%s\x00%s\x00", key, v.id())
	}
	if group == "" {
		group = fmt.Sprintf("row %d", number)
	}
	sum := h.Sum64()
	switch before, seen := p.first[sum]; {
	case !seen && len(p.first) >= p.limit:
		p.tooMany = true
	case !seen:
		p.first[sum] = group
	case before != group:
		p.rows++
		p.by = by
	}
}

// identifying are the fields that tell which item a row is about, most telling
// first; none where the row has no such field.
func identifying(row node) []string {
	having := func(keys []string) (out []string) {
		for _, key := range keys {
			if v := row.member(key); !isMissing(v) && v.id() != "" {
				out = append(out, key)
			}
		}
		return out
	}
	scope := having(scopeFields)
	if ids := having(itemFields); len(ids) > 0 {
		return append(ids, scope...)
	}
	if texts := having(textFields); len(texts) > 0 {
		return append(texts, scope...)
	}
	if slices.Contains(scope, "task_id") {
		return scope
	}
	if ids := having([]string{"id"}); len(ids) > 0 {
		return append(ids, scope...)
	}
	return nil
}

// warn says on r and on the record what was found.
func (p *repeats) warn(r *Reading, rec *Record, clustered bool) {
	if p.unnamed > 0 && !clustered {
		r.warn(WarnHandMade, "%d rows hold nothing that tells items apart: whether some repeat others is not known", p.unnamed)
	}
	if p.tooMany {
		rec.Dependent, rec.Clusters = true, nil
		r.warn(WarnNonIndependent, "more rows than the limit of %d: whether some repeat others is not known", p.limit)
		return
	}
	if p.rows == 0 {
		return
	}
	rec.Dependent, rec.Clusters = true, nil
	hint := "name what makes a row independent under cluster_by"
	if clustered {
		hint = "cluster_by puts them into different groups"
	}
	r.warn(WarnNonIndependent, "%d of %d rows repeat an earlier one by %s: %s", p.rows, p.rows+len(p.first), strings.Join(p.by, ", "), hint)
}

// endingWords are words in the names of fields that say how a row ended.
var endingWords = []string{"error", "errors", "fail", "failed", "failure", "fatal", "refused", "refusal", "aborted", "timeout", "status",
	"outcome", "valid", "invalid", "excluded", "success", "succeeded", "score", "scored", "pass", "passed", "correct", "solved", "verdict"}

// choosesByResult reports whether a condition on rows asks for what is measured,
// or for how the row ended: rows that it leaves out were run and have no result.
func (s *rowSelect) choosesByResult(c rowCondition) bool {
	name := plainName(c.field.name)
	for _, a := range append([]*aggregate{s.value}, s.others...) {
		if a.fn != "count" && a.key != "model" && a.key != "task" && a.key != "date" && overlap(name, plainName(a.field.name)) {
			return true
		}
	}
	return tellsEnd(name)
}

// tellsEnd reports whether the name of a field says how a row ended.
func tellsEnd(name string) bool {
	last := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	words := strings.FieldsFunc(last, func(r rune) bool { return r == '_' || r == '-' || r == ' ' })
	return last == "limit" || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(endingWords, w) })
}

// plainName writes a field and the path to the same field alike.
func plainName(field string) string {
	return strings.NewReplacer("$.", "", "['", ".", `["`, ".", "']", "", `"]`, "").Replace(strings.TrimSpace(field))
}

// overlap reports whether one of two fields is or holds the other.
func overlap(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}
