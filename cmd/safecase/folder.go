package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"safecase/casefile"
	"safecase/casefile/convert"
	"safecase/casefile/lint"
)

// writeParts writes the case files of an import.
func (a *app) writeParts(folder string, imp *convert.Imported) error {
	files := make([]convert.Output, len(imp.Parts))
	for i, p := range imp.Parts {
		files[i] = convert.Output{Path: p.Path, Data: []byte(p.File.Text)}
	}
	return a.writeFolder(folder, files)
}

// writeFolder writes several files into a folder and names them. The folder
// must be new or empty: no file is replaced.
func (a *app) writeFolder(folder string, files []convert.Output) error {
	if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
		return usage("%s is not empty; --out takes a new or an empty folder", folder)
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return failed("%s", err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return failed("%s", err)
	}
	defer root.Close()
	for _, f := range files {
		name := filepath.FromSlash(f.Path)
		if err = root.MkdirAll(filepath.Dir(name), 0o777); err == nil {
			err = root.WriteFile(name, f.Data, 0o666)
		}
		if err != nil {
			return failed("%s: %s", filepath.Join(folder, name), err)
		}
		fmt.Fprintf(a.out, "wrote %s\n", show(filepath.ToSlash(filepath.Join(folder, name))))
	}
	return nil
}

// modulesOf reads the files that a case uses and that they use. One that
// cannot be read is said; what refers to it is kept for the way back.
func (a *app) modulesOf(ctx context.Context, file *casefile.File, at string) (modules []convert.CaseFile, missing bool, err error) {
	cases, err := casesOf(at)
	if err != nil {
		return nil, false, err
	}
	defer cases.Close()
	in, err := (&checkFlags{}).settings(a)
	if err != nil {
		return nil, false, err
	}
	in.File = file
	top := &lint.Result{File: file, Modules: lint.ReadModules(ctx, in, lint.Places{Cases: cases})}
	all := top.Used()
	for _, r := range append([]*lint.Result{top}, all...) {
		for _, m := range r.Modules {
			if m.Problem != "" && m.Ring == nil {
				fmt.Fprintf(a.err, "%s: module %s, %s, is left out: %s\n", show(r.File.Path), show(m.Name), show(m.Ref), show(m.Problem))
				missing = true
			}
		}
	}
	base := strings.TrimSuffix(file.Path, path.Base(filepath.ToSlash(file.Path)))
	for _, r := range all {
		modules = append(modules, convert.CaseFile{Path: strings.TrimPrefix(r.File.Path, base), File: r.File})
	}
	return modules, missing, nil
}
