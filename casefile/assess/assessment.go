package assess

import (
	"fmt"
	"sync"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

// Input is what a judgement rests on.
type Input struct {
	Case     *casefile.Case
	Readings Readings          // what the evidence files say, by id of the evidence node
	AsOf     time.Time         // the day of the judgement
	Modules  map[string]Module // the files that the case uses, by the names under uses
	Values   Values            // what monitoring measured, by id of the indicator
	Lost     map[string]bool   // what is taken to be lost: nodes, indicators.ID, validity.triggers.ID
}

// Readings holds what the file of each evidence node says, by node id. A node
// with a file and no reading counts as unreadable.
type Readings map[string]*evidence.Reading

// Assessment is how the nodes of a case stand as recorded on one day.
type Assessment struct {
	AsOf       time.Time
	Tops       []string    // ids of the claims that the case is about, in file order
	Causes     []Cause     // every gap that arises at a node, by position
	Challenges []Challenge // every defeater, in file order
	Indicators []Indicator // in file order
	Triggers   []Trigger   // in file order
	Away       []Away      // the nodes of other files that the case refers to, by place

	nodes map[string]*node
	order []string
	rings sync.Map // of ringGap to the ids that cause it, so that asking every member of a ring is not quadratic
	judge *judge   // to ask what a policy or a case that uses this one wants to know
}

// Gap is one kind of gap of a node with the ids of the nodes that cause it.
type Gap struct {
	State   State    `json:"state"`
	Because []string `json:"because"`
}

// Cause is one reason for a gap, at the node where it arises. Every cause
// becomes exactly one finding; Code is the name of the rule that words it.
type Cause struct {
	Code    string
	State   State
	Node    string // the node at which the gap arises
	Pos     casefile.Pos
	Because string   // the id shown as the cause: a defeater, else the node itself
	Others  []string // other ids that the words mention, in order
	Detail  string   // what was found, in words that need no translation; may be empty
	Number  *Number  // the number in question, nil when it is not about one
	Silent  bool     // reading the file, or another cause, already words it: no finding of its own
}

// Number is a number that a claim or an evidence node shows, with what is known
// about it. Pointers are nil when the value is not known.
type Number struct {
	Claim    string // the claim that states the threshold; "" for a number shown on evidence alone
	Evidence string // the evidence node that it comes from
	Minus    string // of a difference: the evidence node that is subtracted
	Metric   string // address of the metric
	Unit     string // what one trial is
	// Statistic is "count" for a number of events in as many trials as were run,
	// "max" for the largest rate of a single item, "" for a rate or a mean.
	Statistic string
	Where     string // which rows it is about, in words; "" for all of them

	Value       *float64 // the point estimate
	K, N        *int     // successes and independent items
	Groups      int      // where the n items repeat: the independent groups they fall into; else 0
	Lost        int      // items without a result, which the bound counts against the claim
	KUp         bool     // K is not whole in the file and was rounded against the claim
	Low, High   *float64 // the one-sided bound that decides: High for below and at_most, Low for the others
	RawBound    *float64 // the bound before margin, sensitivity and family adjustment
	Confidence  float64  // one-sided, after family adjustment
	Method      string   // how the bound was computed, in words
	Approximate bool     // the bound is not exact

	Op        string  // below, at_most, above or at_least; "" when no threshold is stated
	Threshold float64 // what it is compared with

	Verdict     State  // NoGap when it holds; else the gap: NotShown, CannotTell, NotMet, Unusable, Stale
	Needed      *int   // trials that would show it with as many events as were seen
	Transcribed bool   // typed by a person: the number itself, or the n behind it
	From        string // where it was typed from
	Reading     *evidence.Reading
	Date        time.Time // of the run; zero when not known
	Pos         casefile.Pos
}

// Counting says in words what stands beside the count of a number wherever its
// bound is shown: that items repeat, and that some gave no result.
func (n Number) Counting() []string {
	var out []string
	if n.Where != "" {
		out = append(out, "only rows where "+n.Where)
	}
	switch n.Statistic {
	case countStatistic:
		out = append(out, "a number of events, in as many trials as were run")
	case maxStatistic:
		out = append(out, "the largest rate of a single item of this run; every item is bounded by its own attempts")
	}
	if n.Groups > 0 && n.Statistic != maxStatistic {
		out = append(out, fmt.Sprintf("items repeat: counted in %d groups", n.Groups))
	}
	if n.Lost > 0 {
		out = append(out, fmt.Sprintf("%d without a result counted against the claim", n.Lost))
	}
	return out
}

// Challenge is one defeater and what became of it.
type Challenge struct {
	Defeater string
	Target   string // the node it challenges
	LinkTo   string // of a challenge to a link, where the link leads; else ""
	Status   ChallengeStatus
	Answers  []string
}

// ChallengeStatus says what became of a challenge.
type ChallengeStatus string

// What becomes of challenges.
const (
	NotConsidered ChallengeStatus = "not yet considered" // came with a template; nobody has looked at it
	Open          ChallengeStatus = "open"
	Answered      ChallengeStatus = "answered" // every answer stands without a gap
	Accepted      ChallengeStatus = "accepted" // as a residual doubt, by a named person, and not expired
	Sustained     ChallengeStatus = "sustained"
)

// Node returns the node with the id, one of another file under its id here;
// nil when the case neither has it nor refers to it.
func (a *Assessment) Node(id string) *casefile.Node {
	if n := a.nodes[id]; n != nil {
		return n.Node
	}
	return nil
}

// State returns how the node stands. A node that does not exist is defeated.
func (a *Assessment) State(id string) State {
	if n := a.nodes[id]; n != nil {
		return n.mask.worst()
	}
	return Defeated
}

// Has reports whether a gap of state s is recorded at the node or below it.
func (a *Assessment) Has(id string, s State) bool {
	n := a.nodes[id]
	return n != nil && n.mask&maskOf(s) != 0
}

// Numbers returns the numbers that the node states or shows, in file order.
func (a *Assessment) Numbers(id string) []Number {
	if n := a.nodes[id]; n != nil {
		return n.numbers
	}
	return nil
}

// Counts returns how many nodes are in each state. Contexts, justifications
// and defeaters are not counted: nothing rests on them.
func (a *Assessment) Counts() map[State]int {
	counts := map[State]int{}
	for _, id := range a.order {
		if n := a.nodes[id]; n.carries {
			counts[n.mask.worst()]++
		}
	}
	return counts
}
