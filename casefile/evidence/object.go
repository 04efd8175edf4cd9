package evidence

import (
	"context"
	"path"
	"strings"
)

// objectScheme begins the ref of evidence that lies in object storage: s3://bucket/key.
const objectScheme = "s3://"

// IsObject reports whether ref names an object in a store rather than a file below the root of the evidence.
func IsObject(ref string) bool { return strings.HasPrefix(ref, objectScheme) }

// ObjectSource is a Source of objects in a store. It knows which version of an object is meant, and a look at a large
// object costs only the ranges that are read.
type ObjectSource interface {
	// OpenObject opens an object. version pins one of several that the store keeps; "" means the latest. A pin that the
	// store does not honour is an error. ctx bounds every later read of what is returned.
	OpenObject(ctx context.Context, ref, version string) (Object, error)
	// ListObjects is what List is for directories: the keys below a ref that ends in a slash, relative to it, sorted.
	ListObjects(ctx context.Context, ref string) ([]string, error)
}

// Object is a File that lies in a store. Its bytes are read in ranges, all of one and the same version: that the object
// was exchanged meanwhile is an error.
type Object interface {
	File
	// Version names the version that was opened; "" where the store keeps none.
	Version() string
	// Stated is the sha256 of the whole object in lower-case hex, where a version was pinned and the store states its
	// digest in a way that can be relied on; else "".
	Stated() string
	// Fetch brings all bytes here. The File reads none from the store any more, so that it can be hashed and parsed
	// without trusting that the store gives the same bytes twice. progress may be nil.
	Fetch(ctx context.Context, progress func(done, total int64)) (File, error)
}

// WithObjects is local for files and objects for refs into a store.
func WithObjects(local Source, objects ObjectSource) Source {
	return &withObjects{local, objects}
}

type withObjects struct {
	Source
	objects ObjectSource
}

// Open implements Source.
func (w *withObjects) Open(ref string) (File, error) {
	return w.openRef(context.Background(), ref, "")
}

// List implements Lister as far as the source of files does.
func (w *withObjects) List(ref string) ([]string, error) {
	return w.list(context.Background(), ref)
}

func (w *withObjects) list(ctx context.Context, ref string) ([]string, error) {
	if IsObject(ref) {
		return w.objects.ListObjects(ctx, ref)
	}
	return listRef(ctx, w.Source, ref)
}

// listRef lists a directory in whatever way src can.
func listRef(ctx context.Context, src Source, ref string) ([]string, error) {
	switch s := src.(type) {
	case *withObjects:
		return s.list(ctx, ref)
	case Lister:
		return s.List(ref)
	}
	return nil, &RefError{Ref: ref, Code: CodeNotRegular, Reason: "is a directory, and this source cannot list directories", Err: ErrDirectory}
}

func (w *withObjects) openRef(ctx context.Context, ref, version string) (File, error) {
	switch {
	case !IsObject(ref):
		return openLocal(w.Source, ref, version)
	case strings.HasSuffix(ref, "/") && version == "":
		return nil, &RefError{Ref: ref, Code: CodeNotRegular, Reason: "is a directory", Err: ErrDirectory}
	case strings.HasSuffix(ref, "/"):
		return nil, &RefError{Ref: ref, Code: CodeRefusedPath, Reason: "names many objects, and object_version pins one: name the object"}
	}
	o, err := w.objects.OpenObject(ctx, ref, version)
	if err != nil {
		return nil, err
	}
	return o, nil
}

// openRef opens ref in whatever way src can: only a source made by WithObjects reads from a store.
func openRef(ctx context.Context, src Source, ref, version string) (File, error) {
	if w, ok := src.(*withObjects); ok {
		return w.openRef(ctx, ref, version)
	}
	return openLocal(src, ref, version)
}

// openLocal opens a file. A ref into a store must not reach a source of files, for which it would be the path of some
// other file; and a pin that nothing honours must not look as if it did.
func openLocal(src Source, ref, version string) (File, error) {
	switch {
	case IsObject(ref):
		return nil, &RefError{Ref: ref, Code: CodeRemote, Reason: "lies in object storage, which was not asked"}
	case version != "":
		return nil, &RefError{Ref: ref, Code: CodeRefusedPath, Reason: "is a file, and object_version pins objects in a store: remove it"}
	}
	return src.Open(ref)
}

// joinRef appends a name to the ref of a directory.
func joinRef(ref, name string) string {
	if IsObject(ref) {
		return strings.TrimSuffix(ref, "/") + "/" + name
	}
	return path.Join(ref, name)
}

// fetchWhole brings an object here unless the store vouches for the pinned version; any other file stays as it is.
func fetchWhole(ctx context.Context, f File, progress func(done, total int64)) (File, error) {
	o, ok := f.(Object)
	if !ok || o.Stated() != "" {
		return f, nil
	}
	return fetch(ctx, o, progress)
}

func fetch(ctx context.Context, o Object, progress func(done, total int64)) (File, error) {
	defer o.Close()
	here, err := o.Fetch(ctx, progress)
	if err != nil {
		return nil, err
	}
	return here, nil
}

// near makes the bytes of an opened file available for hashing and parsing alike. A look, and a version for which the
// store vouches, is read where it lies.
func (in *Input) near(f File) (File, error) {
	o, ok := f.(Object)
	if !ok {
		return f, nil
	}
	in.object = o
	if in.Shallow {
		return &lookedFile{o, in.Options.Limits.Look}, nil
	}
	progress := func(done, total int64) {
		if in.Options.Progress != nil {
			in.Options.Progress(in.Ref, done, total)
		}
	}
	if in.Options.DigestOnly { // whoever asks for the digest alone wants to know it, not to be told
		return fetch(in.ctx, o, progress)
	}
	return fetchWhole(in.ctx, o, progress)
}

// note says of which version a reading is, and on whose word its digest rests.
func (in *Input) note(r *Reading) {
	if in.object == nil {
		return
	}
	r.Version = in.object.Version()
	if r.DigestStated = in.stated() != ""; r.DigestStated {
		r.warn(WarnDigestStated, "the digest is what the store states for the pinned version %s: the bytes were not hashed here", Clean(r.Version))
	}
}

// stated is the digest that need not be computed; "" where it must be.
func (in *Input) stated() string {
	if in.object == nil || in.Shallow || in.Options.DigestOnly {
		return ""
	}
	return in.object.Stated()
}

// lookedFile bounds what a look may cost.
type lookedFile struct {
	File
	left int64
}

// ReadAt implements io.ReaderAt.
func (f *lookedFile) ReadAt(p []byte, off int64) (int, error) {
	if f.left -= int64(len(p)); f.left < 0 {
		return 0, &Problem{Code: CodeTooLarge, Message: "looking at it would fetch too much of it: read it as a whole"}
	}
	return f.File.ReadAt(p, off)
}
