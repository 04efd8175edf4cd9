package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"safecase/casefile/diff"
	"safecase/casefile/lint"
	"safecase/render"
)

func renderCommand(a *app) *cobra.Command {
	var check checkFlags
	var out, format, layout, since, redact string
	var confidence bool
	var view viewFlags
	var whole, within bool
	var look lookFlags
	c := &cobra.Command{
		Use:   "render [-o OUT] FILE",
		Short: "draw a case, or write the reviewer's report",
		Long: "Render draws the argument with every gap on it. The format follows from the name of\n" +
			"OUT: " + render.FormatNames() + ".",
		Example: "  safecase render -o case.html case.yaml\n  safecase render -o case.svg --view gaps case.yaml",
		Args:    cobra.ExactArgs(1),
	}
	check.add(c)
	c.Flags().StringVar(&check.text, "text", "", "draw the text of this `FILE` as if it stood in the case: what is not saved yet")
	c.Flags().MarkHidden("text")
	c.Flags().StringVarP(&out, "output", "o", "", "write to `FILE` (default: standard output)")
	c.Flags().StringVar(&format, "format", "", "one of "+render.FormatNames()+" (default: from the name of the output)")
	c.Flags().StringVar(&layout, "layout", "auto", "auto, dot or tree")
	view.add(c)
	look.add(c)
	c.Flags().BoolVar(&confidence, "confidence", false, "in reports, show what the authors' own probabilities give, which nobody measured")
	c.Flags().StringVar(&since, "since", "", "mark what changed since this version: a `FILE` or REV:PATH")
	addRedact(c, &redact)
	c.Flags().BoolVar(&whole, "whole", false, "refuse a case file of which some part could not be read")
	c.Flags().BoolVar(&within, "bounded", false, "keep to the memory and time that serve allows a drawing")
	c.Flags().MarkHidden("bounded")
	c.RunE = func(c *cobra.Command, args []string) error {
		if within {
			if err := keepToMemory(); err != nil {
				return failed("%s", err)
			}
		}
		if err := knownRedaction(redact); err != nil {
			return err
		}
		name, err := formatName(format, out)
		if err != nil {
			return err
		}
		o := render.Options{Format: name, Layout: layout, Version: versionString()}
		if err := look.set(a, &o); err != nil {
			return err
		}
		r, err := check.check(c.Context(), a, args[0])
		if err != nil {
			return err
		}
		if err := a.unreadable(r); err != nil {
			return err
		}
		if whole && len(r.File.Unread()) > 0 {
			broken := &lint.Result{File: r.File, Findings: r.File.Unread()}
			if err := lint.Write(a.err, "text", []*lint.Result{broken}, lint.WriteOptions{}); err != nil {
				return failed("%s", err)
			}
			return exitError{code: exitFindings}
		}
		r.Confidence = confidence
		if o.View, err = view.of(r); err != nil {
			return err
		}
		if since != "" {
			before, err := check.version(c.Context(), a, since)
			if err != nil {
				return err
			}
			o.Since, o.Before, o.From = diff.Compare(before, r), before, since
		}
		if redact != "" {
			o.Redact = render.Redact(r, o.Before)
			fmt.Fprintln(a.err, o.Redact.Note())
		}
		var b bytes.Buffer
		if err := render.Write(c.Context(), &b, r, o); err != nil {
			return failed("%s", err)
		}
		if name == "mmd" {
			if why := render.MermaidRefused(b.Bytes()); why != "" {
				fmt.Fprintln(a.err, why)
			}
		}
		return a.write(out, b.Bytes())
	}
	return c
}

func addRedact(c *cobra.Command, level *string) {
	c.Flags().StringVar(level, "redact", "", "leave out what is marked as `restricted` or secret; its gaps still count")
	c.RegisterFlagCompletionFunc("redact", cobra.FixedCompletions([]string{"restricted"}, cobra.ShellCompDirectiveNoFileComp))
}

// knownRedaction refuses a word that leaves out nothing: the edition would look
// redacted and would not be.
func knownRedaction(level string) error {
	if level != "" && level != "restricted" {
		return usage("--redact %q is not known: restricted, which also leaves out what is secret", level)
	}
	return nil
}

func formatName(format, out string) (string, error) {
	if format == "" {
		format = strings.TrimPrefix(filepath.Ext(out), ".")
	}
	if format == "" {
		return "", usage("name an output file with -o, or a format with --format: %s", render.FormatNames())
	}
	if !render.KnownFormat(format) {
		return "", usage("format %q is not known: %s", format, render.FormatNames())
	}
	return format, nil
}

// write puts output where the user wants it.
func (a *app) write(path string, b []byte) error {
	if path == "" || path == "-" {
		if _, err := a.out.Write(b); err != nil {
			return failed("%s", err)
		}
		return nil
	}
	if err := os.WriteFile(path, b, 0o666); err != nil {
		return failed("%s", err)
	}
	fmt.Fprintf(a.err, "wrote %s\n", path)
	return nil
}
