package lint

import (
	"safecase/casefile"
	"safecase/casefile/evidence"
)

var hashMissing = &Rule{
	Name: "hash-missing", ID: "EVI003", Severity: grows,
	Title: "an evidence file whose digest is not recorded",
	Why:   "Nobody would notice if the file were exchanged (SCCG EV.8).",
	Fix:   "pin it with safecase evidence lock",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, sha256: c1ea00}\n",
	Check: func(p *Pass) {
		for _, n := range p.kinds[casefile.Evidence] {
			r := p.Readings[n.ID]
			if r != nil && evidence.IsObject(n.Get("file").Text()) && !r.DigestStated {
				continue // live-mutable-source says so, and weighs more
			}
			if r != nil && r.SHA256 != "" && n.Get("sha256").Text() == "" {
				p.Report(n.At("file"), n.ID, "the digest of the file of %s is not recorded", n.ID)
			}
		}
	},
}
