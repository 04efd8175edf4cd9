package render

import "safecase/casefile/diff"

// Since is what changed from an earlier version of the case.
type Since struct {
	From     string // how the earlier version is called; may be ""
	Changes  []ChangeLine
	States   []MovedState
	Affected []Ref // claims above a change
	Loosened int   // changes that make it easier for the case to look good
}

// ChangeLine is one difference between two versions.
type ChangeLine struct {
	Sort     string
	Loosens  bool
	Node     Ref    // ID is "" outside the nodes
	Path     string // of the field; "" for the whole
	Old, New string // as written; "" when it was not there
	Why      string // what a loosening made easier
}

// MovedState is a node that stands otherwise than before.
type MovedState struct {
	Ref
	Old, New StateMark
}

// since tells a comparison; nil when there is none.
func (b *reporter) since(d *diff.Diff, from string) *Since {
	if d == nil {
		return nil
	}
	out := &Since{From: Plain(from), Affected: b.refs(d.Affected)}
	for _, c := range d.Changes {
		line := ChangeLine{Sort: string(c.Sort), Loosens: c.Sort == diff.Loosening, Node: b.ref(c.Node), Path: Plain(c.Path), Old: Plain(c.Old), New: Plain(c.New), Why: Plain(c.Why)}
		if line.Loosens {
			out.Loosened++
		}
		out.Changes = append(out.Changes, line)
	}
	for _, s := range d.States {
		out.States = append(out.States, MovedState{b.ref(s.Node), markOf(s.Old), markOf(s.New)})
	}
	return out
}
