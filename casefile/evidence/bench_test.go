package evidence

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// sparseLog makes a .eval of about size bytes whose samples are a hole in the file, so that it costs no disk. It is
// written by hand: archive/zip cannot leave holes.
func sparseLog(b *testing.B, size int64) *DirSource {
	b.Helper()
	dir := b.TempDir()
	f, err := os.Create(filepath.Join(dir, "large.eval"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	const members = 10_000
	var directory bytes.Buffer
	at := int64(0)
	add := func(name string, body []byte, length int64) {
		local, entry := zipHeaders(name, body, length, at)
		f.WriteAt(append(local, body...), at)
		at += int64(len(local)) + length
		directory.Write(entry)
	}
	for i := range members {
		add(fmt.Sprintf("samples/%d_epoch_1.json", i), nil, size/members)
	}
	add(memberHeader, []byte(header), int64(len(header)))
	f.WriteAt(append(directory.Bytes(), zipEndRecord(members+1, directory.Len(), at)...), at)
	src, err := Dir(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { src.Close() })
	return src
}

// zipHeaders are the local header and the directory entry of a stored member.
func zipHeaders(name string, body []byte, length, at int64) (local, entry []byte) {
	le := binary.LittleEndian
	local = append([]byte(zipLocalHeader), make([]byte, 26)...)
	entry = append([]byte(zipEntryHeader), make([]byte, 42)...)
	for offset, b := range map[int][]byte{0: local, 2: entry} {
		le.PutUint32(b[14+offset:], crc32.ChecksumIEEE(body))
		le.PutUint32(b[18+offset:], uint32(length))
		le.PutUint32(b[22+offset:], uint32(length))
		le.PutUint16(b[26+offset:], uint16(len(name)))
	}
	le.PutUint32(entry[42:], uint32(at))
	return append(local, name...), append(entry, name...)
}

func zipEndRecord(members, size int, at int64) []byte {
	le := binary.LittleEndian
	end := append([]byte(zipEndHeader), make([]byte, 18)...)
	le.PutUint16(end[8:], uint16(members))
	le.PutUint16(end[10:], uint16(members))
	le.PutUint32(end[12:], uint32(size))
	le.PutUint32(end[16:], uint32(at))
	return end
}

// BenchmarkLook reads header and metrics of a 2 GB log. Reported: time, and the most memory that was in use.
func BenchmarkLook(b *testing.B) {
	src := sparseLog(b, 2<<30)
	b.ReportAllocs()
	var most uint64
	for b.Loop() {
		r := Look(context.Background(), src, "large.eval", Options{})
		if r.Problem != nil || len(r.Records) != 1 {
			b.Fatalf("%+v", r)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse)
	}
	b.ReportMetric(float64(most)/(1<<20), "MiB-heap")
}

// BenchmarkDigest hashes 1 GiB; BenchmarkSHA256Sum does the same with the program that everybody has.
func BenchmarkDigest(b *testing.B) {
	src, size := largeFile(b)
	b.SetBytes(size)
	for b.Loop() {
		if _, err := Digest(context.Background(), src, "large"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSHA256Sum(b *testing.B) {
	program, err := exec.LookPath("sha256sum")
	if err != nil {
		b.Skip("sha256sum is not installed")
	}
	src, size := largeFile(b)
	b.SetBytes(size)
	for b.Loop() {
		if err := exec.Command(program, filepath.Join(src.root.Name(), "large")).Run(); err != nil {
			b.Fatal(err)
		}
	}
}

// largeFile is 1 GiB that is not a hole, so that both read the same from the page cache.
func largeFile(b *testing.B) (*DirSource, int64) {
	b.Helper()
	dir := b.TempDir()
	f, err := os.Create(filepath.Join(dir, "large"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	block := bytes.Repeat([]byte("evidence"), 1<<17)
	const blocks = 1 << 10
	for range blocks {
		if _, err := f.Write(block); err != nil {
			b.Fatal(err)
		}
	}
	src, err := Dir(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { src.Close() })
	return src, int64(len(block)) * blocks
}

// BenchmarkReadRows reads JSONL of 256 MiB through a selector, hashing it at the same time.
func BenchmarkReadRows(b *testing.B) {
	row := []byte(`{"id": "task-000001", "alias": "o1", "score": 1, "transcript": "` + string(bytes.Repeat([]byte("text "), 800)) + `"}` + "\n")
	data := bytes.Repeat(row, (256<<20)/len(row))
	src := MapSource{"rows": data}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r := Read(context.Background(), src, "rows", Options{Select: &Select{Value: "mean(score)"}})
		if r.Problem != nil {
			b.Fatal(r.Problem)
		}
	}
}

// BenchmarkReadInspectJSON reads a JSON log of 256 MiB to its end, hashing it at the same time.
func BenchmarkReadInspectJSON(b *testing.B) {
	sample := []byte(`{"id": 1, "epoch": 1, "messages": ["` + string(bytes.Repeat([]byte("text "), 2000)) + `"], "scores": {"s": {"value": "C"}}},` + "\n")
	var buf bytes.Buffer
	buf.WriteString(header[:len(header)-1] + `, "samples": [`)
	for buf.Len() < 256<<20 {
		buf.Write(sample)
	}
	buf.WriteString(`{"id": 1, "epoch": 1}]}`)
	src := MapSource{"log": buf.Bytes()}
	b.SetBytes(int64(buf.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if r := Read(context.Background(), src, "log", Options{}); r.Problem != nil {
			b.Fatal(r.Problem)
		}
	}
}

// BenchmarkReadSamples reads a log of 2,000 samples of 256 KiB: the model that answered stands in each of them.
func BenchmarkReadSamples(b *testing.B) {
	for name, method := range map[string]uint16{"deflate": methodDeflate, "zstd": methodZstd} {
		b.Run(name, func(b *testing.B) {
			body := `{"messages": ["` + string(bytes.Repeat([]byte("Some words that a model said, and \\\"others\\\". "), 5400)) + `"], "output": {"model": "m", "choices": []}}`
			parts := []part{{name: memberHeader, text: header}}
			for i := range 2000 {
				parts = append(parts, part{name: fmt.Sprintf("samples/%d_epoch_1.json", i), method: method, text: body})
			}
			src := MapSource{"log.eval": archive(b, parts...)}
			b.SetBytes(int64(2000 * len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if r := Read(context.Background(), src, "log.eval", Options{}); len(r.Served) != 1 {
					b.Fatalf("%+v", r)
				}
			}
		})
	}
}
