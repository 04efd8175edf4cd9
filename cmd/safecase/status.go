package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/assess"
	"safecase/casefile/lint"
	"safecase/render"
)

func statusCommand(a *app) *cobra.Command {
	var check checkFlags
	var asks statusAsks
	var format string
	var layers []string
	c := &cobra.Command{
		Use:   "status FILE",
		Short: "summarise the support of a case as recorded",
		Long: "Status says how support stands as recorded: the top claims with every gap, what\n" +
			"monitoring measured, what is taken as true and what depends on it, and what ends next.\n" +
			"--what-if and --cut-sets ask what the top claims hang on: nodes may be evidence, claims,\n" +
			"assumptions, challenges, indicators.ID or validity.triggers.ID.",
		Example: "  safecase status case.yaml\n  safecase status --values monitoring.yaml --format json case.yaml\n" +
			"  safecase status --what-if E1,A2 case.yaml\n  safecase status --cut-sets case.yaml",
		Args: cobra.ExactArgs(1),
	}
	check.add(c)
	asks.add(c)
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.Flags().StringSliceVar(&layers, "layer", nil, "list what the nodes say under x-`NAME`, or under a key of the format such as owner;\nmay be given several times")
	c.RunE = func(c *cobra.Command, args []string) error {
		r, err := check.check(c.Context(), a, args[0])
		if err != nil {
			return err
		}
		if err := a.unreadable(r); err != nil {
			return err
		}
		asked, err := asks.ask(r)
		if err == nil {
			err = knownLayers(r.File.Case, layers)
		}
		if err != nil {
			return err
		}
		switch format {
		case "text":
			writeStatus(a.out, r)
			writeLayers(a.out, r, layers)
			asked.write(a.out, r.Assessment)
		case "json":
			out := statusJSON(r)
			out.answers, out.Layers = asked, statusLayers(r, layers)
			return writeJSON(a.out, out)
		default:
			return usage("--format %q is not known: text or json", format)
		}
		return nil
	}
	return c
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return failed("%s", err)
	}
	return nil
}

func writeStatus(w io.Writer, r *lint.Result) {
	c, a := r.File.Case, r.Assessment
	fmt.Fprintf(w, "%s\n", show(c.Title()))
	fmt.Fprintf(w, "support as recorded on %s\n", r.AsOf.Format(time.DateOnly))
	for _, id := range a.Tops {
		n := c.Node(id)
		fmt.Fprintf(w, "\n%s %s: %s\n", a.State(id).Mark(), show(id), show(n.Text))
		gaps := a.Gaps(id)
		if len(gaps) == 0 {
			fmt.Fprintf(w, "  no recorded gap\n")
		}
		for _, g := range gaps {
			fmt.Fprintf(w, "  %-18s %s\n", g.State.Word(), show(strings.Join(g.Because, ", ")))
		}
	}
	if len(a.Tops) == 0 {
		fmt.Fprintf(w, "\nno claim stands at the top of this case\n")
	}
	fmt.Fprintf(w, "\n%s\n", strings.Join(stateCounts(a), ", "))
	for _, x := range a.Aside() {
		fmt.Fprintf(w, "left aside: %s (%s), which %s does without\n", show(x.Branch), x.State.Word(), show(x.Step))
	}
	writeGates(w, r)
	writeChallenges(w, a)
	writeModules(w, r)
	for _, c := range r.Conditions() {
		fmt.Fprintf(w, "accepted under conditions: %s by %s: %s\n", show(c.What()), show(c.By), show(cmp.Or(c.Text, "none are written down, so that it counts as not accepted")))
	}
	writeTyped(w, r)
	writeWatched(w, a)
	writeAssumptions(w, a)
	writeEnds(w, r)
	count := r.Counts()
	fmt.Fprintf(w, "lint at profile %s: %s, %s, %s, %d waived\n", r.Profile, counted(count.Error, "error"), counted(count.Warning, "warning"), counted(count.Note, "note"), count.Waived)
}

// writeTyped names the numbers that a person typed.
func writeTyped(w io.Writer, r *lint.Result) {
	for _, t := range typedNumbers(r) {
		fmt.Fprintf(w, "TRANSCRIBED by a person, not read from a file: the number of %s from %s\n", show(t.Claim), show(t.Evidence))
	}
}

func typedNumbers(r *lint.Result) []statusTyped {
	out := []statusTyped{}
	for _, n := range r.File.Case.Nodes {
		for _, num := range r.Assessment.Numbers(n.ID) {
			if n.Kind == casefile.Claim && num.Transcribed {
				out = append(out, statusTyped{n.ID, num.Evidence})
			}
		}
	}
	return out
}

func counted(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func stateCounts(a *assess.Assessment) []string {
	counts := a.Counts()
	var out []string
	for _, info := range assess.States {
		if n := counts[info.State]; n > 0 {
			out = append(out, fmt.Sprintf("%d %s", n, info.Word))
		}
	}
	return out
}

func writeChallenges(w io.Writer, a *assess.Assessment) {
	byStatus := map[assess.ChallengeStatus][]string{}
	for _, ch := range a.Challenges {
		byStatus[ch.Status] = append(byStatus[ch.Status], ch.Defeater)
	}
	for _, s := range []assess.ChallengeStatus{assess.Sustained, assess.Open, assess.NotConsidered, assess.Accepted} {
		if ids := byStatus[s]; len(ids) > 0 {
			fmt.Fprintf(w, "challenges %s: %s\n", s, show(strings.Join(ids, ", ")))
		}
	}
}

// writeModules lists the files that the case uses, with the state of all that
// they offer and what is open in them.
func writeModules(w io.Writer, r *lint.Result) {
	for _, m := range r.Modules {
		if m.Result == nil {
			fmt.Fprintf(w, "module %s: %s was not read: %s\n", show(m.Name), show(m.Path), show(m.Problem))
			continue
		}
		c := m.Result.Counts()
		fmt.Fprintf(w, "module %s: %s, %s, %s\n", show(m.Name), show(m.Path), counted(c.Error, "error"), counted(c.Warning, "warning"))
		for _, n := range m.Result.Interface() {
			s := m.Result.Assessment.State(n.ID)
			fmt.Fprintf(w, "  %s %s: %s: %s\n", s.Mark(), show(n.ID), s.Word(), show(n.Text))
		}
		for _, ch := range m.Result.Assessment.Challenges {
			if ch.Status != assess.Answered {
				fmt.Fprintf(w, "  challenge %s: %s\n", ch.Status, show(ch.Defeater))
			}
		}
	}
}

// show makes text from a case fit for a terminal.
func show(s string) string { return render.Plain(s) }
