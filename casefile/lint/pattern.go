package lint

import (
	"regexp"
	"strings"
)

// pattern is a regular expression with the words, in small letters, of which
// any match holds at least one. Looking for a word is a hundred times cheaper than matching, and
// most sentences hold none: editors ask for every claim at every keystroke.
type pattern struct {
	*regexp.Regexp
	words []string
}

func hinted(expression string, words ...string) pattern {
	return pattern{regexp.MustCompile(expression), words}
}

// possible reports whether a text may hold a match.
func (p pattern) possible(text string) bool {
	lower := strings.ToLower(text)
	for _, word := range p.words {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}

// matches are all matches with their groups.
func (p pattern) matches(text string) [][]string {
	if !p.possible(text) {
		return nil
	}
	return p.FindAllStringSubmatch(text, -1)
}
