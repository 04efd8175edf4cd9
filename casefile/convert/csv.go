package convert

import (
	"bytes"
	"encoding/csv"
	"strings"

	"safecase/casefile"
)

// csvColumns are the columns of the table; each after the text is a key of
// nodes.
var csvColumns = []string{"id", "kind", "text", "supported_by", "in_context_of", "challenges", "answered_by", "undeveloped", "owner", "argument", "file", "url", "status", "tags", "line"}

// exportCSV writes one row a node. A cell that a spreadsheet would take for a
// formula gets an apostrophe before it (OWASP, CSV injection).
func exportCSV(f *casefile.File, _ Options) (*Exported, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{csvColumns}
	c := newCarrier("csv", f)
	for _, n := range f.Case.Nodes {
		rows = append(rows, csvRow(n))
		for _, e := range n.Value().Entries() {
			if e.Key != string(n.Kind) && !strings.Contains(" "+strings.Join(csvColumns, " ")+" ", " "+e.Key+" ") {
				c.lose(n.ID, e.Key+" is left out: the table has no column for it")
			}
		}
	}
	for _, e := range f.Case.Sections() {
		if e.Key != "safecase" && e.Key != "nodes" {
			c.lose("", e.Key+" is left out: the table holds nodes only")
		}
	}
	err := w.WriteAll(rows)
	return &Exported{Data: b.Bytes(), Losses: c.losses}, err
}

func csvRow(n *casefile.Node) []string {
	row := make([]string, len(csvColumns))
	for i, key := range csvColumns {
		row[i] = neutral(csvCell(n, key))
	}
	return row
}

func csvCell(n *casefile.Node, key string) string {
	switch key {
	case "id":
		return n.ID
	case "kind":
		return string(n.Kind)
	case "text":
		return n.Text
	case "line":
		line, _, _ := strings.Cut(n.Pos().String(), ":")
		return line
	case "supported_by", "in_context_of", "challenges", "answered_by":
		var to []string
		for _, l := range n.To(casefile.Relation(key)) {
			to = append(to, linkWords(l))
		}
		return strings.Join(to, " ")
	}
	return strings.Join(n.Get(key).Texts(), "; ")
}

func linkWords(l casefile.Link) string {
	switch {
	case l.From != "":
		return l.From + "->" + l.To
	case l.Defeated:
		return l.To + "(defeated)"
	}
	return l.To
}

// neutral keeps a spreadsheet from running a cell.
func neutral(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n|%＝＋－＠", []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}
