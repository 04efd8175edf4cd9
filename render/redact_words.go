package render

import (
	"cmp"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"safecase/casefile"
	"safecase/casefile/evidence"
	"safecase/casefile/lint"
)

// cleaner takes out of any text what a redacted edition leaves out: ids, and
// texts that stand in what is left out and nowhere else. It is the second net
// under the first, which never takes such texts up.
type cleaner struct {
	x     *Redaction
	short map[string]bool   // secret words that are replaced as whole words
	long  *strings.Replacer // longer secret texts, wherever they stand
	ids   []string          // left-out ids, longest first
}

// word is what may be an id, or a part of one.
var word = regexp.MustCompile(`[\pL\pN_][\pL\pN_.:-]*`)

var oneWord = regexp.MustCompile(`\pL+`)

var subword = regexp.MustCompile(`[\pL\pN_]+`)

// longEnough is from how many bytes on a text is replaced also within words.
const longEnough = 8

func newCleaner(x *Redaction, versions []*lint.Result) *cleaner {
	w := &cleaner{x: x, short: map[string]bool{}}
	var open strings.Builder
	secret := map[string]bool{}
	for _, r := range versions {
		w.gather(r, &open, secret)
		for _, used := range r.Used() {
			gatherModule(used, &open, secret)
		}
	}
	known, said := schemaWords(), map[string]bool{}
	for line := range strings.Lines(open.String()) { // what the case also says openly, and the words of it
		said[strings.TrimSuffix(line, "\n")] = true
		for _, part := range strings.Fields(line) {
			if part = strings.Trim(part, ".,;:()"); oneWord.FindString(part) == part {
				said[part] = true
			}
		}
	}
	var pairs []string
	for s := range secret {
		switch {
		case len(s) < 4 || known[s] || x.known[s] || isNumber(s) || said[s]:
		case len(s) < longEnough && word.FindString(s) == s:
			w.short[s] = true
		default:
			pairs = append(pairs, s, withheld)
			if p := Plain(s); p != s {
				pairs = append(pairs, p, withheld)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(x.alias)) {
		alias := x.alias[id]
		w.ids = append(w.ids, id)
		if word.FindString(id) != id {
			pairs = append(pairs, id, alias)
			if p := Plain(id); p != id {
				pairs = append(pairs, p, alias)
			}
		}
	}
	slices.SortStableFunc(w.ids, func(a, b string) int { return len(b) - len(a) })
	w.long = strings.NewReplacer(longestFirst(pairs)...)
	return w
}

// gather sorts the texts of a case into those that stay and those that do not.
func (w *cleaner) gather(r *lint.Result, open *strings.Builder, secret map[string]bool) {
	for _, section := range r.File.Case.Sections() {
		if section.Key == "nodes" {
			continue
		}
		for _, e := range section.Entries() {
			collect(e.Value, w.x.Hides(e.Key) && isMarkable(section.Key), open, secret)
		}
		if len(section.Entries()) == 0 {
			collect(section.Value, false, open, secret)
		}
	}
	for _, n := range r.File.Case.Nodes {
		w.collectNode(n, w.x.Hides(n.ID), open, secret)
		collectReading(r.Readings[n.ID], w.x.Hides(n.ID), open, secret)
	}
}

// collectNode does so for a node. What it names to be shown in its stead is no
// secret, and makes nothing else open either.
func (w *cleaner) collectNode(n *casefile.Node, hidden bool, open *strings.Builder, secret map[string]bool) {
	for _, e := range n.Value().Entries() {
		if !hidden || e.Key != "redacted_copy" || shownInstead(n) == "" {
			collect(e.Value, hidden, open, secret)
		}
	}
}

func isMarkable(section string) bool {
	for _, s := range markable {
		if s == section {
			return true
		}
	}
	return false
}

// gatherModule does the same for the nodes of another file.
func gatherModule(r *lint.Result, open *strings.Builder, secret map[string]bool) {
	hidden := withheldNodes(r.File.Case)
	for _, n := range r.File.Case.Nodes {
		collect(n.Value(), hidden[n.ID], open, secret)
		collectReading(r.Readings[n.ID], hidden[n.ID], open, secret)
	}
}

func collect(v casefile.Value, hidden bool, open *strings.Builder, secret map[string]bool) {
	switch v.Shape() {
	case casefile.Single:
		note(v.Text(), hidden, open, secret)
	case casefile.List:
		for _, item := range v.Items() {
			collect(item, hidden, open, secret)
		}
	case casefile.Map:
		for _, e := range v.Entries() {
			collect(e.Value, hidden, open, secret)
		}
	}
}

func note(s string, hidden bool, open *strings.Builder, secret map[string]bool) {
	if s = strings.TrimSpace(s); s == "" {
		return
	}
	if hidden {
		secret[s] = true
		return
	}
	open.WriteString(s)
	open.WriteByte('\n')
}

// collectReading notes what an evidence file says about itself.
func collectReading(r *evidence.Reading, hidden bool, open *strings.Builder, secret map[string]bool) {
	if r == nil {
		return
	}
	for _, s := range append([]string{r.SHA256, r.Model, r.Checkpoint, r.Task, r.Evaluator}, r.Served...) {
		note(s, hidden, open, secret)
	}
	for _, rec := range r.Records {
		note(rec.Address, hidden, open, secret)
	}
	for _, warning := range r.Warnings {
		note(warning.Message, hidden, open, secret)
	}
	if r.Problem != nil {
		note(r.Problem.Message, hidden, open, secret)
	}
}

// schemaWords are the words of the format: they tell nothing.
var schemaWords = sync.OnceValue(func() map[string]bool {
	out, seen := map[string]bool{}, map[*casefile.Type]bool{}
	var walk func(t *casefile.Type)
	walk = func(t *casefile.Type) {
		if t == nil || seen[t] {
			return
		}
		seen[t] = true
		for _, name := range t.ChoiceNames() {
			out[name] = true
		}
		for _, f := range t.Fields {
			out[f.Key] = true
			walk(f.Type)
		}
		walk(t.Elem)
		walk(t.Dict)
	}
	walk(casefile.Schema)
	return out
})

func isNumber(s string) bool { return strings.Trim(s, "0123456789.eE+-") == "" }

// longestFirst orders pairs so that a text goes before those that it contains:
// a replacer takes the first that fits.
func longestFirst(pairs []string) []string {
	type pair struct{ old, new string }
	var list []pair
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, pair{pairs[i], pairs[i+1]})
	}
	slices.SortFunc(list, func(a, b pair) int { return cmp.Or(len(b.old)-len(a.old), strings.Compare(a.old, b.old)) })
	out := make([]string, 0, len(pairs))
	for _, p := range list {
		out = append(out, p.old, p.new)
	}
	return out
}

