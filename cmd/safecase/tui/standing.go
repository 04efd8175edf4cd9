package tui

import (
	"fmt"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// standing is what the last finished check said, ready to be looked up by
// node. The zero standing is that of a case that was not checked yet.
type standing struct {
	result     *lint.Result
	findings   map[string][]casefile.Finding
	causes     map[string][]assess.Cause
	challenges map[string]assess.Challenge
	aways      map[string]*assess.Away
	gates      []lint.GateLine // of the framework of the scorecard, held against the decision
	unread     map[string]bool // nodes whose file was still being read
	summary    string          // one line about the whole case, worst first
	brief      string          // the same in short words
	counts     string          // how much was found
	why        map[string][]assess.Gap
}

func newStanding(r *lint.Result) *standing {
	s := &standing{result: r, findings: map[string][]casefile.Finding{}, causes: map[string][]assess.Cause{}, challenges: map[string]assess.Challenge{}, summary: "not checked yet", brief: "not checked yet"}
	if r == nil {
		return s
	}
	for _, f := range r.Findings {
		s.findings[f.Node] = append(s.findings[f.Node], f)
	}
	for _, c := range r.Assessment.Causes {
		s.causes[c.Node] = append(s.causes[c.Node], c)
	}
	s.aways = make(map[string]*assess.Away, len(r.Assessment.Away))
	for i := range r.Assessment.Away {
		s.aways[r.Assessment.Away[i].ID] = &r.Assessment.Away[i]
	}
	for _, c := range r.Assessment.Challenges {
		s.challenges[c.Defeater] = c
	}
	s.summary, s.brief, s.counts = summaryOf(r, assess.State.Word), summaryOf(r, shortState), countsOf(r)
	return s
}

// state returns how a node stands; known is false while that is not checked.
func (s *standing) state(id string) (state assess.State, known bool) {
	if s.result == nil || s.result.Assessment.Node(id) == nil {
		return assess.Defeated, false
	}
	return s.result.Assessment.State(id), true
}

// gaps are all gaps of a node with where they arise. They are looked for once:
// below a top claim there may be thousands.
func (s *standing) gaps(id string) []assess.Gap {
	known, ok := s.why[id]
	if !ok {
		known = s.result.Assessment.Gaps(id)
		if s.why == nil {
			s.why = map[string][]assess.Gap{}
		}
		s.why[id] = known
	}
	return known
}

// isGap reports a node at which a gap arises or something is found.
func (s *standing) isGap(id string) bool {
	return len(s.causes[id]) > 0 || s.open(id) > 0
}

// open counts the errors and warnings about a node that nobody waived.
func (s *standing) open(id string) int {
	n := 0
	for _, f := range s.findings[id] {
		if f.Waived == nil && f.Severity >= casefile.Warning {
			n++
		}
	}
	return n
}

// badge is the mark and the word that a node has in the outline.
type badge struct {
	mark, word string
	state      assess.State
	known      bool
}

// inFull is the word where there is room.
func (b badge) inFull() string {
	if b.known && b.word == shortState(b.state) {
		return b.state.Word()
	}
	return b.word
}

func shortState(s assess.State) string { return strings.ReplaceAll(s.String(), "_", " ") }

// badge of a defeater is what became of the challenge; a context, on which
// nothing rests, has a state only when something is wrong with it.
func (s *standing) badge(n *casefile.Node) badge {
	state, known := s.state(n.ID)
	b := badge{mark: state.Mark(), word: shortState(state), state: state, known: known}
	switch {
	case !known:
		b.mark, b.word = "…", "checking"
	case s.unread[n.ID]:
		b.mark, b.word, b.known = "…", "reading", false
	case n.Kind == casefile.Defeater:
		c := s.challenges[n.ID]
		b.mark, b.word, b.state = challengeMark(c.Status), challengeWord(c.Status), challengeState(c.Status)
	case state == assess.NoGap && (n.Kind == casefile.Context || n.Kind == casefile.Justification):
		b.word = "-"
	}
	return b
}

func challengeMark(c assess.ChallengeStatus) string {
	switch c {
	case assess.Answered:
		return assess.NoGap.Mark()
	case assess.Accepted:
		return assess.Assumed.Mark()
	case assess.Sustained:
		return assess.Defeated.Mark()
	}
	return assess.Challenged.Mark()
}

func challengeWord(c assess.ChallengeStatus) string {
	if c == assess.NotConsidered {
		return "untouched"
	}
	return string(c)
}

func challengeState(c assess.ChallengeStatus) assess.State {
	switch c {
	case assess.Answered:
		return assess.NoGap
	case assess.Sustained:
		return assess.Defeated
	case assess.Accepted:
		return assess.Assumed
	}
	return assess.Challenged
}

// unbroken is a blank at which no line is broken.
const unbroken = "\u00a0"

// summaryOf is one line about the whole case, worst first. That nothing stands
// in it is said: an empty line would look like a good one.
func summaryOf(r *lint.Result, word func(assess.State) string) string {
	if !r.File.Readable {
		return "this text cannot be read as a case: ctrl+e opens it in your editor, u takes back the last step"
	}
	counts := r.Assessment.Counts()
	parts := []string{"as recorded on " + r.AsOf.Format("2006-01-02") + ":"}
	for _, info := range assess.States {
		if counts[info.State] > 0 {
			parts = append(parts, strings.ReplaceAll(fmt.Sprintf("%s %d %s", info.Mark, counts[info.State], word(info.State)), " ", unbroken))
		}
	}
	if len(parts) == 1 {
		return parts[0] + " nothing is argued yet"
	}
	return strings.Join(parts, "  ")
}

func countsOf(r *lint.Result) string {
	c := r.Counts()
	text := fmt.Sprintf("%s, %s, %s", plural(c.Error, "error"), plural(c.Warning, "warning"), plural(c.Note, "note"))
	if c.Waived > 0 {
		text += fmt.Sprintf(", %d waived", c.Waived)
	}
	return text
}

// gapLine says in one line what is wrong at a node.
func (s *standing) gapLine(id string) string {
	var parts []string
	for _, c := range s.causes[id] {
		words := c.State.Word()
		if c.Because != "" && c.Because != id {
			words += " (" + c.Because + ")"
		}
		parts = append(parts, words)
	}
	for _, f := range s.findings[id] {
		if f.Waived == nil && f.Severity >= casefile.Warning {
			parts = append(parts, f.Message)
			break
		}
	}
	return id + ": " + strings.Join(parts, "; ")
}
