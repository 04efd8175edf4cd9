package convert

import (
	"fmt"
	"path"
	"strings"

	"safecase/casefile"
)

// gsnSet is a case of several files while it is written as modules, which have
// one set of ids.
type gsnSet struct {
	files  map[string]*gsnFile // by path
	order  []*gsnFile          // as gsn2x will load them
	taken  map[string]bool     // ids of all elements
	stands map[string]bool     // elements with a sustained challenge, from whichever file
	called map[string]bool     // names of modules
}

// gsnFile is one of the files.
type gsnFile struct {
	set   *gsnSet
	path  string
	file  *casefile.File
	out   string            // the path of its module
	alias string            // under which it was first used
	loads []*gsnFile        // the files that it is the first to use
	ids   map[string]string // ids of its nodes there
}

func exportGSNModules(f *casefile.File, o Options) (*Exported, error) {
	set := &gsnSet{files: map[string]*gsnFile{}, taken: map[string]bool{}, stands: map[string]bool{}, called: map[string]bool{}}
	for _, c := range append([]CaseFile{{o.Path, f}}, o.Modules...) {
		if set.files[c.Path] == nil {
			set.files[c.Path] = &gsnFile{set: set, path: c.Path, file: c.File, ids: map[string]string{}}
		}
	}
	set.load(set.files[o.Path])
	written := map[string]bool{}
	for _, file := range set.order {
		file.out = gsnPath(file.path)
		for i := 2; written[strings.ToLower(file.out)]; i++ {
			file.out = gsnPath(fmt.Sprintf("%s-%d.yaml", file.path, i))
		}
		written[strings.ToLower(file.out)] = true
		file.callNodes()
	}
	for _, file := range set.order {
		for id := range standing(file.file.Case) {
			set.stands[file.nameOf(id)] = true
		}
	}
	out := &Exported{}
	for i, file := range set.order {
		w := newGSNWriter(file.file)
		w.among = file
		w.unsaid = func(id string) bool { return strings.Contains(file.nameOf(id), ":") }
		text, err := w.text()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.path, err)
		}
		out.Files = append(out.Files, Output{file.out, []byte(text)})
		for _, l := range w.losses {
			if i > 0 {
				l.Where = strings.TrimSuffix(file.path+": "+l.Where, ": ")
			}
			out.Losses = append(out.Losses, l)
		}
	}
	out.Data = out.Files[0].Data
	return out, nil
}

// load orders the files as gsn2x reads them, each once: it refuses a module
// that is named a second time.
func (s *gsnSet) load(file *gsnFile) {
	seen := map[*gsnFile]bool{file: true}
	s.order = append(s.order, file)
	for i := 0; i < len(s.order); i++ {
		from := s.order[i]
		for _, u := range from.file.Case.Items("uses") {
			if used := from.used(u.ID); used != nil && !seen[used] {
				seen[used] = true
				used.alias = u.ID
				from.loads = append(from.loads, used)
				s.order = append(s.order, used)
			}
		}
	}
}

// used is the file that a name under uses leads to; nil when it was not read.
func (f *gsnFile) used(alias string) *gsnFile {
	ref := f.file.Case.Get("uses", alias).Text()
	if ref == "" {
		return nil
	}
	return f.set.files[path.Join(path.Dir(f.path), ref)]
}

// callNodes gives every node an id that no other file has.
func (f *gsnFile) callNodes() {
	w := &gsnWriter{carrier: newCarrier("gsn2x", f.file)}
	for _, n := range f.file.Case.Nodes {
		own := w.ownID(n.ID)
		name := own
		for i := 1; f.set.taken[name]; i++ {
			name = own + "." + f.alias
			if i > 1 {
				name = fmt.Sprintf("%s.%s.%d", own, f.alias, i)
			}
		}
		f.ids[n.ID], f.set.taken[name] = name, true
	}
}

// nameOf is what an id of this file is called in all of gsn2x. What leads
// nowhere has a colon, which no element has.
func (f *gsnFile) nameOf(id string) string {
	home, here := f, id
	if alias, inner, away := casefile.CutAway(id); away {
		home, here = f.used(alias), inner
	}
	if home != nil && home.ids[here] != "" {
		return home.ids[here]
	}
	if !f.set.taken[id] {
		return id
	}
	return ":" + id
}

// amongOthers is what a module says of itself, with a name of its own and the
// files that it loads.
func (w *gsnWriter) amongOthers(meta casefile.Pairs) casefile.Pairs {
	name, _ := valueOf(meta, "name").(string)
	if name == "" || w.among.set.called[name] {
		name = strings.TrimSpace(name + " (" + w.among.path + ")")
		if w.file.Case.Get("x-gsn2x", "modules").Exists() {
			w.lose("", "x-gsn2x.modules: the name becomes "+name+": another module has it")
		}
	}
	w.among.set.called[name] = true
	out := casefile.Pairs{{Key: "name", Value: name}}
	for _, p := range meta {
		switch p.Key {
		case "name":
		case "uses", "extends":
			w.lose("", "x-gsn2x.modules."+p.Key+" is left out: links and uses say it")
		default:
			out = append(out, p)
		}
	}
	var loads []string
	for _, file := range w.among.loads {
		way := file.out
		if dir := path.Dir(w.among.path); dir != "." {
			way = strings.TrimPrefix(way, dir+"/")
		}
		loads = append(loads, way)
	}
	if len(loads) > 0 {
		out = append(out, casefile.Pair{Key: "uses", Value: loads})
	}
	return out
}

// gsnPath is where the module of a case file is written.
func gsnPath(file string) string {
	base := strings.TrimSuffix(strings.TrimSuffix(file, path.Ext(file)), ".case")
	return base + ".gsn.yaml"
}
