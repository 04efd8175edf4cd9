package assess

import (
	"fmt"
	"strings"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// judgeEvidence judges what can be said of an evidence node without the claim
// that it carries: whether its file is what was recorded, whether the run came
// to its end, how old it is, and which model it is about.
func (j *judge) judgeEvidence(n *node) {
	n.numbers = j.shownNumbers(n)
	if n.Get("review", "verdict").Text() == "rejected" {
		n.blame(Cause{Code: "evidence-rejected", State: Unusable, Pos: n.At("review", "verdict")})
	}
	n.rate = j.numeric(n)
	if n.Get("file").Text() == "" {
		n.blame(Cause{Code: "orphan-solution", State: Unusable})
		return
	}
	reading := j.Readings[n.ID]
	if !j.readable(n, reading) {
		return
	}
	j.judgeDigest(n, reading)
	if isDocument(reading) {
		if !j.reviewed(n) {
			n.blame(Cause{Code: "document-unreviewed", State: CannotTell, Pos: n.At("file")})
		}
	} else {
		j.judgeRun(n, reading)
	}
	j.judgeAge(n, reading)
	j.judgeModel(n, reading)
}

// isDocument reports whether the file holds no result that a reader knows,
// such as a PDF: a person must vouch for what it says.
func isDocument(r *evidence.Reading) bool {
	return r.Problem != nil && r.Problem.Code == evidence.CodeUnknownFormat
}

// readable reports whether the file could be read, and blames n when not.
func (j *judge) readable(n *node, r *evidence.Reading) bool {
	at := n.At("file")
	switch {
	case r == nil:
		n.blame(Cause{Code: "file-missing", State: Unusable, Pos: at, Detail: "it was not read"})
	case r.Problem == nil || isDocument(r):
		return true
	case r.Problem.Code == evidence.CodeMissing || r.Problem.Code == evidence.CodePointer:
		n.blame(Cause{Code: "file-missing", State: Unusable, Pos: at, Detail: r.Problem.Message, Others: hint(r)})
	case r.Problem.Code == evidence.CodeRemote || r.Problem.Code == evidence.CodeStore:
		n.blame(Cause{Code: "object-unread", State: Unusable, Pos: at, Detail: r.Problem.Message, Others: hint(r)})
	case r.Problem.Code == evidence.CodeRefusedPath || r.Problem.Code == evidence.CodeNotRegular:
		n.blame(Cause{Code: "file-refused", State: Unusable, Pos: at, Detail: r.Problem.Message, Others: hint(r)})
	default:
		n.blame(Cause{Code: "unparseable", State: Unusable, Pos: at, Detail: r.Problem.Message, Others: hint(r)})
	}
	return false
}

func hint(r *evidence.Reading) []string {
	if r.Problem.Hint == "" {
		return nil
	}
	return []string{r.Problem.Hint}
}

func (j *judge) judgeDigest(n *node, r *evidence.Reading) {
	want := plainDigest(n.Get("sha256").Text())
	switch {
	case r.SHA256 == "":
		n.blame(Cause{Code: "hash-mismatch", State: Unusable, Pos: n.At("file"), Detail: "its bytes were looked at only in part, so that nobody can say which they are"})
	case n.Get("sha256").Exists() && want != r.SHA256:
		c := Cause{Code: "hash-mismatch", State: Unusable, Pos: n.At("sha256"), Detail: fmt.Sprintf("recorded %s, found %s", short(want), short(r.SHA256))}
		if r.LineEnds {
			c.Detail += "; only its line ends differ, as after a checkout that turned them"
			c.Others = []string{"write \"* -text\" into a file .gitattributes beside the evidence, and check the file out again"}
		}
		n.blame(c)
	case evidence.IsObject(n.Get("file").Text()) && !n.Get("sha256").Exists() && !r.DigestStated:
		// Whoever may write to the store can put another object in its place, and nobody would notice.
		n.blame(Cause{Code: "live-mutable-source", State: Unusable, Pos: n.At("file")})
	}
}

func plainDigest(s string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "sha256:"))
}

func short(digest string) string {
	if len(digest) > 12 {
		return digest[:12] + "…"
	}
	if digest == "" {
		return "nothing"
	}
	return digest
}

