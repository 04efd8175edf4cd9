package convert

import "safecase/casefile"

// mapRefs is a value with every id of a node in it replaced. Where ids stand,
// the declaration of the value says; a value without one has none.
func mapRefs(t *casefile.Type, v any, replace func(string) string) any {
	if t == nil {
		return v
	}
	switch x := v.(type) {
	case string:
		if namesNode(t.Refer) {
			return replace(x)
		}
	case []string:
		var out []any
		for _, item := range x {
			out = append(out, mapRefs(elementOf(t), item, replace))
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, item := range x {
			out[i] = mapRefs(elementOf(t), item, replace)
		}
		return out
	case casefile.Pairs:
		return mapKeys(t, x, replace)
	}
	return v
}

func mapKeys(t *casefile.Type, pairs casefile.Pairs, replace func(string) string) casefile.Pairs {
	out := make(casefile.Pairs, len(pairs))
	for i, p := range pairs {
		below := t.Dict
		if f := t.Field(p.Key); f != nil {
			below = f.Type
		} else if namesNode(t.DictOf) {
			p.Key = replace(p.Key)
		}
		out[i] = casefile.Pair{Key: p.Key, Value: mapRefs(below, p.Value, replace)}
	}
	return out
}

func namesNode(r casefile.Refer) bool { return r == casefile.ReferNode || r == casefile.ReferEvidence }

func elementOf(t *casefile.Type) *casefile.Type {
	if t.Elem != nil {
		return t.Elem
	}
	return t
}

// mapNode replaces the ids in what is written below the id of a node. Links
// that a node of its kind cannot have stand under x- and are replaced, too.
func mapNode(kind casefile.Kind, pairs casefile.Pairs, replace func(string) string) casefile.Pairs {
	out := mapKeys(casefile.NodeType(kind), pairs, replace)
	for i, p := range out {
		for _, r := range casefile.Relations {
			if p.Key == "x-"+string(r) {
				out[i].Value = mapRefs(relationTypes[r], p.Value, replace)
			}
		}
	}
	return out
}

var relationTypes = func() map[casefile.Relation]*casefile.Type {
	types := map[casefile.Relation]*casefile.Type{}
	for _, k := range casefile.Kinds {
		for _, r := range casefile.Relations {
			if f := casefile.NodeType(k.Kind).Field(string(r)); f != nil {
				types[r] = f.Type
			}
		}
	}
	return types
}()
