package convert

import (
	"fmt"
	"slices"
	"strings"

	"safecase/casefile"
)

// vouch joins the assurance claim points of a node as the other tool has them,
// which say only where they stand, with what an export had carried along: who
// argues them. Points that are gone there are gone.
func (n *node) vouch(carried casefile.Pairs) {
	native, _ := valueOf(n.fields, "acp").(casefile.Pairs)
	was, _ := valueOf(carried, "acp").(casefile.Pairs)
	if native == nil || was == nil {
		return
	}
	var out casefile.Pairs
	for _, p := range was {
		if strings.HasPrefix(p.Key, "x-") {
			out = append(out, p)
		} else if hasKey(native, p.Key) {
			out = append(out, casefile.Pair{Key: p.Key, Value: n.moved(p.Value, idsIn(valueOf(native, p.Key)))})
		}
	}
	for _, p := range native {
		if !hasKey(out, p.Key) {
			out = append(out, p)
		}
	}
	n.set("acp", out)
}

// moved is a point as it was, at where it stands now.
func (n *node) moved(was any, now []string) any {
	long, is := was.(casefile.Pairs)
	if !is {
		if slices.Equal(idsIn(was), now) {
			return was
		}
		return now
	}
	at := idsIn(valueOf(long, "at"))
	if slices.Equal(at, now) || len(at) == 0 && slices.Equal(now, []string{n.id}) {
		return was
	}
	out := casefile.Pairs{{Key: "at", Value: now}}
	for _, p := range long {
		if p.Key != "at" {
			out = append(out, p)
		}
	}
	return out
}

// idsIn are the ids of a value that is one or a list of them.
func idsIn(value any) []string {
	switch x := value.(type) {
	case nil:
		return nil
	case []string:
		return x
	case []any:
		var out []string
		for _, one := range x {
			out = append(out, idsIn(one)...)
		}
		return out
	}
	return []string{fmt.Sprint(value)}
}
