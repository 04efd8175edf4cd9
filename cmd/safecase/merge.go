package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/merge"
)

func mergeCommand(a *app) *cobra.Command {
	var out string
	var install, yes bool
	c := &cobra.Command{
		Use:   "merge BASE OURS THEIRS",
		Short: "join two changed versions of a case, by node and field",
		Long: "Merge applies to OURS what THEIRS changed since BASE and writes OURS, or -o. Edits of\n" +
			"different nodes, or of different fields of one, never conflict. Where both sides changed\n" +
			"one field in different ways, ours stays, theirs is kept beside it under an x-theirs- key,\n" +
			"and the exit code is 1. With --install, git uses it, and diff, in this repository.",
		Example: "  safecase merge base.yaml ours.yaml theirs.yaml\n  safecase merge --install",
		Args:    cobra.MaximumNArgs(3),
	}
	c.Flags().StringVarP(&out, "output", "o", "", "write to `FILE` instead of OURS; - is standard output")
	c.Flags().BoolVar(&install, "install", false, "show what to put into the configuration of git here, and with --yes do it")
	c.Flags().BoolVar(&yes, "yes", false, "with --install: do it")
	c.RunE = func(c *cobra.Command, args []string) error {
		if install {
			return a.installDrivers(c, yes)
		}
		if len(args) != 3 {
			return usage("merge needs three files: the common version, ours and theirs")
		}
		return a.merge(args, out)
	}
	return c
}

func (a *app) merge(paths []string, out string) error {
	var files [3]*casefile.File
	for i, path := range paths {
		f, err := a.readCase(path)
		if err != nil {
			return err
		}
		files[i] = f
	}
	merged, conflicts, err := merge.Merge(files[0], files[1], files[2])
	if err != nil {
		return exitError{exitFindings, err.Error()}
	}
	for _, conflict := range conflicts {
		fmt.Fprintf(a.err, "conflict at %s\n", show(conflict.String()))
	}
	switch out {
	case "":
		err = replaceFile(paths[1], []byte(merged.Text))
	default:
		err = a.write(out, []byte(merged.Text))
	}
	if err == nil && len(conflicts) > 0 {
		return exitError{code: exitFindings}
	}
	return err
}

// drivers is the configuration of git that uses safecase for case files.
var drivers = [][2]string{
	{"merge.safecase.name", "safecase: by node and field"},
	{"merge.safecase.driver", "safecase merge %O %A %B"},
	{"diff.safecase.command", "safecase git-diff"},
}

const attributes = "*.case.yaml merge=safecase diff=safecase"

// installDrivers shows what it would do, and does it when told to.
func (a *app) installDrivers(c *cobra.Command, yes bool) error {
	top, err := git(c.Context(), ".", "rev-parse", "--show-toplevel")
	if err != nil {
		return failed("%s", err)
	}
	path := filepath.Join(strings.TrimSpace(string(top)), ".gitattributes")
	for _, d := range drivers {
		fmt.Fprintf(a.out, "git config %s %q\n", d[0], d[1])
	}
	fmt.Fprintf(a.out, "add to .gitattributes: %s\n", attributes)
	if !yes {
		fmt.Fprintln(a.out, "nothing was changed; --yes does it")
		return nil
	}
	for _, d := range drivers {
		if _, err := git(c.Context(), ".", "config", d[0], d[1]); err != nil {
			return failed("%s", err)
		}
	}
	before, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return failed("%s", err)
	}
	if strings.Contains(string(before), attributes) {
		return nil
	}
	text := string(before)
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return replaceFile(path, []byte(text+attributes+"\n"))
}
