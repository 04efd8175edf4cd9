package render

import (
	"strconv"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
)

// EvidenceLine is one evidence node with its file.
type EvidenceLine struct {
	Ref
	Text     string
	File     string // "" when none is named
	Format   string // with its version; "" when no reader knows the file
	Tool     string
	Model    string
	Status   string
	StatusOK bool // the run is recorded as a success
	Date     string
	Items    string // independent items behind its numbers
	SHA256   string // of the bytes that were read
	Lock     string // how that compares with what the case records
	LockOK   bool
	Problem  string // why it could not be read
	Hint     string
	Warnings []string
	Records  int    // numbers in the file
	Typed    int    // numbers typed by a person
	Withheld bool   // nothing of it is told
	Instead  string // where it is withheld, what its authors let others see instead
}

func (b *reporter) evidence() []EvidenceLine {
	var out []EvidenceLine
	for _, n := range b.once(casefile.Evidence) {
		line := EvidenceLine{Ref: b.ref(n.ID), Text: Plain(n.Text), File: b.say(n.Get("file")), Typed: len(n.Get("transcribed").Items())}
		line.Date, _ = b.ranOn(n, assess.Number{})
		r := b.r.Readings[n.ID]
		line.Lock, line.LockOK = lockOf(n, r)
		if r != nil {
			fillEvidence(&line, r)
		} else if line.File != "" {
			line.Problem = "it was not read"
		}
		out = append(out, line)
	}
	return out
}

func fillEvidence(line *EvidenceLine, r *evidence.Reading) {
	line.SHA256, line.Model, line.Records = r.SHA256, namedModels(r), len(r.Records)
	if r.Problem != nil {
		line.Problem, line.Hint = Plain(r.Problem.Message), Plain(r.Problem.Hint)
		return
	}
	line.Format, line.Tool = Plain(joined("", r.Format, "", r.FormatVersion)), Plain(joined("", r.Tool, "", r.ToolVersion))
	line.Status, line.StatusOK = Plain(joined("", string(r.Status), "", r.StatusDetail)), r.Status == evidence.StatusSuccess
	line.Items = itemRange(r.Records)
	for _, w := range r.Warnings {
		line.Warnings = append(line.Warnings, Plain(w.Message))
	}
}

// itemRange says how many items stand behind the numbers of a file.
func itemRange(records []evidence.Record) string {
	low, high, unknown := 0, 0, false
	for _, r := range records {
		switch {
		case r.N == nil:
			unknown = true
		case high == 0:
			low, high = *r.N, *r.N
		default:
			low, high = min(low, *r.N), max(high, *r.N)
		}
	}
	switch {
	case high == 0:
		return ""
	case low != high:
		return strconv.Itoa(low) + " to " + plural(high, "item")
	case unknown:
		return plural(high, "item") + ", for some numbers not known"
	}
	return plural(high, "item")
}

// lockOf compares the bytes that were read with the digest in the case.
func lockOf(n *casefile.Node, r *evidence.Reading) (string, bool) {
	want := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(n.Get("sha256").Text()), "sha256:"))
	switch {
	case r == nil || r.SHA256 == "":
		return "no bytes to compare", false
	case want == "" && r.DigestStated:
		return "a pinned version, whose digest is the word of its store; no digest is recorded in the case", true
	case want == "":
		return "no digest is recorded in the case", false
	case want != r.SHA256:
		return "DIFFERS from the digest in the case, " + Plain(want), false
	}
	if r.DigestStated {
		return "equal to the digest in the case, by the word of its store for the pinned version", true
	}
	return "equal to the digest in the case", true
}
