package object

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"safecase/casefile/evidence"
)

// object is one version of one object. Every request for bytes asks for exactly this one.
type object struct {
	ctx     context.Context
	store   *Store
	at      address
	size    int64
	etag    string // "" where the store gives none
	version string // "" where the store keeps none
	pinned  bool   // the version was asked for
	stated  string

	mu   sync.Mutex
	kept segments
}

// OpenObject implements evidence.ObjectSource. It asks for the head of the object only.
func (s *Store) OpenObject(ctx context.Context, ref, version string) (evidence.Object, error) {
	at, err := s.parse(ref, false)
	if err != nil {
		return nil, err
	}
	head, err := s.client.HeadObject(ctx, &s3.HeadObjectInput{
		Bucket: &at.bucket, Key: &at.key, VersionId: optional(version), ChecksumMode: types.ChecksumModeEnabled,
	})
	if err != nil {
		return nil, storeError(ctx, at, err)
	}
	o := &object{ctx: ctx, store: s, at: at, etag: aws.ToString(head.ETag), version: versionName(head.VersionId), pinned: version != ""}
	switch {
	case head.ContentLength == nil || *head.ContentLength < 0:
		return nil, o.fault("the store does not say how long it is")
	case version != "" && o.version != version:
		return nil, o.fault("the store did not give the pinned version %s: it may keep no versions", version)
	}
	o.size = *head.ContentLength
	if o.pinned && s.cfg.trusted() {
		o.stated = fullDigest(head)
	}
	return o, nil
}

// versionName drops the name that a store gives to an object that has no versions.
func versionName(v *string) string {
	if aws.ToString(v) == "null" {
		return ""
	}
	return aws.ToString(v)
}

// fullDigest is the sha256 that the store states for all bytes of an object. One that is composed of the digests of its
// parts says nothing about the whole, and one of unknown kind may be of that sort.
func fullDigest(head *s3.HeadObjectOutput) string {
	sum, err := base64.StdEncoding.DecodeString(aws.ToString(head.ChecksumSHA256))
	if err != nil || len(sum) != 32 || head.ChecksumType != types.ChecksumTypeFullObject {
		return ""
	}
	return hex.EncodeToString(sum)
}

// Size implements evidence.File.
func (o *object) Size() int64 { return o.size }

// Version implements evidence.Object.
func (o *object) Version() string { return o.version }

// Stated implements evidence.Object.
func (o *object) Stated() string { return o.stated }

// Close implements io.Closer. There is nothing to close: no request outlives the call that made it.
func (o *object) Close() error { return nil }

// ReadAt implements io.ReaderAt over ranges of the object. What was read is kept for a while, since readers of archives
// read many small pieces that lie together.
func (o *object) ReadAt(p []byte, off int64) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if off < 0 {
		return 0, o.fault("a range before its begin was asked for")
	}
	n := 0
	for n < len(p) && off+int64(n) < o.size {
		part, err := o.kept.at(off+int64(n), o.size, o.get)
		if err != nil {
			return n, err
		}
		n += copy(p[n:], part)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// get reads the bytes from off of one range into p.
func (o *object) get(p []byte, off int64) error {
	body, err := o.open(o.ctx, off, off+int64(len(p))-1)
	if err != nil {
		return err
	}
	defer body.Close()
	if n, err := io.ReadFull(body, p); err != nil {
		return o.broken(o.ctx, off+int64(n), err)
	}
	return nil
}

// open asks for the bytes first to last and checks that the answer is what was asked for: a store, or something before
// it, that sends other bytes of other objects must not get them read as these.
func (o *object) open(ctx context.Context, first, last int64) (io.ReadCloser, error) {
	in := &s3.GetObjectInput{
		Bucket: &o.at.bucket, Key: &o.at.key, VersionId: optional(o.version), IfMatch: optional(o.etag),
		Range: aws.String(fmt.Sprintf("bytes=%d-%d", first, last)),
	}
	answer, err := o.store.client.GetObject(ctx, in)
	if err != nil {
		return nil, storeError(ctx, o.at, err)
	}
	want := fmt.Sprintf("bytes %d-%d/%d", first, last, o.size)
	switch got := aws.ToString(answer.ContentRange); {
	case got == "":
		err = o.fault("the store ignored which part of it was asked for")
	case got != want:
		err = o.fault("the store sent %q where %q was asked for", got, want)
	case answer.ContentLength == nil || *answer.ContentLength != last-first+1:
		err = o.fault("the store announces another number of bytes than it was asked for")
	case o.version != "" && versionName(answer.VersionId) != o.version, o.etag != "" && aws.ToString(answer.ETag) != o.etag:
		err = o.fault("it was exchanged while it was read")
	}
	if err != nil {
		answer.Body.Close()
		return nil, err
	}
	return answer.Body, nil
}

func (o *object) fault(format string, args ...any) error {
	return fault(o.at, fmt.Sprintf(format, args...))
}

// broken words a body that ended too early.
func (o *object) broken(ctx context.Context, at int64, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case isStalled(err):
		return o.fault("the store stopped sending after %d of %d bytes", at, o.size)
	}
	return o.fault("the connection broke after %d of %d bytes", at, o.size)
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
