package evidence

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
)

// Read opens ref once, hashes it, finds out what it is by its content, and returns what it says. It never fails: a
// file that cannot be read is a Reading with a Problem. Use the digest only together with the values: both come from
// one open file.
func Read(ctx context.Context, src Source, ref string, opt Options) *Reading {
	return read(ctx, src, ref, opt, false)
}

// Look reads header and metrics only, without a digest, fast enough for a picker over many large files. What it returns
// is never enough for a claim: SHA256 is "", and counters that need the rows are nil.
func Look(ctx context.Context, src Source, ref string, opt Options) *Reading {
	return read(ctx, src, ref, opt, true)
}

func read(ctx context.Context, src Source, ref string, opt Options, shallow bool) *Reading {
	return readEach(ctx, src, ref, []Options{opt}, shallow)[0]
}

// readEach opens ref once and reads it in as many ways as there are options, which differ in their selectors.
func readEach(ctx context.Context, src Source, ref string, opts []Options, shallow bool) []*Reading {
	readings := make([]*Reading, len(opts))
	for i := range readings {
		readings[i] = &Reading{Ref: ref, Status: StatusUnknown}
	}
	in, err := open(ctx, src, ref, opts[0], shallow)
	if err != nil {
		failAll(readings, err)
		return readings
	}
	defer in.close()
	parseAll := func() {
		for i, r := range readings {
			view := *in
			view.Options.Select, view.Options.NeedRows, view.Options.Filters = opts[i].Select, opts[i].NeedRows, opts[i].Filters
			r.Size, r.Directory = in.Size, in.dir != nil
			in.note(r)
			parse(&view, r)
		}
	}
	if shallow {
		parseAll()
		readings[0].warn(WarnNoDigest, "looked at only: the bytes were not hashed")
		return readings
	}
	hashAndParse(in, readings, opts, parseAll)
	return readings
}

func failAll(readings []*Reading, err error) {
	for _, r := range readings {
		r.fail(err)
	}
}

// hashAndParse does both over the same handles; at the same time for a file, one after the other for a directory,
// whose open files the reader adds to.
func hashAndParse(in *Input, readings []*Reading, opts []Options, parseAll func()) {
	var sum string
	var size int64
	var err error
	if in.dir == nil {
		var wg sync.WaitGroup
		wg.Go(func() { sum, size, err = in.digest() })
		parseAll()
		wg.Wait()
	} else {
		parseAll()
		sum, size, err = in.digest()
	}
	if f, ok := in.File.(interface{ unchanged() bool }); err == nil && ok && !f.unchanged() {
		err = errors.New("the file changed while it was read: read it again when nothing writes to it")
	}
	if err != nil {
		failAll(readings, err)
		return
	}
	for i, r := range readings {
		r.SHA256, r.Size = sum, size
		r.Text, r.LineEnds = in.dir == nil && IsText(in.Head), in.differsInLineEnds(sum, opts[i].Want)
		if in.dir != nil {
			r.Files = in.dir.parts()
		}
	}
}

// parse finds the format and runs its reader. A panic in a reader is a fault of ours that foreign bytes found: it must
// not take the case down, and must not let the evidence pass.
func parse(in *Input, r *Reading) {
	defer func() {
		if p := recover(); p != nil {
			r.fail(fmt.Errorf("reading failed in a way that should not happen (%v): please report it with the file", p))
		}
	}()
	if in.Options.DigestOnly && !isLFSPointer(in) && !isDVCPointer(in) {
		return
	}
	if err := readAs(in, r); err != nil {
		r.fail(err)
		return
	}
	unfiltered(r, in.Options.Filters)
	if len(r.Records) > maxRecords {
		r.fail(&Problem{Code: CodeTooLarge, Message: fmt.Sprintf("more than %d results in one file", maxRecords)})
		return
	}
	finish(r)
}

// readAs picks the reader: the selector where there is one, else by content.
func readAs(in *Input, r *Reading) error {
	if in.Options.Select != nil {
		return readSelected(in, r)
	}
	format, err := detect(in)
	if err != nil {
		return err
	}
	r.Format = format.Name
	return format.Read(in, r)
}

// fail records why nothing was read, and takes back what a reader had filled in before it failed: half a reading must
// not support anything.
func (r *Reading) fail(err error) {
	if r.Problem == nil {
		r.Problem = problemOf(err)
	}
	r.Records, r.Filtered = nil, nil
	r.Problem.Message = Clean(r.Problem.Message)
}

