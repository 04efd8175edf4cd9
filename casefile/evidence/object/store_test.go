package object

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"safecase/casefile/evidence"
)

// TestReadIsAsFromDisk: what an object says, and its digest, are what the same bytes say as a file.
func TestReadIsAsFromDisk(t *testing.T) {
	s := newServer(t)
	for _, name := range []string{log, "inspect/noversion_simpleqa-verified_2026-02.json"} {
		data := sample(t, name)
		version := s.put(t, "runs/"+name, data)
		want := read(evidence.MapSource{"f": data}, "f", evidence.Options{NeedRows: true})
		got := read(s.source(t), "s3://evals/runs/"+name, evidence.Options{NeedRows: true})
		if got.Version != version || got.SHA256 != digestOf(data) || got.DigestStated {
			t.Errorf("%s: version %q, digest %q, stated %t", name, got.Version, got.SHA256, got.DigestStated)
		}
		got.Ref, got.Version = want.Ref, ""
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-file +object):\n%s", name, diff)
		}
	}
}

// TestNothingStaysBehind: no file of an object is left in the folder for temporary files.
func TestNothingStaysBehind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s := newServer(t)
	s.put(t, "a.eval", sample(t, log))
	if r := read(s.source(t), "s3://evals/a.eval", evidence.Options{}); r.Problem != nil {
		t.Fatal(r.Problem)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestLookIsNoDigest: a look reads ranges and gives no digest, so that no claim can rest on it.
func TestLookIsNoDigest(t *testing.T) {
	s := newServer(t)
	s.states = true
	version := s.put(t, "a.eval", sample(t, log))
	for _, v := range []string{"", version} {
		r := evidence.Look(context.Background(), s.source(t), "s3://evals/a.eval", evidence.Options{Version: v})
		if r.Problem != nil || len(r.Records) == 0 || r.SHA256 != "" || r.DigestStated || !r.Has(evidence.WarnNoDigest) {
			t.Errorf("%+v", r)
		}
	}
}

// TestPinnedVersion: the store's word on the digest counts for a pinned version only, and then only ranges are read.
func TestPinnedVersion(t *testing.T) {
	s := newServer(t)
	s.states = true
	data := append(sample(t, log), make([]byte, 0)...)
	old := s.put(t, "a.eval", data)
	s.put(t, "a.eval", []byte("something else"))
	r := read(s.source(t), "s3://evals/a.eval", evidence.Options{Version: old})
	if r.Problem != nil || r.SHA256 != digestOf(data) || !r.DigestStated || r.Version != old || !r.Has(evidence.WarnDigestStated) {
		t.Errorf("%+v", r)
	}
	r = read(s.source(t), "s3://evals/a.eval", evidence.Options{Version: old, DigestOnly: true})
	if r.DigestStated || r.SHA256 != digestOf(data) || len(r.Records) > 0 {
		t.Errorf("asked for the digest alone: stated %t, digest %s", r.DigestStated, r.SHA256)
	}
	r = read(s.source(t), "s3://evals/a.eval", evidence.Options{})
	if r.DigestStated || r.SHA256 != digestOf([]byte("something else")) {
		t.Errorf("the latest version: stated %t, digest %s", r.DigestStated, r.SHA256)
	}
	r = read(s.source(t), "s3://evals/a.eval", evidence.Options{Version: "no-such-version"})
	wantProblem(t, r, evidence.CodeMissing, "does not exist")
}

// TestPinnedWithoutStatement: where the store states no digest, a pinned version is fetched and hashed like any other.
func TestPinnedWithoutStatement(t *testing.T) {
	s := newServer(t)
	data := sample(t, log)
	version := s.put(t, "a.eval", data)
	s.put(t, "a.eval", []byte("something else"))
	r := read(s.source(t), "s3://evals/a.eval", evidence.Options{Version: version})
	if r.Problem != nil || r.DigestStated || r.SHA256 != digestOf(data) {
		t.Errorf("%+v", r)
	}
}

// TestStatementOverOpenWire: what a store says over a connection that anybody can change is no statement.
func TestStatementOverOpenWire(t *testing.T) {
	for endpoint, want := range map[string]bool{
		"": true, "https://minio.example": true, "http://minio.example:9000": false, "http://127.0.0.1:9000": true, "http://localhost:9000": true, "http://10.0.0.7": false,
	} {
		if got := (&Config{Endpoint: endpoint}).trusted(); got != want {
			t.Errorf("%q: %t", endpoint, got)
		}
	}
}

func TestFolder(t *testing.T) {
	s := newServer(t)
	dir := "../testdata/samples/helm"
	src, err := evidence.Dir("../testdata/samples")
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	runs, err := os.ReadDir(dir)
	if err != nil || len(runs) == 0 {
		t.Fatalf("%v %v", runs, err)
	}
	run := runs[slices.IndexFunc(runs, os.DirEntry.IsDir)].Name()
	names, err := src.List("helm/" + run)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		s.put(t, "runs/"+run+"/"+name, sample(t, "helm/"+run+"/"+name))
	}
	want := read(src, "helm/"+run, evidence.Options{})
	got := read(s.source(t), "s3://evals/runs/"+run+"/", evidence.Options{})
	got.Ref = want.Ref
	if diff := cmp.Diff(want, got); diff != "" || want.Problem != nil {
		t.Errorf("%v (-disk +store):\n%s", want.Problem, diff)
	}
	wantProblem(t, read(s.source(t), "s3://evals/nowhere/", evidence.Options{}), evidence.CodeMissing, "holds no objects")
	wantProblem(t, read(s.source(t), "s3://evals/runs/", evidence.Options{Version: "v"}), evidence.CodeRefusedPath, "object_version pins one")
}

