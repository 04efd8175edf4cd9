package main

import (
	"fmt"
	"strings"

	"safecase/casefile/convert"
	"safecase/casefile/lint"
)

// comingFrom is docs/coming-from.md: what moves over from other tools.
func comingFrom() string {
	var b strings.Builder
	b.WriteString(comingFromHead)
	b.WriteString("\n## Formats\n\n| format | what | in | out |\n|---|---|---|---|\n")
	for _, f := range convert.Formats {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Name, f.Title, yes(f.Import != nil), yes(f.Export != nil))
	}
	b.WriteString(comingFromCarried)
	for _, tool := range []string{"gsn2x", "verocase"} {
		fmt.Fprintf(&b, "\n## What %s checks, and what says it here\n\n| %s | what it checks | our rules | at import |\n|---|---|---|---|\n", tool, tool)
		for _, c := range convert.Checks {
			if c.Tool == tool {
				fmt.Fprintf(&b, "| %s %s | %s | %s | %s |\n", c.ID, word(c.Error), c.Says, ruleCells(c.Rules), onImport(c.OnImport))
			}
		}
	}
	return b.String()
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func word(isError bool) string {
	if isError {
		return "error"
	}
	return "warning"
}

func ruleCells(names []string) string {
	var out []string
	for _, name := range names {
		if r := lint.Find(name); r != nil {
			out = append(out, fmt.Sprintf("`%s` (%s)", r.Name, r.ID))
		}
	}
	return strings.Join(out, ", ")
}

func onImport(finding string) string {
	if finding == "" || strings.Contains(finding, " ") {
		return finding
	}
	return "`" + finding + "`"
}

const comingFromHead = `# Coming from another tool

` + "`safecase import FILE`" + ` writes a case file from a case of another tool, and
` + "`safecase export --to FORMAT FILE`" + ` writes one for it. Both print what they could not carry as
what it is. What the other side has no word for is kept, so that going there and back loses
nothing that was not printed: an import keeps it in fields that begin with ` + "`x-`" + `, an export under
` + "`x-safecase`" + ` (in comments in LTAC, in tagged values in SACM).

Import exits 1 when the source has an error, such as a reference that leads nowhere; the case is
written all the same, and each finding names file, line and column of the source.
`

const comingFromCarried = `
## What becomes of what

| there | here |
|---|---|
| goal, property claim | ` + "`claim`" + ` |
| strategy, argument reasoning | ` + "`strategy`" + ` |
| solution, evidence, artifact reference | ` + "`evidence`" + `, with its link under ` + "`url`" + ` |
| context, assumption, justification; in TEA attributes of an element | nodes of those kinds under ` + "`in_context_of`" + ` |
| counter goal, defeater, counter relation | ` + "`defeater`" + ` with ` + "`challenges`" + ` |
| an element marked as defeated | the challenges to it have ` + "`status: sustained`" + `; where there is none, one is added that says so |
| a challenge marked as defeated | an open challenge: here only an answer closes one (` + "`answered_by`" + `) |
| undeveloped, needs support | ` + "`undeveloped: true`" + ` |
| assumed, axiomatic claims | ` + "`assumed: true`" + ` |
| cited and declared nowhere, as cited, away, module, contract | ` + "`undeveloped: true`" + `: what is argued elsewhere is not argued here |
| layers and keys that gsn2x does not know | ` + "`x-NAME`" + ` |
| layout hints, comments of TEA, scores of trudag | ` + "`x-gsn2x`, `x-tea`, `x-trudag`" + `; no state comes from a score |
| modules of gsn2x | one case; ` + "`x-gsn2x.module`" + ` says where a node is from. With ` + "`--out FOLDER`" + ` case files that use each other: see below |
| elements in the sandbox of TEA | nodes that hang from nothing |

Files that a case names are read from its own folder and the folders below it, never from outside.
A source may have 32 MiB, JSON and XML may nest 400 deep, an element may have 5,000 keys. XML with a
document type is refused.

## Modules of gsn2x

` + "`safecase import --out FOLDER index.gsn.yaml`" + ` writes each module as a case file; references
between modules become away nodes (` + "`sub:C1`" + `), files that are referred to stand under ` + "`uses`" + `, and
nodes that others refer to become ` + "`public: true`" + `. Modules of gsn2x may refer to each other both
ways; case files may not, because a state could then rest on itself. Modules that form such a ring
become one file, and the report names them. A module that ` + "`extends`" + ` another one becomes a file that
the extended one uses: its claim is supported from there.

` + "`safecase export --to gsn2x --out FOLDER case.yaml`" + ` writes the case and the files under it as one
module each. In gsn2x all modules share one set of ids: an id that two files have gets the name of
its module (` + "`C1.sub`" + `) and has its own again after the way back. Without ` + "`--out`" + ` only the case itself
is written. The folder must be new or empty.
`
