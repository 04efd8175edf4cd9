package main

import (
	"context"
	"path"
	"slices"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
)

// digest is one evidence node with the digest that is recorded and the one
// that its file has.
type digest struct {
	node     *casefile.Node
	recorded string
	reading  *evidence.Reading
}

// digests hashes the evidence of a case, several files at a time. Patterns
// choose some of it; without any it is all.
func (a *app) digests(ctx context.Context, file *casefile.File, at string, where *evidenceFlags, patterns []string) ([]digest, error) {
	src, err := where.source(at)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	ids, requests := assess.Requests(file.Case, evidence.Options{DigestOnly: true})
	ids, requests, err = chosen(ids, requests, patterns)
	if err != nil {
		return nil, err
	}
	p := a.progress("hashing")
	for i := range requests {
		requests[i].Options.NeedRows, requests[i].Options.Select, requests[i].Options.Progress = false, nil, p.report
	}
	readings := evidence.ReadAll(ctx, src.Source, requests, 0)
	p.end()
	if ctx.Err() != nil {
		return nil, failed("stopped before all evidence was read")
	}
	out := make([]digest, len(ids))
	for i, id := range ids {
		n := file.Case.Node(id)
		out[i] = digest{n, requests[i].Options.Want, readings[i]}
	}
	return out, nil
}

// chosen keeps what one of the patterns names: a file, a folder with all that
// is in it, or a glob. A pattern that names nothing is an error, so that a
// slip of the pen does not pass for a check.
func chosen(ids []string, requests []evidence.Request, patterns []string) ([]string, []evidence.Request, error) {
	if len(patterns) == 0 {
		return ids, requests, nil
	}
	keep := make([]bool, len(ids))
	for _, pattern := range patterns {
		used := false
		for i, q := range requests {
			hit, err := names(pattern, q.Ref)
			if err != nil {
				return nil, nil, usage("%q is no pattern for paths: %s", pattern, err)
			}
			keep[i], used = keep[i] || hit, used || hit
		}
		if !used {
			return nil, nil, usage("no evidence of the case has a path like %q; paths are relative to the case", pattern)
		}
	}
	var keptIDs []string
	var kept []evidence.Request
	for i := range ids {
		if keep[i] {
			keptIDs, kept = append(keptIDs, ids[i]), append(kept, requests[i])
		}
	}
	return keptIDs, kept, nil
}

func names(pattern, ref string) (bool, error) {
	if !evidence.IsObject(ref) {
		pattern, ref = path.Clean(pattern), path.Clean(ref)
	}
	if ref == pattern || strings.HasPrefix(ref, strings.TrimSuffix(pattern, "/")+"/") || pattern == "." {
		return true, nil
	}
	return path.Match(pattern, ref)
}

// claimsAbove are the claims that rest on a node.
func claimsAbove(c *casefile.Case, id string) []string {
	return slices.DeleteFunc(c.Above(id), func(id string) bool { return c.Node(id).Kind != casefile.Claim })
}

// verdict is how the bytes of an evidence node stand to what is recorded.
type verdict string

const (
	verdictOK       verdict = "ok"
	verdictChanged  verdict = "changed"
	verdictUnlocked verdict = "unlocked" // no digest is recorded
	verdictUnread   verdict = "unread"   // there are no bytes to compare
)

func (d digest) verdict() verdict {
	switch {
	case d.reading.SHA256 == "" || d.reading.Pointer != nil:
		return verdictUnread
	case d.recorded == "":
		return verdictUnlocked
	case d.recorded != d.reading.SHA256:
		return verdictChanged
	}
	return verdictOK
}

// why says in words what verdict says in one.
func (d digest) why() string {
	r := d.reading
	switch d.verdict() {
	case verdictUnread:
		return d.unread()
	case verdictUnlocked:
		return "no digest is recorded; safecase evidence lock writes one"
	case verdictChanged:
		text := "CHANGED: recorded " + show(d.recorded) + ", found " + r.SHA256
		if r.LineEnds {
			text += " (only the line ends differ: a checkout turned them)"
		}
		return text
	}
	if r.DigestStated {
		return "ok, by the word of the store for version " + show(r.Version)
	}
	return "ok"
}

// unread says why there are no bytes. A pointer names the digest of the file
// that it stands for, which is worth knowing, and is not the file.
func (d digest) unread() string {
	p := d.reading.Problem
	if p == nil {
		return "was not read"
	}
	text := p.Message
	if pointer := d.reading.Pointer; pointer != nil && pointer.SHA256 != "" && d.recorded != "" {
		if pointer.SHA256 == d.recorded {
			return text + "; it names the recorded digest, fetch the file to check it"
		}
		return text + "; it names ANOTHER digest than is recorded: " + show(pointer.SHA256)
	}
	return text
}
