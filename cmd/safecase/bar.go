package main

import (
	"math"
	"slices"
	"strings"

	"safecase/casefile/assess"
	"safecase/render"
)

// barWidth is how many columns a number is drawn on: with its margin it fits
// on the narrowest terminal.
const barWidth = 60

// bar draws a number on one line of characters, with the threshold and the
// ends of the axis above it:
//
//	0     < 0.05                                               1
//	······┆······························●━━━━━━┫···············
//
// ● is the observed value, ┫ or ┣ the bound that decides, ┆ the threshold. It
// is nil where nothing is known that could be drawn.
func bar(x assess.Number) []string {
	points := drawn(x)
	if len(points) == 0 || x.Op == "" {
		return nil
	}
	low, high := axis(append(points, x.Threshold))
	at := func(v float64) int {
		return min(barWidth-1, max(0, int(math.Round((v-low)/(high-low)*(barWidth-1)))))
	}
	line := []rune(strings.Repeat("·", barWidth))
	limit := at(x.Threshold)
	line[limit] = '┆'
	if bound, end := decides(x); bound != nil {
		from := *bound
		if x.Value != nil && !math.IsNaN(*x.Value) {
			from = *x.Value
		}
		for i := min(at(from), at(*bound)); i <= max(at(from), at(*bound)); i++ {
			if line[i] = '━'; i == limit {
				line[i] = '┿'
			}
		}
		line[at(*bound)] = end
	}
	if x.Value != nil {
		line[at(*x.Value)] = '●'
	}
	return []string{axisLine(low, high, limit, render.OpSign(x.Op)+" "+render.Digits(x.Threshold)), string(line)}
}

// decides is the bound that is compared with the threshold, and its end mark.
func decides(x assess.Number) (*float64, rune) {
	if x.High != nil {
		return x.High, '┫'
	}
	return x.Low, '┣'
}

// drawn are the numbers that must be on the axis.
func drawn(x assess.Number) []float64 {
	var out []float64
	for _, p := range []*float64{x.Value, x.Low, x.High} {
		if p != nil && !math.IsNaN(*p) && !math.IsInf(*p, 0) {
			out = append(out, *p)
		}
	}
	return out
}

// axis reaches from 0, or what is below it, to 1 for a share of some size, to a
// round number above everything else.
func axis(points []float64) (low, high float64) {
	low, high = min(0, slices.Min(points)), slices.Max(points)
	switch {
	case low == 0 && high > 0.4 && high <= 1:
		return 0, 1
	case low < 0:
		reach := roundUp(max(-low, high))
		return -reach, reach
	case high <= 0:
		return 0, 1
	}
	return 0, roundUp(high * 1.15)
}

// roundUp is the next of 1, 2, 2.5, 4, 5, 8 and 10 times a power of ten.
func roundUp(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, step := range []float64{1, 2, 2.5, 4, 5, 8} {
		if y := step * power; y >= x {
			return y
		}
	}
	return 10 * power
}

// axisLine writes the ends of the axis and the threshold over its place. Where
// there is no room the end gives way: the threshold matters more.
func axisLine(low, high float64, limit int, threshold string) string {
	line := []rune(strings.Repeat(" ", barWidth))
	put := func(at int, s string) {
		text := []rune(s)
		at = min(max(0, at), barWidth-len(text))
		for i := max(0, at-1); i < min(barWidth, at+len(text)+1); i++ {
			line[i] = ' '
		}
		copy(line[at:], text)
	}
	put(0, render.Digits(low))
	put(barWidth, render.Digits(high))
	mark := []rune(threshold)
	put(limit-len(mark)/2, threshold)
	return strings.TrimRight(string(line), " ")
}
