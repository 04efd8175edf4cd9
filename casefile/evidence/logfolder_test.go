package evidence

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// folderRun is one Inspect log of a folder. What is left out is as in a run of task ctf with lab/m1 that ended well.
type folderRun struct {
	task, id, model, status, at, temperature string
	first, solved, failed                    int // items first, first+1, ...: solved ones, then failed ones
	planned                                  int
}

// log writes the run as a JSON log.
func (f folderRun) log() []byte {
	or := func(s, otherwise string) string {
		if s == "" {
			return otherwise
		}
		return s
	}
	n := f.solved + f.failed
	var samples []string
	for i := range n {
		samples = append(samples, fmt.Sprintf(`{"id": "item-%d", "epoch": 1, "output": {"model": "m1-2026-05-01"}, "scores": {"s": {"value": %d}}}`, f.first+i, map[bool]int{true: 1}[i < f.solved]))
	}
	total := max(n, f.planned)
	return fmt.Appendf(nil, `{"version": 2, "status": %q, "eval": {"task": %q, "task_id": %q, "created": "2026-10-01T08:00:00+00:00", "model": %q, "dataset": {"name": "d", "samples": %d}, "config": {"epochs": 1}, "model_generate_config": {"temperature": %s}},
"results": {"total_samples": %d, "completed_samples": %d, "scores": [{"name": "s", "scorer": "s", "scored_samples": %d, "metrics": {"accuracy": {"name": "accuracy", "value": %g}}}]},
"stats": {"completed_at": "%s"}, "samples": [%s]}`, or(f.status, "success"), or(f.task, "ctf"), f.id, or(f.model, "lab/m1"), total, or(f.temperature, "0"), total, n, n, float64(f.solved)/float64(max(n, 1)),
		or(f.at, "2026-10-01T09:00:00+00:00"), strings.Join(samples, ","))
}

func readFolder(runs map[string]folderRun, others map[string]string) *Reading {
	src := MapSource{"beside.json": []byte("{}")}
	for name, run := range runs {
		src["logs/"+name] = run.log()
	}
	for name, text := range others {
		src["logs/"+name] = []byte(text)
	}
	return Read(context.Background(), src, "logs", Options{NeedRows: true})
}

func addresses(r *Reading) []string {
	var out []string
	for _, rec := range r.Records {
		line := rec.Address
		if rec.K != nil && rec.N != nil {
			line += fmt.Sprintf(" %d/%d", *rec.K, *rec.N)
		}
		if count(rec.Unscored) > 0 {
			line += fmt.Sprintf(" lost %d", *rec.Unscored)
		}
		out = append(out, line)
	}
	return out
}

