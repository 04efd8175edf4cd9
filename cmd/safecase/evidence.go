package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
	"safecase/render"
)

func evidenceCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:     "evidence",
		Short:   "look into eval files, pin their digests, check them",
		Example: "  safecase evidence show logs/ctf.eval\n  safecase evidence lock case.yaml\n  safecase evidence verify case.yaml",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(evidenceShow(a), evidenceLock(a), evidenceVerify(a))
	return c
}

func evidenceShow(a *app) *cobra.Command {
	var format string
	var where evidenceFlags
	c := &cobra.Command{
		Use: "show FILE", Short: "say what an eval file holds", Args: cobra.ExactArgs(1),
		Example: "  safecase evidence show logs/ctf.eval\n  safecase evidence show --format json results.json",
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	where.addRemote(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		r, err := where.readOne(c.Context(), args[0])
		if err != nil {
			return err
		}
		switch format {
		case "json":
			err = writeJSON(a.out, readingJSON(r))
		case "text":
			writeReading(a.out, r)
		default:
			return usage("--format %q is not known: text or json", format)
		}
		if err == nil && r.Problem != nil && r.Problem.Code != evidence.CodeUnknownFormat {
			return exitError{code: exitFailed}
		}
		return err
	}
	return c
}

type resultJSON struct {
	Metric   string   `json:"metric"`
	Value    *float64 `json:"value"`
	StdErr   *float64 `json:"stderr"`
	N        *int     `json:"n"`
	K        *int     `json:"k"`
	NSource  *string  `json:"n_source"`
	Attempts *int     `json:"attempts"`
}

type warningJSON struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

type showJSON struct {
	Version     int           `json:"version"`
	File        string        `json:"file"`
	SHA256      *string       `json:"sha256"`
	Format      *string       `json:"format"`
	Tool        *string       `json:"tool"`
	ToolVersion *string       `json:"tool_version"`
	Model       *string       `json:"model"`
	Task        *string       `json:"task"`
	Status      string        `json:"status"`
	Date        *string       `json:"date"`
	Results     []resultJSON  `json:"results"`
	Warnings    []warningJSON `json:"warnings"`
	Problem     *warningJSON  `json:"problem"`
}

// known is nil for what a file does not say: an unknown value is null, never
// an empty text or 0.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func readingJSON(r *evidence.Reading) showJSON {
	out := showJSON{
		Version: 1, File: r.Ref, SHA256: known(r.SHA256), Format: known(r.Format), Tool: known(r.Tool), ToolVersion: known(r.ToolVersion),
		Model: known(r.Model), Task: known(r.Task), Status: string(r.Status), Results: []resultJSON{}, Warnings: []warningJSON{},
	}
	if !r.Date.IsZero() {
		out.Date = known(r.Date.UTC().Format(time.DateOnly))
	}
	for _, rec := range r.Records {
		res := resultJSON{rec.Address, &rec.Value, rec.StdErr, rec.N, rec.K, known(rec.NSource), rec.AttemptsPerItem}
		if rec.NotANumber {
			res.Value = nil
		}
		out.Results = append(out.Results, res)
	}
	for _, w := range r.Warnings {
		out.Warnings = append(out.Warnings, warningJSON{string(w.Code), w.Message})
	}
	if r.Problem != nil {
		out.Problem = &warningJSON{string(r.Problem.Code), r.Problem.Message}
	}
	return out
}

// writeReading says on one screen what a file holds, warnings first.
func writeReading(w io.Writer, r *evidence.Reading) {
	fmt.Fprintf(w, "%s\n", show(r.Ref))
	if r.Problem != nil {
		fmt.Fprintf(w, "  ! %s: %s\n", r.Problem.Code, r.Problem.Message)
		if r.Problem.Hint != "" {
			fmt.Fprintf(w, "    hint: %s\n", r.Problem.Hint)
		}
	}
	for _, warning := range r.Warnings {
		fmt.Fprintf(w, "  ! %s: %s\n", warning.Code, warning.Message)
	}
	for _, line := range [][2]string{
		{"format", strings.TrimSpace(r.Format + " " + r.FormatVersion)}, {"tool", strings.TrimSpace(r.Tool + " " + r.ToolVersion)},
		{"task", r.Task}, {"model", r.Model}, {"served", strings.Join(r.Served, ", ")}, {"checkpoint", r.Checkpoint},
		{"status", string(r.Status)}, {"date", day(r)}, {"sha256", r.SHA256},
	} {
		if line[1] != "" {
			fmt.Fprintf(w, "  %-11s %s\n", line[0], line[1])
		}
	}
	for _, rec := range r.Records {
		fmt.Fprintf(w, "  %-44s %s\n", rec.Address, recordLine(rec))
	}
}

