package main

import (
	"os"
	"path/filepath"

	"safecase/casefile"
)

// applyTo applies edits to the case and writes it back, all or nothing.
func (a *app) applyTo(file *casefile.File, path string, edits []casefile.Edit) error {
	if len(edits) == 0 {
		return nil
	}
	edited, err := file.Apply(casefile.Batch(edits))
	if err != nil {
		return failed("%s", err)
	}
	return a.writeCase(path, file, edited)
}

// writeCase puts an edited case where it came from.
func (a *app) writeCase(path string, before, after *casefile.File) error {
	switch {
	case path == "-":
		return a.write("", []byte(after.Text))
	case before.Text == after.Text:
		return nil
	}
	return replaceFile(path, []byte(after.Text))
}

// replaceFile puts new bytes in place of a file so that a crash leaves either
// the old or the new ones. Permissions stay, and a link is followed so that it
// goes on pointing at the file.
func replaceFile(path string, b []byte) error {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		target = path
	}
	mode := os.FileMode(0o666)
	if info, err := os.Stat(target); err == nil {
		mode = info.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(target), ".safecase-*")
	if err != nil {
		return failed("%s", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(b)
	for _, step := range []func() error{func() error { return tmp.Chmod(mode) }, tmp.Sync, tmp.Close} {
		if stepErr := step(); err == nil {
			err = stepErr
		}
	}
	if err == nil {
		err = os.Rename(tmp.Name(), target)
	}
	if err != nil {
		return failed("%s", err)
	}
	return nil
}
