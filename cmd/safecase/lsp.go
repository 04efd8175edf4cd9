package main

import (
	"errors"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"safecase/cmd/safecase/lsp"
)

// gcPercent lets the heap of the language server grow further between
// collections: findings are wanted a moment after a keystroke, and the memory
// that one check takes is given back at the next.
const gcPercent = 400

func lspCommand(a *app) *cobra.Command {
	var check checkFlags
	c := &cobra.Command{
		Use:   "lsp",
		Short: "answer an editor: findings, completion, explanations, renaming",
		Long: "Lsp speaks the Language Server Protocol over standard input and output. An editor starts\n" +
			"it; docs/editors.md says how. It writes no file. Without --as-of it judges as on the day\n" +
			"of each check.",
		Example: "  safecase lsp\n  safecase lsp --profile review --as-of 2026-11-21",
		Args:    cobra.NoArgs,
	}
	check.add(c)
	var stdio bool
	c.Flags().BoolVar(&stdio, "stdio", true, "speak over standard input and output; there is no other way, and editors like to say so")
	c.RunE = func(c *cobra.Command, _ []string) error {
		in, err := check.settings(a)
		if err != nil {
			return err
		}
		store, err := check.store()
		if err != nil {
			return err
		}
		opt := lsp.Options{
			Profile: in.Profile, NoWaivers: in.NoWaivers, Policy: in.Policy, Values: in.Values, EvidenceRoot: check.evidenceRoot, Version: versionString(),
			Today: func() time.Time { day, _ := check.day(a); return day },
		}
		if store != nil {
			opt.Store = store
		}
		debug.SetGCPercent(gcPercent)
		err = lsp.Serve(c.Context(), a.in, a.out, opt)
		switch {
		case errors.Is(err, lsp.ErrNoShutdown):
			return exitError{code: exitFindings} // as the protocol wants
		case err != nil:
			return failed("%s", err)
		}
		return nil
	}
	return c
}
