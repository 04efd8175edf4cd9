package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"safecase/casefile"
	"safecase/casefile/lint"
	"safecase/render"
)

// viewFlags say which part of the argument to draw.
type viewFlags struct {
	view, focus, category, about string
	depth                        int
	layers                       []string
}

func (f *viewFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.view, "view", "whole", "whole, gaps (only what has a gap, with the path to it),\nor architecture (the case files as boxes, with what they offer)")
	c.Flags().StringVar(&f.focus, "focus", "", "only the node `ID` and what is below it")
	c.Flags().StringVar(&f.category, "category", "", "only claims argued in this `WAY` (inability, control, trustworthiness, deference),\nwhat they rest on and the path to them")
	c.Flags().StringVar(&f.about, "about", "", "only claims about the outcome or threat `ID`, what they rest on and the path to them")
	c.Flags().IntVar(&f.depth, "depth", 0, "leave out what is deeper than this below the top; 0 draws all")
	c.Flags().StringSliceVar(&f.layers, "layer", nil, "show what the nodes say under x-`NAME`, or under a key of the format such as owner;\nmay be given several times")
}

// of checks what was asked for against the case: a misspelt name must not give
// a picture with nothing on it.
func (f *viewFlags) of(r *lint.Result) (render.View, error) {
	c := r.File.Case
	switch {
	case f.view != "whole" && f.view != "gaps" && f.view != "architecture":
		return render.View{}, usage("--view %q is not known: whole, gaps or architecture", f.view)
	case f.view == "architecture" && (f.focus != "" || f.depth > 0 || f.category != "" || f.about != "" || len(f.layers) > 0):
		return render.View{}, usage("--view architecture draws files, not nodes: leave out --focus, --depth, --category, --about and --layer")
	case f.focus != "" && c.Node(f.focus) == nil:
		return render.View{}, usage("--focus: no node has the id %q", f.focus)
	case f.depth < 0:
		return render.View{}, usage("--depth %d: the top is level 1", f.depth)
	}
	if used := categories(c); f.category != "" && !slices.Contains(used, f.category) {
		return render.View{}, usage("--category: no claim of this case is argued by %q; %s", f.category, oneOf(used))
	}
	if named := subjects(c); f.about != "" && !slices.Contains(named, f.about) {
		return render.View{}, usage("--about: no outcome or threat has the id %q; %s", f.about, oneOf(named))
	}
	if err := knownLayers(c, f.layers); err != nil {
		return render.View{}, err
	}
	return render.View{Layers: f.layers, Focus: f.focus, Gaps: f.view == "gaps", Architecture: f.view == "architecture", Depth: f.depth, Category: f.category, About: f.about}, nil
}

func oneOf(names []string) string {
	if len(names) == 0 {
		return "this case names none"
	}
	return "this case has " + strings.Join(names, ", ")
}

// categories are the ways of arguing that the claims of a case name.
func categories(c *casefile.Case) []string {
	var out []string
	for _, n := range c.Nodes {
		for _, way := range n.Get("argument").Texts() {
			if !slices.Contains(out, way) {
				out = append(out, way)
			}
		}
	}
	return out
}

func subjects(c *casefile.Case) []string {
	var out []string
	for _, section := range []string{"outcomes", "threats"} {
		for _, it := range c.Items(section) {
			out = append(out, it.ID)
		}
	}
	return out
}

// knownLayers refuses a layer that no node has: misspelt, it would look like
// one that says nothing.
func knownLayers(c *casefile.Case, names []string) error {
	for _, name := range names {
		if !c.HasLayer(name) {
			return usage("--layer: no node has x-%s; %s", name, oneOf(c.Layers()))
		}
	}
	return nil
}
