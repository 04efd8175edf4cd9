package lsp

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

// hover says what stands under the cursor: a node with how it stands, an
// entry of a section, a key or value with its meaning, a file with what it
// holds.
func (s *server) hover(c call) (any, error) {
	now, at, err := s.at(c)
	if err != nil || now == nil {
		return nil, err
	}
	p := now.wordAt(at)
	if p.inText || p.word == "" {
		return nil, nil
	}
	text := now.explain(s, p)
	if text == "" {
		return nil, nil
	}
	return hoverResult{markup{"plaintext", lines(text)}, now.index.span(p.from, p.to)}, nil
}

// wordAt is the place of the whole word around a byte.
func (now *snapshot) wordAt(at int) *place {
	p := placeAt(now.index, at)
	if p.word == "" && at < len(now.index.text) { // between two words: the one that begins here
		p = placeAt(now.index, at+1)
		if p.from > at {
			return &place{}
		}
	}
	return p
}

func (now *snapshot) explain(s *server, p *place) string {
	if refer := now.refers(p); refer != "" {
		return now.explainID(s, refer, p.word)
	}
	if p.key {
		if f := now.field(p, append(slices.Clone(p.path), p.word)); f != nil {
			return f.Key + ": " + fieldDoc(f)
		}
		if !p.value {
			return ""
		}
	}
	return now.explainValue(p)
}

func (now *snapshot) explainValue(p *place) string {
	if len(p.path) == 0 {
		return ""
	}
	for _, c := range choicesOf(now.typeAt(p, p.path)) {
		if c.Name == p.word {
			return strings.TrimSuffix(c.Name+": "+c.Doc, ": ")
		}
	}
	switch last := p.last(); {
	case p.section() == "waivers" && last == "rule":
		if r := lint.Find(p.word); r != nil {
			return r.Name + ": " + r.Title + "\n\n" + r.Why
		}
	case last == "file" && p.node() != "":
		return fileText(now.reading(p.node()))
	}
	if f := now.field(p, p.path); f != nil {
		return f.Key + ": " + fieldDoc(f)
	}
	return ""
}

func (now *snapshot) explainID(s *server, refer casefile.Refer, id string) string {
	if refer == casefile.ReferNode || refer == casefile.ReferEvidence {
		r, err := s.check(now, typingWait)
		if err != nil {
			return "" // the text has changed, and the cursor may be elsewhere
		}
		return now.nodeText(r, id)
	}
	for _, item := range now.file.Case.Items(casefile.SectionOf(refer)) {
		if item.ID == id {
			out := string(refer) + " " + id + itemText(item)
			for _, e := range item.Entries() {
				if e.Shape() == casefile.Single && e.Key != "text" {
					out += "\n" + e.Key + ": " + e.Text()
				}
			}
			return out
		}
	}
	return ""
}

// nodeText says what a node is and how it stands, every gap with its causes.
func (now *snapshot) nodeText(r *lint.Result, id string) string {
	n := r.Assessment.Node(id)
	if n == nil {
		return ""
	}
	out := awayText(r, id) + n.ID + ", " + string(n.Kind) + ": " + n.Text
	out += "\n\nas recorded on " + r.AsOf.Format(time.DateOnly) + ": " + stateText(r, n)
	for _, g := range r.Assessment.Gaps(id) {
		out += "\n  " + g.State.Word() + ": " + strings.Join(some(g.Because), ", ")
	}
	for _, c := range r.Assessment.Challenges {
		if c.Target == id || c.Defeater == id {
			out += "\nchallenge " + c.Defeater + " to " + c.Target + ": " + string(c.Status)
		}
	}
	for _, number := range r.Assessment.Numbers(id) {
		out += "\n" + numberText(number)
	}
	return out + layersText(r, n) + findingsText(r, id)
}

// stateText is the state of a node. Nothing rests on contexts, justifications
// and challenges, and they have none.
func stateText(r *lint.Result, n *casefile.Node) string {
	switch n.Kind {
	case casefile.Context, casefile.Justification, casefile.Defeater, "":
		return "no state of its own"
	}
	return r.Assessment.State(n.ID).Word()
}

const mostListed = 12 // ids and findings in a hover; what is left out is counted

func some(ids []string) []string {
	if len(ids) <= mostListed {
		return ids
	}
	return append(slices.Clone(ids[:mostListed]), fmt.Sprintf("and %d more", len(ids)-mostListed))
}

// findingsText lists what is said about the node itself.
func findingsText(r *lint.Result, id string) string {
	var out []string
	for _, f := range r.Findings {
		if f.Node != id {
			continue
		}
		word := f.Severity.String()
		if f.Waived != nil {
			word = "waived"
		}
		out = append(out, word+": "+f.Message+" ("+f.Rule+")")
	}
	if len(out) == 0 {
		return ""
	}
	return "\n\n" + strings.Join(some(out), "\n")
}

// numberText says a number with all that it rests on; what is not known is
// said.
func numberText(x assess.Number) string {
	out := x.Evidence
	if x.Minus != "" {
		out += " minus " + x.Minus
	}
	out += " " + x.Metric + ":"
	if x.Value != nil {
		out += " " + digits(*x.Value)
	} else {
		out += " not known"
	}
	if x.K != nil && x.N != nil {
		out += fmt.Sprintf(" (%d of %d)", *x.K, *x.N)
	} else if x.N != nil {
		out += fmt.Sprintf(" (n = %d)", *x.N)
	} else {
		out += " (n not known)"
	}
	if x.Transcribed {
		out += ", transcribed"
	}
	return out + boundText(x)
}

func boundText(x assess.Number) string {
	out := ""
	if x.High != nil {
		out += ", at most " + digits(*x.High)
	}
	if x.Low != nil {
		out += ", at least " + digits(*x.Low)
	}
	if out != "" {
		out += " at confidence " + digits(x.Confidence)
	}
	if x.Op != "" {
		out += "; claimed: " + strings.ReplaceAll(x.Op, "_", " ") + " " + digits(x.Threshold)
		out += "; " + x.Verdict.Word()
	}
	return out
}

func digits(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

// fileText says what an evidence file holds, what is wrong with it first.
func fileText(r *evidence.Reading) string {
	if r == nil {
		return ""
	}
	var out []string
	if r.Problem != nil {
		out = append(out, string(r.Problem.Code)+": "+r.Problem.Message)
	}
	for _, w := range r.Warnings {
		out = append(out, string(w.Code)+": "+w.Message)
	}
	for _, pair := range [][2]string{{"format", r.Format}, {"task", r.Task}, {"model", r.Model}, {"status", string(r.Status)}, {"sha256", r.SHA256}} {
		if pair[1] != "" {
			out = append(out, pair[0]+": "+pair[1])
		}
	}
	if !r.Date.IsZero() {
		out = append(out, "date: "+r.Date.UTC().Format(time.DateOnly))
	}
	for _, rec := range r.Records {
		out = append(out, "metric: "+rec.Address)
	}
	return strings.Join(out, "\n")
}

// standing says how a node stood when the case was last checked.
func (now *snapshot) standing(id string) string {
	now.mu.Lock()
	r := now.checked
	now.mu.Unlock()
	if r == nil || r.File.Case.Node(id) == nil {
		return ""
	}
	return stateText(r, r.File.Case.Node(id)) + ", as recorded on " + r.AsOf.Format(time.DateOnly)
}
