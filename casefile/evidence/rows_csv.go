package evidence

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// readCSV reads rows after a header line. Every cell is a text until a number is asked for.
func (s *rowSelect) readCSV() error {
	guard := &lineGuard{src: s.in.body(), limit: s.in.Options.Limits.Line}
	c := csv.NewReader(guard)
	c.ReuseRecord = true
	header, err := c.Read()
	if err != nil {
		return csvFault(err)
	}
	columns, err := s.columns(header)
	if err != nil {
		return err
	}
	for {
		guard.seen = 0
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return csvFault(err)
		}
		row := node{kind: '{'}
		for key, i := range columns {
			row.put(key, s.cell(key, cells[i]))
		}
		if err := s.add(row); err != nil {
			return err
		}
	}
}

// columns finds the needed columns in the header.
func (s *rowSelect) columns(header []string) (map[string]int, error) {
	columns := map[string]int{}
	for i, name := range header {
		if i == 0 {
			name = strings.TrimPrefix(name, byteOrderMark)
		}
		name = strings.TrimSpace(name)
		if _, twice := columns[name]; twice && s.keys[name] {
			return nil, badSelect("the column %q stands twice in the header", Clean(name))
		}
		if s.keys[name] || watched(name) {
			columns[name] = i
		}
	}
	for key := range s.keys {
		if _, ok := columns[key]; !ok {
			return nil, badSelect("there is no column %q in the header", Clean(key))
		}
	}
	return columns, nil
}

// cell types a number only where one could be asked for: by its grammar, never with a percent sign.
func (s *rowSelect) cell(_ string, text string) node {
	text = strings.TrimSpace(text)
	switch {
	case isNumber(text) && len(text) <= maxNumber:
		if n := (node{kind: '0', text: text}); n.float() != nil {
			return n
		}
	case text == "true" || text == "True":
		return node{kind: 't', text: text}
	case text == "false" || text == "False":
		return node{kind: 'f', text: text}
	}
	return node{kind: '"', text: strings.Clone(text)}
}

func csvFault(err error) error {
	if errors.Is(err, io.EOF) {
		return badSelect("the file is empty: expected a header line")
	}
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &Problem{Code: CodeUnreadable, Message: "broken CSV: " + err.Error()}
	}
	return err
}

// lineGuard refuses to hand out more than limit bytes for one record: encoding/csv would keep them all.
type lineGuard struct {
	src         io.Reader
	limit, seen int64
}

// Read implements io.Reader.
func (g *lineGuard) Read(p []byte) (int, error) {
	if g.seen > g.limit {
		return 0, &Problem{Code: CodeTooLarge, Message: "a CSV record is longer than the limit"}
	}
	n, err := g.src.Read(p)
	g.seen += int64(n)
	return n, err
}
