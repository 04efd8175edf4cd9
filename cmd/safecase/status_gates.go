package main

import (
	"fmt"
	"io"

	"safecase/casefile/lint"
)

// writeGates holds the gates of the framework against the decision, those that
// do not concern it left out.
func writeGates(w io.Writer, r *lint.Result) {
	for _, g := range lint.Gates(r) {
		if g.Standing == lint.GateAside {
			continue
		}
		fmt.Fprintf(w, "gate %s: %s\n", show(g.Name), show(g.Words()))
	}
	if err := lint.NoGates(r.File.Case); err != nil {
		fmt.Fprintf(w, "gates: none can be held against the decision: %s\n", show(err.Error()))
	}
}

type statusGate struct {
	Name     string            `json:"name"`
	Text     string            `json:"text"`
	Standing lint.GateStanding `json:"standing"`
	Because  []string          `json:"because"`
}

func statusGates(r *lint.Result) []statusGate {
	out := []statusGate{}
	for _, g := range lint.Gates(r) {
		out = append(out, statusGate{g.Name, g.Text, g.Standing, append([]string{}, g.Because...)})
	}
	return out
}
