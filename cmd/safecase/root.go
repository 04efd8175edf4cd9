package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// commands is the table of commands, in the order in which help lists them.
var commands = []func(*app) *cobra.Command{
	editCommand, lintCommand, statusCommand, renderCommand, evidenceCommand,
	newCommand, templatesCommand, insertCommand, planCommand, diffCommand, mergeCommand, gitDiffCommand,
	importCommand, exportCommand, serveCommand, lspCommand, explainCommand, fmtCommand, schemaCommand, versionCommand,
}

func rootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "safecase",
		Short: "write, check and draw safety cases for AI systems",
		Long: "safecase helps people who must decide whether an AI system may be trained further,\n" +
			"deployed or released to write down why that is acceptable, to link every claim to\n" +
			"the eval results behind it, and to see what is still missing.",
		Example:       "  safecase lint case.yaml\n  safecase render -o case.html case.yaml\n  safecase case.yaml            # the authoring screen",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("unknown command %q; see safecase --help", args[0])
			}
			return c.Help()
		},
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.CompletionOptions.HiddenDefaultCmd = false
	for _, command := range commands {
		root.AddCommand(command(a))
	}
	inOurWords(root)
	root.Version = versionString()
	root.SetVersionTemplate("safecase {{.Version}}\n")
	return root
}

// version is set when a release is built; otherwise the build's own record
// stands in.
var version = ""

func versionString() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "0.1.0-dev"
}

func versionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "print the version", Args: cobra.NoArgs, Example: "  safecase version",
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintf(a.out, "safecase %s\n", versionString())
			return nil
		},
	}
}
