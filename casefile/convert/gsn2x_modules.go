package convert

import (
	"io/fs"
	"path"
	"slices"

	"safecase/casefile"
)

// maxModules is how many files one import reads.
const maxModules = 1000

// gsnModule is one file of gsn2x.
type gsnModule struct {
	path string // as findings name it
	rel  string // below the folder of the first file; "" when it was given by the user
	name string
	root casefile.Value
	from place // what named it; zero for those given by the user

	carried casefile.Pairs    // what an export of ours said of the case file that it was
	ids     map[string]string // ids of the graph by what its elements were called in that file
}

// load reads the files given and those that they use.
func (r *gsnReader) load(src Source) {
	r.parse(gsnModule{path: src.Path, rel: path.Base(src.Path)}, src.Text)
	r.follow(src, 0)
	for _, more := range src.More {
		if big := tooLarge(more); big != nil {
			r.findings = append(r.findings, big.Findings...)
			continue
		}
		if used := slices.ContainsFunc(r.modules, func(m *gsnModule) bool { return m.path == path.Clean(more.Path) }); !used {
			before := len(r.modules)
			r.parse(gsnModule{path: more.Path, rel: path.Base(more.Path)}, more.Text)
			r.follow(src, before)
		}
	}
}

// follow reads what the modules from number i on use.
func (r *gsnReader) follow(src Source, i int) {
	for ; i < len(r.modules); i++ {
		for _, use := range r.modules[i].root.Get("module", "uses").Items() {
			r.use(src, r.modules[i], use)
		}
	}
}

// parse adds one file, whose name may not be taken.
func (r *gsnReader) parse(m gsnModule, text string) {
	root, findings := casefile.ParseYAML(m.path, text)
	r.findings = append(r.findings, findings...)
	start := place{m.path, casefile.Pos{Line: 1, Column: 1}}
	switch {
	case len(findings) > 0 && !root.Exists():
		return
	case !root.Exists():
		r.fault("empty-file", start, "", "no elements are found")
		return
	case root.Shape() != casefile.Map:
		r.fault("wrong-type", place{m.path, root.Pos()}, "", "this is %s; expected a map of elements", root)
		return
	}
	m.root, m.name, m.ids = root, root.Get("module", "name").Text(), map[string]string{}
	m.carried, _ = root.Get("module", carryKey).Any().(casefile.Pairs)
	if m.name == "" {
		m.name = m.path
	}
	for _, other := range r.modules {
		if other.name == m.name || other.path == m.path {
			at := m.from
			if at == (place{}) {
				at = start
			}
			r.fault("module-repeated", at, "", "module %s in %s was already present in %s (gsn2x C06)", m.name, m.path, other.path)
			return
		}
	}
	r.modules = append(r.modules, &m)
}

// use loads a file that a module names.
func (r *gsnReader) use(src Source, m *gsnModule, use casefile.Value) {
	at := place{m.path, use.Pos()}
	rel := path.Join(path.Dir(m.rel), use.Text())
	file := path.Join(path.Dir(m.path), use.Text())
	switch {
	case len(r.modules) >= maxModules:
		r.fault("too-many-modules", at, "", "more than %d modules", maxModules)
	case src.Dir == nil || !fs.ValidPath(rel):
		r.fault("module-unread", at, "", "%s was not read: it is outside the folder of the case", use.Text())
	default:
		text, err := readFile(src.Dir, rel)
		if err != nil {
			r.fault("module-unread", at, "", "%s was not read: %s; what stands there is missing here", use.Text(), plainError(err))
			return
		}
		r.parse(gsnModule{path: file, rel: rel, from: at}, text)
	}
}

// collect makes a node for every element of a module.
func (r *gsnReader) collect(m *gsnModule) {
	found, seen := false, map[string]casefile.Pos{}
	for _, e := range m.root.Entries() {
		at := place{m.path, e.KeyPos}
		if first, twice := seen[e.Key]; twice {
			r.fault("duplicate-key", at, "", "%s is already written at line %s", e.Key, first)
			r.lose(e.Key, "stands twice in %s; the second is left out", m.path)
			continue
		}
		seen[e.Key] = e.KeyPos
		if e.Key != "module" {
			found = r.element(m, e, at) || found
		}
	}
	if !found {
		r.fault("no-elements", place{m.path, casefile.Pos{Line: 1, Column: 1}}, "", "the module does not contain elements of its own")
	}
}

