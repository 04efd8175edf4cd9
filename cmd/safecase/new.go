package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"safecase/templates"
)

// skeleton is the template of a case for which no other is named.
const skeleton = "six-step"

func newCommand(a *app) *cobra.Command {
	var name, table string
	var pairs []string
	c := &cobra.Command{
		Use:   "new [--template NAME] [--set KEY=VALUE]... FILE",
		Short: "start a case from a template",
		Long: "New writes a case from a template; without one, the skeleton of the six steps. On a terminal\n" +
			"and with nothing set, the authoring screen asks for them. What is not set stays as ${name} in\n" +
			"texts, and linting shows it as a gap. A parameter that is set again has one more value: the\n" +
			"parts that belong to it are written once for each.",
		Example: "  safecase new case.yaml\n  safecase new --template inability --set model=Atlas-2 case.yaml\n" +
			"  safecase new --set outcome='A first outcome' --set outcome='A second one' case.yaml",
		Args: cobra.ExactArgs(1),
	}
	c.Flags().StringVar(&name, "template", "", "the template to start from; safecase templates lists them")
	c.Flags().StringArrayVar(&pairs, "set", nil, "a value as `KEY=VALUE`")
	c.Flags().StringVar(&table, "values", "", "more values from a CSV `TABLE`: a row of names, then rows of values")
	c.RegisterFlagCompletionFunc("template", completeTemplates(false))
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := a.free(args[0]); err != nil {
			return err
		}
		t, err := startingPoint(name)
		if err != nil {
			return err
		}
		if name == "" && len(pairs) == 0 && table == "" && args[0] != "-" && a.terminal() {
			return a.screen(c.Context(), args[0], checkFlags{}, nil)
		}
		values, err := values(pairs, table)
		if err != nil {
			return err
		}
		return a.start(t, values, args[0])
	}
	return c
}

func startingPoint(name string) (*templates.Template, error) {
	if name == "" {
		name = skeleton
	}
	t, err := templates.Find(name)
	if err != nil {
		return nil, usage("%s", err)
	}
	if t.Fragment {
		return nil, usage("%s is a fragment; safecase insert %s FILE puts it into a case", name, name)
	}
	return t, nil
}

// values are those of the table and, before them, of the command line.
func values(pairs []string, table string) (templates.Values, error) {
	set, err := templates.ReadPairs(pairs)
	if err != nil {
		return nil, usage("--set %s", err)
	}
	if table == "" {
		return set, nil
	}
	file, err := os.Open(table)
	if err != nil {
		return nil, failed("%s", err)
	}
	defer file.Close()
	rows, err := templates.ReadTable(file)
	if err != nil {
		return nil, usage("%s: %s", table, err)
	}
	return rows.Join(set), nil
}

// terminal reports whether somebody sits at both ends.
func (a *app) terminal() bool {
	in, isIn := a.in.(*os.File)
	out, isOut := a.out.(*os.File)
	return isIn && isOut && term.IsTerminal(int(in.Fd())) && term.IsTerminal(int(out.Fd()))
}

// free refuses a path where something is: a new case never replaces an old one.
func (a *app) free(path string) error {
	if path == "-" {
		return nil
	}
	_, err := os.Lstat(path)
	switch {
	case err == nil:
		return failed("%s exists; new never replaces a file, choose another name", path)
	case errors.Is(err, fs.ErrNotExist):
		return nil
	}
	return failed("%s", err)
}

func (a *app) start(t *templates.Template, values templates.Values, path string) error {
	text, err := t.Instantiate(values)
	if err != nil {
		return usage("%s", err)
	}
	if path == "-" {
		return a.write("", []byte(text))
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return failed("%s", err)
	}
	_, err = file.WriteString(text)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return failed("%s", err)
	}
	a.sayStarted(t, values, path)
	return nil
}

func (a *app) sayStarted(t *templates.Template, values templates.Values, path string) {
	fmt.Fprintf(a.out, "started %s from the template %s\n", path, t.Name)
	if open := t.Open(values); len(open) > 0 {
		fmt.Fprintf(a.out, "not said yet: %s\n", strings.Join(open, ", "))
	}
	fmt.Fprintf(a.out, "next: safecase edit %s, or safecase lint %s to see its gaps\n", path, path)
}
