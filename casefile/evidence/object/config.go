// Package object reads evidence from object storage that speaks the S3 protocol: Amazon S3, Google Cloud Storage through
// its XML API, MinIO and others.
//
// Cases come from strangers. A case can name a bucket and a key and nothing else: where the store is, with which key it
// is asked and which addresses may be read at all comes from the user alone. Nothing is ever written to a store.
package object

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// Config says which store is asked, as whom, and for what.
type Config struct {
	Endpoint string // address of the store; "" is Amazon's in Region
	Region   string
	KeyID    string // "" asks without a key, for public buckets
	Secret   string
	Token    string // of a session; may be ""
	// Allow are the addresses below which objects may be read: s3://bucket/prefix, s3://bucket, or s3:// for all that
	// the key may read.
	Allow []string
	// Most bounds the size of one object that is fetched as a whole, in bytes; 0 is 8 GiB.
	Most int64
}

// usualRegion is where a store lies that has no regions of its own, and what Amazon calls its first.
const usualRegion = "us-east-1"

const usualMost = 8 << 30

// FromEnv takes endpoint, region and key from the variables that the other tools for such stores know. Files in the
// user's home are not read.
func FromEnv(getenv func(string) string) Config {
	return Config{
		Endpoint: cmp.Or(getenv("AWS_ENDPOINT_URL_S3"), getenv("AWS_ENDPOINT_URL")),
		Region:   cmp.Or(getenv("AWS_REGION"), getenv("AWS_DEFAULT_REGION"), usualRegion),
		KeyID:    getenv("AWS_ACCESS_KEY_ID"),
		Secret:   getenv("AWS_SECRET_ACCESS_KEY"),
		Token:    getenv("AWS_SESSION_TOKEN"),
	}
}

// check refuses what could only fail later, or send a key to where it does not belong.
func (c *Config) check() error {
	if (c.KeyID == "") != (c.Secret == "") {
		return errors.New("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together: one of them is missing")
	}
	for _, a := range c.Allow {
		if err := checkAllowed(a); err != nil {
			return err
		}
	}
	if c.Endpoint == "" {
		return nil
	}
	u, err := url.Parse(c.Endpoint)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("the endpoint %q is no address: write it as https://host:port", c.Endpoint)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return errors.New("the endpoint holds more than an address: the key belongs into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	}
	return nil
}

// trusted reports whether nobody between here and the store can change what it says, so that its word on a digest
// counts. Bytes that are hashed here need no such trust.
func (c *Config) trusted() bool {
	u, err := url.Parse(c.Endpoint)
	if err != nil {
		return false
	}
	if c.Endpoint == "" || u.Scheme == "https" {
		return true
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

func checkAllowed(a string) error {
	rest, ok := strings.CutPrefix(a, scheme)
	if !ok {
		return fmt.Errorf("%q is no address of objects: write s3://bucket/prefix, or s3:// for everything", a)
	}
	bucket, prefix, _ := strings.Cut(rest, "/")
	if rest == "" || validBucket(bucket) && (prefix == "" || validKey(strings.TrimSuffix(prefix, "/"))) {
		return nil
	}
	return fmt.Errorf("%q is no address of objects: write s3://bucket/prefix, or s3:// for everything", a)
}

// allows reports whether the user said that ref may be read.
func (c *Config) allows(ref string) bool {
	for _, a := range c.Allow {
		if a == scheme || ref == a || strings.HasPrefix(ref, strings.TrimSuffix(a, "/")+"/") {
			return true
		}
	}
	return false
}
