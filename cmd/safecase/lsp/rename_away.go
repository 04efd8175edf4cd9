package lsp

import (
	"path/filepath"
	"strings"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// renameAway gives a node of another file another id, there and in every file
// that the document rests on. The other files are taken as they are on the disk:
// the one that is typed in is refused while it was not saved.
func (s *server) renameAway(now *snapshot, e casefile.Rename) (any, error) {
	if module, _, _ := casefile.CutAway(e.From); !strings.Contains(e.To, ":") {
		e.To = module + ":" + e.To
	}
	if broken(now.file) {
		return nil, problem(codeRequestFailed, "part of the text cannot be read; mend the YAML first")
	}
	checked, err := s.check(now, firstWait)
	if err != nil {
		return nil, err
	}
	changed, err := lint.RenameAway(checked, e)
	if err != nil {
		return nil, problem(codeRequestFailed, "%s", show(err.Error()))
	}
	out := workspaceEdit{Changes: map[string][]textEdit{}}
	for _, f := range changed {
		uri := now.uri
		if f.Path != now.file.Path {
			uri = uriOf(filepath.Join(filepath.Dir(now.path), filepath.FromSlash(f.Path)))
			if s.unsaved(uri, f) {
				return nil, problem(codeRequestFailed, "%s is open and differs from the disk: save it first", show(f.Path))
			}
		}
		x := newIndex(before(f), now.unit)
		for _, splice := range f.Change().Splices {
			out.Changes[uri] = append(out.Changes[uri], textEdit{x.span(splice.At, splice.At+len(splice.Old)), splice.New})
		}
	}
	return out, nil
}

// before is the text that an edited file had.
func before(f *casefile.File) string {
	text, err := f.Change().Inverse().Apply(f.Text)
	if err != nil {
		return f.Text // cannot be: the change is the one that gave this text
	}
	return text
}

// unsaved reports whether a file is open with another text than was edited.
func (s *server) unsaved(uri string, f *casefile.File) bool {
	s.mu.Lock()
	d := s.documents[uri]
	s.mu.Unlock()
	if d == nil {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text != before(f)
}
