package main

import (
	"flag"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"safecase": main,
		"leak":     leak,
	})
}

// TestScripts runs the command line as a user would; the scripts read like a
// manual.
func TestScripts(t *testing.T) {
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("EXAMPLES", examples)
			e.Setenv("ACTION", filepath.Join(filepath.Dir(examples), ".github", "action"))
			e.Setenv("TWO", "cases/a.case.yaml\nnowhere/*.case.yaml") // scripts have no line breaks
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("S3", objectStorage(t, e))
			e.Setenv("AWS_ACCESS_KEY_ID", "AKTEST")
			e.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
			e.Setenv("AWS_REGION", "us-east-1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"store": storeObject},
	})
}

type storeKey struct{}

// objectStorage starts an S3 server for one script: the bucket versioned keeps
// versions, the bucket plain does not.
func objectStorage(t *testing.T, e *testscript.Env) string {
	backend := s3mem.New()
	for _, bucket := range []string{"versioned", "plain"} {
		if err := backend.CreateBucket(bucket); err != nil {
			t.Fatal(err)
		}
	}
	if err := backend.SetVersioningConfiguration("versioned", gofakes3.VersioningConfiguration{Status: gofakes3.VersioningEnabled}); err != nil {
		t.Fatal(err)
	}
	e.Values[storeKey{}] = backend
	handler := gofakes3.New(backend).Server()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead && r.URL.Query().Has("versionId") {
			// The server answers this with the latest version; a request for the bytes it answers well.
			r = r.Clone(r.Context())
			r.Method = http.MethodGet
		}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, r)
		maps.Copy(w.Header(), answer.Header())
		if strings.HasPrefix(r.URL.Path, "/plain") { // the server names versions also where a bucket keeps none
			w.Header().Del("X-Amz-Version-Id")
		}
		w.WriteHeader(answer.Code)
		w.Write(answer.Body.Bytes())
	}))
	e.Defer(server.Close)
	return server.URL
}

// storeObject is the command "store FILE BUCKET/KEY" of scripts.
func storeObject(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: store FILE BUCKET/KEY")
	}
	data := ts.ReadFile(args[0])
	bucket, key, _ := strings.Cut(args[1], "/")
	backend := ts.Value(storeKey{}).(*s3mem.Backend)
	_, err := backend.PutObject(bucket, key, map[string]string{}, strings.NewReader(data), int64(len(data)), nil)
	ts.Check(err)
}
