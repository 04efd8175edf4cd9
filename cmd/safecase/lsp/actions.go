package lsp

import (
	"regexp"
	"strings"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// codeAction offers what can be mended at once of the findings under the
// cursor. Nothing is offered that would make the case look better than it is.
func (s *server) codeAction(c call) (any, error) {
	p, err := read[actionParams](c)
	if err != nil {
		return nil, err
	}
	d, err := s.document(p.TextDocument.URI)
	if err != nil || d == nil {
		return []codeAction{}, err
	}
	now, err := c.about(d, (*document).snapshot)
	if err != nil {
		return nil, err
	}
	r, err := s.check(now, typingWait)
	if err != nil {
		return nil, err
	}
	from, to := now.index.offset(p.Range.Start), now.index.offset(p.Range.End)
	out := []codeAction{}
	for _, f := range r.Findings {
		start, end := now.index.word(now.index.byteOf(f.Pos))
		if f.File != now.file.Path || start > max(from, to) || end < from {
			continue
		}
		for _, m := range now.remedies(f, r) {
			out = append(out, codeAction{m.title, "quickfix", []diagnostic{now.diagnostic(&f)}, m.sure, s.edit(now, m.edits)})
		}
	}
	return out, nil
}

// remedy is one way to mend a finding.
type remedy struct {
	title string
	sure  bool
	edits []textEdit
}

// remedies is the table of what can be mended, by rule; a hint that names
// another spelling needs no entry.
func (now *snapshot) remedies(f casefile.Finding, r *lint.Result) []remedy {
	if m := now.respell(f); m != nil {
		return []remedy{*m}
	}
	switch f.Rule {
	case "missing-key":
		return now.addKey(f)
	case "unsupported":
		return now.edited("mark "+f.Node+" as undeveloped", casefile.SetField{Node: f.Node, Path: []string{"undeveloped"}, Value: true})
	case "hash-missing":
		reading := r.Readings[f.Node]
		if reading == nil || reading.Problem != nil || reading.SHA256 == "" {
			return nil
		}
		return now.edited("pin the digest of "+reading.Ref, casefile.SetField{Node: f.Node, Path: []string{"sha256"}, Value: reading.SHA256})
	}
	return nil
}

func (now *snapshot) edited(title string, e casefile.Edit) []remedy {
	edits, err := now.apply(e)
	if err != nil {
		return nil
	}
	return []remedy{{show(title), false, edits}}
}

var didYouMean = regexp.MustCompile(`^did you mean "([A-Za-z0-9_.:/-]+)"\?`)

// respell replaces the word at the finding by the one that its hint names.
func (now *snapshot) respell(f casefile.Finding) *remedy {
	m := didYouMean.FindStringSubmatch(f.Hint)
	if m == nil {
		return nil
	}
	from, to := now.index.word(now.index.byteOf(f.Pos))
	if from == to || strings.ContainsAny(now.index.text[from:from+1], "{[|>&*!") {
		return nil
	}
	return &remedy{"change to " + m[1], true, []textEdit{{now.index.span(from, to), m[1]}}}
}

var missing = regexp.MustCompile(`^"([a-z_0-9]+)" is missing`)

// addKey writes a key that is missing, without a value: nobody but the author
// knows that.
func (now *snapshot) addKey(f casefile.Finding) []remedy {
	m := missing.FindStringSubmatch(f.Message)
	if m == nil {
		return nil
	}
	key := m[1] + ": "
	if m[1] == "safecase" {
		key += "1"
	}
	at := now.index.byteOf(f.Pos)
	text := key + "\n" + strings.Repeat(" ", max(0, f.Pos.Column-1))
	if strings.HasPrefix(now.index.text[at:], "{") {
		at++
		text = key + ", "
		if strings.HasPrefix(strings.TrimLeft(now.index.text[at:], " "), "}") {
			text = key
		}
	}
	return []remedy{{"add " + m[1], false, []textEdit{{now.index.span(at, at), text}}}}
}
