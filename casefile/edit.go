package casefile

// Edit is one change that a person makes to a case. The edits are the structs
// of the files edit_*.go; each says in its comment what it changes and when it
// is refused. Every edit is one step of undo; Batch makes one step of many.
type Edit interface {
	// edit makes the change to the tree of the case.
	edit(d *draft) error
}

// Batch makes several edits in order, as one step: all of them or none.
type Batch []Edit

// Where an edit takes a place in a list (At), 1 is the first place and 0, as
// well as any place past the end, means the last.

// AddNode adds a node, and links it to Parent when Parent is set.
type AddNode struct {
	ID       string   // must be valid and new; Case.NextID gives one
	Kind     Kind     // what the node is
	Text     string   // what it says; may not be blank
	Fields   Pairs    // its other keys; may be nil
	Parent   string   // the node that the new one hangs from; "" for none
	Relation Relation // how Parent refers to the new node; supported_by when ""
	At       int      // place in the parent's list
	After    string   // the node whose entry it follows in the file; "" to stand after its siblings
}

// SetText replaces the text of a node.
type SetText struct {
	ID   string
	Text string // may have several lines; may not be blank
}

// SetKind makes a node one of another kind. Keys that the new kind may not
// have stay, and reading reports them.
type SetKind struct {
	ID   string
	Kind Kind
}

// SetField writes a value in a node, whether or not there was one; maps on the
// way are made. A whole number in Path counts the items of a list from 0.
type SetField struct {
	Node  string
	Path  []string // such as quantity, margin, factor
	Value any      // see Pairs
}

// RemoveField removes a key, or an item of a list, from a node. It is refused
// for the key that gives the node its text. A list or a map that becomes empty
// goes as well.
type RemoveField struct {
	Node string
	Path []string
}

// Rename gives something another id: its definition and every place that the
// format declares to be its id. Words in texts stay as they are. A node of
// another file, module:ID, gets another id in the places where this file
// refers to it; its own file is another edit.
type Rename struct {
	Refer    Refer // what is renamed; a node when ""
	From, To string
}

// Delete removes nodes, and with each the comment lines directly above it, the
// entries of supported_by, in_context_of and answered_by that lead to it, and
// the waivers of its findings. Every other mention of it stays and is reported
// by reading as dangling: a challenge, or the evidence that a number was read
// from, must not vanish without being seen.
type Delete struct {
	IDs []string
}

// MoveNode moves the entry of a node, with the comment lines directly above
// it, to another place in the file. The argument stays the same.
type MoveNode struct {
	ID    string
	After string // the node that it follows then; "" for the first place
}

// Duplicate adds a copy of a node under another id. The copy refers to the
// same nodes as the original; Parent, Relation and At are as for AddNode.
type Duplicate struct {
	ID, NewID string
	Parent    string
	Relation  Relation
	At        int
}

// AddLink makes From refer to To. For a challenge, which has one target, it
// replaces the target. It is refused when the link is there already.
type AddLink struct {
	From     string
	Relation Relation
	To       string // a node, or module:ID
	At       int    // place in the list
	Role     string // decisive, corroborating or ""
}

// RemoveLink removes the link from From to To.
type RemoveLink struct {
	From     string
	Relation Relation
	To       string
}

// MoveLink moves a link, with what it says about itself, to another place in
// its list or to another node or relation.
type MoveLink struct {
	From     string
	Relation Relation
	To       string

	NewFrom     string   // where it hangs then; From when ""
	NewRelation Relation // what it is then; Relation when ""
	At          int      // its place there
}

// SetSection writes a value outside the nodes: a section such as title, or
// what stands below one. A whole number in Path counts the items of a list
// from 0.
type SetSection struct {
	Path  []string // such as models, atlas-2, weights
	Value any      // see Pairs
}

// RemoveSection removes a section or a key below one. A map that becomes empty
// goes as well.
type RemoveSection struct {
	Path []string
}

// AddItem appends an item to a list outside the nodes, such as waivers; a list
// that is not there is made.
type AddItem struct {
	Path  []string
	Value any // see Pairs
}

// RemoveItem removes an item of a list outside the nodes. A list that becomes
// empty goes as well.
type RemoveItem struct {
	Path  []string
	Index int // from 0
}

// InsertFragment adds the nodes of another text, comments included, and the
// entries of its sections that are keyed by id. The text is a case, or only
// the map of nodes that stands below nodes. Ids that are taken get another
// one, everywhere in the fragment.
type InsertFragment struct {
	Text     string
	Under    string   // the node that the fragment's top nodes hang from; "" for none
	Relation Relation // how Under refers to them; supported_by when ""
	At       int      // place in the list of Under
	Prefix   string   // put before every id of the fragment that is taken; a number is counted up when ""
	After    string   // the node whose entry the fragment follows; "" to stand after Under's other nodes
}
