package main

import (
	"fmt"
	"io"

	"safecase/casefile/lint"
	"safecase/render"
)

// writeLayers lists what nodes say under the layers asked for, with the state
// of each, and counts those that say nothing.
func writeLayers(w io.Writer, r *lint.Result, names []string) {
	for _, name := range names {
		silent := 0
		fmt.Fprintf(w, "layer %s:\n", show(name))
		for _, n := range r.File.Case.Nodes {
			v := n.Layer(name)
			if !v.Exists() {
				silent++
				continue
			}
			fmt.Fprintf(w, "  %s %s: %s\n", r.Assessment.State(n.ID).Mark(), show(n.ID), show(v.OneLine()))
		}
		fmt.Fprintf(w, "  %s without it\n", counted(silent, "node"))
	}
}

func statusLayers(r *lint.Result, names []string) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, name := range names {
		out[name] = map[string]string{}
		for _, n := range r.File.Case.Nodes {
			if v := n.Layer(name); v.Exists() {
				out[name][n.ID] = render.Plain(v.OneLine())
			}
		}
	}
	return out
}
