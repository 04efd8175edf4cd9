package lint

import (
	"math"
	"time"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

var importConflict = &Rule{
	Name: "import-conflict", ID: "EVI006", Severity: always,
	Title: "a number or a day that is typed in the case and different in the file",
	Why:   "The case says something that its own evidence does not.",
	Fix:   "remove what the file states itself, or find out which of the two is wrong",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, n: 3000}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Evidence] {
			if r := p.Readings[n.ID]; r != nil && r.Problem == nil {
				p.conflictingN(n, r)
				p.conflictingDate(n, r)
				p.conflictingEpochs(n, r)
				p.conflictingValue(n, r)
			}
		}
	},
}

func (p *Pass) conflictingN(n *casefile.Node, r *evidence.Reading) {
	typed, ok := n.Get("n").Int()
	stated := 0
	for i := range r.Records {
		if r.Records[i].N == nil {
			continue
		}
		if stated = *r.Records[i].N; stated == typed {
			return
		}
	}
	if ok && stated > 0 {
		p.Report(n.At("n"), n.ID, "the case says n = %d for %s; the file says %d", typed, n.ID, stated)
	}
}

func (p *Pass) conflictingDate(n *casefile.Node, r *evidence.Reading) {
	typed, ok := n.Get("date_run").Date()
	if !ok || r.Date.IsZero() {
		return
	}
	slack := 0.0
	if r.DateIsLocal {
		slack = 24 // a day without a time zone is known to within 14 hours
	}
	if read := r.Date.UTC().Truncate(24 * time.Hour); math.Abs(read.Sub(typed).Hours()) > slack {
		p.Report(n.At("date_run"), n.ID, "the case dates the run of %s %s; the file says %s", n.ID, typed.Format(time.DateOnly), read.Format(time.DateOnly))
	}
}

func (p *Pass) conflictingEpochs(n *casefile.Node, r *evidence.Reading) {
	typed := p.circumstance(n, "elicitation", "attempts", "k")
	if k, ok := typed.Int(); ok && r.Elicitation.Epochs != nil && *r.Elicitation.Epochs != k {
		at := n.At("elicitation", "attempts", "k")
		if !n.Get("elicitation").Exists() {
			at = n.At("protocol")
		}
		p.Report(at, n.ID, "the case says %d attempts at each item of %s; the file says %d", k, n.ID, *r.Elicitation.Epochs)
	}
}

func (p *Pass) conflictingValue(n *casefile.Node, r *evidence.Reading) {
	for _, t := range n.Get("transcribed").Items() {
		rec, _ := r.Find(t.Get("metric").Text())
		if rec == nil || rec.NotANumber {
			continue
		}
		value, ok := t.Get("value").Number()
		k, hasK := t.Get("k").Int()
		total, hasN := t.Get("n").Int()
		if !ok && hasK && hasN && total > 0 {
			value, ok = float64(k)/float64(total), true
		}
		if ok && math.Abs(value-rec.Value) > 0.005 || hasN && rec.N != nil && total != *rec.N {
			p.Report(t.Pos(), n.ID, "the number typed for %s is not what the file says: %s", rec.Address, stated(rec))
		}
	}
}

func stated(rec *evidence.Record) string {
	if rec.N == nil {
		return short(rec.Value)
	}
	return short(rec.Value) + " over " + count(*rec.N, "item")
}
