package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

// inOurWords lets a command and those below it say what is wrong with a command
// line as everything else here does: what was found, what was expected, and what
// to write.
func inOurWords(c *cobra.Command) {
	if counts := c.Args; counts != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if counts(c, args) == nil {
				return nil
			}
			return usage("%s; write: %s", miscounted(counts, c, args), c.UseLine())
		}
	}
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage("%s; %s --help lists the flags", err, c.CommandPath())
	})
	for _, below := range c.Commands() {
		inOurWords(below)
	}
}

// miscounted says whether there are too many words or too few.
func miscounted(counts cobra.PositionalArgs, c *cobra.Command, args []string) string {
	for n := range args {
		if counts(c, args[:n]) == nil {
			return fmt.Sprintf("%q is too much", args[n])
		}
	}
	if len(args) == 0 {
		return c.CommandPath() + " needs to know on what"
	}
	return fmt.Sprintf("something is missing after %q", args[len(args)-1])
}
