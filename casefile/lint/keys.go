package lint

import "safecase/casefile"

// shape is the protocol of an evaluation, with what may be written in it.
type shape struct {
	protocol casefile.Value
	shared   casefile.Keys
}

// shape looks which keys there are, and which protocol each node has.
func (f *facts) shape(c *casefile.Case) {
	f.shapes = map[*casefile.Node]shape{}
	protocols := map[string]shape{}
	for _, p := range c.Items("protocols") {
		keys := casefile.KeysOf(p.Value)
		f.used |= keys
		if _, twice := protocols[p.ID]; !twice {
			protocols[p.ID] = shape{p.Value, keys}
		}
	}
	for _, n := range c.Nodes {
		f.used |= n.Keys()
		if id := n.Get("protocol").Text(); id != "" {
			f.shapes[n] = protocols[id]
		}
	}
}

// any reports whether a node or a protocol may have the key; "" is always there.
func (f *facts) any(key string) bool { return key == "" || f.used.Hold(key) }

// circumstance is what is written about an evaluation at path: in the evidence
// itself, else in its protocol.
func (f *facts) circumstance(e *casefile.Node, path ...string) casefile.Value {
	if v := e.Get(path...); v.Exists() {
		return v
	}
	if s := f.shapes[e]; s.shared.Hold(path[0]) {
		return s.protocol.Get(path...)
	}
	return casefile.Value{}
}
