package casefile

// Keys is a set of keys in one word. It may seem to hold a key that is not in
// it, never the other way round.
type Keys uint64

// KeysOf is the set of the keys of a map.
func KeysOf(v Value) Keys {
	var k Keys
	for e := range v.entries {
		k |= bit(e.Key)
	}
	return k
}

// Hold reports whether the key may be in the set; false is certain.
func (k Keys) Hold(key string) bool { return k&bit(key) != 0 }

// bit takes a key by three letters and its length. With these factors at most three
// of the keys of nodes share a bit; a test says when that is over.
func bit(key string) Keys {
	if key == "" {
		return 1
	}
	n := len(key)
	return 1 << ((uint(key[0])*47 + uint(key[n-1])*56 + uint(key[n/2])*25 + uint(n)) & 63)
}
