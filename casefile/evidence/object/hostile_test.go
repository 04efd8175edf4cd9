package object

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"safecase/casefile/evidence"
)

// faithful answers as a store does for one object.
func faithful(w http.ResponseWriter, r *http.Request, data []byte) {
	w.Header().Set("ETag", `"e"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// TestHostileStore: whatever a store answers, the end is a clear problem and nothing was read.
func TestHostileStore(t *testing.T) {
	data := sample(t, log)
	var elsewhere atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elsewhere.Add(1)
		faithful(w, r, data)
	}))
	defer other.Close()
	part := func(w http.ResponseWriter, contentRange string, body []byte) {
		w.Header().Set("ETag", `"e"`)
		w.Header().Set("Content-Range", contentRange)
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(http.StatusPartialContent)
		w.Write(body)
	}
	whole := fmt.Sprintf("bytes 0-%d/%d", len(data)-1, len(data))
	for name, c := range map[string]struct {
		head, get http.HandlerFunc // nil is as it should be
		code      evidence.Code
		text      string
	}{
		"no such object":  {head: status(404), code: evidence.CodeMissing, text: "does not exist in the store"},
		"refused":         {head: status(403), code: evidence.CodeStore, text: "refuses access (403"},
		"refused later":   {get: refusal("AccessDenied"), code: evidence.CodeStore, text: "refuses access (403, AccessDenied)"},
		"steers terminal": {get: refusal("\x1b]0;owned\a"), code: evidence.CodeStore, text: "refuses access (403)"},
		"broken store":    {head: status(500), code: evidence.CodeStore, text: "answers with status 500"},
		"redirect": {head: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/evals/a.eval", http.StatusTemporaryRedirect)
		}, code: evidence.CodeStore, text: "redirect (307), which is not followed"},
		"redirect later": {get: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/evals/a.eval", http.StatusFound)
		}, code: evidence.CodeStore, text: "redirect (302)"},
		"no length": {head: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Transfer-Encoding", "chunked")
			w.WriteHeader(200)
		}, code: evidence.CodeStore, text: "does not say how long"},
		"too long": {head: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "9223372036854775807")
			w.WriteHeader(200)
		}, code: evidence.CodeTooLarge, text: "at most"},
		"range ignored": {get: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", strconv.Itoa(len(data)))
			w.Write(data)
		}, code: evidence.CodeStore, text: "ignored which part"},
		"other range": {get: func(w http.ResponseWriter, r *http.Request) {
			part(w, fmt.Sprintf("bytes 1-%d/%d", len(data), len(data)+1), data)
		}, code: evidence.CodeStore, text: "where"},
		"longer than announced": {get: func(w http.ResponseWriter, r *http.Request) {
			part(w, whole, append(bytes.Clone(data), 'x'))
		}, code: evidence.CodeStore, text: "another number of bytes"},
		"exchanged": {get: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"other"`)
			w.Header().Set("Content-Range", whole)
			w.Header().Set("Content-Length", strconv.Itoa(len(data)))
			w.WriteHeader(http.StatusPartialContent)
			w.Write(data)
		}, code: evidence.CodeStore, text: "exchanged"},
		"precondition": {get: status(412), code: evidence.CodeStore, text: "exchanged"},
		"stalls":       {get: stall(whole, len(data), 100), code: evidence.CodeStore, text: "stopped sending after 100 of"},
		"breaks": {get: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Range", r.Header.Get("Range"))
			hijackAfter(w, r, len(data))
		}, code: evidence.CodeStore, text: "connection broke after 0 of"},
		"endless refusal": {get: func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(403)
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<20)); err != nil {
					return
				}
			}
		}, code: evidence.CodeStore, text: "refuses access"},
		"never answers": {head: func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, code: evidence.CodeStore, text: "did not answer in time"},
	} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case r.Method == http.MethodHead && c.head != nil:
					c.head(w, r)
				case r.Method == http.MethodGet && c.get != nil:
					c.get(w, r)
				default:
					faithful(w, r, data)
				}
			}))
			defer s.Close()
			defer s.CloseClientConnections()
			wantProblem(t, read(sourceAt(t, s.URL, Config{}), "s3://evals/a.eval", evidence.Options{}), c.code, c.text)
		})
	}
	if n := elsewhere.Load(); n > 0 {
		t.Errorf("%d requests went to where the store pointed", n)
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
}