// mentions reports whether a text names or quotes something left out.
func (w *cleaner) mentions(s string) bool { return w.clean(s) != s }

// clean replaces what is left out.
func (w *cleaner) clean(s string) string {
	if s == "" {
		return s
	}
	return word.ReplaceAllStringFunc(w.long.Replace(s), w.token)
}

// token replaces an id, a secret word, or the parts of a compound.
func (w *cleaner) token(s string) string {
	trimmed := strings.TrimRight(s, ".:-")
	rest := s[len(trimmed):]
	switch {
	case w.x.known[s] || w.x.known[trimmed]:
		return s
	case w.x.alias[s] != "":
		return w.x.alias[s]
	case w.x.alias[trimmed] != "":
		return w.x.alias[trimmed] + rest
	case w.short[trimmed]:
		return withheld + rest
	}
	if !strings.ContainsAny(s, ".:-") {
		return s
	}
	for _, id := range w.ids { // "E1-derived", "outcomes.O1.text"
		if strings.Contains(s, id) {
			s = replaceWord(s, id, w.x.alias[id])
		}
	}
	return subword.ReplaceAllStringFunc(s, func(part string) string {
		if w.short[part] {
			return withheld
		}
		return part
	})
}

// replaceWord replaces id in s where no letter or digit stands beside it.
func replaceWord(s, id, alias string) string {
	out, from := "", 0
	for {
		i := strings.Index(s[from:], id)
		if i < 0 {
			return out + s[from:]
		}
		at, end := from+i, from+i+len(id)
		before := at == 0 || !isNameByte(s[at-1]) || strings.ContainsRune(".-", rune(s[at-1]))
		after := end == len(s) || !isNameByte(s[end]) || strings.ContainsRune(".-", rune(s[end]))
		if before && after {
			out += s[from:at] + alias
		} else {
			out += s[from:end]
		}
		from = end
	}
}

// sweep cleans every text that can be reached from a pointer. Words that the
// program itself chose are of types of their own, or stand in fields that are
// named here.
func (w *cleaner) sweep(p any) { w.walk(reflect.ValueOf(p).Elem()) }

var ownWords = map[string]bool{"Kind": true, "Severity": true, "Rule": true, "Sort": true, "Word": true, "Sign": true}

func (w *cleaner) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			w.walk(v.Elem())
		}
	case reflect.Struct:
		w.fields(v)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			w.walk(v.Index(i))
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && v.CanSet() {
			v.SetString(w.clean(v.String()))
		}
	}
}

func (w *cleaner) fields(v reflect.Value) {
	switch v.Type() {
	case reflect.TypeFor[StateMark](), reflect.TypeFor[RuleNote]():
		return
	case reflect.TypeFor[Fact]():
		w.walk(v.FieldByName("Lines"))
		return
	}
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() && !ownWords[f.Name] {
			w.walk(v.Field(i))
		}
	}
}
