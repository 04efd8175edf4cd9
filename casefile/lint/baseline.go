package lint

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"safecase/casefile"
)

// Baseline is the findings that were known when it was written. It holds them
// back, so that only new ones fail; it never hides how many it holds back.
type Baseline struct {
	Path    string
	Written string // the day as of which it was written
	entries []baselineEntry
}

// baselineEntry is one known finding, or several that are alike. It says
// nothing of lines: what is above a finding may change.
type baselineEntry struct {
	File     string `json:"file"` // from the folder of the baseline, with slashes
	Rule     string `json:"rule"`
	Node     string `json:"node,omitempty"`
	Severity string `json:"severity"` // one that has become worse is new
	Message  string `json:"message"`  // without places and ages
	Count    int    `json:"count"`
}

type baselineFile struct {
	Version int             `json:"version"`
	Written string          `json:"written"`
	Entries []baselineEntry `json:"entries"`
}

// ReadBaseline reads a baseline that stands at path. One that cannot be read in
// full is refused: it might hold back what it should not.
func ReadBaseline(path string, data []byte) (*Baseline, error) {
	var in baselineFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return nil, fmt.Errorf("it is no baseline: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("something stands behind its end")
	}
	if in.Version != 1 {
		return nil, fmt.Errorf("version %d is not known; this program reads version 1", in.Version)
	}
	for i, e := range in.Entries {
		if _, err := casefile.ParseSeverity(e.Severity); err != nil || e.Count < 1 || e.Rule == "" {
			return nil, fmt.Errorf("entry %d names no rule, no severity or no count", i+1)
		}
	}
	return &Baseline{Path: path, Written: in.Written, entries: in.Entries}, nil
}

// baselineKey is what makes two findings the same to a baseline.
type baselineKey struct{ file, rule, node, message string }

var (
	writtenPlace = regexp.MustCompile(`\b\d+:\d+\b`)
	writtenAge   = regexp.MustCompile(`\b\d+ days? old\b`)
)

// timeless is a message without what changes by itself: where something else
// stands, and how old it has become. Every other number stays: one that became
// worse is a new finding.
func timeless(message string) string {
	return writtenAge.ReplaceAllString(writtenPlace.ReplaceAllString(message, "#:#"), "# days old")
}

func (b *Baseline) key(f casefile.Finding) baselineKey {
	return baselineKey{b.file(f.File), f.Rule, f.Node, timeless(f.Message)}
}

// file is the path of a case as seen from the baseline, so that it does not
// matter where the program is started.
func (b *Baseline) file(path string) string {
	if rel, err := filepath.Rel(filepath.Dir(b.Path), path); err == nil && path != "-" {
		path = rel
	}
	return filepath.ToSlash(filepath.Clean(path))
}

// Hold marks the findings that were known and returns in words what it did: how
// many it holds back, and which entries match nothing any more.
func (b *Baseline) Hold(results []*Result) []string {
	left := map[baselineKey][]*baselineEntry{}
	seen := map[string]bool{}
	for i := range b.entries {
		e := b.entries[i]
		k := baselineKey{e.File, e.Rule, e.Node, e.Message}
		left[k] = append(left[k], &e)
	}
	for _, r := range results {
		seen[b.file(r.File.Path)] = true
		for i := range r.Findings {
			if f := &r.Findings[i]; holdable(r, *f) {
				f.Held = take(left[b.key(*f)], f.Severity)
			}
		}
	}
	out := []string{fmt.Sprintf("%s held back by the baseline %s of %s%s", count(total(results).Held, "known finding"), b.Path, writtenOn(b.Written), weights(results))}
	return append(out, unmatched(b.entries, left, seen)...)
}

// weights says how grave the findings are that are held back: a known error is
// still one.
func weights(results []*Result) string {
	held := &Result{}
	for _, r := range results {
		for _, f := range r.Findings {
			if f.Held {
				f.Held = false
				held.Findings = append(held.Findings, f)
			}
		}
	}
	if len(held.Findings) == 0 {
		return ""
	}
	return ": " + summary(held.Counts())
}

