package evidence

import (
	"time"
)

// Status is how the run that wrote a file ended, as far as the file says.
type Status string

// The ends of a run. Only StatusSuccess can carry a claim; StatusUnknown is a format that records no status.
const (
	StatusUnknown   Status = "unknown"
	StatusSuccess   Status = "success"
	StatusError     Status = "error"
	StatusCancelled Status = "cancelled"
	StatusStarted   Status = "started" // still running, or crashed before it could write its end
)

// Code names a problem or a warning: stable, kebab-case, documented at its constant.
type Code string

// The codes of problems: why a reading has no results at all.
const (
	CodeMissing       Code = "missing"        // nothing has that name
	CodeRefusedPath   Code = "refused-path"   // the ref leaves the evidence root, or is not a clean relative path
	CodeNotRegular    Code = "not-regular"    // a device, FIFO or socket; or a directory that no reader knows
	CodeUnreadable    Code = "unreadable"     // input/output error, broken syntax, truncated file
	CodeTooLarge      Code = "too-large"      // a limit was reached; the message says which
	CodeUnknownFormat Code = "unknown-format" // no reader knows it; a document, perhaps
	CodeNotEvidence   Code = "not-evidence"   // a known kind of file that must not be read as a result (an index, a hit log)
	CodePointer       Code = "lfs-pointer"    // a Git LFS or DVC pointer stands where the file should be
	CodeBadSelect     Code = "bad-select"     // the selector does not fit the file
	CodeRemote        Code = "remote"         // an object in a store that may not be asked
	CodeStore         Code = "store"          // a store that was asked and did not give what it should
	CodeCancelled     Code = "cancelled"      // the caller's context ended before the file was read
)

// The codes of warnings: the file was read, and a careful evaluator would mention this.
const (
	WarnBodyIncomplete  Code = "body-incomplete"  // header and rows disagree about how much was run
	WarnSubset          Code = "subset"           // only part of the dataset was run
	WarnStdErrZero      Code = "stderr-zero"      // a standard error of 0, which says nothing
	WarnDirtyRevision   Code = "dirty-revision"   // run from a working tree with uncommitted changes
	WarnAliasOnly       Code = "alias-only"       // the model is known by its API alias only, not by a checkpoint
	WarnModelSuspect    Code = "model-suspect"    // the recorded model name contradicts the arguments of the run
	WarnModelIdle       Code = "model-idle"       // the log says itself that the model used no tokens
	WarnOtherModels     Code = "other-models"     // models besides the one that was evaluated were called, in no role that is recorded
	WarnServedDiffers   Code = "served-differs"   // more than one served model answered in one run
	WarnSamplesUnread   Code = "samples-unread"   // samples were not looked into for the model that answered
	WarnEdited          Code = "edited"           // scores or header were edited after the run
	WarnInvalidated     Code = "invalidated"      // the log or a sample in it was marked invalid
	WarnNoDate          Code = "no-date"          // the file does not record when it was run
	WarnLocalDate       Code = "local-date"       // the date has no time zone
	WarnDuplicateMember Code = "duplicate-member" // an archive holds one name twice; the last one was read
	WarnDuplicateKey    Code = "duplicate-key"    // an object has a key twice; other readers may take the other value
	WarnLimitHits       Code = "limit-hits"       // samples were ended by a message, token, time or other limit
	WarnErrors          Code = "errors"           // samples ended in an error
	WarnUnscored        Code = "unscored"         // samples have no score
	WarnRefusals        Code = "refusals"         // answers were stopped by a content filter
	WarnNoScores        Code = "no-scores"        // finished, and holds no result
	WarnNotFinished     Code = "not-finished"     // the status is not success
	WarnNoN             Code = "no-n"             // the number of items behind a result is not known
	WarnMetricDiffers   Code = "metric-differs"   // the stated metric is not what the rows give
	WarnNotANumber      Code = "not-a-number"     // a metric is NaN or infinite
	WarnNoChatTemplate  Code = "no-chat-template" // a chat model was prompted without its chat template
	WarnScoreOnError    Code = "score-on-error"   // failed samples were scored
	WarnHandMade        Code = "hand-made"        // read through a selector: nothing but the selected numbers is known
	WarnChosenRows      Code = "chosen-rows"      // a selector leaves rows out for what they show
	WarnNoSuchValue     Code = "no-such-value"    // a selector counts a value that stands in no row, where others do
	WarnNonIndependent  Code = "non-independent"  // rows repeat the same question or output
	WarnPrefixData      Code = "prefix-data"      // an archive has foreign bytes in it
	WarnSkipped         Code = "skipped"          // tests were skipped: neither passed nor failed
	WarnRetuned         Code = "retuned"          // settings that matter were changed while the run was under way
	WarnNoDigest        Code = "no-digest"        // looked at only: bytes were not hashed
	WarnDigestStated    Code = "digest-stated"    // the digest is the word of a store: bytes were not hashed
	WarnReplaced        Code = "replaced"         // a log of a folder is an earlier attempt at a run that another log holds
	WarnNotPooled       Code = "not-pooled"       // logs of one task in a folder cannot be taken together: which one counts is a choice
	WarnNoLog           Code = "no-log"           // a file of a folder of logs holds no result
)

