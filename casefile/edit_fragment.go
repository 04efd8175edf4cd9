package casefile

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Fragment is the text of some nodes, comments included, in file order: what
// InsertFragment takes. The error names an id that no node has.
func (f *File) Fragment(ids ...string) (string, error) {
	var out []string
	for _, n := range f.Case.Nodes {
		if i := slices.Index(ids, n.ID); i < 0 || f.Case.Node(n.ID) != n {
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
	for _, n := range g.Case.Nodes {
		t := copied(treeOf(n.entry.Value))
		t.ready = g.entryText(n.ID)
		if err := d.plant(n.ID, t, after); err != nil {
			return err
		}
		after = n.ID
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
	given := map[string]bool{}
	rename := func(refer Refer, id string, taken func(string) bool) {
		to := e.freeID(id, func(id string) bool { return given[id] || taken(id) })
		given[to] = true
		renames = append(renames, Rename{refer, id, to})
	}
	for _, n := range g.Case.Nodes {
		if d.has(n.ID) {
			rename(ReferNode, n.ID, func(id string) bool { return d.has(id) || g.Case.Node(id) != nil })
		}
	}
	for refer, section := range sectionsByRefer() {
		for _, item := range g.Case.Items(section) {
			there := d.root.at(section, item.ID)
			if there == nil || there.equal(treeOf(item.Value)) {
				continue
			}
			rename(refer, item.ID, func(id string) bool {
				return d.root.at(section, id) != nil || g.Case.Get(section, id).Exists()
			})
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

func (e InsertFragment) freeID(id string, taken func(string) bool) string {
	if e.Prefix != "" && ValidID(e.Prefix+id) && !taken(e.Prefix+id) {
		return e.Prefix + id
	}
	stem := strings.TrimRight(id, "0123456789")
	number, _ := strconv.Atoi(id[len(stem):])
	if stem == id {
		stem, number = id+"-", 1
	}
	for {
		number++
		if next := stem + strconv.Itoa(number); !taken(next) {
			return next
		}
	}
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
