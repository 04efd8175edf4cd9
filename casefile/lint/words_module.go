package lint

import (
	"fmt"

	"safecase/casefile"
	"safecase/casefile/assess"
)

// The gaps of what stands in other case files.

// cyberCase is the module of the examples.
const cyberCase = "safecase: 1\ntitle: Misuse for cyber attacks\nnodes:\n  C1: {claim: The filter holds, public: true, undeveloped: true}\n  C2: {claim: The monitor holds, undeveloped: true}\n"

var awayNotRead = &Rule{
	Name: "away-not-read", ID: "STR031", Severity: always,
	Title: "something that stands in another case file, which could not be read",
	Why:   "What was not read cannot be relied on: the other case may have changed, or never have shown it.",
	Fix:   "put the file where uses says, mend it, or correct the path under uses",
	Bad:   "safecase: 1\ntitle: Example\nuses: {bio: bio.case.yaml}\nnodes:\n  C1: {claim: Nobody is harmed, supported_by: [\"bio:C1\"]}\n",
	Good:  usesCyber + "  C1: {claim: Nobody is harmed, supported_by: [\"cyber:C1\"]}\n", Beside: besideCyber,
	Word: func(c assess.Cause) (string, string) {
		hint := ""
		if c.State == assess.Unsupported {
			hint = moduleRing.Fix
		}
		return fmt.Sprintf("%s stands in %s, which was not read: %s", c.Because, c.Others[0], c.Detail), hint
	},
}

const usesCyber = "safecase: 1\ntitle: Example\nuses: {cyber: cyber.case.yaml}\nnodes:\n"

var besideCyber = []Beside{{"cyber.case.yaml", cyberCase}}

var awayMissing = &Rule{
	Name: "away-missing", ID: "STR032", Severity: always,
	Title: "a node of another case file that is not there",
	Why:   "A claim that rests on what does not exist rests on nothing; a module may change without the cases that use it.",
	Fix:   "name a public node of the file, or add the node there",
	Bad:   usesCyber + "  C1: {claim: Nobody is harmed, supported_by: [\"cyber:C9\"]}\n",
	Good:  usesCyber + "  C1: {claim: Nobody is harmed, supported_by: [\"cyber:C1\"]}\n", Beside: besideCyber,
	Word: func(c assess.Cause) (string, string) {
		hint := ""
		switch offered := c.Others[2:]; {
		case c.Detail != "":
			hint = fmt.Sprintf("did you mean %q?", c.Detail)
		case len(offered) > 0:
			hint = "it offers " + list(offered)
		}
		return fmt.Sprintf("%s has no node %s", c.Others[0], c.Others[1]), hint
	},
}

var awayPrivate = &Rule{
	Name: "away-private", ID: "STR021", Severity: strict,
	Title: "a node of another case file that is not offered for use",
	Why:   "Only what is public is the interface of a module; anything else may change there without a word (GSN v3, modular extension).",
	Fix:   "let the owner of that file mark the node as public: true, or rest on one that is",
	Bad:   usesCyber + "  C1: {claim: Nobody is harmed, supported_by: [\"cyber:C2\"]}\n",
	Good:  usesCyber + "  C1: {claim: Nobody is harmed, supported_by: [\"cyber:C1\"]}\n", Beside: besideCyber,
	Word: func(c assess.Cause) (string, string) {
		return fmt.Sprintf("%s is not public at %s:%s", c.Because, c.Others[0], c.Others[2]), ""
	},
}

var awayInconsistent = &Rule{
	Name: "away-inconsistent", ID: "STR023", Severity: strict,
	Title:  "support from a case that is about another checkpoint",
	Why:    "An away claim holds in its own context; where that is inconsistent with this one, it carries nothing here (GSN v3, modular extension).",
	Fix:    "use the case that was made for this checkpoint, or name the checkpoints of both under models and system.includes",
	Bad:    "safecase: 1\ntitle: Example\nmodels: {m2: {checkpoint: m2-rc1}}\nuses: {old: old.case.yaml}\nnodes:\n  C1: {claim: Nobody is harmed, supported_by: [\"old:C1\"]}\n",
	Good:   usesCyber + "  C1: {claim: Nobody is harmed, supported_by: [\"cyber:C1\"]}\n",
	Beside: append([]Beside{{"old.case.yaml", "safecase: 1\ntitle: The last model\nmodels: {m1: {checkpoint: m1-rc3}}\nnodes:\n  C1: {claim: The filter holds, public: true, undeveloped: true}\n"}}, besideCyber...),
	Word:   func(c assess.Cause) (string, string) { return c.Because + " may not hold here: " + c.Detail, "" },
}

var moduleUnread = &Rule{
	Name: "module-unread", ID: "STR033", Severity: always,
	Title: "a file under uses that could not be read as a case",
	Why:   "Whatever rests on it has nothing to rest on, and what it would have shown is not known.",
	Fix:   "name a case file in the folder of this one or below, or remove the entry",
	Bad:   "safecase: 1\ntitle: Example\nuses: {bio: ../bio.case.yaml}\nnodes:\n  C1: {claim: Nobody is harmed, undeveloped: true}\n",
	Good:  "safecase: 1\ntitle: Example\nuses: {cyber: cyber.case.yaml}\nnodes:\n  C1: {claim: Nobody is harmed, supported_by: [\"cyber:C1\"]}\n", Beside: besideCyber,
	Check: func(p *Pass) {
		for _, m := range p.Modules {
			if m.Problem != "" && m.Ring == nil {
				p.Report(m.At, "", "module %s, %s, was not read: %s", m.Name, m.Ref, m.Problem)
			}
		}
	},
}

