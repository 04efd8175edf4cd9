package main

import "github.com/spf13/cobra"

func evidenceCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "evidence",
		Short: "look into eval files, link them, pin their digests, check them",
		Example: "  safecase evidence show logs/ctf.eval\n  safecase evidence add --under C2 case.yaml logs/ctf.eval\n" +
			"  safecase evidence lock case.yaml\n  safecase evidence verify case.yaml\n  safecase evidence table --format csv case.yaml",
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("unknown command \"evidence %s\": show, add, lock, verify or table", args[0])
			}
			return c.Help()
		},
	}
	c.AddCommand(evidenceShow(a), evidenceAdd(a), evidenceLock(a), evidenceVerify(a), evidenceTable(a))
	return c
}
