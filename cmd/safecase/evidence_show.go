package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"safecase/casefile/evidence"
	"safecase/render"
)

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
