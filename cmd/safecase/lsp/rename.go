package lsp

import (
	"errors"

	"github.com/sourcegraph/jsonrpc2"

	"safecase/casefile"
)

// codeRequestFailed is the protocol's word for a request that was understood
// and cannot be met.
const codeRequestFailed = -32803

func (s *server) prepareRename(c call) (any, error) {
	now, at, err := s.at(c)
	if err != nil || now == nil {
		return nil, err
	}
	sym, ok := now.symbolAt(at)
	if !ok || now.defined(sym) == (casefile.Pos{}) && !isAway(sym) {
		return nil, nil
	}
	return struct {
		Range       span   `json:"range"`
		Placeholder string `json:"placeholder"`
	}{now.index.span(sym.from, sym.to), show(sym.id)}, nil
}

// isAway reports an id that another file defines.
func isAway(s symbol) bool {
	_, _, away := casefile.CutAway(s.id)
	return away && s.refer == casefile.ReferNode
}

// rename gives something another id: what safecase edit does, as edits of the
// editor. It is refused while part of the text cannot be read, since a mention
// there would be missed.
func (s *server) rename(c call) (any, error) {
	p, err := read[positionParams](c)
	if err != nil {
		return nil, err
	}
	now, at, err := s.at(c)
	if err != nil || now == nil {
		return nil, err
	}
	sym, ok := now.symbolAt(at)
	if !ok {
		return nil, problem(jsonrpc2.CodeInvalidParams, "there is no id here; put the cursor on one")
	}
	if isAway(sym) {
		return s.renameAway(now, casefile.Rename{From: sym.id, To: p.NewName})
	}
	edits, err := now.apply(casefile.Rename{Refer: sym.refer, From: sym.id, To: p.NewName})
	if err != nil {
		return nil, problem(codeRequestFailed, "%s", show(err.Error()))
	}
	s.warnOfUsers(now, sym)
	return s.edit(now, edits), nil
}

// warnOfUsers says that a node which other files may refer to gets its new id in
// this file alone: which files those are, nobody knows here.
func (s *server) warnOfUsers(now *snapshot, sym symbol) {
	n := now.file.Case.Node(sym.id)
	if sym.refer != casefile.ReferNode || n == nil || !n.Public() {
		return
	}
	const warning = 2
	s.out.notify("window/showMessage", map[string]any{"type": warning, "message": casefile.RenamedPublic(show(sym.id))})
}

// apply makes an edit of the case and gives it as edits of the text.
func (now *snapshot) apply(e casefile.Edit) ([]textEdit, error) {
	if broken(now.file) {
		return nil, errors.New("part of the text cannot be read; mend the YAML first")
	}
	after, err := now.file.Apply(e)
	if err != nil {
		return nil, err
	}
	out := []textEdit{}
	for _, s := range after.Change().Splices {
		out = append(out, textEdit{now.index.span(s.At, s.At+len(s.Old)), s.New})
	}
	return out, nil
}

// edit wraps edits of the text in the form that the editor takes.
func (s *server) edit(now *snapshot, edits []textEdit) workspaceEdit {
	if !s.client.versioned {
		return workspaceEdit{Changes: map[string][]textEdit{now.uri: edits}}
	}
	e := documentEdit{Edits: edits}
	e.TextDocument.URI, e.TextDocument.Version = now.uri, now.version
	return workspaceEdit{DocumentChanges: []documentEdit{e}}
}