// Problem says why a file gave no results. A Reading with a Problem supports nothing.
type Problem struct {
	Code    Code
	Message string // lower case: what was found and where
	Hint    string // what to do next, or ""
}

// Error implements error.
func (p *Problem) Error() string { return p.Message }

// Warning is something a careful evaluator would mention about a file that was read.
type Warning struct {
	Code    Code
	Message string
}

// Reading is what one evidence file says. It is a plain value: nothing in it is a judgement, and what the file does not
// say is nil, "" or the zero time, never 0. All text in it went through Clean and is safe to show.
type Reading struct {
	Ref       string
	Size      int64  // bytes; for a directory the sum over its files
	SHA256    string // lower-case hex of the raw bytes; "" after Look. For a directory see DirDigest
	Directory bool   // Ref is a directory, or a pattern that names files of one
	Files     []Part // of a directory: what its digest is made of, sorted by name; nil after Look
	Version   string // of the object that was read, where it lies in a store that keeps versions
	// DigestStated says that SHA256 is the store's word for the version that was pinned: the bytes were not hashed here.
	DigestStated bool
	// Text says that git would take the bytes for text, whose line ends a checkout may turn.
	Text bool
	// LineEnds says that the bytes do not have the digest Options.Want, and would with other line ends: core.autocrlf in
	// git has turned them, most likely.
	LineEnds bool
	Problem  *Problem
	Pointer  *Pointer // set where a pointer stands in place of the file

	Format        string // Name of the Format that read it: "inspect-eval", "lm-eval", ...
	FormatVersion string
	Tool          string
	ToolVersion   string

	Task        string
	TaskVersion string
	TaskTitle   string // display name where it differs from Task
	TaskID      string // identity of the run across retries, where recorded
	RunID       string
	Dataset     Dataset

	Model       string            // as the run named it; most often an API alias
	Provider    string            // how it was reached: kind of target, backend, deployment
	Served      []string          // models that answered, as the API reported them, sorted
	Checkpoint  string            // identity of the weights (commit, sha), where recorded
	BaseURL     string            // where the model was served, without credentials or query
	OtherModels map[string]string // role -> model: grader, monitor, red team, ...

	Status       Status
	StatusDetail string // error message, reason of the end
	Evaluator    string // who ran it, in the words of the file: Every Eval Ever's relationship

	Date        time.Time // when the run ended, else started, else was created; zero if unknown. Never the file's mtime
	DateFrom    string    // the field it came from: "completed_at", "started_at", "created", ...
	DateIsLocal bool      // recorded without zone: Date is UTC ± 14 hours
	Started     time.Time
	Completed   time.Time
	Created     time.Time

	Records  []Record   // one per metric, in the order of the file
	Filtered []Filtered // what parts of the rows say, one for each of Options.Filters

	Errors    *int // samples that ended in an error
	Unscored  *int // items without a score
	LimitHits *int // samples ended by a limit
	Refusals  *int // answers stopped by a content filter
	Skipped   *int // tests that were skipped

	PlannedItems      *int // items the run set out to do, before repetition
	AttemptsTotal     *int // items times repetitions, as the file states it
	AttemptsCompleted *int // of these, ended without an error
	Rows              *int // sample rows that the file really holds

	Elicitation Elicitation
	Integrity   Integrity
	Warnings    []Warning
}

// Part is one file of a directory of evidence.
type Part struct {
	Name   string // relative to the directory, as it goes into the digest
	SHA256 string
	Size   int64 // bytes
}

