package lint

import (
	"strings"

	"safecase/casefile/assess"
)

// The gaps of evidence files: what is wrong with the file or the run itself.

var fileMissing = &Rule{
	Name: "file-missing", ID: "EVI001", Severity: always,
	Title: "the evidence file is not there",
	Why:   "Evidence that nobody can look at shows nothing (SCCG EV.1).",
	Fix:   "put the file where the case says, or correct the path; paths are relative to the case file",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: missing.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word:  wordFile("cannot be read"),
}

var fileRefused = &Rule{
	Name: "file-refused", ID: "EVI031", Severity: always,
	Title: "the evidence path leads out of the evidence folder, or to something that is not a file",
	Why:   "A case from a stranger must not make the tool read other files of the machine.",
	Fix:   "put the file below the folder of the case, or say with --evidence-root where evidence lies",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: ../outside.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word:  wordFile("is not read"),
}

var unparseable = &Rule{
	Name: "unparseable", ID: "EVI004", Severity: always,
	Title: "the evidence file is broken",
	Why:   "A file that cannot be read to its end may hold any result.",
	Fix:   "fetch the file again or repeat the run",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: broken.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word:  wordFile("cannot be read"),
}

// wordFile words a file that gave no reading; the reader's own hint goes along.
func wordFile(what string) func(assess.Cause) (string, string) {
	return func(c assess.Cause) (string, string) {
		return "the file of " + c.Node + " " + what + because(c.Detail), strings.Join(c.Others, "; ")
	}
}

var hashMismatch = &Rule{
	Name: "hash-mismatch", ID: "EVI002", Severity: always,
	Title: "the evidence file is not the one that was recorded",
	Why:   "The bytes changed since somebody pinned them: the result may be another one (SCCG EV.7, EV.8).",
	Fix:   "restore the recorded file, or look at the new one and pin it with safecase evidence lock",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, sha256: 00ff00ff00ff}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, sha256: c1ea00}\n",
	Word: func(c assess.Cause) (string, string) {
		return "the file of " + c.Node + " has changed: " + c.Detail, strings.Join(c.Others, "; ")
	},
}

var liveMutableSource = &Rule{
	Name: "live-mutable-source", ID: "EVI010", Severity: always,
	Title: "an object in a store that could be exchanged unnoticed",
	Why:   "Whoever may write to the store can put another object there. Its digest, or a pinned version for which the store states the sha256 of the whole object, says which bytes are meant (SCCG EV.8).",
	Fix:   "pin it with safecase evidence lock --remote",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: \"s3://evals/clean.eval\"}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: \"s3://evals/clean.eval\", sha256: c1ea00}\n",
	Word: func(c assess.Cause) (string, string) {
		return "nobody would notice if the object of " + c.Node + " were exchanged: neither a digest nor a version with one is recorded", ""
	},
}

var objectUnread = &Rule{
	Name: "object-unread", ID: "EVI045", Severity: always,
	Title: "evidence in object storage that was not read",
	Why:   "Evidence that was not looked at shows nothing, whatever it may hold.",
	Fix:   "allow it with --remote, or fetch the object and name the file",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: \"s3://evals/away.eval\", sha256: c1ea00}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: \"s3://evals/clean.eval\", sha256: c1ea00}\n",
	Word:  wordFile("was not read"),
}

var orphanSolution = &Rule{
	Name: "orphan-solution", ID: "EVI008", Severity: demands,
	Title: "evidence without a file",
	Why:   "A title of a result is not the result (GSN v3; SCCG EV.3).",
	Fix:   "name the eval file or the document under file:",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: Test run}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " names no file", ""
	},
}

var evidenceRejected = &Rule{
	Name: "evidence-rejected", ID: "EVI030", Severity: always,
	Title: "evidence that its reviewer rejected",
	Why:   "Whoever looked at it concluded that it must not be relied on.",
	Fix:   "replace the evidence, or have a new version reviewed",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, review: {by: Ann, on: 2026-06-11, digest: c1ea00, verdict: rejected}}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, review: {by: Ann, on: 2026-06-11, digest: c1ea00, verdict: accepted}}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " was rejected by its reviewer", ""
	},
}

