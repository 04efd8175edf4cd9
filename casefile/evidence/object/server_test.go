package object

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"safecase/casefile/evidence"
)

// server is a real S3 server on the loopback, with what it was asked.
type server struct {
	*httptest.Server
	backend *s3mem.Backend

	mu     sync.Mutex
	asked  []*http.Request
	sent   int64
	states bool // state the sha256 of objects, which this server does not do by itself
}

const bucket = "evals"

func newServer(t testing.TB) *server {
	t.Helper()
	s := &server{backend: s3mem.New()}
	if err := s.backend.CreateBucket(bucket); err != nil {
		t.Fatal(err)
	}
	if err := s.backend.SetVersioningConfiguration(bucket, gofakes3.VersioningConfiguration{Status: gofakes3.VersioningEnabled}); err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewServer(s.watch(gofakes3.New(s.backend).Server()))
	t.Cleanup(s.Close)
	return s
}

// watch notes requests, counts bytes, and adds the digest that a store states where one is asked for it.
func (s *server) watch(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r)
		states := s.states
		s.mu.Unlock()
		if states && r.Header.Get("X-Amz-Checksum-Mode") == "ENABLED" {
			s.state(w, r)
		}
		if r.Method == http.MethodHead && r.URL.Query().Has("versionId") {
			// This server answers such a request with the latest version; to one for the bytes it answers well.
			r = r.Clone(r.Context())
			r.Method = http.MethodGet
		}
		next.ServeHTTP(&countingWriter{w, s}, r)
	})
}

func (s *server) state(w http.ResponseWriter, r *http.Request) {
	_, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	o, err := s.backend.GetObject(bucket, key, nil)
	if v := r.URL.Query().Get("versionId"); v != "" {
		o, err = s.backend.GetObjectVersion(bucket, key, gofakes3.VersionID(v), nil)
	}
	if err != nil {
		return
	}
	defer o.Contents.Close()
	data, _ := io.ReadAll(o.Contents)
	sum := sha256.Sum256(data)
	w.Header().Set("X-Amz-Checksum-Sha256", base64.StdEncoding.EncodeToString(sum[:]))
	w.Header().Set("X-Amz-Checksum-Type", "FULL_OBJECT")
}

type countingWriter struct {
	http.ResponseWriter
	s *server
}

// Write implements io.Writer.
func (w *countingWriter) Write(p []byte) (int, error) {
	w.s.mu.Lock()
	w.s.sent += int64(len(p))
	w.s.mu.Unlock()
	return w.ResponseWriter.Write(p)
}

// put stores an object and returns its version.
func (s *server) put(t testing.TB, key string, data []byte) string {
	t.Helper()
	made, err := s.backend.PutObject(bucket, key, map[string]string{}, bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(made.VersionID)
}

func (s *server) requests() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

func (s *server) source(t testing.TB) evidence.Source {
	t.Helper()
	return sourceAt(t, s.URL, Config{})
}

// impatient keeps the tests short.
var impatient = patience{connect: time.Second, answer: 300 * time.Millisecond, window: 100 * time.Millisecond, backoff: time.Millisecond}

// sourceAt is the source of a user who allowed everything in the store at that address.
func sourceAt(t testing.TB, url string, cfg Config) evidence.Source {
	t.Helper()
	cfg.Endpoint, cfg.KeyID, cfg.Secret = url, "AKTEST", "secret"
	if cfg.Allow == nil {
		cfg.Allow = []string{"s3://"}
	}
	store, err := newStore(cfg, impatient)
	if err != nil {
		t.Fatal(err)
	}
	return evidence.WithObjects(evidence.MapSource{}, store)
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "samples", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const log = "inspect/epochs4_gpqa_gpt-5-mini_limit1_2026-01.eval"

func read(src evidence.Source, ref string, opt evidence.Options) *evidence.Reading {
	return evidence.Read(context.Background(), src, ref, opt)
}

func wantProblem(t *testing.T, r *evidence.Reading, code evidence.Code, text string) {
	t.Helper()
	if r.Problem == nil {
		t.Fatalf("read with %d records, want %s", len(r.Records), code)
	}
	if r.Problem.Code != code || !strings.Contains(r.Problem.Message, text) {
		t.Errorf("problem %s %q, want %s with %q", r.Problem.Code, r.Problem.Message, code, text)
	}
	if len(r.Records) > 0 || r.SHA256 != "" {
		t.Errorf("a problem, and %d records with digest %q", len(r.Records), r.SHA256)
	}
}
