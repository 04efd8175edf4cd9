package evidence

import (
	"cmp"
	"slices"
	"strconv"
)

// inspectRows gathers what sample rows (summaries, or the samples of a JSON log) say.
type inspectRows struct {
	limit       int // rows kept at most
	keep        bool
	count       int
	bodies      *int // samples whose body is in the file, where that is counted apart
	errors      int
	limits      int
	refusals    int
	invalid     int
	edited      int
	allBodies   bool // all of them were looked into
	sawBodies   bool // rows were whole samples: refusals could be seen
	served      map[string]bool
	used        map[string]bool       // models that used tokens
	scores      map[string][]rowScore // score -> value of each row, with Options.NeedRows
	ids         map[string]bool       // that rows are about, with Options.NeedRows
	tooManyRows bool
	filters     []*itemFilter
}

// maxModels is how many models of one run are told apart.
const maxModels = 20

// rowScore is the value of one attempt.
type rowScore struct {
	id    string
	value float64
}

func newInspectRows(in *Input) *inspectRows {
	return &inspectRows{limit: in.Options.Limits.Rows, keep: in.Options.NeedRows, served: map[string]bool{}, used: map[string]bool{},
		scores: map[string][]rowScore{}, ids: map[string]bool{}, filters: newItemFilters(in.Options.Filters)}
}

// reset forgets everything: a key came twice and the last one counts.
func (s *inspectRows) reset() {
	filters := s.filters
	for _, f := range filters {
		f.ids, f.errors = map[string]bool{}, 0
	}
	*s = inspectRows{limit: s.limit, keep: s.keep, served: map[string]bool{}, used: map[string]bool{}, scores: map[string][]rowScore{}, ids: map[string]bool{}, filters: filters}
}

// rowKeys are the members of a row that are kept; messages, events and attachments are passed over.
var rowKeys = among("id", "scores", "error", "limit", "output", "invalidation", "model_usage")

// read takes one row from the stream.
func (s *inspectRows) read(j *jsonReader) error {
	keys := rowKeys
	if len(s.filters) > 0 {
		keys = func(key string) bool { return key == "metadata" || rowKeys(key) }
	}
	row, err := j.pick(keys)
	if err != nil {
		return err
	}
	j.release(row)
	s.add(row)
	return nil
}

func (s *inspectRows) add(row node) {
	s.count++
	output := row.at("output")
	if row.at("error").known() || output.at("error").known() {
		s.errors++
	}
	if row.at("limit").known() || cutShort(output) {
		s.limits++
	}
	if row.at("invalidation").known() {
		s.invalid++
	}
	row.at("model_usage").each(func(name string, usage node) {
		if len(s.used) < maxModels && !unused(usage) {
			s.used[Clean(name)] = true
		}
	})
	s.addOutput(output)
	if s.keep && len(s.ids) < s.limit {
		s.ids[row.at("id").id()] = true
	}
	for _, f := range s.filters {
		f.add(row)
	}
	row.at("scores").each(func(name string, score node) {
		if len(score.at("history").kids) > 0 {
			s.edited++
		}
		if s.keep {
			s.addScore(row, Clean(name), score.at("value"))
		}
	})
}

// cutShort reports whether the answer that counts ended where the tokens did.
func cutShort(output node) bool {
	choices := output.at("choices").kids
	if len(choices) == 0 {
		return false
	}
	reason := choices[0].at("stop_reason").str()
	return reason == "max_tokens" || reason == "model_length"
}

func (s *inspectRows) addOutput(output node) {
	if !output.isObject() {
		return
	}
	s.sawBodies = true
	if model := output.at("model").str(); model != "" && len(s.served) < maxModels {
		s.served[model] = true
	}
	for _, choice := range output.at("choices").kids {
		if choice.at("stop_reason").str() == "content_filter" {
			s.refusals++
			return
		}
	}
}

// addScore keeps the value of one attempt, or one per key where the score is a dictionary.
func (s *inspectRows) addScore(row node, name string, value node) {
	if value.isObject() {
		value.each(func(key string, v node) { s.keepScore(row, name+"\x00"+Clean(key), v) })
		return
	}
	s.keepScore(row, name, value)
}

func (s *inspectRows) keepScore(row node, name string, value node) {
	f, ok := scoreValue(value)
	if !ok {
		return
	}
	if len(s.scores[name]) >= s.limit {
		s.tooManyRows = true
		return
	}
	s.scores[name] = append(s.scores[name], rowScore{row.at("id").id(), f})
}

// scoreValue turns a score into a number as Inspect's value_to_float does: C, P, I, N are 1, 0.5, 0, 0.
func scoreValue(n node) (float64, bool) {
	switch n.kind {
	case '0':
		return n.number()
	case 't':
		return 1, true
	case 'f':
		return 0, true
	case '"':
		switch n.text {
		case "C", "yes", "true", "True", "Yes":
			return 1, true
		case "P":
			return 0.5, true
		case "I", "N", "no", "false", "False", "No":
			return 0, true
		}
		if f, err := strconv.ParseFloat(n.text, 64); err == nil && isNumber(n.text) {
			return f, true
		}
	}
	return 0, false
}

// fill takes the counters over into the reading.
func (s *inspectRows) fill(r *Reading) {
	r.Rows = ref(s.count)
	s.compare(r)
	known := s.count > 0 && !r.Integrity.BodyIncomplete
	if r.Errors == nil && known || s.errors > 0 && (r.Errors == nil || *r.Errors < s.errors) {
		r.Errors = ref(s.errors)
	}
	if s.limits > 0 || known {
		r.LimitHits = ref(s.limits) // of a trimmed body at least so many
	}
	if s.sawBodies && (s.refusals > 0 || !r.Integrity.BodyIncomplete) && (s.bodies == nil || s.allBodies) {
		r.Refusals = ref(s.refusals)
	}
	r.Integrity.Edited = r.Integrity.Edited || s.edited > 0
	r.Integrity.Invalidated = r.Integrity.Invalidated || s.invalid > 0
	for model := range s.served {
		r.Served = append(r.Served, model)
	}
	slices.Sort(r.Served)
	if s.tooManyRows {
		r.warn(WarnBodyIncomplete, "more rows than the limit of %d: rows are not used", s.limit)
	}
}

// compare sets header against body. A log whose rows were cut away may still carry its first numbers.
func (s *inspectRows) compare(r *Reading) {
	total := r.AttemptsTotal
	switch {
	case total != nil && s.count != *total:
		r.Integrity.BodyIncomplete = true
		r.warn(WarnBodyIncomplete, "the header claims %d samples, the file holds rows of %d", *total, s.count)
	case s.bodies != nil && *s.bodies != s.count:
		r.Integrity.BodyIncomplete = true
		r.warn(WarnBodyIncomplete, "the file lists %d samples and holds %d of them", s.count, *s.bodies)
	}
}

// clusters groups the attempts at one score by item.
func (s *inspectRows) clusters(score string) []Cluster {
	at := map[string]int{}
	var out []Cluster
	for _, row := range s.scores[score] {
		i, ok := at[row.id]
		if !ok {
			i = len(out)
			at[row.id] = i
			out = append(out, Cluster{ID: row.id})
		}
		out[i].K += row.value
		out[i].N++
	}
	slices.SortFunc(out, func(a, b Cluster) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
