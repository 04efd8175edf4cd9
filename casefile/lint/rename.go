package lint

import (
	"fmt"

	"safecase/casefile"
)

// RenameAway gives a node of another file, module:ID, another id: in the file
// where it lives and in every file that r rests on, r itself included, that
// refers to it. It returns the files that changed, that of r first where it is
// one of them, and refuses where a file cannot be edited. Files outside of what
// r rests on are not looked at.
func RenameAway(r *Result, e casefile.Rename) ([]*casefile.File, error) {
	home, id, err := homeOf(r, e.From)
	if err != nil {
		return nil, err
	}
	module, newID, away := casefile.CutAway(e.To)
	if from, _, _ := casefile.CutAway(e.From); !away || module != from {
		return nil, fmt.Errorf("%s stays in its file: name the new id as %s:ID", e.From, from)
	}
	var out []*casefile.File
	for _, user := range append([]*Result{r}, r.Used()...) {
		var edits casefile.Batch
		if user == home {
			edits = append(edits, casefile.Rename{From: id, To: newID})
		}
		for _, m := range user.Modules {
			if old := m.Name + ":" + id; m.Result == home && len(user.File.Case.Mentions(casefile.ReferNode, old)) > 0 {
				edits = append(edits, casefile.Rename{From: old, To: m.Name + ":" + newID})
			}
		}
		if len(edits) == 0 {
			continue
		}
		f, err := user.File.Apply(edits)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", user.File.Path, err)
		}
		out = append(out, f)
	}
	return out, nil
}

// homeOf is the file in which a node of another file lives.
func homeOf(r *Result, away string) (home *Result, id string, err error) {
	module, id, _ := casefile.CutAway(away)
	for _, m := range r.Modules {
		switch {
		case m.Name != module:
		case m.Result == nil:
			return nil, "", fmt.Errorf("module %s, %s, was not read: %s", module, m.Path, m.Problem)
		default:
			return m.Result, id, nil
		}
	}
	return nil, "", fmt.Errorf("no module is called %q under uses", module)
}
