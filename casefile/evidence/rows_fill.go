package evidence

import "strings"

// fill makes the record once all rows have been seen.
func (s *rowSelect) fill(r *Reading) error {
	r.Rows = ref(s.total)
	if s.matched == 0 {
		return badSelect("where: none of the %d rows matches", s.total)
	}
	if s.value.count == 0 {
		return badSelect("value: none of the %d matching rows has a value", s.matched)
	}
	rec := Record{Name: s.sel.name(), Address: s.sel.address(), N: ref(s.value.count), NSource: "rows"}
	rec.Value, rec.NotANumber = s.value.result()
	if s.weight != nil && s.value.fn != "mean" && s.value.fn != "rate" {
		return badSelect("weight: only mean and rate can be weighted")
	}
	mean := s.value.fn == "mean" || s.value.fn == "rate"
	rec.Rate = mean && s.value.unit && !rec.NotANumber
	if rec.Rate && s.value.binary && s.weight == nil {
		rec.K = wholeCount(s.value.sum)
	}
	if s.value.fn == "count" {
		rec.N, rec.NSource, rec.Count = nil, "", true
	}
	if s.value.fn == "sum" && s.value.binary && s.weight == nil {
		rec.Count = true
	}
	if lost := s.value.missing + s.refused; lost > 0 {
		rec.Unscored, r.Unscored = ref(lost), ref(lost)
	}
	s.warnRows(r)
	if err := s.fillOthers(r, &rec); err != nil {
		return err
	}
	s.fillGroups(r, &rec)
	r.add(rec)
	return nil
}

// fillOthers takes n, k, date, model and task.
func (s *rowSelect) fillOthers(r *Reading, rec *Record) error {
	for _, f := range []struct {
		text string
		to   **int
	}{{s.sel.N, &rec.N}, {s.sel.K, &rec.K}} {
		if text := strings.TrimSpace(f.text); isNumber(text) {
			c := node{kind: '0', text: text}.count()
			if c == nil {
				return badSelect("%q is not a count", text)
			}
			*f.to = c
		}
	}
	for _, a := range s.others {
		if err := s.fillOther(a, r, rec); err != nil {
			return err
		}
	}
	if s.sel.N != "" {
		rec.NSource = "select"
	}
	if s.sel.N != "" || s.sel.K != "" {
		rec.Rate = false
		checkRate(r, rec)
	}
	return nil
}

func (s *rowSelect) fillOther(a *aggregate, r *Reading, rec *Record) error {
	value, notANumber := a.result()
	if a.fn == "only" {
		if a.clash || a.count == 0 || a.missing > 0 {
			return badSelect("%s: %q is not the same in all matching rows", a.key, Clean(a.field.name))
		}
	} else if notANumber || a.count == 0 {
		return badSelect("%s: %q gives no number", a.key, Clean(a.text))
	}
	switch a.key {
	case "n", "k":
		c := wholeCount(value)
		if c == nil || a.fn == "only" {
			return badSelect("%s: %q is not a count", a.key, Clean(a.text))
		}
		if a.key == "n" {
			rec.N = c
		} else {
			rec.K = c
		}
	case "stderr":
		rec.StdErr = &value
	case "model":
		r.Model = a.single.label()
	case "task":
		r.Task = a.single.label()
	case "date":
		return s.fillDate(a, value, r)
	}
	return nil
}

func (s *rowSelect) fillDate(a *aggregate, value float64, r *Reading) error {
	_, scale := splitScale(s.sel.Date)
	if a.fn == "only" {
		return setSelectedDate(r, a.single, scale, a.text)
	}
	when := unixDate(value)
	if scale == "/unix_ms" && !a.dates {
		when = unixDate(value / 1000)
	}
	if scale == "" && !a.dates || when.IsZero() {
		return badSelect("date: %q gives %v, not a date: say /unix or /unix_ms, or only(field) for one that is written out", Clean(a.text), value)
	}
	r.Date, r.DateFrom = when, Clean(a.text)
	return nil
}

// fillGroups adds clusters and items, and says when rows repeat an item.
func (s *rowSelect) fillGroups(r *Reading, rec *Record) {
	if s.cluster != nil {
		rec.Clusters = sorted(s.groups)
		rec.AttemptsTotal = ref(s.value.count)
		if len(rec.Clusters) < s.value.count {
			rec.Dependent = true
			r.warn(WarnNonIndependent, "%d rows come from %d groups and are not independent", s.value.count, len(rec.Clusters))
		}
	}
	s.repeats.warn(r, rec, s.cluster != nil)
	if s.weight != nil && s.low != s.high {
		rec.Rate = false // n rows of unequal weight say less than n
		r.warn(WarnNonIndependent, "the rows have weights from %v to %v: how many stand behind the number is not known", s.low, s.high)
	}
	if s.item == nil || !s.in.Options.NeedRows || s.weight != nil {
		return
	}
	for _, c := range sorted(s.items) {
		rec.Items = append(rec.Items, Item{ID: c.ID, Value: c.K / float64(c.N)})
	}
}

// warnRows says which rows are not behind the number, and when what is counted
// is in none of them.
func (s *rowSelect) warnRows(r *Reading) {
	if s.refused > 0 {
		r.warn(WarnChosenRows, "%d rows are left out for what they show, and count as rows without a result", s.refused)
	}
	if left := s.total - s.matched - s.refused; left > 0 {
		r.warn(WarnSubset, "the selector takes %d of the %d rows", s.matched, s.total)
	}
	if a := s.value; a.fn == "rate" && a.sum == 0 && len(a.others) > 0 && !a.complement() {
		r.warn(WarnNoSuchValue, "no row has %q in %q; what stands there: %s", Clean(a.equal), Clean(a.field.name), a.otherValues())
	}
}
