package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/templates"
)

func insertCommand(a *app) *cobra.Command {
	var under, table string
	var pairs []string
	c := &cobra.Command{
		Use:   "insert NAME [--under ID] [--set KEY=VALUE]... FILE",
		Short: "insert a piece of argument into a case",
		Long: "Insert puts a fragment, or a whole template, into a case, below the node that --under names or\n" +
			"below the top claim. Ids that are taken get another one. What is not set stays as ${name} in\n" +
			"texts, and linting shows it as a gap. A node that was marked as undeveloped no longer is.",
		Example: "  safecase insert elicitation --under C2 case.yaml\n" +
			"  safecase insert weights-not-taken --set thief='an outside group' case.yaml",
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: completeInsert,
		RunE: func(_ *cobra.Command, args []string) error {
			t, err := templates.Find(args[0])
			if err != nil {
				return usage("%s", err)
			}
			values, err := values(pairs, table)
			if err != nil {
				return err
			}
			text, err := t.Instantiate(values)
			if err != nil {
				return usage("%s", err)
			}
			return a.insert(t, values, casefile.InsertFragment{Text: text, Under: under}, args[1])
		},
	}
	c.Flags().StringVar(&under, "under", "", "the claim or strategy that it is to support (default: the top claim)")
	c.Flags().StringArrayVar(&pairs, "set", nil, "a value as `KEY=VALUE`")
	c.Flags().StringVar(&table, "values", "", "more values from a CSV `TABLE`: a row of names, then rows of values")
	return c
}

// completeInsert offers templates and fragments first, and files then.
func completeInsert(c *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return completeTemplates(true)(c, args, toComplete)
}

func (a *app) insert(t *templates.Template, values templates.Values, edit casefile.InsertFragment, path string) error {
	file, err := a.readCase(path)
	if err != nil {
		return err
	}
	if edit.Under == "" {
		tops := file.Case.Tops()
		if len(tops) != 1 {
			var ids []string
			for _, n := range tops {
				ids = append(ids, n.ID)
			}
			return usage("%s has %d top claims (%s); name the node to support with --under", path, len(tops), strings.Join(ids, ", "))
		}
		edit.Under = tops[0].ID
	}
	edits := []casefile.Edit{edit}
	if n := file.Case.Node(edit.Under); n != nil && n.Get("undeveloped").Exists() {
		edits = append(edits, casefile.RemoveField{Node: n.ID, Path: []string{"undeveloped"}}) // it is developed now
	}
	edited, err := file.Apply(casefile.Batch(edits))
	if err != nil {
		return failed("%s", err)
	}
	if err := a.applyTo(file, path, edits); err != nil || path == "-" {
		return err
	}
	var added []string
	for _, n := range edited.Case.Nodes {
		if file.Case.Node(n.ID) == nil {
			added = append(added, n.ID)
		}
	}
	fmt.Fprintf(a.out, "inserted %s below %s: %d nodes, %s to %s\n", t.Name, edit.Under, len(added), added[0], added[len(added)-1])
	if open := t.Open(values); len(open) > 0 {
		slices.Sort(open)
		fmt.Fprintf(a.out, "not said yet: %s\n", strings.Join(open, ", "))
	}
	return nil
}
