package lint

import (
	"encoding/json"
	"io"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// jsonReport is the stable form of findings for programs.
type jsonReport struct {
	Version  int                `json:"version"`
	AsOf     string             `json:"as_of"`
	Profile  string             `json:"profile"` // "mixed" where several files have different ones
	Findings []casefile.Finding `json:"findings"`
	Counts   Counts             `json:"counts"`
	Notices  []string           `json:"notices,omitempty"` // what was left out or held back
}

func writeJSON(w io.Writer, results []*Result, opt WriteOptions) error {
	report := jsonReport{Version: 1, Findings: []casefile.Finding{}, Counts: total(results), Notices: opt.Notices}
	for i, r := range results {
		if i == 0 {
			report.AsOf, report.Profile = r.AsOf.Format(time.DateOnly), string(r.Profile)
		} else if report.Profile != string(r.Profile) {
			report.Profile = "mixed"
		}
		for _, f := range r.Findings {
			f.File, f.Node = evidence.Clean(f.File), evidence.Clean(f.Node)
			report.Findings = append(report.Findings, f)
		}
	}
	return encode(w, report)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