// TestAddresses: a case can name no more than a bucket and a key, and only where the user allowed it.
func TestAddresses(t *testing.T) {
	s := newServer(t)
	s.put(t, "public/a.eval", sample(t, log))
	src := sourceAt(t, s.URL, Config{Allow: []string{"s3://evals/public", "s3://other-bucket/"}})
	if r := read(src, "s3://evals/public/a.eval", evidence.Options{}); r.Problem != nil {
		t.Errorf("%v", r.Problem)
	}
	before := len(s.requests())
	for ref, code := range map[string]evidence.Code{
		"s3://evals/private/a.eval":                   evidence.CodeRemote,
		"s3://evals/public-not/a.eval":                evidence.CodeRemote,
		"s3://evals/public/../private/a.eval":         evidence.CodeRefusedPath,
		"s3://evals/public//a.eval":                   evidence.CodeRefusedPath,
		`s3://evals/public/..\a.eval`:                 evidence.CodeRefusedPath,
		"s3://evals/public/a\x1b[31m.eval":            evidence.CodeRefusedPath,
		"s3://evals/public/a\nb":                      evidence.CodeRefusedPath,
		"s3://evals":                                  evidence.CodeRefusedPath,
		"s3://":                                       evidence.CodeRefusedPath,
		"s3:///a.eval":                                evidence.CodeRefusedPath,
		"s3://127.0.0.1:80/a.eval":                    evidence.CodeRefusedPath,
		"s3://arn:aws:s3:us-west-2:1:accesspoint/x/a": evidence.CodeRefusedPath,
		"s3://user@evals/a.eval":                      evidence.CodeRefusedPath,
		"s3://ev..als/a.eval":                         evidence.CodeRefusedPath,
		"s3://evals/" + strings.Repeat("a", 1025):     evidence.CodeRefusedPath,
		"https://evals.s3.amazonaws.com/a.eval":       evidence.CodeRefusedPath,
		"S3://evals/public/a.eval":                    evidence.CodeRefusedPath,
		"file:///etc/passwd":                          evidence.CodeRefusedPath,
	} {
		wantProblem(t, read(src, ref, evidence.Options{}), code, "")
	}
	if n := len(s.requests()) - before; n > 0 {
		t.Errorf("%d requests were made for addresses that are refused", n)
	}
}

