package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/diff"
	"safecase/casefile/lint"
	"safecase/render"
)

func diffCommand(a *app) *cobra.Command {
	var check checkFlags
	var format, out, redact string
	var look lookFlags
	var exitCode bool
	c := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "say what changed in the argument and which claims it touches",
		Long: "Diff compares two versions of a case with their evidence. Each side is a file, or\n" +
			"REV:PATH for the version that git has at a revision. What makes it easier for the case\n" +
			"to look good is listed first: a moved threshold, a deleted challenge, a new waiver.",
		Example: "  safecase diff old.case.yaml case.yaml\n  safecase diff HEAD~1:case.yaml case.yaml --format md\n  safecase diff -o changes.svg old.case.yaml case.yaml",
		Args:    cobra.ExactArgs(2),
	}
	check.add(c)
	c.Flags().StringVar(&format, "format", "", "one of "+strings.Join(diff.Formats, ", ")+", or of a diagram: "+render.PictureNames()+"\n(default: from the name of the output, else text)")
	look.add(c)
	c.Flags().StringVarP(&out, "output", "o", "", "write to `FILE` (default: standard output)")
	addRedact(c, &redact)
	c.Flags().BoolVar(&exitCode, "exit-code", false, "exit 1 when there is a difference")
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := knownRedaction(redact); err != nil {
			return err
		}
		sides, err := a.versions(c, check, args)
		if err != nil {
			return err
		}
		d := diff.Compare(sides[0], sides[1])
		if err := a.writeDiff(c.Context(), d, sides, args, diffFormat(format, out), out, look, redact != ""); err != nil {
			return err
		}
		if exitCode && !d.Empty() {
			return exitError{code: exitFindings}
		}
		return nil
	}
	return c
}

// versions checks both sides of a comparison.
func (a *app) versions(c *cobra.Command, check checkFlags, args []string) (sides [2]*lint.Result, err error) {
	for i, arg := range args {
		r, err := check.version(c.Context(), a, arg)
		if err != nil {
			return sides, err
		}
		if err := a.unreadable(r); err != nil {
			return sides, err
		}
		sides[i] = r
	}
	return sides, nil
}

func diffFormat(format, out string) string {
	if format == "" {
		format = strings.TrimPrefix(filepath.Ext(out), ".")
	}
	if format == "" {
		return "text"
	}
	return format
}

// writeDiff writes a comparison as text, or draws the new version with its marks.
func (a *app) writeDiff(ctx context.Context, d *diff.Diff, sides [2]*lint.Result, args []string, format, out string, look lookFlags, redact bool) error {
	var b bytes.Buffer
	var hide *render.Redaction
	before, after := args[0], args[1]
	if redact {
		hide = render.Redact(sides[1], sides[0])
		after += " (" + hide.Note().String() + ")"
	}
	if render.IsPicture(format) {
		o := render.Options{Format: format, Version: versionString(), Since: d, Before: sides[0], From: before, Redact: hide}
		if err := look.set(a, &o); err != nil {
			return err
		}
		if err := render.Write(ctx, &b, sides[1], o); err != nil {
			return failed("%s", err)
		}
	} else if err := hide.Diff(d).Write(&b, format, before, after); err != nil {
		return usage("%s; a diagram is one of %s", err, render.PictureNames())
	}
	return a.write(out, b.Bytes())
}

// version checks one side of a comparison: a file, or REV:PATH in git.
func (f *checkFlags) version(ctx context.Context, a *app, arg string) (*lint.Result, error) {
	rev, path, inGit := strings.Cut(arg, ":")
	if !inGit || exists(arg) {
		return f.check(ctx, a, arg)
	}
	in, err := f.settings(a)
	if err != nil {
		return nil, err
	}
	src, err := atRevision(ctx, rev, path)
	if err != nil {
		return nil, err
	}
	text, err := src.caseText()
	if err != nil {
		return nil, err
	}
	in.File = casefile.Read(arg, text)
	all, err := f.with(src)
	if err != nil {
		return nil, err
	}
	return checkWith(ctx, in, lint.Places{Cases: src, Evidence: all})
}