var moduleRing = &Rule{
	Name: "module-ring", ID: "STR007", Severity: always,
	Title: "case files that use each other in a ring",
	Why:   "An argument that is handed round between files can come to rest on itself, and no order is left in which to judge them (GSN v3).",
	Fix:   "move what both need into a file of its own that uses neither",
	Bad:   "safecase: 1\ntitle: Example\nuses: {self: bad.yaml}\nnodes:\n  C1: {claim: Nobody is harmed, supported_by: [\"self:C2\"]}\n  C2: {claim: The filter holds, public: true, undeveloped: true}\n",
	Good:  usesCyber + "  C1: {claim: Nobody is harmed, supported_by: [\"cyber:C1\"]}\n", Beside: besideCyber,
	Check: func(p *Pass) {
		for _, m := range p.Modules {
			if m.Ring != nil {
				p.Report(m.At, "", "these case files use each other in a ring: %s", list(m.Ring))
			}
		}
	},
}

var contractPublic = &Rule{
	Name: "contract-public", ID: "STR022", Severity: always,
	Title: "a contract between modules that offers a node itself, or rests on another contract",
	Why:   "A contract only says how public nodes of some modules carry claims of others; what it offered itself would be an argument that no module answers for (GSN v3, modular extension).",
	Fix:   "remove public: true, or make the file a module by removing contract; let a contract rest on modules only",
	Bad:   "safecase: 1\ntitle: Example\ncontract: what the service takes from the cyber case\nuses: {cyber: cyber.case.yaml}\nnodes:\n  C1: {claim: Nobody is harmed, public: true, supported_by: [\"cyber:C1\"]}\n",
	Good:  "safecase: 1\ntitle: Example\ncontract: what the service takes from the cyber case\nuses: {cyber: cyber.case.yaml}\nnodes:\n  C1: {claim: Nobody is harmed, supported_by: [\"cyber:C1\"]}\n", Beside: besideCyber,
	Check: func(p *Pass) {
		if !p.Case.Contract() {
			return
		}
		for _, n := range p.Case.Nodes {
			if n.Public() {
				p.Report(n.At("public"), n.ID, "%s is public, and this file is a contract", n.ID)
			}
		}
		for _, m := range p.Modules {
			if m.Result != nil && m.Result.File.Case.Contract() {
				p.Report(m.At, "", "%s is a contract, and so is this file", m.Ref)
			}
		}
	},
}

var moduleLaxer = &Rule{
	Name: "module-laxer", ID: "STR034", Severity: hardens,
	Title:  "a module that is judged by laxer limits, or for another setting, than the case that uses it",
	Why:    "Its evidence may be too old for this case, and its users others: what has no gap there may have one here.",
	Fix:    "agree on one limit and one setting in both files, or say in a claim of this case why it carries over",
	Bad:    "safecase: 1\ntitle: Example\nuses: {lax: lax.case.yaml}\nvalidity: {max_age_days: 90}\nnodes:\n  C1: {claim: Nobody is harmed, supported_by: [\"lax:C1\"]}\n",
	Good:   "safecase: 1\ntitle: Example\nuses: {lax: lax.case.yaml}\nvalidity: {max_age_days: 365}\nnodes:\n  C1: {claim: Nobody is harmed, supported_by: [\"lax:C1\"]}\n",
	Beside: []Beside{{"lax.case.yaml", "safecase: 1\ntitle: Lax\nvalidity: {max_age_days: 365}\nnodes:\n  C1: {claim: The filter holds, public: true, undeveloped: true}\n"}},
	Check: func(p *Pass) {
		for _, m := range p.Modules {
			if m.Result != nil {
				p.compareModule(m)
			}
		}
	},
}

// compareModule reports limits and settings of a module that differ from ours.
func (p *Pass) compareModule(m *Module) {
	theirs := m.Result.File.Case
	for _, limit := range []struct {
		key       string
		otherwise float64
	}{{"max_age_days", assess.DefaultMaxAgeDays}, {"max_compute_ratio", assess.DefaultMaxComputeRatio}} {
		here, there := limitOf(p.Case, limit.key, limit.otherwise), limitOf(theirs, limit.key, limit.otherwise)
		if there > here {
			p.Report(m.At, "", "%s allows a %s of %g; this case allows %g", m.Ref, limit.key, there, here)
		}
	}
	here, there := p.Case.Get("setting", "access"), theirs.Get("setting", "access")
	if here.Exists() && there.Exists() && here.Text() != there.Text() {
		p.Report(m.At, "", "%s is about access %s; this case is about %s", m.Ref, there.Text(), here.Text())
	}
}

func limitOf(c *casefile.Case, key string, otherwise float64) float64 {
	if x, ok := c.Get("validity", key).Number(); ok {
		return x
	}
	return otherwise
}
