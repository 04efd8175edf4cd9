package stats

import "strconv"

// Rounded is the bound to twelve significant digits. Processors differ in the
// last of a float64's sixteen (some add a product in one rounding, some in
// two), and the same counts must give the same digits and the same verdict on
// all of them. To the nearest: what is exactly a threshold stays it.
func (b Bound) Rounded() Bound {
	b.Lower, b.Upper = Round(b.Lower), Round(b.Upper)
	return b
}

// Round is x to twelve significant digits.
func Round(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 11, 64), 64)
	if err != nil {
		return x
	}
	return y
}
