package lint

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"safecase/casefile"
)

var numberNotAsWorded = &Rule{
	Name: "number-not-as-worded", ID: "ARG047", Covers: []string{"TXT014"}, Severity: strict,
	Title: "a claim says one rate in words and is judged by another",
	Why:   "Reviewers read the sentence; the tool checks the number. A threshold that was loosened without the sentence passes a claim that nobody showed (GRE05: equivocation; SCCG CL.4).",
	Fix:   "write the same number in the claim and in its threshold, and let whoever set the threshold confirm it",
	Bad:   "C1: {claim: The model solves fewer than one in twenty tasks, quantity: {of: E1, below: 0.5}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: The model solves fewer than one in twenty tasks, quantity: {of: E1, below: 0.05}, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Claim] {
			stated := p.statedRates(n)
			if len(stated) == 0 {
				p.judgedByNothing(n)
				continue
			}
			if worded := wordedRates(n.Text); len(worded) > 0 && !agree(worded, stated) {
				p.Report(n.At("claim"), n.ID, "%s says %s, and is judged by %s", n.ID, quoted(worded), quoted(stated))
			}
		}
	},
}

// judgedByNothing reports a claim that says a rate and rests on results without
// stating a number: that somebody reviewed the file says nothing of the sentence.
func (p *Pass) judgedByNothing(n *casefile.Node) {
	if n.Get("quantity").Exists() || n.Get("bound").Exists() {
		return
	}
	for _, e := range p.results(n) { // before the words: most claims rest on no result, and words cost more
		if r := p.Readings[e.ID]; r == nil || r.Problem != nil || len(r.Records) == 0 {
			continue
		}
		if worded := wordedRates(n.Text); len(worded) > 0 {
			p.ReportHint(n.At("claim"), n.ID, "state quantity: {of: "+e.ID+", ...} with the number of the sentence", "%s says %s, and no number of %s is judged by it", n.ID, quoted(worded), e.ID)
		}
		return
	}
}

// rate is a share between 0 and 1, as it was written.
type rate struct {
	value float64
	text  string
}

// statedRates are the limits that a claim is judged by: its own, or else those
// of the outcomes that it is about.
func (p *Pass) statedRates(n *casefile.Node) []rate {
	var out []rate
	add := func(v casefile.Value) {
		if x, ok := v.Number(); ok && x > 0 && x < 1 {
			out = append(out, rate{x, v.Text()})
		}
	}
	for _, q := range n.Get("quantity").Items() {
		if s := q.Get("statistic").Text(); s == "count" || s == "max" {
			continue
		}
		for _, key := range []string{"below", "at_most", "above", "at_least"} {
			add(q.Get(key))
		}
	}
	if len(out) == 0 {
		for _, id := range n.Get("outcomes").Texts() {
			add(p.Case.Get("outcomes", id, "threshold", "probability"))
		}
	}
	return out
}

// agree reports whether a rate in words is one of the limits, or what is left
// of 1 beside it: "fails more than 95 %" is a success below 0.05.
func agree(worded, stated []rate) bool {
	for _, w := range worded {
		for _, s := range stated {
			if near(w.value, s.value) || near(1-w.value, s.value) {
				return true
			}
		}
	}
	return false
}

// near allows for one third being written as 0.33.
func near(a, b float64) bool { return math.Abs(a-b) <= 0.02*b }

func quoted(rates []rate) string {
	texts := make([]string, len(rates))
	for i, r := range rates {
		texts[i] = r.text
	}
	return list(texts)
}

var (
	percentRate = hinted(`(\d+(?:\.\d+)?|\b`+numeralWords+`) ?(?:%|percent\b|per cent\b|pct\b|(?:percentage )?points\b)( confidence)?`, "%", "percent", "per cent", "pct", "points")
	decimalRate = hinted(`(?:^|[\s(])(0?\.\d+|\d(?:\.\d+)?e-\d+)( confidence)?(?:$|[^\d.\w]|\.(?:\s|$))`, ".", "e-")
	wordedRate  = hinted(`\b(`+numeralWords+`|\d+) (?:in|out of) (?:every )?((?:(?:a|`+numeralWords+`) )?(?:hundred|thousand|million)|`+numeralWords+`|\d[\d,]*)\b`, counted(" in ", " out of ")...)
	countedRate = hinted(`\b(`+numeralWords+`|\d+) (?:task|item|question|prompt|request|attempt|episode|sample|run|action|case)s? (?:in|out of) (?:every )?((?:(?:a|`+numeralWords+`) )?(?:hundred|thousand|million)|`+numeralWords+`|\d[\d,]*)(?: (second|minute|hour|day|week|month|year)s?)?\b`, " in ", " out of ")
	mille       = hinted(`(\d+(?:\.\d+)?|\b`+numeralWords+`) ?(?:‰|per mille\b)`, "‰", "mille")
	slashRate   = hinted(`(?:^|[\s(])1/(\d+)(?:$|[\s).,])`, "1/")
	fraction    = hinted(`\b(half|a third|a quarter|a tenth|a twentieth|a fiftieth|a hundredth|a thousandth)\b`, "half", "a third", "a quarter", "a tenth", "a twentieth", "a fiftieth", "a hundredth", "a thousandth")
)

