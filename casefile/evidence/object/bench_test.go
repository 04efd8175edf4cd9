package object

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"safecase/casefile/evidence"
)

// holes writes a file and leaves a hole wherever a whole buffer is empty.
type holes struct {
	*os.File
	zero []byte
}

// Write implements io.Writer.
func (h *holes) Write(p []byte) (int, error) {
	if len(p) == len(h.zero) && bytes.Equal(p, h.zero) {
		_, err := h.Seek(int64(len(p)), io.SeekCurrent)
		return len(p), err
	}
	return h.File.Write(p)
}

const header = `{"version": 2, "status": "success", "eval": {"task": "t", "model": "openai/m", "created": "2026-01-01T00:00:00Z", "dataset": {"samples": 4}, "config": {}},
	"results": {"total_samples": 4, "completed_samples": 4, "scores": [{"name": "s", "scorer": "s", "scored_samples": 4, "metrics": {"accuracy": {"name": "accuracy", "value": 0.5}}}]}}`

// largeLog is a .eval of 2 GiB with 10,000 samples that hold nothing.
func largeLog(b *testing.B) *os.File {
	b.Helper()
	f, err := os.Create(b.TempDir() + "/large.eval")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	const samples = 10_000
	body := make([]byte, (2<<30)/samples)
	z := zip.NewWriter(&holes{f, body})
	for i := range samples {
		w, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprintf("samples/%d_epoch_1.json", i), CompressedSize64: uint64(len(body)), UncompressedSize64: uint64(len(body))})
		if err != nil {
			b.Fatal(err)
		}
		z.Flush() // the header first, so that the body goes through as a whole
		if _, err := w.Write(body); err != nil {
			b.Fatal(err)
		}
	}
	w, err := z.CreateRaw(&zip.FileHeader{Name: "header.json", CRC32: crc32.ChecksumIEEE([]byte(header)), CompressedSize64: uint64(len(header)), UncompressedSize64: uint64(len(header))})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.WriteString(w, header); err != nil {
		b.Fatal(err)
	}
	if err := z.Close(); err != nil {
		b.Fatal(err)
	}
	return f
}

// BenchmarkLook looks at a log of 2 GiB in a store on the loopback. Reported: time, bytes that the store sent, requests,
// and the most memory that was in use.
func BenchmarkLook(b *testing.B) {
	f := largeLog(b)
	var sent, requests atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		w.Header().Set("ETag", `"e"`)
		info, _ := f.Stat()
		http.ServeContent(&counted{w, &sent}, r, "", time.Time{}, io.NewSectionReader(f, 0, info.Size()))
	}))
	defer s.Close()
	src := sourceAt(b, s.URL, Config{})
	var most uint64
	b.ReportAllocs()
	for b.Loop() {
		r := evidence.Look(context.Background(), src, "s3://evals/large.eval", evidence.Options{})
		if r.Problem != nil || len(r.Records) != 1 {
			b.Fatalf("%+v", r)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse)
	}
	b.ReportMetric(float64(sent.Load())/float64(b.N), "B-fetched/op")
	b.ReportMetric(float64(requests.Load())/float64(b.N), "requests/op")
	b.ReportMetric(float64(most)/(1<<20), "MiB-heap")
}

type counted struct {
	http.ResponseWriter
	n *atomic.Int64
}

// Write implements io.Writer.
func (c *counted) Write(p []byte) (int, error) {
	c.n.Add(int64(len(p)))
	return c.ResponseWriter.Write(p)
}
