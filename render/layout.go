package render

// Box is a rectangle that a layout has to place.
type Box struct{ W, H Unit }

// Edge joins two boxes from top to bottom. It leaves its From box at a point
// relative to that box's corner and enters the top of To.
type Edge struct {
	From, To int
	Exit     Point // where it leaves, relative to the corner of From
	EntryX   Unit  // where it enters, from the left side of To
	Room     Unit  // how far from EntryX it may enter instead, to keep apart from others
	Below    int   // how many layers more than one it goes down at least
	Plain    bool  // it only passes on beside its end: no arrowhead needs room there
}

// Graph is what a layout gets: boxes without text, and edges without cycles.
type Graph struct {
	Boxes []Box
	Edges []Edge
}

// Route is the way of an edge: a line through points with rounded corners,
// or, if Curve is set, a Bézier curve (one point, then three for each piece).
type Route struct {
	Points []Point
	Curve  bool
}

// Placement is what a layout gives back: the corner of every box and the
// route of every edge, in the order of the graph. Boxes never overlap.
type Placement struct {
	At     []Point
	Routes []Route
}

// Layout places boxes. It sees no text and no states, so that where a node
// stands never depends on how good it looks.
type Layout func(Graph) (Placement, error)

// Distances between boxes.
const (
	gapX     = 30 * px // between neighbours
	gapTrunk = 14 * px // beside a passing line
	gapTop   = 18 * px // from a row to the first line below it
	gapEnd   = 28 * px // from the last line to the next row: an arrowhead and its stem
	gapLine  = 9 * px  // between two lines
	gapPlain = 28 * px // between rows that only straight lines without heads join
)