var documentUnreviewed = &Rule{
	Name: "document-unreviewed", ID: "EVI029", Severity: grows,
	Title: "a document that nobody has vouched for",
	Why:   "No program can tell what a report shows; a named person must have read these very bytes (SCCG EV.2, EV.6).",
	Fix:   "have somebody read it and record review: {by, on, digest, verdict} with the digest of this file",
	Bad:   "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: External report, file: report.pdf, kind: operational, date_reported: 2026-06-01}\n",
	Good:  "C1: {claim: Nobody is harmed, supported_by: [E1]}\nE1: {evidence: External report, file: report.pdf, kind: operational, date_reported: 2026-06-01, review: {by: Ann, on: 2026-06-11, digest: d0c000, verdict: accepted}}\n",
	Word: func(c assess.Cause) (string, string) {
		return "no accepted review of these bytes of " + c.Node + " is recorded", ""
	},
}

var runUnfinished = &Rule{
	Name: "run-unfinished", ID: "EVI032", Severity: always,
	Title: "the run has not ended, or crashed before it could write its end",
	Why:   "A run that is looked at before its end can be stopped when it looks good.",
	Fix:   "let the run finish, or repeat it",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: started.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return "the run of " + c.Node + " did not come to its end" + because(c.Detail), ""
	},
}

var runFailed = &Rule{
	Name: "run-failed", ID: "EVI033", Severity: always,
	Title: "the run ended in an error or was cancelled",
	Why:   "What a failed run still reports covers only what happened to work.",
	Fix:   "repeat the run",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: failed.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return "the run of " + c.Node + " failed" + because(c.Detail), ""
	},
}

var runInvalidated = &Rule{
	Name: "run-invalidated", ID: "EVI034", Severity: always,
	Title: "the run was marked as invalid by those who ran it",
	Why:   "Somebody who knew the run says that its result does not hold.",
	Fix:   "repeat the run",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: invalid.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return "the run of " + c.Node + " was marked as invalid" + because(c.Detail), ""
	},
}

var resultEmpty = &Rule{
	Name: "result-empty", ID: "EVI022", Severity: always,
	Title: "a run that ended well and holds no result",
	Why:   "No result is not a good result.",
	Fix:   "score the run, or repeat it with a scorer",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: empty.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return "the file of " + c.Node + " holds no result", ""
	},
}

var bodyIncomplete = &Rule{
	Name: "body-incomplete", ID: "EVI027", Severity: strict,
	Title: "the header of the file claims more than its rows hold",
	Why:   "The number in the header cannot be checked against the samples; they may have been left out or removed.",
	Fix:   "link the complete log",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: cut.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return "the file of " + c.Node + " is not complete" + because(c.Detail), ""
	},
}

var incompleteRun = &Rule{
	Name: "incomplete-run", ID: "EVI005", Severity: warns,
	Title: "more than one in twenty attempts of a run have no result",
	Why:   "What is lost may be what would have counted: survivorship.",
	Fix:   "repeat the attempts that were lost",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: lost.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return "in " + c.Node + ", " + c.Detail, ""
	},
}

var dateUnknown = &Rule{
	Name: "date-unknown", ID: "EVI028", Severity: grows,
	Title: "it is not known when the run was done",
	Why:   "Without a day nobody can tell whether the result is older than the model or than the threshold.",
	Fix:   "write the day under date_run, or under date_reported for a document",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: undated.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: undated.eval, date_run: 2026-06-10}\n",
	Word: func(c assess.Cause) (string, string) {
		return "neither the file nor the case says when the run of " + c.Node + " was done", ""
	},
}

var dateInconsistent = &Rule{
	Name: "date-inconsistent", ID: "EVI012", Severity: always,
	Title: "dates that cannot be: a run in the future, or after its own report",
	Why:   "One of the dates is wrong, and with it what is known about the age of the result.",
	Fix:   "correct the date, or check the day that --as-of states",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, date_reported: 2026-01-01}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, date_reported: 2026-06-20}\n",
	Word: func(c assess.Cause) (string, string) {
		of := c.Node
		if of == "" {
			of = c.Because
		}
		return "the dates of " + of + " cannot be" + because(c.Detail), ""
	},
}

