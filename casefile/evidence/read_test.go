package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"testing"
)

// countingSource counts how often each ref is opened.
type countingSource struct {
	MapSource
	mu     sync.Mutex
	opened map[string]int
}

func (c *countingSource) Open(ref string) (File, error) {
	c.mu.Lock()
	c.opened[ref]++
	c.mu.Unlock()
	return c.MapSource.Open(ref)
}

func TestReadAll(t *testing.T) {
	rows := "{\"a\": 1}\n{\"a\": 0}\n"
	src := &countingSource{MapSource: MapSource{"log.json": []byte(header), "rows.jsonl": []byte(rows)}, opened: map[string]int{}}
	progress := 0
	report := func(string, int64, int64) { progress++ }
	mean, count := &Select{Value: "mean(a)"}, &Select{Value: "count()"}
	readings := ReadAll(context.Background(), src, []Request{
		{Ref: "rows.jsonl", Options: Options{Select: mean, Progress: report}},
		{Ref: "log.json"},
		{Ref: "missing"},
		{Ref: "rows.jsonl", Options: Options{Select: count}},
		{Ref: "log.json", Options: Options{NeedRows: true}},
		{Ref: "rows.jsonl", Options: Options{Select: &Select{Value: "mean(a)"}}},
	}, 4)
	for i, want := range []string{"mean(a)", "s:accuracy", "", "count()", "s:accuracy", "mean(a)"} {
		if got := readings[i]; want == "" && got.Problem.Code != CodeMissing || want != "" && got.Records[0].Address != want {
			t.Errorf("reading %d is %+v, want %q", i, got, want)
		}
	}
	if readings[1] != readings[4] || readings[0] != readings[5] {
		t.Error("equal requests do not share their reading")
	}
	for ref, n := range src.opened {
		if n != 1 {
			t.Errorf("%s was opened %d times", ref, n)
		}
	}
	sum := sha256.Sum256([]byte(rows))
	if want := hex.EncodeToString(sum[:]); readings[0].SHA256 != want || readings[3].SHA256 != want {
		t.Error("wrong digest")
	}
	if progress == 0 {
		t.Error("no progress was reported")
	}
}

// TestLookIsNoReading: a look has no digest and says so; its metrics are those of the reading.
func TestLookIsNoReading(t *testing.T) {
	for _, name := range []string{intercode, cvebench, wmdpBase} {
		look, read := Look(context.Background(), samples(t), name, Options{}), sample(t, name)
		if look.SHA256 != "" || !look.Has(WarnNoDigest) || len(look.Records) != len(read.Records) || look.Rows != nil {
			t.Errorf("%s: %+v", name, look)
		}
		if look.Records[0].Value != read.Records[0].Value || look.Records[0].Address != read.Records[0].Address {
			t.Errorf("%s: look and reading differ", name)
		}
	}
}

func TestFind(t *testing.T) {
	r := &Reading{Records: []Record{
		{Address: "includes@mean:accuracy", Name: "accuracy"}, {Address: "includes@pass_at_10:accuracy", Name: "accuracy"},
		{Address: "judge:score", Name: "score"}, {Address: "task:exact_match,strict", Name: "exact_match"}, {Address: "exact_match@5@test", Name: "exact_match@5"},
	}}
	for address, want := range map[string]string{
		"includes@pass_at_10:accuracy": "includes@pass_at_10:accuracy",
		"judge:score":                  "judge:score",
		"score":                        "judge:score",
		"task:exact_match":             "task:exact_match,strict",
		"exact_match,strict":           "task:exact_match,strict",
		"exact_match@5@test":           "exact_match@5@test",
		"exact_match@5":                "exact_match@5@test",
		"accuracy":                     "",
		"includes:accuracy":            "",
		"other:score":                  "",
		"":                             "",
	} {
		rec, candidates := r.Find(address)
		switch {
		case want == "" && (rec != nil || len(candidates) == 0):
			t.Errorf("%q found %v, candidates %v", address, rec, candidates)
		case want != "" && (rec == nil || rec.Address != want):
			t.Errorf("%q found %v, candidates %v", address, rec, candidates)
		}
	}
	if rec, _ := (&Reading{Records: r.Records[2:3]}).Find(""); rec == nil {
		t.Error("the only record has no need of an address")
	}
	if _, candidates := r.Find("accuracy"); len(candidates) != 2 {
		t.Errorf("candidates %v", candidates)
	}
}

