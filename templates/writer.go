package templates

import (
	"fmt"
	"slices"
	"strings"
)

// writer makes the text of a case of a template.
type writer struct {
	t      *Template
	values Values
	blocks []block
	count  map[string]int      // how often each repetition is written
	gone   map[string]bool     // nodes that a choice or an option leaves out
	refs   map[int][]reference // ids to rewrite, by line of the template
	out    []string
	from   [][]string // the parameters that stand in each line of out
	skip   int        // lines from this depth on are left out; 0 for none
}

// turn says which time of each repetition is being written, from 0.
type turn map[string]int

func (w *writer) counts() {
	w.count = map[string]int{}
	for _, p := range w.t.Parameters {
		if p.Repeat != "" {
			w.count[p.Repeat] = max(1, w.count[p.Repeat], len(w.values[p.Name]))
		}
	}
}

// preface says at the top of the new case where it came from.
func (w *writer) preface() {
	w.comment("Started from the template " + w.t.Name + ". Source: " + w.t.Source + ".")
	if w.t.Unverified != "" {
		w.comment("Not checked against the source, by the ids of the template: " + w.t.Unverified)
	}
}

func (w *writer) comment(text string) {
	line := "#"
	for _, word := range strings.Fields(text) {
		if len(line)+len(word) > 98 {
			w.line(line)
			line = "#"
		}
		line += " " + word
	}
	w.line(line)
}

func isComment(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "#") }

func (w *writer) line(s string, from ...string) {
	w.out, w.from = append(w.out, s), append(w.from, from)
}

// write writes blocks; those of one repetition together, time after time.
func (w *writer) write(blocks []block, now turn) {
	for i := 0; i < len(blocks); {
		name := w.nextRepeat(blocks[i], now)
		if name == "" {
			w.block(blocks[i], now)
			i++
			continue
		}
		end := i + 1
		for end < len(blocks) && slices.Contains(blocks[end].repeats, name) {
			end++
		}
		for time := range w.count[name] {
			w.write(blocks[i:end], now.and(name, time))
		}
		i = end
	}
}

// nextRepeat is the outermost repetition of b that is not running.
func (w *writer) nextRepeat(b block, now turn) string {
	for _, name := range b.repeats {
		if _, runs := now[name]; !runs {
			return name
		}
	}
	return ""
}

func (now turn) and(name string, time int) turn {
	next := turn{name: time}
	for k, v := range now {
		next[k] = v
	}
	return next
}

func (w *writer) block(b block, now turn) {
	if w.gone[b.id] && b.section == "nodes" {
		return
	}
	end := len(b.lines)
	for end > 0 && strings.TrimSpace(b.lines[end-1]) == "" {
		end--
	}
	for i, line := range b.lines[:end] {
		w.templateLine(b, line, w.refs[b.first+i], now)
	}
	if b.section == "nodes" && b.id != "" {
		w.line("    template: " + w.t.Name + "/" + b.id)
	}
	if end > 0 {
		for range b.lines[end:] {
			w.line("")
		}
	}
}

func (w *writer) templateLine(b block, line string, refs []reference, now turn) {
	if line == skipped || strings.HasPrefix(line, "  #") && b.again(now) || w.skips(line) {
		return
	}
	if m := mark.FindStringSubmatch(line); m != nil {
		w.mark(m[1], m[2], line)
		return
	}
	line, empty := w.rewrite(b, line, refs, now)
	if empty {
		return
	}
	if m := entryKey.FindStringSubmatch(line); m != nil && m[1] == b.id {
		line = "  " + w.instance(b.id, b.repeats, now) + line[2+len(b.id):]
	}
	switch {
	case conditional.MatchString(line):
		w.conditional(conditional.FindStringSubmatch(line), now)
	case defaulted.MatchString(line):
		w.defaulted(defaulted.FindStringSubmatch(line), now)
	default:
		w.line(plain(w.fill(line, now)), Placeholders(line)...)
	}
}

// skips reports whether the line belongs to a map that is written only when
// some parameter is given, and that one is not.
func (w *writer) skips(line string) bool {
	if w.skip > 0 && indent(line) >= w.skip {
		return true
	}
	w.skip = 0
	m := condition.FindStringSubmatch(line)
	if m != nil && len(w.values[m[2]]) == 0 {
		w.skip = len(m[1])
	}
	return m != nil
}

// again reports whether b was written before.
func (b block) again(now turn) bool {
	for _, name := range b.repeats {
		if now[name] > 0 {
			return true
		}
	}
	return false
}

// mark keeps the mark of a decision that nobody made.
func (w *writer) mark(kind, name, line string) {
	if kind != "repeat" && len(w.values[name]) == 0 {
		w.line(line)
	}
}

// conditional writes a key that stands only where its value is given.
func (w *writer) conditional(m []string, now turn) {
	if v := w.typed(m[3], now); v != "" {
		w.line(m[1]+m[2]+": "+v, m[3])
	}
}

func (w *writer) defaulted(m []string, now turn) {
	v := m[2]
	if given := w.typed(m[3], now); given != "" {
		v = given
	}
	w.line(m[1]+v, m[3])
}

// typed is a value as the format writes it; "" when none is given.
func (w *writer) typed(name string, now turn) string {
	p, given := w.t.Parameter(name), w.given(name, now)
	switch {
	case len(given) == 0:
		return ""
	case p.Type == WordList:
		return "[" + strings.Join(given, ", ") + "]"
	case p.Type == Texts:
		quoted := make([]string, len(given))
		for i, v := range given {
			quoted[i] = `"` + escape(v) + `"`
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	case p.Type == Words:
		return plain(`"` + escape(strings.Join(given, ", ")) + `"`)
	}
	return strings.Join(given, ", ")
}

// given are the values of a parameter at this turn.
func (w *writer) given(name string, now turn) []string {
	p, values := w.t.Parameter(name), w.values[name]
	if time, runs := now[p.Repeat]; runs && len(values) > 0 {
		return values[time : time+1]
	}
	return values
}

// fill puts values in place of the placeholders of a line.
func (w *writer) fill(line string, now turn) string {
	return placeholder.ReplaceAllStringFunc(line, func(found string) string {
		given := w.given(found[2:len(found)-1], now)
		if len(given) == 0 {
			return found
		}
		return escape(strings.Join(given, ", "))
	})
}

// prune takes away keys that have nothing below them any more.
func (w *writer) prune() {
	for i := len(w.out) - 1; i >= 0; i-- {
		if strings.HasSuffix(w.out[i], ":") && !isComment(w.out[i]) && !w.deeper(i) {
			w.out, w.from = slices.Delete(w.out, i, i+1), slices.Delete(w.from, i, i+1)
		}
	}
}

func (w *writer) deeper(i int) bool {
	for _, next := range w.out[i+1:] {
		if s := strings.TrimSpace(next); s != "" && s[0] != '#' {
			return indent(next) > indent(w.out[i])
		}
	}
	return false
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// instance is the id of an entry at a turn: the id itself where it is written
// once; numbers are appended otherwise.
func (w *writer) instance(id string, repeats []string, now turn) string {
	for _, name := range repeats {
		if w.count[name] > 1 {
			id += fmt.Sprintf("-%d", now[name]+1)
		}
	}
	return id
}
