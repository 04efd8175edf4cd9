package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"safecase/casefile/convert"
	"safecase/casefile/lint"
)

func exportCommand(a *app) *cobra.Command {
	var to, out, folder string
	var check checkFlags
	c := &cobra.Command{
		Use: "export --to FORMAT [-o OUT | --out FOLDER] FILE", Short: "write a case for another tool", Args: cobra.ExactArgs(1),
		Long: "Export writes a case in a format of another tool: " + convert.Names(true) + ".\n" +
			"It prints what the format has no word for. Where the format allows, that is kept in\n" +
			"the file, so that importing it again gives it back. A case that uses other case files is\n" +
			"written without them, or with --out to gsn2x as one module a file.",
		Example: "  safecase export --to gsn2x --out modules case.yaml\n  safecase export --to gsn2x -o case.gsn.yaml case.yaml\n  safecase export --to csv case.yaml",
	}
	c.Flags().StringVar(&to, "to", "", "the format: "+convert.Names(true))
	c.Flags().StringVarP(&out, "output", "o", "", "write to `FILE` (default: standard output)")
	c.Flags().StringVar(&folder, "out", "", "write the case and all files that it uses as modules into this new or empty `FOLDER`")
	c.Flags().StringVar(&check.asOf, "as-of", "", "the `DATE` of the export, for formats that state one (default today)")
	c.RunE = func(c *cobra.Command, args []string) error {
		return a.export(c.Context(), check, to, out, folder, args[0])
	}
	return c
}

func (a *app) export(ctx context.Context, check checkFlags, to, out, folder, path string) error {
	format := convert.Find(to)
	switch {
	case to != "" && (format == nil || format.Export == nil):
		return usage("--to %q is no format that can be written: %s", to, convert.Names(true))
	case format == nil || format.Export == nil:
		return usage("name the format with --to: %s", convert.Names(true))
	case folder != "" && format.Name != "gsn2x":
		return usage("--out is for modules, and %s has none: take -o", format.Name)
	case folder != "" && out != "":
		return usage("-o writes one file and --out several: take one of them")
	}
	day, err := check.day(a)
	if err != nil {
		return err
	}
	file, err := a.readCase(path)
	if err != nil {
		return err
	}
	if err := a.unreadable(&lint.Result{File: file, Findings: file.Findings}); err != nil {
		return err
	}
	options := convert.Options{On: day, Path: filepath.Base(path)}
	missing := false
	if folder != "" {
		if options.Modules, missing, err = a.modulesOf(ctx, file, path); err != nil {
			return err
		}
	}
	exported, err := format.Export(file, options)
	if err != nil {
		return failed("%s", err)
	}
	a.lost(exported.Losses)
	if folder == "" {
		return a.write(out, exported.Data)
	}
	if len(exported.Files) == 0 { // a case of one file
		exported.Files = []convert.Output{{Path: strings.TrimSuffix(strings.TrimSuffix(options.Path, filepath.Ext(path)), ".case") + ".gsn.yaml", Data: exported.Data}}
	}
	if err := a.writeFolder(folder, exported.Files); err != nil {
		return err
	}
	if missing {
		return exitError{code: exitFindings}
	}
	return nil
}
