package main

import (
	"slices"
	"strings"
	"time"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
	"safecase/render"
)

// evidenceRow is one number of one evidence node with the claim that takes it,
// or an evidence node of which no number is taken. What is not known is nil.
type evidenceRow struct {
	Evidence    string   `json:"evidence"`
	Minus       *string  `json:"minus"` // of a difference: the evidence that is subtracted
	File        *string  `json:"file"`
	Metric      *string  `json:"metric"`
	Claim       *string  `json:"claim"` // that states a threshold for it
	K           *int     `json:"k"`
	N           *int     `json:"n"`
	Value       *float64 `json:"value"`
	Low         *float64 `json:"low"`
	High        *float64 `json:"high"`
	Confidence  *float64 `json:"confidence"`
	Method      *string  `json:"method"`
	Op          *string  `json:"op"`
	Threshold   *float64 `json:"threshold"`
	Date        *string  `json:"date"`
	Model       *string  `json:"model"`      // of the case
	Named       *string  `json:"named"`      // what the file calls it
	Mitigation  *string  `json:"mitigation"` // status as derived
	Digest      string   `json:"digest"`
	Transcribed bool     `json:"transcribed"`
	Verdict     *string  `json:"verdict"` // on the number
	State       string   `json:"state"`   // of the evidence node
	Gaps        []string `json:"gaps"`    // of the evidence node, all of them
	Counting    []string `json:"counting"`

	verdict, state assess.State
}

// evidenceRows lists all evidence of a case: first by claim the numbers that
// claims take, then what no claim takes a number of. A number that somebody
// typed is listed whether or not a claim takes it.
func evidenceRows(r *lint.Result) []evidenceRow {
	var out []evidenceRow
	type key struct{ evidence, metric string }
	taken, listed := map[key]bool{}, map[string]bool{}
	for _, n := range r.File.Case.Nodes {
		if n.Kind != casefile.Claim {
			continue
		}
		for _, x := range r.Assessment.Numbers(n.ID) {
			if x.Metric == assess.RiskPerWindow {
				continue // calculated from another row
			}
			out = append(out, numberRow(r, x))
			for _, id := range []string{x.Evidence, x.Minus} {
				taken[key{id, x.Metric}], listed[id] = true, true
			}
		}
	}
	for _, n := range r.File.Case.Nodes {
		if n.Kind != casefile.Evidence {
			continue
		}
		for _, x := range r.Assessment.Numbers(n.ID) {
			if x.Evidence = n.ID; !taken[key{n.ID, x.Metric}] && (x.Transcribed || !listed[n.ID]) {
				out = append(out, numberRow(r, x))
				taken[key{n.ID, x.Metric}] = true
			}
		}
		if !listed[n.ID] && !slices.ContainsFunc(out, func(row evidenceRow) bool { return row.Evidence == n.ID }) {
			out = append(out, nodeRow(r, n.ID))
		}
	}
	return out
}

// nodeRow is what is known of an evidence node whatever number is taken.
func nodeRow(r *lint.Result, id string) evidenceRow {
	row := evidenceRow{Evidence: id, Digest: "no evidence is named", Gaps: []string{}, Counting: []string{}, state: r.Assessment.State(id)}
	row.State = row.state.String()
	n := r.File.Case.Node(id)
	if n == nil {
		return row
	}
	row.File, row.Model = known(n.Get("file").Text()), known(n.Get("model").Text())
	if status, _ := lint.MitigationStatus(r.File.Case, n); status != "" {
		row.Mitigation = known(status)
	}
	row.Date = known(n.Get("date_run").Text())
	row.Digest = digestState(n, r.Readings[id])
	if reading := r.Readings[id]; reading != nil {
		row.Named = known(reading.Model)
		if !reading.Date.IsZero() {
			row.Date = known(reading.Date.UTC().Format(time.DateOnly))
		}
	}
	for _, g := range r.Assessment.Gaps(id) {
		row.Gaps = append(row.Gaps, g.State.String())
	}
	return row
}