var evidenceExpired = &Rule{
	Name: "evidence-expired", ID: "ADQ035", Severity: strict,
	Title: "evidence past the day until which it may be used",
	Why:   "Whoever made it said that it does not speak for today (Audit Cards 2025).",
	Fix:   "repeat the evaluation",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, valid_until: 2026-06-30}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, valid_until: 2026-12-31}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " has expired" + because(c.Detail), ""
	},
}

var staleAge = &Rule{
	Name: "stale-age", ID: "ADQ031", Severity: grows,
	Title: "evidence older than the case allows",
	Why:   "Models, scaffolds and elicitation move on; 120 days is what one family of models was assessed for (Phuong et al. 2025). validity.max_age_days sets another limit.",
	Fix:   "repeat the evaluation",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: old.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " is stale" + because(c.Detail), ""
	},
}

var staleCheckpoint = &Rule{
	Name: "stale-checkpoint", ID: "ADQ033", Covers: []string{"ARG043"}, Severity: strict,
	Title: "evidence about another checkpoint than the one that is decided about",
	Why:   "A result holds for the weights that were tested (Shevlane et al. 2023). One that was made from them for elicitation stands for them.",
	Fix:   "repeat the evaluation on the checkpoint of the decision, or list the tested one under system.includes if the decision is about it",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\n  m0: {checkpoint: m0-final, served_as: [lab/m0]}\nsystem: {includes: [m1]}\nnodes:\n  C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\n  E1: {evidence: Test run, file: other.eval, model: m0}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1]}\n  m0: {checkpoint: m0-final, served_as: [lab/m0]}\nsystem: {includes: [m1]}\nnodes:\n  C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, model: m1}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " is about " + c.Others[0] + "; the case is about " + list(c.Others[1:]), ""
	},
}

var staleCompute = &Rule{
	Name: "stale-compute", ID: "ADQ032", Covers: []string{"AIS012"}, Severity: strict,
	Title: "the model has grown too much in effective compute since the evaluation",
	Why:   "Capabilities come with compute: the first Preparedness Framework asked for new evaluations at every doubling. validity.max_compute_ratio sets another limit.",
	Fix:   "repeat the evaluation on the present model",
	Bad:   "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1], effective_compute: 2.6}\nnodes:\n  C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, effective_compute: 1.0}\n",
	Good:  "safecase: 1\ntitle: Example\nmodels:\n  m1: {checkpoint: m1-rc3, served_as: [lab/m1], effective_compute: 2.6}\nnodes:\n  C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\n  E1: {evidence: Test run, file: clean.eval, effective_compute: 2.5}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " is stale" + because(c.Detail), ""
	},
}

var modelUnidentified = &Rule{
	Name: "model-unidentified", ID: "EVI013", Severity: grows,
	Title: "it cannot be told which checkpoint was evaluated",
	Why:   "A result about an unknown model shows nothing about this one (Audit Cards 2025).",
	Fix:   "name the checkpoint under model:, and list under served_as the names under which an API serves exactly that checkpoint",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: other.eval}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, model: m1}\n",
	Word: func(c assess.Cause) (string, string) {
		return "it cannot be told which checkpoint " + c.Node + " is about" + because(c.Detail), ""
	},
}

var modelMismatch = &Rule{
	Name: "model-mismatch", ID: "EVI035", Severity: always,
	Title: "the file is about another model than the case says",
	Why:   "The result is of a model that nobody asked about.",
	Fix:   "link the run of the named model, or add the served name to served_as if it is exactly that checkpoint",
	Bad:   "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: other.eval, model: m1}\n",
	Good:  "C1: {claim: Nobody is harmed, rationale: The log shows it, supported_by: [E1]}\nE1: {evidence: Test run, file: clean.eval, model: m1}\n",
	Word: func(c assess.Cause) (string, string) {
		return c.Node + " says " + list(c.Others) + "; " + c.Detail, ""
	},
}

// because appends what was found; nothing when nothing is known.
func because(detail string) string {
	if detail == "" {
		return ""
	}
	return ": " + detail
}