// problemOf puts any error into the words of a Problem.
func problemOf(err error) *Problem {
	var problem *Problem
	var ref *RefError
	switch {
	case errors.As(err, &problem):
		return problem
	case errors.As(err, &ref):
		return &Problem{Code: ref.Code, Message: ref.Error(), Hint: refHint(ref)}
	case errors.Is(err, ErrMissing):
		return &Problem{Code: CodeMissing, Message: err.Error()}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &Problem{Code: CodeCancelled, Message: "reading was stopped before its end"}
	}
	return &Problem{Code: CodeUnreadable, Message: err.Error()}
}

func refHint(e *RefError) string {
	switch e.Code {
	case CodeRemote:
		return "allow it with --remote, or fetch the object and name the file"
	case CodeStore:
		return "check the address, the endpoint and AWS_REGION, and the key in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
	case CodeMissing:
		if IsObject(e.Ref) {
			return "check bucket, key and version"
		}
		return "check the path, which is relative to the case file, or whether the file was fetched"
	case CodeRefusedPath:
		return "move the file below the case file, or name another root with --evidence-root"
	}
	return ""
}

// warn adds a warning unless the same one is there.
func (r *Reading) warn(code Code, format string, args ...any) {
	w := Warning{Code: code, Message: Clean(fmt.Sprintf(format, args...))}
	if !slices.Contains(r.Warnings, w) && len(r.Warnings) < maxWarnings {
		r.Warnings = append(r.Warnings, w)
	}
}

// maxWarnings keeps a hostile file from flooding the reader's memory and the user's screen.
const maxWarnings = 100

// ReadAll reads many refs with up to parallel readers at a time (0: one a processor) and returns the readings in the
// order of the requests. A ref that is asked for several times is opened and hashed once; requests with the same
// selector share one Reading, which holds rows if any of them needed rows. Limits and Progress of a ref are those of
// its first request.
func ReadAll(ctx context.Context, src Source, requests []Request, parallel int) []*Reading {
	if parallel <= 0 {
		parallel = runtime.GOMAXPROCS(0)
	}
	jobs, index := distinct(requests)
	results := make([][]*Reading, len(jobs))
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(parallel, len(jobs)) {
		wg.Go(func() {
			for i := range next {
				results[i] = readEach(ctx, src, jobs[i].ref, jobs[i].options, false)
			}
		})
	}
	for i := range jobs {
		next <- i
	}
	close(next)
	wg.Wait()
	readings := make([]*Reading, len(requests))
	for i, at := range index {
		readings[i] = results[at.job][at.option]
	}
	return readings
}

// Request is one ref with how to read it.
type Request struct {
	Ref     string
	Options Options
}

// job is one ref with the different ways in which it is asked for.
type job struct {
	ref     string
	options []Options
}

// place says which reading of which job answers a request.
type place struct{ job, option int }

// distinct groups requests by ref, and within a ref by selector.
func distinct(requests []Request) (jobs []job, index []place) {
	type pinned struct{ ref, version string }
	type key struct {
		at  pinned
		sel string
	}
	byRef, seen := map[pinned]int{}, map[key]int{}
	for _, q := range requests {
		at := pinned{q.Ref, q.Options.Version}
		i, ok := byRef[at]
		if !ok {
			i = len(jobs)
			byRef[at] = i
			jobs = append(jobs, job{ref: q.Ref})
		}
		k := key{at, q.Options.Select.key()}
		n, ok := seen[k]
		if !ok {
			n = len(jobs[i].options)
			seen[k] = n
			jobs[i].options = append(jobs[i].options, q.Options)
		}
		o := &jobs[i].options[n]
		o.NeedRows = o.NeedRows || q.Options.NeedRows
		o.Filters = append(slices.Clip(o.Filters), q.Options.Filters...)
		index = append(index, place{i, n})
	}
	return jobs, index
}

// key tells selectors apart.
func (s *Select) key() string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf("%#v", *s)
}

// sortItems puts rows into the order that does not depend on who finished first.
func sortItems(items []Item) {
	slices.SortStableFunc(items, func(a, b Item) int { return cmp.Compare(a.ID, b.ID) })
}
