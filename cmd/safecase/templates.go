package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"safecase/templates"
)

func templatesCommand(a *app) *cobra.Command {
	var yaml bool
	c := &cobra.Command{
		Use:   "templates [NAME]",
		Short: "list what a case can start from; show one as an outline",
		Long: "Templates lists arguments from the literature that a case can start from, and fragments\n" +
			"that can be inserted into one. With a name it shows the outline, the source and the parameters.",
		Example:           "  safecase templates\n  safecase templates inability\n  safecase templates --yaml inability",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: completeTemplates(true),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				if yaml {
					return usage("--yaml prints one template; name it")
				}
				a.listTemplates()
				return nil
			}
			t, err := templates.Find(args[0])
			if err != nil {
				return usage("%s", err)
			}
			if yaml {
				return a.write("", []byte(t.Text))
			}
			a.showTemplate(t)
			return nil
		},
	}
	c.Flags().BoolVar(&yaml, "yaml", false, "print the file of the template")
	return c
}

// completeTemplates offers the names of templates, and of fragments where
// those are wanted too.
func completeTemplates(fragments bool) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		list := templates.List()
		if fragments {
			list = append(list, templates.Fragments()...)
		}
		var names []string
		for _, t := range list {
			names = append(names, t.Name+"\t"+t.Title)
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

func (a *app) listTemplates() {
	fmt.Fprintln(a.out, "templates: safecase new --template NAME FILE starts a case from one")
	for _, t := range templates.List() {
		fmt.Fprintf(a.out, "  %-22s %s\n", t.Name, t.Title)
	}
	fmt.Fprintln(a.out, "\nfragments: safecase insert NAME FILE, and the authoring screen, insert one into a case")
	for _, t := range templates.Fragments() {
		fmt.Fprintf(a.out, "  %-22s %s\n", t.Name, t.Title)
	}
}

func (a *app) showTemplate(t *templates.Template) {
	fmt.Fprintf(a.out, "%s: %s\n%s\n\nsource: %s\n", t.Name, t.Title, t.About, t.Source)
	if t.Unverified != "" {
		fmt.Fprintf(a.out, "not checked against the source: %s\n", t.Unverified)
	}
	if len(t.Parameters) > 0 {
		fmt.Fprintln(a.out, "\nparameters:")
	}
	for _, p := range t.Parameters {
		fmt.Fprintf(a.out, "  %-20s %s%s\n", p.Name, p.Meaning, parameterNotes(p))
	}
	fmt.Fprintln(a.out)
	t.Outline(a.out)
}

// parameterNotes says in brackets what a parameter takes.
func parameterNotes(p templates.Parameter) string {
	var notes []string
	switch p.Type {
	case templates.Choice:
		var names []string
		for _, o := range p.Options {
			names = append(names, o.Name)
		}
		notes = append(notes, fmt.Sprintf("at least %d of %s", p.AtLeast, strings.Join(names, ", ")))
	case templates.Words:
	default:
		notes = append(notes, string(p.Type))
	}
	if p.Repeat != "" {
		notes = append(notes, "one for each "+p.Repeat)
	}
	if p.Default != "" {
		notes = append(notes, "default "+p.Default)
	}
	if notes == nil {
		return ""
	}
	return " (" + strings.Join(notes, "; ") + ")"
}
