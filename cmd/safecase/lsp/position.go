package lsp

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"safecase/casefile"
)

// encoding is the unit in which an editor counts along a line.
type encoding string

const (
	utf8Units  encoding = "utf-8"
	utf16Units encoding = "utf-16" // what every editor understands
	utf32Units encoding = "utf-32"
)

// choose takes the first unit that the editor offers and we know.
func choose(offered []encoding) encoding {
	for _, e := range offered {
		if e == utf8Units || e == utf16Units || e == utf32Units {
			return e
		}
	}
	return utf16Units
}

// width is how many units a character takes.
func (e encoding) width(c rune, bytes int) int {
	switch {
	case e == utf8Units:
		return bytes
	case e == utf16Units && c > 0xffff:
		return 2
	}
	return 1
}

// index finds places in a text in all three ways of naming them: bytes, the
// lines and characters of the editor, and the lines and columns of a case
// file. Editors also end lines at a lone CR; case files do not, and their
// columns do not count a byte order mark.
type index struct {
	text   string
	unit   encoding
	editor []int // where the editor's lines begin
	file   []int // where the case file's lines begin
}

func newIndex(text string, unit encoding) *index {
	x := &index{text: text, unit: unit, editor: []int{0}, file: []int{0}}
	if strings.HasPrefix(text, "\ufeff") {
		x.file[0] = len("\ufeff")
	}
	if !strings.Contains(text, "\r") {
		x.feeds()
		return x
	}
	for i := range len(text) {
		switch {
		case text[i] == '\n':
			x.editor, x.file = append(x.editor, i+1), append(x.file, i+1)
		case text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			x.editor = append(x.editor, i+1)
		}
	}
	return x
}

// feeds finds the lines of a text in which nothing but a line feed ends one:
// nearly every text, and one is indexed at every keystroke.
func (x *index) feeds() {
	lines := strings.Count(x.text, "\n")
	x.editor, x.file = slices.Grow(x.editor, lines), slices.Grow(x.file, lines)
	for at := 0; ; {
		n := strings.IndexByte(x.text[at:], '\n')
		if n < 0 {
			return
		}
		at += n + 1
		x.editor, x.file = append(x.editor, at), append(x.file, at)
	}
}

// offset is the byte at an editor's position. A position outside the text is
// the nearest one inside.
func (x *index) offset(p position) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= len(x.editor) {
		return len(x.text)
	}
	at, end := x.editor[p.Line], x.lineEnd(p.Line)
	for units := 0; at < end; {
		c, size := utf8.DecodeRuneInString(x.text[at:])
		if units += x.unit.width(c, size); units > p.Character {
			break
		}
		at += size
	}
	return at
}

// lineEnd is where the characters of an editor's line end.
func (x *index) lineEnd(line int) int {
	if line+1 >= len(x.editor) {
		return len(x.text)
	}
	end := x.editor[line+1]
	for end > x.editor[line] && (x.text[end-1] == '\n' || x.text[end-1] == '\r') {
		end--
	}
	return end
}

// position is the editor's name of a byte.
func (x *index) position(at int) position {
	at = min(max(at, 0), len(x.text))
	line := sort.Search(len(x.editor), func(i int) bool { return x.editor[i] > at }) - 1
	p := position{Line: line}
	for i := x.editor[line]; i < at; {
		c, size := utf8.DecodeRuneInString(x.text[i:])
		p.Character += x.unit.width(c, size)
		i += size
	}
	return p
}

func (x *index) span(from, to int) span { return span{x.position(from), x.position(to)} }

// byteOf is the byte at a place of the case file.
func (x *index) byteOf(p casefile.Pos) int {
	if p.Line < 1 {
		return 0
	}
	if p.Line > len(x.file) {
		return len(x.text)
	}
	at := x.file[p.Line-1]
	for c := 1; c < p.Column && at < len(x.text) && x.text[at] != '\n'; c++ {
		_, size := utf8.DecodeRuneInString(x.text[at:])
		at += size
	}
	return at
}

// line is the number, from 0, of the case file's line that holds a byte.
func (x *index) line(at int) int {
	return max(0, sort.Search(len(x.file), func(i int) bool { return x.file[i] > at })-1)
}

// lineText is a line of the case file without its end.
func (x *index) lineText(n int) string {
	end := len(x.text)
	if n+1 < len(x.file) {
		end = x.file[n+1]
	}
	return strings.TrimRight(x.text[x.file[n]:end], "\r\n")
}

// word is the byte range of what is written at a place: a quoted text, or a
// plain one up to what ends it there.
func (x *index) word(at int) (from, to int) {
	n := x.line(at)
	end := x.file[n] + len(x.lineText(n))
	if at >= end {
		return at, at
	}
	rest := x.text[at:end]
	if rest[0] == '"' || rest[0] == '\'' {
		if i := strings.IndexByte(rest[1:], rest[0]); i >= 0 {
			return at, at + i + 2
		}
		return at, end
	}
	return at, at + plainLength(rest)
}

// plainLength is the length of the plain text that begins a line's rest.
func plainLength(rest string) int {
	if strings.ContainsRune("{[", rune(rest[0])) {
		return 1
	}
	for i := range len(rest) {
		switch c := rest[i]; {
		case strings.IndexByte(",]}", c) >= 0, c == ' ' && i+1 < len(rest) && rest[i+1] == '#':
			return max(1, len(strings.TrimRight(rest[:i], " ")))
		case c == ':' && (i+1 == len(rest) || rest[i+1] == ' '):
			return max(1, i)
		}
	}
	return max(1, len(strings.TrimRight(rest, " \t")))
}
