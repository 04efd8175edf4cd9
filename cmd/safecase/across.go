package main

import (
	"context"
	"fmt"
	"os"

	"safecase/casefile"
	"safecase/casefile/lint"
)

// applyAcross makes the edits of a script, of which some may rename nodes of
// other files. Those come first, since they must see all files as they are on
// the disk. Nothing is written unless every edit can be made.
func (a *app) applyAcross(file *casefile.File, path string, edits casefile.Batch) error {
	var here casefile.Batch
	var away []casefile.Rename
	for _, e := range edits {
		if r, ok := e.(casefile.Rename); ok && isAway(r) {
			away = append(away, r)
		} else {
			here = append(here, e)
		}
	}
	if len(away) == 0 {
		if err := a.applyTo(file, path, edits); err != nil {
			return err
		}
		a.warnOfUsers(file, here)
		return nil
	}
	if len(away) > 1 || len(here) > 0 || path == "-" {
		return usage("rename %s changes several files: let it stand in a script of its own, and name the case by its path", away[0].From)
	}
	changed, err := renameAway(file, path, away[0])
	if err != nil {
		return failed("%s", err)
	}
	for _, f := range changed {
		if err := replaceFile(f.Path, []byte(f.Text)); err != nil {
			return err
		}
		fmt.Fprintf(a.err, "changed %s\n", show(f.Path))
	}
	return nil
}

// warnOfUsers says of each public node that got another id in its own file that
// the files which use it are left as they are.
func (a *app) warnOfUsers(file *casefile.File, edits casefile.Batch) {
	for _, e := range edits {
		r, ok := e.(casefile.Rename)
		if !ok || r.Refer != "" && r.Refer != casefile.ReferNode {
			continue
		}
		if n := file.Case.Node(r.From); n != nil && n.Public() {
			fmt.Fprintf(a.err, "note: %s\n", show(casefile.RenamedPublic(n.ID)))
		}
	}
}

func isAway(r casefile.Rename) bool {
	_, _, away := casefile.CutAway(r.From)
	return away && (r.Refer == "" || r.Refer == casefile.ReferNode)
}

// renameAway reads the files that the case rests on and renames in all of them.
// A crash between two writes leaves references that lead nowhere, which lint
// reports: the new id was free, so that none leads to another node.
func renameAway(file *casefile.File, path string, e casefile.Rename) ([]*casefile.File, error) {
	cases, err := casesOf(path)
	if err != nil {
		return nil, err
	}
	defer cases.Close()
	in := lint.Input{File: file}
	in.Modules = lint.ReadModules(context.Background(), in, lint.Places{Cases: cases})
	changed, err := lint.RenameAway(lint.Check(in), e)
	if err != nil {
		return nil, err
	}
	for _, f := range changed {
		if _, err := os.Stat(f.Path); err != nil {
			return nil, err
		}
	}
	return changed, nil
}
