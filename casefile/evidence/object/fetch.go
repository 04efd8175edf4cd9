package object

import (
	"context"
	"errors"
	"io"
	"os"

	"safecase/casefile/evidence"
)

// mostBreaks is how often a transfer that broke is taken up again.
const mostBreaks = 4

// pieceSize is what is copied at a time.
const pieceSize = 1 << 20

// Fetch implements evidence.Object. The bytes go into a file without a name, so that an object may be larger than the
// memory and nothing of it stays behind.
func (o *object) Fetch(ctx context.Context, progress func(done, total int64)) (evidence.File, error) {
	if most := o.store.cfg.Most; o.size > most {
		return nil, &evidence.RefError{Ref: o.at.ref, Code: evidence.CodeTooLarge, Reason: sizeReason(o.size, most)}
	}
	f, err := os.CreateTemp("", "safecase-object-*")
	if err != nil {
		return nil, o.fault("there is no room to keep it here: %s", err)
	}
	// Where an open file cannot be removed, it goes when it is closed.
	s := &spooled{File: f, size: o.size, removed: os.Remove(f.Name()) == nil}
	if err := o.copyTo(ctx, f, progress); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// copyTo fetches all bytes in one request, and in further ones from where a transfer broke.
func (o *object) copyTo(ctx context.Context, w io.WriterAt, progress func(done, total int64)) error {
	piece := make([]byte, min(pieceSize, o.size+1))
	var done int64
	for breaks := 0; done < o.size; breaks++ {
		body, err := o.open(ctx, done, o.size-1)
		if err != nil {
			return err
		}
		err = copyFrom(body, func(n int) error {
			if _, err := w.WriteAt(piece[:n], done); err != nil {
				return &roomError{err}
			}
			done += int64(n)
			if progress != nil {
				progress(done, o.size)
			}
			return ctx.Err()
		}, piece)
		body.Close()
		var room *roomError
		switch {
		case errors.As(err, &room):
			return o.fault("it could not be kept here: %s", room.Unwrap())
		case ctx.Err() != nil:
			return ctx.Err()
		case done < o.size && (breaks == mostBreaks || isStalled(err)):
			return o.broken(ctx, done, err)
		}
	}
	return nil
}

// copyFrom reads to the end of the body; the transport allows no more than was announced, and that was checked.
func copyFrom(body io.Reader, take func(n int) error, piece []byte) error {
	for {
		n, err := io.ReadAtLeast(body, piece, 1)
		if n > 0 {
			if err := take(n); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
	}
}

// roomError is a fault of this machine, not of the store.
type roomError struct{ error }

// Unwrap returns what the system said.
func (e *roomError) Unwrap() error { return e.error }

// spooled is an object that was brought here.
type spooled struct {
	*os.File
	size    int64
	removed bool
}

// Size implements evidence.File.
func (s *spooled) Size() int64 { return s.size }

// Close implements io.Closer and removes the file.
func (s *spooled) Close() error {
	err := s.File.Close()
	if !s.removed {
		err = errors.Join(err, os.Remove(s.Name()))
	}
	return err
}
