package main

import (
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
	"safecase/render"
)

func evidenceShow(a *app) *cobra.Command {
	var f showing
	c := &cobra.Command{
		Use: "show FILE", Short: "say what an eval file holds", Args: cobra.ExactArgs(1),
		Long: "Show says on one screen what an eval file holds, warnings first. With --in it reads the file as\n" +
			"that case does, and draws every number that a claim takes from it against its threshold; FILE\n" +
			"may then be the id of the evidence, too. FILE may be an s3:// address where --remote allows it.",
		Example: "  safecase evidence show logs/ctf.eval\n  safecase evidence show --in case.yaml E1\n  safecase evidence show --format json results.json",
	}
	f.check.add(c)
	c.Flags().StringVar(&f.format, "format", "text", "text or json")
	c.Flags().StringVar(&f.in, "in", "", "read the file as this `CASE` does, and draw its numbers against their thresholds")
	c.Flags().BoolVar(&f.all, "all", false, "list all numbers, however many")
	c.RunE = func(c *cobra.Command, args []string) error {
		if f.format != "text" && f.format != "json" {
			return usage("--format %q is not known: text or json", f.format)
		}
		if f.in != "" {
			return f.inCase(c.Context(), a, args[0])
		}
		r, err := f.check.readOne(c.Context(), args[0])
		if err != nil {
			return err
		}
		if f.format == "json" {
			err = writeJSON(a.out, readingJSON(r))
		} else {
			f.head(a.out, r)
			f.body(a.out, r)
		}
		if err == nil && r.Problem != nil && r.Problem.Code != evidence.CodeUnknownFormat {
			return exitError{code: exitFailed}
		}
		return err
	}
	return c
}

// showing is one call of evidence show.
type showing struct {
	check  checkFlags
	format string
	in     string
	all    bool
}

// inCase shows a file as a case reads it, with the numbers that claims take.
func (f *showing) inCase(ctx context.Context, a *app, name string) error {
	r, err := f.check.check(ctx, a, f.in)
	if err != nil {
		return err
	}
	if err := a.unreadable(r); err != nil {
		return err
	}
	nodes := f.named(r, name)
	if len(nodes) == 0 {
		return usage("%s has no evidence %q: name an id, or a file that it names", f.in, name)
	}
	var docs []showJSON
	for i, n := range nodes {
		reading := r.Readings[n.ID]
		if reading == nil {
			reading = &evidence.Reading{Ref: n.Get("file").Text(), Status: evidence.StatusUnknown, Problem: &evidence.Problem{Code: evidence.CodeMissing, Message: "the node names no file"}}
		}
		if f.format == "json" {
			doc := readingJSON(reading)
			doc.Node, doc.Numbers = n.ID, rowsOf(r, n.ID)
			docs = append(docs, doc)
			continue
		}
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		fmt.Fprintf(a.out, "%s  ", n.ID)
		f.head(a.out, reading)
		writeStanding(a.out, r, n)
		f.body(a.out, reading)
	}
	switch {
	case f.format == "json" && len(docs) == 1:
		return writeJSON(a.out, docs[0])
	case f.format == "json":
		return writeJSON(a.out, docs)
	}
	return nil
}

// named finds evidence by id, else by its file, as the case or as the user
// names it.
func (f *showing) named(r *lint.Result, name string) []*casefile.Node {
	if n := r.File.Case.Node(name); n != nil && n.Kind == casefile.Evidence {
		return []*casefile.Node{n}
	}
	ref, err := f.check.refOf(f.in, name)
	var out []*casefile.Node
	for _, n := range r.File.Case.Nodes {
		file := n.Get("file").Text()
		if n.Kind == casefile.Evidence && file != "" && (file == name || err == nil && path.Clean(file) == ref) {
			out = append(out, n)
		}
	}
	return out
}

// rowsOf are the rows of the table that are about one evidence node.
func rowsOf(r *lint.Result, id string) []evidenceRow {
	return slices.DeleteFunc(evidenceRows(r), func(row evidenceRow) bool {
		return row.Evidence != id && (row.Minus == nil || *row.Minus != id)
	})
}

