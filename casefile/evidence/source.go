package evidence

import (
	"errors"
	"fmt"
	"io"
)

// Source says where the bytes of evidence come from: a directory, a git revision, an object store, a test.
//
// A ref is a slash-separated path relative to the root of the evidence. An implementation must confine refs: one that
// would leave the root is refused with a *RefError whose Code is CodeRefusedPath. It must be safe for concurrent use.
type Source interface {
	// Open opens one regular file. A ref that names a directory fails with an error that is ErrDirectory; one that
	// names nothing with an error that is ErrMissing.
	Open(ref string) (File, error)
}

// File is one opened evidence file. It is opened once and both hashed and read through the same handle, so that it
// cannot be swapped between the two.
type File interface {
	io.ReaderAt
	io.Closer
	// Size is the length in bytes when the file was opened.
	Size() int64
}

// Lister is a Source that also knows directories. Evidence that is a directory (a HELM run) can be read only from a
// Source that is a Lister.
type Lister interface {
	Source
	// List returns the regular files below the directory ref, as refs relative to that directory, sorted bytewise.
	// Links and special files below it are an error: a digest that left them out would not cover the directory.
	List(ref string) ([]string, error)
}

// ErrMissing is wrapped by the error of Open when nothing has that name.
var ErrMissing = errors.New("no such file")

// ErrDirectory is wrapped by the error of Open when the ref names a directory.
var ErrDirectory = errors.New("is a directory")

// RefError says why a ref could not be opened. Its text is lower case, complete, and safe to show.
type RefError struct {
	Ref    string // as it was asked for
	Code   Code   // CodeMissing, CodeRefusedPath, CodeNotRegular, CodeRemote, CodeStore, CodeTooLarge or CodeUnreadable
	Reason string // "is a directory", "leaves the evidence root", ...
	Err    error  // cause, or nil
}

// Error implements error.
func (e *RefError) Error() string {
	return fmt.Sprintf("evidence %q %s", Clean(e.Ref), e.Reason)
}

// Unwrap returns the cause, so that errors.Is(err, ErrMissing) works.
func (e *RefError) Unwrap() error { return e.Err }
