package render

import (
	"fmt"
	"slices"
	"strings"
)

// codeBox is the box that stands for a character that no font has, in ems from
// the beginning of its place on the line, upward: its sides and the digits of
// its code in two rows.
type codeBox struct {
	left, right, low, top float64
	rows                  [2]codeRow
}

type codeRow struct {
	x, y, size float64
	text       string
}

func missingBox(text string) codeBox {
	code := []rune(text)
	digits := fmt.Sprintf("%04X", code[0])
	half := (len(digits) + 1) / 2
	b := codeBox{left: 0.06, right: missingWide - 0.06, low: -0.18, top: 0.88}
	size := 0.44
	if half > 2 {
		size = 0.38
	}
	for i, text := range []string{digits[:half], digits[half:]} {
		wide := 0.59 * size * float64(len(text)) // digits of the Go font; A to F are close to it
		b.rows[i] = codeRow{(missingWide - wide) / 2, 0.45 - 0.52*float64(i), size, text}
	}
	return b
}

// maxCodes is how many characters a message names one by one.
const maxCodes = 12

// missingNames says which characters no font has, for a message.
func (t *typesetter) missingNames() string {
	var all []rune
	for r := range t.lacks {
		all = append(all, r)
	}
	slices.Sort(all)
	var out []string
	for i, r := range all {
		if i == maxCodes {
			out = append(out, fmt.Sprintf("and %d more", len(all)-i))
			break
		}
		out = append(out, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(out, ", ")
}

// lacking reports whether some text of a scene has characters that no font
// has, and keeps them.
func (t *typesetter) lacking(sc *scene) bool {
	for i := range sc.groups {
		for _, it := range sc.groups[i].items {
			if it.words != nil && !t.builtin(it.words.text, it.words.bold) {
				t.set(it.words.text, it.words.bold, it.words.rtl)
			}
		}
	}
	return len(t.lacks) > 0
}
