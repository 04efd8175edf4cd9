package tui

import (
	"slices"
	"strconv"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/cmd/safecase/attach"
)

// revealed are the evidence files whose values were on the screen in this
// session, by reference and by digest. Undoing an edit does not make anybody
// forget what it showed.
type revealed map[string]bool

func (r revealed) add(readings assess.Readings) {
	for _, reading := range readings {
		r.addOne(reading)
	}
}

func (r revealed) addOne(reading *evidence.Reading) {
	if reading == nil || len(reading.Records) == 0 {
		return
	}
	r[reading.Ref] = true
	if reading.SHA256 != "" {
		r[reading.SHA256] = true
	}
}

func (r revealed) has(reading *evidence.Reading) bool {
	return reading != nil && (r[reading.Ref] || reading.SHA256 != "" && r[reading.SHA256])
}

// seenEdit is what an edit of a threshold has to say beside it when the value
// was on the screen already: a threshold that is moved to fit the result must
// not look like one that was set before.
func (m *model) seenEdit(o owner, path []string) casefile.Batch {
	at := len(path) - 1
	if o == "" || at < 1 || path[0] != "quantity" || !slices.Contains(attach.Limits, path[at]) {
		return nil
	}
	quantity := path[:at]
	if len(quantity) > 2 {
		return nil
	}
	if len(quantity) == 2 {
		if _, err := strconv.Atoi(quantity[1]); err != nil {
			return nil
		}
	}
	q := m.valueAt(o, quantity)
	if seen, _ := q.Get("seen").Bool(); seen || !m.known(o, q) {
		return nil
	}
	return casefile.Batch{casefile.SetField{Node: string(o), Path: append(slices.Clone(quantity), "seen"), Value: true}}
}

// known reports whether a value that a quantity compares was on the screen.
// Where the quantity names no evidence, it is that of its claim.
func (m *model) known(o owner, q casefile.Value) bool {
	of := q.Get("of").Texts()
	for _, side := range q.Get("difference").Items() {
		of = append(of, side.Get("of").Texts()...)
	}
	if n := m.file.Case.Node(string(o)); len(of) == 0 && n != nil {
		for _, l := range n.To(casefile.SupportedBy) {
			of = append(of, l.To)
		}
	}
	return slices.ContainsFunc(of, func(id string) bool { return m.revealed.has(m.reads.readings[id]) })
}
