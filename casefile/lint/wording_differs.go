package lint

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"safecase/casefile"
)

var wordingDiffers = &Rule{
	Name: "wording-differs", ID: "TXT014", Severity: strict,
	Title: "a claim says one number and is judged by another",
	Why:   "Readers go by the sentence. A claim of fewer than one in a hundred that is judged by one half looks shown and is not (SCCG CL.3).",
	Fix:   "write the number of the quantity in the sentence, or judge by the number of the sentence",
	Bad:   "C1: {claim: The model solves fewer than one in a hundred tasks, quantity: {of: E1, below: 0.5}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: The model solves fewer than 5 % of the tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Needs: "quantity",
	Check: func(p *Pass) {
		for n, numbers := range p.wordedClaims() {
			stated := statedRates(n.Text)
			if len(stated) != 1 || p.judgedBy(numbers, stated[0].rate) {
				continue
			}
			p.Report(n.At("quantity"), n.ID, "%s says %s, and none of its numbers is %s", n.ID, strings.TrimSpace(stated[0].words), short(stated[0].rate))
		}
	},
}

// wordedClaims are the claims that state numbers. Findings are sorted later.
func (p *Pass) wordedClaims() map[*casefile.Node][]number {
	p.numbers()
	return p.facts.numbersOf
}

// judgedBy reports whether one of the numbers compares with the rate, or with
// what is left of it.
func (p *Pass) judgedBy(numbers []number, rate float64) bool {
	for _, number := range numbers {
		for _, key := range append([]string{"confidence"}, comparisons...) {
			x, ok := number.q.Get(key).Number()
			if !ok && key == "confidence" {
				x, ok = 0.95, true
			}
			if ok && (math.Abs(x-rate) < 1e-9 || math.Abs(1-x-rate) < 1e-9) {
				return true
			}
		}
		if number.q.Get("statistic").Text() == "count" {
			return true // it is about how many, and the sentence may tell of how many
		}
	}
	return false
}

var comparisons = []string{"below", "at_most", "above", "at_least"}

// worded is a rate as the words of a claim state it.
type worded struct {
	words string
	rate  float64
}

var (
	percents  = regexp.MustCompile(`(?i)([0-9]+(?:\.[0-9]+)?) ?(?:%|percent|per cent)`)
	fractions = regexp.MustCompile(`(?i)\b(?:one|1) (?:in|of|out of) (?:every |each )?([0-9][0-9,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|a hundred|one hundred|two hundred|five hundred|a thousand|one thousand|ten thousand|a million)\b`)
)

var numberWords = map[string]float64{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "eighty": 80, "a hundred": 100, "one hundred": 100, "two hundred": 200, "five hundred": 500,
	"a thousand": 1000, "one thousand": 1000, "ten thousand": 10000, "a million": 1e6}

// statedRates are the rates that a sentence states: 5 %, one in twenty.
func statedRates(text string) []worded {
	var out []worded
	for _, m := range percents.FindAllStringSubmatch(text, -1) {
		if x, err := strconv.ParseFloat(m[1], 64); err == nil {
			out = append(out, worded{m[0], x / 100})
		}
	}
	for _, m := range fractions.FindAllStringSubmatch(text, -1) {
		n := numberWords[strings.ToLower(m[1])]
		if n == 0 {
			n, _ = strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
		}
		if n > 0 {
			out = append(out, worded{m[0], 1 / n})
		}
	}
	return out
}