// TestLogFolder: what a folder of logs says, and what it does not say because it would be wrong.
func TestLogFolder(t *testing.T) {
	for name, c := range map[string]struct {
		runs    map[string]folderRun
		others  map[string]string
		want    []string
		status  Status
		said    Code
		because string
	}{
		"parts of one run": {
			runs:   map[string]folderRun{"a.json": {solved: 1, failed: 3}, "b.json": {first: 4, solved: 2, failed: 2}},
			want:   []string{"s:accuracy 3/8", "a.json:s:accuracy 1/4", "b.json:s:accuracy 2/4"},
			status: StatusSuccess,
		},
		"one log a task": {
			runs:   map[string]folderRun{"a.json": {task: "ctf", solved: 1, failed: 3}, "b.json": {task: "bio", solved: 2, failed: 2}},
			want:   []string{"a.json:s:accuracy 1/4", "b.json:s:accuracy 2/4"},
			status: StatusSuccess,
		},
		"two tasks, one in parts": {
			runs:   map[string]folderRun{"a.json": {solved: 1, failed: 3}, "b.json": {task: "bio", solved: 2, failed: 2}, "c.json": {first: 4, failed: 4}},
			want:   []string{"ctf:s:accuracy 1/8", "a.json:s:accuracy 1/4", "b.json:s:accuracy 2/4", "c.json:s:accuracy 0/4"},
			status: StatusSuccess,
		},
		"two models": {
			runs: map[string]folderRun{"a.json": {solved: 1, failed: 3}, "b.json": {first: 4, failed: 4}, "c.json": {model: "lab/m2", solved: 2, failed: 2}},
			want: []string{"|lab/m1:s:accuracy 1/8", "a.json:s:accuracy 1/4", "b.json:s:accuracy 0/4", "c.json:s:accuracy 2/4"}, status: StatusSuccess,
		},
		"the same items again": {
			runs: map[string]folderRun{"a.json": {solved: 4}, "b.json": {failed: 4}},
			want: []string{"a.json:s:accuracy 4/4", "b.json:s:accuracy 0/4"}, status: StatusSuccess,
			said: WarnNotPooled, because: "a.json and b.json hold the same items",
		},
		"one item in both": {
			runs: map[string]folderRun{"a.json": {solved: 4}, "b.json": {first: 3, failed: 4}},
			want: []string{"a.json:s:accuracy 4/4", "b.json:s:accuracy 0/4"}, status: StatusSuccess,
			said: WarnNotPooled, because: "hold the same items",
		},
		"other settings": {
			runs: map[string]folderRun{"a.json": {solved: 4}, "b.json": {first: 4, failed: 4, temperature: "1"}},
			want: []string{"a.json:s:accuracy 4/4", "b.json:s:accuracy 0/4"}, status: StatusSuccess,
			said: WarnNotPooled, because: "a.json and b.json ran under other settings",
		},
		"a retry": {
			runs: map[string]folderRun{"a.json": {id: "T1", status: "error", failed: 1, planned: 4}, "b.json": {id: "T1", at: "2026-10-02T09:00:00+00:00", solved: 1, failed: 3}},
			want: []string{"b.json:s:accuracy 1/4"}, status: StatusSuccess,
			said: WarnReplaced, because: "1 log is replaced by a later attempt at the same run and not counted: a.json (error)",
		},
		"a retry that failed after one that did not": {
			runs: map[string]folderRun{"a.json": {id: "T1", failed: 4}, "b.json": {id: "T1", status: "error", at: "2026-10-02T09:00:00+00:00", solved: 1, planned: 4}},
			want: []string{"a.json:s:accuracy 0/4", "b.json:s:accuracy lost 3"}, status: StatusError,
			said: WarnNotPooled, because: "does not come with its items",
		},
		"two ends of one run": {
			runs: map[string]folderRun{"a.json": {id: "T1", solved: 4}, "b.json": {id: "T1", at: "2026-10-02T09:00:00+00:00", failed: 4}},
			want: []string{"a.json:s:accuracy 4/4", "b.json:s:accuracy 0/4"}, status: StatusSuccess,
			said: WarnNotPooled, because: "hold the same items",
		},
		"one identity for two tasks": {
			runs: map[string]folderRun{"a.json": {id: "T1", status: "error", solved: 4}, "b.json": {id: "T1", task: "bio", at: "2026-10-02T09:00:00+00:00", failed: 4}},
			want: []string{"a.json:s:accuracy 4/4", "b.json:s:accuracy 0/4"}, status: StatusError,
		},
		"a failed run among good ones": {
			runs: map[string]folderRun{"a.json": {failed: 4}, "b.json": {first: 4, status: "error", solved: 4}},
			want: []string{"s:accuracy 4/8", "a.json:s:accuracy 0/4", "b.json:s:accuracy 4/4"}, status: StatusError,
		},
		"a run that lost items": {
			runs: map[string]folderRun{"a.json": {failed: 4}, "b.json": {first: 4, failed: 2, planned: 6}},
			want: []string{"a.json:s:accuracy 0/4", "b.json:s:accuracy lost 4"}, status: StatusSuccess,
			said: WarnNotPooled, because: "s:accuracy of b.json does not come with its items",
		},
		"a note beside the logs": {
			runs: map[string]folderRun{"a.json": {failed: 4}}, others: map[string]string{"README.txt": "what this is\n", "empty.json": ""},
			want: []string{"a.json:s:accuracy 0/4"}, status: StatusSuccess,
			said: WarnNoLog, because: "2 files of the folder are no result: README.txt, empty.json",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := readFolder(c.runs, c.others)
			if r.Problem != nil {
				t.Fatal(r.Problem)
			}
			if diff := cmp.Diff(c.want, addresses(r)); diff != "" || r.Status != c.status || r.Format != logFolder || !r.Directory {
				t.Errorf("%s, %s (-want +got):\n%s", r.Format, r.Status, diff)
			}
			if c.said != "" && (!r.Has(c.said) || !strings.Contains(fmt.Sprint(r.Warnings), c.because)) {
				t.Errorf("not said: %s %q in %v", c.said, c.because, r.Warnings)
			}
			if c.said != WarnNotPooled && r.Has(WarnNotPooled) {
				t.Errorf("%v", r.Warnings)
			}
		})
	}
}

