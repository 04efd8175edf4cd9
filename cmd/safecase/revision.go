package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"safecase/casefile/evidence"
)

// revision is the evidence as git has it at one revision, in the folder of
// the case. Nothing is written to the work tree.
type revision struct {
	ctx  context.Context
	rev  string
	dir  string // folder of the case, relative to the top of the repository
	name string // name of the case in it
	from string // folder in which git is run
}

// maxBlob bounds what is taken from git into memory at once.
const maxBlob = 512 << 20

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// atRevision finds the case at a path, relative to the working directory, in
// a revision.
func atRevision(ctx context.Context, rev, file string) (*revision, error) {
	if rev == "" || strings.HasPrefix(rev, "-") || strings.ContainsAny(rev, "\x00\n") {
		return nil, usage("%q is no revision of git", rev)
	}
	from := filepath.Dir(file)
	for !exists(from) && from != "." && from != string(filepath.Separator) {
		from = filepath.Dir(from)
	}
	prefix, err := git(ctx, from, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, failed("%s: %s", file, err)
	}
	inside, err := filepath.Rel(from, file)
	if err != nil {
		return nil, failed("%s: %s", file, err)
	}
	whole := path.Join(strings.TrimSpace(string(prefix)), filepath.ToSlash(inside))
	return &revision{ctx, rev, path.Dir(whole), path.Base(whole), from}, nil
}

func (r *revision) caseText() (string, error) {
	text, err := r.blob(r.name)
	if err != nil {
		return "", failed("%s:%s: %s", r.rev, path.Join(r.dir, r.name), err)
	}
	return string(text), nil
}

func (r *revision) blob(ref string) ([]byte, error) {
	object := r.rev + ":" + path.Join(r.dir, ref)
	return git(r.ctx, r.from, "cat-file", "blob", object)
}

type blob struct{ *bytes.Reader }

// Close does nothing: the bytes are in memory.
func (blob) Close() error { return nil }

// Open opens an evidence file of the revision.
func (r *revision) Open(ref string) (evidence.File, error) {
	clean := path.Clean(ref)
	if path.IsAbs(ref) || clean == ".." || strings.HasPrefix(clean, "../") {
		return nil, &evidence.RefError{Ref: ref, Code: evidence.CodeRefusedPath, Reason: "leaves the folder of the case"}
	}
	b, err := r.blob(clean)
	if err != nil {
		if _, notTree := git(r.ctx, r.from, "cat-file", "tree", r.rev+":"+path.Join(r.dir, clean)); notTree == nil {
			return nil, &evidence.RefError{Ref: ref, Code: evidence.CodeNotRegular, Reason: "is a directory", Err: evidence.ErrDirectory}
		}
		return nil, &evidence.RefError{Ref: ref, Code: evidence.CodeMissing, Reason: "is not in " + r.rev, Err: evidence.ErrMissing}
	}
	return blob{bytes.NewReader(b)}, nil
}

// List implements evidence.Lister.
func (r *revision) List(ref string) ([]string, error) {
	clean := path.Clean(ref)
	if path.IsAbs(ref) || clean == ".." || strings.HasPrefix(clean, "../") {
		return nil, &evidence.RefError{Ref: ref, Code: evidence.CodeRefusedPath, Reason: "leaves the folder of the case"}
	}
	out, err := git(r.ctx, r.from, "ls-tree", "-r", "-z", "--full-tree", r.rev+":"+path.Join(r.dir, clean))
	if err != nil {
		return nil, &evidence.RefError{Ref: ref, Code: evidence.CodeMissing, Reason: "is not in " + r.rev, Err: evidence.ErrMissing}
	}
	var names []string
	for entry := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		mode, name, _ := strings.Cut(entry, "\t")
		if !strings.HasPrefix(mode, "100") {
			return nil, &evidence.RefError{Ref: path.Join(ref, name), Code: evidence.CodeNotRegular, Reason: "is a link or a module, not a regular file"}
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names, nil
}

// git runs git and returns what it prints, bounded.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &bounded{&out, maxBlob}, &bounded{&problem, 1 << 16}
	if err := cmd.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return nil, errors.New("git is not installed")
		}
		return nil, errors.New(strings.TrimPrefix(strings.TrimSpace(problem.String()), "fatal: "))
	}
	return out.Bytes(), nil
}

// bounded refuses to take more than left bytes.
type bounded struct {
	b    *bytes.Buffer
	left int
}

// Write keeps p, or fails when it is too much.
func (w *bounded) Write(p []byte) (int, error) {
	if len(p) > w.left {
		return 0, errors.New("too large")
	}
	w.left -= len(p)
	return w.b.Write(p)
}
