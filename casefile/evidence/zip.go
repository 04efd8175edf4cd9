package evidence

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"github.com/klauspost/compress/zstd"
)

// zipIndex is what matters of an archive's directory. It is read by our own scanner: archive/zip keeps every member in
// memory, and a log can have millions, while we need a handful and a count.
type zipIndex struct {
	file    io.ReaderAt
	size    int64
	base    int64 // bytes before the archive proper
	members map[string]zipMember
	differ  []string // kept members whose name occurs more than once, with different content
	idle    *zstd.Decoder
}

// zipMember is one entry of the directory.
type zipMember struct {
	name         string
	method       uint16
	flags        uint16
	crc          uint32
	packed, size int64
	offset       int64
}

// zipEnd is where the directory lies, as its end record says.
type zipEnd struct {
	entries, size, offset int64
	position              int64 // of the end record itself: the directory ends there
}

const (
	zipLocalHeader   = "PK\x03\x04"
	zipEntryHeader   = "PK\x01\x02"
	zipEndHeader     = "PK\x05\x06"
	zip64EndHeader   = "PK\x06\x06"
	zip64LocatorHead = "PK\x06\x07"
)

func zipFault(format string, args ...any) error {
	return &Problem{Code: CodeUnreadable, Message: "broken archive: " + fmt.Sprintf(format, args...)}
}

// readZipIndex scans the directory. keep is called for every member, in order, and says which to remember; the last of
// several with one name wins, as it does in Inspect.
func readZipIndex(file io.ReaderAt, size int64, l Limits, keep func(zipMember) bool) (*zipIndex, error) {
	end, err := findZipEnd(file, size)
	if err != nil {
		return nil, err
	}
	if end.entries > l.Entries || end.size > l.Directory {
		return nil, &Problem{Code: CodeTooLarge, Message: fmt.Sprintf("the archive's directory has %d members in %d bytes, more than the limit", end.entries, end.size)}
	}
	z := &zipIndex{file: file, size: size, members: map[string]zipMember{}}
	z.base = end.position - end.size - end.offset
	if z.base < 0 || end.size < 0 || end.offset < 0 {
		return nil, zipFault("its directory would lie outside the file")
	}
	return z, z.scan(end, l.Entries, keep)
}

// scan reads the entries of the directory in one pass.
func (z *zipIndex) scan(end zipEnd, limit int64, keep func(zipMember) bool) error {
	r := bufio.NewReaderSize(io.NewSectionReader(z.file, z.base+end.offset, end.size), 64<<10)
	var count int64
	for {
		m, err := readZipEntry(r)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if count++; count > limit {
			return &Problem{Code: CodeTooLarge, Message: fmt.Sprintf("the archive has more than %d members", limit)}
		}
		if keep(m) {
			z.remember(m)
		}
	}
	if count != end.entries {
		return zipFault("its directory holds %d members and claims %d", count, end.entries)
	}
	return nil
}

func (z *zipIndex) remember(m zipMember) {
	if old, ok := z.members[m.name]; ok {
		if len(z.differ) < maxWarnings && (old.crc != m.crc || old.size != m.size) {
			z.differ = append(z.differ, m.name)
		}
	}
	z.members[m.name] = m
}

// findZipEnd looks for the end record, which must end exactly where the file does: bytes behind it are how a file is
// made to look different to two programs.
func findZipEnd(file io.ReaderAt, size int64) (zipEnd, error) {
	const fixed = 22
	tail := make([]byte, min(size, fixed+math.MaxUint16))
	start := size - int64(len(tail))
	if _, err := io.ReadFull(io.NewSectionReader(file, start, int64(len(tail))), tail); err != nil {
		return zipEnd{}, err
	}
	for i := len(tail) - fixed; i >= 0; i-- {
		if string(tail[i:i+4]) != zipEndHeader || i+fixed+int(binary.LittleEndian.Uint16(tail[i+20:])) != len(tail) {
			continue
		}
		return parseZipEnd(file, tail[i:], start+int64(i))
	}
	return zipEnd{}, zipFault("no directory at its end: the file is truncated, or still being written")
}

func parseZipEnd(file io.ReaderAt, b []byte, position int64) (zipEnd, error) {
	le := binary.LittleEndian
	end := zipEnd{
		entries:  int64(le.Uint16(b[10:])),
		size:     int64(le.Uint32(b[12:])),
		offset:   int64(le.Uint32(b[16:])),
		position: position,
	}
	if le.Uint16(b[4:]) != 0 && le.Uint16(b[4:]) != math.MaxUint16 {
		return end, zipFault("it is one volume of several")
	}
	if end.entries == math.MaxUint16 || end.size == math.MaxUint32 || end.offset == math.MaxUint32 {
		return findZip64End(file, end)
	}
	return end, nil
}

