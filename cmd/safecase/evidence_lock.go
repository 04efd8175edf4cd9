package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/evidence"
)

func evidenceLock(a *app) *cobra.Command {
	var where evidenceFlags
	var update bool
	c := &cobra.Command{
		Use: "lock CASE [PATH...]", Short: "write the digest of every evidence file into the case", Args: cobra.MinimumNArgs(1),
		Long: "Lock writes sha256 into every evidence node that has a file and no digest. A digest that is\n" +
			"there and differs is left alone and reported; --update replaces it. PATH chooses some of the\n" +
			"evidence: a file, a folder, or a glob such as 'logs/*.eval'. Of an object in a store that\n" +
			"keeps versions the version is pinned, too.",
		Example: "  safecase evidence lock case.yaml\n  safecase evidence lock case.yaml 'logs/*.eval'\n  safecase evidence lock --remote=s3://evals case.yaml",
	}
	where.add(c)
	c.Flags().BoolVar(&update, "update", false, "replace digests that differ, too")
	c.RunE = func(c *cobra.Command, args []string) error {
		file, err := a.readCase(args[0])
		if err != nil {
			return err
		}
		digests, err := a.digests(c.Context(), file, args[0], &where, args[1:])
		if err != nil {
			return err
		}
		var edits []casefile.Edit
		locked, differ := 0, 0
		for _, d := range digests {
			more := d.edits(update)
			switch {
			case len(more) > 0:
				edits, locked = append(edits, more...), locked+1
			case d.verdict() == verdictUnread:
				fmt.Fprintf(a.err, "%s: %s\n", d.node.ID, d.why())
				differ++
			case d.verdict() == verdictChanged:
				fmt.Fprintf(a.err, "%s: %s has changed since its digest was written; --update replaces it\n", d.node.ID, show(d.reading.Ref))
				differ++
			}
		}
		if err := a.applyTo(file, args[0], edits); err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%d locked, %d left as they were\n", locked, len(digests)-locked)
		a.adviseAttributes(c.Context(), args[0], &where, digests)
		if differ > 0 {
			return exitError{code: exitFindings}
		}
		return nil
	}
	return c
}

// edits pin what a node points at. The version of an object is pinned along
// with its digest, so that what the one names can still be had.
func (d digest) edits(update bool) []casefile.Edit {
	v := d.verdict()
	if v != verdictUnlocked && !(v == verdictChanged && update) {
		return nil
	}
	out := []casefile.Edit{casefile.SetField{Node: d.node.ID, Path: []string{"sha256"}, Value: d.reading.SHA256}}
	if evidence.IsObject(d.reading.Ref) && d.reading.Version != "" && !d.node.Get("object_version").Exists() {
		out = append(out, casefile.SetField{Node: d.node.ID, Path: []string{"object_version"}, Value: d.reading.Version})
	}
	return out
}