// TestLogFolderStandsAsAWhole: one file of a folder that should hold a result and cannot be read is a fault of all.
func TestLogFolderStandsAsAWhole(t *testing.T) {
	good := map[string]folderRun{"a.json": {failed: 4}}
	whole := string(folderRun{first: 4, failed: 4}.log())
	for name, c := range map[string]struct {
		text string
		code Code
		said string
	}{
		"b.json":     {whole[:len(whole)-20], CodeUnreadable, "b.json: "},
		"later.json": {strings.Replace(whole, `"version": 2`, `"version": 9`, 1), CodeUnreadable, "later.json: "},
		"lfs.json":   {"version https://git-lfs.github.com/spec/v1\noid sha256:" + strings.Repeat("a", 64) + "\nsize 3\n", CodePointer, "lfs.json: "},
	} {
		wantProblem(t, readFolder(good, map[string]string{name: c.text}), c.code, c.said)
	}
	wantProblem(t, readFolder(nil, map[string]string{"README.txt": "nothing here\n"}), CodeNotRegular, "a directory that no reader knows")
	many := map[string]string{}
	for i := range maxLogs + 1 {
		many[fmt.Sprintf("%d.txt", i)] = "x"
	}
	wantProblem(t, readFolder(good, many), CodeTooLarge, "at most 1000 are read")
}

// TestLogFolderDigest: every file counts for the digest, also one that was added later or holds no result.
func TestLogFolderDigest(t *testing.T) {
	runs := map[string]folderRun{"a.json": {failed: 4}, "b.json": {first: 4, failed: 4}}
	r := readFolder(runs, nil)
	var lines string
	for _, name := range []string{"a.json", "b.json"} {
		sum, err := Digest(context.Background(), MapSource{"f": runs[name].log()}, "f")
		if err != nil {
			t.Fatal(err)
		}
		lines += sum + "  " + name + "\n"
	}
	want, err := Digest(context.Background(), MapSource{"f": []byte(lines)}, "f")
	if err != nil || r.SHA256 != want || len(r.Files) != 2 || r.Files[1].Name != "b.json" || r.Files[1].Size != int64(len(runs["b.json"].log())) {
		t.Errorf("%v: digest %s of %v, want %s", err, r.SHA256, r.Files, want)
	}
	for name, text := range map[string]string{"README.txt": "x", "sub/c.json": string(folderRun{first: 8, failed: 1}.log())} {
		if more := readFolder(runs, map[string]string{name: text}); more.SHA256 == want || len(more.Files) != 3 {
			t.Errorf("%s does not change the digest", name)
		}
	}
}

// TestLogPattern: a pattern is a folder that holds only what it names, and says how much it leaves out.
func TestLogPattern(t *testing.T) {
	src := MapSource{"logs/a_ctf.json": folderRun{failed: 4}.log(), "logs/b_ctf.json": folderRun{first: 4, solved: 1, failed: 3}.log(),
		"logs/c_bio.json": folderRun{task: "bio", solved: 4}.log(), "logs/sub/d_ctf.json": folderRun{solved: 4}.log()}
	r := Read(context.Background(), src, "logs/*_ctf.json", Options{})
	if diff := cmp.Diff([]string{"s:accuracy 1/8", "a_ctf.json:s:accuracy 0/4", "b_ctf.json:s:accuracy 1/4"}, addresses(r)); diff != "" || !strings.Contains(fmt.Sprint(r.Warnings), "the pattern takes 2 of the 4 files of the folder") {
		t.Errorf("%v %v%s", r.Problem, r.Warnings, diff)
	}
	if rec := r.Records[0]; rec.Items != nil || rec.Clusters != nil {
		t.Errorf("rows that nobody asked for: %+v", rec)
	}
	wantProblem(t, Read(context.Background(), src, "logs/*.eval", Options{}), CodeMissing, "names none of the files")
	wantProblem(t, Read(context.Background(), src, "../*.json", Options{}), CodeRefusedPath, "leaves the evidence root")
	wantProblem(t, Read(context.Background(), src, "logs/[.json", Options{}), CodeMissing, "does not exist")
	src["logs/*_ctf.json"] = folderRun{failed: 1}.log()
	if r := Read(context.Background(), src, "logs/*_ctf.json", Options{}); r.Directory || len(r.Records) != 1 {
		t.Errorf("a file of that very name: %v", addresses(r))
	}
}

// TestFindInFolder: a number of a log is named by the log, its task or nothing, where that is clear.
func TestFindInFolder(t *testing.T) {
	r := readFolder(map[string]folderRun{"a.json": {solved: 1, failed: 3}, "b.json": {task: "bio", solved: 2, failed: 2}, "c.json": {first: 4, failed: 4}}, nil)
	for address, want := range map[string]string{
		"a.json:s:accuracy": "a.json:s:accuracy", "a.json:accuracy": "a.json:s:accuracy", "ctf:s:accuracy": "ctf:s:accuracy",
		"bio:s:accuracy": "b.json:s:accuracy", "bio:accuracy": "b.json:s:accuracy", "accuracy": "", "s:accuracy": "", "": "", "d.json:s:accuracy": "", ":accuracy": "",
	} {
		rec, candidates := r.Find(address)
		got := ""
		if rec != nil {
			got = rec.Address
		}
		if got != want || rec == nil && len(candidates) < 3 {
			t.Errorf("%q: %q of %v, want %q", address, got, candidates, want)
		}
	}
}
