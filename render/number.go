package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"safecase/casefile/assess"
)

// Comparison says how a number stands to its threshold, as a plain fact: the
// bound where there is one, else the point. It says "?" where nothing is known.
func Comparison(num assess.Number) string {
	shown := num.Value
	switch {
	case num.High != nil:
		shown = num.High
	case num.Low != nil:
		shown = num.Low
	}
	if num.Verdict == assess.NotMet && num.Value != nil {
		shown = num.Value
	}
	if shown == nil && !compared(num) {
		return "?" // a threshold that is not known must not read as 0
	}
	if shown == nil {
		return "? " + OpSign(num.Op) + " " + Digits(num.Threshold)
	}
	if num.Op == "" {
		return Digits(*shown)
	}
	if num.Verdict == assess.CannotTell {
		return "? (" + Digits(*shown) + ") " + OpSign(num.Op) + " " + Digits(num.Threshold)
	}
	return Digits(*shown) + " " + comparedTo(*shown, num.Threshold) + " " + Digits(num.Threshold)
}

// compared reports whether there is a threshold; a risk whose limit is not
// known is carried with the limit 0, which nothing can be below.
func compared(num assess.Number) bool {
	return num.Op != "" && !(num.Op == "below" && num.Metric == assess.RiskPerWindow && num.Threshold == 0)
}

func comparedTo(x, y float64) string {
	switch {
	case x < y:
		return "<"
	case x > y:
		return ">"
	}
	return "="
}

// OpSign is the sign of a comparison as a case writes it.
func OpSign(op string) string {
	switch op {
	case "below":
		return "<"
	case "at_most":
		return "≤"
	case "above":
		return ">"
	case "at_least":
		return "≥"
	}
	return ""
}

// Digits writes a number as people read it: up to four significant digits, no
// exponent above a millionth.
func Digits(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e6 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	if math.Abs(x) < 1e-6 || math.Abs(x) >= 1e7 {
		return strconv.FormatFloat(x, 'g', 3, 64)
	}
	decimals := 3
	for y := math.Abs(x); y < 0.1 && decimals < 9; y *= 10 {
		decimals++
	}
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(x, 'f', decimals, 64), "0"), ".")
}

// Count says k of n, or what is known of it.
func Count(num assess.Number) string {
	switch {
	case num.K != nil && num.N != nil && num.KUp:
		return fmt.Sprintf("at most %d of %d", *num.K, *num.N)
	case num.K != nil && num.N != nil:
		return fmt.Sprintf("%d of %d", *num.K, *num.N)
	case num.N != nil:
		return fmt.Sprintf("n = %d", *num.N)
	}
	return "n not known"
}
