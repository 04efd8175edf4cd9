package convert

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"safecase/casefile"
)

// This file finds out what the ids meant that an export of ours carried: they
// are those of the case file that a module was, not those of gsn2x.

// file is the path that the module had as a case file; "" when it was none.
func (m *gsnModule) file() string {
	name, _ := valueOf(m.carried, "file").(string)
	return name
}

// uses is what the module used when it was a case file.
func (m *gsnModule) uses() casefile.Pairs {
	if m.file() == "" {
		return nil
	}
	uses, _ := valueOf(m.carried, "uses").(casefile.Pairs)
	return uses
}

// callAsBefore notes what an element was called in its case file, where ids
// had to be made unique over all modules.
func (r *gsnReader) callAsBefore(e *gsnElement) {
	id := e.node.id
	if was := e.Get(carryKey).Get("id").Text(); casefile.ValidID(was) {
		id = was
	}
	if _, taken := e.module.ids[id]; taken {
		id = e.node.id
	}
	e.module.ids[id] = e.node.id
	if id != e.node.id && !r.apart {
		r.lose(e.node.id, "was called %s in %s", id, e.module.file())
	}
}

// used is the module that another one used under a name; nil when it is not here.
func (r *gsnReader) used(m *gsnModule, alias string) *gsnModule {
	ref, _ := valueOf(m.uses(), alias).(string)
	if ref == "" {
		return nil
	}
	file := path.Join(path.Dir(m.file()), ref)
	i := slices.IndexFunc(r.modules, func(other *gsnModule) bool { return other.file() == file })
	if i < 0 {
		return nil
	}
	return r.modules[i]
}

// resolve is our id for an id as the case file of a module had it.
func (r *gsnReader) resolve(m *gsnModule, id string) string {
	home, here := m, id
	if alias, inner, away := casefile.CutAway(id); away {
		if home, here = r.used(m, alias), inner; home == nil {
			return id
		}
	}
	if known, ok := home.ids[here]; ok {
		return known
	}
	if home == m && r.byID[id] == nil {
		return id
	}
	stand := madeID(m.name) + ":" + id // not what another module calls so
	if strings.Contains(id, ":") {
		return id
	}
	r.nowhere[stand] = id
	return stand
}

// resolved is what an export carried with an element, in our ids.
func (r *gsnReader) resolved(e *gsnElement, carried casefile.Pairs) casefile.Pairs {
	if carried == nil {
		return nil
	}
	return mapNode(e.node.kind, carried, func(id string) string { return r.resolve(e.module, id) })
}

// gathered are the sections of the case that modules become. Of what several
// of them have, the first counts, and its maps take what only others say.
func (r *gsnReader) gathered(modules []*gsnModule) casefile.Pairs {
	var out casefile.Pairs
	var said []any
	for i, m := range modules {
		if meta := m.described(len(modules) == 1, r.apart); meta != nil {
			said = append(said, meta)
		}
		sections := mapKeys(casefile.Schema, sectionsIn(m.carried), func(id string) string { return r.resolve(m, id) })
		for _, p := range sections {
			if p.Key == "uses" && m.file() != "" {
				p.Value = r.others(m, modules)
			}
			uses, isMap := p.Value.(casefile.Pairs)
			switch {
			case p.Key == "uses" && isMap && len(uses) == 0 && len(modules) > 1:
			case i == 0:
				out = append(out, p)
			default:
				out = r.join(out, p, m)
			}
		}
	}
	if len(said) > 0 && !hasKey(out, "x-gsn2x") {
		out = append(out, casefile.Pair{Key: "x-gsn2x", Value: casefile.Pairs{{Key: "modules", Value: said}}})
	}
	return out
}

// others are the entries of uses that do not lead to one of the modules.
func (r *gsnReader) others(m *gsnModule, modules []*gsnModule) casefile.Pairs {
	var out casefile.Pairs
	for _, p := range m.uses() {
		if used := r.used(m, p.Key); used == nil || !slices.Contains(modules, used) {
			out = append(out, p)
		}
	}
	return out
}

// join adds a section of another module.
func (r *gsnReader) join(out casefile.Pairs, p casefile.Pair, m *gsnModule) casefile.Pairs {
	for i, have := range out {
		if have.Key != p.Key {
			continue
		}
		ours, both := have.Value.(casefile.Pairs)
		theirs, ok := p.Value.(casefile.Pairs)
		if !both || !ok || casefile.Schema.Field(p.Key) == nil || casefile.Schema.Field(p.Key).Type.Dict == nil {
			r.lose("", "%s of %s is left out: the case has its own", p.Key, m.file())
			return out
		}
		for _, q := range theirs {
			if hasKey(ours, q.Key) {
				if reflect.DeepEqual(valueOf(ours, q.Key), q.Value) {
					continue
				}
				r.lose("", "%s.%s of %s is left out: the case has its own", p.Key, q.Key, m.file())
				continue
			}
			ours = append(ours, q)
		}
		out[i].Value = ours
		return out
	}
	return append(out, p)
}
