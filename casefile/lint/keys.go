package lint

import "safecase/casefile"

// keySet is a set of the keys that rules ask for most.
type keySet uint64

var keyBit = func() map[string]keySet {
	m := map[string]keySet{}
	for i, key := range watched {
		m[key] = 1 << i
	}
	return m
}()

// watched are keys that most nodes do not have, so that it pays to know without
// looking.
var watched = []string{
	"about", "access", "acp", "aggregation", "argument", "attacker_restrictions", "baseline", "bound", "challenges",
	"contamination_controls", "counter_evidence_for", "date_run", "doubt", "elicitation", "evaluator", "first_pass", "game", "grader",
	"incidents", "independence", "indicator", "iterations_on_eval", "kind", "method", "mitigation_status", "mitigations", "n",
	"outcomes", "owner", "pair_of", "polarity", "protocol", "proxy_direction", "proxy_of", "quantity", "raised_by",
	"refusal_rate", "representativeness", "requires", "review", "review_by", "role", "sha256", "side_claims", "status",
	"step", "target", "template", "threats", "transcribed", "used_in_training", "visibility",
}

func keysOf(v casefile.Value) keySet {
	var s keySet
	for _, e := range v.Entries() {
		s |= keyBit[e.Key]
	}
	return s
}

// shape says which keys a node and its protocol have.
type shape struct {
	own, shared keySet
	protocol    casefile.Value
}

func (f *facts) shape(c *casefile.Case) {
	f.shapes = make(map[*casefile.Node]shape, len(c.Nodes))
	protocols := map[string]shape{}
	for _, p := range c.Items("protocols") {
		protocols[p.ID] = shape{shared: keysOf(p.Value), protocol: p.Value}
	}
	for _, n := range c.Nodes {
		own := keysOf(n.Value())
		s := shape{}
		if own&keyBit["protocol"] != 0 {
			s = protocols[n.Get("protocol").Text()]
		}
		s.own = own
		f.used |= own | s.shared
		f.shapes[n] = s
	}
}

// any reports whether a node or a protocol has the key; "" is always there.
func (f *facts) any(key string) bool { return key == "" || f.used&keyBit[key] != 0 }

// get is what stands at path in the node.
func (f *facts) get(n *casefile.Node, path ...string) casefile.Value {
	if bit := keyBit[path[0]]; bit != 0 && f.shapes[n].own&bit == 0 {
		return casefile.Value{}
	}
	return n.Get(path...)
}

// circumstance is what is written about an evaluation at path: in the evidence
// itself, else in its protocol.
func (f *facts) circumstance(e *casefile.Node, path ...string) casefile.Value {
	s, bit := f.shapes[e], keyBit[path[0]]
	if bit != 0 && (s.own|s.shared)&bit == 0 {
		return casefile.Value{}
	}
	if bit == 0 || s.own&bit != 0 {
		if v := e.Get(path...); v.Exists() {
			return v
		}
	}
	return s.protocol.Get(path...)
}
