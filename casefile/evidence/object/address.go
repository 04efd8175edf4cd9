package object

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"safecase/casefile/evidence"
)

const scheme = "s3://"

// bucketName is what Amazon allows. Anything else could be taken for another kind of address by the client library.
var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// address is one object, or what lies below a prefix when key is "" or ends in a slash.
type address struct{ ref, bucket, key string }

func validBucket(name string) bool {
	return bucketName.MatchString(name) && !strings.Contains(name, "..") && !strings.HasPrefix(name, "xn--")
}

// longestKey is how long a key may be, in bytes, in Amazon's documentation.
const longestKey = 1024

// validKey refuses keys that some program on the way could take for another path: the user allows prefixes, and a step
// upwards must not lead out of them.
func validKey(key string) bool {
	if key == "" || len(key) > longestKey || !utf8.ValidString(key) || strings.ContainsFunc(key, unicode.IsControl) || strings.Contains(key, `\`) {
		return false
	}
	for part := range strings.SplitSeq(key, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}

// parse takes a ref apart and refuses what is not an address that the user allowed. folder asks for a prefix.
func (s *Store) parse(ref string, folder bool) (address, error) {
	rest, _ := strings.CutPrefix(ref, scheme)
	bucket, key, _ := strings.Cut(rest, "/")
	a := address{ref, bucket, key}
	name := key
	if folder {
		name = strings.TrimSuffix(key, "/")
	}
	switch {
	case !evidence.IsObject(ref) || !validBucket(bucket):
		return a, &evidence.RefError{Ref: ref, Code: evidence.CodeRefusedPath, Reason: "is no address of an object: write s3://bucket/key"}
	case !validKey(name) && !(folder && name == ""):
		return a, &evidence.RefError{Ref: ref, Code: evidence.CodeRefusedPath, Reason: "has a key that is empty, too long or holds steps, controls or backslashes"}
	case !s.cfg.allows(ref):
		return a, &evidence.RefError{Ref: ref, Code: evidence.CodeRemote, Reason: "lies outside what --remote allows"}
	}
	return a, nil
}
