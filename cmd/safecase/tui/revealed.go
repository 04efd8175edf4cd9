package tui

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"safecase/casefile/assess"
	"safecase/casefile/evidence"
)

// revealed are the evidence files whose values were on the screen, by
// reference, by digest and by run, with how many there were before each. What
// an earlier session showed comes before everything. Undoing an edit does not
// make anybody forget what it showed, nor does quitting.
type revealed struct {
	when  map[string]int
	full  bool     // too many were shown to know which: every value counts as shown
	fresh []string // lines that the next session must find and that are not on the disk
}

func newRevealed() *revealed { return &revealed{when: map[string]int{}} }

// count grows with everything that is shown.
func (r *revealed) count() int { return len(r.when) }

func (r *revealed) add(readings assess.Readings) {
	for _, reading := range readings {
		r.addOne(reading)
	}
}

func (r *revealed) addOne(reading *evidence.Reading) {
	if reading == nil || len(reading.Records) == 0 {
		return
	}
	for _, key := range keysOf(reading) {
		if _, there := r.when[key]; there {
			continue
		}
		r.when[key] = r.count()
		if lasts(key, reading) {
			r.fresh = append(r.fresh, key)
		}
	}
}

// first says how much had been shown before the values of a file were; ok is
// false when they were not.
func (r *revealed) first(reading *evidence.Reading) (count int, ok bool) {
	if reading == nil {
		return 0, false
	}
	if r.full && len(reading.Records) > 0 {
		return 0, true
	}
	for _, key := range keysOf(reading) {
		if at, there := r.when[key]; there && (!ok || at < count) {
			count, ok = at, true
		}
	}
	return count, ok
}

func (r *revealed) has(reading *evidence.Reading) bool {
	_, ok := r.first(reading)
	return ok
}

// keysOf are the names under which a file is known again: where it lies, what
// bytes it has, and of which run it tells.
func keysOf(reading *evidence.Reading) []string {
	keys := []string{refKey + sum(reading.Ref)}
	if reading.SHA256 != "" {
		keys = append(keys, bytesKey+strings.ToLower(reading.SHA256))
	}
	if reading.RunID != "" || reading.TaskID != "" {
		keys = append(keys, runKey+sum(reading.Format, reading.RunID, reading.TaskID, reading.Task, reading.Model))
	}
	return keys
}

// What a key tells.
const (
	refKey   = "ref:"
	bytesKey = "sha256:"
	runKey   = "run:"
)

// lasts reports whether a key holds beyond the session. A place does only where
// nothing better is known of the file: another run may lie there tomorrow.
func lasts(key string, reading *evidence.Reading) bool {
	return !strings.HasPrefix(key, refKey) || len(keysOf(reading)) == 1
}

// sum keeps what strangers wrote out of the file of what was shown, and makes
// every line as long.
func sum(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(h[:])
}

// take returns what is to be kept and was not yet.
func (r *revealed) take() []string {
	lines := r.fresh
	r.fresh = nil
	slices.Sort(lines)
	return lines
}