// reviewed reports whether somebody recorded that these very bytes may be
// relied on. Conditions that nobody wrote down nobody can meet.
func (j *judge) reviewed(n *node) bool {
	v := n.Get("review")
	verdict := v.Get("verdict").Text()
	on, dated := v.Get("on").Date()
	r := j.Readings[n.ID]
	return r != nil && r.SHA256 != "" && plainDigest(v.Get("digest").Text()) == r.SHA256 &&
		(verdict == "accepted" || verdict == "accepted_with_conditions" && said(v.Get("conditions"))) &&
		said(v.Get("by")) && dated && !on.After(j.AsOf)
}

// judgeRun blames n for a run that did not end well. An end that is not known
// to be a good one is none; only a format without any word for it is let pass.
func (j *judge) judgeRun(n *node, r *evidence.Reading) {
	at := n.At("file")
	switch {
	case r.Status == evidence.StatusStarted:
		n.blame(Cause{Code: "run-unfinished", State: Unusable, Pos: at, Detail: r.StatusDetail})
	case r.Status != evidence.StatusSuccess && r.Status != evidence.StatusUnknown && r.Status != "":
		n.blame(Cause{Code: "run-failed", State: Unusable, Pos: at, Detail: strings.TrimSpace(string(r.Status) + " " + r.StatusDetail)})
	case r.Integrity.Invalidated:
		n.blame(Cause{Code: "run-invalidated", State: Unusable, Pos: at, Detail: r.Integrity.EditReason})
	case len(r.Records) == 0:
		n.blame(Cause{Code: "result-empty", State: Unusable, Pos: at})
	}
	if doubt := doubtful(r); doubt != "" && !j.reviewed(n) {
		// Whoever looked at these very bytes has seen it. The warning of the reader words it.
		n.blame(Cause{Code: "file-doubtful", State: CannotTell, Pos: at, Silent: true, Detail: doubt})
	}
	if r.Integrity.BodyIncomplete {
		n.blame(Cause{Code: "body-incomplete", State: CannotTell, Pos: at, Detail: warning(r, evidence.WarnBodyIncomplete)})
	}
	if what := lostMany(r); what != "" {
		n.blame(Cause{Code: "incomplete-run", State: CannotTell, Pos: at, Detail: what})
	}
}

// lostMany says how many attempts have no result, or ended in an error whatever
// score they were given, where the rest then says little.
func lostMany(r *evidence.Reading) string {
	if r.AttemptsTotal == nil {
		return ""
	}
	total := *r.AttemptsTotal
	if lost := lostAttempts(r); float64(lost) > maxLost*float64(total) {
		return fmt.Sprintf("%d of %d attempts have no result", lost, total)
	}
	if r.Errors != nil && float64(*r.Errors) > maxLost*float64(total) {
		return fmt.Sprintf("%d of %d attempts ended in an error", *r.Errors, total)
	}
	return ""
}

// doubtful says why a person must look at what a file says before it counts.
func doubtful(r *evidence.Reading) string {
	switch {
	case r.Integrity.Edited:
		return "edited after the run"
	case r.Has(evidence.WarnRetuned):
		return "changed during the run"
	case r.Has(evidence.WarnSamplesUnread):
		return "not every sample was looked into for the model that answered"
	case r.Has(evidence.WarnModelIdle):
		return "no model answered"
	case r.Has(evidence.WarnNoSuchValue):
		return "the value that is counted stands in no row"
	case r.Has(evidence.WarnNotPooled):
		return "several runs of one task lie in the folder, and which of them counts is a choice"
	}
	return ""
}

func warning(r *evidence.Reading, code evidence.Code) string {
	for _, w := range r.Warnings {
		if w.Code == code {
			return w.Message
		}
	}
	return ""
}

// The age and the growth in compute at which evidence goes stale where the
// case does not say: four months, as one family of models was assessed for in
// Phuong et al. 2025, and a doubling, as in the first Preparedness Framework.
const (
	DefaultMaxAgeDays      = 120
	DefaultMaxComputeRatio = 2
)

