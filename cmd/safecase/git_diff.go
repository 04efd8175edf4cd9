package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/diff"
	"safecase/casefile/lint"
)

// gitDiffCommand is what git runs as its external diff driver:
// path old-file old-hex old-mode new-file new-hex new-mode. git runs it at the
// top of the work tree and gives it copies of the two versions; what they name
// lies beside path.
func gitDiffCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "git-diff", Hidden: true, Short: "the diff driver that merge --install sets up", Args: cobra.MinimumNArgs(7),
		Example: "  GIT_EXTERNAL_DIFF='safecase git-diff' git diff case.yaml",
		RunE: func(c *cobra.Command, args []string) error {
			path, before, after := args[0], args[1], args[4]
			fmt.Fprintf(a.out, "safety case %s\n", show(path))
			switch os.DevNull {
			case before:
				fmt.Fprintln(a.out, "the file is new; safecase status says how it stands")
				return nil
			case after:
				fmt.Fprintln(a.out, "the file is gone")
				return nil
			}
			return a.gitDiff(c.Context(), path, before, after)
		},
	}
}

func (a *app) gitDiff(ctx context.Context, path, before, after string) error {
	var sides [2]*lint.Result
	for i, version := range []string{before, after} {
		r, err := (&checkFlags{}).copyOf(ctx, a, path, version)
		if err == nil {
			err = a.unreadable(r)
		}
		if err != nil {
			return err
		}
		sides[i] = r
	}
	if len(sides[0].Modules)+len(sides[1].Modules) > 0 {
		fmt.Fprintln(a.out, "both versions were judged with the case files and evidence that are in the work tree now;\nsafecase diff REV:PATH PATH takes those of the revision")
	}
	return diff.Compare(sides[0], sides[1]).Write(a.out, "text", before, after)
}

// copyOf checks a version of the case at path that stands in another file, with
// the evidence and the case files beside path.
func (f *checkFlags) copyOf(ctx context.Context, a *app, path, version string) (*lint.Result, error) {
	if !exists(filepath.Dir(path)) {
		return f.check(ctx, a, version)
	}
	in, err := f.settings(a)
	if err != nil {
		return nil, err
	}
	text, err := a.readText(version)
	if err != nil {
		return nil, err
	}
	in.File = casefile.Read(path, text)
	src, err := f.source(path)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	return checkWith(ctx, in, lint.Places{Cases: src.Source, Evidence: src.Source})
}
