package evidence

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// DirSource reads evidence from a directory tree of the file system and never from outside it: links are followed only
// while they stay inside, and only regular files are opened.
type DirSource struct {
	root *os.Root
}

// Dir opens the directory root as a Source. The caller closes it.
func Dir(root string) (*DirSource, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	return &DirSource{root: r}, nil
}

// Close releases the directory. Files that are still open stay usable.
func (d *DirSource) Close() error { return d.root.Close() }

// Open implements Source. Devices, FIFOs and sockets are refused without being opened for good: opening a FIFO would
// wait for a writer.
func (d *DirSource) Open(ref string) (File, error) {
	name, err := localName(ref)
	if err != nil {
		return nil, err
	}
	if info, err := d.root.Stat(name); err != nil {
		return nil, refError(ref, err)
	} else if err := regular(ref, info.Mode()); err != nil {
		return nil, err
	}
	f, err := d.root.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, refError(ref, err)
	}
	info, err := f.Stat()
	if err == nil {
		err = regular(ref, info.Mode())
	} else {
		err = refError(ref, err)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &dirFile{File: f, size: info.Size(), modified: info.ModTime()}, nil
}

// List implements Lister.
func (d *DirSource) List(ref string) ([]string, error) {
	name, err := localName(ref)
	if err != nil {
		return nil, err
	}
	info, err := d.root.Stat(name)
	if err != nil {
		return nil, refError(ref, err)
	}
	if !info.IsDir() {
		return nil, &RefError{Ref: ref, Code: CodeNotRegular, Reason: "is not a directory"}
	}
	sub, err := d.root.OpenRoot(name)
	if err != nil {
		return nil, refError(ref, err)
	}
	defer sub.Close()
	return listFiles(ref, sub.FS())
}

func listFiles(ref string, tree fs.FS) ([]string, error) {
	var refs []string
	err := fs.WalkDir(tree, ".", func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return refError(path.Join(ref, p), err)
		case e.IsDir():
			return nil
		case !e.Type().IsRegular():
			return regular(path.Join(ref, p), e.Type())
		case len(refs) >= maxListed:
			return &RefError{Ref: ref, Code: CodeTooLarge, Reason: "holds more than 100,000 files"}
		}
		refs = append(refs, p)
		return nil
	})
	sortBytewise(refs)
	return refs, err
}

// maxListed caps how many files one directory of evidence may hold.
const maxListed = 100_000

// Entry is one thing that Walk found.
type Entry struct {
	Ref       string
	Size      int64 // bytes; 0 for a directory
	Directory bool  // a directory that may be evidence as a whole: it holds a run_spec.json, or several .eval files
}

// Walk calls fn for every file below the root that may be evidence, in the order of their names, until fn or the
// context says stop. Hidden files and directories are passed over. What a file is, only its content tells: use Look.
func (d *DirSource) Walk(ctx context.Context, fn func(Entry) error) error {
	tree := d.root.FS()
	return fs.WalkDir(tree, ".", func(p string, e fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return skipUnreadable(p, err)
		}
		if strings.HasPrefix(e.Name(), ".") && p != "." {
			return skipHidden(e)
		}
		entry, ok := d.entry(tree, p, e)
		if !ok {
			return nil
		}
		return fn(entry)
	})
}

// skipUnreadable passes over what may not be listed, except the root itself.
func skipUnreadable(p string, err error) error {
	if p == "." {
		return err
	}
	return nil
}

