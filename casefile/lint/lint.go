package lint

import (
	"context"
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/internal/abreast"
)

// Profile says how much is asked of a case.
type Profile string

// The profiles, least strict first. A case is checked under the one that its
// status names unless the user names another.
const (
	Draft   Profile = "draft"
	Review  Profile = "review"
	Release Profile = "release"
)

// Profiles lists the profiles, least strict first.
var Profiles = []Profile{Draft, Review, Release}

// Input is what a check rests on. Time and evidence come in; nothing here
// looks at the clock or the disk.
type Input struct {
	File      *casefile.File
	Readings  assess.Readings // from ReadEvidence
	Modules   []*Module       // from ReadModules; without, nothing of other files is known
	AsOf      time.Time
	Profile   Profile          // "" is the one that the case's status names
	NoWaivers bool             // show the case bare: waivers silence nothing
	Policy    *Policy          // what the reviewer asks beyond the rules; nil for nothing
	Part      bool             // the case is checked for another that uses it: it informs no decision itself
	Values    *casefile.Values // what monitoring measured; nil for nothing
}

// Result is everything that any view of a case shows.
type Result struct {
	File       *casefile.File
	Readings   assess.Readings
	Modules    []*Module // the files that the case uses, in file order
	Assessment *assess.Assessment
	Findings   []casefile.Finding // sorted; waived ones included and marked
	AsOf       time.Time
	Profile    Profile
	Policy     *Policy          // nil when none was used
	Part       bool             // checked for another case that uses it
	NoWaivers  bool             // waivers silenced nothing
	Values     *casefile.Values // nil when no file was used
	// Confidence asks views to show what the authors' own probabilities give.
	Confidence bool
}

// Counts is how many findings there are of each severity, waived ones and those that a
// baseline holds back apart.
type Counts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Note    int `json:"note"`
	Waived  int `json:"waived"`
	Held    int `json:"held,omitempty"` // by a baseline
}

// Check assesses a case and collects everything that is to be said about it.
func Check(in Input) *Result {
	r, _ := CheckContext(context.Background(), in)
	return r
}

// CheckContext is Check, given up soon after ctx ends. There is no result then,
// only the error of ctx: half of the findings would look like all of them.
func CheckContext(ctx context.Context, in Input) (*Result, error) {
	r := &Result{File: in.File, Readings: in.Readings, Modules: in.Modules, AsOf: in.AsOf, Profile: profileOf(in), Policy: in.Policy, Part: in.Part, NoWaivers: in.NoWaivers, Values: in.Values}
	judged := assess.Input{Case: in.File.Case, Readings: in.Readings, AsOf: in.AsOf, Modules: forAssess(in.Modules), Values: valuesByID(in.Values)}
	var known *facts
	abreast.All(func() { r.Assessment = assess.Assess(judged) }, func() { known = gather(in.File.Case) })
	if err := findings(ctx, in, r, known); err != nil {
		return nil, err
	}
	return r, nil
}

// profileOf is how much is asked of the case.
func profileOf(in Input) Profile {
	p := in.Profile
	if p == "" {
		p = Profile(in.File.Case.Status())
	}
	if in.Policy != nil {
		p = stricter(p, in.Policy.Profile)
	}
	return p
}

// Counts counts the findings of r, those of other files not.
func (r *Result) Counts() Counts {
	var c Counts
	for _, f := range r.Findings {
		switch {
		case f.Waived != nil:
			c.Waived++
		case f.Held:
			c.Held++
		case f.Severity == casefile.Error:
			c.Error++
		case f.Severity == casefile.Warning:
			c.Warning++
		default:
			c.Note++
		}
	}
	return c
}

// ReadEvidence reads the file of every evidence node once, several at a time.
// It never fails: what cannot be read is a reading that says so.
func ReadEvidence(ctx context.Context, c *casefile.Case, src evidence.Source, opt evidence.Options) assess.Readings {
	ids, requests := assess.Requests(c, opt)
	out := assess.Readings{}
	for i, reading := range evidence.ReadAll(ctx, src, requests, 0) {
		out[ids[i]] = reading
	}
	return out
}
