package casefile

import "testing"

// TestKeysTellKeysApart: a set that seems to hold what it does not hold costs
// time; the keys of the format must not share their bit with many others.
func TestKeysTellKeysApart(t *testing.T) {
	shared := map[Keys][]string{}
	known := map[string]bool{}
	for _, kind := range Kinds {
		for _, key := range NodeType(kind.Kind).Keys() {
			if !known[key] {
				known[key] = true
				shared[bit(key)] = append(shared[bit(key)], key)
			}
		}
	}
	for _, keys := range shared {
		if len(keys) > 4 {
			t.Errorf("these %d of %d keys share a bit: %v", len(keys), len(known), keys)
		}
	}
	t.Logf("%d keys on %d bits", len(known), len(shared))
}

func TestKeysMissNothing(t *testing.T) {
	f := Read("a.case.yaml", "safecase: 1\ntitle: A\nnodes:\n  C1: {claim: All is well, undeveloped: true, \"\": odd, x-ä: 1}\n")
	n := f.Case.Node("C1")
	for _, key := range []string{"claim", "undeveloped", "", "x-ä"} {
		if !n.Keys().Hold(key) || !KeysOf(n.Value()).Hold(key) || !n.Get(key).Exists() {
			t.Errorf("the key %q is not found", key)
		}
	}
	if n.Get("owner").Exists() {
		t.Error("an owner is found")
	}
}