func day(r *evidence.Reading) string {
	if r.Date.IsZero() {
		return ""
	}
	return r.Date.UTC().Format(time.DateOnly) + " (" + r.DateFrom + ")"
}

func recordLine(rec evidence.Record) string {
	value := "not a number"
	if !rec.NotANumber {
		value = render.Digits(rec.Value)
	}
	switch {
	case rec.K != nil && rec.N != nil:
		value += fmt.Sprintf("  (%d of %d)", *rec.K, *rec.N)
	case rec.N != nil:
		value += fmt.Sprintf("  (n = %d)", *rec.N)
	default:
		value += "  (n not known)"
	}
	if rec.AttemptsPerItem != nil && *rec.AttemptsPerItem > 1 {
		value += fmt.Sprintf(", %d attempts an item", *rec.AttemptsPerItem)
	}
	return value
}

func evidenceLock(a *app) *cobra.Command {
	var where evidenceFlags
	var update bool
	c := &cobra.Command{
		Use: "lock FILE", Short: "write the digest of every evidence file into the case", Args: cobra.ExactArgs(1),
		Long:    "Lock writes sha256 into every evidence node that has a file and no digest. A digest that is\nthere and differs is left alone and reported; --update replaces it.",
		Example: "  safecase evidence lock case.yaml",
	}
	where.add(c)
	c.Flags().BoolVar(&update, "update", false, "replace digests that differ, too")
	c.RunE = func(c *cobra.Command, args []string) error {
		file, err := a.readCase(args[0])
		if err != nil {
			return err
		}
		digests, err := a.digests(c.Context(), file, args[0], &where)
		if err != nil {
			return err
		}
		var edits []casefile.Edit
		differ := 0
		for _, d := range digests {
			switch {
			case d.found == "":
				fmt.Fprintf(a.err, "%s: %s\n", d.node.ID, d.problem)
				differ++
			case d.recorded == "" || d.recorded != d.found && update:
				edits = append(edits, casefile.SetField{Node: d.node.ID, Path: []string{"sha256"}, Value: d.found})
			case d.recorded != d.found:
				fmt.Fprintf(a.err, "%s: %s has changed since its digest was written; --update replaces it\n", d.node.ID, d.ref)
				differ++
			}
		}
		if err := a.applyTo(file, args[0], edits); err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%d locked, %d left as they were\n", len(edits), len(digests)-len(edits))
		if differ > 0 {
			return exitError{code: exitFindings}
		}
		return nil
	}
	return c
}

func evidenceVerify(a *app) *cobra.Command {
	var where evidenceFlags
	c := &cobra.Command{
		Use: "verify FILE", Short: "check every evidence file against its digest", Args: cobra.ExactArgs(1),
		Example: "  safecase evidence verify case.yaml",
	}
	where.add(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		file, err := a.readCase(args[0])
		if err != nil {
			return err
		}
		digests, err := a.digests(c.Context(), file, args[0], &where)
		if err != nil {
			return err
		}
		bad := 0
		for _, d := range digests {
			verdict := "ok"
			switch {
			case d.found == "":
				verdict = d.problem
			case d.recorded == "":
				verdict = "no digest is recorded; safecase evidence lock writes one"
			case d.recorded != d.found:
				verdict = "CHANGED: recorded " + d.recorded + ", found " + d.found
			}
			if verdict != "ok" {
				bad++
			}
			fmt.Fprintf(a.out, "%-10s %-40s %s\n", d.node.ID, show(d.ref), verdict)
		}
		if bad > 0 {
			return exitError{code: exitFindings}
		}
		return nil
	}
	return c
}

// digest is one evidence node with the digest that is recorded and the one
// that its file has.
type digest struct {
	node                 *casefile.Node
	ref, recorded, found string
	problem              string
}

func (a *app) digests(ctx context.Context, file *casefile.File, path string, where *evidenceFlags) ([]digest, error) {
	src, err := where.source(path)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	readings := lint.ReadEvidence(ctx, file.Case, src.Source, evidence.Options{})
	var out []digest
	for _, n := range file.Case.Nodes {
		r := readings[n.ID]
		if r == nil {
			continue
		}
		d := digest{node: n, ref: r.Ref, recorded: strings.TrimPrefix(n.Get("sha256").Text(), "sha256:"), found: r.SHA256}
		if r.Problem != nil {
			d.problem = r.Problem.Message
		}
		out = append(out, d)
	}
	return out, nil
}