func numberRow(r *lint.Result, x assess.Number) evidenceRow {
	row := nodeRow(r, x.Evidence)
	row.Minus, row.Metric, row.Claim = known(x.Minus), known(x.Metric), known(x.Claim)
	row.K, row.N, row.Value, row.Low, row.High = x.K, x.N, x.Value, x.Low, x.High
	row.Transcribed, row.Counting = x.Transcribed, append(row.Counting, x.Counting()...)
	if !x.Date.IsZero() {
		row.Date = known(x.Date.UTC().Format(time.DateOnly))
	}
	if x.Low != nil || x.High != nil {
		row.Confidence, row.Method = &x.Confidence, known(x.Method)
	}
	if x.KUp {
		row.Counting = append(row.Counting, "k is not whole in the file and was rounded against the claim")
	}
	if x.Approximate {
		row.Counting = append(row.Counting, "the bound is approximate")
	}
	if x.Op != "" {
		word := x.Verdict.String()
		row.Op, row.Threshold, row.Verdict, row.verdict = &x.Op, &x.Threshold, &word, x.Verdict
	}
	if x.Minus != "" {
		row.join(nodeRow(r, x.Minus))
	}
	return row
}

// join adds the other side of a difference: a gap of either is one of both.
func (row *evidenceRow) join(other evidenceRow) {
	if row.Digest != other.Digest {
		row.Digest += "; " + other.Evidence + ": " + other.Digest
	}
	for _, g := range other.Gaps {
		if !slices.Contains(row.Gaps, g) {
			row.Gaps = append(row.Gaps, g)
		}
	}
	if other.state < row.state {
		row.state, row.State = other.state, other.State
	}
}

// digestState says how the bytes stand to the digest in the case.
func digestState(n *casefile.Node, r *evidence.Reading) string {
	switch {
	case n.Get("file").Text() == "":
		return "no file"
	case r == nil:
		return "not read"
	}
	d := digest{node: n, recorded: strings.ToLower(strings.TrimPrefix(strings.TrimSpace(n.Get("sha256").Text()), "sha256:")), reading: r}
	switch d.verdict() {
	case verdictOK:
		if r.DigestStated {
			return "as recorded, by the word of the store"
		}
		return "as recorded"
	case verdictChanged:
		return "CHANGED"
	case verdictUnlocked:
		if r.DigestStated {
			return "pinned version, digest by the word of the store"
		}
		return "not recorded"
	}
	return "not read"
}

// cells are the texts of a row, in the order of tableColumns.
func (row evidenceRow) cells() []string {
	claim, threshold, bound, verdict := "", "", "", "no claim takes it"
	if row.Claim != nil {
		claim, verdict = *row.Claim, "states no threshold"
	}
	if row.Op != nil {
		threshold, verdict = render.OpSign(*row.Op)+" "+render.Digits(*row.Threshold), verdictWord(row.verdict)
	}
	switch {
	case row.High != nil:
		bound = "at most " + render.Digits(*row.High)
	case row.Low != nil:
		bound = "at least " + render.Digits(*row.Low)
	}
	name := row.Evidence
	if row.Minus != nil {
		name += " minus " + *row.Minus
	}
	metric := text(row.Metric)
	if row.Transcribed {
		metric += " (TRANSCRIBED)"
	}
	model := text(row.Model)
	if named := text(row.Named); named != "" && named != model {
		model = strings.TrimSpace(model + " (" + named + ")")
	}
	return []string{
		name, text(row.File), metric, number(row.K), number(row.N), decimal(row.Value), bound, confidence(row.Confidence), threshold, claim,
		text(row.Date), model, text(row.Mitigation), row.Digest, verdict, strings.Join(append(row.gapWords(), row.Counting...), "; "),
	}
}

var tableColumns = []string{
	"evidence", "file", "metric", "k", "n", "value", "bound", "confidence", "threshold", "claim",
	"run on", "model", "mitigation", "digest", "number", "gaps",
}

func (row evidenceRow) gapWords() []string {
	var out []string
	for _, info := range assess.States {
		if slices.Contains(row.Gaps, info.State.String()) {
			out = append(out, info.Word)
		}
	}
	if len(out) == 0 && row.state == assess.NoGap {
		out = append(out, assess.NoGap.Word())
	}
	return out
}