func skipHidden(e fs.DirEntry) error {
	if e.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// entry describes p if it may be evidence; links count when what they lead to is a regular file inside the root.
func (d *DirSource) entry(tree fs.FS, p string, e fs.DirEntry) (Entry, bool) {
	if e.IsDir() {
		return Entry{Ref: p, Directory: true}, p != "." && mayBeEvidence(tree, p)
	}
	info, err := d.root.Stat(filepath.FromSlash(p))
	if err != nil || !info.Mode().IsRegular() {
		return Entry{}, false
	}
	return Entry{Ref: p, Size: info.Size()}, true
}

// mayBeEvidence reports whether a folder is worth a look as a whole. That it is, only its files tell.
func mayBeEvidence(tree fs.FS, folder string) bool {
	if info, err := fs.Stat(tree, path.Join(folder, helmRunSpec)); err == nil && info.Mode().IsRegular() {
		return true
	}
	logs, err := fs.Glob(tree, path.Join(strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, `\`, `\\`).Replace(folder), "*.eval"))
	return err == nil && len(logs) > 1
}

// localName turns a ref into a name below the root, or refuses it.
func localName(ref string) (string, error) {
	switch {
	case ref == "":
		return "", &RefError{Ref: ref, Code: CodeRefusedPath, Reason: "is empty: name a file"}
	case strings.ContainsRune(ref, 0):
		return "", &RefError{Ref: ref, Code: CodeRefusedPath, Reason: "contains a NUL byte"}
	case strings.Contains(ref, "://"):
		return "", &RefError{Ref: ref, Code: CodeRefusedPath, Reason: "is an address, not a path: of addresses only those that begin with " + objectScheme + " can be read"}
	case path.IsAbs(ref) || filepath.IsAbs(ref):
		return "", &RefError{Ref: ref, Code: CodeRefusedPath, Reason: "is absolute: write it relative to the evidence root"}
	}
	name := filepath.FromSlash(path.Clean(ref))
	if !filepath.IsLocal(name) {
		return "", &RefError{Ref: ref, Code: CodeRefusedPath, Reason: "leaves the evidence root"}
	}
	return name, nil
}

// regular refuses everything but a regular file, and says what was found.
func regular(ref string, mode fs.FileMode) error {
	switch {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return &RefError{Ref: ref, Code: CodeNotRegular, Reason: "is a directory", Err: ErrDirectory}
	}
	kind := "special file"
	for _, k := range []struct {
		bit  fs.FileMode
		name string
	}{{fs.ModeNamedPipe, "FIFO"}, {fs.ModeSocket, "socket"}, {fs.ModeDevice, "device"}, {fs.ModeSymlink, "link"}} {
		if mode&k.bit != 0 {
			kind = k.name
			break
		}
	}
	return &RefError{Ref: ref, Code: CodeNotRegular, Reason: "is a " + kind + ", not a regular file"}
}

// refError puts an error of the file system into our words. The name it carries is dropped: it may be a machine path.
func refError(ref string, err error) error {
	var known *RefError
	if errors.As(err, &known) {
		return err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return &RefError{Ref: ref, Code: CodeMissing, Reason: "does not exist", Err: ErrMissing}
	}
	if errors.Is(err, fs.ErrPermission) {
		return &RefError{Ref: ref, Code: CodeUnreadable, Reason: "may not be read: permission denied", Err: err}
	}
	var pe *fs.PathError
	reason := err.Error()
	if errors.As(err, &pe) {
		reason = pe.Err.Error()
	}
	if strings.Contains(reason, "escapes") {
		return &RefError{Ref: ref, Code: CodeRefusedPath, Reason: "leaves the evidence root through a link", Err: err}
	}
	return &RefError{Ref: ref, Code: CodeUnreadable, Reason: "could not be opened: " + Clean(reason), Err: err}
}

// dirFile remembers what the file was when it was opened, so that a change while it is read is noticed.
type dirFile struct {
	*os.File
	size     int64
	modified time.Time
}

// Size implements File.
func (f *dirFile) Size() int64 { return f.size }

// unchanged reports whether size and time of modification are still what they were. It is no proof, only a net for
// files that a run is still writing.
func (f *dirFile) unchanged() bool {
	info, err := f.Stat()
	return err == nil && info.Size() == f.size && info.ModTime().Equal(f.modified)
}
