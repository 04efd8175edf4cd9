package casefile

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Fragment is the text of some nodes, comments included, in file order: what
// InsertFragment takes. The error names an id that no node has.
func (f *File) Fragment(ids ...string) (string, error) {
	var out []string
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	for _, n := range f.Case.Nodes {
		if !wanted[n.ID] || f.Case.Node(n.ID) != n {
			continue
		}
		b := f.entryText(n.ID)
		if b == nil {
			b = &block{lines: copied(treeOf(n.entry.Value)).opened(style{}, 0, 0)}
		}
		out = append(out, b.under(n.ID+":")...)
	}
	for _, id := range ids {
		if f.Case.Node(id) == nil {
			return "", fmt.Errorf("there is no node %q", id)
		}
	}
	return strings.Join(out, "\n") + "\n", nil
}

// entryText is the text of a node as it is written, or nil where it cannot be
// used elsewhere.
func (f *File) entryText(id string) *block {
	n := f.Case.Node(id)
	if n == nil || !f.regular {
		return nil
	}
	return f.textOf(n.entry, rankNodes)
}

// textOf is the text of an entry of a block map.
func (f *File) textOf(e Entry, r rank) *block {
	p := &patcher{source: source{f.Text, f.lines}}
	b := &bed{rank: r, plots: []plot{{twig: twig{e.Key, e.key, treeOf(e.Value)}, site: p.entrySite(e)}}}
	column, k := p.column(b.plots[0].start), b.plots[0]
	if _, alone := p.indentation(k.start); !alone || strings.Contains(p.text[k.start:p.ownEnd(b, 0)], "\t") {
		return nil
	}
	out := &block{keeps: p.keepsBlanks(e.Value)}
	if from := p.ownStart(b, 0); from < k.start {
		head := p.text[from:k.start]
		out.head = outdented(strings.Split(strings.TrimRight(head, " \r\n"), "\n"), column)
	}
	rest := strings.Split(p.text[k.mark:p.ownEnd(b, 0)], "\n")
	out.line, out.lines = strings.TrimSpace(rest[0]), outdented(rest[1:], column)
	return out
}

// outdented takes up to width spaces off the front of each line.
func outdented(lines []string, width int) []string {
	for i, line := range lines {
		line = strings.TrimSuffix(line, "\r")
		spaces := len(line) - len(strings.TrimLeft(line, " "))
		lines[i] = line[min(spaces, width):]
	}
	return lines
}

func (e InsertFragment) edit(d *draft) error {
	g, err := readFragment(e.Text)
	if err != nil {
		return err
	}
	if g, err = e.withFreeIDs(d, g); err != nil {
		return fmt.Errorf("fragment: %w", err)
	}
	if err := insertItems(d, g); err != nil {
		return err
	}
	after := e.After
	if after == "" {
		after = d.follows(e.Under, cmp.Or(e.Relation, SupportedBy), e.At)
	}
	planted := make([]twig, len(g.Case.Nodes))
	for i, n := range g.Case.Nodes {
		planted[i] = twig{key: n.ID, tree: copied(treeOf(n.entry.Value))}
		planted[i].ready = g.entryText(n.ID)
	}
	if err := d.plant(after, planted...); err != nil {
		return err
	}
	return e.hangTops(d, g)
}

// readFragment reads a case, or the map of its nodes alone.
func readFragment(text string) (*File, error) {
	text = strings.ReplaceAll(strings.TrimPrefix(text, byteOrderMark), "\r\n", "\n")
	g := Read("fragment", text)
	if g.Readable && !g.Case.Get("safecase").Exists() && !g.Case.Get("nodes").Exists() {
		g = Read("fragment", "nodes:\n"+strings.TrimPrefix(below("  ", strings.Split(text, "\n")), "\n"))
	}
	if err := g.editable(); err != nil {
		return nil, err
	}
	if len(g.knots) > 0 {
		return nil, fmt.Errorf("fragment:%s: anchors, aliases, merge keys and tags cannot be inserted", g.knots[0])
	}
	if len(g.Case.Nodes) == 0 {
		return nil, fmt.Errorf("the fragment holds no nodes")
	}
	return g, nil
}

