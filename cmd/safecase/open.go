package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

// checkFlags are the flags of every command that checks a case.
type checkFlags struct {
	evidenceFlags
	asOf      string
	profile   string
	noWaivers bool
	policy    string
	values    string
	text      string // the file that holds the text of the case in place of its own; "" for its own
}

func (f *checkFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.asOf, "as-of", "", "judge as on this `DATE` (default today)")
	c.Flags().StringVar(&f.profile, "profile", "", "how much to ask: draft, review or release (default: the case's status)")
	f.evidenceFlags.add(c)
	c.Flags().BoolVar(&f.noWaivers, "no-waivers", false, "show the case bare: waivers silence nothing")
	c.Flags().StringVar(&f.policy, "policy", "", "a reviewer's `FILE` of requirements, severities and limits; it can only ask for more")
	c.Flags().StringVar(&f.values, "values", "", "the `FILE` in which monitoring writes the values of indicators")
	c.RegisterFlagCompletionFunc("profile", cobra.FixedCompletions([]string{"draft", "review", "release"}, cobra.ShellCompDirectiveNoFileComp))
}

// day is the day of the judgement. This is the only place that asks the clock.
func (f *checkFlags) day(a *app) (time.Time, error) {
	if f.asOf == "" {
		return a.now().UTC().Truncate(24 * time.Hour), nil
	}
	day, err := time.Parse(time.DateOnly, f.asOf)
	if err != nil {
		return day, usage("--as-of %q is not a day: write it as YYYY-MM-DD", f.asOf)
	}
	return day, nil
}

func (f *checkFlags) profileOf() (lint.Profile, error) {
	for _, p := range append([]lint.Profile{""}, lint.Profiles...) {
		if lint.Profile(f.profile) == p {
			return p, nil
		}
	}
	return "", usage("--profile %q is not known: draft, review or release", f.profile)
}

// settings are the parts of a check that the flags decide.
func (f *checkFlags) settings(a *app) (in lint.Input, err error) {
	in.NoWaivers = f.noWaivers
	if in.AsOf, err = f.day(a); err != nil {
		return in, err
	}
	if in.Profile, err = f.profileOf(); err != nil {
		return in, err
	}
	if in.Policy, err = f.readPolicy(a); err != nil {
		return in, err
	}
	in.Values, err = f.readValues(a)
	return in, err
}

// readPolicy reads the reviewer's file. One with a fault is refused: it might
// ask for less than was meant.
func (f *checkFlags) readPolicy(a *app) (*lint.Policy, error) {
	if f.policy == "" {
		return nil, nil
	}
	text, err := a.readAll(f.policy)
	if err != nil {
		return nil, err
	}
	policy, findings := lint.ReadPolicy(f.policy, text)
	return policy, a.refuse("--policy", f.policy, text, findings)
}

// readValues reads what monitoring wrote. One with a fault is refused: a slip
// might hide a value beyond its limit.
func (f *checkFlags) readValues(a *app) (*casefile.Values, error) {
	if f.values == "" {
		return nil, nil
	}
	text, err := a.readAll(f.values)
	if err != nil {
		return nil, err
	}
	values, findings := casefile.ReadValues(f.values, text)
	return values, a.refuse("--values", f.values, text, findings)
}

// refuse prints what is wrong with a file that must not be used then.
func (a *app) refuse(flag, path, text string, findings []casefile.Finding) error {
	if len(findings) == 0 {
		return nil
	}
	broken := &lint.Result{File: casefile.Read(path, text), Findings: findings}
	if err := lint.Write(a.err, "text", []*lint.Result{broken}, lint.WriteOptions{}); err != nil {
		return failed("%s", err)
	}
	return usage("%s %s cannot be used", flag, path)
}

// check reads a case with its evidence and checks it.
func (f *checkFlags) check(ctx context.Context, a *app, path string) (*lint.Result, error) {
	in, err := f.settings(a)
	if err != nil {
		return nil, err
	}
	if in.File, err = a.readCase(cmp.Or(f.text, path)); err != nil {
		return nil, err
	}
	if f.text != "" {
		in.File = casefile.Read(path, in.File.Text)
	}
	src, err := f.source(path)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	cases, err := casesOf(path)
	if err != nil {
		return nil, err
	}
	defer cases.Close()
	return checkWith(ctx, in, lint.Places{Cases: cases, Evidence: src.Source})
}

// checkWith reads the evidence and the case files that the case uses, and
// checks the case.
func checkWith(ctx context.Context, in lint.Input, from lint.Places) (*lint.Result, error) {
	in.Readings = lint.ReadEvidence(ctx, in.File.Case, from.Evidence, evidence.Options{})
	in.Modules = lint.ReadModules(ctx, in, from)
	if ctx.Err() != nil {
		return nil, failed("stopped before all evidence was read")
	}
	return lint.Check(in), nil
}

// casesOf is where the case files are that the case at path uses: its folder,
// wherever its evidence is.
func casesOf(path string) (*openedSource, error) { return (&evidenceFlags{}).source(path) }

// readCase reads the case at path; "-" is standard input.
func (a *app) readCase(path string) (*casefile.File, error) {
	in := a.in
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return nil, openError(path, err)
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil && info.IsDir() {
			return nil, failed("%s is a folder; name the case file in it", path)
		}
		in = file
	}
	file, err := casefile.ReadFrom(path, in)
	if err != nil {
		return nil, failed("%s", err)
	}
	return file, nil
}

func openError(path string, err error) error {
	switch {
	case evidence.IsObject(path):
		return usage("%s is no case; to allow evidence from there write --remote=%s, with the sign", path, path)
	case errors.Is(err, fs.ErrNotExist):
		return failed("%s does not exist; safecase new %s starts a case", path, path)
	case errors.Is(err, fs.ErrPermission):
		return failed("%s may not be read", path)
	}
	return failed("%s", err)
}

// report prints the findings of a case that cannot be read as one.
func (a *app) unreadable(r *lint.Result) error {
	if r.File.Readable {
		return nil
	}
	if err := lint.Write(a.err, "text", []*lint.Result{r}, lint.WriteOptions{}); err != nil {
		return failed("%s", err)
	}
	return exitError{code: exitFindings}
}
