package casefile

import (
	"fmt"
	"strings"
)

// FormatDoc returns the reference of the file format in Markdown: every key
// with its meaning, how its value is written, its allowed values and its
// default. readers says, for a path such as "nodes.quantity.below", which rules
// read it; it may be nil.
func FormatDoc(readers func(path string) []string) string {
	d := &reference{readers: readers, seen: map[*Type]string{}}
	d.b.WriteString("# The case file\n\n<!-- generated from the reader's declarations; go test ./cmd/safecase -update -->\n\n" +
		"A case is one YAML document. Keys that begin with `x-` are kept and ignored. Where a list is allowed, a single value may stand for a list of one. " +
		"Days are written as `YYYY-MM-DD`, numbers as plain decimals. Ids are a letter, then letters, digits, `_`, `.` and single `-`; `module:ID` names a node of another file.\n")
	d.table("Top of the file", "", Schema, "")
	for _, info := range Kinds {
		d.table("Node: "+string(info.Kind), fmt.Sprintf("A node of kind %s says %s.", info.Kind, info.Doc), NodeType(info.Kind), "nodes")
	}
	for len(d.later) > 0 {
		next := d.later[0]
		d.later = d.later[1:]
		d.table(next.title, "", next.t, next.path)
	}
	d.table("The file of --values", "Monitoring writes it beside the case, in YAML or JSON; `--values FILE` of `lint`, `status`, `render` and the other commands reads it. A file with a fault is refused. A later value wins over an earlier one in the case; of two on one day the worse counts.", ValuesSchema, "values")
	for len(d.later) > 0 {
		next := d.later[0]
		d.later = d.later[1:]
		d.table(next.title, "", next.t, next.path)
	}
	return d.b.String()
}

type reference struct {
	b       strings.Builder
	readers func(string) []string
	seen    map[*Type]string
	later   []laterTable
}

type laterTable struct {
	title, path string
	t           *Type
}

// table writes one map as a table; maps inside get tables of their own.
func (d *reference) table(title, intro string, t *Type, path string) {
	fmt.Fprintf(&d.b, "\n## %s\n\n", title)
	if intro != "" {
		fmt.Fprintf(&d.b, "%s\n\n", intro)
	}
	d.b.WriteString("| key | meaning | value |\n|---|---|---|\n")
	for _, f := range t.Fields {
		d.row(f.Key, f, strings.TrimPrefix(path+"."+f.Key, "."))
	}
	if t.Dict != nil && t != Schema {
		d.row("*"+t.DictDoc+"*", &Field{Type: t.Dict}, path)
	}
}

func (d *reference) row(key string, f *Field, path string) {
	name := key
	if !strings.HasPrefix(key, "*") {
		name = "`" + key + "`"
	}
	if f.Required {
		name += " (required)"
	}
	meaning := f.Doc
	if f.Default != "" {
		meaning += "; default `" + f.Default + "`"
	}
	if d.readers != nil {
		if rules := d.readers(path); len(rules) > 0 {
			meaning += "; read by " + strings.Join(rules, ", ")
		}
	}
	fmt.Fprintf(&d.b, "| %s | %s | %s |\n", name, cell(meaning), cell(d.value(f.Type, path)))
}

// value says how a value is written.
func (d *reference) value(t *Type, path string) string {
	var ways []string
	switch {
	case t == nodeType:
		return "a node, see below"
	case t.Form == FormChoice:
		ways = append(ways, choicesDoc(t))
	case t.Form != "":
		single := *t
		single.Fields, single.Dict, single.Elem = nil, nil, nil
		ways = append(ways, single.Words())
	}
	if t.Fields != nil || t.Dict != nil {
		ways = append(ways, d.mapDoc(t, path))
	}
	if t.Elem != nil {
		ways = append(ways, "a list of these")
	}
	return strings.Join(ways, "; or ")
}

func choicesDoc(t *Type) string {
	var parts []string
	for _, c := range t.Choices {
		if c.Doc == "" {
			parts = append(parts, "`"+c.Name+"`")
			continue
		}
		parts = append(parts, "`"+c.Name+"`: "+c.Doc)
	}
	return strings.Join(parts, "<br>")
}

// mapDoc names the keys of a small map in place and refers to a table of its
// own for others.
func (d *reference) mapDoc(t *Type, path string) string {
	if len(t.Fields) == 0 && t.Dict != nil && t.Dict.Fields == nil {
		return "a map: " + t.DictDoc + " to " + d.value(t.Dict, path)
	}
	if title, ok := d.seen[t]; ok {
		return "a map, see *" + title + "*"
	}
	title := "`" + strings.ReplaceAll(path, "nodes.", "") + "`"
	d.seen[t] = title
	d.later = append(d.later, laterTable{title, path, t})
	return "a map, see *" + title + "*"
}

func cell(s string) string { return strings.NewReplacer("|", `\|`, "\n", " ").Replace(s) }