// findZip64End follows the locator before the end record. It is looked for only where the end record asks for it: its
// signature also occurs by chance in data.
func findZip64End(file io.ReaderAt, end zipEnd) (zipEnd, error) {
	var locator [20]byte
	if _, err := file.ReadAt(locator[:], max(0, end.position-20)); err != nil || string(locator[:4]) != zip64LocatorHead {
		return end, nil // 65,535 members exactly, perhaps
	}
	position := int64(binary.LittleEndian.Uint64(locator[8:]))
	var b [56]byte
	if position < 0 || position > end.position-20-56 {
		return end, zipFault("its 64-bit end record would lie outside the file")
	}
	if _, err := file.ReadAt(b[:], position); err != nil || string(b[:4]) != zip64EndHeader {
		return end, zipFault("its 64-bit end record is not where it should be")
	}
	end.entries = int64(binary.LittleEndian.Uint64(b[32:]))
	end.size = int64(binary.LittleEndian.Uint64(b[40:]))
	end.offset = int64(binary.LittleEndian.Uint64(b[48:]))
	end.position = position
	if end.entries < 0 || end.size < 0 || end.offset < 0 || end.size > position || end.offset > position {
		return end, zipFault("its 64-bit end record makes no sense")
	}
	return end, nil
}

// readZipEntry reads one entry of the directory; io.EOF after the last.
func readZipEntry(r *bufio.Reader) (zipMember, error) {
	var b [46]byte
	if _, err := io.ReadFull(r, b[:]); err == io.EOF {
		return zipMember{}, io.EOF
	} else if err != nil || string(b[:4]) != zipEntryHeader {
		return zipMember{}, zipFault("its directory is damaged")
	}
	le := binary.LittleEndian
	nameLen, extraLen, commentLen := int(le.Uint16(b[28:])), int(le.Uint16(b[30:])), int(le.Uint16(b[32:]))
	rest := make([]byte, nameLen+extraLen+commentLen)
	if _, err := io.ReadFull(r, rest); err != nil {
		return zipMember{}, zipFault("its directory is damaged")
	}
	m := zipMember{
		name:   string(rest[:nameLen]),
		flags:  le.Uint16(b[8:]),
		method: le.Uint16(b[10:]),
		crc:    le.Uint32(b[16:]),
		packed: int64(le.Uint32(b[20:])),
		size:   int64(le.Uint32(b[24:])),
		offset: int64(le.Uint32(b[42:])),
	}
	return m.extend(rest[nameLen : nameLen+extraLen])
}

// extend takes 64-bit sizes from the extra field of an entry that needs them.
func (m zipMember) extend(extra []byte) (zipMember, error) {
	wide := []*int64{&m.size, &m.packed, &m.offset}
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			break
		}
		field := extra[:n]
		extra = extra[n:]
		if id != 1 {
			continue
		}
		for _, p := range wide {
			if *p == math.MaxUint32 && len(field) >= 8 {
				*p, field = int64(binary.LittleEndian.Uint64(field)), field[8:]
			}
		}
	}
	if m.size < 0 || m.packed < 0 || m.offset < 0 {
		return m, zipFault("member %q has an impossible size", Clean(m.name))
	}
	return m, nil
}

// data finds the packed bytes of a member behind its local header, which must carry the same name as the directory.
func (z *zipIndex) data(m zipMember) (io.Reader, error) {
	var b [30]byte
	at := z.base + m.offset
	if at < 0 || at > z.size-30 {
		return nil, zipFault("member %q would lie outside the file", Clean(m.name))
	}
	if _, err := z.file.ReadAt(b[:], at); err != nil || string(b[:4]) != zipLocalHeader {
		return nil, zipFault("member %q is not where the directory says", Clean(m.name))
	}
	nameLen, extraLen := int64(binary.LittleEndian.Uint16(b[26:])), int64(binary.LittleEndian.Uint16(b[28:]))
	name := make([]byte, nameLen)
	if _, err := z.file.ReadAt(name, at+30); err != nil || !bytes.Equal(name, []byte(m.name)) {
		return nil, zipFault("member %q carries another name in the archive than in its directory", Clean(m.name))
	}
	start := at + 30 + nameLen + extraLen
	if m.packed > z.size-start {
		return nil, zipFault("member %q would lie outside the file", Clean(m.name))
	}
	return io.NewSectionReader(z.file, start, m.packed), nil
}
