package evidence

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// logFolder is the name of the format.
const logFolder = "log-folder"

// maxLogs is how many files a folder of logs may hold; nobody could look through more.
const maxLogs = 1000

// folderLog is one result file of a folder.
type folderLog struct {
	name string // relative to the folder
	*Reading
}

// detectLogFolder takes every folder that nothing else is: only its files tell whether it holds logs.
func detectLogFolder(in *Input) bool { return in.dir != nil && !in.dir.has(helmRunSpec) }

// readLogFolder reads a folder, or the files that a pattern names, as one piece of evidence: the logs of one
// evaluation, of several tasks or of one that was run in parts. Every file is read by the reader of its own format.
//
// A folder stands as a whole: a log in it that cannot be read, failed or was marked as invalid is a fault of the
// evidence, so that nobody can hide a bad run among good ones. Only a log that a later attempt at the same run replaces
// is passed over, and named.
func readLogFolder(in *Input, r *Reading) error {
	logs, others, err := in.readLogs()
	if err != nil {
		return err
	}
	if len(logs) == 0 {
		return unknownDirectory()
	}
	if len(others) > 0 {
		r.warn(WarnNoLog, "%s no result: %s", plural(len(others), "file of the folder is", "files of the folder are"), listed(others))
	}
	if in.dir.left > 0 {
		r.warn(WarnSubset, "the pattern takes %d of the %d files of the folder", len(in.dir.names), len(in.dir.names)+in.dir.left)
	}
	counting := withoutReplaced(r, logs)
	joinRuns(r, counting)
	addFolderRecords(in, r, counting)
	if !in.Options.NeedRows {
		r.dropRows()
	}
	return nil
}

func unknownDirectory() *Problem {
	return &Problem{Code: CodeNotRegular, Message: "a directory that no reader knows", Hint: "name a file in it, the directory of one HELM run, or a folder of logs"}
}

// readLogs reads every file through the handle through which it is hashed. others are files that hold no result; one
// that should hold one and cannot be read is an error.
func (in *Input) readLogs() (logs []folderLog, others []string, err error) {
	if len(in.dir.names) > maxLogs {
		return nil, nil, &Problem{Code: CodeTooLarge, Message: fmt.Sprintf("the folder holds %d files; of a folder of logs at most %d are read", len(in.dir.names), maxLogs)}
	}
	rows := 0
	for _, name := range in.dir.names {
		r, err := in.readLog(name)
		if err != nil {
			return nil, nil, err
		}
		switch p := r.Problem; {
		case p == nil:
			logs = append(logs, folderLog{name, r})
		case p.Code == CodeUnknownFormat || p.Code == CodeNotEvidence || r.Size == 0:
			others = append(others, Clean(name))
			continue
		default:
			return nil, nil, &Problem{Code: p.Code, Message: name + ": " + p.Message, Hint: p.Hint}
		}
		for i := range r.Records {
			rows += len(r.Records[i].Items) + len(r.Records[i].Clusters)
		}
		if rows > in.Options.Limits.Rows {
			return nil, nil, &Problem{Code: CodeTooLarge, Message: "the logs of the folder hold more rows together than the limit allows"}
		}
	}
	return logs, others, nil
}

// readLog reads and hashes one file of the folder. Rows are always read: whether logs may be taken together, only
// their items tell.
func (in *Input) readLog(name string) (*Reading, error) {
	r := &Reading{Ref: joinRef(in.dir.ref, name), Status: StatusUnknown}
	f, err := in.dir.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	one := &Input{Ref: r.Ref, File: f, Size: f.Size(), Options: in.Options, Shallow: in.Shallow, ctx: in.ctx}
	one.Options.NeedRows, one.Options.Filters, one.Options.Want = true, nil, ""
	if err := one.readHead(); err != nil {
		return nil, err
	}
	r.Size = one.Size
	in.parse(one, r)
	if in.Shallow {
		return r, nil
	}
	sum, err := in.hashFile(f, f.Size(), 0, -1)
	if d, ok := f.(interface{ unchanged() bool }); err == nil && ok && !d.unchanged() {
		err = fmt.Errorf("%s changed while it was read: read it again when nothing writes to it", Clean(name))
	}
	if err == nil {
		in.dir.hashed(name, sum, f.Size())
	}
	return r, err
}

// withoutReplaced leaves out logs that a later attempt at the same run replaces. Only the identity that the tool itself
// keeps over attempts counts, and only attempts that did not end well are replaced: of two that did, whoever chose one
// would choose its result.
func withoutReplaced(r *Reading, logs []folderLog) []folderLog {
	last := map[string]folderLog{}
	good := map[string]int{}
	for _, l := range logs {
		if l.TaskID == "" {
			continue
		}
		if was, ok := last[l.TaskID]; !ok || cmp.Or(l.Date.Compare(was.Date), strings.Compare(l.name, was.name)) > 0 {
			last[l.TaskID] = l
		}
		if l.Status == StatusSuccess {
			good[l.TaskID]++
		}
	}
	var counting []folderLog
	var replaced []string
	for _, l := range logs {
		final := last[l.TaskID]
		if l.TaskID != "" && final.name != l.name && good[l.TaskID] == 1 && final.Status == StatusSuccess && sameRun(final, l) {
			replaced = append(replaced, fmt.Sprintf("%s (%s)", Clean(l.name), l.Status))
			continue
		}
		counting = append(counting, l)
	}
	if len(replaced) > 0 {
		r.warn(WarnReplaced, "%s by a later attempt at the same run and not counted: %s", plural(len(replaced), "log is replaced", "logs are replaced"), listed(replaced))
	}
	return counting
}

// sameRun reports whether two attempts say the same of what was run.
func sameRun(a, b folderLog) bool { return a.Task == b.Task && a.Model == b.Model }

// dropRows takes away what nobody asked for.
func (r *Reading) dropRows() {
	for i := range r.Records {
		rec := &r.Records[i]
		rec.Items = nil
		if !rec.Dependent {
			rec.Clusters = nil
		}
	}
}

// listed names the first few of a list.
func listed(names []string) string {
	const show = 3
	slices.Sort(names)
	text := strings.Join(names[:min(show, len(names))], ", ")
	if more := len(names) - show; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
