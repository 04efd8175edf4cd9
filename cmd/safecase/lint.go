package main

import (
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/lint"
)

func lintCommand(a *app) *cobra.Command {
	var check checkFlags
	var format, failOn string
	c := &cobra.Command{
		Use:   "lint FILE...",
		Short: "check cases and print what is missing or wrong",
		Long: "Lint reads each case with its evidence and prints every finding with its file, line\n" +
			"and column; so it does with the case files that it uses. It exits 1 when a finding is at or above --fail-on. FILE may be - for\n" +
			"standard input.",
		Example: "  safecase lint case.yaml\n  safecase lint --profile release --as-of 2026-11-21 --format json cases/*.yaml",
		Args:    cobra.MinimumNArgs(1),
	}
	check.add(c)
	c.Flags().StringVar(&format, "format", "text", "one of "+lint.FormatNames())
	c.Flags().StringVar(&failOn, "fail-on", "error", "least severity that makes the exit code 1: error or warning")
	c.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions([]string{"error", "warning"}, cobra.ShellCompDirectiveNoFileComp))
	c.RunE = func(c *cobra.Command, paths []string) error {
		least, err := casefile.ParseSeverity(failOn)
		if err != nil || least == casefile.Note {
			return usage("--fail-on %q is not known: error or warning", failOn)
		}
		var results []*lint.Result
		for _, path := range paths {
			r, err := check.check(c.Context(), a, path)
			if err != nil {
				return err
			}
			results = together(results, r)
		}
		if err := lint.Write(a.out, format, results, lint.WriteOptions{Color: a.colour()}); err != nil {
			return usage("%s", err)
		}
		if fails(results, least) {
			return exitError{code: exitFindings}
		}
		return nil
	}
	return c
}

// together adds a result and those of the files that it uses, each file once:
// its own where it was named, too.
func together(results []*lint.Result, r *lint.Result) []*lint.Result {
	at := func(path string) int {
		return slices.IndexFunc(results, func(other *lint.Result) bool { return filepath.Clean(other.File.Path) == filepath.Clean(path) })
	}
	if i := at(r.File.Path); i >= 0 {
		results[i] = r
	} else {
		results = append(results, r)
	}
	for _, used := range r.Used() {
		if at(used.File.Path) < 0 {
			results = append(results, used)
		}
	}
	return results
}

// fails reports whether any finding that nobody waived is at least that
// severe.
func fails(results []*lint.Result, least casefile.Severity) bool {
	for _, r := range results {
		for _, f := range r.Findings {
			if f.Waived == nil && f.Severity >= least {
				return true
			}
		}
	}
	return false
}