func TestAddressesAreUnique(t *testing.T) {
	twice := strings.Replace(header, `"scores": [`, `"scores": [{"name": "s", "scorer": "s", "metrics": {"accuracy": {"value": 0.1}}}, `, 1)
	r := readBytes([]byte(twice), Options{})
	if len(r.Records) != 2 || r.Records[0].Address == r.Records[1].Address {
		t.Errorf("%+v", r.Records)
	}
	wantWarnings(t, r, WarnDuplicateKey)
}

func TestLineEnds(t *testing.T) {
	src := MapSource{"lf": []byte("a\nb\n"), "crlf": []byte("a\r\nb\r\n"), "other": []byte("a\rb")}
	lf, _ := Digest(context.Background(), src, "lf")
	crlf, _ := Digest(context.Background(), src, "crlf")
	for _, tc := range []struct {
		ref, want string
		ok        bool
	}{{"crlf", lf, true}, {"lf", crlf, true}, {"other", lf, false}} {
		if r := Read(context.Background(), src, tc.ref, Options{Want: tc.want}); r.LineEnds != tc.ok {
			t.Errorf("%s against %s: %t", tc.ref, tc.want, r.LineEnds)
		}
	}
}

func TestPointers(t *testing.T) {
	src := MapSource{"f": []byte("version https://git-lfs.github.com/spec/v1\noid sha256:4D7A\nsize 12\n")}
	r := Read(context.Background(), src, "f", Options{Select: &Select{Value: "mean(a)"}})
	wantProblem(t, r, CodePointer, "Git LFS")
	if r.Pointer == nil || r.Pointer.SHA256 != "4d7a" || r.Pointer.Size != 12 {
		t.Errorf("%+v", r.Pointer)
	}
}

func TestMapSourceConfines(t *testing.T) {
	src := MapSource{"../x": []byte("x"), "a/b": []byte("x")}
	for ref, code := range map[string]Code{"../x": CodeRefusedPath, "/a": CodeRefusedPath, "a/../../x": CodeRefusedPath, "c": CodeMissing} {
		wantProblem(t, Read(context.Background(), src, ref, Options{}), code, "")
	}
	wantProblem(t, Read(context.Background(), src, "a", Options{}), CodeNotRegular, "directory")
}

// shortFile claims to be longer than it is, as a file does that is cut while it is read.
type shortFile struct{ memFile }

func (shortFile) Size() int64 { return 1 << 20 }

type shortSource struct{ MapSource }

func (s shortSource) Open(ref string) (File, error) {
	f, err := s.MapSource.Open(ref)
	if err != nil {
		return nil, err
	}
	return shortFile{f.(memFile)}, nil
}

func TestFileShrinks(t *testing.T) {
	src := shortSource{MapSource{"f": []byte(strings.Repeat(" ", 100_000) + header)}}
	r := Read(context.Background(), src, "f", Options{})
	if r.Problem == nil || r.SHA256 != "" {
		t.Errorf("%+v", r)
	}
	if _, err := Digest(context.Background(), src, "f"); err == nil || !strings.Contains(err.Error(), "shrank") {
		t.Errorf("%v", err)
	}
}

// TestFormatsAreComplete: whoever adds a format says what it is called and how it is told.
func TestFormatsAreComplete(t *testing.T) {
	names := map[string]bool{}
	for _, f := range Formats() {
		if f.Name == "" || f.Title == "" || f.Detect == nil || f.Read == nil || names[f.Name] {
			t.Errorf("%+v", f)
		}
		names[f.Name] = true
	}
}