// withFreeIDs renames what is taken in the case.
func (e InsertFragment) withFreeIDs(d *draft, g *File) (*File, error) {
	var renames Batch
	given, there := map[string]bool{}, d.nodeIDs()
	rename := func(refer Refer, id string, ids *freeIDs) {
		to := ids.next(e.Prefix, id)
		given[to] = true
		renames = append(renames, Rename{refer, id, to})
	}
	nodes := &freeIDs{taken: func(id string) bool { return given[id] || there[id] || g.Case.Node(id) != nil }}
	for _, n := range g.Case.Nodes {
		if there[n.ID] {
			rename(ReferNode, n.ID, nodes)
		}
	}
	for refer, section := range sectionsByRefer() {
		for _, item := range g.Case.Items(section) {
			there := d.root.at(section, item.ID)
			if there == nil || there.equal(treeOf(item.Value)) {
				continue
			}
			rename(refer, item.ID, &freeIDs{taken: func(id string) bool {
				return given[id] || d.root.at(section, id) != nil || g.Case.Get(section, id).Exists()
			}})
		}
	}
	if len(renames) == 0 {
		return g, nil
	}
	return g.Apply(renames)
}

// sectionsByRefer yields the sections that are keyed by ids that others use.
func sectionsByRefer() func(yield func(Refer, string) bool) {
	return func(yield func(Refer, string) bool) {
		for _, refer := range []Refer{ReferModel, ReferOutcome, ReferThreat, ReferSubsystem, ReferMitigation, ReferIndicator, ReferProtocol} {
			if !yield(refer, definedIn[refer]) {
				return
			}
		}
	}
}

// freeIDs finds ids that nothing has yet.
type freeIDs struct {
	taken func(id string) bool
	runs  map[string]map[int]int // by what ids begin with: a number, and one behind it up to which all are taken
}

// next is the first free id behind an id that is taken.
func (f *freeIDs) next(prefix, id string) string {
	if prefix != "" && ValidID(prefix+id) && !f.taken(prefix+id) {
		return prefix + id
	}
	stem := strings.TrimRight(id, "0123456789")
	number, _ := strconv.Atoi(id[len(stem):])
	if stem == id {
		stem, number = id+"-", 1
	}
	if f.runs == nil {
		f.runs = map[string]map[int]int{}
	}
	if f.runs[stem] == nil {
		f.runs[stem] = map[int]int{}
	}
	return stem + strconv.Itoa(f.behind(stem, number+1))
}

// behind is the first number from n on that is free. The run of taken ones is
// remembered: a thousand ids may each stand at the beginning of it.
func (f *freeIDs) behind(stem string, n int) int {
	runs, from := f.runs[stem], n
	for {
		if end, ok := runs[n]; ok && end > n {
			n = end
		} else if f.taken(stem + strconv.Itoa(n)) {
			n++
		} else {
			break
		}
	}
	for from < n {
		next := max(runs[from], from+1)
		runs[from], from = n, next
	}
	return n
}

// insertItems adds what the fragment's sections define.
func insertItems(d *draft, g *File) error {
	for _, section := range sectionsByRefer() {
		for _, item := range g.Case.Items(section) {
			if d.root.at(section, item.ID) != nil {
				continue
			}
			t := copied(treeOf(item.Value))
			err := d.change([]string{section, item.ID}, func(*tree) (*tree, error) { return t, nil })
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// hangTops links the nodes of the fragment that nothing in it leads to.
func (e InsertFragment) hangTops(d *draft, g *File) error {
	if e.Under == "" {
		return nil
	}
	_, held := g.Case.LeadsTo()
	at := e.At
	for _, n := range g.Case.Nodes {
		if held[n.ID] {
			continue
		}
		link := Edit(AddLink{From: e.Under, Relation: topRelation(e.Relation, n.Kind), To: n.ID, At: at})
		if n.Kind == Defeater {
			if n.Get(string(Challenges)).Exists() {
				continue
			}
			link = AddLink{From: n.ID, Relation: Challenges, To: e.Under}
		} else if at > 0 {
			at++
		}
		if err := link.edit(d); err != nil {
			return err
		}
	}
	return nil
}

func topRelation(asked Relation, k Kind) Relation {
	if asked == "" || k.hangs() == InContextOf {
		return k.hangs()
	}
	return asked
}
