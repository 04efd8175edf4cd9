package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
	"safecase/internal/abreast"
)

const publish = "textDocument/publishDiagnostics"

const (
	// settle is how long typing must rest before a check: changes that an editor
	// makes in one go come closer together. One that comes later ends the check.
	settle     = 3 * time.Millisecond
	firstWait  = 300 * time.Millisecond // for evidence, before the first full check
	typingWait = 10 * time.Millisecond  // for evidence that was just named
)

// watch checks d whenever it is nudged, one check at a time, until ctx ends.
// Since nobody else sends findings of d, older ones never follow newer ones.
func (s *server) watch(ctx context.Context, d *document) {
	defer close(d.done)
	first := true
	for d.rest(ctx) {
		now := d.snapshot()
		wait := typingWait
		if first && d.isCase() {
			s.publish(ctx, now, now.file.Findings)
			wait = firstWait
		}
		first = false
		if findings, err := s.findings(now, wait); err == nil {
			s.publish(ctx, now, findings)
		}
	}
}

// rest waits until a check is asked for and typing has paused; false when ctx
// ended.
func (d *document) rest(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-d.wake:
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(settle):
	}
	return true
}

func (s *server) findings(now *snapshot, wait time.Duration) ([]casefile.Finding, error) {
	if !now.isCase() {
		return nil, nil
	}
	r, err := s.check(now, wait)
	if err != nil {
		return nil, err
	}
	return r.Findings, nil
}

// check is what every command says about the text, with the evidence as it was
// last read. What was found is kept for hover and the outline. It fails when
// the text changes meanwhile, and when nobody waits for it any more.
func (s *server) check(now *snapshot, wait time.Duration) (*lint.Result, error) {
	asker := now.ctx
	if asker == nil {
		asker = s.ctx
	}
	defer now.join(asker)()
	now.checking.Lock()
	defer now.checking.Unlock()
	ctx, done := s.checkable(now)
	defer done()
	switch {
	case asker.Err() != nil:
		return nil, errCancelled
	case ctx.Err() != nil:
		return nil, errModified
	}
	now.mu.Lock()
	last := now.checked
	now.mu.Unlock()
	readings := now.shelf.take(now.file.Case, wait)
	day := s.opt.Today()
	in := lint.Input{File: now.file, Readings: readings, AsOf: day, Profile: s.opt.Profile, NoWaivers: s.opt.NoWaivers, Policy: s.opt.Policy, Values: s.opt.Values}
	in.Modules = now.library.take(in, wait)
	if last != nil && last.File == now.file && last.AsOf.Equal(day) && same(last, readings) && sameModules(last.Modules, in.Modules) {
		return last, nil
	}
	r, err := lint.CheckContext(ctx, in)
	if err != nil {
		return nil, errModified
	}
	now.mu.Lock()
	now.checked = r
	now.mu.Unlock()
	return r, nil
}

// checkable is a context that ends when the text is no longer that of now.
func (s *server) checkable(now *snapshot) (ctx context.Context, done func()) {
	ctx, cancel := context.WithCancel(s.ctx)
	now.mu.Lock()
	defer now.mu.Unlock()
	if now.document.turn != now.turn {
		cancel()
	}
	now.giveUp = cancel
	return ctx, func() {
		now.mu.Lock()
		defer now.mu.Unlock()
		now.giveUp = nil
		cancel()
	}
}

// same reports whether a check rests on these very readings.
func same(r *lint.Result, readings map[string]*evidence.Reading) bool {
	if len(r.Readings) != len(readings) {
		return false
	}
	for id, reading := range readings {
		if old := r.Readings[id]; old != reading && (old == nil || old.Problem == nil || reading.Problem == nil || *old.Problem != *reading.Problem) {
			return false
		}
	}
	return true
}

// publish sends findings, unless the text has changed since they were made.
func (s *server) publish(ctx context.Context, now *snapshot, findings []casefile.Finding) {
	if now.turn != now.latest() {
		return
	}
	params := now.encode(findings)
	if now.turn != now.latest() || ctx.Err() != nil {
		return
	}
	s.out.notifyOf(publish, params...)
}

// encode is publishParams in JSON, in parts. A large case has thousands of
// findings, so that they are worded abreast.
func (now *snapshot) encode(findings []casefile.Finding) [][]byte {
	const together = 256
	parts := make([][]byte, (len(findings)+together-1)/together)
	abreast.Do(len(parts), func(i int) {
		some := findings[i*together : min(len(findings), (i+1)*together)]
		worded := make([]diagnostic, len(some))
		for k := range some {
			worded[k] = now.diagnostic(&some[k])
		}
		list, _ := json.Marshal(worded) // of text and numbers, which cannot fail
		parts[i] = list[1 : len(list)-1]
	})
	head, _ := json.Marshal(documentID{now.uri, &now.version})
	return [][]byte{head[:len(head)-1], []byte(`,"diagnostics":[`), bytes.Join(parts, []byte(",")), []byte("]}")}
}

// latest is the turn of the text as it is.
func (d *document) latest() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.turn
}

// The severities of the protocol, by those of findings.
var severities = map[casefile.Severity]int{casefile.Error: 1, casefile.Warning: 2, casefile.Note: 3}

const severityHint = 4 // of findings that somebody waived

// diagnostic words a finding for the editor. A finding about another file
// stands at the top and says where it is from.
func (now *snapshot) diagnostic(f *casefile.Finding) diagnostic {
	out := diagnostic{Severity: severities[f.Severity], Code: f.Rule, Source: "safecase"}
	text := f.Message
	if f.Hint != "" {
		text += "; " + f.Hint
	}
	if f.Waived != nil {
		out.Severity = severityHint
		text = "waived by " + f.Waived.By + " until " + f.Waived.Day + ": " + text
	}
	if f.File != now.file.Path {
		text = f.File + ":" + f.Pos.String() + ": " + text
	} else {
		out.Range = now.index.span(now.index.word(now.index.byteOf(f.Pos)))
	}
	out.Message = show(text)
	return out
}

// show makes text of a case or of evidence safe to show in an editor.
func show(s string) string { return evidence.Clean(s) }