// writeStanding says how the evidence stands in its case, and draws every
// number that a claim takes from it.
func writeStanding(w io.Writer, r *lint.Result, n *casefile.Node) {
	fmt.Fprintf(w, "  %s\n", show(n.Text))
	fmt.Fprintf(w, "  %s as recorded on %s: %s\n", r.Assessment.State(n.ID).Mark(), r.AsOf.Format(time.DateOnly), gapsOf(r, n.ID))
	taken := false
	for _, claim := range r.File.Case.Nodes {
		if claim.Kind != casefile.Claim {
			continue
		}
		for _, x := range r.Assessment.Numbers(claim.ID) {
			if x.Evidence == n.ID || x.Minus == n.ID {
				writeNumber(w, x)
				taken = true
			}
		}
	}
	if !taken {
		fmt.Fprintf(w, "\n  no claim takes a number from it\n")
	}
	fmt.Fprintln(w)
}

func writeNumber(w io.Writer, x assess.Number) {
	what := show(x.Metric)
	if x.Minus != "" {
		what = show(x.Evidence + " minus " + x.Minus)
	}
	if x.Transcribed {
		what += " (TRANSCRIBED)"
	}
	verdict := "states no threshold"
	if x.Op != "" {
		verdict = "asks " + render.OpSign(x.Op) + " " + render.Digits(x.Threshold) + ": " + x.Verdict.Mark() + " " + verdictWord(x.Verdict)
	}
	fmt.Fprintf(w, "\n  %s of %s: %s\n", what, show(x.Claim), verdict)
	for _, line := range bar(x) {
		fmt.Fprintf(w, "      %s\n", line)
	}
	value := "value not known"
	if x.Value != nil {
		value = render.Digits(*x.Value)
	}
	parts := append([]string{value + ", " + render.Count(x), boundOf(x)}, x.Counting()...)
	if x.Approximate {
		parts = append(parts, "approximate")
	}
	fmt.Fprintf(w, "      %s\n", strings.Join(parts, "; "))
}

// verdictWord says how a number alone stands: the evidence may have gaps that
// the number does not show.
func verdictWord(s assess.State) string {
	if s == assess.NoGap {
		return "the bound is on the right side"
	}
	return s.Word()
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

type partJSON struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
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
	Files       []partJSON    `json:"files,omitempty"`   // of a folder: what its digest is made of
	Node        string        `json:"node,omitempty"`    // with --in
	Numbers     []evidenceRow `json:"numbers,omitempty"` // with --in: those that claims take
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
	for _, p := range r.Files {
		out.Files = append(out.Files, partJSON{evidence.Clean(p.Name), p.SHA256, p.Size})
	}
	for _, w := range r.Warnings {
		out.Warnings = append(out.Warnings, warningJSON{string(w.Code), w.Message})
	}
	if r.Problem != nil {
		out.Problem = &warningJSON{string(r.Problem.Code), r.Problem.Message}
	}
	return out
}

// head is the name of the file and what a careful evaluator would mention
// about it.
func (f *showing) head(w io.Writer, r *evidence.Reading) {
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
}

// mostRecords is how many numbers fit on a screen with all the rest.
const mostRecords = 12

// body is what the file says of the run and of its numbers.
func (f *showing) body(w io.Writer, r *evidence.Reading) {
	for _, line := range [][2]string{
		{"format", strings.TrimSpace(r.Format + " " + r.FormatVersion)}, {"tool", strings.TrimSpace(r.Tool + " " + r.ToolVersion)},
		{"task", r.Task}, {"model", r.Model}, {"served", strings.Join(r.Served, ", ")}, {"checkpoint", r.Checkpoint},
		{"status", string(r.Status)}, {"date", day(r)}, {"sha256", r.SHA256}, {"files", files(r)}, {"version", show(r.Version)},
	} {
		if line[1] != "" {
			fmt.Fprintf(w, "  %-11s %s\n", line[0], line[1])
		}
	}
	for i, rec := range r.Records {
		if i == mostRecords && !f.all && len(r.Records) > mostRecords+1 {
			fmt.Fprintf(w, "  and %d more; --all lists them\n", len(r.Records)-i)
			return
		}
		fmt.Fprintf(w, "  %-44s %s\n", rec.Address, recordLine(rec))
	}
}

// files says what the digest of a folder covers.
func files(r *evidence.Reading) string {
	if len(r.Files) == 0 {
		return ""
	}
	return counted(len(r.Files), "file") + ", all in the digest"
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
