package object

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"safecase/casefile/evidence"
)

// mostListed caps how many objects one folder of evidence may hold, as for folders on the disk.
const mostListed = 100_000

// ListObjects implements evidence.ObjectSource.
func (s *Store) ListObjects(ctx context.Context, ref string) ([]string, error) {
	at, err := s.parse(ref, true)
	if err != nil {
		return nil, err
	}
	var names []string
	err = s.each(ctx, at, func(key string, _ int64) error {
		if len(names) >= mostListed {
			return &evidence.RefError{Ref: ref, Code: evidence.CodeTooLarge, Reason: "holds more than 100,000 objects"}
		}
		names = append(names, strings.TrimPrefix(key, at.key))
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, &evidence.RefError{Ref: ref, Code: evidence.CodeMissing, Reason: "holds no objects", Err: evidence.ErrMissing}
	}
	slices.Sort(names)
	return names, nil
}

// Walk calls fn for every object that may be read, until fn or the context says stop. Where every bucket may be read
// there is nothing to begin with: the store is asked for no list of buckets.
func (s *Store) Walk(ctx context.Context, fn func(evidence.Entry) error) error {
	for _, allowed := range s.cfg.Allow {
		if allowed == scheme {
			continue
		}
		at, err := s.parse(strings.TrimSuffix(allowed, "/")+"/", true)
		if err != nil {
			return err
		}
		err = s.each(ctx, at, func(key string, size int64) error {
			return fn(evidence.Entry{Ref: scheme + at.bucket + "/" + key, Size: size})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// each lists what lies below a prefix, page by page. What the store lists outside of it, or under a name that is not
// read, is refused: a folder that left it out would have a digest that does not cover it.
func (s *Store) each(ctx context.Context, at address, fn func(key string, size int64) error) error {
	in := &s3.ListObjectsV2Input{Bucket: &at.bucket, Prefix: optional(at.key)}
	for last := ""; ; {
		page, err := s.client.ListObjectsV2(ctx, in)
		if err != nil {
			return storeError(ctx, at, err)
		}
		for _, o := range page.Contents {
			key := aws.ToString(o.Key)
			switch {
			case !strings.HasPrefix(key, at.key) || key <= last:
				return fault(at, "the store lists what was not asked for")
			case strings.HasSuffix(key, "/") && aws.ToInt64(o.Size) == 0:
				last = key // a mark that consoles leave for a folder
				continue
			case !validKey(key):
				return fault(at, "it holds an object with a key that is not read")
			}
			last = key
			if err := fn(key, aws.ToInt64(o.Size)); err != nil {
				return err
			}
		}
		if !aws.ToBool(page.IsTruncated) {
			return nil
		}
		if in.ContinuationToken = page.NextContinuationToken; aws.ToString(in.ContinuationToken) == "" || len(page.Contents) == 0 {
			return storeError(ctx, at, errors.New("the list does not come to an end"))
		}
	}
}
