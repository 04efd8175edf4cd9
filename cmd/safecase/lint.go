package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/lint"
)

func lintCommand(a *app) *cobra.Command {
	var check checkFlags
	var flags lintFlags
	var format string
	c := &cobra.Command{
		Use:   "lint FILE...",
		Short: "check cases and print what is missing or wrong",
		Long: "Lint reads each case with its evidence and prints every finding with its file, line\n" +
			"and column; so it does with the case files that it uses. It exits 1 when a finding is at or above --fail-on. FILE may be - for\n" +
			"standard input. With --baseline only findings that the file does not list count; how\n" +
			"many are held back is always said.",
		Example: "  safecase lint case.yaml\n  safecase lint --profile release --as-of 2026-11-21 --format json cases/*.yaml\n" +
			"  safecase lint --baseline known.json --write-baseline case.yaml\n  safecase lint --baseline known.json --fail-on warning case.yaml",
		Args: func(c *cobra.Command, args []string) error {
			if flags.list {
				return nil
			}
			return cobra.MinimumNArgs(1)(c, args)
		},
	}
	check.add(c)
	flags.add(c)
	c.Flags().StringVar(&format, "format", "text", "one of "+lint.FormatNames())
	c.RunE = func(c *cobra.Command, paths []string) error {
		least, err := flags.least()
		if err != nil {
			return err
		}
		selection, err := flags.selection()
		if err != nil {
			return err
		}
		if flags.list {
			return flags.listRules(a, selection)
		}
		known, err := flags.readBaseline(a)
		if err != nil {
			return err
		}
		var results []*lint.Result
		for _, path := range paths {
			r, err := check.check(c.Context(), a, path)
			if err != nil {
				return err
			}
			results = together(results, r)
		}
		opt := lint.WriteOptions{Color: a.colour()}
		if left := selection.Apply(results); left != "" {
			opt.Notices = append(opt.Notices, left)
		}
		if flags.writeBaseline {
			return flags.write(a, results, known)
		}
		if known != nil {
			opt.Notices = append(opt.Notices, known.Hold(results)...)
		}
		return a.tell(format, results, opt, least)
	}
	return c
}

// tell writes the findings and fails where one is severe enough. A format that
// has no place for what was left out or held back must not hide it.
func (a *app) tell(format string, results []*lint.Result, opt lint.WriteOptions, least casefile.Severity) error {
	if format == "gitlab" {
		for _, notice := range opt.Notices {
			fmt.Fprintln(a.err, show(notice))
		}
	}
	if err := lint.Write(a.out, format, results, opt); err != nil {
		return usage("%s", err)
	}
	if fails(results, least) {
		return exitError{code: exitFindings}
	}
	return nil
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

// fails reports whether any finding that nobody waived and no baseline holds
// back is at least that
// severe.
func fails(results []*lint.Result, least casefile.Severity) bool {
	for _, r := range results {
		for _, f := range r.Findings {
			if f.Waived == nil && !f.Held && f.Severity >= least {
				return true
			}
		}
	}
	return false
}
