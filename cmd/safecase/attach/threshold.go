package attach

import (
	"errors"
	"strconv"
	"strings"

	"safecase/casefile"
)

// Threshold is what a claim says about a number.
type Threshold struct {
	Op    string // one of Limits
	Text  string // the number as typed, which a case file reads back as Value
	Value float64
}

// Confidence is the one-sided confidence that is written unless the user changes it.
const Confidence = 0.95

var signs = []struct{ sign, op string }{
	{"<=", "at_most"}, {"≤", "at_most"}, {"at most", "at_most"}, {"at_most", "at_most"},
	{">=", "at_least"}, {"≥", "at_least"}, {"at least", "at_least"}, {"at_least", "at_least"},
	{"<", "below"}, {"below", "below"}, {">", "above"}, {"above", "above"},
}

// caseNumber is what a case file takes for a number.
var caseNumber = &casefile.Type{Form: casefile.FormNumber}

var errThreshold = errors.New("write below, at most, above or at least and a number, such as: below 0.05")

// ParseThreshold reads "below 0.05", "<= 5%" and the like.
func ParseThreshold(typed string) (Threshold, error) {
	rest := strings.ToLower(strings.TrimSpace(typed))
	t := Threshold{}
	for _, c := range signs {
		if after, ok := strings.CutPrefix(rest, c.sign); ok {
			t.Op, rest = c.op, strings.TrimSpace(after)
			break
		}
	}
	number, percent := strings.CutSuffix(rest, "%")
	number = strings.TrimSpace(number)
	if _, err := casefile.ParseValue(caseNumber, number); t.Op == "" || number == "" || err != nil {
		return Threshold{}, errThreshold
	}
	x, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return Threshold{}, errThreshold
	}
	t.Value, t.Text = x, number
	if percent {
		t.Value = x / 100
		t.Text = strconv.FormatFloat(t.Value, 'g', -1, 64)
	}
	return t, nil
}