// holdable reports whether a baseline may hold a finding back: as with waivers,
// nothing about the text, as part of the case may not have been read, and
// nothing about waivers; nor what a policy asks for by name.
func holdable(r *Result, f casefile.Finding) bool {
	rule := Find(f.Rule)
	return f.Waived == nil && r.File.Readable && rule != nil && waivable(rule) && !r.Policy.names(f.Rule)
}

// take uses up one of the entries of at least the severity.
func take(entries []*baselineEntry, s casefile.Severity) bool {
	for _, e := range entries {
		if known, _ := casefile.ParseSeverity(e.Severity); e.Count > 0 && known >= s {
			e.Count--
			return true
		}
	}
	return false
}

// maxUnmatched is how many entries without a finding are named.
const maxUnmatched = 20

// unmatched names the entries for files that were checked which no finding
// matches any more.
func unmatched(entries []baselineEntry, left map[baselineKey][]*baselineEntry, seen map[string]bool) []string {
	var out []string
	more := 0
	for _, e := range entries {
		k := baselineKey{e.File, e.Rule, e.Node, e.Message}
		rest := left[k][0]
		if left[k] = left[k][1:]; rest.Count == 0 || !seen[e.File] {
			continue
		}
		if len(out) == maxUnmatched {
			more++
			continue
		}
		out = append(out, fmt.Sprintf("the baseline names what is found no more: %s in %s%s: %s", e.Rule, e.File, atNode(e.Node), e.Message))
	}
	if more > 0 {
		out = append(out, fmt.Sprintf("the baseline names %d more that are found no more", more))
	}
	if len(out) > 0 {
		out = append(out, "write the baseline anew, so that they are new when they come back")
	}
	return out
}

func writtenOn(day string) string {
	if day == "" {
		return "an unknown day"
	}
	return day
}

// WriteBaseline writes the findings of the results as the baseline that is to
// stand at path, and says what it holds. Waived findings are none of it: once
// their waiver ends they are new. Entries of old for files that were not
// checked stay; old may be nil.
func WriteBaseline(path string, results []*Result, old *Baseline) (data []byte, said string, err error) {
	b := &Baseline{Path: path}
	out := baselineFile{Version: 1, Entries: []baselineEntry{}}
	at, seen := map[baselineKey]int{}, map[string]bool{}
	written, others := 0, 0
	for _, r := range results {
		seen[b.file(r.File.Path)] = true
		out.Written = max(out.Written, r.AsOf.Format(time.DateOnly))
		for _, f := range r.Findings {
			if holdable(r, f) {
				out.note(at, b.key(f), f.Severity.String())
				written++
			} else if f.Waived == nil {
				others++
			}
		}
	}
	if old != nil {
		for _, e := range old.entries {
			if !seen[e.File] {
				out.Entries = append(out.Entries, e)
			}
		}
	}
	slices.SortFunc(out.Entries, func(a, b baselineEntry) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Node, b.Node), cmp.Compare(a.Message, b.Message), cmp.Compare(a.Severity, b.Severity))
	})
	said = fmt.Sprintf("wrote %s, which holds back %s", path, count(written, "finding"))
	if others > 0 {
		said += fmt.Sprintf("; %s about the text, about waivers or of a policy cannot be held back", count(others, "finding"))
	}
	var buf bytes.Buffer
	err = encode(&buf, out)
	return buf.Bytes(), said, err
}

func (b *baselineFile) note(at map[baselineKey]int, k baselineKey, severity string) {
	k.rule += "\x00" + severity
	i, known := at[k]
	if !known {
		i = len(b.Entries)
		at[k] = i
		rule, _, _ := strings.Cut(k.rule, "\x00")
		b.Entries = append(b.Entries, baselineEntry{File: k.file, Rule: rule, Node: k.node, Severity: severity, Message: k.message})
	}
	b.Entries[i].Count++
}
