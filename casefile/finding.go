package casefile

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a case file. Line and Column are 1-based; Column counts
// Unicode code points. The zero Pos means that no place is known.
type Pos struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Before reports whether p stands earlier in the file than q.
func (p Pos) Before(q Pos) bool {
	return p.Line < q.Line || p.Line == q.Line && p.Column < q.Column
}

// Severity says how much a finding matters. The zero Severity is Note.
type Severity int

// The severities, least first.
const (
	Note Severity = iota
	Warning
	Error
)

var severityNames = [...]string{"note", "warning", "error"}

// String returns the word that stands for s in output: note, warning or error.
func (s Severity) String() string { return severityNames[s] }

// MarshalText writes s as its word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseSeverity returns the severity that word names, or an error that lists
// the words there are.
func ParseSeverity(word string) (Severity, error) {
	for i, name := range severityNames {
		if name == word {
			return Severity(i), nil
		}
	}
	return Note, fmt.Errorf("unknown severity %q: expected note, warning or error", word)
}

// Finding is something that a reader of the case should know: a fault of the
// text or a gap in the argument.
type Finding struct {
	Rule     string   // the rule's name, kebab-case, such as "unknown-key"
	Severity Severity // how much it matters under the profile in force
	File     string   // the file it is about, as the user named it
	Pos      Pos      // where in that file
	Node     string   // the node it is about; empty when it is about no node
	Message  string   // what was found, in lower case
	Hint     string   // what to do next; may be empty
	Waived   *Waiver  // the waiver that silences it, nil when none does
	Held     bool     // it was known when a baseline was written, which holds it back
}

type findingJSON struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Node     string   `json:"node"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint"`
	Waived   *Waiver  `json:"waived"`
	Held     bool     `json:"held,omitempty"`
}

// MarshalJSON writes the finding in the stable form that lint --format json
// promises.
func (f Finding) MarshalJSON() ([]byte, error) {
	return json.Marshal(findingJSON{f.Rule, f.Severity, f.File, f.Pos.Line, f.Pos.Column, f.Node, f.Message, f.Hint, f.Waived, f.Held})
}

// SortFindings puts findings in the order in which they are shown: by file,
// position, rule and message.
func SortFindings(findings []Finding) {
	order := make([]int, len(findings)) // findings are large, and a stable sort would move each many times
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if c := findings[a].compare(&findings[b]); c != 0 {
			return c
		}
		return a - b
	})
	sorted := make([]Finding, len(findings))
	for i, at := range order {
		sorted[i] = findings[at]
	}
	copy(findings, sorted)
}

// compare orders findings; 0 where their order does not matter to a reader.
func (f *Finding) compare(g *Finding) int {
	switch {
	case f.File != g.File:
		return strings.Compare(f.File, g.File)
	case f.Pos.Line != g.Pos.Line:
		return f.Pos.Line - g.Pos.Line
	case f.Pos.Column != g.Pos.Column:
		return f.Pos.Column - g.Pos.Column
	}
	return cmp.Or(strings.Compare(f.Rule, g.Rule), strings.Compare(f.Node, g.Node), strings.Compare(f.Message, g.Message))
}

// problem is a finding while it is kept with what was read: its place moves
// when lines are added above, and so does the place that its message ends in.
type problem struct {
	Finding
	see Pos
}

// finding gives the problem as it stands after lines were added above it.
func (p problem) finding(lines int) Finding {
	f := p.Finding
	f.Pos.Line += lines
	if p.see != (Pos{}) {
		p.see.Line += lines
		f.Message += " " + p.see.String()
	}
	return f
}
