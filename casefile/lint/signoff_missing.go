package lint

import (
	"strings"
	"time"

	"safecase/casefile"
)

// signedLater reports whether nobody can have signed yet.
func signedLater(on casefile.Value, asOf time.Time) bool {
	day, ok := on.Date()
	return ok && day.After(asOf)
}

var signoffMissing = &Rule{
	Name: "signoff-missing", ID: "PRO005", Covers: []string{"PRO003", "PRO013", "PRO019"}, Severity: Levels{casefile.Note, casefile.Note, casefile.Error},
	Whole: true,
	Title: "nobody has signed the case as it stands",
	Why:   "A sign-off holds for the bytes that were signed, case and evidence; on others it is void.",
	Fix:   "have the one who decides sign: signoffs: [{by, on, digest, verdict}]; the digest in this message is that of the case as it stands",
	Bad:   "safecase: 1\ntitle: Example\nstatus: release\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nstatus: release\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\nsignoffs: [{by: Board, on: 2026-06-30, digest: ce3280fc54206fd4d8b79396fe32b5c074819ef43a74fced34715544d3a4c11c, verdict: accepted}]\n",
	Check: func(p *Pass) {
		signed := p.Case.Get("signoffs").Items()
		if p.Case.Status() != "release" && len(signed) == 0 {
			return
		}
		digest := p.Digest()
		valid := false
		for _, s := range signed {
			_, open := casefile.Undecided(s)
			switch {
			case open:
				p.ReportAs(strict, s.Pos(), "", "both sides of a merge changed the sign-off by %s, and nobody has decided", s.Get("by").Text())
			case strings.TrimPrefix(strings.ToLower(s.Get("digest").Text()), "sha256:") != digest:
				p.ReportAs(strict, s.Pos(), "", "the sign-off by %s is of other bytes and void; the case has the digest %s", s.Get("by").Text(), digest)
			case signedLater(s.Get("on"), p.AsOf):
				p.ReportAs(strict, s.Get("on").Pos(), "", "the sign-off by %s is dated %s, after the day of the judgement", s.Get("by").Text(), s.Get("on").Text())
			case s.Get("verdict").Text() == "rejected":
				p.ReportAs(strict, s.Pos(), "", "%s rejected the case", s.Get("by").Text())
			case s.Get("verdict").Exists() && s.Get("by").Exists() && s.Get("on").Exists():
				valid = true
			}
		}
		if !valid && len(signed) == 0 {
			p.Report(p.Case.Get("status").Pos(), "", "nobody has signed the case; its digest is %s", digest)
		}
	},
}
