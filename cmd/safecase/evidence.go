package main

import "github.com/spf13/cobra"

func evidenceCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "evidence",
		Short: "look into eval files, link them, pin their digests, check them",
		Example: "  safecase evidence show logs/ctf.eval\n  safecase evidence add --under C2 case.yaml logs/ctf.eval\n" +
			"  safecase evidence lock case.yaml\n  safecase evidence verify case.yaml\n  safecase evidence table --format csv case.yaml",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(evidenceShow(a), evidenceAdd(a), evidenceLock(a), evidenceVerify(a), evidenceTable(a))
	return c
}
