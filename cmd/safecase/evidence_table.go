package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"safecase/casefile/lint"
	"safecase/render"
)

func evidenceTable(a *app) *cobra.Command {
	var check checkFlags
	var format string
	c := &cobra.Command{
		Use: "table CASE", Short: "list all evidence of a case with its numbers", Args: cobra.ExactArgs(1),
		Long: "Table lists every number that a claim takes from evidence, with k, n, bound, threshold, date,\n" +
			"model, digest and state, and the evidence of which no number is taken. In csv, cells that a\n" +
			"spreadsheet would run as a formula begin with an apostrophe.",
		Example: "  safecase evidence table case.yaml\n  safecase evidence table --format csv case.yaml > evidence.csv",
	}
	check.add(c)
	c.Flags().StringVar(&format, "format", "text", "text, md, csv or json")
	c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "md", "csv", "json"}, cobra.ShellCompDirectiveNoFileComp))
	c.RunE = func(c *cobra.Command, args []string) error {
		write, ok := tableFormats[format]
		if !ok {
			return usage("--format %q is not known: text, md, csv or json", format)
		}
		r, err := check.check(c.Context(), a, args[0])
		if err != nil {
			return err
		}
		if err := a.unreadable(r); err != nil {
			return err
		}
		return write(a.out, r, evidenceRows(r))
	}
	return c
}

var tableFormats = map[string]func(io.Writer, *lint.Result, []evidenceRow) error{
	"text": tableText, "md": tableMarkdown, "csv": tableCSV, "json": tableJSON,
}

func tableJSON(w io.Writer, r *lint.Result, rows []evidenceRow) error {
	if rows == nil {
		rows = []evidenceRow{}
	}
	return writeJSON(w, struct {
		Version int           `json:"version"`
		AsOf    string        `json:"as_of"`
		Rows    []evidenceRow `json:"rows"`
	}{1, r.AsOf.Format(time.DateOnly), rows})
}

func tableCSV(w io.Writer, _ *lint.Result, rows []evidenceRow) error {
	out := csv.NewWriter(w)
	out.Write(tableColumns)
	for _, row := range rows {
		cells := row.cells()
		for i, c := range cells {
			cells[i] = inert(show(c))
		}
		out.Write(cells)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return failed("%s", err)
	}
	return nil
}

// inert keeps a spreadsheet from running a cell as a formula (OWASP, CSV
// injection). Numbers stay numbers, also negative ones.
func inert(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n|%", rune(cell[0])) {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil && cell[0] == '-' {
		return cell
	}
	return "'" + cell
}

var markdownCell = strings.NewReplacer(`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "\n", " ", "\r", " ", "~", `\~`, "#", `\#`, "!", `\!`)

func tableMarkdown(w io.Writer, r *lint.Result, rows []evidenceRow) error {
	fmt.Fprintf(w, "Evidence of **%s**, as recorded on %s.\n\n", markdownCell.Replace(show(r.File.Case.Title())), r.AsOf.Format(time.DateOnly))
	fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(tableColumns, " | "), strings.Repeat(" --- |", len(tableColumns)))
	for _, row := range rows {
		cells := row.cells()
		for i, c := range cells {
			cells[i] = markdownCell.Replace(show(c))
		}
		if _, err := fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | ")); err != nil {
			return failed("%s", err)
		}
	}
	return nil
}

// tableText writes a block for each row: sixteen columns fit on no terminal.
func tableText(w io.Writer, r *lint.Result, rows []evidenceRow) error {
	fmt.Fprintf(w, "%s\nevidence as recorded on %s\n", show(r.File.Case.Title()), r.AsOf.Format(time.DateOnly))
	for _, row := range rows {
		cell := map[string]string{}
		for i, c := range row.cells() {
			cell[tableColumns[i]] = show(c)
		}
		fmt.Fprintf(w, "\n%s  %s\n", cell["evidence"], orElse(cell["file"], "no file"))
		for _, line := range [][2]string{
			{cell["metric"], rowNumber(row, cell)},
			{"claim " + cell["claim"], rowVerdict(row, cell)},
			{"model", orElse(cell["model"], "not known") + ", run on " + orElse(cell["run on"], "a day that is not known") + ", " + orElse(strings.ReplaceAll(cell["mitigation"], "_", " "), "mitigation not known")},
			{"digest", cell["digest"]},
			{"state", row.state.Mark() + " " + cell["gaps"]},
		} {
			if strings.TrimSpace(line[0]) != "" && line[1] != "" {
				fmt.Fprintf(w, "  %-28s %s\n", line[0], line[1])
			}
		}
	}
	if len(rows) == 0 {
		fmt.Fprintf(w, "\nthis case has no evidence\n")
	}
	return nil
}

func rowNumber(row evidenceRow, cell map[string]string) string {
	if row.Metric == nil {
		return ""
	}
	parts := []string{orElse(cell["value"], "value not known")}
	switch {
	case row.K != nil && row.N != nil:
		parts = append(parts, cell["k"]+" of "+cell["n"])
	case row.N != nil:
		parts = append(parts, "n = "+cell["n"])
	default:
		parts = append(parts, "n not known")
	}
	if cell["bound"] != "" {
		parts = append(parts, cell["bound"]+" at "+cell["confidence"])
	}
	return strings.Join(parts, ", ")
}

func rowVerdict(row evidenceRow, cell map[string]string) string {
	if row.Claim == nil {
		return ""
	}
	if row.Op == nil {
		return cell["number"]
	}
	return cell["threshold"] + ": " + row.verdict.Mark() + " " + cell["number"]
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func decimal(x *float64) string {
	if x == nil {
		return ""
	}
	return render.Digits(*x)
}

func confidence(x *float64) string {
	if x == nil {
		return ""
	}
	return render.Percent(*x)
}
