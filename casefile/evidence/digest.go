package evidence

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"slices"
	"strings"
)

// hashBuffer is large enough that the cost of a read call vanishes beside that of hashing.
const hashBuffer = 1 << 20

// Digest returns the sha256 of one file in lower-case hex. For a directory (src must be a Lister) it is DirDigest.
func Digest(ctx context.Context, src Source, ref string) (string, error) {
	in, err := open(ctx, src, ref, Options{}, false)
	if err != nil {
		return "", err
	}
	defer in.close()
	sum, _, err := in.digest()
	return sum, err
}

// DirDigest combines the digests of the files of a directory (relative path -> hex sha256) into one: the sha256 of the
// lines "digest, two spaces, path", sorted by path. It is what golang.org/x/mod's dirhash.Hash1 computes, in hex.
func DirDigest(files map[string]string) (string, error) {
	names := make([]string, 0, len(files))
	for name := range files {
		if strings.ContainsRune(name, '\n') {
			return "", fmt.Errorf("file name %q holds a line end: its directory has no digest", Clean(name))
		}
		names = append(names, name)
	}
	sortBytewise(names)
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%s  %s\n", files[name], name)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func sortBytewise(names []string) { slices.Sort(names) }

// digest hashes what the input was opened on, through the same handles that are parsed.
func (in *Input) digest() (sum string, size int64, err error) {
	if sum := in.stated(); sum != "" {
		return sum, in.Size, nil
	}
	if in.dir == nil {
		sum, err = in.hashFile(in.File, in.Size, 0, in.Size)
		return sum, in.Size, err
	}
	files := map[string]string{}
	for _, name := range in.dir.names {
		part, err := in.hashPart(name, size)
		if err != nil {
			return "", 0, err
		}
		size += part.Size
		files[name] = part.SHA256
	}
	sum, err = DirDigest(files)
	return sum, size, err
}

// hashPart hashes one file of a directory, unless that was done when it was read. before is the size of those before it.
func (in *Input) hashPart(name string, before int64) (Part, error) {
	if part, ok := in.dir.sums[name]; ok {
		return part, nil
	}
	f, done, err := in.dir.borrow(name)
	if err != nil {
		return Part{}, err
	}
	defer done()
	sum, err := in.hashFile(f, f.Size(), before, -1)
	if err == nil {
		in.dir.hashed(name, sum, f.Size())
	}
	return Part{name, sum, f.Size()}, err
}

// hashFile streams one file through sha256. before and total are for the progress report.
func (in *Input) hashFile(f File, size, before, total int64) (string, error) {
	h := sha256.New()
	w := &progressWriter{in: in, hash: h, done: before, total: total}
	n, err := io.CopyBuffer(w, onlyReader{io.NewSectionReader(f, 0, size)}, make([]byte, min(hashBuffer, size+1)))
	if err != nil {
		return "", err
	}
	if n != size {
		return "", fmt.Errorf("the file shrank while it was read: %d of %d bytes were there", n, size)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// onlyReader hides every method but Read, so that io.CopyBuffer uses our buffer.
type onlyReader struct{ io.Reader }

type progressWriter struct {
	in          *Input
	hash        hash.Hash
	done, total int64
}

// Write implements io.Writer.
func (w *progressWriter) Write(p []byte) (int, error) {
	if err := w.in.ctx.Err(); err != nil {
		return 0, err
	}
	w.done += int64(len(p))
	if w.in.Options.Progress != nil {
		w.in.Options.Progress(w.in.Ref, w.done, w.total)
	}
	return w.hash.Write(p)
}

// largestText is the size above which nobody keeps text under git without an attribute that leaves it as it is.
const largestText = 256 << 20

// IsText reports whether git would take bytes that begin like this for text, whose line ends it may turn.
func IsText(head []byte) bool {
	return len(head) > 0 && !bytes.ContainsRune(head[:min(len(head), 8000)], 0)
}

// differsInLineEnds reports whether the file does not have the digest want, and would with its line ends turned from
// CRLF into LF or the other way round: core.autocrlf in git is then the likely cause, and .gitattributes the cure.
func (in *Input) differsInLineEnds(sum, want string) bool {
	if want == "" || want == sum || in.dir != nil || in.Size > largestText || !IsText(in.Head) {
		return false
	}
	for _, w := range []*lineEndWriter{{hash: sha256.New()}, {hash: sha256.New(), crlf: true}} {
		if _, err := io.Copy(w, in.body()); err != nil {
			return false
		}
		w.flush()
		if hex.EncodeToString(w.hash.Sum(nil)) == want {
			return true
		}
	}
	return false
}

// lineEndWriter hashes what it is given with every line end as LF, or as CRLF.
type lineEndWriter struct {
	hash hash.Hash
	crlf bool
	cr   bool // the last chunk ended in CR
}

// Write implements io.Writer.
func (w *lineEndWriter) Write(p []byte) (int, error) {
	n := len(p)
	if w.cr {
		p = append([]byte{'\r'}, p...)
		w.cr = false
	}
	if len(p) > 0 && p[len(p)-1] == '\r' {
		p, w.cr = p[:len(p)-1], true
	}
	p = bytes.ReplaceAll(p, []byte("\r\n"), []byte("\n"))
	if w.crlf {
		p = bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))
	}
	w.hash.Write(p)
	return n, nil
}

func (w *lineEndWriter) flush() {
	if w.cr {
		w.hash.Write([]byte{'\r'})
	}
}

// directory is an opened directory of evidence: its names, and the files that a reader holds open.
type directory struct {
	ctx   context.Context
	src   Source
	ref   string
	names []string
	held  map[string]File
	sums  map[string]Part
	left  int // files that a pattern leaves out
}

func openDirectory(ctx context.Context, src Source, ref string) (*directory, error) {
	names, err := listRef(ctx, src, ref)
	if err != nil {
		return nil, err
	}
	return &directory{ctx: ctx, src: src, ref: ref, names: names, held: map[string]File{}, sums: map[string]Part{}}, nil
}

// isPattern reports whether ref may name several files of a folder: logs/*.eval.
func isPattern(ref string) bool {
	_, err := path.Match(ref, "")
	return err == nil && strings.ContainsAny(ref, "*?[")
}

// openPattern opens the files that a pattern names, as a directory that holds no others. How many others there are is
// said, since whoever writes the pattern chooses.
func openPattern(ctx context.Context, src Source, ref string) (*directory, error) {
	at := strings.LastIndexByte(ref[:strings.IndexAny(ref, "*?[")], '/') + 1
	folder, pattern := ref[:at], ref[at:]
	if !IsObject(ref) {
		folder = path.Clean(folder)
	}
	d, err := openDirectory(ctx, src, folder)
	if err != nil {
		return nil, err
	}
	all := len(d.names)
	d.names = slices.DeleteFunc(d.names, func(name string) bool {
		ok, _ := path.Match(pattern, name)
		return !ok
	})
	if d.left = all - len(d.names); len(d.names) == 0 {
		return nil, &RefError{Ref: ref, Code: CodeMissing, Reason: "names none of the files of its folder", Err: ErrMissing}
	}
	return d, nil
}

// hashed notes the digest of a file.
func (d *directory) hashed(name, sum string, size int64) { d.sums[name] = Part{name, sum, size} }

// parts lists what the digest is made of.
func (d *directory) parts() []Part {
	var out []Part
	for _, name := range d.names {
		out = append(out, d.sums[name])
	}
	return out
}

// open opens one file of the directory, and brings it here where it lies in a store.
func (d *directory) open(name string) (File, error) {
	f, err := openRef(d.ctx, d.src, joinRef(d.ref, name), "")
	if err != nil {
		return nil, err
	}
	return fetchWhole(d.ctx, f, nil)
}

// has reports whether the directory holds the file name.
func (d *directory) has(name string) bool {
	_, ok := slices.BinarySearch(d.names, name)
	return ok
}

// hold opens a file and keeps it open, so that it is hashed through the handle that was parsed.
func (d *directory) hold(name string) (File, error) {
	if f, ok := d.held[name]; ok {
		return f, nil
	}
	f, err := d.open(name)
	if err == nil {
		d.held[name] = f
	}
	return f, err
}

// borrow opens a file for hashing only; done closes it unless a reader holds it.
func (d *directory) borrow(name string) (f File, done func(), err error) {
	if f, ok := d.held[name]; ok {
		return f, func() {}, nil
	}
	f, err = d.open(name)
	if err != nil {
		return nil, nil, err
	}
	return f, func() { f.Close() }, nil
}

func (d *directory) close() error {
	var errs []error
	for _, f := range d.held {
		errs = append(errs, f.Close())
	}
	return errors.Join(errs...)
}
