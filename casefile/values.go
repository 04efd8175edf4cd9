package casefile

import (
	"strings"
	"time"
)

// ValuesSchema declares the file that monitoring writes beside a case.
var ValuesSchema = mapOf(
	required(integer("values", "version of this file format; 1")),
	text("by", "who or what wrote the file"),
	date("on", "when the values were measured, where they do not say it themselves"),
	required(dict("indicators", "the values, by the id that the indicator has in the case", "id of the indicator", mapOf(
		required(number("value", "the last value")),
		date("on", "when it was measured"),
		text("note", "anything that people should know of it"),
	))),
)

// Values is a file that monitoring wrote: the last values of indicators.
type Values struct {
	Path       string
	By         string
	Indicators []IndicatorValue // in file order
}

// IndicatorValue is one value in a file of monitoring.
type IndicatorValue struct {
	ID    string
	Value float64
	Text  string    // the value as written
	On    time.Time // zero when neither the value nor the file says it
	Pos   Pos
}

// ReadValues reads a file of values, in YAML or JSON, under the limits of case
// files. What is wrong with it comes back as findings in that file; one with
// findings must not be used, as a slip might hide a value beyond its limit.
func ReadValues(path, text string) (*Values, []Finding) {
	out := &Values{Path: path}
	r := &reader{file: path}
	lines := splitLines(text)
	if !r.refuse(text, lines) {
		if root := r.parse(text, lines); root != nil {
			r.values(out, Value{n: root})
		}
	}
	var findings []Finding
	for _, p := range r.problems {
		p.File = path
		findings = append(findings, p.finding(0))
	}
	SortFindings(findings)
	return out, findings
}

func (r *reader) values(out *Values, root Value) {
	r.check(root, ValuesSchema, "a file of values")
	if v := root.Get("values"); v.Exists() && v.Text() != "1" {
		r.report(Error, "format-version", v.Pos(), "", "write values: 1", "format version %s is not known; this program reads version 1", v)
	}
	out.By = root.Get("by").Text()
	day, _ := root.Get("on").Date()
	for _, e := range root.Get("indicators").Entries() {
		if strings.HasPrefix(e.Key, "x-") {
			continue
		}
		v := IndicatorValue{ID: e.Key, Text: e.Get("value").Text(), On: day, Pos: e.KeyPos}
		v.Value, _ = e.Get("value").Number()
		if on, ok := e.Get("on").Date(); ok {
			v.On = on
		}
		out.Indicators = append(out.Indicators, v)
	}
}
