package lint

import (
	"math/rand"
	"strings"
	"testing"
)

// TestWordsOfPatternsMissNothing holds that a text without the words of a
// pattern has no match of it, over sentences of all that rates are made of.
func TestWordsOfPatternsMissNothing(t *testing.T) {
	patterns := []pattern{percentRate, decimalRate, wordedRate, mille, slashRate, countedRate, fraction}
	parts := strings.Split("one|twenty|1|5|0.05|1e-4|10,000|a hundred|ten thousand|million| in | out of | of | every |%| percent| per cent|points| percentage points|half|a third|a tenth|A Quarter|PERCENT|One| IN |confidence|.|,|\n|(|)| |K|ſ|İ", "|")
	random, found := rand.New(rand.NewSource(1)), 0
	for range 50_000 {
		var b strings.Builder
		for range 1 + random.Intn(6) {
			b.WriteString(parts[random.Intn(len(parts))])
		}
		text := b.String()
		for _, p := range patterns {
			if m := p.FindString(text); m != "" {
				found++
				if !p.possible(text) {
					t.Fatalf("%q matches %s in %q, and none of %q is there", m, p, text, p.words)
				}
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d matches were tried", found)
	}
}