// counted are the ways in which a numeral stands before one of the words.
func counted(words ...string) []string {
	var out []string
	for _, numeral := range append(strings.Split(strings.Trim(numeralWords, "(?:)"), "|"), strings.Split("0123456789", "")...) {
		for _, word := range words {
			out = append(out, numeral+word)
		}
	}
	return out
}

// wordedRates finds the rates that a sentence states: 5 %, 0.05, one in
// twenty, 1 in 10,000, half, thirty points. A confidence is none.
func wordedRates(text string) []rate {
	lower := aloud(text)
	var out []rate
	add := func(x float64, text string) {
		if x > 0 && x < 1 {
			out = append(out, rate{x, text})
		}
	}
	for _, m := range percentRate.matches(lower) {
		if m[2] == "" {
			add(numeral(m[1])/100, m[0])
		}
	}
	for _, m := range mille.matches(lower) {
		add(numeral(m[1])/1000, m[0])
	}
	for _, m := range slashRate.matches(lower) {
		add(1/numeral(m[1]), "1/"+m[1])
	}
	for _, m := range countedRate.matches(lower) {
		if k, n := numeral(m[1]), numeral(m[2]); k > 0 && n > k && m[3] == "" {
			add(k/n, m[0])
		}
	}
	if percentRate.possible(lower) {
		lower = percentRate.ReplaceAllString(lower, " ")
	}
	for _, m := range decimalRate.matches(lower) {
		if x, err := strconv.ParseFloat(m[1], 64); err == nil && m[2] == "" {
			add(x, m[1])
		}
	}
	if strings.Contains(lower, " in ") || strings.Contains(lower, " out of ") {
		for _, m := range wordedRate.matches(lower) {
			if k, n := numeral(m[1]), numeral(m[2]); k > 0 && n > k {
				add(k/n, m[0])
			}
		}
	}
	for _, m := range fraction.matches(lower) {
		add(fractions[m[0]], m[0])
	}
	return out
}

var fractions = map[string]float64{"half": 0.5, "a third": 1. / 3, "a quarter": 0.25, "a tenth": 0.1, "a twentieth": 0.05, "a fiftieth": 0.02, "a hundredth": 0.01, "a thousandth": 0.001}

// aloud is a text as it is read aloud: blanks of every width, digits of every
// width, marks that nobody sees and hyphens between words make no difference.
func aloud(text string) string {
	lower := strings.ToLower(text)
	if !strings.ContainsFunc(lower, func(r rune) bool { return r > unicode.MaxASCII || r == '-' || r == ',' }) {
		return lower
	}
	lower = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '％':
			return '%'
		case r == '．':
			return '.'
		case r == '‐' || r == '‑':
			return '-'
		}
		return r
	}, lower)
	lower = decimalComma.ReplaceAllString(lower, "$1.$2")
	return wordHyphen.ReplaceAllString(lower, " $1")
}

var (
	decimalComma = regexp.MustCompile(`\b(0),(\d)`)
	wordHyphen   = regexp.MustCompile(`\b-(\p{L})`)
)

// numeral is the number that one or two words name; 0 when they name none.
func numeral(s string) float64 {
	if x, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64); err == nil {
		return x
	}
	first, second, two := strings.Cut(s, " ")
	if !two {
		return numerals[s]
	}
	if first == "a" {
		return numerals[second]
	}
	return numerals[first] * numerals[second]
}

// numeralWords are the words of numerals below a hundred, as a pattern.
const numeralWords = `(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)`

var numerals = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
	"seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000, "million": 1e6,
}
