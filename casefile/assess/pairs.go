package assess

const (
	errNoPairs   = plainError("the two runs cannot be compared item by item: their files do not hold the same items; write pair_by: none to compare the two rates alone")
	errNoCounts  = plainError("the number of items behind one of the two is not known, or it is no rate")
	errOtherTask = plainError("the two runs are not over the same task, so that equal ids do not mean equal items")
)

// pairs are the values of the items of two runs.
type pairs struct {
	xs, ys []float64
	lost   int // items besides these that may have gone either way
}

// match pairs the values of two runs by the id of the item. An item that only
// one of them has is one that the other lost, where it lost so many: then worst
// gives the value that is missing. More of them, or an id that comes twice, are
// no pairs.
func match(a, b measurement, worst func() (x, y float64)) (p pairs, err error) {
	if a.record == nil || b.record == nil {
		return p, errNoPairs
	}
	if !sameTask(a, b) {
		return p, errOtherTask
	}
	left, right := a.record.Items, b.record.Items
	values := make(map[string]float64, len(right))
	for _, item := range right {
		values[item.ID] = item.Value
	}
	seen := make(map[string]bool, len(left))
	both := 0
	for _, item := range left {
		x, y := worst()
		x = item.Value
		if v, ok := values[item.ID]; ok {
			y = v
			both++
		}
		p.xs, p.ys = append(p.xs, x), append(p.ys, y)
		seen[item.ID] = true
	}
	if both == 0 || len(seen) != len(left) || len(values) != len(right) {
		return p, errNoPairs
	}
	for _, item := range right {
		if !seen[item.ID] {
			x, _ := worst()
			p.xs, p.ys = append(p.xs, x), append(p.ys, item.Value)
		}
	}
	restA, restB := a.outside-(len(right)-both), b.outside-(len(left)-both)
	if restA < 0 || restB < 0 {
		return p, errNoPairs
	}
	p.lost = max(restA, restB) + a.lost - a.outside + b.lost - b.outside
	return p, nil
}

// sameTask reports whether nothing in the two files says that their items are
// different ones.
func sameTask(a, b measurement) bool {
	differ := func(x, y string) bool { return x != "" && y != "" && x != y }
	return !differ(a.record.DataHash, b.record.DataHash) && !differ(a.record.Task, b.record.Task) &&
		!differ(a.reading.Task, b.reading.Task) && !differ(a.reading.Dataset.Name, b.reading.Dataset.Name)
}
