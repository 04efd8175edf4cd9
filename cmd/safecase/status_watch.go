package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"safecase/casefile/assess"
	"safecase/casefile/lint"
)

// maxLines is how many lines a list of status has; what is left out is counted.
const maxLines = 10

// writeWatched says what monitoring measured and which triggers have fired.
func writeWatched(w io.Writer, a *assess.Assessment) {
	for _, t := range a.Triggers {
		if t.Fired != "" {
			fmt.Fprintf(w, "trigger %s has fired: %s%s\n", show(t.ID), show(t.Fired), show(prefixed("; ", t.Action)))
		}
	}
	if len(a.Indicators) == 0 {
		return
	}
	fmt.Fprintf(w, "\nindicators:\n")
	for _, in := range a.Indicators {
		fmt.Fprintf(w, "  %s %s %s\n", in.Verdict.Mark(), show(in.ID), show(indicatorWords(in)))
	}
}

// indicatorWords says what an indicator shows and what depends on it. None is
// left out: one that is beyond its limit must be seen.
func indicatorWords(in assess.Indicator) string {
	says := in.Verdict.Word() + ": it " + in.Detail
	switch {
	case in.Verdict != assess.NoGap:
	case in.Value == "":
		says = "no value yet; due from " + in.Due.Format(time.DateOnly)
	default:
		says = fmt.Sprintf("%s on %s, within %s; fresh until %s", in.Value, in.On.Format(time.DateOnly), in.Limits, in.Until.Format(time.DateOnly))
	}
	return strings.TrimSpace(in.Text+" "+"- "+says) + prefixed("; from ", in.From) + prefixed("; depends on it: ", some(in.Bears))
}

// writeAssumptions is the register of what is taken as true, with what depends
// on it.
func writeAssumptions(w io.Writer, a *assess.Assessment) {
	all := a.Assumptions()
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(w, "\ntaken as true:\n")
	for i, as := range all {
		if i == maxLines {
			fmt.Fprintf(w, "  and %d more (--format json has all)\n", len(all)-i)
			break
		}
		fmt.Fprintf(w, "  %s %s\n", show(as.ID), show(assumptionWords(as)))
	}
}

func assumptionWords(as assess.Assumption) string {
	by := "nobody says who assumes it"
	if as.By != "" {
		by = "by " + as.By
	}
	watched := "nobody watches it"
	if as.Indicator != "" {
		watched = "watched by " + as.Indicator
	}
	rests := "nothing depends on it"
	if len(as.Under) > 0 {
		rests = "depends on it: " + some(as.Under) + prefixed("; hence ", some(as.Tops))
	}
	return by + prefixed(" since ", as.Since) + prefixed("; ", as.Status) + "; " + watched + prefixed("; look again by ", as.ReviewBy) + "; " + rests
}

// writeEnds says what ends next, and how much has ended already.
func writeEnds(w io.Writer, r *lint.Result) {
	var past, next []assess.Deadline
	for _, d := range r.Deadlines() {
		if daysTo(r, d) < 0 {
			past = append(past, d)
		} else {
			next = append(next, d)
		}
	}
	if len(past) > 0 {
		fmt.Fprintf(w, "\nended: %s\n", show(endedWords(past)))
	}
	if len(next) > 0 {
		fmt.Fprintf(w, "\nends next:\n")
	}
	for i, d := range next {
		if i == maxLines {
			fmt.Fprintf(w, "  and %d later (--format json has all)\n", len(next)-i)
			break
		}
		fmt.Fprintf(w, "  %s  %-12s %s\n", d.On.Format(time.DateOnly), inDays(daysTo(r, d)), show(strings.TrimSpace(d.ID+" "+d.What)))
	}
}

// endedWords counts what has ended by its kind and names the first of each.
func endedWords(past []assess.Deadline) string {
	var kinds []assess.DeadlineKind
	of := map[assess.DeadlineKind][]string{}
	for _, d := range past {
		if of[d.Kind] == nil {
			kinds = append(kinds, d.Kind)
		}
		id := d.ID
		if id == "" {
			id = "the case"
		}
		of[d.Kind] = append(of[d.Kind], id+" on "+d.On.Format(time.DateOnly))
	}
	var out []string
	for _, k := range kinds {
		out = append(out, string(k)+": "+some(of[k]))
	}
	return strings.Join(out, "; ")
}

func inDays(n int) string {
	switch n {
	case 0:
		return "today"
	case 1:
		return "in 1 day"
	}
	return fmt.Sprintf("in %d days", n)
}

// maxIDs is how many ids a line names.
const maxIDs = 6

// some joins the first few and counts the rest.
func some(items []string) string {
	if len(items) <= maxIDs {
		return strings.Join(items, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(items[:maxIDs], ", "), len(items)-maxIDs)
}

// prefixed is text with something before it, or nothing when there is no text.
func prefixed(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}
