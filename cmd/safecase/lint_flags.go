package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// lintFlags say which findings are wanted and which of them fail.
type lintFlags struct {
	only, without []string
	baseline      string
	writeBaseline bool
	failOn        string
	list          bool
}

func (f *lintFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.failOn, "fail-on", "error", "least severity that makes the exit code 1: error or warning")
	c.Flags().StringSliceVar(&f.only, "rules", nil, "only these `RULES`: names, ids or groups such as EVI; what is left out is counted")
	c.Flags().StringSliceVar(&f.without, "no-rules", nil, "without these `RULES`: names, ids or groups; what is left out is counted")
	c.Flags().StringVar(&f.baseline, "baseline", "", "hold back the known findings that `FILE` lists: only new ones fail")
	c.Flags().BoolVar(&f.writeBaseline, "write-baseline", false, "write what is found into the file of --baseline instead")
	c.Flags().BoolVar(&f.list, "list-rules", false, "list the rules that --rules and --no-rules leave, and check nothing")
	c.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions([]string{"error", "warning"}, cobra.ShellCompDirectiveNoFileComp))
	for _, flag := range []string{"rules", "no-rules"} {
		c.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			names := lint.GroupNames()
			for _, r := range lint.Rules() {
				names = append(names, r.Name+"\t"+r.Title)
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		})
	}
}

// least is the least severity that fails.
func (f *lintFlags) least() (casefile.Severity, error) {
	least, err := casefile.ParseSeverity(f.failOn)
	if err != nil || least == casefile.Note {
		return least, usage("--fail-on %q is not known: error or warning", f.failOn)
	}
	return least, nil
}

func (f *lintFlags) selection() (*lint.Selection, error) {
	s, err := lint.Select(f.only, f.without)
	if err != nil {
		name := ""
		if all := append(f.only, f.without...); len(all) == 1 {
			name = nearRule(all[0])
		}
		return nil, usage("%s%s", err, name)
	}
	return s, nil
}

// readBaseline reads the baseline. To write one, there need be none yet.
func (f *lintFlags) readBaseline(a *app) (*lint.Baseline, error) {
	if f.baseline == "" {
		if f.writeBaseline {
			return nil, usage("--write-baseline needs --baseline FILE, which says where")
		}
		return nil, nil
	}
	if f.writeBaseline {
		if _, err := os.Stat(f.baseline); os.IsNotExist(err) {
			return nil, nil
		}
	}
	text, err := a.readAll(f.baseline)
	if err != nil {
		return nil, err
	}
	if len(text) > casefile.MaxSize {
		return nil, usage("--baseline %s cannot be used: it has more than %d bytes", f.baseline, casefile.MaxSize)
	}
	b, err := lint.ReadBaseline(f.baseline, []byte(text))
	if err != nil {
		return nil, usage("--baseline %s cannot be used: %s", f.baseline, err)
	}
	return b, nil
}

// write writes the baseline and says what it holds back from now on.
func (f *lintFlags) write(a *app, results []*lint.Result, old *lint.Baseline) error {
	data, said, err := lint.WriteBaseline(f.baseline, results, old)
	if err != nil {
		return failed("%s", err)
	}
	for _, r := range results {
		if err := a.unreadable(r); err != nil {
			return err
		}
	}
	if err := replaceFile(f.baseline, data); err != nil {
		return err
	}
	fmt.Fprintln(a.out, show(said))
	return nil
}

// listRules prints the rules that a selection leaves.
func (f *lintFlags) listRules(a *app, s *lint.Selection) error {
	for _, r := range lint.Rules() {
		if s.Wants(r) {
			levels := make([]string, len(lint.Profiles))
			for i, p := range lint.Profiles {
				levels[i] = r.Severity.At(p).String()
			}
			fmt.Fprintf(a.out, "%-8s %-32s %-24s %s\n", r.ID, r.Name, strings.Join(levels, " "), r.Title)
		}
	}
	return nil
}
