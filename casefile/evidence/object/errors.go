package object

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"safecase/casefile/evidence"
)

func fault(at address, reason string) error {
	return &evidence.RefError{Ref: at.ref, Code: evidence.CodeStore, Reason: "could not be read from the store: " + evidence.Clean(reason)}
}

// storeError puts an error of the client library into our words: what happened, without the numbers that differ from
// request to request.
func storeError(ctx context.Context, at address, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var answer *smithyhttp.ResponseError
	if !errors.As(err, &answer) || answer.HTTPStatusCode() == 0 {
		return fault(at, connection(err))
	}
	code := answer.HTTPStatusCode()
	switch {
	case code == http.StatusNotFound, code == http.StatusMethodNotAllowed: // the latter marks a deleted version
		return &evidence.RefError{Ref: at.ref, Code: evidence.CodeMissing, Reason: "does not exist in the store", Err: evidence.ErrMissing}
	case code == http.StatusPreconditionFailed:
		return fault(at, "it was exchanged while it was read")
	case code >= 300 && code < 400:
		return fault(at, fmt.Sprintf("it answers with a redirect (%d), which is not followed: the bucket may lie in another region", code))
	case code == http.StatusForbidden || code == http.StatusUnauthorized:
		return fault(at, fmt.Sprintf("it refuses access (%d%s)", code, word(err)))
	}
	return fault(at, fmt.Sprintf("it answers with status %d%s", code, word(err)))
}

// word is the store's own name of an error, where it is a name.
func word(err error) string {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return ""
	}
	name := api.ErrorCode()
	letter := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
	if name == "" || len(name) > 60 || strings.ContainsFunc(name, func(r rune) bool { return !letter(r) }) || strings.EqualFold(name, "UnknownError") {
		return ""
	}
	return ", " + name
}

// connection says why no answer came.
func connection(err error) string {
	var dns *net.DNSError
	var call *url.Error
	var timeout net.Error
	switch {
	case isStalled(err):
		return errStalled.Error()
	case errors.As(err, &dns):
		return "the address of the store is not known: " + dns.Name
	case errors.As(err, &timeout) && timeout.Timeout():
		return "the store did not answer in time"
	case errors.As(err, &call):
		return "no connection: " + call.Err.Error()
	}
	return "the answer could not be understood"
}

func isStalled(err error) bool { return errors.Is(err, errStalled) }

func sizeReason(size, most int64) string {
	return fmt.Sprintf("has %d bytes; at most %d are fetched as a whole: pin a version for which the store states the sha256, or name a file", size, most)
}
