package diff

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
)

// Formats lists the ways in which a difference can be written.
var Formats = []string{"text", "json", "md"}

// Write writes the difference between two named versions in a format. An
// unknown format is an error that lists the known ones.
func (d *Diff) Write(w io.Writer, format, before, after string) error {
	switch format {
	case "text":
		return d.text(w, before, after)
	case "json":
		return d.json(w, before, after)
	case "md":
		return d.markdown(w, before, after)
	}
	return fmt.Errorf("unknown format %q: expected one of %s", format, strings.Join(Formats, ", "))
}

var titles = map[Sort]string{
	Loosening: "made easier", Evidence: "evidence and numbers", Added: "added", Removed: "removed", Changed: "changed",
}

func (d *Diff) text(w io.Writer, before, after string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "from %s to %s, as recorded on %s\n", plain(before), plain(after), d.AsOf.Format(time.DateOnly))
	if d.Empty() {
		b.WriteString("\nno difference in what the cases say and show\n")
	}
	for _, sort := range sorts {
		if list := d.of(sort); len(list) > 0 {
			fmt.Fprintf(&b, "\n%s\n", titles[sort])
			for _, ch := range list {
				fmt.Fprintf(&b, "  %s\n", plain(ch.String()))
			}
		}
	}
	if len(d.States) > 0 {
		b.WriteString("\nhow nodes stand\n")
		for _, s := range d.States {
			fmt.Fprintf(&b, "  %s: %s, was %s\n", plain(s.Node), s.New.Word(), s.Old.Word())
		}
	}
	if len(d.Affected) > 0 {
		fmt.Fprintf(&b, "\nclaims above a change: %s\n", plain(strings.Join(d.Affected, ", ")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *Diff) of(sort Sort) []Change {
	var out []Change
	for _, ch := range d.Changes {
		if ch.Sort == sort {
			out = append(out, ch)
		}
	}
	return out
}

// String says one change on one line.
func (ch Change) String() string {
	place := ch.Node
	if ch.Path != "" {
		place = join(ch.Node, ch.Path)
	}
	var what string
	switch {
	case ch.Old == "":
		what = "now " + short(ch.New)
	case ch.New == "":
		what = "gone, was " + short(ch.Old)
	default:
		what = short(ch.New) + ", was " + short(ch.Old)
	}
	if ch.Why != "" {
		what += " (" + ch.Why + ")"
	}
	return plain(place) + ": " + what
}

func short(s string) string {
	s = plain(s)
	if r := []rune(s); len(r) > 120 {
		return string(r[:119]) + "…"
	}
	return s
}

// plain keeps what stands in a case from acting on a terminal or a page.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t':
			return ' '
		case unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c):
			return '�'
		}
		return c
	}, s)), " ")
}

type diffJSON struct {
	Version  int           `json:"version"`
	Old      string        `json:"old"`
	New      string        `json:"new"`
	AsOf     string        `json:"as_of"`
	Changes  []Change      `json:"changes"`
	States   []StateChange `json:"states"`
	Affected []string      `json:"affected"`
}

func (d *Diff) json(w io.Writer, before, after string) error {
	out := diffJSON{1, before, after, d.AsOf.Format(time.DateOnly), d.Changes, d.States, d.Affected}
	if out.Changes == nil {
		out.Changes = []Change{}
	}
	if out.States == nil {
		out.States = []StateChange{}
	}
	if out.Affected == nil {
		out.Affected = []string{}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// markdown writes for the comment of a pull request.
func (d *Diff) markdown(w io.Writer, before, after string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### What changed in the safety case\n\nFrom %s to %s, as recorded on %s.\n", code(before), code(after), d.AsOf.Format(time.DateOnly))
	if d.Empty() {
		b.WriteString("\nNo difference in what the cases say and show.\n")
	}
	for _, sort := range sorts {
		list := d.of(sort)
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n**%s%s**\n\n", strings.ToUpper(titles[sort][:1]), titles[sort][1:])
		for _, ch := range list {
			fmt.Fprintf(&b, "- %s\n", escape(ch.String()))
		}
	}
	if len(d.States) > 0 {
		b.WriteString("\n| node | stands now | stood before |\n|---|---|---|\n")
		for _, s := range d.States {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", escape(s.Node), s.New.Word(), s.Old.Word())
		}
	}
	if len(d.Affected) > 0 {
		fmt.Fprintf(&b, "\nClaims above a change: %s\n", escape(strings.Join(d.Affected, ", ")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func code(s string) string { return "`" + strings.ReplaceAll(plain(s), "`", "'") + "`" }

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "|", `\|`, "#", `\#`, "@", "@\u200b")

func escape(s string) string { return markdownEscapes.Replace(s) }