// Pointer is what a Git LFS or DVC pointer says of the file that it stands for.
type Pointer struct {
	Kind   string // "git-lfs" or "dvc"
	SHA256 string // of the file; "" for DVC, which records an MD5 only
	MD5    string
	Size   int64 // bytes; -1 where it is not recorded
}

// Dataset is what was asked.
type Dataset struct {
	Name     string
	Location string
	Revision string
	Split    string
	Items    *int // size of the whole dataset: not n
}

// Elicitation is what the file records of how hard the model was pushed.
type Elicitation struct {
	Solver       []string           // steps of the scaffold, in order
	Tools        []string           // sorted
	Shots        *int               // examples in the prompt
	Sandbox      string             // "docker", ...
	Limits       map[string]float64 // "message" -> 50, "token", "turn", "time" (seconds), "working" (seconds), "cost"
	GenConfig    map[string]string  // "temperature" -> "0.7", ...
	SystemPrompt *bool              // whether a system prompt was set
	ChatTemplate *bool              // whether the chat template was used
	Epochs       *int               // repetitions of each item
	Reducers     []string           // how repetitions become one value: mean, pass_at_1, ...
	Approval     []string           // approvers of tool calls
}

// Integrity is what the file records about itself.
type Integrity struct {
	Commit         string // revision of the code that ran
	Dirty          *bool  // with uncommitted changes
	Edited         bool   // scores or header changed after the run
	EditedBy       string
	EditReason     string
	Invalidated    bool // the whole log or a sample of it was marked invalid
	BodyIncomplete bool // fewer rows than the header claims
}

// Record is one metric of one task, score, split and filter.
type Record struct {
	Address string // how a case names it; exact form, unique in its Reading

	Name    string // the metric: accuracy, acc, asr, ...
	Task    string // where one file holds several tasks
	Model   string // where one file holds several models
	Score   string
	Scorer  string
	Reducer string
	Split   string
	Filter  string
	File    string // of a folder of logs: the log that the number is from; "" where it is over several

	TaskVersion string
	DataHash    string // identity of questions and prompts together (lm-eval task_hashes): equal in two runs over the same items
	Shots       *int   // examples in the prompt, where one file holds several tasks

	Value      float64 // meaningless when NotANumber
	NotANumber bool    // NaN or infinite: no threshold holds, in either direction
	StdErr     *float64
	CI         *Interval
	// HigherIsBetter is the format's own word on direction: better at the task, not safer.
	HigherIsBetter *bool
	// Rate says that Value is the mean of N values that lie in 0..1 each: a proportion where they are all 0 or 1.
	Rate bool
	// Filtered says that the record is about a part of the rows: what the file says of the whole run is not about it.
	Filtered bool
	// Count says that Value is itself a number of events or rows.
	Count bool
	// Aggregate marks a roll-up whose items are counted in other records too (a group of tasks).
	Aggregate bool

	// Dependent says that the N values repeat items (several outputs of one prompt, several runs of one task), so that
	// N overstates what is known: use Clusters.
	Dependent bool

	N               *int   // items behind Value; independent unless Dependent
	K               *int   // successes among them, where every item is 0 or 1
	NSource         string // where N came from: "scored_samples", "reductions", "n-samples", "stderr", ...
	AttemptsPerItem *int   // repetitions of each item that Value averages or reduces
	AttemptsTotal   *int
	Unscored        *int // items of this score without a value
	Errors          *int // rows that ended in an error and are counted in N
	LimitHits       *int // rows that were ended by a limit and are counted in N

	Clusters []Cluster // repetitions grouped by item, sorted by ID; with Options.NeedRows, or where Dependent
	Items    []Item    // one reduced value per item; only with Options.NeedRows, sorted by ID
}

// Interval is a two-sided confidence interval as the file states it.
type Interval struct {
	Low, High float64
	Level     float64 // 0.95; 0 where the file does not say
}

// Cluster is the repetitions of one item: K is the sum of their values, N how many there are.
type Cluster struct {
	ID string
	K  float64
	N  int
}

// Item is one item of the dataset with its value after repetitions were reduced.
type Item struct {
	ID    string
	Value float64
}

// OK reports whether the file could be read at all. It does not say that the run succeeded: see Status.
func (r *Reading) OK() bool { return r.Problem == nil }

// Has reports whether a warning with that code was given.
func (r *Reading) Has(code Code) bool {
	for _, w := range r.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}