func (r *gsnReader) element(m *gsnModule, e casefile.Entry, at place) bool {
	if e.Shape() != casefile.Map && e.Shape() != casefile.Null {
		r.fault("wrong-type", at, "", "%s is %s; expected an element, which is a map", e.Key, e.Value)
		r.lose(e.Key, "is no element and is left out")
		return false
	}
	if keys := len(e.Entries()); keys > maxKeys {
		r.fault("too-many-keys", at, "", "%s has %d keys; at most %d are read", e.Key, keys, maxKeys)
		r.lose(e.Key, "is left out: it has too many keys")
		return false
	}
	if first := r.byName[e.Key]; first != nil {
		r.fault("duplicate-id", at, first.node.id, "element %s in %s was already present in %s (gsn2x C07)", e.Key, m.path, first.module.name)
		r.lose(e.Key, "stands in %s as well; that one is left out", m.path)
		return false
	}
	t, ok := typeOf(e)
	if !ok {
		r.fault("unknown-kind", at, e.Key, "element %s is of unknown type (gsn2x V01); taken as a claim", e.Key)
		t = gsnType{name: "Goal", kind: casefile.Claim}
	}
	element := &gsnElement{e, r.add(e.Key, t.kind, "", at), t, m}
	r.callAsBefore(element)
	if element.node.id != e.Key {
		element.node.keep("gsn2x", "id", e.Key)
		r.lose(element.node.id, "is called %q there, which cannot be an id here", e.Key)
	}
	r.elements, r.byName[e.Key] = append(r.elements, element), element
	return true
}

// extend lets elements develop undeveloped ones of other modules.
func (r *gsnReader) extend() {
	for _, m := range r.modules {
		for _, ext := range m.root.Get("module", "extends").Items() {
			name := ext.Get("module")
			if !r.hasModule(name.Text()) {
				r.fault("module-unread", place{m.path, name.Pos()}, "", "module %s is not found, but module %s extends it (gsn2x C09)", name.Text(), m.name)
			}
			for _, dev := range ext.Get("develops").Entries() {
				r.develop(m, name.Text(), dev)
			}
		}
	}
}

func (r *gsnReader) hasModule(name string) bool {
	for _, m := range r.modules {
		if m.name == name {
			return true
		}
	}
	return false
}

func (r *gsnReader) develop(m *gsnModule, module string, dev casefile.Entry) {
	target := r.byName[dev.Key]
	if target == nil || target.module.name != module {
		r.fault("dangling-ref", place{m.path, dev.KeyPos}, "", "element %s does not exist in module %s, but is supposed to be extended by %v (gsn2x C10)", dev.Key, module, dev.Texts())
		return
	}
	if b, _ := target.Get("undeveloped").Bool(); !b {
		r.fault("develops-developed", place{m.path, dev.KeyPos}, target.node.id, "element %s is not undeveloped, but is supposed to be extended by %v (gsn2x C10)", dev.Key, dev.Texts())
	}
	for _, item := range dev.Items() {
		if r.byName[item.Text()] == nil {
			r.fault("dangling-ref", place{m.path, item.Pos()}, "", "element %s does not exist, but is supposed to extend %s (gsn2x C10)", item.Text(), dev.Key)
			continue
		}
		target.node.link(casefile.SupportedBy, r.ref(item.Text()), place{m.path, item.Pos()})
		target.node.fields = remove(target.node.fields, "undeveloped")
	}
	if r.apart {
		r.lose(target.node.id, "is extended by module %s: supported_by says so, and no extends is kept", m.name)
	}
}

func remove(pairs casefile.Pairs, key string) casefile.Pairs {
	var out casefile.Pairs
	for _, p := range pairs {
		if p.Key != key {
			out = append(out, p)
		}
	}
	return out
}

// describe keeps what the modules say of themselves.
func (r *gsnReader) describe() {
	r.title = r.modules[0].title(r.modules[0].carried)
	before := len(r.losses)
	r.sections = r.gathered(r.modules)
	switch {
	case r.apart: // what joining them would cost is no loss then
		r.losses = r.losses[:before]
	case len(r.modules) > 1:
		r.lose("", "%d modules became one case; which module a node is from is kept in x-gsn2x; --out FOLDER keeps them apart", len(r.modules))
	}
}

// described is what modules say of themselves, beside what an export of ours
// wrote there. Alone is false where several modules become one case.
func (m *gsnModule) described(alone, apart bool) casefile.Pairs {
	meta, _ := m.root.Get("module").Any().(casefile.Pairs)
	if m.carried != nil {
		meta = remove(meta, carryKey)
	}
	if apart || m.file() != "" {
		meta = remove(meta, "uses")
	}
	if apart {
		meta = remove(meta, "extends")
	}
	if fromUs(meta, m.carried) && alone {
		return nil
	}
	return meta
}

// fromUs reports whether a module says nothing but what an export of ours
// writes.
func fromUs(meta, carried casefile.Pairs) bool {
	for _, p := range meta {
		if p.Key != "name" && p.Key != "brief" {
			return false
		}
	}
	return carried != nil && valueOf(carried, "module") == nil
}

func (m *gsnModule) title(carried casefile.Pairs) string {
	if title, ok := valueOf(carried, "title").(string); ok {
		return title
	}
	if brief := m.root.Get("module", "brief").Text(); brief != "" {
		return brief
	}
	return m.root.Get("module", "name").Text()
}