func (j *judge) limit(key string, otherwise float64) float64 {
	if x, ok := j.Case.Get("validity", key).Number(); ok {
		return x
	}
	return otherwise
}

// runDate is the day of the run: what the file says, else what the case says.
// A date without a zone is taken as the earliest day that it can mean. A run
// that took days is as old as its beginning: a new end makes no old run fresh.
func runDate(n *casefile.Node, r *evidence.Reading) (day time.Time, ok bool) {
	if r == nil || r.Date.IsZero() {
		return n.Get("date_run").Date()
	}
	at := r.Date.UTC()
	if begun := begun(r); !begun.IsZero() && at.Sub(begun) > longRun {
		at = begun.UTC()
	}
	if r.DateIsLocal {
		at = at.Add(-14 * time.Hour)
	}
	return at.Truncate(24 * time.Hour), true
}

// longRun is how long a run may last, or how far the clocks of its parts may
// differ, before its days are told apart.
const longRun = 48 * time.Hour

// begun is the first moment of the run that the file knows of, zero when none.
func begun(r *evidence.Reading) time.Time {
	if r.Created.IsZero() || !r.Started.IsZero() && r.Started.Before(r.Created) {
		return r.Started
	}
	return r.Created
}

// reversed says that a run ended before it began, "" when it did not.
func reversed(r *evidence.Reading) string {
	for _, from := range []time.Time{r.Created, r.Started} {
		if !r.Completed.IsZero() && from.Sub(r.Completed) > longRun {
			return fmt.Sprintf("the file says that the run began on %s and ended on %s", from.UTC().Format(time.DateOnly), r.Completed.UTC().Format(time.DateOnly))
		}
	}
	return ""
}

func (j *judge) judgeAge(n *node, r *evidence.Reading) {
	j.judgeExpiry(n)
	day, ok := runDate(n.Node, r)
	reported, isReported := n.Get("date_reported").Date()
	if !ok && isDocument(r) && isReported {
		day, ok = reported, true
	}
	if !ok {
		n.blame(Cause{Code: "date-unknown", State: CannotTell, Pos: n.At("file")})
		return
	}
	if day.After(j.AsOf) || isReported && day.After(reported) {
		n.blame(Cause{Code: "date-inconsistent", State: CannotTell, Pos: n.At("date_run"), Detail: "the run is dated " + day.Format(time.DateOnly)})
		return
	}
	if why := reversed(r); why != "" {
		n.blame(Cause{Code: "date-inconsistent", State: CannotTell, Pos: n.At("file"), Detail: why})
	}
	limit := j.limit("max_age_days", DefaultMaxAgeDays)
	if age := j.AsOf.Sub(day).Hours() / 24; age > limit {
		n.blame(Cause{Code: "stale-age", State: Stale, Pos: n.At("file"), Detail: fmt.Sprintf("the run of %s is %.0f days old; at most %.0f are allowed", day.Format(time.DateOnly), age, limit)})
	}
	j.judgeChanges(n, day)
}

func (j *judge) judgeExpiry(n *node) {
	v := n.Get("valid_until")
	until, ok := v.Date()
	switch {
	case !v.Exists() || ok && !until.Before(j.AsOf):
	case !ok:
		n.blame(Cause{Code: "date-unknown", State: CannotTell, Pos: v.Pos(), Detail: "valid_until is no day"})
	default:
		n.blame(Cause{Code: "evidence-expired", State: Stale, Pos: v.Pos(), Detail: "it was valid until " + until.Format(time.DateOnly)})
	}
}

// judgeChanges blames evidence on a mitigation that has changed since.
func (j *judge) judgeChanges(n *node, day time.Time) {
	for _, e := range j.Case.Circumstance(n.Node, "mitigations").Entries() {
		changed, ok := j.Case.Get("mitigations", e.Key, "changed_on").Date()
		if ok && changed.After(day) && e.Text() == "enabled" {
			n.blame(Cause{Code: "evidence-predates-change", State: Stale, Pos: n.At("mitigations", e.Key), Others: []string{e.Key},
				Detail: fmt.Sprintf("%s changed on %s, after the run of %s", e.Key, changed.Format(time.DateOnly), day.Format(time.DateOnly))})
		}
	}
}
