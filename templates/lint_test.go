package templates_test

import (
	"testing"
	"time"

	"safecase/casefile"
	"safecase/casefile/lint"
	"safecase/templates"
)

// A new case has gaps, and they show; it has no errors, filled in or not.
func TestNewCasesLintWithGapsOnly(t *testing.T) {
	day := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	for _, tmpl := range templates.List() {
		for name, values := range map[string]templates.Values{"nothing": nil, "examples": tmpl.Examples()} {
			text, err := tmpl.Instantiate(values)
			if err != nil {
				t.Fatal(err)
			}
			r := lint.Check(lint.Input{File: casefile.Read(tmpl.Name, text), AsOf: day, Profile: "draft"})
			for _, f := range r.Findings {
				if f.Severity == casefile.Error {
					t.Errorf("%s with %s: %s: %s: %s: %s", tmpl.Name, name, f.Pos, f.Rule, f.Node, f.Message)
				}
			}
			if len(r.Findings) == 0 {
				t.Errorf("%s with %s shows no gap", tmpl.Name, name)
			}
		}
	}
}
