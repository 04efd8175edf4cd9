package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// gitlabIssue is an entry of a GitLab code quality report, a subset of the Code
// Climate format.
type gitlabIssue struct {
	Description string         `json:"description"`
	Check       string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
	} `json:"lines"`
}

// writeGitLab writes a code quality report. GitLab compares it with that of the
// target branch by fingerprint, so that moved lines are no news. The format has
// no place for what was left out or held back: the command says it beside.
func writeGitLab(w io.Writer, results []*Result, _ WriteOptions) error {
	issues := []gitlabIssue{}
	twice := map[string]int{}
	for _, r := range results {
		for _, f := range r.Findings {
			if f.Held {
				continue
			}
			file := filepath.ToSlash(evidence.Clean(f.File))
			print := fingerprint(f) + file
			twice[print]++
			issue := gitlabIssue{
				Description: f.Message, Check: f.Rule, Fingerprint: digestOf(print, fmt.Sprint(twice[print])),
				Severity: [...]string{casefile.Note: "info", casefile.Warning: "minor", casefile.Error: "major"}[f.Severity],
				Location: gitlabLocation{Path: file},
			}
			if f.Waived != nil {
				issue.Severity, issue.Description = "info", f.Message+" ("+waiverText(f.Waived)+")"
			}
			issue.Location.Lines.Begin = max(1, f.Pos.Line)
			issues = append(issues, issue)
		}
	}
	return encode(w, issues)
}

// fingerprint tells findings of one file apart whatever moves above them.
func fingerprint(f casefile.Finding) string { return digestOf(f.Rule, f.Node, timeless(f.Message)) }

func digestOf(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
