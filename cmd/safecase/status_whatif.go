package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// statusAsks are the questions that status answers on request.
type statusAsks struct {
	lost       []string
	cutSets    bool
	confidence bool
}

func (q *statusAsks) add(c *cobra.Command) {
	c.Flags().StringSliceVar(&q.lost, "what-if", nil, "say what changes if these nodes do not hold: evidence gone, an assumption broken (`IDS`)")
	c.Flags().BoolVar(&q.cutSets, "cut-sets", false, "say which nodes, alone and in small sets, the top claims cannot lose")
	c.Flags().BoolVar(&q.confidence, "confidence", false, "combine the authors' own probabilities, which nobody measured, into a range or no value")
}

// answers are what the questions give, as JSON has it.
type answers struct {
	WhatIf     *whatIf             `json:"what_if,omitempty"`
	CutSets    []assess.Cuts       `json:"cut_sets,omitempty"`
	Confidence []assess.Confidence `json:"confidence,omitempty"`
}

type whatIf struct {
	Lost    []string        `json:"lost"`
	Changes []assess.Change `json:"changes"`
}

func (q *statusAsks) ask(r *lint.Result) (out answers, err error) {
	a := r.Assessment
	if len(q.lost) > 0 {
		changes, err := a.WhatIf(q.lost)
		if err != nil {
			return out, usage("--what-if: %s", err)
		}
		out.WhatIf = &whatIf{q.lost, list(changes)}
	}
	if q.cutSets {
		out.CutSets = list(a.CutSets())
	}
	if q.confidence {
		for _, top := range a.Tops {
			out.Confidence = append(out.Confidence, a.Confidence(top))
		}
	}
	return out, nil
}

func (out answers) write(w io.Writer, a *assess.Assessment) {
	if out.WhatIf != nil {
		writeWhatIf(w, a, out.WhatIf)
	}
	for _, c := range out.CutSets {
		writeCuts(w, a, c)
	}
	if len(out.Confidence) > 0 {
		fmt.Fprintf(w, "\nthe authors' own probabilities, measured by nobody, whatever depends on what;\nnot the chance that anything holds in the world:\n")
	}
	for _, c := range out.Confidence {
		writeConfidence(w, c)
	}
}

// writeWhatIf says what becomes of every node, the top claims last and always.
func writeWhatIf(w io.Writer, a *assess.Assessment, q *whatIf) {
	fmt.Fprintf(w, "\nif %s did not hold:\n", show(strings.Join(q.Lost, ", ")))
	tops, of := map[string]bool{}, map[string]assess.Change{}
	for _, id := range a.Tops {
		tops[id] = true
	}
	lines := 0
	for _, c := range q.Changes {
		if of[c.ID] = c; tops[c.ID] {
			continue
		}
		if lines++; lines <= 2*maxLines {
			fmt.Fprintf(w, "  %s %s\n", c.After.Mark(), show(changeWords(c)))
		}
	}
	if more := lines - 2*maxLines; more > 0 {
		fmt.Fprintf(w, "  and %d more (--format json has all)\n", more)
	}
	for _, id := range a.Tops {
		if c, changes := of[id]; changes {
			fmt.Fprintf(w, "  %s top claim %s\n", c.After.Mark(), show(changeWords(c)))
		} else {
			fmt.Fprintf(w, "  %s top claim %s would stay as it is: %s\n", a.State(id).Mark(), show(id), a.State(id).Word())
		}
	}
}

func changeWords(c assess.Change) string {
	if len(c.Gains) == 0 && c.Before == c.After {
		return c.ID + " would stay " + c.After.Word() + ", with less to rest on"
	}
	var gains []string
	for _, g := range c.Gains {
		gains = append(gains, g.State.Word()+" because of "+some(g.Because))
	}
	was := ""
	if c.Before != c.After {
		was = " (now " + c.Before.Word() + ")"
	}
	return c.ID + " would be " + c.After.Word() + was + prefixed(": ", strings.Join(gains, "; "))
}

func writeCuts(w io.Writer, a *assess.Assessment, c assess.Cuts) {
	fmt.Fprintf(w, "\nwhat %s cannot lose without standing worse than now (%s); %s below it:\n", show(c.Top), a.State(c.Top).Word(), leaves(c.Events))
	fmt.Fprintf(w, "  alone: %s\n", show(orNone(some(c.Single))))
	if len(c.Inner) > 0 {
		fmt.Fprintf(w, "  alone, though no leaf below does: %s\n", show(some(c.Inner)))
	}
	for _, s := range c.Shared {
		fmt.Fprintf(w, "  shared: the alternatives of %s rest together on %s, which counts once\n", show(s.At), show(some(s.Nodes)))
	}
	for i, set := range c.Sets {
		if i == maxLines {
			fmt.Fprintf(w, "  and %d more sets (--format json has them)\n", len(c.Sets)-i)
			break
		}
		fmt.Fprintf(w, "  together: %s\n", show(strings.Join(set, " + ")))
	}
	if c.Note != "" {
		fmt.Fprintf(w, "  %s\n", show(c.Note))
	} else {
		fmt.Fprintf(w, "  no other set of up to %d leaves\n", assess.MaxCutSize)
	}
}

func leaves(n int) string {
	if n == 1 {
		return "1 leaf"
	}
	return fmt.Sprintf("%d leaves", n)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func writeConfidence(w io.Writer, c assess.Confidence) {
	fmt.Fprintf(w, "  %s: %s\n", show(c.Claim), show(c.Words()))
}
