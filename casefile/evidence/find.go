package evidence

import "strings"

// Find returns the record with that address. Besides the exact form a short one is understood where only one record
// fits: the metric alone, or without score, reducer, task or filter. Where none or several fit, the record is nil and
// the addresses to choose from are returned. "" stands for the only record of a file that has one.
func (r *Reading) Find(address string) (*Record, []string) {
	fits := r.match(func(rec *Record) bool { return rec.Address == address })
	if len(fits) == 0 {
		fits = r.match(func(rec *Record) bool { return rec.answersTo(address) })
	}
	switch {
	case len(fits) == 1:
		return fits[0], nil
	case len(fits) == 0:
		fits = r.match(func(*Record) bool { return true })
	}
	addresses := make([]string, len(fits))
	for i, rec := range fits {
		addresses[i] = rec.Address
	}
	return nil, addresses
}

func (r *Reading) match(ok func(*Record) bool) []*Record {
	var fits []*Record
	for i := range r.Records {
		if ok(&r.Records[i]) {
			fits = append(fits, &r.Records[i])
		}
	}
	return fits
}

// answersTo reports whether address is a short form of the record's: the same words with some of its parts left out.
func (rec *Record) answersTo(address string) bool {
	if address == "" || address == rec.Name || address == ":"+rec.Name {
		return true
	}
	if rec.File != "" {
		return rec.inFolder(address)
	}
	full, short := splitAddress(rec.Address), splitAddress(address)
	if short.metric != full.metric || short.filter != "" && short.filter != full.filter {
		return false
	}
	if short.at != "" && short.at != full.at {
		return false
	}
	return short.scope == "" || short.scope == full.scope
}

// inFolder reports whether address is a short form of a number of one log in a folder: its address in the log, alone or
// behind the name of the log or of its task.
func (rec *Record) inFolder(address string) bool {
	alone := *rec
	alone.Address, alone.File = strings.TrimPrefix(rec.Address, rec.File+":"), ""
	for _, before := range []string{rec.File + ":", rec.Task + ":"} {
		if rest, ok := strings.CutPrefix(address, before); ok && before != ":" {
			return alone.Address == rest || alone.answersTo(rest)
		}
	}
	return alone.Address == address || alone.answersTo(address)
}

// addressParts are the parts of score@reducer:metric, task:metric,filter and metric@split.
type addressParts struct{ scope, at, metric, filter string }

func splitAddress(address string) addressParts {
	var p addressParts
	p.metric = address
	if i := strings.LastIndexByte(address, ':'); i >= 0 {
		p.scope, p.metric = address[:i], address[i+1:]
		p.scope, p.at = cutLast(p.scope, '@')
	} else {
		p.metric, p.at = cutLast(p.metric, '@')
	}
	p.metric, p.filter = cutLast(p.metric, ',')
	return p
}

func cutLast(s string, sep byte) (before, after string) {
	if i := strings.LastIndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:]
	}
	return s, ""
}