func refusal(word string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(403)
		fmt.Fprintf(w, "<Error><Code>%s</Code><Message>no</Message></Error>", word)
	}
}

func stall(contentRange string, size, after int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"e"`)
		w.Header().Set("Content-Range", contentRange)
		w.Header().Set("Content-Length", strconv.Itoa(size))
		w.WriteHeader(http.StatusPartialContent)
		w.Write(make([]byte, after))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}
}

// hijackAfter announces a part and closes the connection.
func hijackAfter(w http.ResponseWriter, r *http.Request, size int) {
	conn, buf, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	fmt.Fprintf(buf, "HTTP/1.1 206 Partial Content\r\nETag: \"e\"\r\nContent-Range: bytes 0-%d/%d\r\nContent-Length: %d\r\n\r\n", size-1, size, size)
	buf.Flush()
}

// TestBrokenTransferIsTakenUp: a connection that breaks costs only what had not arrived.
func TestBrokenTransferIsTakenUp(t *testing.T) {
	data := sample(t, log)
	var gets atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && gets.Add(1) == 1 {
			w.Header().Set("ETag", `"e"`)
			w.Header().Set("Content-Range", fmt.Sprintf("bytes 0-%d/%d", len(data)-1, len(data)))
			w.Header().Set("Content-Length", strconv.Itoa(len(data)))
			w.WriteHeader(http.StatusPartialContent)
			w.Write(data[:1000])
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}
		faithful(w, r, data)
	}))
	defer s.Close()
	s.Config.ErrorLog = nil
	r := read(sourceAt(t, s.URL, Config{}), "s3://evals/a.eval", evidence.Options{})
	if r.Problem != nil || r.SHA256 != digestOf(data) || gets.Load() != 2 {
		t.Errorf("%v, digest %s, %d requests", r.Problem, r.SHA256, gets.Load())
	}
}

// TestExchangedDuringLook: ranges of two versions are never put together.
func TestExchangedDuringLook(t *testing.T) {
	data := sample(t, log)
	var gets atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprint(gets.Load()/2)))
		if r.Method == http.MethodGet {
			gets.Add(1)
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(append(bytes.Clone(data), make([]byte, 1<<20)...)))
	}))
	defer s.Close()
	r := evidence.Look(context.Background(), sourceAt(t, s.URL, Config{}), "s3://evals/a.eval", evidence.Options{})
	if r.Problem == nil {
		t.Errorf("read: %+v", r)
	}
}

// TestLookIsBounded: a store cannot make a look fetch without end.
func TestLookIsBounded(t *testing.T) {
	var sent atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := &spaces{size: 1 << 40, sent: &sent}
		w.Header().Set("ETag", `"e"`)
		http.ServeContent(w, r, "", time.Time{}, body)
	}))
	defer s.Close()
	r := evidence.Look(context.Background(), sourceAt(t, s.URL, Config{}), "s3://evals/a.json", evidence.Options{Limits: evidence.Limits{Look: 8 << 20}})
	if r.Problem == nil || r.Problem.Code != evidence.CodeTooLarge || sent.Load() > 64<<20 {
		t.Errorf("%v after %d bytes", r.Problem, sent.Load())
	}
}

// spaces is a long log whose results never come.
type spaces struct {
	at, size int64
	sent     *atomic.Int64
}

func (s *spaces) Read(p []byte) (int, error) {
	if s.at >= s.size {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = ' '
		if at := s.at + int64(i); at < int64(len(beginning)) {
			p[i] = beginning[at]
		}
	}
	s.at += int64(len(p))
	s.sent.Add(int64(len(p)))
	return len(p), nil
}

func (s *spaces) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekStart:
		s.at = offset
	case io.SeekCurrent:
		s.at += offset
	case io.SeekEnd:
		s.at = s.size + offset
	}
	return s.at, nil
}

const beginning = `{"version": 2, "status": "success", "eval": {"task": "t", "model": "openai/m", "dataset": {}, "config": {}},`

func TestNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	r := read(sourceAt(t, "http://"+address, Config{}), "s3://evals/a.eval", evidence.Options{})
	wantProblem(t, r, evidence.CodeStore, "no connection")
	if strings.Contains(r.Problem.Message, "RequestID") {
		t.Errorf("%q differs from run to run", r.Problem.Message)
	}
}

// TestCancelled: the user need not wait for a store.
func TestCancelled(t *testing.T) {
	s := newServer(t)
	s.put(t, "a.eval", sample(t, log))
	ctx, stop := context.WithCancel(context.Background())
	stop()
	wantProblem(t, evidence.Read(ctx, s.source(t), "s3://evals/a.eval", evidence.Options{}), evidence.CodeCancelled, "stopped")
}

// TestHostileList: a store that lists without end, or what was not asked for, is refused.
func TestHostileList(t *testing.T) {
	for name, page := range map[string]string{
		"no end":         `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken><Contents><Key>runs/a</Key><Size>1</Size></Contents></ListBucketResult>`,
		"elsewhere":      `<ListBucketResult><Contents><Key>private/a</Key><Size>1</Size></Contents></ListBucketResult>`,
		"steps upwards":  `<ListBucketResult><Contents><Key>runs/../a</Key><Size>1</Size></Contents></ListBucketResult>`,
		"no more tokens": `<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>runs/a</Key><Size>1</Size></Contents></ListBucketResult>`,
		"no list":        `<html>`,
	} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, page) }))
			defer s.Close()
			wantProblem(t, read(sourceAt(t, s.URL, Config{}), "s3://evals/runs/", evidence.Options{}), evidence.CodeStore, "")
		})
	}
}

// TestPinNotHonoured: a store that knows no versions must not pass for one that gave the pinned one.
func TestPinNotHonoured(t *testing.T) {
	data := sample(t, log)
	for _, given := range []string{"", "null", "other"} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if given != "" {
				w.Header().Set("X-Amz-Version-Id", given)
			}
			faithful(w, r, data)
		}))
		wantProblem(t, read(sourceAt(t, s.URL, Config{}), "s3://evals/a.eval", evidence.Options{Version: "v1"}), evidence.CodeStore, "pinned version")
		s.Close()
	}
}

// TestStatements: only what a store says of the whole object, over a connection that nobody can change, is a digest.
func TestStatements(t *testing.T) {
	data := sample(t, log)
	sum := sha256.Sum256(data)
	whole := base64.StdEncoding.EncodeToString(sum[:])
	for name, c := range map[string]struct {
		sum, kind, endpoint string
		stated              bool
	}{
		"of the whole":         {sum: whole, kind: "FULL_OBJECT", stated: true},
		"of parts":             {sum: whole, kind: "COMPOSITE"},
		"of parts, counted":    {sum: whole + "-3", kind: "FULL_OBJECT"},
		"of unknown kind":      {sum: whole},
		"too short":            {sum: whole[:20], kind: "FULL_OBJECT"},
		"over an open network": {sum: whole, kind: "FULL_OBJECT", endpoint: "http://minio.example"},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Amz-Version-Id", "v1")
			w.Header().Set("X-Amz-Checksum-Sha256", c.sum)
			if c.kind != "" {
				w.Header().Set("X-Amz-Checksum-Type", c.kind)
			}
			faithful(w, r, data)
		}))
		store, err := newStore(Config{Endpoint: s.URL, Allow: []string{"s3://"}}, impatient)
		if err != nil {
			t.Fatal(err)
		}
		if c.endpoint != "" {
			store.cfg.Endpoint = c.endpoint
		}
		r := read(evidence.WithObjects(evidence.MapSource{}, store), "s3://evals/a.eval", evidence.Options{Version: "v1"})
		if r.Problem != nil || r.DigestStated != c.stated || r.SHA256 != digestOf(data) {
			t.Errorf("%s: %v, stated %t, digest %s", name, r.Problem, r.DigestStated, r.SHA256)
		}
		s.Close()
	}
}
