package evidence

import (
	"bufio"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/zstd"
)

// Compression methods that Inspect has used: deflate until 0.3.205, zstd since.
const (
	methodStore   = 0
	methodDeflate = 8
	methodZstd    = 93
)

// maxWindow is the most memory that a zstd frame may ask for.
const maxWindow = 128 << 20

// unpack opens a member for reading. No more comes out than the directory claims, and it may not claim more than limit:
// that is where a bomb is defused. The checksum is verified where the reader reaches the end. The caller closes it.
func (z *zipIndex) unpack(m zipMember, limit int64) (io.ReadCloser, error) {
	if m.size > limit {
		return nil, &Problem{Code: CodeTooLarge, Message: fmt.Sprintf("member %q unpacks to more than %d bytes", Clean(m.name), limit)}
	}
	if m.flags&1 != 0 {
		return nil, zipFault("member %q is encrypted", Clean(m.name))
	}
	packed, err := z.data(m)
	if err != nil {
		return nil, err
	}
	plain, release, err := z.decompress(m, packed)
	if err != nil {
		return nil, err
	}
	return &memberReader{member: m, src: plain, release: release}, nil
}

func (z *zipIndex) decompress(m zipMember, packed io.Reader) (io.Reader, func(), error) {
	switch m.method {
	case methodStore:
		return packed, func() {}, nil
	case methodDeflate:
		r := flate.NewReader(bufio.NewReader(packed))
		return r, func() { r.Close() }, nil
	case methodZstd:
		r, err := z.zstd(packed)
		if err != nil {
			return nil, nil, zipFault("member %q: %v", Clean(m.name), err)
		}
		return r, func() { z.idle = r }, nil
	}
	return nil, nil, zipFault("member %q is packed by method %d, which no version of Inspect writes", Clean(m.name), m.method)
}

// zstd makes a decoder, or takes the one that the last member is done with: each has megabytes of its own, and a log
// has thousands of members. With a concurrency of 1 it runs nothing beside the reader, so that nobody needs to close it.
func (z *zipIndex) zstd(packed io.Reader) (*zstd.Decoder, error) {
	if r := z.idle; r != nil {
		z.idle = nil
		return r, r.Reset(packed)
	}
	return zstd.NewReader(packed,
		zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(maxWindow))
}

// memberReader counts and sums what comes out of a member.
type memberReader struct {
	member  zipMember
	src     io.Reader
	release func()
	read    int64
	crc     uint32
}

// Read implements io.Reader.
func (r *memberReader) Read(p []byte) (int, error) {
	n, err := r.src.Read(p)
	r.read += int64(n)
	r.crc = crc32.Update(r.crc, crc32.IEEETable, p[:n])
	switch {
	case r.read > r.member.size:
		return n, zipFault("member %q is longer than its directory says", Clean(r.member.name))
	case errors.Is(err, io.EOF) && (r.read != r.member.size || r.crc != r.member.crc):
		return n, zipFault("member %q is damaged: its checksum or length is wrong", Clean(r.member.name))
	case err != nil && !errors.Is(err, io.EOF):
		return n, zipFault("member %q cannot be unpacked: %v", Clean(r.member.name), err)
	}
	return n, err
}

// Close implements io.Closer.
func (r *memberReader) Close() error {
	r.release()
	return nil
}
