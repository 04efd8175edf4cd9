package convert

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"safecase/casefile"
)

// gsnPart is a case file that an import writes: a module, or several that refer
// to each other in a ring, which case files may not.
type gsnPart struct {
	modules []*gsnModule
	path    string            // below the folder of all
	ids     map[string]string // what its nodes are called there, by our id
	taken   map[string]bool   // the values of ids
	alias   map[*gsnPart]string
	uses    casefile.Pairs
	entries casefile.Pairs
	lent    map[string]bool // nodes that others refer to, by our id
}

// gsnParts is the import of several modules while it is written as case files.
type gsnParts struct {
	*gsnReader
	all   []*gsnPart
	of    map[*gsnModule]*gsnPart
	home  map[string]*gsnPart // of a node, by our id
	leads map[*gsnModule]map[*gsnModule]bool
}

// parts writes each module as a case file. The nodes are as in the case that
// all of them are in; only their ids are those of their file.
func (r *gsnReader) parts() []CaseFile {
	p := &gsnParts{gsnReader: r, of: map[*gsnModule]*gsnPart{}, home: map[string]*gsnPart{}, leads: map[*gsnModule]map[*gsnModule]bool{}}
	p.connect()
	p.group()
	reported := r.losses
	r.losses = nil
	p.place()
	r.losses = append(p.inFiles(reported), r.losses...)
	for _, part := range p.all {
		p.spellNodes(part)
		p.loads(part)
	}
	var out []CaseFile
	for _, part := range p.all {
		if f := p.write(part); f != nil {
			out = append(out, CaseFile{part.path, f})
		}
	}
	return out
}

// moduleOf is the module in which a node stands, also one that was added.
func (p *gsnParts) moduleOf(id string) *gsnModule {
	if n := p.byID[id]; n != nil {
		for _, m := range p.modules {
			if m.path == n.at.file {
				return m
			}
		}
	}
	return nil
}

// connect finds which modules refer to which, by any key of an element or of
// the case, or used each other as case files.
func (p *gsnParts) connect() {
	where := map[string]*gsnModule{}
	for _, n := range p.nodes {
		where[n.id] = p.moduleOf(n.id)
	}
	for _, m := range p.modules {
		p.leads[m] = map[*gsnModule]bool{}
		for _, u := range m.uses() {
			p.lead(m, p.used(m, u.Key))
		}
		mapKeys(casefile.Schema, sectionsIn(m.carried), func(id string) string {
			p.lead(m, where[p.resolve(m, id)])
			return id
		})
	}
	for _, e := range p.entries {
		mapNode(p.byID[e.Key].kind, e.Value.(casefile.Pairs), func(id string) string {
			p.lead(where[e.Key], where[id])
			return id
		})
	}
}

func (p *gsnParts) lead(from, to *gsnModule) {
	if from != nil && to != nil && from != to {
		p.leads[from][to] = true
	}
}

// reached are the modules that one leads to, over others too.
func (p *gsnParts) reached(from *gsnModule) map[*gsnModule]bool {
	seen := map[*gsnModule]bool{}
	open := []*gsnModule{from}
	for len(open) > 0 {
		m := open[0]
		open = open[1:]
		for to := range p.leads[m] {
			if !seen[to] {
				seen[to] = true
				open = append(open, to)
			}
		}
	}
	return seen
}

// group joins the modules that form a ring, and says so.
func (p *gsnParts) group() {
	reach := map[*gsnModule]map[*gsnModule]bool{}
	for _, m := range p.modules {
		reach[m] = p.reached(m)
	}
	for _, m := range p.modules {
		if p.of[m] != nil {
			continue
		}
		part := &gsnPart{ids: map[string]string{}, taken: map[string]bool{}, alias: map[*gsnPart]string{}, lent: map[string]bool{}}
		for _, other := range p.modules {
			if other == m || reach[m][other] && reach[other][m] {
				part.modules = append(part.modules, other)
				p.of[other] = part
			}
		}
		p.all = append(p.all, part)
	}
}