// TestWithoutStore: a source of files reads no object, whatever file has such a name, and says why.
func TestWithoutStore(t *testing.T) {
	src := evidence.MapSource{"s3:/evals/a.eval": sample(t, log), "a.eval": sample(t, log)}
	r := read(src, "s3://evals/a.eval", evidence.Options{})
	wantProblem(t, r, evidence.CodeRemote, "object storage")
	if !strings.Contains(r.Problem.Hint, "--remote") {
		t.Errorf("hint %q", r.Problem.Hint)
	}
	wantProblem(t, read(src, "a.eval", evidence.Options{Version: "v1"}), evidence.CodeRefusedPath, "object_version")
}

// TestSigned: requests carry the key of the user, and no header that Google rewrites is signed.
func TestSigned(t *testing.T) {
	s := newServer(t)
	s.put(t, "a.eval", sample(t, log))
	read(s.source(t), "s3://evals/a.eval", evidence.Options{})
	for _, r := range s.requests() {
		auth := r.Header.Get("Authorization")
		if !strings.Contains(auth, "AKTEST/") || strings.Contains(auth, "accept-encoding") {
			t.Errorf("%s %s: authorization %q", r.Method, r.URL, auth)
		}
		if r.Method != "GET" && r.Method != "HEAD" {
			t.Errorf("%s %s writes to the store", r.Method, r.URL)
		}
	}
	store, err := New(Config{Endpoint: s.URL, Allow: []string{"s3://evals"}})
	if err != nil {
		t.Fatal(err)
	}
	before := len(s.requests())
	if r := read(evidence.WithObjects(evidence.MapSource{}, store), "s3://evals/a.eval", evidence.Options{}); r.Problem != nil {
		t.Errorf("without a key: %v", r.Problem)
	}
	for _, r := range s.requests()[before:] {
		if auth := r.Header.Get("Authorization"); auth != "" {
			t.Errorf("without a key, authorization is %q", auth)
		}
	}
}

func TestConfig(t *testing.T) {
	env := map[string]string{
		"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token", "AWS_REGION": "eu-west-2", "AWS_DEFAULT_REGION": "x",
		"AWS_ENDPOINT_URL": "https://all.example", "AWS_ENDPOINT_URL_S3": "https://s3.example",
	}
	want := Config{Endpoint: "https://s3.example", Region: "eu-west-2", KeyID: "id", Secret: "secret", Token: "token"}
	if diff := cmp.Diff(want, FromEnv(func(k string) string { return env[k] })); diff != "" {
		t.Error(diff)
	}
	for text, cfg := range map[string]Config{
		"belong together":       {KeyID: "id"},
		"no address: write it":  {Endpoint: "s3.example:9000"},
		"no address: write":     {Endpoint: "ftp://s3.example"},
		"more than an address":  {Endpoint: "https://id:secret@s3.example"},
		"no address of objects": {Allow: []string{"evals/public"}},
		"write s3://bucket":     {Allow: []string{"s3://Evals_"}},
	} {
		if _, err := New(cfg); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%+v: %v, want %q", cfg, err, text)
		}
	}
}

func TestWalk(t *testing.T) {
	s := newServer(t)
	for _, key := range []string{"public/b.eval", "public/a/", "public/a/x.json", "private/y.eval"} {
		s.put(t, key, []byte(strings.Repeat("x", strings.Count(key, "e"))))
	}
	store, err := New(Config{Endpoint: s.URL, KeyID: "id", Secret: "secret", Allow: []string{"s3://", "s3://evals/public"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []evidence.Entry
	err = store.Walk(context.Background(), func(e evidence.Entry) error { got = append(got, e); return nil })
	want := []evidence.Entry{{Ref: "s3://evals/public/a/x.json"}, {Ref: "s3://evals/public/b.eval", Size: 1}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}
