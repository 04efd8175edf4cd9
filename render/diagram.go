package render

// Diagram is all that a picture shows, already judged: the writer of the
// picture decides nothing about the argument. Nodes and links are drawn in the
// order given, so that equal diagrams give equal bytes.
type Diagram struct {
	Title    string   // one line above the picture
	Subtitle []string // lines under the title: decision, checkpoint, date
	Footer   []string // lines under the picture: "support as recorded on 2026-11-21", digests
	Nodes    []Node
	Links    []Link
	NoLegend bool // leaves out the key to states, shapes and lines
}

// Kind is the role of a node in the argument, named as in the case file.
type Kind string

// The kinds of node, each with its own GSN shape.
const (
	Claim         Kind = "claim"
	Strategy      Kind = "strategy"
	Evidence      Kind = "evidence"
	Context       Kind = "context"
	Assumption    Kind = "assumption"
	Justification Kind = "justification"
	Defeater      Kind = "defeater"
	Module        Kind = "module" // a whole case file
)

// State is the support of a node as recorded, named as in machine output.
// The empty State draws no state at all (a context, a node of a template).
type State string

// The states, worst first.
const (
	Defeated    State = "defeated"
	NotMet      State = "not_met"
	Unusable    State = "unusable"
	Challenged  State = "challenged"
	Unsupported State = "unsupported"
	Undeveloped State = "undeveloped"
	CannotTell  State = "cannot_tell"
	Assumed     State = "assumed"
	NotShown    State = "not_shown"
	Stale       State = "stale"
	NoGap       State = "no_gap"
)

// Node is one element of the argument.
type Node struct {
	ID       string
	Kind     Kind
	Text     string // wrapped, never cut below a page of text; the whole of it stays in the text alternative
	Category string // inability, control, trustworthiness, deference or nothing

	State     State   // the worst gap; it decides colour, border, glyph and word
	StateWord string  // what to call it; empty takes the word of design §5
	Also      []State // the other gaps, shown as glyphs beside the word
	Inherited bool    // the gap comes from below: drawn less loud than where it starts

	Badges       []Badge
	Undeveloped  bool   // the GSN diamond under the node
	Unconsidered bool   // a template's defeater that nobody has looked at: drawn faint, "not yet considered"
	Away         string // the module that an away node lives in
	Change       Change // against an earlier version, if the picture compares two
	Folded       int    // nodes below this one that the view leaves out
	FoldedGaps   int    // how many of them have a gap

	URL  string // a link target; only http, https, mailto and relative ones are kept
	Desc string // longer text alternative: all gaps with their causes
}

// Badge is a short fact on a node.
type Badge struct {
	Kind BadgeKind
	Text string // "0.0099 < 0.05", "2 open challenges"
}

// BadgeKind decides how a badge is drawn.
type BadgeKind string

// The kinds of badge.
const (
	Number      BadgeKind = "number"      // a bound against its threshold
	Transcribed BadgeKind = "transcribed" // the number was typed in from a document
	Open        BadgeKind = "open"        // open challenges, counted
	Clock       BadgeKind = "clock"       // age, or what made the evidence stale
	Errors      BadgeKind = "errors"      // errors that the check found on this node and that no state tells
	Waived      BadgeKind = "waived"      // findings on this node that are waived
	Note        BadgeKind = "note"        // anything else
)

// Change marks what a comparison of two versions found.
type Change string

// The marks of a comparison; the empty Change draws none.
const (
	Added    Change = "added"
	Removed  Change = "removed"
	Changed  Change = "changed"
	Affected Change = "affected" // not changed itself, but something below it is
)

// LinkKind is the meaning of a link, named as in the case file.
type LinkKind string

// The kinds of link. All run from the node that names the other in the case
// file: a claim is supported_by evidence, a defeater challenges a claim and is
// answered_by a claim.
const (
	SupportedBy LinkKind = "supported_by"
	InContextOf LinkKind = "in_context_of"
	Challenges  LinkKind = "challenges"
	AnsweredBy  LinkKind = "answered_by"
	MeasuredBy  LinkKind = "measured_by" // where a number of a claim comes from, if the claim does not name that as support
)

// Link joins two nodes by their IDs. An ID that no node has is drawn as a
// node of its own that says so: a dangling link must stay visible.
type Link struct {
	From, To  string
	Kind      LinkKind
	Defeated  bool // carries no support any more: crossed out
	OnGapPath bool // lies between the top claim and a gap: drawn heavy
	Change    Change
	Points    []string // names of the assurance claim points on it: GSN's black squares

	// Attacks is the link that a challenge is aimed at, as its two ends; To is
	// then empty.
	Attacks *[2]string
}
