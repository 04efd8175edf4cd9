package diff

import (
	"fmt"
	"strconv"
	"strings"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// fields compares two values and notes every difference at the deepest place
// where it can be said.
func (c *comparison) fields(node, path string, was, is casefile.Value) {
	switch {
	case was.Flow() == is.Flow():
	case isRelation(path):
		c.links(node, path, was, is)
	case was.Shape() == casefile.Map && is.Shape() == casefile.Map:
		for _, key := range union(keysOf(was), keysOf(is)) {
			c.fields(node, join(path, key), was.Get(key), is.Get(key))
		}
	case ofMaps(was) && ofMaps(is) && (was.Exists() || is.Exists()):
		c.items(node, path, was.Items(), is.Items())
	default:
		c.add(change(node, path, was, is))
	}
}

func change(node, path string, was, is casefile.Value) Change {
	ch := Change{Sort: Changed, Node: node, Path: path, Old: was.Flow(), New: is.Flow(), Pos: is.Pos()}
	if !is.Exists() {
		ch.Sort, ch.Pos = Removed, was.Pos()
	} else if !was.Exists() {
		ch.Sort = Added
	}
	return ch
}

func isRelation(path string) bool {
	for _, r := range casefile.Relations {
		if path == string(r) {
			return true
		}
	}
	return false
}

// links compares two lists of links as sets, by where they lead.
func (c *comparison) links(node, path string, was, is casefile.Value) {
	old, now := byTarget(was), byTarget(is)
	for _, v := range was.Items() {
		if to := target(v); !now[to].Exists() {
			c.add(Change{Sort: Removed, Node: node, Path: path, Old: to, Pos: v.Pos()})
		}
	}
	for _, v := range is.Items() {
		to := target(v)
		switch before := old[to]; {
		case !before.Exists():
			c.add(Change{Sort: Added, Node: node, Path: path, New: to, Pos: v.Pos()})
		case before.Flow() != v.Flow():
			c.add(Change{Sort: Changed, Node: node, Path: path, Old: before.Flow(), New: v.Flow(), Pos: v.Pos()})
		}
	}
}

func byTarget(v casefile.Value) map[string]casefile.Value {
	out := map[string]casefile.Value{}
	for _, item := range v.Items() {
		out[target(item)] = item
	}
	return out
}

func target(v casefile.Value) string {
	if v.Shape() != casefile.Map {
		return v.Text()
	}
	if from := v.Get("from").Text(); from != "" {
		return from + " -> " + v.Get("to").Text()
	}
	return v.Get("to").Text()
}

// ofMaps reports whether a value is a list of maps or one such map.
func ofMaps(v casefile.Value) bool {
	items := v.Items()
	for _, item := range items {
		if item.Shape() != casefile.Map {
			return false
		}
	}
	return len(items) > 0
}

// items compares two lists of maps: equal ones first, then what is left in
// order.
func (c *comparison) items(node, path string, was, is []casefile.Value) {
	was, is = unequal(was, is)
	for i := range max(len(was), len(is)) { // an index counts what is unequal
		var old, now casefile.Value
		if i < len(was) {
			old = was[i]
		}
		if i < len(is) {
			now = is[i]
		}
		c.fields(node, path+"["+strconv.Itoa(i)+"]", old, now)
	}
}

func unequal(was, is []casefile.Value) (a, b []casefile.Value) {
	count := map[string]int{}
	for _, v := range is {
		count[v.Flow()]++
	}
	for _, v := range was {
		if s := v.Flow(); count[s] > 0 {
			count[s]--
		} else {
			a = append(a, v)
		}
	}
	count = map[string]int{}
	for _, v := range was {
		count[v.Flow()]++
	}
	for _, v := range is {
		if s := v.Flow(); count[s] > 0 {
			count[s]--
		} else {
			b = append(b, v)
		}
	}
	return a, b
}

// say writes a number with its bound and verdict; a threshold that moved is a
// change of its own.
func say(num assess.Number) string {
	var b strings.Builder
	if num.Value != nil {
		fmt.Fprintf(&b, "%.4g", *num.Value)
	} else {
		b.WriteString("no value")
	}
	if num.K != nil && num.N != nil {
		fmt.Fprintf(&b, " (%d of %d)", *num.K, *num.N)
	}
	for _, bound := range []*float64{num.Low, num.High} {
		if bound != nil {
			fmt.Fprintf(&b, ", bound %.4g", *bound)
		}
	}
	verdict := "holds"
	if num.Verdict != assess.NoGap {
		verdict = num.Verdict.Word()
	}
	return b.String() + ": " + verdict
}