// place gives every part its file, and every node its part and its id there.
func (p *gsnParts) place() {
	taken := map[string]bool{}
	for _, part := range p.all {
		part.path = freePath(part.modules[0], taken)
		if names := part.names(); len(part.modules) > 1 {
			p.lose("", "modules %s refer to each other in a ring, which case files may not; they became one, %s", strings.Join(names, ", "), part.path)
		}
	}
	before := map[string]string{}
	for _, m := range p.modules {
		for was, id := range m.ids {
			before[id] = was
		}
	}
	for _, e := range p.entries {
		id := e.Key
		part := p.of[p.modules[0]]
		if m := p.moduleOf(id); m != nil {
			part = p.of[m]
		}
		name := id
		if was := before[id]; was != "" {
			name = was
		}
		for i := 1; part.taken[name]; i++ {
			if name = id; i > 1 {
				name = fmt.Sprintf("%s.%d", id, i)
			}
		}
		if was := before[id]; was != "" && was != name {
			p.lose(name, "was called %s in its own file", was)
		}
		p.home[id], part.ids[id], part.taken[name] = part, name, true
		part.entries = append(part.entries, e)
	}
}

func (part *gsnPart) names() []string {
	var out []string
	for _, m := range part.modules {
		out = append(out, m.name)
	}
	return out
}

