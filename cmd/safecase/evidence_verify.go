package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"safecase/casefile"
)

func evidenceVerify(a *app) *cobra.Command {
	var where evidenceFlags
	var format string
	c := &cobra.Command{
		Use: "verify CASE [PATH...]", Short: "check every evidence file against its digest", Args: cobra.MinimumNArgs(1),
		Long: "Verify hashes the evidence, several files at a time, and compares it with the case. It exits 1\n" +
			"when something changed, has no digest or cannot be read. Below each it names the claims that\n" +
			"rest on it. --format diff prints the change of the case that lock --update would make.",
		Example: "  safecase evidence verify case.yaml\n  safecase evidence verify --format diff case.yaml | git apply",
	}
	where.add(c)
	c.Flags().StringVar(&format, "format", "text", "text, json or diff")
	c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json", "diff"}, cobra.ShellCompDirectiveNoFileComp))
	c.RunE = func(c *cobra.Command, args []string) error {
		write, ok := verifyFormats[format]
		if !ok {
			return usage("--format %q is not known: text, json or diff", format)
		}
		file, err := a.readCase(args[0])
		if err != nil {
			return err
		}
		digests, err := a.digests(c.Context(), file, args[0], &where, args[1:])
		if err != nil {
			return err
		}
		if err := write(a.out, file, digests); err != nil {
			return err
		}
		for _, d := range digests {
			if d.verdict() != verdictOK {
				return exitError{code: exitFindings}
			}
		}
		return nil
	}
	return c
}

var verifyFormats = map[string]func(io.Writer, *casefile.File, []digest) error{
	"text": verifyText, "json": verifyJSON, "diff": verifyDiff,
}

func verifyText(w io.Writer, file *casefile.File, digests []digest) error {
	bad := 0
	for _, d := range digests {
		fmt.Fprintf(w, "%-10s %-40s %s\n", d.node.ID, show(d.reading.Ref), d.why())
		if d.verdict() == verdictOK {
			continue
		}
		bad++
		if claims := claimsAbove(file.Case, d.node.ID); len(claims) > 0 {
			fmt.Fprintf(w, "%-10s claims above it: %s\n", "", strings.Join(claims, ", "))
		}
	}
	if bad > 0 {
		fmt.Fprintf(w, "%d of %s not as recorded\n", bad, counted(len(digests), "file"))
	}
	return nil
}

type verifyEntry struct {
	Node     string   `json:"node"`
	File     string   `json:"file"`
	Verdict  verdict  `json:"verdict"`
	Recorded *string  `json:"recorded"`
	Found    *string  `json:"found"`
	Version  *string  `json:"object_version"`
	Stated   bool     `json:"digest_stated"`
	LineEnds bool     `json:"only_line_ends"`
	Message  string   `json:"message"`
	Claims   []string `json:"claims"`
}

func verifyJSON(w io.Writer, file *casefile.File, digests []digest) error {
	out := struct {
		Version  int           `json:"version"`
		Evidence []verifyEntry `json:"evidence"`
	}{1, []verifyEntry{}}
	for _, d := range digests {
		r := d.reading
		claims := claimsAbove(file.Case, d.node.ID)
		if claims == nil {
			claims = []string{}
		}
		out.Evidence = append(out.Evidence, verifyEntry{d.node.ID, r.Ref, d.verdict(), known(d.recorded), known(r.SHA256), known(r.Version), r.DigestStated, r.LineEnds, d.why(), claims})
	}
	return writeJSON(w, out)
}

// verifyDiff prints what lock --update would do to the case, as a patch.
func verifyDiff(w io.Writer, file *casefile.File, digests []digest) error {
	var edits []casefile.Edit
	for _, d := range digests {
		edits = append(edits, d.edits(true)...)
	}
	if len(edits) == 0 {
		return nil
	}
	edited, err := file.Apply(casefile.Batch(edits))
	if err != nil {
		return failed("%s", err)
	}
	name := strings.TrimLeft(filepath.ToSlash(file.Path), "/")
	if _, err := w.Write(diff.Diff("a/"+name, []byte(file.Text), "b/"+name, []byte(edited.Text))); err != nil {
		return failed("%s", err)
	}
	return nil
}
