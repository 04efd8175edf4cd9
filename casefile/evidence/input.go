package evidence

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// headSize is how much of a file detection looks at first.
const headSize = 64 << 10

// Input is one opened file, or directory, on its way through detection and a reader.
type Input struct {
	Ref     string
	File    File   // nil for a directory
	Size    int64  // of File
	Head    []byte // the first bytes of File, without a UTF-8 BOM
	Options Options
	Shallow bool // asked by Look: header and metrics only

	ctx     context.Context
	parse   func(*Input, *Reading) // reads a file of a folder by the reader of its own format
	dir     *directory             // nil for a file
	object  Object                 // what File was fetched from, or reads from; nil for a file
	outline *outline               // made on demand
	zip     *inspectArchive        // made on demand
	zipErr  error
}

// open opens ref once, for hashing and parsing alike. shallow is for a look.
func open(ctx context.Context, src Source, ref string, opt Options, shallow bool) (*Input, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	in := &Input{Ref: ref, Options: opt, ctx: ctx, Shallow: shallow, parse: parse}
	in.Options.Limits = opt.Limits.withDefaults()
	f, err := openRef(ctx, src, ref, opt.Version)
	switch {
	case opt.Version != "":
	case errors.Is(err, ErrDirectory):
		in.dir, err = openDirectory(ctx, src, ref)
		return in, err
	case errors.Is(err, ErrMissing) && isPattern(ref):
		in.dir, err = openPattern(ctx, src, ref)
		return in, err
	}
	if err != nil {
		return nil, err
	}
	if f, err = in.near(f); err != nil {
		return nil, err
	}
	in.File, in.Size = f, f.Size()
	if err := in.readHead(); err != nil {
		f.Close()
		return nil, err
	}
	return in, nil
}

func (in *Input) readHead() error {
	head := make([]byte, min(headSize, in.Size))
	if _, err := io.ReadFull(io.NewSectionReader(in.File, 0, in.Size), head); err != nil {
		return fmt.Errorf("the first bytes could not be read: %w", err)
	}
	in.Head = bytes.TrimPrefix(head, []byte(byteOrderMark))
	return nil
}

const byteOrderMark = "\ufeff"

func (in *Input) close() {
	if in.dir != nil {
		in.dir.close()
		return
	}
	in.File.Close()
}

// body is the whole file from its start, with the context's end as an error.
func (in *Input) body() io.Reader {
	return contextReader{in.ctx, io.NewSectionReader(in.File, 0, in.Size)}
}

// contextReader ends a long read when the caller has lost interest.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

// Read implements io.Reader.
func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// withDefaults fills the limits that the caller left open.
func (l Limits) withDefaults() Limits {
	set(&l.Depth, 200)
	set(&l.Line, 64<<20)
	set(&l.Header, 64<<20)
	set(&l.Summaries, 256<<20)
	set(&l.Sample, 256<<20)
	set(&l.Samples, 4<<30)
	set(&l.Entries, 2_000_000)
	set(&l.Directory, 256<<20)
	set(&l.Document, 1<<30)
	set(&l.Look, 64<<20)
	set(&l.Rows, 1_000_000)
	set(&l.ValueBudget, 2_000_000)
	return l
}

func set[T int | int64](field *T, value T) {
	if *field == 0 {
		*field = value
	}
}

// document reads the file as one JSON document within the limit on documents.
func (in *Input) document(r *Reading) *jsonReader {
	j := newJSONReader(in.body(), in.Options.Limits, in.Options.Limits.Document)
	j.onTwice = func(key string) {
		r.warn(WarnDuplicateKey, "the key %q stands twice in one object: the last one was read", Clean(key))
	}
	return j
}
