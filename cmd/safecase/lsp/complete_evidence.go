package lsp

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

const (
	mostFiles = 500                   // paths offered at once
	walkTime  = 12 * time.Millisecond // for looking through the evidence folder
)

var errEnough = errors.New("enough")

// files offers the files below the evidence folder, those that begin as typed.
func (l *offers) files() {
	if l.now.shelf.root == "" {
		return
	}
	src, err := evidence.Dir(l.now.shelf.root)
	if err != nil {
		return
	}
	defer src.Close()
	ctx, stop := context.WithTimeout(l.now.shelf.ctx, walkTime)
	defer stop()
	typed := path.Clean("/" + l.place.typed)[1:]
	err = src.Walk(ctx, func(e evidence.Entry) error {
		if !strings.HasPrefix(e.Ref, typed) || strings.HasSuffix(e.Ref, ".case.yaml") || show(e.Ref) != e.Ref {
			return nil
		}
		detail := strconv.FormatInt(e.Size, 10) + " bytes"
		if e.Directory {
			detail = "a run's folder"
		}
		l.add(completionItem{Label: e.Ref, Kind: kindFile, Detail: detail}, quoted(e.Ref))
		if len(l.items) >= mostFiles {
			return errEnough
		}
		return nil
	})
	l.partly = err != nil
}

// quoted writes a word so that YAML reads it as text.
func quoted(s string) string {
	if s == "" || strings.ContainsAny(s, ":#{}[],&*!|>'\"%@`\\") || strings.TrimSpace(s) != s || s[0] == '-' || s[0] == '?' || strings.Trim(s, "0123456789.") == "" {
		return strconv.Quote(s)
	}
	return s
}

// metrics offers the addresses that the evidence file holds. What the metrics
// came to is shown only once the claim says what it will take: whoever sets a
// threshold should not have seen the result.
func (l *offers) metrics(n *casefile.Node) {
	for _, id := range l.measured(n) {
		r := l.now.reading(id)
		if r == nil {
			continue
		}
		if r.Problem != nil && r.Problem.Code == evidence.CodeCancelled {
			l.partly = true
		}
		for _, rec := range r.Records {
			l.add(completionItem{Label: rec.Address, Kind: kindValue, Detail: l.metricDetail(id, rec)}, quoted(rec.Address))
		}
	}
}

// measured is the evidence whose metrics are meant: the one that stands beside
// the metric, else all that supports the claim, else the evidence itself.
func (l *offers) measured(n *casefile.Node) []string {
	if of := l.place.siblings["of"]; of != "" {
		return []string{bare(of)}
	}
	if n == nil {
		return nil
	}
	if n.Kind == casefile.Evidence {
		return []string{n.ID}
	}
	var out []string
	for _, link := range n.To(casefile.SupportedBy) {
		if e := l.now.file.Case.Node(link.To); e != nil && e.Kind == casefile.Evidence {
			out = append(out, e.ID)
		}
	}
	return out
}

func (l *offers) metricDetail(id string, rec evidence.Record) string {
	detail := id
	if rec.N != nil {
		detail += fmt.Sprintf(", n = %d", *rec.N)
	} else {
		detail += ", n not known"
	}
	if thresholdSet(l.place.siblings) && !rec.NotANumber {
		detail += ", value " + strconv.FormatFloat(rec.Value, 'g', 6, 64)
	}
	return detail
}

func thresholdSet(keys map[string]string) bool {
	return slices.ContainsFunc([]string{"below", "at_most", "above", "at_least"}, func(op string) bool { return keys[op] != "" })
}

// readWait is how long a completion waits for a file that is being read: less
// than anybody notices, and enough for a small one.
const readWait = 15 * time.Millisecond

// reading is what the file of an evidence node said when it was last read.
func (now *snapshot) reading(id string) *evidence.Reading {
	now.mu.Lock()
	last := now.checked
	now.mu.Unlock()
	if last != nil && last.Readings[id] != nil && last.Readings[id].OK() && sameFile(last.File.Case.Node(id), now.file.Case.Node(id)) {
		return last.Readings[id]
	}
	return now.shelf.take(now.file.Case, readWait)[id]
}

func sameFile(a, b *casefile.Node) bool {
	return a != nil && b != nil && a.Get("file").Text() == b.Get("file").Text()
}