// freePath is a path for a module as a case file: the one it had, or one made
// from that of its file. Two never differ in capitals alone.
func freePath(m *gsnModule, taken map[string]bool) string {
	base := strings.TrimSuffix(strings.TrimSuffix(path.Base(m.path), path.Ext(m.path)), ".gsn")
	stem := strings.ReplaceAll(madeID(base), ".", "_")
	name := stem + ".case.yaml"
	if was := m.file(); fs.ValidPath(was) && strings.HasSuffix(was, ".yaml") && !strings.ContainsAny(was, `\:`) {
		name = was
	}
	for i := 2; taken[strings.ToLower(name)]; i++ {
		name = fmt.Sprintf("%s-%d.case.yaml", stem, i)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// inFiles are losses with nodes named as in their files.
func (p *gsnParts) inFiles(losses []Loss) []Loss {
	for i, l := range losses {
		if home := p.home[l.Where]; home != nil {
			losses[i].Where = home.path + ": " + home.ids[l.Where]
		}
	}
	return losses
}

// aliasOf is the name under which a part uses another one.
func (p *gsnParts) aliasOf(part, other *gsnPart) string {
	if alias := part.alias[other]; alias != "" {
		return alias
	}
	m := other.modules[0]
	stem := m.name
	if stem == m.path {
		stem = strings.TrimSuffix(path.Base(other.path), ".case.yaml")
	}
	stem = strings.ReplaceAll(madeID(stem), ".", "_")
	alias := stem
	for i := 2; hasKey(part.uses, alias); i++ {
		alias = fmt.Sprintf("%s-%d", stem, i)
	}
	part.alias[other] = alias
	part.uses = append(part.uses, casefile.Pair{Key: alias, Value: p.way(part, other)})
	return alias
}

// way is the path from the folder of a part to another part.
func (p *gsnParts) way(part, other *gsnPart) string {
	dir := path.Dir(part.path)
	if dir == "." {
		return other.path
	}
	if below, ok := strings.CutPrefix(other.path, dir+"/"); ok {
		return below
	}
	p.lose("", "%s uses %s, which lies above or beside its folder and will not be read from there; move it", part.path, other.path)
	return strings.Repeat("../", strings.Count(dir, "/")+1) + other.path
}

// spell is what an id of ours is called in a part.
func (p *gsnParts) spell(part *gsnPart, id string) string {
	if was, ok := p.nowhere[id]; ok {
		return was
	}
	home := p.home[id]
	switch {
	case home == nil:
		return id
	case home == part:
		return part.ids[id]
	}
	home.lent[id] = true
	return p.aliasOf(part, home) + ":" + home.ids[id]
}

// spellNodes writes the nodes of a part with the ids of its file.
func (p *gsnParts) spellNodes(part *gsnPart) {
	for _, m := range part.modules { // names that it has already come first
		for _, u := range p.others(m, p.modules) {
			if !hasKey(part.uses, u.Key) {
				part.uses = append(part.uses, u)
			}
		}
		for _, u := range m.uses() {
			if used := p.used(m, u.Key); used != nil && p.of[used] != part && !hasKey(part.uses, u.Key) {
				if other := p.of[used]; part.alias[other] == "" {
					part.alias[other] = u.Key
				}
				part.uses = append(part.uses, casefile.Pair{Key: u.Key, Value: p.way(part, p.of[used])})
			}
		}
	}
	for i, e := range part.entries {
		pairs := mapNode(p.byID[e.Key].kind, e.Value.(casefile.Pairs), func(id string) string { return p.spell(part, id) })
		part.entries[i].Value = pairs
	}
}

// loads keeps what a module loads without referring to it, where that makes no
// ring.
func (p *gsnParts) loads(part *gsnPart) {
	for _, m := range part.modules {
		for _, use := range m.root.Get("module", "uses").Items() {
			rel := path.Join(path.Dir(m.rel), use.Text())
			i := slices.IndexFunc(p.modules, func(o *gsnModule) bool { return o.rel == rel })
			if i < 0 || p.of[p.modules[i]] == part {
				continue
			}
			if other := p.of[p.modules[i]]; m.file() == "" && part.alias[other] == "" {
				if p.reached(p.modules[i])[m] {
					p.lose("", "%s is not used by %s here: it refers back to it", other.path, part.path)
					continue
				}
				p.aliasOf(part, other)
				p.lead(m, p.modules[i])
			}
		}
	}
}

// write composes the case file of a part.
func (p *gsnParts) write(part *gsnPart) *casefile.File {
	nodes := make(casefile.Pairs, len(part.entries))
	for i, e := range part.entries {
		nodes[i] = casefile.Pair{Key: part.ids[e.Key], Value: p.finished(part, e)}
	}
	var sections casefile.Pairs
	for _, s := range mapKeys(casefile.Schema, p.gathered(part.modules), func(id string) string { return p.spell(part, id) }) {
		if s.Key != "uses" || part.modules[0].file() == "" && len(part.modules) == 1 {
			sections = append(sections, s)
		}
	}
	if len(part.uses) > 0 {
		sections = append(casefile.Pairs{{Key: "uses", Value: part.uses}}, sections...)
	}
	m := part.modules[0]
	return p.compose(m.path, m.title(m.carried), sections, nodes)
}

// finished is the entry of a node with what only its part decides: whether
// others may refer to it, and which of several modules it is from.
func (p *gsnParts) finished(part *gsnPart, e casefile.Pair) casefile.Pairs {
	n, pairs := p.byID[e.Key], e.Value.(casefile.Pairs)
	m := p.moduleOf(e.Key)
	if m != nil && m != part.modules[0] && m.file() == "" {
		said, _ := valueOf(pairs, "x-gsn2x").(casefile.Pairs)
		if !hasKey(said, "module") {
			pairs = append(remove(pairs, "x-gsn2x"), casefile.Pair{Key: "x-gsn2x", Value: append(said[:len(said):len(said)], casefile.Pair{Key: "module", Value: m.name})})
		}
	}
	// In gsn2x all elements are public. A node that one of our files kept to
	// itself stays so, and a reference to it is a finding.
	if part.lent[e.Key] && !hasKey(pairs, "public") && (m == nil || m.file() == "") {
		pairs = append(pairs, casefile.Pair{Key: "public", Value: true})
	}
	return inOrder(n.kind, pairs)
}
