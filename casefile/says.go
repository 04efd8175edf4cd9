package casefile

import (
	"slices"
	"strings"
	"unicode"
)

// nothing are the words with which one fills a field and names no one and no
// reason.
var nothing = []string{"tbd", "tba", "todo", "n/a", "na", "none", "nobody", "no one", "unknown", "somebody", "someone", "anyone", "anonymous", "xxx"}

// Says reports whether a text that is to name somebody, or to give a reason,
// does: it has a letter or a digit, and is no placeholder such as TBD.
func Says(text string) bool {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return false
	}
	return !slices.Contains(nothing, strings.ToLower(strings.TrimSpace(text)))
}
